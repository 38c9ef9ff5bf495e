import { number, or, record, text } from "../json/read";

const document = record({
  type: or(text, "about:blank"),
  title: or(text, ""),
  status: or(number, 0),
  detail: or(text, ""),
  request_id: or(text, ""),
});

/** Why a call failed, in words for the person (RFC 9457 where the server wrote one). */
export class Problem extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly type = "about:blank",
    readonly requestId = "",
    /** Seconds after which another try makes sense. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
    this.name = "Problem";
  }

  /** The server was not reached at all, or is too busy: the same call may succeed later. */
  get isPassing(): boolean {
    // 409 of this type: an earlier try of the same call is still being answered.
    return [0, 429, 502, 503, 504].includes(this.status) || this.type.endsWith("idempotency-key");
  }

  /** Nobody is signed in, or not any more; a wrong password is something else. */
  get needsSignIn(): boolean {
    return this.status === 401 && this.type.endsWith("unauthenticated");
  }

  static readonly unreachable = "Semblance's server can't be reached.";

  /** From an answer that is not a success. */
  static of(status: number, body: unknown, retryAfter: string | null = null): Problem {
    const seconds = retryAfter === null ? null : Number.parseInt(retryAfter, 10);
    const wait = Number.isFinite(seconds) ? seconds : null;
    try {
      const problem = document(body);
      return new Problem(
        status,
        problem.detail || problem.title || `The server answered ${status}.`,
        problem.type,
        problem.request_id,
        wait,
      );
    } catch {
      return new Problem(status, `The server answered ${status}.`, "about:blank", "", wait);
    }
  }
}

/** What to tell the person of anything that was thrown. */
export function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === "AbortError";
}
