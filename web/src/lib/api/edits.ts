import { flag, list, number, or, type Read, record, text } from "../json/read";

/** What an edit of many pictures did. */
export const edited = record({
  edit_id: or(number, null),
  changed: or(number, 0),
  results: or(list(record({ id: text, ok: flag, error: or(text, null) })), []),
});
export type Edited = Read<typeof edited>;

/** What a person wants to be different about pictures. */
export interface Edit {
  /** 0 to 5; null for what the file says. */
  rating?: number | null;
  favourite?: boolean;
  add_tags?: string[];
  remove_tags?: string[];
}

/** Pictures that one call may name. */
export const MOST = 10_000;

/** In pieces that a call may name. */
export function pieces(ids: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let from = 0; from < ids.length; from += MOST) parts.push(ids.slice(from, from + MOST));
  return parts;
}

export function stars(rating: number): string {
  return rating === 0 ? "No stars" : rating === 1 ? "1 star" : `${rating} stars`;
}
