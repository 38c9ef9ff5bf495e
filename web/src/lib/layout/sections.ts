import {
  estimatedHeight,
  heightOfRows,
  type JustifiedOptions,
  justify,
  type Row,
} from "./justified";

/** A month of the timeline: its place in the page, and its rows once its pictures are known. */
export interface Section {
  key: string;
  count: number;
  top: number;
  height: number;
  /** Null while only the count is known. */
  rows: Row[] | null;
  /** Pictures in the sections before it. */
  before: number;
}

export interface SectionsOptions extends JustifiedOptions {
  header: number;
}

/** Places the sections one under the other. `ratios` gives a section's pictures, or null. */
export function placeSections(
  buckets: readonly { key: string; count: number }[],
  ratios: (key: string) => ArrayLike<number> | null,
  options: SectionsOptions,
): Section[] {
  let [top, before] = [0, 0];
  return buckets.map(({ key, count }) => {
    const known = ratios(key);
    const rows = known ? justify(known, options) : null;
    const body = rows ? heightOfRows(rows, options.gap) : estimatedHeight(count, options);
    const section = { key, count, top, height: options.header + body, rows, before };
    top += section.height;
    before += count;
    return section;
  });
}

export function totalHeight(sections: readonly Section[]): number {
  const last = sections[sections.length - 1];
  return last ? last.top + last.height : 0;
}

/** The sections that touch the range, by binary search: `[first, end)`. */
export function sectionsIn(
  sections: readonly Section[],
  from: number,
  to: number,
): [first: number, end: number] {
  let [low, high] = [0, sections.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const section = sections[middle] as Section;
    if (section.top + section.height <= from) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < sections.length && (sections[end] as Section).top < to) end += 1;
  return [low, end];
}

/**
 * How far the page must scroll so that what is on screen stays put when sections above it take their
 * real height: the new top of the section at `y`, less the old.
 */
export function shift(before: readonly Section[], after: readonly Section[], y: number): number {
  const [index] = sectionsIn(before, y, y + 1);
  const [old, now] = [before[index], after[index]];
  return old && now && old.key === now.key ? now.top - old.top : 0;
}
