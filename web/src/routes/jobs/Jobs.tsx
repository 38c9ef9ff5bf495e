import { useJobs, usePlan } from "../../app/jobs";
import { Button } from "../../components/Button";
import { Empty, Loading, Skeleton } from "../../components/States";
import { againAll, setPaused, start } from "./acts";
import { JobCard } from "./JobCard";
import { Schedule } from "./Schedule";

/** What the server does in the background, live. */
export default function Jobs() {
  const jobs = useJobs();
  const plan = usePlan();
  const failed = jobs?.filter((job) => job.state === "failed").length ?? 0;
  return (
    <div className="page">
      <header className="head">
        <h1>Jobs</h1>
        <span className="head-space" />
        {failed > 1 && (
          <Button icon="restore" onClick={() => void againAll()}>Try {failed} again</Button>
        )}
        {plan && (
          <Button
            icon={plan.paused ? "play" : "stop"}
            onClick={() => void setPaused(!plan.paused)}
          >
            {plan.paused ? "Go on" : "Pause"}
          </Button>
        )}
        <Button
          icon="duplicates"
          onClick={() => void start("/api/duplicates/search", "Pictures are being compared")}
        >
          Search duplicates
        </Button>
        <Button
          icon="refresh"
          tone="primary"
          onClick={() => void start("/api/index/scan", "Folders are being looked at")}
        >
          Scan folders
        </Button>
      </header>
      <div className="page-body">
        {jobs === null && (
          <Loading>
            <Skeleton className="job-skeleton" />
            <Skeleton className="job-skeleton" />
          </Loading>
        )}
        {jobs?.length === 0 && (
          <Empty icon="jobs" title="Nothing was done yet">
            A scan looks for new and changed pictures; afterwards duplicates are searched again.
          </Empty>
        )}
        {plan?.paused && (
          <p className="jobs-paused" role="status">
            Jobs pause: nothing new is begun until you let them go on.
          </p>
        )}
        <ul className="jobs">
          {jobs?.map((job) => <JobCard key={job.id} job={job} />)}
        </ul>
        {plan && <Schedule schedule={plan.schedule} />}
      </div>
    </div>
  );
}
