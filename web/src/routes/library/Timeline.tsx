import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useSayings } from "../../app/editing";
import { keepScroll, keptScroll } from "../../app/navigation";
import { moveFocus } from "../../components/grid/arrows";
import { Cell } from "../../components/grid/Cell";
import type { GridSelection } from "../../components/grid/useSelection";
import { useSize } from "../../components/grid/useSize";
import { type Bucket, saidIn } from "../../lib/api/picture";
import { placeRow, rowAt } from "../../lib/layout/justified";
import { ScrollSpace } from "../../lib/layout/scroll";
import {
  placeSections,
  type Section,
  sectionsIn,
  shift,
  totalHeight,
} from "../../lib/layout/sections";
import { spans, spanTitle } from "../../lib/layout/spans";
import { count, moment } from "../../lib/text/format";
import { Scrubber } from "./Scrubber";
import type { TimelineData } from "./useTimeline";

const GAP = 2;
const HEADER = 56;
/** Months with fewer pictures share a heading with their neighbours. */
const LEAST = 12;

/** Pictures by month in justified rows; only what is near the screen is drawn or loaded. */
export function Timeline({ data, grid }: { data: TimelineData; grid: GridSelection }) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(scroller);
  const [scroll, setScroll] = useState(0);
  const isNarrow = width < 850;
  const edge = width < 640 ? 2 : 20;
  const options = useMemo(
    () => ({
      width: Math.max(100, width - 2 * edge - (isNarrow ? 0 : 44)),
      target: isNarrow ? 100 : 235,
      gap: GAP,
      header: HEADER,
    }),
    [width, isNarrow, edge],
  );
  const spanned = useMemo(
    () => spans(data.timeline?.buckets ?? [], LEAST),
    [data.timeline],
  );
  const wholes = useMemo(
    () => new Map(spanned.map((span) => [span.key, joined(span.keys, data.months)])),
    [spanned, data.version],
  );
  const sections = useMemo(
    () => placeSections(spanned, (key) => wholes.get(key)?.ratios ?? null, options),
    [spanned, wholes, options],
  );
  const content = totalHeight(sections) + 40;
  const space = useMemo(() => new ScrollSpace(content, height), [content, height]);
  const top = space.contentAt(scroll);

  // Months that take their real height above the screen must not move what is on it.
  const before = useRef<{ sections: Section[]; width: number }>({ sections: [], width: 0 });
  useLayoutEffect(() => {
    const element = scroller.current;
    const old = before.current;
    before.current = { sections, width };
    if (!element || old.sections === sections || old.width !== width || space.isScaled) return;
    const by = shift(old.sections, sections, element.scrollTop);
    if (by !== 0) element.scrollTop += by;
  }, [sections, width]);

  const restored = useRef(false);
  useLayoutEffect(() => {
    if (restored.current || sections.length === 0 || height === 0 || !scroller.current) return;
    restored.current = true;
    scroller.current.scrollTop = keptScroll();
  }, [sections, height]);

  const [first, end] = sectionsIn(sections, top - height, top + 2 * height);
  const near = sections.slice(first, end);
  const shown = spanned.slice(first, end);
  const needed = shown.flatMap((span) => span.keys).join(" ");
  // While the scrubber flies past months, they are not asked for.
  useEffect(() => {
    const timer = setTimeout(() => data.need(needed.split(" ").filter(Boolean)), 60);
    return () => clearTimeout(timer);
  }, [needed, data.version]);

  return (
    <div className="timeline">
      <div
        ref={scroller}
        className="timeline-scroll"
        tabIndex={-1}
        onScroll={(event) => {
          setScroll(event.currentTarget.scrollTop);
          keepScroll(event.currentTarget.scrollTop);
        }}
        onKeyDown={moveFocus}
      >
        <div className="timeline-content" style={{ height: space.tall }}>
          {near.map((section, index) => (
            <Month
              key={section.key}
              section={section}
              title={spanTitle(shown[index]?.keys ?? [])}
              month={wholes.get(section.key) ?? null}
              place={space.drawAt(section.top, scroll, top)}
              left={edge}
              from={top - height * 0.6}
              to={top + height * 1.6}
              options={options}
              grid={grid}
              isEntry={index === 0 || section.top >= top}
            />
          ))}
        </div>
      </div>
      <Scrubber
        sections={sections}
        top={top}
        view={height}
        content={content}
        go={(to) => {
          if (scroller.current) scroller.current.scrollTop = space.scrollFor(to);
        }}
      />
    </div>
  );
}

/** The pictures of several months as those of one; null while one of them is not there. */
function joined(keys: readonly string[], months: ReadonlyMap<string, Bucket>): Bucket | null {
  const parts = keys.map((key) => months.get(key));
  if (parts.includes(undefined)) return null;
  const known = parts as Bucket[];
  if (known.length === 1) return known[0] as Bucket;
  return {
    ids: known.flatMap((one) => one.ids),
    ratios: known.flatMap((one) => one.ratios),
    taken: known.flatMap((one) => one.taken),
    placeholders: known.flatMap((one) => one.placeholders),
    marks: known.flatMap((one) => one.marks),
    ratings: known.flatMap((one) => one.ratings),
    favourites: known.flatMap((one) => one.favourites),
    next_cursor: null,
  };
}

interface MonthProps {
  title: string;
  section: Section;
  month: Bucket | null;
  place: number;
  left: number;
  from: number;
  to: number;
  options: { width: number; target: number; gap: number };
  grid: GridSelection;
  isEntry: boolean;
}

function Month(
  { title, section, month, place, left, from, to, options, grid, isEntry }: MonthProps,
) {
  const rows = section.rows && month ? section.rows : [];
  const body = section.top + HEADER;
  const start = rows.length > 0 ? rowAt(rows, from - body) : 0;
  const shown = rows.slice(start).filter((row) => body + row.top < to);
  const { selection } = grid;
  const sayings = useSayings();
  return (
    <section
      className="month"
      style={{
        transform: `translateY(${place}px)`,
        left,
        width: options.width,
        height: section.height,
      }}
      aria-label={title}
    >
      <h2 className="month-title">
        {title} <span>{count(section.count)}</span>
      </h2>
      {month && rows.length > 0
        ? (
          <div role="grid" aria-label={title} aria-rowcount={rows.length}>
            {shown.map((row, at) => (
              <div
                key={row.start}
                role="row"
                aria-rowindex={start + at + 1}
                className="grid-row"
                style={{ top: HEADER + row.top, height: row.height }}
              >
                {placeRow(month.ratios, row, options).map((box, index) => {
                  const which = row.start + index;
                  const id = month.ids[which] as string;
                  const taken = month.taken[which] ?? null;
                  const marks = month.marks[which] ?? [];
                  const said = sayings.of(id, saidIn(month, which));
                  const label = taken
                    ? `Picture of ${moment(taken)}`
                    : `Picture ${which + 1}, undated`;
                  return (
                    <Cell
                      key={id}
                      id={id}
                      label={[label, ...marks].join(", ")}
                      marks={marks}
                      rating={said.rating}
                      isFavourite={said.favourite}
                      isAside={said.isAside}
                      placeholder={month.placeholders[which] ?? null}
                      left={box.left}
                      width={box.width}
                      height={row.height}
                      isSelected={selection.has(id)}
                      isSelecting={!selection.isEmpty}
                      isEntry={isEntry && at === 0 && index === 0}
                      press={grid.press}
                      check={grid.check}
                    />
                  );
                })}
              </div>
            ))}
          </div>
        )
        : <div className="month-coming" />}
    </section>
  );
}
