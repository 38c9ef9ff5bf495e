import { anything, flag, list, number, or, type Read, record, table, text } from "../json/read";
import { picture } from "./picture";

const measure = record({
  name: text,
  value: or(number, null),
  meaning: or(text, ""),
  model: or(text, null),
});
export type Measure = Read<typeof measure>;

const issue = record({
  kind: text,
  score: or(number, null),
  found: or(flag, false),
  reason: or(text, ""),
});

export const quality = record({
  score: or(number, null),
  measures: or(list(measure), []),
  issues: or(list(issue), []),
  notes: or(list(text), []),
});
export type Quality = Read<typeof quality>;

const exif = record({
  camera_make: or(text, null),
  camera_model: or(text, null),
  lens_model: or(text, null),
  software: or(text, null),
  exposure_seconds: or(number, null),
  f_number: or(number, null),
  iso: or(number, null),
  focal_length_mm: or(number, null),
  taken: or(text, null),
  latitude: or(number, null),
  longitude: or(number, null),
  altitude_m: or(number, null),
  title: or(text, null),
  caption: or(text, null),
  keywords: or(list(text), []),
});
export type Exif = Read<typeof exif>;

const groupHead = record({
  id: text,
  kind: text,
  title: or(text, ""),
  confidence: or(number, 0),
  best_image_id: or(text, null),
});

const judgement = record({
  person_rating: or(number, null),
  file_rating: or(number, null),
  tags: or(list(record({ name: text, source: or(text, "person") })), []),
});

const feedback = record({ action: text, note: or(text, null), at: text });

/** Everything that is known of a picture. */
export const detail = record({
  id: text,
  image: picture,
  payload: or(table(anything), {} as Record<string, unknown>),
  exif,
  metadata: or(table(anything), {} as Record<string, unknown>),
  quality: or(quality, null),
  groups: or(list(groupHead), []),
  judgement: or(judgement, { person_rating: null, file_rating: null, tags: [] }),
  feedback: or(list(feedback), []),
  files: or(
    list(record({ file_id: number, path: text, bytes: or(number, 0), modified: or(text, null) })),
    [],
  ),
});
export type Detail = Read<typeof detail>;

/** `1/250 s` for 0.004. */
export function exposure(seconds: number | null): string | null {
  if (seconds === null || seconds <= 0) return null;
  return seconds >= 0.4 ? `${Number(seconds.toFixed(1))} s` : `1/${Math.round(1 / seconds)} s`;
}

/** The lines of a camera's record that are there, in the order photographers read them. */
export function cameraLines(exif: Exif): [name: string, value: string][] {
  const camera = [exif.camera_make, exif.camera_model].filter((one): one is string => one !== null);
  // Makers repeat their name in the model's.
  const repeats = camera.length === 2 &&
    camera[1]!.toLowerCase().startsWith(camera[0]!.toLowerCase().split(" ")[0]!);
  const settings = [
    exif.focal_length_mm === null ? null : `${Number(exif.focal_length_mm.toFixed(1))} mm`,
    exif.f_number === null ? null : `f/${Number(exif.f_number.toFixed(1))}`,
    exposure(exif.exposure_seconds),
    exif.iso === null ? null : `ISO ${exif.iso}`,
  ].filter((one): one is string => one !== null);
  const place = exif.latitude === null || exif.longitude === null
    ? null
    : `${exif.latitude.toFixed(5)}, ${exif.longitude.toFixed(5)}${
      exif.altitude_m === null ? "" : `, ${Math.round(exif.altitude_m)} m`
    }`;
  const lines: [string, string | null][] = [
    ["Camera", (repeats ? camera.slice(1) : camera).join(" ") || null],
    ["Lens", exif.lens_model],
    ["Settings", settings.join(" · ") || null],
    ["Place", place],
    ["Title", exif.title],
    ["Caption", exif.caption],
    ["Keywords", exif.keywords.join(", ") || null],
    ["Software", exif.software],
  ];
  return lines.filter((line): line is [string, string] => line[1] !== null);
}
