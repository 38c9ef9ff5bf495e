import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { isRunning, type Job, secondsLeft } from "../../lib/api/jobs";
import { ago, count, duration, plural } from "../../lib/text/format";
import { again, stop } from "./acts";
import { titleOf } from "./titles";

/** One job: how far it is, or what became of it. */
export function JobCard({ job }: { job: Job }) {
  const [now, setNow] = useState(Date.now());
  const runs = isRunning(job);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), runs ? 1000 : 30_000);
    return () => clearInterval(timer);
  }, [runs]);
  const { title, icon } = titleOf(job.kind);
  const share = job.total ? Math.min(1, job.done / job.total) : job.finished ? 1 : 0;
  const left = runs ? secondsLeft(job) : null;
  const took = job.started && job.finished
    ? (Date.parse(job.finished) - Date.parse(job.started)) / 1000
    : null;
  return (
    <li className={`job card job-${job.state}`}>
      <div className="job-head">
        <span className="job-icon">
          <Icon name={icon} />
        </span>
        <div className="job-title">
          <h2>{title}</h2>
          <p>
            {job.state === "queued"
              ? waiting(job, now)
              : runs
              ? job.total === null || job.total === 0
                ? `${count(job.done)} so far`
                : `${count(job.done)} of ${count(job.total)}${
                  job.rate ? ` · ${count(Math.round(job.rate))} a second` : ""
                }${left === null ? "" : ` · ${duration(left)} left`}`
              : `${stateTitle(job.state)} ${ago(job.finished, now)}${
                took === null ? "" : ` · took ${duration(took)}`
              }${job.done > 0 ? ` · ${count(job.done)} done` : ""}${
                job.attempts > 1 ? ` · tried ${job.attempts} times` : ""
              }`}
          </p>
        </div>
        {runs && <Button icon="stop" onClick={() => void stop(job)}>Stop</Button>}
        {(job.state === "failed" || job.state === "cancelled") && (
          <Button
            icon="refresh"
            onClick={() => void again(job)}
          >
            Try again
          </Button>
        )}
      </div>
      {job.state === "running" && (
        <div
          className="meter"
          role="progressbar"
          aria-label={title}
          aria-valuemin={0}
          aria-valuemax={100}
          aria-valuenow={Math.round(share * 100)}
        >
          <span className="meter-whole" style={{ transform: `scaleX(${share})` }} />
        </div>
      )}
      {job.message && <p className="job-message">{job.message}</p>}
      {job.failed > 0 && (
        <details className="job-failures">
          <summary>{plural(job.failed, "file")} could not be read</summary>
          <ul>
            {job.failures.map((one) => (
              <li key={one.path}>
                <strong>{one.path}</strong>
                <span>{one.reason}</span>
              </li>
            ))}
          </ul>
          {job.failures.length < job.failed && <p>The first {job.failures.length} are listed.</p>}
        </details>
      )}
    </li>
  );
}

/** A job that is queued: for the first time, or because it failed. */
function waiting(job: Job, now: number): string {
  if (job.next_attempt === null) return "Waits for its turn";
  const seconds = Math.max(0, Math.round((Date.parse(job.next_attempt) - now) / 1000));
  return `Failed ${plural(job.attempts, "time")} · tried again ${
    seconds === 0 ? "next" : `in ${duration(seconds)}`
  }`;
}

function stateTitle(state: string): string {
  switch (state) {
    case "done":
      return "Finished";
    case "cancelled":
      return "Stopped";
    case "parked":
      return "Waits for the server, since";
    case "failed":
      return "Failed";
    default:
      return state.charAt(0).toUpperCase() + state.slice(1);
  }
}
