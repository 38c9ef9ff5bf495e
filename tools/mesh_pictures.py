"""Draws the pictures of meshes in docs/images: mesh_pictures.py SEMBLANCE.

The meshes are made here, packed, and looked into by the program; what it keeps as the preview is
what the pictures show. Needs Python's PIL.
"""

import io
import math
import pathlib
import sqlite3
import struct
import subprocess
import sys
import tempfile
import zipfile

from PIL import Image


def revolve(profile, steps=64):
    """A surface of revolution around Z, from points (radius, height)."""
    def at(point, step):
        angle = 2 * math.pi * step / steps
        return (point[0] * math.cos(angle), point[0] * math.sin(angle), point[1])

    out = []
    for low, high in zip(profile, profile[1:]):
        for step in range(steps):
            p, q = at(low, step), at(low, step + 1)
            r, s = at(high, step + 1), at(high, step)
            out += [(p, q, r), (p, r, s)]
    return out


def box(low, high):
    c = [[(low, high)[i][0], (low, high)[j][1], (low, high)[k][2]]
         for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
    return [t for a, b, d, e in quads for t in ((c[a], c[b], c[d]), (c[a], c[d], c[e]))]


def rook():
    body = revolve([(0, 0), (1, 0), (1, .2), (.85, .3), (.8, .45), (.55, .7), (.5, 1.7), (.7, 1.85),
                    (.7, 2.3), (.5, 2.3), (.5, 2.1), (0, 2.1)])
    for k in range(6):
        angle = math.pi * k / 3
        x, y = .6 * math.cos(angle), .6 * math.sin(angle)
        body += box((x - .12, y - .12, 2.25), (x + .12, y + .12, 2.5))
    return body


def goblet():
    return revolve([(0, 0), (.8, 0), (.8, .08), (.2, .2), (.12, .4), (.2, .55), (.12, .7), (.12, 1.1),
                    (.45, 1.3), (.75, 1.7), (.8, 2.2), (.74, 2.2), (.68, 1.75), (.4, 1.4), (0, 1.3)])


def knot(steps=360, sides=24):
    """A trefoil knot as a tube."""
    def centre(t):
        return (math.sin(t) + 2 * math.sin(2 * t), math.cos(t) - 2 * math.cos(2 * t),
                -math.sin(3 * t))

    def ring(i):
        t = 2 * math.pi * i / steps
        p, q = centre(t), centre(t + 1e-3)
        d = [b - a for a, b in zip(p, q)]
        n = math.sqrt(sum(v * v for v in d))
        d = [v / n for v in d]
        u = [d[1], -d[0], 0]
        n = math.hypot(*u[:2]) or 1
        u = [v / n for v in u]
        w = [d[1] * u[2] - d[2] * u[1], d[2] * u[0] - d[0] * u[2], d[0] * u[1] - d[1] * u[0]]
        return [tuple(p[k] + .45 * (math.cos(a) * u[k] + math.sin(a) * w[k]) for k in range(3))
                for a in (2 * math.pi * j / sides for j in range(sides))]

    rings = [ring(i) for i in range(steps)]
    out = []
    for i in range(steps):
        one, two = rings[i], rings[(i + 1) % steps]
        for j in range(sides):
            k = (j + 1) % sides
            out += [(one[j], two[j], two[k]), (one[j], two[k], one[k])]
    return out


def stl(triangles):
    body = b"".join(struct.pack("<12fH", 0, 0, 0, *p, *q, *r, 0) for p, q, r in triangles)
    return b"made by mesh_pictures.py".ljust(80, b"\0") + struct.pack("<I", len(triangles)) + body


def main():
    target = pathlib.Path(__file__).resolve().parent.parent / "docs" / "images"
    target.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        for name, mesh in [("rook", rook()), ("goblet", goblet()), ("knot", knot())]:
            with zipfile.ZipFile(work / f"{name}.zip", "w") as archive:
                archive.writestr(f"{name}.stl", stl(mesh))
        subprocess.run([sys.argv[1], "index", "--archives", str(work), "--library",
                        str(work / "library"), "--quiet"], check=True, stdout=subprocess.DEVNULL)
        rows = sqlite3.connect(work / "library" / "catalogue.sqlite").execute(
            "SELECT entry, thumbnail FROM archive_previews WHERE view = 0")
        for entry, webp in rows:
            image = Image.open(io.BytesIO(webp)).convert("L")
            image.save(target / f"mesh-{pathlib.Path(entry).stem}.png", optimize=True)


main()
