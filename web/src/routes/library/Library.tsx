import { useRef, useState } from "react";
import { useJobs } from "../../app/jobs";
import { useStatus } from "../../app/library";
import { go, Link } from "../../app/navigation";
import { Button } from "../../components/Button";
import { useSelection } from "../../components/grid/useSelection";
import { Icon } from "../../components/Icon";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { isRunning } from "../../lib/api/jobs";
import { type Place, places } from "../../lib/route/routes";
import { Selection } from "../../lib/select/selection";
import { plural } from "../../lib/text/format";
import { JobCard } from "../jobs/JobCard";
import { begun } from "../settings/begun";
import { FolderPicker } from "../settings/FolderPicker";
import { List } from "./List";
import { SelectionBar } from "./SelectionBar";
import { Timeline } from "./Timeline";
import { useTimeline } from "./useTimeline";

type LibraryPlace = Extract<Place, { view: "library" }>;

/** All pictures, newest first, by month; or as a list that can be sorted. */
export default function Library({ place }: { place: LibraryPlace }) {
  const data = useTimeline();
  const listed = useRef<readonly string[]>([]);
  const order = () =>
    place.layout === "list"
      ? listed.current
      : (data.timeline?.buckets ?? []).flatMap((one) => data.months.get(one.key)?.ids ?? []);
  const grid = useSelection(order, "library");
  const total = data.timeline?.total ?? 0;
  return (
    <div className="library">
      <header className="head">
        <h1>Library</h1>
        {total > 0 && <span className="head-note">{plural(total, "picture")}</span>}
        <span className="head-space" />
        <div className="segments" role="group" aria-label="Layout">
          {(["grid", "list"] as const).map((layout) => (
            <Link
              key={layout}
              to={{ ...place, layout }}
              replace
              className="segment"
              aria-label={layout === "grid" ? "Grid" : "List"}
              title={layout === "grid" ? "Grid" : "List"}
              {...(place.layout === layout ? { "aria-current": "true" as const } : {})}
            >
              <Icon name={layout} size={18} />
            </Link>
          ))}
        </div>
      </header>
      {data.error !== null && !data.timeline && <Failed error={data.error} retry={data.reload} />}
      {!data.timeline && data.error === null && (
        <Loading>
          <div className="library-skeleton">
            {Array.from(
              { length: 15 },
              (_, index) => <Skeleton key={index} className="library-skeleton-cell" />,
            )}
          </div>
        </Loading>
      )}
      {data.timeline && total === 0 && <FirstRun />}
      {data.timeline && total > 0 && (place.layout === "grid"
        ? <Timeline data={data} grid={grid} />
        : <List place={place} grid={grid} listed={(ids) => listed.current = ids} />)}
      {!grid.selection.isEmpty && (
        <SelectionBar
          ids={[...grid.selection.ids]}
          clear={() => grid.set(Selection.none)}
        />
      )}
    </div>
  );
}

function FirstRun() {
  const { value } = useStatus();
  const [isPicking, setPicking] = useState(false);
  const running = useJobs()?.find((job) => job.kind === "scan" && isRunning(job));
  const folders = value?.folders.length ?? 0;
  if (running) {
    return (
      <div className="page-body">
        <ul className="jobs first-scan">
          <JobCard job={running} />
        </ul>
        <p className="setting-note">Pictures appear here as they are found.</p>
      </div>
    );
  }
  return (
    <>
      <Empty
        icon="library"
        title={folders > 0 ? "No pictures yet" : "Welcome to Semblance"}
        actions={
          <>
            <Button tone="primary" icon="folder" onClick={() => setPicking(true)}>
              Choose a folder
            </Button>
            <Button icon="upload" onClick={() => go(places.upload)}>Upload pictures</Button>
          </>
        }
      >
        {folders > 0
          ? `${plural(folders, "folder")} were looked at, and no picture was found.`
          : "Choose a folder of pictures. They are looked at where they are: nothing is moved, copied or sent anywhere."}
      </Empty>
      {isPicking && <FolderPicker close={() => setPicking(false)} done={begun} />}
    </>
  );
}
