import { useCallback, useEffect, useRef, useState } from "react";
import { api } from "../../app/services";
import { groupPage } from "../../lib/api/duplicates";
import { address } from "../../lib/api/client";
import { isAbort } from "../../lib/api/problem";
import { empty, type Review, withGroups } from "../../lib/queue/review";

const PAGE = 60;

interface State {
  isLoading: boolean;
  isWhole: boolean;
  error: unknown;
}

export interface Groups {
  review: Review;
  change: (change: (review: Review) => Review) => void;
  total: number;
  copies: number;
  reclaimable: number;
  isLoading: boolean;
  /** There are no more pages. */
  isWhole: boolean;
  error: unknown;
  reload: () => void;
}

/**
 * The groups of one filter, loaded page by page ahead of the person.
 *
 * @param wanted a group to load pages for until it is there.
 */
export function useGroups(
  kind: string | null,
  confidence: number,
  wanted: string | null,
): Groups {
  const [review, setReview] = useState<Review>(empty);
  const [totals, setTotals] = useState({ total: 0, copies: 0, reclaimable: 0 });
  const [state, setState] = useState<State>({ isLoading: true, isWhole: false, error: null });
  const [turn, setTurn] = useState(0);
  const next = useRef<number | null>(0);
  const isBusy = useRef(false);

  const load = useCallback(async (signal: AbortSignal) => {
    if (isBusy.current || next.current === null) return;
    isBusy.current = true;
    try {
      const isFirst = next.current === 0;
      const url = address("/api/duplicates", {
        offset: next.current,
        limit: PAGE,
        kind,
        min_confidence: confidence || null,
      });
      const page = await api.call(url, groupPage, { signal });
      if (signal.aborted) return;
      next.current = page.next_offset;
      setReview((now) => withGroups(now, page.groups));
      if (isFirst) {
        setTotals({
          total: page.group_count,
          copies: page.copy_count,
          reclaimable: page.reclaimable_bytes,
        });
      }
      setState({ isLoading: false, isWhole: page.next_offset === null, error: null });
    } catch (error) {
      if (!isAbort(error)) setState({ isLoading: false, isWhole: false, error });
    } finally {
      isBusy.current = false;
    }
  }, [kind, confidence]);

  useEffect(() => {
    const abort = new AbortController();
    next.current = 0;
    isBusy.current = false;
    setReview(empty);
    setState({ isLoading: true, isWhole: false, error: null });
    void load(abort.signal);
    return () => abort.abort();
  }, [load, turn]);

  // The next page is asked for well before the person gets there.
  const isMissing = wanted !== null && !review.entries.some((entry) => entry.group.id === wanted);
  const isNearEnd = review.entries.length > 0 &&
    (isMissing || review.entries.length - review.at < PAGE / 3);
  useEffect(() => {
    if (!isNearEnd) return;
    const abort = new AbortController();
    void load(abort.signal);
    return () => abort.abort();
  }, [isNearEnd, review.entries.length, load]);

  return {
    review,
    change: setReview,
    ...totals,
    ...state,
    reload: () => setTurn((count) => count + 1),
  };
}
