import { flag, list, or, record, text, word } from "../json/read";

export type UploadState = "waiting" | "sending" | "created" | "duplicate" | "failed";

export interface Upload {
  /** In this visit. */
  number: number;
  name: string;
  size: number;
  state: UploadState;
  /** Bytes that were sent. */
  sent: number;
  image: string | null;
  error: string | null;
  /** Its connection was lost: it is sent again by itself. */
  isAgain: boolean;
}

/** The answer to a form with one file. */
export const uploadAnswer = record({
  results: list(record({
    name: or(text, ""),
    ok: flag,
    id: or(text, null),
    status: word(["created", "duplicate", "failed"], "failed"),
    error: or(text, null),
  })),
});

export function waiting(number: number, file: { name: string; size: number }): Upload {
  return {
    number,
    name: file.name,
    size: file.size,
    state: "waiting",
    sent: 0,
    image: null,
    error: null,
    isAgain: false,
  };
}

export interface Tally {
  files: number;
  created: number;
  duplicate: number;
  failed: number;
  /** Waiting or on their way. */
  open: number;
  /** 0 to 1 of all bytes; what failed counts as sent. */
  share: number;
}

export function tally(uploads: readonly Upload[]): Tally {
  const sum: Tally = {
    files: uploads.length,
    created: 0,
    duplicate: 0,
    failed: 0,
    open: 0,
    share: 0,
  };
  let [sent, size] = [0, 0];
  for (const one of uploads) {
    size += one.size;
    switch (one.state) {
      case "waiting":
      case "sending":
        sum.open += 1;
        sent += Math.min(one.sent, one.size);
        break;
      default:
        sum[one.state] += 1;
        sent += one.size;
    }
  }
  sum.share = size > 0 ? sent / size : sum.open === 0 ? 1 : 0;
  return sum;
}

const PICTURES =
  /\.(jpe?g|png|gif|bmp|tiff?|webp|heic|heif|avif|jxl|dng|cr2|cr3|nef|arw|orf|rw2|raf)$/i;

/** Whether a file of a folder is worth sending; the server looks at its bytes, not its name. */
export function isPicture(file: { name: string; type: string }): boolean {
  return !file.name.startsWith(".") && (file.type.startsWith("image/") || PICTURES.test(file.name));
}
