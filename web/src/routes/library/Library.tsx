import { useMemo, useRef, useState } from "react";
import { useJobs } from "../../app/jobs";
import { useStatus } from "../../app/library";
import { go, Link } from "../../app/navigation";
import { Button } from "../../components/Button";
import { useSelection } from "../../components/grid/useSelection";
import { useEditing } from "../../components/edit/useEditing";
import { Icon } from "../../components/Icon";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { isRunning } from "../../lib/api/jobs";
import { type Bucket, type Picture, saidIn, saidOf } from "../../lib/api/picture";
import { NOTHING_SAID, type Said } from "../../lib/edit/sayings";
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
  const listed = useRef<readonly Picture[]>([]);
  const order = () =>
    place.layout === "list"
      ? listed.current.map((one) => one.id)
      : (data.timeline?.buckets ?? []).flatMap((one) => data.months.get(one.key)?.ids ?? []);
  const grid = useSelection(order, "library");
  // Where each picture is that is loaded; made when it is first asked for.
  const placed = useMemo(() => {
    let known: Map<string, [month: Bucket, at: number]> | null = null;
    return () =>
      known ??= new Map(
        [...data.months.values()].flatMap((month) =>
          month.ids.map((id, at): [string, [Bucket, number]] => [id, [month, at]])
        ),
      );
  }, [data.version]);
  const read = (id: string): Said => {
    if (place.layout === "list") return saidOf(listed.current.find((one) => one.id === id));
    const [month, at] = placed().get(id) ?? [];
    return month ? saidIn(month, at ?? 0) : NOTHING_SAID;
  };
  const editing = useEditing(
    "Pictures",
    grid.targets,
    read,
    () => grid.set(Selection.none),
  );
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
        : <List place={place} grid={grid} listed={(items) => listed.current = items} />)}
      {!grid.selection.isEmpty && (
        <SelectionBar
          ids={[...grid.selection.ids]}
          read={read}
          editing={editing}
          clear={() => grid.set(Selection.none)}
        />
      )}
      {editing.dialog}
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
