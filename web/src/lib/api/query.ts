import type { SearchFilter } from "../route/routes";

/** What a search asks for, as `POST /api/search` reads it. */
export interface SearchBody {
  text?: string;
  image_id?: string;
  limit: number;
  cursor?: string;
  score_threshold?: number;
  filter?: Record<string, unknown>;
}

export const PAGE = 60;

/** The body of a search; null where there is nothing to search for. */
export function searchBody(
  place: { text: string; like: string | null; filter: SearchFilter },
  cursor: string | null,
): SearchBody | null {
  const text = place.text.trim();
  const filter = filterTree(place.filter);
  if (!text && !place.like && !filter) return null;
  const body: SearchBody = { limit: PAGE };
  if (text) body.text = text;
  if (place.like) body.image_id = place.like;
  if (cursor) body.cursor = cursor;
  if (place.filter.threshold !== undefined) body.score_threshold = place.filter.threshold;
  if (filter) body.filter = filter;
  return body;
}

/** The filter as the server's object of fields, all of which must hold; null where it asks nothing. */
export function filterTree(filter: SearchFilter): Record<string, unknown> | null {
  const fields: Record<string, unknown> = {};
  const taken: Record<string, string> = {};
  if (filter.after) taken["gte"] = filter.after;
  if (filter.before) taken["lte"] = filter.before;
  if (Object.keys(taken).length > 0) fields["taken"] = taken;
  if (filter.format) fields["format"] = filter.format;
  if (filter.camera) fields["camera"] = { like: `%${filter.camera}%` };
  if (filter.mark) fields["marks"] = filter.mark;
  if (filter.tag) fields["tags"] = { any: [filter.tag] };
  if (filter.favourite) fields["favourite"] = true;
  if (filter.minRating !== undefined) fields["rating"] = { gte: filter.minRating };
  if (filter.minQuality !== undefined) fields["quality_score"] = { gte: filter.minQuality };
  if (filter.minSize !== undefined) fields["size"] = { gte: filter.minSize };
  if (filter.duplicates) fields["duplicates"] = true;
  return Object.keys(fields).length === 0 ? null : fields;
}

/** The parameters of an export of the same search. */
export function exportQuery(
  place: { text: string; like: string | null; filter: SearchFilter },
): Record<string, string | number | null> {
  const filter = filterTree(place.filter);
  return {
    text: place.text.trim() || null,
    image_id: place.like,
    filter: filter ? JSON.stringify(filter) : null,
    score_threshold: place.filter.threshold ?? null,
    limit: place.filter.limit ?? null,
  };
}

/** How many parts of a filter narrow the search. */
export function filterCount(filter: SearchFilter): number {
  return Object.keys(filter).length;
}
