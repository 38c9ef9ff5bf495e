import { type Reader, ReadError } from "../json/read";
import { isAbort, Problem } from "./problem";

export type Fetch = (input: string, init?: RequestInit) => Promise<Response>;

export interface Call {
  signal?: AbortSignal;
  method?: "GET" | "POST" | "PATCH" | "DELETE";
  /** Sent as JSON; a form is sent as it is. */
  body?: unknown;
  /** The same for every try of one act, so that the server does it once. */
  key?: string;
}

/** Calls the API of the origin and reads its answers. */
export class Client {
  constructor(
    private readonly fetcher: Fetch,
    /** Told after every call whether the server was reached. */
    private readonly reached: (isReached: boolean) => void = () => {},
    private readonly wait: (ms: number, signal?: AbortSignal) => Promise<void> = pause,
    /** Told when the server wants to know who asks, and does not. */
    private readonly refused: () => void = () => {},
  ) {}

  /**
   * One call. A read that could not reach the server is tried twice more; a change is not, since what
   * becomes of it is the caller's to know.
   */
  async call<Value>(path: string, reader: Reader<Value>, call: Call = {}): Promise<Value> {
    const tries = (call.method ?? "GET") === "GET" ? 3 : 1;
    for (let count = 1;; count += 1) {
      try {
        return await this.once(path, reader, call);
      } catch (error) {
        const isPassing = error instanceof Problem && error.isPassing;
        if (!isPassing || count >= tries) throw error;
        await this.wait((error.retryAfter ?? 0.3 * count) * 1000, call.signal);
      }
    }
  }

  private async once<Value>(path: string, reader: Reader<Value>, call: Call): Promise<Value> {
    const response = await this.response(path, call);
    const body: unknown = response.status === 204 ? null : await response.json().catch((error) => {
      if (isAbort(error)) throw error;
      return null;
    });
    if (!response.ok) {
      const problem = Problem.of(response.status, body, response.headers.get("Retry-After"));
      if (problem.needsSignIn) this.refused();
      throw problem;
    }
    try {
      return reader(body);
    } catch (error) {
      if (!(error instanceof ReadError)) throw error;
      throw new Problem(
        response.status,
        `The server's answer was not understood (${error.message}).`,
      );
    }
  }

  private async response(path: string, call: Call): Promise<Response> {
    const isForm = typeof FormData !== "undefined" && call.body instanceof FormData;
    const headers: Record<string, string> = { Accept: "application/json" };
    const method = call.method ?? "GET";
    if (method !== "GET") {
      // A page of another site cannot send either without being asked about first.
      headers["X-Semblance"] = "1";
      if (!isForm) headers["Content-Type"] = "application/json";
    }
    if (call.key !== undefined) headers["Idempotency-Key"] = call.key;
    const init: RequestInit = { method, headers, credentials: "same-origin" };
    if (call.signal) init.signal = call.signal;
    if (method !== "GET") {
      init.body = isForm ? call.body as FormData : JSON.stringify(call.body ?? {});
    }
    try {
      const response = await this.fetcher(path, init);
      this.reached(true);
      return response;
    } catch (error) {
      if (isAbort(error)) throw error;
      this.reached(false);
      throw new Problem(0, Problem.unreachable);
    }
  }
}

function pause(ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener("abort", () => {
      clearTimeout(timer);
      reject(new DOMException("left", "AbortError"));
    }, { once: true });
  });
}

/** A path with those parameters of `query` that have a value. */
export function address(
  path: string,
  query: Record<string, string | number | boolean | null | undefined>,
): string {
  const parts = Object.entries(query)
    .filter(([, value]) => value !== null && value !== undefined && value !== "")
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(String(value))}`);
  return parts.length === 0 ? path : `${path}?${parts.join("&")}`;
}
