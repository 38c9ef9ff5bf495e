import { memo, type MouseEvent } from "react";
import { stars } from "../../lib/api/edits";
import { thumbnailOf } from "../../lib/api/picture";
import { format, places } from "../../lib/route/routes";
import { backdrop } from "../backdrop";
import { Icon } from "../Icon";

export interface CellProps {
  id: string;
  label: string;
  placeholder: string | null;
  left: number;
  width: number;
  height: number;
  isSelected: boolean;
  isSelecting: boolean;
  /** Reached by Tab: one cell of a grid is. */
  isEntry: boolean;
  badge?: string | null;
  badgeTone?: string | null;
  /** Words of the marks beside its files. The label names them too. */
  marks?: readonly string[];
  /** 0 to 5; below 0 its file says rejected. */
  rating?: number | null;
  isFavourite?: boolean;
  /** It was set aside and is about to go. */
  isAside?: boolean;
  press: (id: string, event: MouseEvent) => void;
  check: (id: string, event: MouseEvent) => void;
}

/** One picture of a grid: a link, so that it opens in a new tab too, and a box to select it. */
export const Cell = memo(function Cell(props: CellProps) {
  const { id, label, placeholder, left, width, height, isSelected, isSelecting, isEntry } = props;
  const rating = Math.max(0, props.rating ?? 0);
  const names = [
    "cell",
    isSelected ? "cell-selected" : "",
    isSelecting ? "cell-selecting" : "",
    props.isAside ? "cell-aside" : "",
  ];
  const said = [
    rating > 0 ? stars(rating) : "",
    props.isFavourite ? "favourite" : "",
    props.isAside ? "set aside" : "",
  ];
  return (
    <div
      role="gridcell"
      className={names.filter(Boolean).join(" ")}
      aria-selected={isSelected}
      style={{ left, width, height }}
    >
      <a
        href={format(places.image(id))}
        data-id={id}
        tabIndex={isEntry ? 0 : -1}
        aria-label={[label, ...said].filter(Boolean).join(", ")}
        onClick={(event) => props.press(id, event)}
        draggable={false}
      >
        <img
          src={thumbnailOf(id)}
          alt=""
          decoding="async"
          draggable={false}
          style={backdrop(placeholder)}
        />
      </a>
      <button
        type="button"
        className="cell-check"
        tabIndex={-1}
        aria-label={isSelected ? "Unselect" : "Select"}
        onClick={(event) => props.check(id, event)}
      >
        {isSelected && <Icon name="check" size={14} />}
      </button>
      {props.marks !== undefined && props.marks.length > 0 && (
        <span className="cell-marks" aria-hidden="true">
          {props.marks.map((mark) => <span key={mark} className="cell-mark">{mark}</span>)}
        </span>
      )}
      {(rating > 0 || props.isFavourite) && (
        <span className="cell-said" aria-hidden="true">
          {props.isFavourite && <Icon name="keep" size={14} />}
          {rating > 0 && <span>{"★".repeat(rating)}</span>}
        </span>
      )}
      {props.badge && (
        <span className={`cell-badge cell-badge-${props.badgeTone ?? "plain"}`}>{props.badge}</span>
      )}
    </div>
  );
});
