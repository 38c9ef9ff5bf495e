import { flag, list, number, or, type Read, record, text } from "../json/read";

/** Who asks, and whether one must sign in. */
export const session = record({
  signed_in: flag,
  /** `local`: being on the server's machine is enough. */
  by: or(text, null),
  scope: or(text, null),
  password: flag,
  expires_at: or(text, null),
});
export type Session = Read<typeof session>;

const key = record({
  id: number,
  name: text,
  hint: text,
  scope: text,
  created_at: text,
  expires_at: or(text, null),
  used_at: or(text, null),
});
export type AccessKey = Read<typeof key>;

export const keyList = record({ keys: list(key) });

/** A new key, with the secret that is told once. */
export const madeKey = record({ key: text, made: key });

/** What a key allows, in words. */
export const SCOPES: readonly { scope: string; title: string; text: string }[] = [
  { scope: "read", title: "Look", text: "see and search pictures" },
  { scope: "write", title: "Change", text: "also upload, set aside and mark" },
  { scope: "admin", title: "Everything", text: "also settings, folders and keys" },
];

/** How long a new key may hold, in days; null for ever. */
export const LASTING: readonly { days: number | null; title: string }[] = [
  { days: 30, title: "30 days" },
  { days: 90, title: "90 days" },
  { days: 365, title: "A year" },
  { days: null, title: "No end" },
];
