import { useEffect, useState } from "react";
import { Button } from "../../components/Button";
import { Icon, type IconName } from "../../components/Icon";
import { isRunning, type Job, secondsLeft } from "../../lib/api/jobs";
import { ago, count, duration, plural } from "../../lib/text/format";
import { again, stop } from "./acts";

const TITLES: Record<string, { title: string; icon: IconName }> = {
  scan: { title: "Looking at pictures", icon: "library" },
  index: { title: "Looking at pictures", icon: "library" },
  duplicates: { title: "Comparing pictures", icon: "duplicates" },
  anomalies: { title: "Finding what is unlike the rest", icon: "anomalies" },
  quality: { title: "Measuring quality", icon: "star" },
};

/** One job: how far it is, or what became of it. */
export function JobCard({ job }: { job: Job }) {
  const [now, setNow] = useState(Date.now());
  const runs = isRunning(job);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), runs ? 1000 : 30_000);
    return () => clearInterval(timer);
  }, [runs]);
  const { title, icon } = TITLES[job.kind] ?? { title: job.kind, icon: "jobs" as const };
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
            {runs
              ? job.total === null || job.total === 0
                ? `${count(job.done)} so far`
                : `${count(job.done)} of ${count(job.total)}${
                  job.rate ? ` · ${count(Math.round(job.rate))} a second` : ""
                }${left === null ? "" : ` · ${duration(left)} left`}`
              : `${stateTitle(job.state)} ${ago(job.finished, now)}${
                took === null ? "" : ` · took ${duration(took)}`
              }${job.done > 0 ? ` · ${count(job.done)} done` : ""}`}
          </p>
        </div>
        {runs && <Button icon="stop" onClick={() => void stop(job)}>Stop</Button>}
        {!runs && job.state !== "done" && (
          <Button icon="refresh" onClick={() => void again(job)}>Try again</Button>
        )}
      </div>
      {runs && (
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
