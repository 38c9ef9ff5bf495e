import { flag, list, number, or, type Read, record, table, text } from "../json/read";

export const settings = record({
  library: text,
  embedding_model: or(text, null),
  reference_folders: or(list(text), [] as string[]),
  roots: or(list(text), []),
});
export type Settings = Read<typeof settings>;

const model = record({
  name: text,
  kind: text,
  used: or(flag, false),
  texts: or(flag, false),
  dimension: or(number, null),
  path: or(text, ""),
  error: or(text, null),
});
export type Model = Read<typeof model>;

export const models = record({ models: list(model) });

/** Folders in a folder of the server's machine; without one, those to begin with. */
export const folders = record({
  path: or(text, null),
  parent: or(text, null),
  roots: or(list(text), []),
  indexed: or(list(text), []),
  folders: list(record({ name: text, path: text, indexed: or(flag, false) })),
  is_complete: or(flag, true),
});
export type Folders = Read<typeof folders>;

const sums = record({ count: number, bytes: or(number, 0) });

export const statistics = record({
  images: number,
  bytes: or(number, 0),
  files: or(table(sums), {} as Record<string, Read<typeof sums>>),
  formats: or(table(sums), {} as Record<string, Read<typeof sums>>),
  failures: or(table(number), {} as Record<string, number>),
  duplicate_groups: or(number, 0),
  duplicate_copies: or(number, 0),
  reclaimable_bytes: or(number, 0),
  last_indexed: or(text, null),
});
export type Statistics = Read<typeof statistics>;
