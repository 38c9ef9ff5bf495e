import type { ReactNode } from "react";
import { Link } from "../../app/navigation";
import { toast } from "../../app/toasts";
import { hasView } from "../../app/views";
import { Badge } from "../../components/Badge";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Skeleton } from "../../components/States";
import { cameraLines, type Detail } from "../../lib/api/detail";
import { kindTitle } from "../../lib/api/duplicates";
import { originalOf, previewOf } from "../../lib/api/picture";
import { bytes, dimensions, moment, percent, splitPath } from "../../lib/text/format";
import { FeedbackPart } from "./FeedbackPart";
import { QualityPart } from "./QualityPart";
import { SaidPart } from "./SaidPart";
import { Similar } from "./Similar";

/** All that is known of a picture, the most asked for first. */
export function Panel({ id, detail }: { id: string; detail: Detail | null }) {
  if (!detail) {
    return (
      <aside className="panel" aria-label="Details" aria-busy="true">
        {[60, 140, 90, 200].map((height) => (
          <Skeleton key={height} className={`panel-skeleton panel-skeleton-${height}`} />
        ))}
      </aside>
    );
  }
  const { image, exif } = detail;
  const lines = cameraLines(exif);
  return (
    <aside className="panel" aria-label="Details">
      <div className="panel-actions">
        <Button icon="copy" onClick={() => copy(id, "The id")}>Copy id</Button>
        <Button
          icon="external"
          onClick={() =>
            copy(new URL(previewOf(id), location.href).href, "The address of the preview")}
        >
          Copy link
        </Button>
        <a
          className="button button-plain"
          href={originalOf(id)}
          download={image.name || id}
          title="Save the original"
        >
          <Icon name="download" />
          <span>Original</span>
        </a>
      </div>
      <Part title="Picture">
        <Lines
          lines={[
            ["Taken", moment(image.taken) || "Not recorded"],
            ["Size", dimensions(image.width, image.height)],
            ["File", `${bytes(image.bytes)} · ${image.format.toUpperCase()}`],
          ]}
        />
        {image.marks.length > 0 && (
          <p className="panel-marks">
            {image.marks.map((mark) => (
              <Link
                key={mark}
                to={{ view: "search", text: "", like: null, tab: "text", filter: { mark } }}
                title={`All pictures marked ${mark}`}
              >
                <Badge>{mark}</Badge>
              </Link>
            ))}
          </p>
        )}
      </Part>
      <SaidPart id={id} detail={detail} />
      <Similar id={id} />
      {hasView("dedupe") && detail.groups.length > 0 && (
        <Part title="Duplicates">
          <ul className="panel-groups">
            {detail.groups.map((group) => (
              <li key={group.id}>
                <Link
                  to={{ view: "dedupe", kind: null, confidence: 0, group: group.id, compare: null }}
                >
                  <Badge tone="accent">{kindTitle(group.kind)}</Badge>
                  <span>{percent(group.confidence)} sure</span>
                  <span className="head-space" />
                  {group.best_image_id === id && <Badge tone="keep">Best copy</Badge>}
                  <Icon name="right" size={16} />
                </Link>
              </li>
            ))}
          </ul>
        </Part>
      )}
      {detail.quality && <QualityPart quality={detail.quality} />}
      {lines.length > 0 && (
        <Part title="Camera">
          <Lines lines={lines} />
        </Part>
      )}
      <Part
        title={detail.files.length > 1
          ? `${detail.files.length} files with these bytes`
          : "Where it is"}
      >
        <ul className="panel-files">
          {detail.files.map((file) => (
            <li key={file.file_id}>
              <Icon name="folder" size={16} />
              <span title={file.path}>
                <strong>{splitPath(file.path).name}</strong>
                {splitPath(file.path).folder}
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <FeedbackPart id={id} feedback={detail.feedback} />
      <details className="panel-more">
        <summary>Everything that is recorded</summary>
        <Raw title="Payload" value={detail.payload} />
        <Raw title="Tags of the file" value={detail.metadata} />
      </details>
    </aside>
  );
}

export function Part(
  { title, children, end }: { title: string; children: ReactNode; end?: ReactNode },
) {
  return (
    <section className="panel-part">
      <div className="panel-title">
        <h2>{title}</h2>
        {end}
      </div>
      {children}
    </section>
  );
}

export function Lines({ lines }: { lines: readonly (readonly [string, string])[] }) {
  return (
    <dl className="lines">
      {lines.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Raw({ title, value }: { title: string; value: Record<string, unknown> }) {
  const flat = Object.entries(value).flatMap(([name, one]): [string, string][] =>
    typeof one === "object" && one !== null && !Array.isArray(one)
      ? Object.entries(one).map(([inner, value]) => [`${name}.${inner}`, told(value)])
      : [[name, told(one)]]
  ).filter(([, text]) => text !== "");
  if (flat.length === 0) return null;
  return (
    <>
      <h3>{title}</h3>
      <Lines lines={flat} />
    </>
  );
}

function told(value: unknown): string {
  if (value === null || value === undefined) return "";
  return typeof value === "string" ? value : JSON.stringify(value);
}

function copy(text: string, what: string): void {
  navigator.clipboard.writeText(text).then(
    () => toast(`${what} is copied`),
    () => toast("The browser did not allow copying", { tone: "problem" }),
  );
}
