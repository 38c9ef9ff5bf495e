import { go } from "../../app/navigation";
import { Button } from "../../components/Button";
import { stars } from "../../lib/api/edits";
import { filterCount } from "../../lib/api/query";
import type { SearchFilter } from "../../lib/route/routes";
import type { SearchPlace } from "./Search";

const FORMATS = ["jpeg", "png", "webp", "heic", "avif", "gif", "tiff", "bmp", "jxl"];
const SIZES = [
  { title: "Any", value: undefined },
  { title: "1 MB", value: 1e6 },
  { title: "5 MB", value: 5e6 },
  { title: "20 MB", value: 2e7 },
];

/** What narrows a search. Every change is in the address, so it can be shared. */
export function Filters({ place, close }: { place: SearchPlace; close: () => void }) {
  const filter = place.filter;
  const set = (change: { [Name in keyof SearchFilter]?: SearchFilter[Name] | undefined }) => {
    const next = { ...filter, ...change };
    const entries = Object.entries(next).filter(([, value]) =>
      value !== undefined && value !== "" && value !== false
    );
    go({ ...place, filter: Object.fromEntries(entries) as SearchFilter }, { replace: true });
  };
  return (
    <aside className="filters" aria-label="Filters">
      <div className="filters-head">
        <h2>Filters</h2>
        <Button tone="quiet" icon="close" isIconOnly className="button-small" onClick={close}>
          Hide filters
        </Button>
      </div>
      <fieldset>
        <legend>Taken</legend>
        <label className="label">
          From
          <input
            className="field"
            type="date"
            value={filter.after ?? ""}
            onChange={(event) => set({ after: event.target.value || undefined })}
          />
        </label>
        <label className="label">
          To
          <input
            className="field"
            type="date"
            value={filter.before ?? ""}
            onChange={(event) => set({ before: event.target.value || undefined })}
          />
        </label>
      </fieldset>
      <label className="label">
        Format
        <select
          className="field"
          value={filter.format ?? ""}
          onChange={(event) => set({ format: event.target.value || undefined })}
        >
          <option value="">Any</option>
          {FORMATS.map((format) => (
            <option key={format} value={format}>{format.toUpperCase()}</option>
          ))}
        </select>
      </label>
      <Word title="Camera" value={filter.camera} set={(camera) => set({ camera })} />
      <Word title="Tag" value={filter.tag} set={(tag) => set({ tag })} />
      <Word
        title="Mark"
        example="Any, such as cropped"
        value={filter.mark}
        set={(mark) => set({ mark: mark?.toLowerCase() })}
      />
      <div className="label" role="group" aria-label="At least so large">
        File size at least
        <div className="segments">
          {SIZES.map((size) => (
            <button
              key={size.title}
              type="button"
              className="segment"
              aria-pressed={filter.minSize === size.value}
              onClick={() => set({ minSize: size.value })}
            >
              {size.title}
            </button>
          ))}
        </div>
      </div>
      <Range
        title="Quality at least"
        value={filter.minQuality}
        most={1}
        set={(minQuality) => set({ minQuality })}
      />
      <Range
        title="Match at least"
        value={filter.threshold}
        most={1}
        set={(threshold) => set({ threshold })}
      />
      {place.tab === "image" && (
        <label className="label">
          Hashes nearer than
          <select
            className="field"
            value={filter.gate ?? ""}
            onChange={(event) =>
              set({ gate: event.target.value ? Number(event.target.value) : undefined })}
          >
            <option value="">Any</option>
            {[4, 8, 12, 16, 24].map((bits) => <option key={bits} value={bits}>{bits} bits</option>)}
          </select>
        </label>
      )}
      <label className="label">
        Results at most
        <select
          className="field"
          value={filter.limit ?? ""}
          onChange={(event) =>
            set({ limit: event.target.value ? Number(event.target.value) : undefined })}
        >
          <option value="">All</option>
          {[20, 50, 100, 200, 500].map((limit) => <option key={limit} value={limit}>{limit}
          </option>)}
        </select>
      </label>
      <label className="label">
        Stars at least
        <select
          className="field"
          value={filter.minRating ?? ""}
          onChange={(event) =>
            set({ minRating: event.target.value ? Number(event.target.value) : undefined })}
        >
          <option value="">Any</option>
          {[1, 2, 3, 4, 5].map((rating) => (
            <option key={rating} value={rating}>{stars(rating)}</option>
          ))}
        </select>
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.favourite ?? false}
          onChange={(event) => set({ favourite: event.target.checked || undefined })}
        />
        Only favourites
      </label>
      <label className="check">
        <input
          type="checkbox"
          checked={filter.duplicates ?? false}
          onChange={(event) => set({ duplicates: event.target.checked || undefined })}
        />
        Only pictures with duplicates
      </label>
      {filterCount(filter) > 0 && (
        <Button onClick={() => go({ ...place, filter: {} }, { replace: true })}>
          Remove all filters
        </Button>
      )}
    </aside>
  );
}

/** A word to type; it counts once the field is left or Enter is pressed. */
function Word(
  { title, value, set, example = "Any" }: {
    title: string;
    value: string | undefined;
    set: (value: string | undefined) => void;
    example?: string;
  },
) {
  return (
    <label className="label">
      {title}
      <input
        key={value}
        className="field"
        type="text"
        placeholder={example}
        defaultValue={value ?? ""}
        onBlur={(event) => set(event.target.value.trim() || undefined)}
        onKeyDown={(event) => {
          if (event.key === "Enter") set(event.currentTarget.value.trim() || undefined);
        }}
      />
    </label>
  );
}

function Range(
  { title, value, most, set }: {
    title: string;
    value: number | undefined;
    most: number;
    set: (value: number | undefined) => void;
  },
) {
  return (
    <label className="label">
      <span className="label-row">
        {title}
        <output>{value === undefined ? "Any" : `${Math.round(value * 100)} %`}</output>
      </span>
      <input
        type="range"
        min={0}
        max={most}
        step={0.05}
        value={value ?? 0}
        onChange={(event) => set(Number(event.target.value) || undefined)}
      />
    </label>
  );
}
