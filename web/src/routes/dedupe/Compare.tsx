import { useState } from "react";
import { Dialog } from "../../app/overlays";
import { Button } from "../../components/Button";
import { Icon } from "../../components/Icon";
import type { Entry } from "../../lib/queue/review";
import { whole, type Zoom, zoomed } from "../../lib/image/zoom";
import { bytes, dimensions, moment, splitPath } from "../../lib/text/format";
import { Frame } from "../../components/Frame";

type Mode = "beside" | "swipe" | "difference";

const MODES: { mode: Mode; title: string; key: string }[] = [
  { mode: "beside", title: "Side by side", key: "s" },
  { mode: "swipe", title: "Swipe", key: "w" },
  { mode: "difference", title: "Difference", key: "f" },
];

/** Two files of a group at the same place and scale, beside or over each other. */
export function Compare(
  { entry, index, show, toggle }: {
    entry: Entry;
    index: number;
    show: (index: number | null) => void;
    toggle: (index: number) => void;
  },
) {
  const [mode, setMode] = useState<Mode>("beside");
  const [zoom, setZoom] = useState<Zoom>(whole);
  const [swipe, setSwipe] = useState(50);
  const [gain, setGain] = useState(4);
  const members = entry.group.members;
  const best = Math.max(0, members.findIndex((member) => member.best));
  const [left, right] = [members[best]!, members[index]!];
  const others = members.map((_, at) => at).filter((at) => at !== best);
  const step = (by: number) => {
    const next = others[others.indexOf(index) + by];
    if (next !== undefined) show(next);
  };
  const close = () => show(null);
  const middle = { x: 0.5, y: 0.5 };
  return (
    <Dialog
      title="Compare"
      className="compare"
      close={close}
      commands={[
        ...MODES.map((one) => ({
          keys: [one.key],
          title: one.title,
          run: () => setMode(one.mode),
        })),
        { keys: ["c"], title: "Close", run: close },
        {
          keys: ["+", "="],
          title: "Larger",
          run: () => setZoom((now) => zoomed(now, 1.5, middle)),
        },
        {
          keys: ["-"],
          title: "Smaller",
          run: () => setZoom((now) => zoomed(now, 1 / 1.5, middle)),
        },
        { keys: ["0"], title: "Whole picture", run: () => setZoom(whole) },
        { keys: ["x"], title: "Keep or set aside", run: () => toggle(index) },
        { keys: ["ArrowLeft"], title: "Previous file", run: () => step(-1) },
        { keys: ["ArrowRight"], title: "Next file", run: () => step(1) },
      ]}
    >
      <header className="compare-head">
        <div className="segments" role="group" aria-label="How to compare">
          {MODES.map((one) => (
            <button
              key={one.mode}
              type="button"
              className="segment"
              aria-pressed={mode === one.mode}
              onClick={() => setMode(one.mode)}
            >
              {one.title}
            </button>
          ))}
        </div>
        {mode === "difference" && (
          <label className="compare-gain">
            <span>Amplify ×{gain}</span>
            <input
              type="range"
              min={1}
              max={16}
              value={gain}
              onChange={(event) => setGain(Number(event.target.value))}
            />
          </label>
        )}
        <span className="head-space" />
        <span className="head-note compare-scale">{Math.round(zoom.scale * 100)} %</span>
        {others.length > 1 && (
          <>
            <Button
              icon="left"
              tone="quiet"
              isIconOnly
              disabled={others.indexOf(index) <= 0}
              onClick={() => step(-1)}
            >
              Previous file
            </Button>
            <Button
              icon="right"
              tone="quiet"
              isIconOnly
              disabled={others.indexOf(index) >= others.length - 1}
              onClick={() => step(1)}
            >
              Next file
            </Button>
          </>
        )}
        <Button icon="close" tone="quiet" isIconOnly onClick={close}>Close</Button>
      </header>
      <div className={`compare-frames compare-${mode}`}>
        {mode === "beside"
          ? (
            <>
              <Frame
                layers={[{ image: left.image }]}
                zoom={zoom}
                change={setZoom}
                label={`Best copy: ${left.path}`}
              />
              <Frame
                layers={[{ image: right.image }]}
                zoom={zoom}
                change={setZoom}
                label={right.path}
              />
            </>
          )
          : mode === "swipe"
          ? (
            <>
              <Frame
                layers={[{ image: right.image }, { image: left.image, cut: swipe }]}
                zoom={zoom}
                change={setZoom}
                label="The best copy at the left of the line, the other at its right"
              />
              <input
                className="compare-swipe"
                type="range"
                aria-label="Where the line is"
                min={0}
                max={100}
                step={0.5}
                value={swipe}
                onChange={(event) => setSwipe(Number(event.target.value))}
              />
            </>
          )
          : (
            <Frame
              layers={[{ image: left.image }, { image: right.image, isDifference: true }]}
              gain={gain}
              zoom={zoom}
              change={setZoom}
              label="What differs is bright; black is the same"
            />
          )}
      </div>
      <Facts entry={entry} left={best} right={index} toggle={toggle} />
    </Dialog>
  );
}

function Facts(
  { entry, left, right, toggle }: {
    entry: Entry;
    left: number;
    right: number;
    toggle: (index: number) => void;
  },
) {
  return (
    <div className="compare-facts">
      {[left, right].map((at) => {
        const member = entry.group.members[at]!;
        const stays = entry.choice.keep[at] ?? true;
        const { name, folder } = splitPath(member.path);
        return (
          <div key={at} className="compare-fact">
            <div>
              <strong>{name}</strong>
              <span className="compare-folder">{folder}</span>
              <span className="member-facts">
                <span>{dimensions(member.image.width, member.image.height)}</span>
                <span>{bytes(member.bytes)}</span>
                <span>{member.image.format.toUpperCase()}</span>
                {member.image.taken && <span>{moment(member.image.taken)}</span>}
              </span>
            </div>
            <button
              type="button"
              className={`badge ${stays ? "badge-keep" : "badge-away"}`}
              aria-pressed={stays}
              disabled={entry.decision !== null}
              onClick={() => toggle(at)}
            >
              <Icon name={stays ? "check" : "review"} size={14} />
              {stays ? "Keep" : "Set aside"}
            </button>
          </div>
        );
      })}
    </div>
  );
}
