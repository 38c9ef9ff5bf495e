/** How a picture is looked at: its scale over "fits the frame", and the point at the frame's middle. */
export interface Zoom {
  scale: number;
  /** 0 to 1 across and down the picture. */
  x: number;
  y: number;
}

export const whole: Zoom = { scale: 1, x: 0.5, y: 0.5 };
export const GREATEST = 24;

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}

/** At `scale`, the middle may go only so far that no edge leaves the frame's. */
function within(zoom: Zoom): Zoom {
  const scale = clamp(zoom.scale, 1, GREATEST);
  const room = 0.5 / scale;
  return { scale, x: clamp(zoom.x, room, 1 - room), y: clamp(zoom.y, room, 1 - room) };
}

/** By a factor, about a point of the frame (0 to 1), which stays where it is. */
export function zoomed(zoom: Zoom, factor: number, at: { x: number; y: number }): Zoom {
  const scale = clamp(zoom.scale * factor, 1, GREATEST);
  const held = (middle: number, point: number) =>
    middle + (point - 0.5) / zoom.scale - (point - 0.5) / scale;
  return within({ scale, x: held(zoom.x, at.x), y: held(zoom.y, at.y) });
}

/** Dragged by a share of the frame. */
export function panned(zoom: Zoom, by: { x: number; y: number }): Zoom {
  return within({
    scale: zoom.scale,
    x: zoom.x - by.x / zoom.scale,
    y: zoom.y - by.y / zoom.scale,
  });
}

/** As CSS, for an element as large as the frame, turned about its middle. */
export function transform(zoom: Zoom): string {
  const across = (0.5 - zoom.x) * zoom.scale * 100;
  const down = (0.5 - zoom.y) * zoom.scale * 100;
  return `translate(${across.toFixed(3)}%, ${down.toFixed(3)}%) scale(${zoom.scale.toFixed(4)})`;
}
