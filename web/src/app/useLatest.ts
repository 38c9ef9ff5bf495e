import { useCallback, useRef, useSyncExternalStore } from "react";
import type { Shown } from "../lib/cache/latest";
import { cache } from "./services";

const NOTHING: Shown<never> = { value: null, error: null, isLoading: false };

/**
 * The newest value of a read. It is loaded when the first component asks, aborted when the last one
 * leaves, and loaded again when the server comes back. A null key reads nothing.
 */
export function useLatest<Value>(
  key: string | null,
  load: (signal: AbortSignal) => Promise<Value>,
): Shown<Value> {
  const latest = useRef(load);
  latest.current = load;
  const watch = useCallback((changed: () => void) => {
    if (key === null) return () => {};
    return cache.watch(key, (signal) => latest.current(signal), changed);
  }, [key]);
  return useSyncExternalStore(watch, () => key === null ? NOTHING : cache.shown<Value>(key));
}
