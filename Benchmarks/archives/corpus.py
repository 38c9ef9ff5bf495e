#!/usr/bin/env python3
"""Writes archives of which it is known which hold the same: corpus.py PHOTOS OUT [--packs N] [--hard].

Packs of shapes that the script makes itself and of quarters of the photographs in a folder, in zip, 7z (by bsdtar),
tar.gz and rar; and twins of them: renamed, recompressed, resized, one picture replaced, one file
missing, and, of packs without pictures, meshes turned by up to 15°. Every maker puts one banner and
one licence into all of its packs. With --hard, up to four of five pictures of a twin are replaced, and
packs borrow pictures from packs that hold something else. truth.json says what is what. The same on every run.
"""

import argparse
import io
import json
import math
import pathlib
import random
import struct
import subprocess
import tarfile
import tempfile
import zipfile
import zlib

from PIL import Image, ImageDraw, ImageOps

def rotation(yaw, pitch):
    a, b = math.radians(yaw), math.radians(pitch)

    def turn(p):
        x, y = p[0] * math.cos(a) - p[1] * math.sin(a), p[0] * math.sin(a) + p[1] * math.cos(a)
        return (x, y * math.cos(b) - p[2] * math.sin(b), y * math.sin(b) + p[2] * math.cos(b))

    return turn


def solid(chance, detail=16):
    """A surface of revolution or a box, somewhere, as triangles."""
    at = [chance.uniform(-0.6, 0.6), chance.uniform(-0.6, 0.6), chance.uniform(0.1, 1.6)]
    size = [chance.uniform(0.12, 0.55) for _ in range(3)]
    kind = chance.choice(["box", "ball", "cone", "ring"])
    turn = rotation(chance.uniform(0, 360), chance.uniform(-60, 60))

    def place(p):
        q = turn([p[k] * size[k] for k in range(3)])
        return tuple(q[k] + at[k] for k in range(3))

    if kind == "box":
        c = [(x, y, z) for x in (-1, 1) for y in (-1, 1) for z in (-1, 1)]
        quads = [(0, 1, 3, 2), (4, 6, 7, 5), (0, 4, 5, 1), (2, 3, 7, 6), (0, 2, 6, 4), (1, 5, 7, 3)]
        faces = [[c[i] for i in quad] for quad in quads]
    else:
        taper = chance.uniform(0, 0.8)

        def point(u, v):
            a, t = 2 * math.pi * u / detail, v / detail
            if kind == "ball":
                return (math.sin(math.pi * t) * math.cos(a), math.sin(math.pi * t) * math.sin(a),
                        math.cos(math.pi * t))
            if kind == "cone":
                r = 1 - (1 - taper) * t
                return (r * math.cos(a), r * math.sin(a), 2 * t - 1)
            r = 0.7 + 0.3 * math.cos(2 * math.pi * t)
            return (r * math.cos(a), r * math.sin(a), 0.3 * math.sin(2 * math.pi * t))

        faces = [[point(u, v), point(u + 1, v), point(u + 1, v + 1), point(u, v + 1)]
                 for u in range(detail) for v in range(detail)]
    out = []
    for face in faces:
        p = [place(q) for q in face]
        out += [(p[0], p[1], p[2]), (p[0], p[2], p[3])]
    return out


def figure(seed, parts=None):
    chance = random.Random(seed)
    triangles = []
    for _ in range(parts or chance.randint(4, 9)):
        triangles += solid(chance)
    return triangles


def stl(triangles, header=b"made for tests"):
    body = b"".join(
        struct.pack("<12fH", 0, 0, 0, *p, *q, *r, 0) for p, q, r in triangles)
    return header.ljust(80, b"\0") + struct.pack("<I", len(triangles)) + body


def turned(triangles, yaw, pitch):
    turn = rotation(yaw, pitch)
    return [tuple(turn(p) for p in triangle) for triangle in triangles]


def jpeg(image, quality=90):
    out = io.BytesIO()
    image.convert("RGB").save(out, "JPEG", quality=quality)
    return out.getvalue()


def varint(value):
    out = b""
    while value >= 0x80:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def rar5(files):
    """Stored; no free program writes rar."""
    def header(fields):
        body = varint(len(fields)) + fields
        return struct.pack("<I", zlib.crc32(body)) + body

    out = b"Rar!\x1a\x07\x01\0" + header(bytes([1, 0, 0]))
    for name, data in files:
        raw = name.encode()
        out += header(varint(2) + varint(2) + varint(len(data)) + varint(4) + varint(len(data))
                      + varint(0o100644) + struct.pack("<I", zlib.crc32(data)) + varint(0)
                      + varint(1) + varint(len(raw)) + raw) + data
    return out + header(bytes([5, 0, 0]))


def pack(path, files):
    kind = path.suffix
    if kind == ".zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, data in files:
                archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    elif kind == ".gz":
        with tarfile.open(path, "w:gz", compresslevel=1) as archive:
            for name, data in files:
                entry = tarfile.TarInfo(name)
                entry.size = len(data)
                archive.addfile(entry, io.BytesIO(data))
    elif kind == ".rar":
        path.write_bytes(rar5(files))
    else:
        with tempfile.TemporaryDirectory() as folder:
            for name, data in files:
                target = pathlib.Path(folder) / name
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(data)
            subprocess.run(
                ["bsdtar", "--format", "7zip", "-cf", str(path.absolute()), "-C", folder, "."],
                check=True)


class Maker:
    def __init__(self, number):
        banner = Image.new("RGB", (800, 200), (30 + 20 * number % 200, 60, 90))
        draw = ImageDraw.Draw(banner)
        chance = random.Random(f"maker {number}")
        for _ in range(12):
            x, y = chance.randrange(800), chance.randrange(200)
            draw.ellipse((x, y, x + 120, y + 90), fill=tuple(chance.randrange(256) for _ in "rgb"))
        self.banner = jpeg(banner)
        self.licence = f"Licence of maker {number}\n".encode() * 20


def photograph(photos, number):
    """A quarter of a photograph, so that there are four times as many that differ."""
    image = Image.open(photos[number % len(photos)]).convert("RGB")
    quarter = number // len(photos) % 4
    left, top = quarter % 2 * image.width // 2, quarter // 2 * image.height // 2
    image = image.crop((left, top, left + image.width // 2, top + image.height // 2))
    image.thumbnail((900, 900))
    return image


class Pack:
    """One pack: photographs (none in every third), meshes and texts."""

    def __init__(self, number, photos, makers, borrowed=0):
        self.number = number
        self.chance = random.Random(f"pack {number}")
        self.maker = makers[number % len(makers)]
        self.meshes = [figure(f"mesh {number} {k}") for k in range(self.chance.randint(1, 3))]
        self.has_pictures = number % 3 != 0
        self.photos = []
        if self.has_pictures:
            for k in range(5):
                # What is borrowed is another pack's, of the same maker.
                owner = number - len(makers) if k < borrowed else number
                self.photos.append(photograph(photos, 5 * owner + k))
        self.texts = [(f"docs/notes{k}.txt", f"pack {number} note {k}\n".encode() * 9)
                      for k in range(self.chance.randint(4, 9))]

    def files(self, twin=None):
        chance = random.Random(f"{self.number} {twin}")
        exact = twin in (None, "renamed", "missing")
        header = b"made for tests" if exact else b"exported again"
        meshes, photos = self.meshes, [jpeg(image) for image in self.photos]
        if twin == "turned":
            angle = chance.uniform(0, 2 * math.pi)
            off = chance.uniform(5, 15)
            meshes = [turned(m, off * math.cos(angle), off * math.sin(angle)) for m in meshes]
        if twin == "recompressed":
            photos = [jpeg(image, 55) for image in self.photos]
        if twin in ("resized", "replaced"):
            photos = [jpeg(i.resize((i.width // 2, i.height // 2)), 85) for i in self.photos]
        texts = self.texts if exact else [(n, b"other " + t) for n, t in self.texts]
        files = [(f"stl/part{k}.stl", stl(m, header)) for k, m in enumerate(meshes)]
        files += [(f"renders/view{k}.jpg", p) for k, p in enumerate(photos)]
        files += texts + [("licence.txt", self.maker.licence)]
        if self.has_pictures:
            files.append(("banner.jpg", self.maker.banner))
        if twin == "missing":
            files.pop(chance.randrange(len(self.meshes), len(files)))
        if twin:
            chance.shuffle(files)
            files = [(f"{chance.randrange(10**6)}/{k}{pathlib.Path(n).suffix}", d)
                     for k, (n, d) in enumerate(files)]
        return files


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("photos")
    parser.add_argument("out")
    parser.add_argument("--packs", type=int, default=120)
    parser.add_argument("--hard", action="store_true")
    parser.add_argument("--first", type=int, default=0, help="the number of the first pack")
    wish = parser.parse_args()
    out = pathlib.Path(wish.out)
    out.mkdir(parents=True, exist_ok=True)
    photos = sorted(p for p in pathlib.Path(wish.photos).rglob("*") if p.suffix == ".jpg")
    makers = [Maker(k) for k in range(6)]
    endings = [".zip", ".7z", ".tar.gz", ".rar"]
    truth = {}
    for number in range(wish.first, wish.first + wish.packs):
        chance = random.Random(f"hard {number}")
        borrowed = chance.randint(0, 3) if wish.hard and number % 2 else 0
        item = Pack(number, photos, makers, borrowed)
        name = f"{number:04}-original{endings[number % 4]}"
        pack(out / name, item.files())
        truth[name] = {"pack": number, "twin": "original"}
        if item.has_pictures and wish.hard:
            twins, turn = ["replaced", "missing", "replaced", "recompressed"], number // 2
        elif item.has_pictures:
            twins = ["renamed", "recompressed", "resized", "replaced", "missing"]
            turn = number // 2
        else:
            twins = ["turned", "renamed", "turned", "missing"]
            turn = number // 6
        # Every second pack has a twin; the others have none.
        if number % 2:
            continue
        twin = twins[turn % len(twins)]
        files = item.files(twin)
        if twin == "replaced":
            places = [k for k, (n, d) in enumerate(files) if n.endswith(".jpg")
                      and d != item.maker.banner]
            for place in places[:chance.randint(1, 4) if wish.hard else 1]:
                # Mirrored, a photograph is another picture to every hash here.
                other = ImageOps.mirror(photograph(photos, 7 * number + place))
                files[place] = (files[place][0], jpeg(other))
        name = f"{number:04}-{twin}{endings[(number // 2 + 1) % 4]}"
        pack(out / name, files)
        truth[name] = {"pack": number, "twin": twin}
    (out / "truth.json").write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
