import { flag, list, number, or, type Read, record, text } from "../json/read";
import { group } from "./duplicates";

export const archive = record({
  id: text,
  name: text,
  files: list(record({ path: text })),
  format: or(text, ""),
  bytes: number,
  file_count: or(number, 0),
  previews: or(list(record({ entry: or(text, ""), url: text })), []),
  similar_url: text,
  /** How sure it is that it holds the same as the best, 0 to 100; null for that one. */
  percent: or(number, null),
  best: or(flag, false),
  reasons: or(list(text), []),
});
export type Archive = Read<typeof archive>;

export const archiveGroup = record({
  number,
  confidence: number,
  archives: list(archive),
});
export type ArchiveGroup = Read<typeof archiveGroup>;

/** What looks the same: pictures as on a page of duplicates, and archives. */
export const visualPage = record({
  group_count: number,
  groups: list(group),
  archive_group_count: or(number, 0),
  archive_groups: or(list(archiveGroup), []),
  next_offset: or(number, null),
});

export const similarArchives = record({ archives: list(archive) });
