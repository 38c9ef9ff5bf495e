import { useEffect, useRef, useState } from "react";
import { sayings, useSayings } from "../../app/editing";
import { keepScroll, Link } from "../../app/navigation";
import { api } from "../../app/services";
import { usePages } from "../../app/usePages";
import type { GridSelection } from "../../components/grid/useSelection";
import { useSize } from "../../components/grid/useSize";
import { Badge } from "../../components/Badge";
import { Icon } from "../../components/Icon";
import { Thumbnail } from "../../components/Picture";
import { Failed } from "../../components/States";
import { address } from "../../lib/api/client";
import { stars } from "../../lib/api/edits";
import { type Picture, picturePage, saidOf } from "../../lib/api/picture";
import type { Place } from "../../lib/route/routes";
import { bytes, moment, splitPath } from "../../lib/text/format";

type LibraryPlace = Extract<Place, { view: "library" }>;

const ROW = 56;
const PAGE = 200;
const SORTS: { sort: string; title: string; className: string; order: "asc" | "desc" }[] = [
  { sort: "name", title: "Name", className: "list-name", order: "asc" },
  { sort: "taken", title: "Taken", className: "list-taken", order: "desc" },
  { sort: "size", title: "Size", className: "list-size", order: "desc" },
  { sort: "quality", title: "Quality", className: "list-quality", order: "desc" },
  { sort: "rating", title: "Stars", className: "list-stars", order: "desc" },
];

/** The library as rows; `-name` sorts by name the other way round. */
export function List(
  { place, grid, listed }: {
    place: LibraryPlace;
    grid: GridSelection;
    listed: (items: readonly Picture[]) => void;
  },
) {
  const scroller = useRef<HTMLDivElement>(null);
  const { height } = useSize(scroller);
  const [top, setTop] = useState(0);
  const isTurned = place.sort.startsWith("-");
  const sorted = SORTS.find((one) => one.sort === place.sort.replace(/^-/, "")) ?? SORTS[1]!;
  const isUp = (sorted.order === "asc") !== isTurned;
  const pages = usePages(`list ${place.sort}`, (cursor, signal) => {
    const since = sayings.mark();
    return api.call(
      address("/api/images", {
        cursor,
        limit: PAGE,
        sort: sorted.sort,
        order: isUp ? "asc" : "desc",
      }),
      picturePage,
      { signal },
    ).then((page) => {
      sayings.wereRead(page.items.map((item) => item.id), since);
      return { items: page.items, next: page.next_cursor, total: page.total };
    });
  });
  const items = pages.items;
  useEffect(() => {
    listed(items);
  }, [items]);
  const first = Math.max(0, Math.floor(top / ROW) - 6);
  const last = Math.min(items.length, Math.ceil((top + height) / ROW) + 6);
  useEffect(() => {
    if (last > items.length - 40) pages.more();
  }, [last, items.length]);
  if (pages.error !== null && items.length === 0) {
    return <Failed error={pages.error} retry={pages.reload} />;
  }
  return (
    <div
      className="list"
      ref={scroller}
      onScroll={(event) => {
        setTop(event.currentTarget.scrollTop);
        keepScroll(event.currentTarget.scrollTop);
      }}
    >
      <div
        role="table"
        aria-label="Pictures"
        aria-rowcount={pages.total ?? items.length}
        className="list-table"
      >
        <div role="row" className="list-head">
          <span role="columnheader" className="list-thumb">
            <span className="hidden">Picture</span>
          </span>
          {SORTS.map((one) => (
            <span
              key={one.sort}
              role="columnheader"
              className={one.className}
              aria-sort={one !== sorted ? "none" : isUp ? "ascending" : "descending"}
            >
              <Link
                to={{ ...place, sort: one === sorted && !isTurned ? `-${one.sort}` : one.sort }}
                replace
                className={one === sorted ? "list-sorted" : ""}
              >
                {one.title}
                {one === sorted ? (isUp ? " ↑" : " ↓") : ""}
              </Link>
            </span>
          ))}
          <span role="columnheader" className="list-format">Format</span>
        </div>
        <div
          className="list-rows"
          role="rowgroup"
          style={{ height: (pages.total ?? items.length) * ROW }}
        >
          {items.slice(first, last).map((item, index) => (
            <Row key={item.id} item={item} index={first + index} grid={grid} />
          ))}
        </div>
      </div>
    </div>
  );
}

function Row({ item, index, grid }: { item: Picture; index: number; grid: GridSelection }) {
  const isSelected = grid.selection.has(item.id);
  const said = useSayings().of(item.id, saidOf(item));
  const rating = Math.max(0, said.rating ?? 0);
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      className={`list-row${isSelected ? " list-selected" : ""}${
        said.isAside ? " list-aside" : ""
      }`}
      style={{ transform: `translateY(${index * ROW}px)` }}
      onClick={(event) => grid.press(item.id, event)}
    >
      <span role="cell" className="list-thumb">
        <Thumbnail id={item.id} placeholder={item.placeholder} alt="" />
      </span>
      <span role="cell" className="list-name">
        <a href={`/images/${item.id}`} data-id={item.id}>
          {item.name || splitPath(item.path).name}
          {item.marks.map((mark) => <Badge key={mark}>{mark}</Badge>)}
        </a>
        <span className="list-folder">{splitPath(item.path).folder}</span>
      </span>
      <span role="cell" className="list-taken">{moment(item.taken) || "—"}</span>
      <span role="cell" className="list-size">{bytes(item.bytes)}</span>
      <span role="cell" className="list-quality">
        {item.quality_score === null ? "—" : Math.round(item.quality_score * 100)}
      </span>
      <span role="cell" className="list-stars">
        {said.favourite && <Icon name="keep" size={14} />}
        {rating > 0
          ? <span role="img" aria-label={stars(rating)}>{"★".repeat(rating)}</span>
          : said.favourite
          ? <span className="hidden">Favourite</span>
          : "—"}
      </span>
      <span role="cell" className="list-format">{item.format.toUpperCase()}</span>
    </div>
  );
}
