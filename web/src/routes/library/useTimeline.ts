import { useEffect, useMemo, useReducer, useRef } from "react";
import { sayings } from "../../app/editing";
import { api, cache } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { type Bucket, bucket, type Timeline, timeline } from "../../lib/api/picture";
import { address } from "../../lib/api/client";
import { isAbort } from "../../lib/api/problem";

/** Months kept; those furthest from the screen are dropped first, so that memory stays flat. */
const KEPT = 120;

export interface TimelineData {
  timeline: Timeline | null;
  error: unknown;
  isLoading: boolean;
  months: ReadonlyMap<string, Bucket>;
  /** Changes whenever a month came or went. */
  version: number;
  /** Asks for the months on screen, nearest first; what is not near any more is no longer waited for. */
  need: (keys: readonly string[]) => void;
  reload: () => void;
}

/** The months of the library, and the pictures of those that are looked at. */
export function useTimeline(): TimelineData {
  const shown = useLatest("timeline", (signal) => api.call("/api/timeline", timeline, { signal }));
  const [version, bump] = useReducer((count: number) => count + 1, 0);
  const months = useRef(new Map<string, Bucket>());
  const running = useRef(new Map<string, AbortController>());
  const counts = useMemo(
    () => new Map(shown.value?.buckets.map((one) => [one.key, one.count])),
    [shown.value],
  );

  useEffect(() => {
    // A month whose count changed is read again.
    for (const [key, month] of [...months.current]) {
      if (counts.get(key) !== month.ids.length) months.current.delete(key);
    }
    bump();
  }, [counts]);
  useEffect(() => () => running.current.forEach((abort) => abort.abort()), []);

  const need = (keys: readonly string[]) => {
    const wanted = new Set(keys);
    for (const [key, abort] of [...running.current]) {
      if (wanted.has(key)) continue;
      abort.abort();
      running.current.delete(key);
    }
    for (const key of keys) {
      const known = months.current.get(key);
      if (known) {
        // The latest used are last, the first are dropped.
        months.current.delete(key);
        months.current.set(key, known);
        continue;
      }
      if (running.current.has(key)) continue;
      const abort = new AbortController();
      running.current.set(key, abort);
      const since = sayings.mark();
      readMonth(key, abort.signal)
        .then((month) => {
          running.current.delete(key);
          months.current.set(key, month);
          sayings.wereRead(month.ids, since);
          for (const old of months.current.keys()) {
            if (months.current.size <= KEPT) break;
            if (!wanted.has(old)) months.current.delete(old);
          }
          bump();
        }, (error: unknown) => {
          if (running.current.get(key) === abort) running.current.delete(key);
          // Scrolling asks again; the connection line says what is wrong meanwhile.
          if (!isAbort(error)) setTimeout(bump, 1500);
        });
    }
  };

  return {
    timeline: shown.value,
    error: shown.error,
    isLoading: shown.isLoading,
    months: months.current,
    version,
    need,
    reload: () => cache.refresh("timeline"),
  };
}

/** All pictures of a month, page after page. */
export async function readMonth(key: string, signal: AbortSignal): Promise<Bucket> {
  const whole: Bucket = {
    ids: [],
    ratios: [],
    taken: [],
    placeholders: [],
    marks: [],
    ratings: [],
    favourites: [],
    next_cursor: null,
  };
  for (let cursor: string | null = null;;) {
    const path: string = address(`/api/timeline/${encodeURIComponent(key)}`, { cursor });
    const page: Bucket = await api.call(path, bucket, { signal });
    for (let index = 0; index < page.ids.length; index += 1) {
      whole.ids.push(page.ids[index] as string);
      whole.ratios.push(page.ratios[index] ?? 1);
      whole.taken.push(page.taken[index] ?? null);
      whole.placeholders.push(page.placeholders[index] ?? null);
      whole.marks.push(page.marks[index] ?? []);
      whole.ratings.push(page.ratings[index] ?? null);
      whole.favourites.push(page.favourites[index] ?? false);
    }
    cursor = page.next_cursor;
    if (cursor === null || page.ids.length === 0) return whole;
  }
}
