import { read } from "../../app/jobs";
import { api } from "../../app/services";
import { toast } from "../../app/toasts";
import type { Job } from "../../lib/api/jobs";
import { reason } from "../../lib/api/problem";
import { anything } from "../../lib/json/read";

/** Starts a job, and shows it. */
export async function start(path: string, text: string): Promise<void> {
  try {
    await api.call(path, anything, { method: "POST", key: crypto.randomUUID() });
    toast(text);
    await read();
  } catch (error) {
    toast(reason(error), { tone: "problem" });
  }
}

/** What a job did so far stays. */
export async function stop(job: Job): Promise<void> {
  try {
    await api.call(`/api/jobs/${job.id}/cancel`, anything, { method: "POST" });
    toast("It stops; what was done so far is kept");
  } catch (error) {
    toast(reason(error), { tone: "problem" });
  }
}

/** Does once more what a job did. */
export function again(job: Job): Promise<void> {
  return job.kind === "duplicates"
    ? start("/api/duplicates/search", "Pictures are being compared")
    : start("/api/index/scan", "Folders are being looked at");
}
