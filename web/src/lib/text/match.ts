/**
 * How well a few typed letters fit a title: more for starts of words and for letters in a row; null
 * when they are not all there in order. Linear in the title.
 */
export function fit(typed: string, title: string): number | null {
  const [wanted, text] = [typed.trim().toLowerCase(), title.toLowerCase()];
  let [score, from] = [0, 0];
  for (const sign of wanted) {
    if (sign === " ") continue;
    const at = text.indexOf(sign, from);
    if (at < 0) return null;
    if (at === from && from > 0) score += 2;
    if (at === 0 || text[at - 1] === " ") score += 3;
    score += 1 - Math.min(0.9, (at - from) / 10);
    from = at + 1;
  }
  return score;
}

/** Those that fit, best first; all in their order while nothing is typed. */
export function ranked<Item>(
  typed: string,
  items: readonly Item[],
  title: (item: Item) => string,
): Item[] {
  if (!typed.trim()) return [...items];
  return items.map((item, index) => ({ item, index, score: fit(typed, title(item)) }))
    .filter((one): one is { item: Item; index: number; score: number } => one.score !== null)
    .sort((one, other) => other.score - one.score || one.index - other.index)
    .map((one) => one.item);
}
