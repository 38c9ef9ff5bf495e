import { type PointerEvent, useRef, useState } from "react";
import { type Section, sectionsIn } from "../../lib/layout/sections";
import { month } from "../../lib/text/format";

/** Years along the right edge: where one is, and a way to anywhere. */
export function Scrubber(
  { sections, top, view, content, go }: {
    sections: readonly Section[];
    top: number;
    view: number;
    content: number;
    go: (top: number) => void;
  },
) {
  const rail = useRef<HTMLDivElement>(null);
  const [hover, setHover] = useState<number | null>(null);
  const room = Math.max(1, content - view);
  if (sections.length < 2 || content < view * 1.5) return null;
  const shareAt = (event: PointerEvent) => {
    const box = rail.current?.getBoundingClientRect();
    return box ? Math.min(1, Math.max(0, (event.clientY - box.top) / box.height)) : 0;
  };
  const titleAt = (share: number) => {
    const section = sections[sectionsIn(sections, share * room, share * room + 1)[0]];
    return section ? month(section.key) : "";
  };
  const marks: { year: string; share: number }[] = [];
  for (const section of sections) {
    const year = /^\d{4}/.exec(section.key)?.[0];
    if (year === undefined) continue;
    const share = Math.min(1, section.top / room);
    const last = marks[marks.length - 1];
    if (last?.year === year || (last && share - last.share < 0.035)) continue;
    marks.push({ year, share });
  }
  const share = Math.min(1, top / room);
  return (
    <div
      ref={rail}
      className="scrubber"
      role="slider"
      tabIndex={0}
      aria-label="Place in time"
      aria-orientation="vertical"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(share * 100)}
      aria-valuetext={titleAt(share)}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        go(shareAt(event) * room);
      }}
      onPointerMove={(event) => {
        const at = shareAt(event);
        setHover(at);
        if (event.buttons > 0) go(at * room);
      }}
      onPointerLeave={() => setHover(null)}
      onKeyDown={(event) => {
        const steps: Record<string, number> = {
          ArrowDown: 0.02,
          ArrowUp: -0.02,
          PageDown: 0.1,
          PageUp: -0.1,
        };
        const step = steps[event.key];
        const to = event.key === "Home"
          ? 0
          : event.key === "End"
          ? 1
          : step === undefined
          ? null
          : share + step;
        if (to === null) return;
        event.preventDefault();
        event.stopPropagation();
        go(Math.min(1, Math.max(0, to)) * room);
      }}
    >
      {marks.map((mark) => (
        <span
          key={mark.year + mark.share}
          className="scrubber-year"
          style={{ top: `${mark.share * 100}%` }}
        >
          {mark.year}
        </span>
      ))}
      <span className="scrubber-here" style={{ top: `${share * 100}%` }} />
      {hover !== null && (
        <span className="scrubber-tip" style={{ top: `${hover * 100}%` }}>{titleAt(hover)}</span>
      )}
    </div>
  );
}
