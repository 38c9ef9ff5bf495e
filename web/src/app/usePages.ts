import { useCallback, useEffect, useRef, useState } from "react";
import { isAbort } from "../lib/api/problem";
import { connection } from "./services";
import { useSignal } from "./signal";

export interface Page<Item> {
  items: Item[];
  next: string | null;
  total: number | null;
}

export interface Pages<Item> {
  items: readonly Item[];
  total: number | null;
  isLoading: boolean;
  /** There is nothing more to ask for. */
  isWhole: boolean;
  error: unknown;
  more: () => void;
  reload: () => void;
}

interface State<Item> {
  key: string;
  items: readonly Item[];
  next: string | null;
  total: number | null;
  isLoading: boolean;
  isWhole: boolean;
  error: unknown;
}

/**
 * A list that is read page by page. With another key it begins anew: the old read is aborted, and what
 * it still brings is dropped. Items stay on screen until the first page of the new key is there.
 */
export function usePages<Item>(
  key: string | null,
  load: (cursor: string | null, signal: AbortSignal) => Promise<Page<Item>>,
): Pages<Item> {
  const [state, setState] = useState<State<Item>>({
    key: "",
    items: [],
    next: null,
    total: null,
    isLoading: key !== null,
    isWhole: false,
    error: null,
  });
  const [turn, setTurn] = useState(0);
  const abort = useRef<AbortController | null>(null);
  const latest = useRef(load);
  latest.current = load;
  const isReached = useSignal(connection);

  const read = useCallback((cursor: string | null, before: readonly Item[]) => {
    abort.current?.abort();
    const own = new AbortController();
    abort.current = own;
    setState((now) => ({ ...now, isLoading: true, error: null }));
    latest.current(cursor, own.signal).then((page) => {
      if (own.signal.aborted) return;
      abort.current = null;
      setState({
        key: key ?? "",
        items: [...before, ...page.items],
        next: page.next,
        total: page.total,
        isLoading: false,
        isWhole: page.next === null,
        error: null,
      });
    }, (error: unknown) => {
      if (own.signal.aborted || isAbort(error)) return;
      abort.current = null;
      setState((now) => ({ ...now, isLoading: false, error }));
    });
  }, [key]);

  useEffect(() => {
    if (key === null) {
      setState({
        key: "",
        items: [],
        next: null,
        total: null,
        isLoading: false,
        isWhole: true,
        error: null,
      });
      return;
    }
    read(null, []);
    return () => abort.current?.abort();
  }, [key, turn, read]);

  // What failed while the server was away is asked again when it is back.
  useEffect(() => {
    if (isReached && state.error !== null) setTurn((count) => count + 1);
  }, [isReached]);

  const more = () => {
    if (abort.current || state.isLoading || state.next === null || state.key !== key) return;
    read(state.next, state.items);
  };
  return { ...state, more, reload: () => setTurn((count) => count + 1) };
}
