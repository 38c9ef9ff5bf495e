/** What is said of a picture, as it is shown. */
export interface Said {
  /** Stars, 0 to 5; null for none. Below 0 its file says rejected. */
  rating: number | null;
  favourite: boolean;
  /** It was set aside and is on its way out of the list. */
  isAside: boolean;
}

export const NOTHING_SAID: Said = { rating: null, favourite: false, isAside: false };

interface Entry {
  said: Said;
  /** Changes of it that the server has not confirmed. */
  open: number;
  /** When the last of them was. */
  settled: number;
}

/** A change that is shown, and what there was before it. */
export interface Shown {
  fields: readonly (keyof Said)[];
  before: ReadonlyMap<string, Said>;
  isOpen: boolean;
}

/**
 * What was said of pictures in this visit, over what was read of them: shown at once, put back when the
 * server refuses or it is undone, and forgotten when the picture is read anew.
 */
export class Sayings {
  private readonly entries = new Map<string, Entry>();
  private readonly watchers = new Set<() => void>();
  private clock = 0;
  private changes = 0;

  /** Rises with every change, for those who watch. */
  get version(): number {
    return this.changes;
  }

  watch = (changed: () => void): () => void => {
    this.watchers.add(changed);
    return () => this.watchers.delete(changed);
  };

  of(id: string, read: Said): Said {
    return this.entries.get(id)?.said ?? read;
  }

  /** Shows a change of pictures, of which `read` gives what the server said last. */
  show(ids: readonly string[], change: Partial<Said>, read: (id: string) => Said): Shown {
    const before = new Map(ids.map((id) => [id, this.of(id, read(id))]));
    for (const [id, said] of before) {
      const open = this.entries.get(id)?.open ?? 0;
      this.entries.set(id, { said: { ...said, ...change }, open: open + 1, settled: 0 });
    }
    this.tell();
    return { fields: Object.keys(change) as (keyof Said)[], before, isOpen: true };
  }

  /** The server confirmed it. */
  settle(shown: Shown): void {
    if (!shown.isOpen) return;
    shown.isOpen = false;
    this.clock += 1;
    for (const id of shown.before.keys()) {
      const entry = this.entries.get(id);
      if (entry) Object.assign(entry, { open: entry.open - 1, settled: this.clock });
    }
  }

  /** Puts back what was shown before, of what was changed and of nothing else. */
  back(shown: Shown, ids: Iterable<string> = shown.before.keys()): void {
    for (const id of ids) {
      const [entry, before] = [this.entries.get(id), shown.before.get(id)];
      if (!before) continue;
      const said = { ...(entry?.said ?? before) };
      for (const field of shown.fields) Object.assign(said, { [field]: before[field] });
      this.entries.set(id, { said, open: entry?.open ?? 0, settled: this.clock });
    }
    this.settle(shown);
    this.tell();
  }

  /** Asked for before a read begins. */
  mark(): number {
    return this.clock;
  }

  /** What was read since counts again, where nothing was said meanwhile. */
  wereRead(ids: Iterable<string>, since: number): void {
    let isChanged = false;
    for (const id of ids) {
      const entry = this.entries.get(id);
      if (!entry || entry.open > 0 || entry.settled > since) continue;
      this.entries.delete(id);
      isChanged = true;
    }
    if (isChanged) this.tell();
  }

  private tell(): void {
    this.changes += 1;
    for (const changed of [...this.watchers]) changed();
  }
}
