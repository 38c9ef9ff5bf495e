import { useEffect, useMemo, useState } from "react";
import { read, useJobs } from "../../app/jobs";
import { useKeys } from "../../app/keys";
import { go, Link } from "../../app/navigation";
import { api } from "../../app/services";
import { toast } from "../../app/toasts";
import { usePages } from "../../app/usePages";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Preview, Thumbnail } from "../../components/Picture";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { type Anomaly, anomalyPage, type Verdict } from "../../lib/api/anomalies";
import { address } from "../../lib/api/client";
import { isRunning } from "../../lib/api/jobs";
import { reason } from "../../lib/api/problem";
import { anything } from "../../lib/json/read";
import { BASELINES, type Measure, MEASURES, type Place, places } from "../../lib/route/routes";
import { bytes, count, dimensions, moment } from "../../lib/text/format";
import { cancel, flush, say } from "./verdicts";

type AnomalyPlace = Extract<Place, { view: "anomalies" }>;

const PAGE = 60;

const TITLES: Record<Measure, string> = {
  distance: "Far from its nearest",
  density: "In a sparse place",
  distribution: "Far from the middle",
};

const percent = (cosine: number) => `${Math.round(Math.max(0, cosine) * 100)} %`;

/** By which measure, among which pictures, and how many of them. */
function Choices({ place }: { place: AnomalyPlace }) {
  const show = (change: Partial<AnomalyPlace>) =>
    go({ ...place, at: null, ...change }, { replace: true });
  return (
    <div className="anomaly-choices" role="group" aria-label="What is shown">
      <select
        className="field"
        aria-label="By"
        value={place.by ?? ""}
        onChange={(event) =>
          show({ by: MEASURES.find((one) => one === event.target.value) ?? null })}
      >
        <option value="">By any measure</option>
        {MEASURES.map((one) => <option key={one} value={one}>{TITLES[one]}</option>)}
      </select>
      <select
        className="field"
        aria-label="Among"
        value={place.among ?? ""}
        onChange={(event) =>
          show({ among: BASELINES.find((one) => one === event.target.value) ?? null })}
      >
        <option value="">Among all pictures</option>
        <option value="album">Within its folder</option>
        <option value="source">Of the same source</option>
      </select>
      <select
        className="field"
        aria-label="Which"
        value={place.all ? "all" : ""}
        onChange={(event) => show({ all: event.target.value === "all" })}
      >
        <option value="">Only unusual ones</option>
        <option value="all">All</option>
      </select>
    </div>
  );
}

/** Pictures unlike the rest, the most unusual first, one a screen. */
export default function Anomalies({ place }: { place: AnomalyPlace }) {
  const [foundAt, setFoundAt] = useState<string | null | undefined>(undefined);
  const [compared, setCompared] = useState(0);
  const [verdicts, setVerdicts] = useState<ReadonlyMap<string, Verdict>>(new Map());
  const [history, setHistory] = useState<readonly string[]>([]);
  const pages = usePages<Anomaly>(
    `anomalies ${place.by} ${place.among} ${place.all}`,
    async (cursor, signal) => {
      const page = await api.call(
        address("/api/qa/anomalies", {
          by: place.by,
          baseline: place.among,
          unusual: !place.all,
          offset: cursor,
          limit: PAGE,
        }),
        anomalyPage,
        { signal },
      );
      setFoundAt(page.found_at);
      setCompared(page.compared);
      return {
        items: page.items,
        next: page.next_offset === null ? null : String(page.next_offset),
        total: page.total,
      };
    },
  );
  const jobs = useJobs();
  const job = jobs?.find((one) => one.kind === "anomalies" && isRunning(one)) ?? null;
  const finished = jobs?.find((one) => one.kind === "anomalies" && one.state === "done")?.id;
  useEffect(() => {
    if (finished) pages.reload();
  }, [finished]);
  useEffect(() => flush, []);

  const items = pages.items;
  const at = Math.max(0, items.findIndex((item) => item.id === place.at));
  const item = items[at] ?? null;
  const total = pages.total ?? items.length;
  const show = (index: number) => {
    const next = items[index];
    if (next) go({ ...place, at: next.id }, { replace: true });
  };
  useEffect(() => {
    if (items.length - at < PAGE / 3) pages.more();
  }, [at, items.length]);

  const withVerdict = (id: string, verdict: Verdict | null) =>
    setVerdicts((now) => {
      const next = new Map(now);
      if (verdict) next.set(id, verdict);
      else next.delete(id);
      return next;
    });
  const decide = (verdict: Verdict) => {
    if (!item) return;
    const { id } = item;
    withVerdict(id, verdict);
    setHistory((now) => [...now.filter((one) => one !== id), id]);
    const back = () => {
      withVerdict(id, null);
      setHistory((now) => now.filter((one) => one !== id));
      go({ ...place, at: id }, { replace: true });
    };
    say(id, verdict, { undo: back, failed: back });
    if (at < items.length - 1) show(at + 1);
  };
  const undo = () => {
    const id = history[history.length - 1];
    if (id === undefined) return;
    if (!cancel(id)) {
      toast("It is kept already, and can be changed by deciding again");
    }
    withVerdict(id, null);
    setHistory((now) => now.slice(0, -1));
    go({ ...place, at: id }, { replace: true });
  };
  useKeys("Anomalies", [
    { keys: ["n"], title: "Normal", run: () => decide("normal"), when: () => item !== null },
    {
      keys: ["Enter", "a"],
      title: "An anomaly, and go on",
      run: () => decide("anomaly"),
      when: () => item !== null,
    },
    { keys: ["u", "Ctrl+Z"], title: "Undo", run: undo, when: () => history.length > 0 },
    { keys: ["ArrowLeft"], title: "Previous picture", run: () => show(at - 1) },
    { keys: ["ArrowRight"], title: "Next picture", run: () => show(at + 1) },
    { keys: ["i"], title: "Details", run: () => item && go(places.image(item.id)) },
  ]);
  const nearest = useMemo(() => item?.nearest.slice(0, 4) ?? [], [item]);
  const search = async () => {
    try {
      await api.call("/api/qa/anomalies/search", anything, { method: "POST" });
      await read();
    } catch (error) {
      toast(reason(error), { tone: "problem" });
    }
  };
  const verdict = item ? verdicts.get(item.id) ?? null : null;
  return (
    <div className="anomalies">
      <header className="head">
        <h1>Anomalies</h1>
        {item && (
          <span className="head-note dedupe-count">
            <strong>{at + 1}</strong> / {count(total)}
          </span>
        )}
        <span className="head-space" />
        {job
          ? <Badge tone="accent">Looking for unusual pictures…</Badge>
          : (
            <Button icon="refresh" tone="quiet" onClick={() => void search()}>
              Look again
            </Button>
          )}
      </header>
      {foundAt && <Choices place={place} />}
      {pages.error !== null && !item && <Failed error={pages.error} retry={pages.reload} />}
      {pages.isLoading && !item && pages.error === null && (
        <Loading>
          <Skeleton className="anomaly-skeleton" />
        </Loading>
      )}
      {!pages.isLoading && pages.error === null && !item && (
        <Empty
          icon="anomalies"
          title={foundAt === null ? "Not looked for yet" : "No anomalies"}
          actions={!job && (foundAt === null
            ? <Button tone="primary" onClick={() => void search()}>Look for them</Button>
            : !place.all && (
              <Button onClick={() => go({ ...place, all: true, at: null }, { replace: true })}>
                Show all by how unusual they are
              </Button>
            ))}
        >
          {foundAt === null
            ? "Pictures that are unlike all others of the library: slips, strays, damaged files. They are looked for after every scan."
            : `None of ${count(compared)} pictures stands apart from the rest.`}
        </Empty>
      )}
      {item && (
        <>
          <div className="anomaly">
            <div className="anomaly-picture">
              <Preview
                key={item.id}
                id={item.id}
                placeholder={item.image.placeholder}
                alt={item.image.name}
              />
              {verdict && (
                <span className="anomaly-verdict">
                  <Badge tone={verdict === "normal" ? "keep" : "away"}>
                    {verdict === "normal" ? "Normal" : "Anomaly"}
                  </Badge>
                </span>
              )}
            </div>
            <aside className="anomaly-text" aria-label="Why it is here">
              <div className="anomaly-score">
                <strong>{item.percentile.toFixed(1)} %</strong>
                <span>
                  of the pictures {item.baseline.kind === "album"
                    ? "of its folder"
                    : item.baseline.kind === "source"
                    ? "that came the same way"
                    : "of the library"} are more usual
                </span>
              </div>
              <p className="anomaly-why">{item.reason}</p>
              <ul className="anomaly-measures" aria-label="Measures">
                {item.measures.map((one) => (
                  <li key={one.measure}>
                    <span>{TITLES[one.measure as Measure] ?? one.measure}</span>
                    <meter min={0} max={7} high={3.5} value={Math.max(0, one.excess)} />
                    <span>{one.unusual ? "unusual" : "usual"}</span>
                  </li>
                ))}
              </ul>
              {nearest.length > 0 && (
                <>
                  <h2>Most like it of what is usual</h2>
                  <ul className="panel-similar">
                    {nearest.map((one) => (
                      <li key={one.id}>
                        <Link
                          to={places.image(one.id)}
                          aria-label={`A usual picture, ${percent(one.score)} alike`}
                        >
                          <Thumbnail id={one.id} placeholder={one.placeholder} alt="" />
                          <span>{percent(one.score)}</span>
                        </Link>
                      </li>
                    ))}
                  </ul>
                </>
              )}
              <h2>Picture</h2>
              <p>
                <Link className="member-name" to={places.image(item.id)}>{item.image.name}</Link>
              </p>
              <p className="member-facts">
                <span>{dimensions(item.image.width, item.image.height)}</span>
                <span>{bytes(item.image.bytes)}</span>
                <span>{item.image.format.toUpperCase()}</span>
                {item.image.taken && <span>{moment(item.image.taken)}</span>}
                {item.image.marks.map((mark) => <Badge key={mark}>{mark}</Badge>)}
              </p>
              {item.image.flags.length > 0 && (
                <p className="anomaly-flags">
                  {item.image.flags.map((flag) => <Badge key={flag}>{flag}</Badge>)}
                </p>
              )}
            </aside>
          </div>
          <div className="actions" role="toolbar" aria-label="Decide this picture">
            <Button
              icon="undo"
              tone="quiet"
              chord="u"
              title="Undo"
              aria-label="Undo"
              disabled={history.length === 0}
              onClick={undo}
            >
              Undo
            </Button>
            <span className="actions-space" />
            <Button
              icon="matches"
              tone="quiet"
              title="Show similar"
              aria-label="Show similar"
              onClick={() => go(places.like(item.id))}
            >
              Show similar
            </Button>
            <Button icon="check" chord="n" onClick={() => decide("normal")}>Normal</Button>
            <Button
              className="actions-apply"
              tone="primary"
              chord="Enter"
              onClick={() => decide("anomaly")}
            >
              Anomaly
            </Button>
          </div>
        </>
      )}
    </div>
  );
}
