import { flag, list, number, or, type Read, type Reader, record, text } from "../json/read";
import { picture } from "./picture";

/** A sentence, or several: what of the query the picture met. */
const sentence: Reader<string | null> = (value, place) => {
  if (value === null || value === undefined) return null;
  return Array.isArray(value)
    ? list(text)(value, place).join(", ") || null
    : text(value, place) || null;
};

export const hit = record({
  id: text,
  score: or(number, 0),
  percent: or(number, null),
  band: or(text, null),
  why: sentence,
  image: picture,
});
export type Hit = Read<typeof hit>;

export const hits = record({
  hits: list(hit),
  next_cursor: or(text, null),
  no_good_match: or(flag, false),
  took_ms: or(number, null),
  /** What a person should know of this search: a spelling that was changed, a model that is missing. */
  notices: or(list(text), []),
});
export type Hits = Read<typeof hits>;

const byFile = record({
  hits: list(record({
    image_id: text,
    score: number,
    payload: or(record({ width: or(number, 0), height: or(number, 0) }), null),
  })),
  next_cursor: or(text, null),
  no_good_match: or(flag, false),
  took_ms: or(number, null),
  notices: or(list(text), []),
});

/** The answer to a search by a file (requirement 001's shape), as the others. Its scores are cosines. */
export const hitsByFile: Reader<Hits> = (value, place = "") => {
  const { hits: found, ...rest } = byFile(value, place);
  return {
    ...rest,
    hits: found.map(({ image_id: id, score, payload }) => ({
      id,
      score,
      percent: Math.max(0, Math.floor(score * 100)),
      band: null,
      why: null,
      image: picture({ id, ...payload }, place),
    })),
  };
};

const suggested = record({ text, kind: or(text, "") });
export type Suggested = Read<typeof suggested>;
export const suggestions = record({ suggestions: list(suggested) });

/** What a band says to a person. */
export function bandTitle(band: string | null): string {
  switch (band) {
    case "strong":
      return "Strong match";
    case "likely":
      return "Likely match";
    case "weak":
      return "Weak match";
    default:
      return "";
  }
}
