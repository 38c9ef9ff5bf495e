#!/usr/bin/env python3
"""Writes hashes.tsv: what Pillow, imagehash and pdqhash make of drawn and photographed pictures.

    python3 make_hash_fixtures.py <test data folder>

Needs numpy, scipy, Pillow, ImageHash 4.3 and pdqhash. Columns, separated by tabs:

    name      `drawn/<seed>/<width>x<height>`, or a path below the test data folder
    sha256    first 16 digits: of the file; of the RGB bytes for a drawn picture
    width, height
    average, difference, perceptual, pdq    hexadecimal
    quality   PDQ's, 0...100
    dihedral  PDQ's eight, comma-separated, drawn pictures only

Photographs are taken as stored, without EXIF orientation.
"""

import hashlib
import os
import sys

import imagehash
import numpy
import pdqhash
from PIL import Image

MASK = (1 << 64) - 1
SIZES = [
    (333, 257), (640, 480), (257, 333), (31, 7), (8, 8), (5, 5), (1, 1), (2, 3), (1000, 20),
    (64, 64), (32, 32), (9, 8), (400, 300), (320, 240), (65, 129), (3, 700),
]
FOLDERS = ["photos", "neardup", "captions"]
PHOTOGRAPHS = 300


class SplitMix64:
    """The tests' generator of random bits."""

    def __init__(self, seed):
        self.state = seed & MASK

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ mixed >> 27) * 0x94D049BB133111EB) & MASK
        return mixed ^ mixed >> 31


def draw(seed, width, height):
    """Overlapping rectangles added modulo 256 and a little noise: whole numbers only, so that any
    language draws the same."""
    random = SplitMix64(seed)
    image = numpy.zeros((height, width, 3), dtype=numpy.uint8)
    for _ in range(24):
        x, y = random.next() % width, random.next() % height
        w, h = 1 + random.next() % width, 1 + random.next() % height
        colour = [random.next() % 64 for _ in range(3)]
        image[y:y + h, x:x + w] += numpy.array(colour, dtype=numpy.uint8)
    noise = numpy.array(
        [random.next() & 7 for _ in range(image.size)], dtype=numpy.uint8).reshape(image.shape)
    return image + noise


def hexadecimal(bits):
    return numpy.packbits(bits.astype(numpy.uint8)).tobytes().hex()


def row(name, digest, pixels, dihedral):
    image = Image.fromarray(pixels)
    bits, quality = pdqhash.compute(pixels)
    columns = [
        name, digest[:16], pixels.shape[1], pixels.shape[0], imagehash.average_hash(image),
        imagehash.dhash(image), imagehash.phash(image), hexadecimal(bits), quality,
    ]
    if dihedral:
        columns.append(",".join(hexadecimal(each) for each in pdqhash.compute_dihedral(pixels)[0]))
    return "\t".join(str(column) for column in columns)


def photographs(root):
    """Every n-th JPEG and PNG file of the folders, about PHOTOGRAPHS of them."""
    files = []
    for folder in FOLDERS:
        for parent, _, names in os.walk(os.path.join(root, folder)):
            files += [
                os.path.relpath(os.path.join(parent, name), root) for name in names
                if name.lower().endswith((".jpg", ".jpeg", ".png")) and "invalid" not in parent]
    files.sort()
    return files[::max(1, len(files) // PHOTOGRAPHS)]


def pixels_of(path):
    """RGB pixels, or None for what Pillow cannot read or what is more than plain 8-bit colour."""
    try:
        with Image.open(path) as image:
            if image.mode not in ("RGB", "L"):
                return None
            return numpy.array(image.convert("RGB"))
    except Exception:
        return None


def main():
    root = sys.argv[1]
    rows = []
    for seed, (width, height) in enumerate(SIZES, start=1):
        pixels = draw(seed, width, height)
        digest = hashlib.sha256(pixels.tobytes()).hexdigest()
        rows.append(row(f"drawn/{seed}/{width}x{height}", digest, pixels, True))
    for name in photographs(root):
        path = os.path.join(root, name)
        pixels = pixels_of(path)
        if pixels is None:
            continue
        with open(path, "rb") as file:
            digest = hashlib.sha256(file.read()).hexdigest()
        rows.append(row(name, digest, pixels, False))
    output = os.path.join(os.path.dirname(os.path.abspath(__file__)), "hashes.tsv")
    with open(output, "w", encoding="utf-8") as file:
        file.write("\n".join(rows) + "\n")
    print(f"{len(rows)} pictures")


if __name__ == "__main__":
    main()
