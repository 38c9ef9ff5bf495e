import { useRef, useState } from "react";
import { api } from "../../app/services";
import { Badge } from "../../components/Badge";
import { type Archive, type ArchiveGroup, similarArchives } from "../../lib/api/archives";
import { reason } from "../../lib/api/problem";
import { bytes, plural } from "../../lib/text/format";

/** Previews of an archive that are drawn. */
const MOST = 6;

/** Archives that hold the same: the one to keep first, the others with how sure that is, and why. */
export function ArchiveMatch({ group }: { group: ArchiveGroup }) {
  return (
    <li className="match card">
      <div className="match-head">
        <Badge tone="accent">Archives</Badge>
        <strong>{plural(group.archives.length, "archive")}</strong>
        <span className="head-note">{group.confidence} % visual match</span>
      </div>
      <ul className="packs">
        {group.archives.map((archive) => <Pack key={archive.id} archive={archive} />)}
      </ul>
    </li>
  );
}

function Pack({ archive }: { archive: Archive }) {
  const [similar, setSimilar] = useState<Archive[] | string | null>(null);
  const abort = useRef<AbortController | null>(null);
  const ask = () => {
    abort.current?.abort();
    if (similar !== null) return setSimilar(null);
    const own = new AbortController();
    abort.current = own;
    setSimilar("Looking …");
    api.call(archive.similar_url, similarArchives, { signal: own.signal }).then(
      (found) => own.signal.aborted || setSimilar(found.archives),
      (error) => own.signal.aborted || setSimilar(reason(error)),
    );
  };
  return (
    <li className="pack">
      <PackFacts archive={archive} />
      <button
        type="button"
        className="match-similar"
        aria-expanded={similar !== null}
        aria-label={`Show similar to ${archive.name}`}
        onClick={ask}
      >
        {similar === null ? "Show similar" : "Hide similar"}
      </button>
      {typeof similar === "string" && <p role="status">{similar}</p>}
      {Array.isArray(similar) && similar.length === 0 && <p role="status">Nothing is like it.</p>}
      {Array.isArray(similar) && (
        <ul className="packs">
          {similar.map((one) => (
            <li className="pack" key={one.id}>
              <PackFacts archive={one} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function PackFacts({ archive }: { archive: Archive }) {
  const others = archive.files.length - 1;
  return (
    <>
      <div className="pack-pictures">
        {archive.previews.slice(0, MOST).map((preview) => (
          <img
            key={preview.url}
            src={preview.url}
            alt=""
            title={preview.entry}
            loading="lazy"
            decoding="async"
            draggable={false}
          />
        ))}
        <span className={`match-percent${archive.percent === null ? " match-best" : ""}`}>
          {archive.percent === null ? "Best" : `${archive.percent} %`}
        </span>
      </div>
      <span className="match-name" title={archive.files.map((file) => file.path).join("\n")}>
        {archive.name}
        {others > 0 && ` (+${others} same bytes)`}
      </span>
      <span className="head-note">
        {bytes(archive.bytes)}, {plural(archive.file_count, "file")}
        {archive.reasons.length > 0 && `: ${archive.reasons.join(", ")}`}
      </span>
    </>
  );
}
