import { type PointerEvent, useEffect, useRef } from "react";
import { Preview } from "./Picture";
import type { Picture } from "../lib/api/picture";
import { panned, transform, type Zoom, zoomed } from "../lib/image/zoom";

interface Layer {
  image: Picture;
  /** Only what lies left of this percentage of the frame is shown. */
  cut?: number;
  isDifference?: boolean;
}

/** Pictures over each other in one frame that zooms by wheel, pinch and double click, and drags. */
export function Frame(
  { layers, zoom, change, label, gain = 1 }: {
    layers: readonly Layer[];
    zoom: Zoom;
    change: (change: (zoom: Zoom) => Zoom) => void;
    label: string;
    gain?: number;
  },
) {
  const frame = useRef<HTMLDivElement>(null);
  const pointers = useRef(new Map<number, { x: number; y: number }>());

  // React listens to wheels passively, and the page must not scroll here.
  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const wheel = (event: WheelEvent) => {
      event.preventDefault();
      const at = within(element, event.clientX, event.clientY);
      change((now) => zoomed(now, Math.exp(-event.deltaY * 0.002), at));
    };
    element.addEventListener("wheel", wheel, { passive: false });
    return () => element.removeEventListener("wheel", wheel);
  }, [change]);

  const move = (event: PointerEvent<HTMLDivElement>) => {
    const element = frame.current;
    const before = pointers.current.get(event.pointerId);
    if (!element || !before) return;
    const after = { x: event.clientX, y: event.clientY };
    const other = [...pointers.current].find(([id]) => id !== event.pointerId)?.[1];
    pointers.current.set(event.pointerId, after);
    if (other) {
      const spread = (point: { x: number; y: number }) =>
        Math.hypot(point.x - other.x, point.y - other.y);
      const at = within(element, (after.x + other.x) / 2, (after.y + other.y) / 2);
      change((now) => zoomed(now, spread(after) / Math.max(1, spread(before)), at));
    } else {
      const { width, height } = element.getBoundingClientRect();
      change((now) =>
        panned(now, { x: (after.x - before.x) / width, y: (after.y - before.y) / height })
      );
    }
  };
  const release = (event: PointerEvent<HTMLDivElement>) => pointers.current.delete(event.pointerId);

  return (
    <div
      ref={frame}
      className="frame"
      role="img"
      aria-label={label}
      style={gain > 1 ? { filter: `brightness(${gain})` } : undefined}
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId);
        pointers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
      }}
      onPointerMove={move}
      onPointerUp={release}
      onPointerCancel={release}
      onDoubleClick={(event) => {
        const at = within(event.currentTarget, event.clientX, event.clientY);
        change((now) => zoomed(now, now.scale > 1.01 ? 1 / now.scale : 3, at));
      }}
    >
      {layers.map((layer, index) => (
        <div
          key={index}
          className={layer.isDifference ? "layer layer-difference" : "layer"}
          style={layer.cut === undefined
            ? undefined
            : { clipPath: `inset(0 ${100 - layer.cut}% 0 0)` }}
        >
          <Preview
            id={layer.image.id}
            placeholder={null}
            alt=""
            className="layer-picture"
            style={{ transform: transform(zoom) }}
          />
        </div>
      ))}
    </div>
  );
}

function within(element: Element, x: number, y: number): { x: number; y: number } {
  const box = element.getBoundingClientRect();
  return { x: (x - box.left) / box.width, y: (y - box.top) / box.height };
}
