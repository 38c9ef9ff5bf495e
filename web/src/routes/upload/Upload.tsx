import { useRef, useState } from "react";
import { Link } from "../../app/navigation";
import { toast } from "../../app/toasts";
import { clearDone, retry, upload, useUploads } from "../../app/uploads";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import { Thumbnail } from "../../components/Picture";
import { isPicture, tally, type Upload } from "../../lib/queue/uploads";
import { places } from "../../lib/route/routes";
import { bytes, count, plural } from "../../lib/text/format";
import { droppedPictures } from "./dropped";

/** Lines drawn at most; the counts above tell of all. */
const MOST = 200;

/** Pictures from this device into the library. */
export default function UploadView() {
  const uploads = useUploads();
  const [isOver, setOver] = useState(false);
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement | null>(null);
  const sum = tally(uploads);
  const take = (found: readonly File[]) => {
    if (found.length === 0) toast("There is no picture in it", { tone: "problem" });
    upload(found);
  };
  return (
    <div
      className="page upload"
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        void droppedPictures(event.dataTransfer).then(take);
      }}
    >
      <header className="head">
        <h1>Upload</h1>
        <span className="head-space" />
        {sum.files > sum.open && <Button tone="quiet" onClick={clearDone}>Clear the list</Button>}
      </header>
      <div className="page-body">
        <div
          className={`drop${isOver ? " drop-over" : ""}${uploads.length > 0 ? " drop-small" : ""}`}
        >
          <div className="empty-icon">
            <Icon name="upload" size={32} />
          </div>
          <h2>{isOver ? "Let go to upload" : "Drop pictures or folders here"}</h2>
          <p>They are kept in the library's own folder. What it has already is not kept twice.</p>
          <div className="empty-actions">
            <Button tone="primary" icon="image" onClick={() => files.current?.click()}>
              Choose pictures
            </Button>
            <Button icon="folder" onClick={() => folder.current?.click()}>Choose a folder</Button>
          </div>
          <input
            ref={files}
            className="hidden"
            type="file"
            multiple
            accept="image/*,.heic,.heif,.avif,.jxl,.dng,.cr2,.nef,.arw"
            aria-label="Pictures to upload"
            tabIndex={-1}
            onChange={(event) => {
              take([...event.target.files ?? []]);
              event.target.value = "";
            }}
          />
          <input
            ref={(element) => {
              folder.current = element;
              // React knows no such attribute.
              element?.setAttribute("webkitdirectory", "");
            }}
            className="hidden"
            type="file"
            multiple
            aria-label="A folder to upload"
            tabIndex={-1}
            onChange={(event) => {
              take([...event.target.files ?? []].filter(isPicture));
              event.target.value = "";
            }}
          />
        </div>
        {uploads.length > 0 && (
          <section aria-label="Uploads">
            <div className="upload-sum">
              <strong>
                {sum.open > 0
                  ? `${count(sum.files - sum.open)} of ${plural(sum.files, "picture")}`
                  : `${plural(sum.files, "picture")} done`}
              </strong>
              <span>{count(sum.created)} new</span>
              {sum.duplicate > 0 && <span>{count(sum.duplicate)} there already</span>}
              {sum.failed > 0 && <span className="upload-bad">{count(sum.failed)} failed</span>}
            </div>
            <div
              className="meter"
              role="progressbar"
              aria-label="All uploads"
              aria-valuemin={0}
              aria-valuemax={100}
              aria-valuenow={Math.round(sum.share * 100)}
            >
              <span className="meter-whole" style={{ transform: `scaleX(${sum.share})` }} />
            </div>
            <ul className="uploads">
              {inOrder(uploads).slice(0, MOST).map((one) => <Line key={one.number} upload={one} />)}
            </ul>
            {uploads.length > MOST && (
              <p className="setting-note">And {count(uploads.length - MOST)} more.</p>
            )}
          </section>
        )}
      </div>
    </div>
  );
}

/** What needs a look first: failures, then what is on its way, then the rest. */
function inOrder(uploads: readonly Upload[]): Upload[] {
  const rank = { failed: 0, sending: 1, duplicate: 2, created: 2, waiting: 3 };
  return [...uploads].sort((one, other) =>
    rank[one.state] - rank[other.state] || other.number - one.number
  );
}

function Line({ upload }: { upload: Upload }) {
  const share = upload.size > 0 ? Math.min(1, upload.sent / upload.size) : 0;
  return (
    <li className={`upload-line upload-${upload.state}`}>
      <span className="upload-picture">
        {upload.image
          ? <Thumbnail id={upload.image} placeholder={null} alt="" />
          : <Icon name={upload.state === "failed" ? "warning" : "image"} />}
      </span>
      <span className="upload-name">
        {upload.image
          ? <Link to={places.image(upload.image)}>{upload.name}</Link>
          : <span>{upload.name}</span>}
        <small>{upload.error ?? told(upload)}</small>
      </span>
      {upload.state === "sending" && (
        <span className="meter upload-meter" aria-hidden="true">
          <span className="meter-whole" style={{ transform: `scaleX(${share})` }} />
        </span>
      )}
      {upload.state === "failed" && (
        <Button
          icon="refresh"
          className="button-small"
          onClick={() => retry(upload.number)}
        >
          Try again
        </Button>
      )}
      {upload.state === "created" && <span className="badge badge-keep">New</span>}
      {upload.state === "duplicate" && <span className="badge">Duplicate</span>}
    </li>
  );
}

function told(upload: Upload): string {
  switch (upload.state) {
    case "waiting":
      return `${bytes(upload.size)}, waits`;
    case "sending":
      return upload.isAgain
        ? "The connection was lost; it is sent again"
        : upload.sent >= upload.size
        ? "Being looked at"
        : `${bytes(upload.sent)} of ${bytes(upload.size)}`;
    case "duplicate":
      return "The library has it already";
    default:
      return bytes(upload.size);
  }
}
