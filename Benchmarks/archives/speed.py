#!/usr/bin/env python3
"""Times the index of archives: speed.py SEMBLANCE PHOTOS FOLDER.

1,000 zip files of 20 entries, 5 of them photographs of 1,200 pixels, and then one mesh of ten
million triangles; says wall and CPU seconds and peak memory, and fails when a temporary file was
made. FOLDER is filled at the first run and used again.
"""

import math
import os
import pathlib
import random
import struct
import subprocess
import sys
import tempfile
import time
import zipfile

from corpus import figure, jpeg, stl
from PIL import Image


def packs(photos, folder, count=1000):
    folder.mkdir(parents=True)
    pictures = []
    for path in photos:
        image = Image.open(path).convert("RGB")
        scale = 1200 / max(image.size)
        pictures.append(image.resize([max(1, round(side * scale)) for side in image.size]))
    for number in range(count):
        chance = random.Random(number)
        with zipfile.ZipFile(folder / f"{number:04}.zip", "w", zipfile.ZIP_DEFLATED) as archive:
            for k in range(5):
                picture = chance.choice(pictures).rotate(chance.uniform(-4, 4))
                archive.writestr(f"renders/{k}.jpg", jpeg(picture, 88))
            for k in range(10):
                archive.writestr(f"stl/{k}.stl", stl(figure(f"{number} {k}", parts=1)))
            for k in range(5):
                archive.writestr(f"notes/{k}.txt", f"pack {number}, note {k}\n" * 40)


def large_mesh(folder, triangles=10_000_000):
    """A torus with a wave, 500 MB of binary STL, stored in a zip."""
    folder.mkdir(parents=True)
    rings, steps = 2500, triangles // 5000
    stl_path = folder / "large.stl"

    def point(i, j):
        a, b = 2 * math.pi * i / rings, 2 * math.pi * j / steps
        r = 10 + (3 + 0.3 * math.sin(9 * a)) * math.cos(b)
        return (r * math.cos(a), r * math.sin(a), 3 * math.sin(b))

    with open(stl_path, "wb") as out:
        out.write(b"made".ljust(80, b"\0") + struct.pack("<I", 2 * rings * steps))
        before = [point(0, j) for j in range(steps)]
        for i in range(rings):
            after = [point(i + 1, j) for j in range(steps)]
            row = bytearray()
            for j in range(steps):
                k = (j + 1) % steps
                p, q, r, s = before[j], after[j], after[k], before[k]
                row += struct.pack("<12fH", 0, 0, 0, *p, *q, *r, 0)
                row += struct.pack("<12fH", 0, 0, 0, *p, *r, *s, 0)
            out.write(row)
            before = after
    with zipfile.ZipFile(folder / "large.zip", "w", zipfile.ZIP_STORED) as archive:
        archive.write(stl_path, "large.stl")
    stl_path.unlink()


def index(binary, folder, title):
    with tempfile.TemporaryDirectory() as library, tempfile.TemporaryDirectory() as scratch:
        changed = os.stat(scratch).st_mtime_ns
        began = time.monotonic()
        child = subprocess.Popen(
            [binary, "index", "--archives", str(folder), "--library", library, "--quiet"],
            stdout=subprocess.DEVNULL, env={**os.environ, "TMPDIR": scratch})
        _, status, usage = os.wait4(child.pid, 0)
        wall = time.monotonic() - began
        print(f"{title}: {wall:.1f} s, {usage.ru_utime + usage.ru_stime:.1f} s of CPU, "
              f"{usage.ru_maxrss / 1024:.0f} MB, exit {os.waitstatus_to_exitcode(status)}")
        if os.listdir(scratch) or os.stat(scratch).st_mtime_ns != changed:
            raise SystemExit("speed: a temporary file was made")


def main():
    binary, photos, folder = sys.argv[1], pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
    found = sorted(p for p in photos.rglob("*.jpg"))[:60]
    if not (folder / "packs").exists():
        packs(found, folder / "packs")
    if not (folder / "mesh").exists():
        large_mesh(folder / "mesh")
    index(binary, folder / "packs", "1,000 archives of 20 entries")
    index(binary, folder / "mesh", "a mesh of ten million triangles")


main()
