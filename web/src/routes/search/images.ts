import { api } from "../../app/services";
import { Signal, useSignal } from "../../app/signal";
import { type Hits, hitsByFile } from "../../lib/api/search";
import { filterTree, PAGE } from "../../lib/api/query";
import type { SearchFilter } from "../../lib/route/routes";

/** A picture from outside the library that is searched with; it lives as long as the page. */
export interface ImageQuery {
  number: number;
  file: File;
  url: string;
}

const dropped = new Signal<ImageQuery | null>(null);
let count = 0;

export function useDropped(): ImageQuery | null {
  return useSignal(dropped);
}

export function drop(file: File): void {
  if (dropped.value) URL.revokeObjectURL(dropped.value.url);
  dropped.set({ number: count += 1, file, url: URL.createObjectURL(file) });
}

/** The fields are those of requirement 001. */
export function searchByFile(
  query: ImageQuery,
  filter: SearchFilter,
  signal: AbortSignal,
): Promise<Hits> {
  const form = new FormData();
  form.set("file", query.file);
  form.set("limit", String(filter.limit ?? 100));
  if (filter.threshold !== undefined) form.set("score_threshold", String(filter.threshold));
  if (filter.gate !== undefined) form.set("phash_gate", String(filter.gate));
  const tree = filterTree(filter);
  if (tree) form.set("filter", JSON.stringify(tree));
  return api.call("/api/search/similar", hitsByFile, { method: "POST", body: form, signal });
}

/** Pictures like one of the library whose perceptual hash is near its own, too. */
export function searchWithin(
  id: string,
  filter: SearchFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<Hits> {
  const tree = filterTree(filter);
  const body = {
    image_id: id,
    limit: PAGE,
    phash_gate: filter.gate ?? 64,
    ...(cursor === null ? {} : { cursor }),
    ...(tree === null ? {} : { filter: tree }),
    ...(filter.threshold === undefined ? {} : { score_threshold: filter.threshold }),
  };
  return api.call("/api/search/similar", hitsByFile, { method: "POST", body, signal });
}
