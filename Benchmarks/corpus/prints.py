"""A plain 256-bit DCT print with its eight turns and 27 crop windows, in numpy.

It is used only to find pictures that occur twice among the source photographs. It shares no code
with Semblance but it is the same family of hash as Semblance's default, so what it removes is what
such a hash finds close: see "Bias" in sources.py.
"""

import numpy as np
from PIL import Image, ImageOps

SIDE = 128  # luma thumbnail
LOW = 16  # kept DCT block
SCALES = (0.95, 0.90, 0.85)


def _basis(points):
    k = np.arange(LOW)[:, None]
    n = np.arange(points)[None, :]
    return np.cos(np.pi * k * (2 * n + 1) / (2 * points)).astype(np.float32)


def open_flat(path, side=None):
    """Opens upright, sRGB-ish RGB with transparency on white."""
    picture = Image.open(path)
    if side:
        picture.draft("RGB", (side, side))
    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        ground = Image.new("RGBA", picture.size, "white")
        ground.alpha_composite(picture)
        picture = ground
    return picture.convert("RGB")


def luma(picture):
    """128×128 float luma by box averaging."""
    return np.asarray(picture.convert("L").resize((SIDE, SIDE), Image.Resampling.BOX), np.float32)


def _turns(block):
    sign = (-1.0) ** np.arange(LOW)
    for transpose in (False, True):
        base = block.T if transpose else block
        for vertical in (1, sign[:, None]):
            for horizontal in (1, sign[None, :]):
                yield base * vertical * horizontal


def _code(block):
    bits = block > np.median(block)
    return np.packbits(bits.ravel()).view(np.uint64)


def _block(plane):
    rows, columns = plane.shape
    return _basis(rows) @ plane @ _basis(columns).T


def codes(plane):
    """(code of the whole picture, codes of every turn of every window): [4] and [28·8, 4] u64."""
    blocks = [_block(plane)]
    for scale in SCALES:
        size = round(SIDE * scale)
        for y in (0, (SIDE - size) // 2, SIDE - size):
            for x in (0, (SIDE - size) // 2, SIDE - size):
                blocks.append(_block(plane[y : y + size, x : x + size]))
    queries = np.stack([_code(t) for b in blocks for t in _turns(b)])
    return _code(blocks[0]), queries


def distances(queries, whole):
    """Smallest distance of any query row to each whole code: [N] for queries [Q,4], whole [N,4]."""
    best = np.full(len(whole), 256, np.uint16)
    for start in range(0, len(queries), 32):
        bits = np.bitwise_count(queries[start : start + 32, None, :] ^ whole[None, :, :])
        best = np.minimum(best, bits.sum(-1, dtype=np.uint16).min(0))
    return best
