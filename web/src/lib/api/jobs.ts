import { flag, list, number, or, type Read, record, text } from "../json/read";

export const job = record({
  id: text,
  kind: text,
  state: text,
  done: or(number, 0),
  total: or(number, null),
  failed: or(number, 0),
  rate: or(number, null),
  started: or(text, null),
  finished: or(text, null),
  attempts: or(number, 0),
  next_attempt: or(text, null),
  message: or(text, null),
  failures: or(list(record({ path: text, reason: or(text, "") })), []),
});
export type Job = Read<typeof job>;

export const jobList = record({
  jobs: list(job),
  paused: or(flag, false),
  schedule: or(list(record({ kind: text, times: text, next: text })), []),
});
export type JobList = Read<typeof jobList>;

export function isRunning(job: Job): boolean {
  return job.state === "running" || job.state === "queued";
}

/** The list with one job as it is now: in its place, or first when it is new. */
export function withJob(jobs: readonly Job[], now: Job): Job[] {
  return jobs.some((one) => one.id === now.id)
    ? jobs.map((one) => one.id === now.id ? now : one)
    : [now, ...jobs];
}

/** Seconds until it ends at its present pace; null where that cannot be said. */
export function secondsLeft(job: Job): number | null {
  if (job.total === null || job.rate === null || job.rate <= 0) return null;
  return Math.max(0, (job.total - job.done) / job.rate);
}
