import { flag, list, number, or, type Read, record, text } from "../json/read";
import { picture } from "./picture";

export const anomaly = record({
  id: text,
  /** The local outlier factor: about 1 is usual. */
  score: number,
  percentile: or(number, 0),
  reason: or(text, ""),
  nearest: or(list(text), [] as string[]),
  image: picture,
  reviewed: or(flag, false),
});
export type Anomaly = Read<typeof anomaly>;

export const anomalyPage = record({
  total: number,
  /** Null before the first look for them. */
  found_at: or(text, null),
  items: list(anomaly),
  next_offset: or(number, null),
});

export type Verdict = "anomaly" | "normal" | "relevant" | "irrelevant";
