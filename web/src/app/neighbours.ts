/** The pictures beside the one that is open, in the order of the list it was opened from. */
let order: readonly string[] = [];

export function rememberOrder(ids: readonly string[]): void {
  order = ids;
}

export function neighbours(
  id: string,
): { before: string | null; after: string | null; at: number; of: number } {
  const at = order.indexOf(id);
  return {
    before: at > 0 ? order[at - 1] ?? null : null,
    after: at >= 0 ? order[at + 1] ?? null : null,
    at,
    of: order.length,
  };
}
