#!/usr/bin/env python3
"""Writes Tests/DecodingTests/Fixtures/metadata.json: what exifread and Pillow read from the test
photographs. Values only; no picture is copied.

    python3 make-decoding-fixture.py TEST_DATA_FOLDER > ../DecodingTests/Fixtures/metadata.json

Needs: pip install exifread==3.5.1 pillow==13.0.0
"""
import json
import logging
import os
import sys

import exifread
from PIL import Image

logging.disable(logging.CRITICAL)


def text(tags, name):
    value = tags.get(name)
    if value is None or isinstance(value.values, (bytes, list)):
        return None
    return str(value.values).split("\0")[0].strip() or None


def number(tags, name):
    value = tags.get(name)
    if value is None or not value.values:
        return None
    first = value.values[0]
    if hasattr(first, "den"):
        return None if first.den == 0 else first.num / first.den
    return float(first)


def degrees(tags, name):
    value, ref = tags.get("GPS " + name), tags.get("GPS " + name + "Ref")
    if value is None or any(part.den == 0 for part in value.values):
        return None
    total = sum(part.num / part.den / 60**power for power, part in enumerate(value.values))
    return -total if ref and str(ref.values)[:1] in "SW" else total


def sample(picture):
    """Mean colour of the turned picture over white, which any exact decoder must come near."""
    from PIL import ImageOps

    picture = ImageOps.exif_transpose(picture)
    if picture.mode in ("I;16", "I;16B", "I"):
        picture = picture.point(lambda value: value / 256).convert("L")
    picture = picture.convert("RGBA")
    white = Image.new("RGBA", picture.size, "white")
    white.alpha_composite(picture)
    size = white.size
    white = white.convert("RGB")
    corners = [white.crop((0, 0, size[0] // 2 or 1, size[1] // 2 or 1)), white]
    means = []
    for part in corners:
        data = part.resize((1, 1), Image.BOX).getpixel((0, 0))
        means += list(data)
    return list(size), means


def main(root):
    result = {"metadata": {}, "pixels": {}}
    for folder in ["photos/exif-samples/jpg", "photos/exif-samples/tiff"]:
        for base, _, names in sorted(os.walk(os.path.join(root, folder))):
            for name in sorted(names):
                path = os.path.join(base, name)
                if "invalid" in path or "tests" in base or not name.lower().endswith(
                    (".jpg", ".jpeg", ".tiff")
                ):
                    continue
                with open(path, "rb") as file:
                    tags = exifread.process_file(file, details=False)
                if not tags:
                    continue
                entry = {
                    "make": text(tags, "Image Make"),
                    "model": text(tags, "Image Model"),
                    "software": text(tags, "Image Software"),
                    "exposure": number(tags, "EXIF ExposureTime"),
                    "fNumber": number(tags, "EXIF FNumber"),
                    "focalLength": number(tags, "EXIF FocalLength"),
                    "iso": number(tags, "EXIF ISOSpeedRatings"),
                    "taken": text(tags, "EXIF DateTimeOriginal"),
                    "latitude": degrees(tags, "GPSLatitude"),
                    "longitude": degrees(tags, "GPSLongitude"),
                    "orientation": number(tags, "Image Orientation"),
                }
                result["metadata"][os.path.relpath(path, root)] = {
                    key: value for key, value in entry.items() if value is not None
                }
    pngs = sorted(os.listdir(os.path.join(root, "formats/pngsuite")))
    for name in pngs:
        path = os.path.join(root, "formats/pngsuite", name)
        if not name.endswith(".png") or name.startswith("x"):
            continue
        size, means = sample(Image.open(path))
        result["pixels"][os.path.relpath(path, root)] = {"size": size, "means": means}
    json.dump(result, sys.stdout, indent=0, sort_keys=True, ensure_ascii=False)
    print()


main(sys.argv[1])
