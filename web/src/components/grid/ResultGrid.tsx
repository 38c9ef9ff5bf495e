import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useSayings } from "../../app/editing";
import { keepScroll, keptScroll } from "../../app/navigation";
import type { Said } from "../../lib/edit/sayings";
import { heightOfRows, justify, placeRow, rowAt } from "../../lib/layout/justified";
import { moveFocus } from "./arrows";
import { Cell } from "./Cell";
import type { GridSelection } from "./useSelection";
import { useSize } from "./useSize";

export interface Result {
  id: string;
  ratio: number;
  placeholder: string | null;
  label: string;
  badge?: string | null;
  badgeTone?: string | null;
  marks?: readonly string[];
  said: Said;
}

const GAP = 2;
const NONE: readonly string[] = [];

/** Pictures of one list in justified rows; asks for more before its end is reached. */
export function ResultGrid(
  { items, grid, more, label }: {
    items: readonly Result[];
    grid: GridSelection;
    more?: (() => void) | undefined;
    label: string;
  },
) {
  const scroller = useRef<HTMLDivElement>(null);
  const { width, height } = useSize(scroller);
  const [top, setTop] = useState(0);
  const options = useMemo(
    () => ({
      width: Math.max(100, width - (width < 640 ? 4 : 24)),
      target: width < 700 ? 110 : 220,
      gap: GAP,
    }),
    [width],
  );
  const ratios = useMemo(() => items.map((item) => item.ratio), [items]);
  const rows = useMemo(() => width === 0 ? [] : justify(ratios, options), [ratios, options, width]);
  const content = heightOfRows(rows, GAP);
  const isRestored = useRef(false);
  useLayoutEffect(() => {
    if (isRestored.current || rows.length === 0 || !scroller.current) return;
    isRestored.current = true;
    scroller.current.scrollTop = keptScroll();
  }, [rows]);
  const isNearEnd = rows.length > 0 && top + 2.5 * height > content;
  useEffect(() => {
    if (isNearEnd) more?.();
  }, [isNearEnd, items.length]);
  const start = rows.length > 0 ? rowAt(rows, top - height * 0.6) : 0;
  const shown = rows.slice(start).filter((row) => row.top < top + height * 1.6);
  const { selection } = grid;
  const sayings = useSayings();
  return (
    <div
      ref={scroller}
      className="results"
      onScroll={(event) => {
        setTop(event.currentTarget.scrollTop);
        keepScroll(event.currentTarget.scrollTop);
      }}
      onKeyDown={moveFocus}
    >
      <div
        role="grid"
        aria-label={label}
        aria-rowcount={rows.length}
        className="results-content"
        style={{ height: content, width: options.width }}
      >
        {shown.map((row, at) => (
          <div
            key={row.start}
            role="row"
            aria-rowindex={start + at + 1}
            className="grid-row"
            style={{ top: row.top, height: row.height }}
          >
            {placeRow(ratios, row, options).map((box, index) => {
              const item = items[row.start + index] as Result;
              const said = sayings.of(item.id, item.said);
              return (
                <Cell
                  key={item.id}
                  id={item.id}
                  label={item.label}
                  placeholder={item.placeholder}
                  left={box.left}
                  width={box.width}
                  height={row.height}
                  isSelected={selection.has(item.id)}
                  isSelecting={!selection.isEmpty}
                  isEntry={at === 0 && index === 0}
                  badge={item.badge ?? null}
                  badgeTone={item.badgeTone ?? null}
                  marks={item.marks ?? NONE}
                  rating={said.rating}
                  isFavourite={said.favourite}
                  isAside={said.isAside}
                  press={grid.press}
                  check={grid.check}
                />
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
