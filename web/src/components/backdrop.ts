import type { CSSProperties } from "react";
import { paint } from "../lib/image/placeholder";

const MOST = 600;
const kept = new Map<string, CSSProperties>();
let canvas: HTMLCanvasElement | null = null;

/** A blurred placeholder as a background, painted once and kept while it is one of the latest. */
export function backdrop(placeholder: string | null): CSSProperties | undefined {
  if (placeholder === null) return undefined;
  const known = kept.get(placeholder);
  if (known) return known;
  const pixels = paint(placeholder);
  if (!pixels) return undefined;
  canvas ??= document.createElement("canvas");
  canvas.width = pixels.width;
  canvas.height = pixels.height;
  const context = canvas.getContext("2d");
  if (!context) return undefined;
  context.putImageData(new ImageData(pixels.rgba, pixels.width, pixels.height), 0, 0);
  const style = { backgroundImage: `url(${canvas.toDataURL()})` };
  if (kept.size >= MOST) kept.delete(kept.keys().next().value as string);
  kept.set(placeholder, style);
  return style;
}
