/**
 * The pictures that are selected, by id, with the one from which a range is drawn. A value: every
 * change gives a new one.
 */
export class Selection {
  private constructor(readonly ids: ReadonlySet<string>, readonly anchor: string | null) {}

  static readonly none = new Selection(new Set(), null);

  get size(): number {
    return this.ids.size;
  }

  get isEmpty(): boolean {
    return this.ids.size === 0;
  }

  has(id: string): boolean {
    return this.ids.has(id);
  }

  toggle(id: string): Selection {
    const ids = new Set(this.ids);
    if (!ids.delete(id)) ids.add(id);
    return ids.size === 0 ? Selection.none : new Selection(ids, id);
  }

  /**
   * All from the anchor to `id` in the order given, added to what is selected. The order is that of the
   * list, not of what is drawn; ids that are not loaded are not in it and are not selected.
   */
  extend(id: string, order: readonly string[]): Selection {
    const from = this.anchor === null ? -1 : order.indexOf(this.anchor);
    const to = order.indexOf(id);
    if (from < 0 || to < 0) return this.toggle(id);
    const ids = new Set(this.ids);
    for (const one of order.slice(Math.min(from, to), Math.max(from, to) + 1)) ids.add(one);
    return new Selection(ids, this.anchor);
  }

  all(order: readonly string[]): Selection {
    return order.length === 0 ? Selection.none : new Selection(new Set(order), order[0] ?? null);
  }

  /** Without pictures that are gone. */
  without(gone: Iterable<string>): Selection {
    const ids = new Set(this.ids);
    for (const id of gone) ids.delete(id);
    if (ids.size === 0) return Selection.none;
    return new Selection(ids, this.anchor !== null && ids.has(this.anchor) ? this.anchor : null);
  }
}
