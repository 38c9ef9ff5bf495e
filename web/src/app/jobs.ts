import { useEffect } from "react";
import { type Job, job, type JobList, jobList, withJob } from "../lib/api/jobs";
import { refreshStatus } from "./library";
import { api, cache, connection } from "./services";
import { Signal, useSignal } from "./signal";

/** Jobs as the server told of them last; null before it did. */
const jobs = new Signal<readonly Job[] | null>(null);
/** Whether they pause, and what comes by itself; null before the server told. */
const plan = new Signal<Omit<JobList, "jobs"> | null>(null);
let watchers = 0;
let source: EventSource | null = null;

/** The server's jobs, kept current by its events while a component watches. */
export function useJobs(): readonly Job[] | null {
  useEffect(() => {
    watchers += 1;
    if (watchers === 1) open();
    return () => {
      watchers -= 1;
      if (watchers === 0) close();
    };
  }, []);
  return useSignal(jobs);
}

/** How the queue stands as it was read last; kept current by {@link useJobs}. */
export function usePlan(): Omit<JobList, "jobs"> | null {
  return useSignal(plan);
}

function open(): void {
  source = new EventSource("/api/jobs/events");
  // Also after a lost connection: what happened meanwhile was not told.
  source.addEventListener("open", () => void read());
  source.addEventListener("job", (event) => {
    try {
      take(job(JSON.parse((event as MessageEvent<string>).data)));
    } catch (error) {
      console.warn("a job was not understood", error);
    }
  });
  source.addEventListener("error", () => {
    // A closed stream is opened anew by hand; browsers give up after some answers.
    if (source?.readyState === EventSource.CLOSED && watchers > 0) {
      setTimeout(() => {
        if (watchers > 0) open();
      }, 2000);
    }
  });
  void read();
}

function close(): void {
  source?.close();
  source = null;
}

export async function read(): Promise<void> {
  try {
    const { jobs: all, ...rest } = await api.call("/api/jobs", jobList);
    jobs.set(all);
    plan.set(rest);
  } catch {
    // The connection line says so; it is read again when the stream opens.
    if (connection.value && jobs.value === null) jobs.set([]);
  }
}

/** While a scan runs, what it found is shown so often. */
const RENEWAL_MS = 3000;
let renewed = 0;

function take(now: Job): void {
  jobs.set(withJob(jobs.value ?? [], now));
  if (now.finished === null && (now.kind !== "scan" || Date.now() - renewed < RENEWAL_MS)) return;
  renewed = Date.now();
  refreshStatus();
  cache.refresh("timeline");
}
