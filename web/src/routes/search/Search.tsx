import { useEffect, useState } from "react";
import { sayings } from "../../app/editing";
import { useStatus } from "../../app/library";
import { go, Link } from "../../app/navigation";
import { api } from "../../app/services";
import { usePages } from "../../app/usePages";
import { Button } from "../../components/Button";
import { useEditing } from "../../components/edit/useEditing";
import { type Result, ResultGrid } from "../../components/grid/ResultGrid";
import { useSelection } from "../../components/grid/useSelection";
import { Icon } from "../../components/Icon";
import { Empty, Failed, Loading, Skeleton } from "../../components/States";
import { ratioOf, saidOf, thumbnailOf } from "../../lib/api/picture";
import { filterCount, searchBody } from "../../lib/api/query";
import { bandTitle, type Hit, hits } from "../../lib/api/search";
import { type Place, places } from "../../lib/route/routes";
import { Selection } from "../../lib/select/selection";
import { plural } from "../../lib/text/format";
import { SelectionBar } from "../library/SelectionBar";
import { DropTarget } from "./DropTarget";
import { Export } from "./Export";
import { Filters } from "./Filters";
import { type ImageQuery, searchByFile, searchWithin, useDropped } from "./images";
import { SearchField } from "./SearchField";

export type SearchPlace = Extract<Place, { view: "search" }>;

interface Told {
  took: number | null;
  isPoor: boolean;
  notices: readonly string[];
}

const EXAMPLES = ["a dog on a beach", "2:red + bus", "sunset - people"];

/** Pictures by words, by a picture, by both, within a filter. */
export default function Search({ place }: { place: SearchPlace }) {
  const [isFiltering, setFiltering] = useState(
    // Where it would lie over the results, it is opened by hand.
    filterCount(place.filter) > 0 && matchMedia("(min-width: 700px)").matches,
  );
  const dropped = useDropped();
  const file = place.tab === "image" && !place.like ? dropped : null;
  const body = searchBody(place, null);
  const key = file
    ? `drop ${file.number} ${JSON.stringify(place.filter)}`
    : place.tab === "image" && !place.like
    ? null
    : body
    ? `search ${JSON.stringify(body)} ${place.filter.gate ?? ""}`
    : null;
  const [told, setTold] = useState<Told>({ took: null, isPoor: false, notices: [] });
  const pages = usePages<Hit>(key, async (cursor, signal) => {
    const since = sayings.mark();
    const page = file
      ? await searchByFile(file, place.filter, signal)
      : place.like && place.filter.gate !== undefined
      ? await searchWithin(place.like, place.filter, cursor, signal)
      : await api.call("/api/search", hits, {
        method: "POST",
        body: searchBody(place, cursor),
        signal,
      });
    setTold((now) =>
      cursor === null
        ? { took: page.took_ms, isPoor: page.no_good_match, notices: page.notices }
        : now
    );
    sayings.wereRead(page.hits.map((hit) => hit.id), since);
    return { items: page.hits, next: page.next_cursor, total: null };
  });
  const grid = useSelection(() => pages.items.map((item) => item.id));
  const read = (id: string) => saidOf(pages.items.find((item) => item.id === id)?.image);
  const editing = useEditing("Pictures", grid.targets, read, () => grid.set(Selection.none));
  useEffect(() => grid.set(Selection.none), [key]);
  const limit = place.filter.limit;
  const items = limit === undefined ? pages.items : pages.items.slice(0, limit);
  const isAll = pages.isWhole || (limit !== undefined && items.length >= limit);
  return (
    <div className="search">
      <header className="search-head">
        <h1 className="hidden">Search</h1>
        <div className="search-line">
          <SearchField key={place.text} place={place} />
          <Button
            icon="filter"
            aria-pressed={isFiltering}
            aria-label="Filters"
            className={isFiltering ? "search-filtering" : ""}
            onClick={() => setFiltering(!isFiltering)}
          >
            {filterCount(place.filter) > 0 ? `Filters · ${filterCount(place.filter)}` : "Filters"}
          </Button>
        </div>
        <div className="search-line search-second">
          <div className="segments" role="group" aria-label="Search by">
            {(["text", "image"] as const).map((tab) => (
              <Link
                key={tab}
                to={{ ...place, tab, like: tab === "image" ? place.like : null }}
                replace
                className="segment"
                {...(place.tab === tab ? { "aria-current": "true" as const } : {})}
              >
                {tab === "text" ? "By text" : "By image"}
              </Link>
            ))}
          </div>
          <Count
            key={key}
            isLoading={pages.isLoading}
            count={items.length}
            isAll={isAll}
            took={told.took}
            isShown={key !== null && pages.error === null}
          />
          <span className="head-space" />
          {items.length > 0 && !file && <Export place={place} />}
        </div>
      </header>
      <div className="search-main">
        {isFiltering && <Filters place={place} close={() => setFiltering(false)} />}
        <DropTarget>
          {(place.like || file) && <Query place={place} file={file} />}
          {key !== null && !pages.isLoading &&
            (told.notices.length > 0 || (told.isPoor && items.length > 0)) && (
            <p className="search-poor">
              <Icon name="info" size={18} />
              {[
                told.isPoor && items.length > 0 ? "Nothing matches well. These come nearest." : "",
                ...told.notices,
              ].join(" ")}
            </p>
          )}
          {key === null
            ? place.tab === "image" ? <ChooseImage /> : <Begin />
            : pages.error !== null && items.length === 0
            ? <Failed error={pages.error} retry={pages.reload} />
            : items.length > 0
            ? (
              <ResultGrid
                key={key}
                label="What was found"
                items={items.map(result)}
                grid={grid}
                more={isAll ? undefined : pages.more}
              />
            )
            : pages.isLoading
            ? (
              <Loading>
                <div className="library-skeleton">
                  {Array.from(
                    { length: 12 },
                    (_, index) => <Skeleton key={index} className="library-skeleton-cell" />,
                  )}
                </div>
              </Loading>
            )
            : (
              <Empty
                icon="search"
                title="Nothing was found"
                actions={filterCount(place.filter) > 0 && (
                  <Button onClick={() => go({ ...place, filter: {} }, { replace: true })}>
                    Without filters
                  </Button>
                )}
              >
                No picture matches {place.text ? `“${place.text}”` : "this"}
                {filterCount(place.filter) > 0 ? " within these filters" : ""}. Try fewer or other
                words.
              </Empty>
            )}
        </DropTarget>
      </div>
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

function result(hit: Hit): Result {
  const percent = hit.percent === null ? null : Math.round(hit.percent);
  const band = bandTitle(hit.band);
  return {
    id: hit.id,
    ratio: ratioOf(hit.image),
    placeholder: hit.image.placeholder,
    label: [
      hit.image.name,
      ...hit.image.marks,
      percent === null ? "" : `${percent} percent`,
      band,
      hit.why ?? "",
    ].filter(Boolean).join(", "),
    marks: hit.image.marks,
    said: saidOf(hit.image),
    badge: percent === null ? null : `${percent} %`,
    badgeTone: hit.band,
  };
}

function Count(
  { isLoading, count, isAll, took, isShown }: {
    isLoading: boolean;
    count: number;
    isAll: boolean;
    took: number | null;
    isShown: boolean;
  },
) {
  if (!isShown) return null;
  return (
    <span className="head-note search-told" role="status">
      {isLoading && count === 0
        ? "Searching…"
        : `${plural(count, "picture")}${isAll ? "" : " so far"}${
          took === null ? "" : ` · ${Math.max(1, Math.round(took))} ms`
        }`}
    </span>
  );
}

/** The picture that is searched with. */
function Query({ place, file }: { place: SearchPlace; file: ImageQuery | null }) {
  return (
    <div className="search-query">
      <img src={file ? file.url : thumbnailOf(place.like ?? "")} alt="" />
      <div>
        <strong>{file ? file.file.name : "Pictures like this one"}</strong>
        <span>{place.text ? `and “${place.text}”` : "Add words above to narrow it"}</span>
      </div>
      {place.like && (
        <Link className="button button-quiet" to={places.image(place.like)}>
          Open
        </Link>
      )}
      <Button
        icon="close"
        tone="quiet"
        isIconOnly
        onClick={() => go({ ...place, like: null, tab: "text" }, { replace: true })}
      >
        Search without this picture
      </Button>
    </div>
  );
}

function Begin() {
  const { value } = useStatus();
  return (
    <Empty
      icon="search"
      title="What are you looking for?"
      actions={EXAMPLES.map((text) => (
        <Link key={text} className="chip" to={places.search(text)}>{text}</Link>
      ))}
    >
      Names, tags, folders and captions are searched{value
        ? ` in ${plural(value.total_images, "picture")}`
        : ""}, and what pictures show where a model was added. Weigh words with{" "}
      <code>2:red</code>, join with <code>+</code>, leave out with{" "}
      <code>-</code>; or drop a picture here.
    </Empty>
  );
}

function ChooseImage() {
  return (
    <Empty icon="image" title="Search with a picture">
      Drop a picture anywhere on this page, or choose one. It is compared on this machine and not
      added to the library.
      <DropTarget.Choose />
    </Empty>
  );
}
