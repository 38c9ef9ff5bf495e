import { Client } from "../lib/api/client";
import { Problem } from "../lib/api/problem";
import { LatestCache } from "../lib/cache/latest";
import { Outbox } from "../lib/queue/outbox";
import { Signal } from "./signal";

/** Whether the server was reached the last time it was asked. */
export const connection = new Signal(true);

export const cache = new LatestCache();

let refused = (): void => {};

/** What to do when the server lets nobody in who has not signed in. */
export function whenRefused(then: () => void): void {
  refused = then;
}

export const api = new Client(
  (input, init) => fetch(input, init),
  reached,
  undefined,
  () => refused(),
);

/** Changes on their way to the server, in order. */
export const outbox = new Outbox({
  isPassing: (error) => error instanceof Problem && error.isPassing,
  wait: (ms) => new Promise((done) => setTimeout(done, ms)),
  newKey: () => crypto.randomUUID(),
});

let probe: ReturnType<typeof setTimeout> | null = null;

function reached(isReached: boolean): void {
  if (isReached && !connection.value) cache.refresh();
  connection.set(isReached);
  if (!isReached && probe === null) ask(600);
}

/** Asks again and again while the server is away, less often with time. */
function ask(delay: number): void {
  probe = setTimeout(async () => {
    probe = null;
    try {
      await fetch("/healthz", { cache: "no-store" });
      reached(true);
    } catch {
      ask(Math.min(5000, delay * 1.5));
    }
  }, delay);
}
