import { flag, list, number, or, type Read, record, text } from "../json/read";
import { picture } from "./picture";

/** A file that was set aside and waits for a decision. */
export const stagedItem = record({
  id: text,
  image: or(picture, null),
  original_path: text,
  staged_at: or(text, null),
  operation_id: or(number, null),
  bytes: or(number, 0),
  /** Words of the marks beside it; those of `image` are of files that were not set aside. */
  marks: or(list(text), []),
});
export type StagedItem = Read<typeof stagedItem>;

/** What an undo could and could not put back. */
export const undone = record({
  operation_id: or(number, null),
  files: or(number, 0),
  refused: or(list(record({ path: text, error: or(text, "") })), []),
});
export type Undone = Read<typeof undone>;

export const stagedPage = record({
  total: number,
  bytes: or(number, 0),
  items: list(stagedItem),
  next_offset: or(number, null),
});

export const acted = record({
  operation_id: or(number, null),
  bytes: or(number, 0),
  results: or(list(record({ id: text, ok: flag, error: or(text, null) })), []),
});
export type Acted = Read<typeof acted>;
