#!/usr/bin/env python3
"""Writes archives that look alike and are not the same: studio.py OUT [--families N] [--first N].

Six studios; each draws all its figures with one camera, one background, one light and one logo. A
family is four packs of one studio: a figure; a variant of it with two of its parts exchanged; the same
figure drawn at three quarters of the size, its meshes scaled likewise; and a figure of its own. The
first has a twin, by turns renamed, recompressed, resized, with one picture replaced, with one file
missing, drawn again from up to 15° off (pictures), or without pictures and turned by up to 15°
(meshes). In all twins but the first and the fifth every file differs in its bytes. truth.json says what is
what, for score.py. The same on every run.
"""

import argparse
import json
import math
import pathlib
import random

from PIL import Image, ImageDraw

from corpus import jpeg, pack, rotation, solid, stl, turned

TWINS = ["renamed", "recompressed", "resized", "replaced", "missing", "rerendered", "turned"]
ENDINGS = [".zip", ".7z", ".tar.gz", ".rar"]


class Studio:
    def __init__(self, number):
        chance = random.Random(f"studio {number}")
        self.number = number
        self.cameras = [(chance.uniform(0, 360), chance.uniform(8, 30)) for _ in range(5)]
        self.colour = tuple(chance.randrange(120, 230) for _ in "rgb")
        self.top, self.foot = ([chance.randrange(20, 120) for _ in "rgb"] for _ in "ab")
        self.logo = [tuple(chance.randrange(256) for _ in "rgb") for _ in range(5)]
        self.licence = f"Licence of studio {number}\n".encode() * 20

    def background(self, side):
        image = Image.new("RGB", (side, side))
        draw = ImageDraw.Draw(image)
        for y in range(side):
            share = y / side
            draw.line((0, y, side, y), tuple(
                round(a + (b - a) * share) for a, b in zip(self.top, self.foot)))
        draw.ellipse((side * 0.12, side * 0.72, side * 0.88, side * 0.94),
                     fill=tuple(c // 2 for c in self.foot))
        for k, colour in enumerate(self.logo):
            x = side * (0.04 + 0.05 * k)
            draw.rectangle((x, side * 0.04, x + side * 0.04, side * 0.1), fill=colour)
        return image

    def picture(self, figure, camera, off=(0, 0), scale=1.0, side=640):
        """A figure by the painter's algorithm, flat shaded."""
        yaw, pitch = (math.radians(a + b) for a, b in zip(self.cameras[camera], off))
        image = self.background(side)
        draw = ImageDraw.Draw(image)
        faces = []
        for triangle in figure:
            points, depth = [], 0
            seen = []
            for x, y, z in triangle:
                a, b = x * math.cos(yaw) + y * math.sin(yaw), -x * math.sin(yaw) + y * math.cos(yaw)
                up = z * math.cos(pitch) + b * math.sin(pitch)
                far = b * math.cos(pitch) - z * math.sin(pitch)
                seen.append((a, far, up))
                points.append((side * (0.5 + 0.2 * scale * a), side * (0.83 - 0.26 * scale * up)))
                depth += far
            (ax, ay, az), (bx, by, bz), (cx, cy, cz) = seen
            u, v = (bx - ax, by - ay, bz - az), (cx - ax, cy - ay, cz - az)
            n = (u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
            length = math.hypot(*n) or 1
            light = abs(0.5 * n[0] - 0.7 * n[1] + 0.5 * n[2]) / length
            faces.append((-depth, points, tuple(round(c * (0.25 + 0.75 * min(1, light)))
                                                for c in self.colour)))
        for _, points, colour in sorted(faces, key=lambda face: face[0]):
            draw.polygon(points, fill=colour)
        return image


def parts(seed, count):
    return [solid(random.Random(f"{seed} {k}"), detail=12) for k in range(count)]


class Figure:
    """Parts of a figure, and how large it is."""

    def __init__(self, studio, solids, scale=1.0):
        self.studio, self.solids, self.scale = studio, solids, scale
        self.triangles = [t for part in solids for t in part]

    def meshes(self, header, turn=None):
        for k, part in enumerate([self.triangles, self.solids[0], self.solids[-1]]):
            scaled = [tuple(tuple(v * self.scale for v in p) for p in t) for t in part]
            if turn:
                scaled = turned(scaled, *turn)
            yield f"stl/{['figure', 'first', 'last'][k]}.stl", stl(scaled, header)

    def pictures(self, off=(0, 0)):
        return [self.studio.picture(self.triangles, k, off, self.scale) for k in range(5)]


def files(figure, name, twin=None, other=None, has_pictures=True):
    chance = random.Random(f"{name} {twin}")
    exact = twin in (None, "renamed", "missing")
    angle, off = chance.uniform(0, 2 * math.pi), chance.uniform(5, 15)
    away = (off * math.cos(angle), off * math.sin(angle))
    turn = away if twin == "turned" else None
    out = list(figure.meshes(b"made for tests" if exact else b"exported again", turn))
    if has_pictures:
        images = figure.pictures(away if twin == "rerendered" else (0, 0))
        if twin in ("resized", "replaced"):
            images = [image.resize((320, 320)) for image in images]
        if twin == "replaced":
            images[chance.randrange(5)] = other.pictures()[chance.randrange(5)]
        quality = {"recompressed": 55, "resized": 85, "replaced": 85}.get(twin, 90)
        out += [(f"renders/view{k}.jpg", jpeg(image, quality)) for k, image in enumerate(images)]
    notes = [(f"docs/notes{k}.txt", f"{name} note {k}\n".encode() * 9) for k in range(5)]
    out += notes if exact else [(n, b"other " + t) for n, t in notes]
    out.append(("licence.txt", figure.studio.licence))
    if twin == "missing":
        out.pop(chance.randrange(len(out)))
    if twin:
        chance.shuffle(out)
        out = [(f"{chance.randrange(10**6)}/{k}{pathlib.Path(n).suffix}", d)
               for k, (n, d) in enumerate(out)]
    return out


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out")
    parser.add_argument("--families", type=int, default=70)
    parser.add_argument("--first", type=int, default=0, help="the number of the first family")
    wish = parser.parse_args()
    out = pathlib.Path(wish.out)
    out.mkdir(parents=True, exist_ok=True)
    studios = [Studio(k) for k in range(6)]
    truth = {}

    def put(name, contents, **facts):
        name += ENDINGS[len(truth) % 4]
        pack(out / name, contents)
        truth[name] = facts

    for number in range(wish.first, wish.first + wish.families):
        chance = random.Random(f"family {number}")
        # Studios do not go in step with the kinds of twins.
        studio = studios[number // len(TWINS) % 6 if number % 2 else number % 6]
        count = chance.randint(5, 8)
        base = parts(f"figure {number}", count)
        figure = Figure(studio, base)
        variant = Figure(studio, base[:-2] + parts(f"variant {number}", 2))
        small = Figure(studio, base, 0.75)
        own = Figure(studio, parts(f"own {number}", count))
        twin = TWINS[number % len(TWINS)]
        shown = twin != "turned"
        kind = f"{number}"
        put(f"{number:04}-original", files(figure, f"{number}", has_pictures=shown),
            pack=4 * number, twin="original", kind=kind)
        put(f"{number:04}-{twin}", files(figure, f"{number}", twin, own, shown),
            pack=4 * number, twin=twin, kind=kind)
        put(f"{number:04}-variant", files(variant, f"v{number}", has_pictures=shown),
            pack=4 * number + 1, twin="original", kind=kind, like="variant")
        put(f"{number:04}-smaller", files(small, f"s{number}", has_pictures=shown),
            pack=4 * number + 2, twin="original", kind=kind, like="smaller")
        put(f"{number:04}-own", files(own, f"o{number}", has_pictures=shown),
            pack=4 * number + 3, twin="original", kind=f"{number} own")
    (out / "truth.json").write_text(json.dumps(truth, indent=1))


if __name__ == "__main__":
    main()
