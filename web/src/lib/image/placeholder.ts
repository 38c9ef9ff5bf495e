/** Bytes of a placeholder. The format is documented where it is made: Sources/Decoding/Small. */
const BYTES = 24;

function frequencies(side: number, count: number): [x: number, y: number][] {
  const all: [number, number][] = [];
  for (let index = 1; index < side * side; index += 1) {
    all.push([index % side, Math.floor(index / side)]);
  }
  return all.slice(0, count);
}

const LUMA = frequencies(5, 24)
  .sort((a, b) => a[0] + a[1] - b[0] - b[1] || a[1] - b[1])
  .slice(0, 20);
const CHROMA = frequencies(3, 8);

export interface Pixels {
  width: number;
  height: number;
  /** Red, green, blue, 255 for each pixel. */
  rgba: Uint8ClampedArray;
}

/** Paints a placeholder, `side` pixels along its longer side; null when it is not one. */
export function paint(encoded: string, side = 16): Pixels | null {
  const bytes = decode(encoded);
  if (!bytes) return null;
  const ratio = 2 ** (((bytes[0] as number) - 128) / 32);
  const width = ratio >= 1 ? side : Math.max(1, Math.round(side * ratio));
  const height = ratio >= 1 ? Math.max(1, Math.round(side / ratio)) : side;
  const nibbles: number[] = [];
  for (const byte of bytes.subarray(6)) nibbles.push(byte >> 4, byte & 15);
  const terms = (list: readonly [number, number][], start: number, scale: number) =>
    list.map(([x, y], index) => ({
      x,
      y,
      value: ((nibbles[start + index] ?? 8) - 8) / 7 * scale / 510,
    }));
  const planes = [
    terms(LUMA, 0, bytes[4] as number),
    terms(CHROMA, 20, bytes[5] as number),
    terms(CHROMA, 28, bytes[5] as number),
  ];
  const rgba = new Uint8ClampedArray(width * height * 4);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const [u, v] = [Math.PI * (x + 0.5) / width, Math.PI * (y + 0.5) / height];
      const [luma, blue, red] = planes.map((plane, index) =>
        plane.reduce(
          (sum, term) => sum + term.value * Math.cos(term.x * u) * Math.cos(term.y * v),
          (bytes[1 + index] as number) / 255,
        )
      ) as [number, number, number];
      const at = 4 * (y * width + x);
      rgba[at] = 255 * (luma + 1.402 * (red - 0.5));
      rgba[at + 1] = 255 * (luma - 0.344136 * (blue - 0.5) - 0.714136 * (red - 0.5));
      rgba[at + 2] = 255 * (luma + 1.772 * (blue - 0.5));
      rgba[at + 3] = 255;
    }
  }
  return { width, height, rgba };
}

/** The mean colour alone, as CSS: for many cells at once, where painting each would cost frames. */
export function meanColour(encoded: string): string | null {
  const bytes = decode(encoded);
  if (!bytes) return null;
  const [luma, blue, red] = [1, 2, 3].map((index) => (bytes[index] as number) / 255) as [
    number,
    number,
    number,
  ];
  const colour = [
    luma + 1.402 * (red - 0.5),
    luma - 0.344136 * (blue - 0.5) - 0.714136 * (red - 0.5),
    luma + 1.772 * (blue - 0.5),
  ].map((value) => Math.round(255 * Math.min(1, Math.max(0, value))));
  return `rgb(${colour.join(" ")})`;
}

/** Base64, or hexadecimal by its length. */
function decode(text: string): Uint8Array | null {
  try {
    if (text.length === 2 * BYTES) {
      const bytes = new Uint8Array(BYTES);
      for (let index = 0; index < BYTES; index += 1) {
        const byte = Number.parseInt(text.slice(2 * index, 2 * index + 2), 16);
        if (Number.isNaN(byte)) return null;
        bytes[index] = byte;
      }
      return bytes;
    }
    const bytes = Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
    return bytes.length === BYTES ? bytes : null;
  } catch {
    return null;
  }
}
