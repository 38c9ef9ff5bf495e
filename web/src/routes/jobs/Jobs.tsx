import { useJobs } from "../../app/jobs";
import { Button } from "../../components/Button";
import { Empty, Loading, Skeleton } from "../../components/States";
import { start } from "./acts";
import { JobCard } from "./JobCard";

/** What the server does in the background, live. */
export default function Jobs() {
  const jobs = useJobs();
  return (
    <div className="page">
      <header className="head">
        <h1>Jobs</h1>
        <span className="head-space" />
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
        <ul className="jobs">
          {jobs?.map((job) => <JobCard key={job.id} job={job} />)}
        </ul>
      </div>
    </div>
  );
}
