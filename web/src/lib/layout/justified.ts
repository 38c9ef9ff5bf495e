/** Where one picture stands in a grid, in CSS pixels. */
export interface Row {
  /** Index of the first picture in it, and of the first after it. */
  start: number;
  end: number;
  top: number;
  height: number;
}

export interface JustifiedOptions {
  width: number;
  target: number;
  gap: number;
}

/** Panoramas and slivers are shown cut to these, so that one picture never makes a row unreadable. */
const NARROWEST = 0.5;
const WIDEST = 3.2;

export function shownRatio(ratio: number): number {
  return Math.min(WIDEST, Math.max(NARROWEST, Number.isFinite(ratio) && ratio > 0 ? ratio : 1));
}

/**
 * Rows of pictures that fill the width, each row about `target` high, in reading order. Linear in the
 * pictures; allocates per row only.
 */
export function justify(ratios: ArrayLike<number>, options: JustifiedOptions): Row[] {
  const { width, target, gap } = options;
  const rows: Row[] = [];
  let [start, sum, top] = [0, 0, 0];
  const heightOf = (ratioSum: number, count: number) => (width - gap * (count - 1)) / ratioSum;
  const close = (end: number, height: number) => {
    rows.push({ start, end, top, height });
    top += height + gap;
    [start, sum] = [end, 0];
  };
  for (let index = 0; index < ratios.length; index += 1) {
    const ratio = shownRatio(ratios[index] ?? 1);
    const height = heightOf(sum + ratio, index + 1 - start);
    if (height > target || index === start) {
      sum += ratio;
      continue;
    }
    // Whichever of the row with and the row without this picture is nearer to the target.
    const without = heightOf(sum, index - start);
    if (target / height <= without / target) {
      close(index + 1, height);
    } else {
      close(index, without);
      sum = ratio;
    }
  }
  // The last row is not blown up to fill the width.
  if (start < ratios.length) {
    close(ratios.length, Math.min(target, heightOf(sum, ratios.length - start)));
  }
  return rows;
}

/** Height of all rows, without a gap after the last. */
export function heightOfRows(rows: readonly Row[], gap: number): number {
  const last = rows[rows.length - 1];
  return last ? last.top + last.height + (rows.length > 0 ? gap : 0) : 0;
}

/** Left edges and widths in a row, by whole pixels so that no seam shows. */
export function placeRow(
  ratios: ArrayLike<number>,
  row: Row,
  options: JustifiedOptions,
): { left: number; width: number }[] {
  const places: { left: number; width: number }[] = [];
  let left = 0;
  for (let index = row.start; index < row.end; index += 1) {
    const width = shownRatio(ratios[index] ?? 1) * row.height;
    const [from, to] = [Math.round(left), Math.round(left + width)];
    places.push({ left: from, width: to - from });
    left += width + options.gap;
  }
  return places;
}

/** What a month of `count` pictures that is not loaded yet will take, about. */
export function estimatedHeight(count: number, options: JustifiedOptions): number {
  const perRow = Math.max(1, options.width / (options.target * 1.4));
  return Math.ceil(count / perRow) * (options.target + options.gap);
}

/** Index of the row at or before a height: binary search, 0 for none. */
export function rowAt(rows: readonly Row[], y: number): number {
  let [low, high] = [0, rows.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((rows[middle] as Row).top <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
