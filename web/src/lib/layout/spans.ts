import { month } from "../text/format";

/** Months that are shown under one heading. */
export interface Span {
  /** Of its first month; no other span has it. */
  key: string;
  keys: readonly string[];
  count: number;
}

export const UNDATED = "undated";

/**
 * Puts neighbouring months together until each span has `least` pictures, so that a library with a
 * picture now and then is no column of headings. What has no date stays by itself.
 */
export function spans(buckets: readonly { key: string; count: number }[], least: number): Span[] {
  const found: { key: string; keys: string[]; count: number }[] = [];
  let open: { key: string; keys: string[]; count: number } | null = null;
  for (const { key, count } of buckets) {
    // A full month keeps its own heading, also after a few pictures of the one before.
    if (!open || key === UNDATED || count >= least) {
      open = { key, keys: [key], count };
      found.push(open);
    } else {
      open.keys.push(key);
      open.count += count;
    }
    if (key === UNDATED || open.count >= least) open = null;
  }
  return found;
}

/** `May 2024`; `April – May 2024`; `December 2023 – May 2024`. Months come newest first. */
export function spanTitle(keys: readonly string[]): string {
  const [last, first] = [month(keys[0] ?? ""), month(keys[keys.length - 1] ?? "")];
  if (first === last) return first;
  const isOneYear = first.split(" ")[1] === last.split(" ")[1];
  return `${isOneYear ? first.split(" ")[0] : first} – ${last}`;
}
