import { Problem } from "../lib/api/problem";
import { type Upload, uploadAnswer, waiting } from "../lib/queue/uploads";
import { refreshStatus } from "./library";
import { cache } from "./services";
import { Signal, useSignal } from "./signal";

/** Files sent at once. */
const LANES = 2;
/** Told of at most so often, so that a thousand small files do not paint a thousand times. */
const BEAT = 80;

const shown = new Signal<readonly Upload[]>([]);
const uploads: Upload[] = [];
const files = new Map<number, File>();
let running = 0;
let count = 0;
let isBeating = false;

/** The uploads of this visit. They go on while other views are looked at. */
export function useUploads(): readonly Upload[] {
  return useSignal(shown);
}

export function upload(list: readonly File[]): void {
  for (const file of list) {
    const one = waiting(count += 1, file);
    uploads.push(one);
    files.set(one.number, file);
  }
  tell();
  run();
}

export function retry(number: number): void {
  const one = uploads.find((upload) => upload.number === number);
  if (!one || one.state !== "failed") return;
  Object.assign(one, { state: "waiting", sent: 0, error: null });
  tell();
  run();
}

/** Forgets what is done. */
export function clearDone(): void {
  for (const one of uploads.filter((upload) => !isOpen(upload))) files.delete(one.number);
  uploads.splice(0, uploads.length, ...uploads.filter(isOpen));
  tell();
}

function isOpen(upload: Upload): boolean {
  return upload.state === "waiting" || upload.state === "sending";
}

addEventListener("beforeunload", (event) => {
  if (uploads.some(isOpen)) event.preventDefault();
});

function tell(): void {
  if (isBeating) return;
  isBeating = true;
  setTimeout(() => {
    isBeating = false;
    shown.set(uploads.map((one) => ({ ...one })));
  }, BEAT);
}

function run(): void {
  while (running < LANES) {
    const next = uploads.find((one) => one.state === "waiting");
    if (!next) return;
    running += 1;
    next.state = "sending";
    tell();
    void send(next).finally(() => {
      running -= 1;
      tell();
      run();
      if (running > 0) return;
      refreshStatus();
      cache.refresh("timeline");
    });
  }
}

/** Sends one file, again and again while the connection is lost; the server keeps each content once. */
async function send(one: Upload): Promise<void> {
  const file = files.get(one.number);
  if (!file) return;
  for (let wait = 500;; wait = Math.min(5000, wait * 2)) {
    try {
      const answer = await transfer(file, (sent) => {
        one.sent = sent;
        tell();
      });
      const result = uploadAnswer(answer).results[0];
      one.state = result?.ok ? result.status === "duplicate" ? "duplicate" : "created" : "failed";
      one.image = result?.id ?? null;
      one.error = result?.error ?? (result?.ok ? null : "The server did not say why.");
      return;
    } catch (error) {
      if (error instanceof Problem && error.isPassing) {
        one.isAgain = true;
        one.sent = 0;
        tell();
        await new Promise((done) => setTimeout(done, wait));
        continue;
      }
      one.state = "failed";
      one.error = error instanceof Error ? error.message : String(error);
      return;
    } finally {
      one.isAgain = false;
    }
  }
}

/** `fetch` tells nothing of what was sent so far; this old one does. */
function transfer(file: File, progress: (sent: number) => void): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    const form = new FormData();
    form.append("file", file, file.name);
    request.open("POST", "/api/images");
    request.setRequestHeader("X-Semblance", "1");
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.onprogress = (event) => progress(event.loaded);
    request.onerror = () => reject(new Problem(0, Problem.unreachable));
    request.onload = () => {
      const isGood = request.status >= 200 && request.status < 300;
      if (isGood) resolve(request.response);
      else {reject(
          Problem.of(request.status, request.response, request.getResponseHeader("Retry-After")),
        );}
    };
    request.send(form);
  });
}
