"""Writes a duplicate-finding set with ground truth.

    make_transforms.py --sources sources.csv --out FOLDER [--scenes 165] [--bursts 45]
                       [--drawings 450] [--tiles 160] [--seed 1]

truth.csv, one row a file: path (relative to FOLDER/files), scene, transform, kind, split, source.

- kind `copy`: a scene: the original and its edits (transforms.py). Every pair within is a true pair.
- kind `burst`: frames of one scene taken a second apart; different pictures, not copies.
- kind `single`: a photograph or drawing that occurs once.
- kind `tile`: a non-overlapping part of a large photograph; its own picture.
- kind `flat`: low-texture pictures, each different (flats.py).

`scene` is shared only by true copies and by the frames of one burst. `split` is train or test, drawn
from the digest of the source, so a scene never straddles it: tune on train, report test. Folder and
file names are digests; file order and times say nothing either. Same inputs and Pillow version,
same bytes.
"""

import argparse
import csv
import hashlib
import os
import random
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from PIL import Image

import flats
import prints
import transforms

LONGEST = 2000  # wallpapers and camera files are reduced to this before they become a scene
BURST_LONGEST = 1000


def draw(*parts):
    """A generator that depends only on what it is for."""
    return random.Random(hashlib.sha256("/".join(map(str, parts)).encode()).digest())


def file_name(seed, *parts, extension):
    digest = hashlib.sha256("/".join(map(str, ("name", seed, *parts))).encode()).hexdigest()
    return f"{digest[:2]}/{digest[2:12]}.{extension}"


def split_of(digest):
    return "train" if int(digest[:8], 16) % 2 == 0 else "test"


def transparent(path):
    picture = Image.open(path)
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info


def reduced(picture, longest=LONGEST):
    if max(picture.size) > longest:
        picture.thumbnail((longest, longest), Image.Resampling.LANCZOS)
    return picture


class Writer:
    def __init__(self, folder, seed):
        self.folder, self.seed, self.rows = folder, seed, []

    def write(self, body, extension, scene, transform, kind, split, source):
        name = file_name(self.seed, scene, transform, extension=extension)
        path = os.path.join(self.folder, name)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        with open(path, "wb") as file:
            file.write(body)
        self.rows.append([name, scene, transform, kind, split, source])


def as_is(writer, row, scene, transform, kind):
    """The source file's own bytes; large ones are reduced and saved as JPEG.

    Transparency is laid on white and saved as PNG: tools differ in the colour they put behind it, and
    that is not what this set asks.
    """
    path, digest, category, width, height = row
    extension = path.lower().rsplit(".", 1)[-1].replace("jpeg", "jpg")
    if transparent(path):
        picture = reduced(prints.open_flat(path))
        extension, body = "png", transforms.encoded(picture, "png", {})
    elif max(int(width), int(height)) <= LONGEST:
        with open(path, "rb") as file:
            body = file.read()
    else:
        picture = reduced(prints.open_flat(path, LONGEST))
        extension, body = "jpg", transforms.encoded(picture, "jpg", {"quality": 93})
    writer.write(body, extension, scene, transform, kind, split_of(digest), category)


def write_scene(job):
    row, folder, seed = job
    writer, (path, digest, category, *_) = Writer(folder, seed), row
    scene = "s" + digest[:12]
    as_is(writer, row, scene, "original", "copy")
    picture = reduced(prints.open_flat(path))
    for name, transform in transforms.TRANSFORMS.items():
        edited, extension, options = transform(picture, draw(seed, digest, name))
        body = transforms.encoded(edited, extension, options)
        writer.write(body, extension, scene, name, "copy", split_of(digest), category)
    return writer.rows


def write_burst(job):
    row, folder, seed = job
    writer, (path, digest, category, *_) = Writer(folder, seed), row
    chance = draw(seed, digest, "burst")
    picture = reduced(prints.open_flat(path), BURST_LONGEST)
    frames = transforms.burst(picture, chance, chance.randint(3, 5))
    for index, (frame, exif) in enumerate(frames):
        body = transforms.encoded(frame, "jpg", {"quality": 90, "exif": exif})
        writer.write(body, "jpg", "b" + digest[:12], f"frame-{index}", "burst", split_of(digest),
                     category)
    return writer.rows


def write_single(job):
    row, folder, seed = job
    writer = Writer(folder, seed)
    as_is(writer, row, "p" + row[1][:12], "original", "single")
    return writer.rows


def write_tiles(job):
    row, folder, seed = job
    writer, (path, digest, *_) = Writer(folder, seed), row
    picture = prints.open_flat(path)
    columns, rows = (3, 2) if picture.width > picture.height else (2, 3)
    width, height = picture.width // columns, picture.height // rows
    earlier = np.empty((0, 4), np.uint64)
    for index in range(6):
        x, y = index % columns * width, index // columns * height
        tile = reduced(picture.crop((x, y, x + width, y + height)), 1200)
        plane = prints.luma(tile)
        code, queries = prints.codes(plane)
        # Blurred ground and repeating patterns give tiles that nobody would call different.
        if plane.std() < 22 or (prints.distances(queries, earlier) <= 72).any():
            continue
        earlier = np.vstack([earlier, code[None]])
        body = transforms.encoded(tile, "jpg", {"quality": 90})
        writer.write(body, "jpg", f"t{digest[:10]}{index}", "tile", "tile", split_of(digest), "tile")
    return writer.rows


def write_flats(job):
    _, folder, seed = job
    writer = Writer(folder, seed)
    for make, count in flats.KINDS.items():
        for index in range(count):
            chance = draw(seed, make.__name__, index)
            extension = "png" if make in (flats.screen, flats.chart) else "jpg"
            options = {} if extension == "png" else {"quality": 88}
            body = transforms.encoded(make(chance), extension, options)
            digest = hashlib.sha256(f"{make.__name__}{index}".encode()).hexdigest()
            writer.write(body, extension, f"f-{make.__name__}-{index}", make.__name__, "flat",
                         split_of(digest), "flat")
    return writer.rows


def planned(rows, options):
    """Which source becomes what; the order comes from the seed and the digests only."""
    photos = [r for r in rows if r[2] == "photo"]
    drawings = [r for r in rows if r[2] == "drawing"]
    for group in (photos, drawings):
        group.sort(key=lambda r: hashlib.sha256(f"{options.seed}/{r[1]}".encode()).digest())
    large = [r for r in photos if min(int(r[3]), int(r[4])) >= 1400][: options.tiles // 5]
    drawn = drawings[: options.drawings]
    few = options.scenes // 16
    usable = [r for r in photos if r not in large and min(int(r[3]), int(r[4])) >= 280]
    scenes = usable[: options.scenes - few] + drawn[:few]
    bursts = usable[options.scenes - few :][: options.bursts]
    used = {r[1] for r in scenes + bursts + large}
    singles = [r for r in photos + drawn if r[1] not in used]
    # The picture a tile was cut from is not in the set: it would contain the tile.
    return ([(write_scene, r) for r in scenes] + [(write_burst, r) for r in bursts]
            + [(write_tiles, r) for r in large] + [(write_single, r) for r in singles]
            + [(write_flats, None)])


def run(job):
    work, row, folder, seed = job
    return work((row, folder, seed))


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--sources", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--scenes", type=int, default=165)
    arguments.add_argument("--bursts", type=int, default=45)
    arguments.add_argument("--drawings", type=int, default=450)
    arguments.add_argument("--tiles", type=int, default=160)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    with open(options.sources, newline="") as file:
        rows = list(csv.reader(file))[1:]
    folder = os.path.join(options.out, "files")
    if os.path.exists(folder):
        sys.exit(f"{folder} exists: choose a new folder")
    jobs = [(work, row, folder, options.seed) for work, row in planned(rows, options)]
    with ProcessPoolExecutor(2) as pool:
        written = sorted(r for rows in pool.map(run, jobs, chunksize=4) for r in rows)
    with open(os.path.join(options.out, "truth.csv"), "w", newline="") as file:
        table = csv.writer(file)
        table.writerow(["path", "scene", "transform", "kind", "split", "source"])
        table.writerows(written)
    counts = {}
    for row in written:
        counts[row[3]] = counts.get(row[3], 0) + 1
    print(len(written), "files", counts)


if __name__ == "__main__":
    main()
