import { NOTHING_SAID, type Said } from "../edit/sayings";
import { flag, list, number, or, type Read, record, text } from "../json/read";

/** A picture as lists show it. */
export const picture = record({
  id: text,
  name: or(text, ""),
  path: or(text, ""),
  width: or(number, 0),
  height: or(number, 0),
  bytes: or(number, 0),
  format: or(text, ""),
  taken: or(text, null),
  modified: or(text, null),
  placeholder: or(text, null),
  quality_score: or(number, null),
  rating: or(number, null),
  favourite: or(flag, false),
  file_count: or(number, 1),
  is_duplicate: or(flag, false),
  flags: or(list(text), []),
  /** Words of the marks beside its files, as `cropped`. */
  marks: or(list(text), []),
});
export type Picture = Read<typeof picture>;

export const picturePage = record({
  total: number,
  items: list(picture),
  next_cursor: or(text, null),
});
export type PicturePage = Read<typeof picturePage>;

export const timeline = record({
  total: number,
  buckets: list(record({ key: text, count: number })),
});
export type Timeline = Read<typeof timeline>;

/** Columns, since a month may hold thousands: element n of each belongs to picture n. */
export const bucket = record({
  ids: list(text),
  ratios: list(number),
  taken: or(list(or(text, null)), [] as (string | null)[]),
  placeholders: or(list(or(text, null)), [] as (string | null)[]),
  marks: or(list(list(text)), [] as string[][]),
  ratings: or(list(or(number, null)), [] as (number | null)[]),
  favourites: or(list(flag), [] as boolean[]),
  /** Where a month has more pictures than one answer holds. */
  next_cursor: or(text, null),
});
export type Bucket = Read<typeof bucket>;

export const thumbnailOf = (id: string): string => `/api/images/${id}/thumbnail`;
export const previewOf = (id: string): string => `/api/images/${id}/preview`;
export const originalOf = (id: string): string => `/api/images/${id}/original`;

/** What its list says of a picture. */
export function saidOf(picture: { rating: number | null; favourite: boolean } | undefined): Said {
  if (!picture) return NOTHING_SAID;
  return { rating: picture.rating, favourite: picture.favourite, isAside: false };
}

/** What a month says of its picture at a place. */
export function saidIn(month: Bucket, at: number): Said {
  return {
    rating: month.ratings[at] ?? null,
    favourite: month.favourites[at] ?? false,
    isAside: false,
  };
}

/** Width over height; 1 where it is not known. */
export function ratioOf(picture: { width: number; height: number }): number {
  return picture.width > 0 && picture.height > 0 ? picture.width / picture.height : 1;
}
