/** What a view shows of a read: the newest value, whether a newer one is on its way, what went wrong. */
export interface Shown<Value> {
  value: Value | null;
  error: unknown;
  isLoading: boolean;
}

type Load<Value> = (signal: AbortSignal) => Promise<Value>;

interface Entry {
  shown: Shown<unknown>;
  /** Number of the load whose result counts; a result of an earlier one is dropped. */
  turn: number;
  abort: AbortController | null;
  load: Load<unknown>;
  watchers: Set<() => void>;
  /** When it was last watched, to forget the oldest. */
  used: number;
}

const EMPTY: Shown<never> = { value: null, error: null, isLoading: true };

/**
 * Reads by key, shared by all who watch the key. What nobody watches any more is aborted; values stay
 * for going back, up to `limit` of them. A slow early answer never replaces a later one.
 */
export class LatestCache {
  private readonly entries = new Map<string, Entry>();
  private clock = 0;

  constructor(private readonly limit = 200) {}

  shown<Value>(key: string): Shown<Value> {
    return (this.entries.get(key)?.shown ?? EMPTY) as Shown<Value>;
  }

  /** Starts to watch; the load runs even where a value is kept, to renew it. */
  watch<Value>(key: string, load: Load<Value>, changed: () => void): () => void {
    const entry = this.entry(key, load);
    entry.watchers.add(changed);
    if (entry.watchers.size === 1) this.start(key, entry);
    return () => {
      entry.watchers.delete(changed);
      if (entry.watchers.size > 0) return;
      entry.abort?.abort();
      entry.abort = null;
      entry.turn += 1;
      entry.shown = { ...entry.shown, isLoading: false };
      this.forget();
    };
  }

  /** Loads again what is watched and whose key starts so; what is only kept is dropped. */
  refresh(prefix = ""): void {
    for (const [key, entry] of [...this.entries]) {
      if (!key.startsWith(prefix)) continue;
      if (entry.watchers.size > 0) this.start(key, entry);
      else this.entries.delete(key);
    }
  }

  /** Puts a value in place at once (an optimistic change) and gives what takes it back. */
  put<Value>(key: string, change: (value: Value) => Value): () => void {
    const entry = this.entries.get(key);
    if (!entry || entry.shown.value === null) return () => {};
    const before = entry.shown.value as Value;
    const after = change(before);
    // A load that is under way would bring what was before the change.
    entry.turn += 1;
    this.show(entry, { value: after, error: null, isLoading: false });
    return () => {
      if (entry.shown.value === after) {
        this.show(entry, { value: before, error: null, isLoading: false });
      } else this.start(key, entry);
    };
  }

  private entry<Value>(key: string, load: Load<Value>): Entry {
    const known = this.entries.get(key);
    if (known) {
      known.load = load;
      known.used = this.clock += 1;
      return known;
    }
    const entry: Entry = {
      shown: EMPTY,
      turn: 0,
      abort: null,
      load,
      watchers: new Set(),
      used: this.clock += 1,
    };
    this.entries.set(key, entry);
    return entry;
  }

  private start(key: string, entry: Entry): void {
    entry.abort?.abort();
    const abort = new AbortController();
    entry.abort = abort;
    const turn = entry.turn += 1;
    if (!entry.shown.isLoading) this.show(entry, { ...entry.shown, isLoading: true });
    entry.load(abort.signal).then(
      (value) => {
        if (entry.turn === turn) this.show(entry, { value, error: null, isLoading: false });
      },
      (error: unknown) => {
        if (entry.turn === turn) this.show(entry, { ...entry.shown, error, isLoading: false });
      },
    );
    if (!this.entries.has(key)) this.entries.set(key, entry);
  }

  private show(entry: Entry, shown: Shown<unknown>): void {
    entry.shown = shown;
    for (const changed of [...entry.watchers]) changed();
  }

  private forget(): void {
    if (this.entries.size <= this.limit) return;
    const idle = [...this.entries].filter(([, entry]) => entry.watchers.size === 0)
      .sort(([, one], [, other]) => one.used - other.used);
    for (const [key] of idle.slice(0, this.entries.size - this.limit)) this.entries.delete(key);
  }
}
