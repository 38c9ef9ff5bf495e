import { read } from "../../app/jobs";
import { api } from "../../app/services";
import { toast } from "../../app/toasts";
import type { Job } from "../../lib/api/jobs";
import { reason } from "../../lib/api/problem";
import { anything, number, record } from "../../lib/json/read";
import { plural } from "../../lib/text/format";

/** Does one thing to the queue, says so or what went wrong, and shows how jobs stand now. */
async function act(work: () => Promise<string>): Promise<void> {
  try {
    toast(await work());
    await read();
  } catch (error) {
    toast(reason(error), { tone: "problem" });
  }
}

/** Starts a job, and shows it. */
export function start(path: string, text: string): Promise<void> {
  return act(async () => {
    await api.call(path, anything, { method: "POST", key: crypto.randomUUID() });
    return text;
  });
}

/** What a job did so far stays. */
export function stop(job: Job): Promise<void> {
  return act(async () => {
    await api.call(`/api/jobs/${job.id}/cancel`, anything, { method: "POST" });
    return "It stops; what was done so far is kept";
  });
}

/** Does a job once more that failed or was stopped. */
export function again(job: Job): Promise<void> {
  return act(async () => {
    await api.call(`/api/jobs/${job.id}/retry`, anything, { method: "POST" });
    return "It is tried again";
  });
}

const retried = record({ retried: number });

export function againAll(): Promise<void> {
  return act(async () => {
    const answer = await api.call("/api/jobs/retry", retried, { method: "POST" });
    return `${plural(answer.retried, "job")} tried again`;
  });
}

/** Begins nothing new for now, or goes on. */
export function setPaused(isPaused: boolean): Promise<void> {
  return act(async () => {
    await api.call(`/api/jobs/${isPaused ? "pause" : "resume"}`, anything, { method: "POST" });
    return isPaused ? "Nothing new is begun; what runs goes on" : "Jobs go on";
  });
}
