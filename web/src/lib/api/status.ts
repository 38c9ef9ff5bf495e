import { list, number, or, type Read, record, text } from "../json/read";

/** What the library holds in all. */
export const status = record({
  total_images: number,
  total_files: or(number, 0),
  failed_files: or(number, 0),
  last_updated: or(text, null),
  folders: or(list(record({ path: text })), []),
  duplicate_groups: or(number, null),
  /** Pictures, as the page of what is set aside counts them. */
  staged_items: or(number, 0),
  staged_files: or(number, 0),
  staged_bytes: or(number, 0),
});
export type Status = Read<typeof status>;
