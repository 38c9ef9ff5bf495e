import { flag, list, number, or, type Read, type Reader, record, text } from "../json/read";
import { type Picture, picture } from "./picture";

const memberFields = record({
  image: or(picture, null),
  image_id: or(text, ""),
  width: or(number, 0),
  height: or(number, 0),
  format: or(text, ""),
  file_id: number,
  path: text,
  bytes: number,
  /** How sure it is that this is the best copy's duplicate, 0 to 100. */
  percent: or(number, 100),
  best: or(flag, false),
  reference: or(flag, false),
  kind: or(text, null),
  kept_reason: or(text, null),
  why: or(text, null),
  marks: or(list(text), []),
});
export type Member = Omit<Read<typeof memberFields>, "image"> & { image: Picture };

/** A file of a group. Where its picture's record is gone, what the group itself says stands in. */
export const member: Reader<Member> = (value, place = "") => {
  const read = memberFields(value, place);
  const { image_id: id, width, height, bytes, format, path } = read;
  const fallback = picture({ id, width, height, bytes, format, path }, place);
  return { ...read, image: read.image ?? fallback };
};

export const group = record({
  id: text,
  kind: text,
  title: or(text, ""),
  confidence: number,
  automatic: or(flag, false),
  best_image_id: or(text, null),
  reasons: or(list(text), []),
  reclaimable_bytes: or(number, 0),
  state: or(text, "open"),
  members: list(member),
});
export type Group = Read<typeof group>;

export const groupPage = record({
  group_count: number,
  copy_count: or(number, 0),
  reclaimable_bytes: or(number, 0),
  groups: list(group),
  next_offset: or(number, null),
});
export type GroupPage = Read<typeof groupPage>;

export const outcome = record({
  operation_id: or(number, null),
  staged: or(number, 0),
  bytes: or(number, 0),
  /** Of a merge: what the file that stays took over. */
  edit_id: or(number, null),
  results: or(list(record({ id: number, ok: flag, error: or(text, null) })), []),
});
export type Outcome = Read<typeof outcome>;

/** What a person reads for each kind of duplicate, most certain first. */
export const KINDS: readonly { kind: string; title: string; note: string }[] = [
  { kind: "exact-file", title: "Exact copies", note: "The same bytes" },
  { kind: "identical-pixels", title: "Identical pixels", note: "Other metadata or container" },
  { kind: "resaved", title: "Re-saved or resized", note: "The same picture, saved again" },
  { kind: "recoloured", title: "Recoloured", note: "Other tones or colours" },
  { kind: "rotated", title: "Rotated or mirrored", note: "Turned or flipped" },
  { kind: "cropped", title: "Cropped", note: "A part of the picture" },
  { kind: "overlaid", title: "Overlaid", note: "Something laid over it" },
  { kind: "burst", title: "Same scene", note: "Another moment, not a copy" },
  { kind: "visual", title: "Looks alike", note: "Near hashes and vectors, nothing more" },
];

export function kindTitle(kind: string): string {
  return KINDS.find((one) => one.kind === kind)?.title ?? kind;
}
