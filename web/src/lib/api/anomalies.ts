import { flag, list, number, or, type Read, record, text } from "../json/read";
import { picture } from "./picture";

const standing = {
  measure: text,
  score: number,
  percentile: number,
  /** Deviations above what is usual. */
  excess: number,
  unusual: flag,
};

export const anomaly = record({
  id: text,
  ...standing,
  baseline: record({ kind: text, name: or(text, null) }),
  reason: or(text, ""),
  measures: list(record(standing)),
  /** The pictures most like it that are not unusual. */
  nearest: list(record({ id: text, score: number, placeholder: or(text, null) })),
  image: picture,
  reviewed: or(flag, false),
});
export type Anomaly = Read<typeof anomaly>;

export const anomalyPage = record({
  total: number,
  compared: number,
  unusual: number,
  /** Null before the first look for them. */
  found_at: or(text, null),
  items: list(anomaly),
  next_offset: or(number, null),
});

export type Verdict = "anomaly" | "normal" | "relevant" | "irrelevant";
