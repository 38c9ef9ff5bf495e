import { api } from "../../app/services";
import { useLatest } from "../../app/useLatest";
import { Skeleton } from "../../components/States";
import { type Statistics, statistics } from "../../lib/api/settings";
import { ago, bytes, count, plural } from "../../lib/text/format";

/** Formats shown by name; the rest are one part. */
const MOST = 6;

/** What the library holds. */
export function Numbers() {
  const { value } = useLatest(
    "statistics",
    (signal) => api.call("/api/statistics", statistics, { signal }),
  );
  if (!value) return <Skeleton className="settings-skeleton" />;
  const tiles: [string, string][] = [
    [count(value.images), value.images === 1 ? "picture" : "pictures"],
    [bytes(value.bytes), "on the disk"],
    [count(value.duplicate_copies), value.duplicate_copies === 1 ? "copy" : "copies"],
    [bytes(value.reclaimable_bytes), "could be freed"],
  ];
  return (
    <section className="numbers" aria-label="The library in numbers">
      <dl>
        {tiles.map(([number, title]) => (
          <div key={title} className="card">
            <dt>{title}</dt>
            <dd>{number}</dd>
          </div>
        ))}
      </dl>
      <Formats formats={value.formats} />
      {value.last_indexed && (
        <p className="setting-note">Looked at {ago(value.last_indexed, Date.now())}.</p>
      )}
    </section>
  );
}

function Formats({ formats }: { formats: Statistics["formats"] }) {
  const all = Object.entries(formats).sort(([, one], [, other]) => other.count - one.count);
  const shown = all.slice(0, MOST).map(([name, one]) => ({
    name: name.toUpperCase(),
    count: one.count,
  }));
  const rest = all.slice(MOST).reduce((total, [, one]) => total + one.count, 0);
  if (rest > 0) shown.push({ name: "Others", count: rest });
  if (shown.length === 0) return null;
  return (
    <div className="formats">
      <div className="formats-bar" aria-hidden="true">
        {shown.map((one, index) => (
          <span key={one.name} className={`format-${index}`} style={{ flexGrow: one.count }} />
        ))}
      </div>
      <ul>
        {shown.map((one, index) => (
          <li key={one.name}>
            <span className={`format-dot format-${index}`} />
            {one.name} <span>{plural(one.count, "picture")}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}
