"""How well the built-in descriptor finds edits of a picture, beside pHash and PDQ.

    retrieval.py --semblance BINARY --set .bench/set --data DATA --work .bench/retrieval [--split test]

Needs imagehash, pdqhash and numpy (Benchmarks/dedupe/requirements.txt) and the set that
corpus/make_transforms.py writes. Plants 13 more edits of every scene's original (harder crops and
changes of colour), indexes the set, the edits and DATA/neardup with BINARY into WORK/library, and reads
the descriptors from its catalogue: what is measured is what the program stores.

*Recall at precision 0.98*: every scene's original is compared with every other file of the split. A pair
is true when both files come from one scene. Of all thresholds at which at least 98 % of the pairs found
are true the most generous one is taken, for each method its own, and per edit the share of scenes is
given whose original and edit are found. Turned and mirrored edits are left out: none of the three
descriptors is made for them. The descriptor's weights were chosen on the split `train`.

neardup: for the pictures of a folder the same at one question each: is the nearest other file, in all of
neardup and the set's single pictures, one of its own group?
"""

import argparse
import csv
import hashlib
import json
import os
import random
import sqlite3
import subprocess
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor

import imagehash
import numpy as np
import pdqhash
from PIL import Image, ImageEnhance, ImageOps

PRECISION = 0.98
NOT_UPRIGHT = {"rotate-90", "rotate-180", "mirror"}
LONGEST = 1000


def draw(*parts):
    return random.Random(hashlib.sha256("/".join(map(str, parts)).encode()).digest())


def opened(path):
    """Upright RGB, transparency on white: what every method is given."""
    picture = ImageOps.exif_transpose(Image.open(path))
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        picture = picture.convert("RGBA")
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture)
    return picture.convert("RGB")


# ── planted edits ─────────────────────────────────────────────────────────────────────────────────


def cropped(kept):
    def edit(picture, chance):
        width, height = (round(side * kept) for side in picture.size)
        x, y = chance.randint(0, picture.width - width), chance.randint(0, picture.height - height)
        return picture.crop((x, y, x + width, y + height))
    return edit


def squared(picture, chance):
    side = min(picture.size)
    x, y = chance.randint(0, picture.width - side), chance.randint(0, picture.height - side)
    return picture.crop((x, y, x + side, y + side))


def hue_turned(picture, chance):
    pixels = np.array(picture.convert("HSV"))
    pixels[..., 0] += np.uint8(chance.choice([64, 128, 192]))
    return Image.fromarray(pixels, "HSV").convert("RGB")


def exposed(picture, chance):
    """Two stops down or one and a half up, in linear light, clipped."""
    value = np.asarray(picture, float) / 255
    light = np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)
    light = np.clip(light * 2.0 ** chance.choice([-2, 1.5]), 0, 1)
    value = np.where(light <= 0.0031308, 12.92 * light,
                     1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)
    return Image.fromarray((255 * value + 0.5).astype(np.uint8))


def tinted(picture, chance):
    gains = chance.choice([(1.2, 0.95, 0.7), (0.75, 0.95, 1.25), (0.8, 1.15, 0.85)])
    pixels = np.asarray(picture, float) * np.array(gains)
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def filtered(picture, chance):
    """A phone's filter: an S-shaped curve and strong colours."""
    curve = 1 / (1 + np.exp(-10 * (np.arange(256) / 255 - 0.5)))
    curve = (curve - curve[0]) / (curve[-1] - curve[0])
    return ImageEnhance.Color(picture.point([round(255 * v) for v in curve] * 3)).enhance(1.8)


def swapped(picture, chance):
    bands = picture.split()
    return Image.merge("RGB", [bands[i] for i in chance.choice([(1, 2, 0), (2, 0, 1), (2, 1, 0)])])


CROPS = {"crop-15": cropped(0.85), "crop-25": cropped(0.75), "crop-30": cropped(0.7),
         "crop-square": squared}
COLOURS = {
    "hue": hue_turned, "exposure": exposed, "tint": tinted, "filter": filtered, "channels": swapped,
    "sepia": lambda p, c: ImageOps.colorize(ImageOps.grayscale(p), (30, 15, 5), (255, 240, 200)),
    "negative": lambda p, c: ImageOps.invert(p), "equalise": lambda p, c: ImageOps.equalize(p),
    "posterise": lambda p, c: ImageOps.posterize(p, 2),
}
SET_CROPS = ["crop-5", "crop-10", "crop-20"]
SET_COLOURS = ["brightness", "contrast", "gamma", "gray"]


def plant(job):
    source, scene, folder = job
    picture = opened(source)
    picture.thumbnail((LONGEST, LONGEST), Image.Resampling.LANCZOS)
    for name, edit in {**CROPS, **COLOURS}.items():
        path = os.path.join(folder, f"{scene}-{name}.jpg")
        edit(picture, draw(scene, name)).save(path, "JPEG", quality=85)


# ── the three methods ─────────────────────────────────────────────────────────────────────────────


def hashes(path):
    try:
        picture = opened(path)
    except Exception:
        return None
    code, _ = pdqhash.compute(np.asarray(picture))
    return imagehash.phash(picture).hash.flatten(), code.astype(bool)


def descriptors(library):
    """path → descriptor, of every present file."""
    database = sqlite3.connect(f"file:{library}/catalogue.sqlite?mode=ro", uri=True)
    rows = database.execute("""
        SELECT folders.path, files.name, vector FROM files
        JOIN folders ON folders.id = files.folder_id
        JOIN embeddings ON embeddings.image_id = files.image_id AND part = 0
        JOIN vector_spaces ON vector_spaces.id = space_id AND kind = 'builtin'""")
    return {os.path.join(os.fsdecode(folder), os.fsdecode(name)): np.frombuffer(vector, "<f4")
            for folder, name, vector in rows}


def similarities(methods, one, other):
    """name → matrix; larger is nearer."""
    for name, rows in methods.items():
        yield name, rows[one] @ rows[other].T


# ── measures ──────────────────────────────────────────────────────────────────────────────────────


def threshold(scores, truth):
    """The smallest score at and above which the share of true pairs is at least PRECISION."""
    order = np.argsort(-scores, kind="stable")
    scores, found = scores[order], np.cumsum(truth[order])
    is_last = np.r_[scores[1:] != scores[:-1], True]
    good = np.flatnonzero((found / np.arange(1, len(found) + 1) >= PRECISION) & is_last)
    return (scores[good[-1]], found[good[-1]] / truth.sum()) if len(good) else (np.inf, 0.0)


def measure(items, methods):
    scenes = np.array([i["scene"] for i in items])
    edits = np.array([i["edit"] for i in items])
    kinds = np.array([i["kind"] for i in items])
    queries = np.flatnonzero((edits == "original") & (kinds == "copy"))
    upright = ~np.isin(edits, list(NOT_UPRIGHT))
    result = {}
    for name, scores in similarities(methods, queries, np.arange(len(items))):
        same = scenes[queries][:, None] == scenes[None]
        counted = np.tile(upright, (len(queries), 1))
        counted[np.arange(len(queries)), queries] = False
        limit, recall = threshold(scores[counted], same[counted])
        by_edit = {}
        for edit in sorted(set(edits[upright]) - {"original"}):
            mask = same & (edits == edit)[None]
            if mask.any():
                by_edit[edit] = float((scores[mask] >= limit).mean())
        mean = lambda names: float(np.mean([by_edit[n] for n in names]))
        result[name] = {"threshold": float(limit), "recall": float(recall), "by_edit": by_edit,
                        "crops": mean(SET_CROPS + list(CROPS)),
                        "colours": mean(SET_COLOURS + list(COLOURS))}
    return result


def neardup_groups(root):
    """Group name → paths: pictures that show the same, by what their makers say."""
    groups = defaultdict(list)
    bridge = os.path.join(root, "pdq/bridge-mods")
    groups["pdq/bridge-mods"] = [os.path.join(bridge, n) for n in sorted(os.listdir(bridge))]
    base = os.path.join(root, "imagededup")
    for number in ("00120", "09268"):
        groups[f"imagededup/{number}"] = [
            os.path.join(base, n) for n in (
                f"mixed_images/ukbench{number}.jpg", f"mixed_images/ukbench{number}_resize.jpg",
                f"mixed_images/ukbench{number}_hflip.jpg", f"ukbench{number}_gray.jpg")
            if os.path.exists(os.path.join(base, n))]
    formats = os.path.join(base, "formats_images")
    groups["imagededup/formats"] = [os.path.join(formats, f"ukbench09380.{e}")
                                    for e in ("png", "webp", "bmp", "jpeg")]
    cbir = os.path.join(root, "tiny-coco-cbir")
    for name in sorted(os.listdir(cbir)):
        folder = os.path.join(cbir, name)
        if os.path.isdir(folder):
            groups[f"tiny-coco-cbir/{name}"] = [os.path.join(folder, n)
                                                for n in sorted(os.listdir(folder))]
    return {name: paths for name, paths in groups.items() if len(paths) > 1}


def measure_neardup(groups, codes, items, methods):
    """Per collection: the share of pictures whose nearest other is of their own group."""
    paths = sorted({p for group in groups.values() for p in group if p in codes})
    group_of = {p: name for name, group in groups.items() for p in group}
    rows = {name: np.vstack([np.stack([codes[p][k] for p in paths]),
                             table[[i for i, item in enumerate(items) if item["kind"] == "single"]]])
            for k, (name, table) in enumerate(methods.items())}
    result = {}
    for name, table in rows.items():
        scores = table[: len(paths)] @ table.T
        hits = defaultdict(list)
        for index, path in enumerate(paths):
            scores[index, index] = -np.inf
            best = int(np.argmax(scores[index]))
            # The same photograph stands in several folders of tiny-coco-cbir: any of them will do.
            mates = {os.path.basename(p) for p in groups[group_of[path]] if p != path}
            hits[group_of[path].split("/")[0]].append(
                best < len(paths) and (group_of[paths[best]] == group_of[path]
                                       or os.path.basename(paths[best]) in mates))
        result[name] = {k: [int(sum(v)), len(v)] for k, v in sorted(hits.items())}
    return result


def print_tables(split, result, near):
    names = list(result)
    print(f"\nsplit {split}: recall at precision {PRECISION}")
    print("| | " + " | ".join(names) + " |\n|---|" + "---|" * len(names))
    for key, title in (("recall", "all pairs"), ("crops", "crops"), ("colours", "colour changes")):
        print(f"| **{title}** | " + " | ".join(f"**{result[n][key]:.3f}**" for n in names) + " |")
    for edit in result[names[0]]["by_edit"]:
        print(f"| {edit} | " + " | ".join(f"{result[n]['by_edit'][edit]:.3f}" for n in names) + " |")
    print("| threshold | " + " | ".join(f"{result[n]['threshold']:.3f}" for n in names) + " |")
    print("\nneardup: nearest other file is of the same group")
    for collection in near[names[0]]:
        print(f"| {collection} | " + " | ".join(
            "{} of {}".format(*near[n][collection]) for n in names) + " |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("semblance", "set", "data", "work"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--split", choices=["train", "test"], default="test")
    parser.add_argument("--json")
    options = parser.parse_args()
    work, files = os.path.abspath(options.work), os.path.join(os.path.abspath(options.set), "files")
    planted, library = os.path.join(work, "planted"), os.path.join(work, "library")
    os.makedirs(planted, exist_ok=True)
    with open(os.path.join(options.set, "truth.csv"), newline="") as file:
        rows = list(csv.DictReader(file))
    originals = [r for r in rows if r["kind"] == "copy" and r["transform"] == "original"]
    neardup = os.path.join(os.path.abspath(options.data), "neardup")
    with ProcessPoolExecutor() as pool:
        if len(os.listdir(planted)) < len(originals) * len({**CROPS, **COLOURS}):
            list(pool.map(plant, [(os.path.join(files, r["path"]), r["scene"], planted)
                                  for r in originals], chunksize=4))
        # Code 2: neardup holds files that are broken on purpose.
        run = subprocess.run([options.semblance, "index", "--quiet", "--library", library, files,
                              planted, neardup], stderr=subprocess.DEVNULL)
        if run.returncode not in (0, 2):
            raise SystemExit(f"index failed: {run.returncode}")
        items = [{"path": os.path.join(files, r["path"]), "scene": r["scene"], "kind": r["kind"],
                  "edit": r["transform"]} for r in rows if r["split"] == options.split]
        items += [{"path": os.path.join(planted, f"{r['scene']}-{name}.jpg"), "scene": r["scene"],
                   "kind": "copy", "edit": name}
                  for r in originals if r["split"] == options.split for name in {**CROPS, **COLOURS}]
        vectors = {os.path.realpath(p): v for p, v in descriptors(library).items()}
        groups = neardup_groups(neardup)
        paths = [i["path"] for i in items] + sorted({p for g in groups.values() for p in g})
        codes = {}
        for path, code in zip(paths, pool.map(hashes, paths, chunksize=16)):
            vector = vectors.get(os.path.realpath(path))
            if code is not None and vector is not None:
                signs = [c.astype(np.float32) * 2 - 1 for c in code]
                codes[path] = [vector] + [s / np.sqrt(len(s)) for s in signs]
    items = [i for i in items if i["path"] in codes]
    methods = {name: np.stack([codes[i["path"]][k] for i in items])
               for k, name in enumerate(["descriptor", "pHash", "PDQ"])}
    result = measure(items, methods)
    near = measure_neardup(groups, codes, items, methods)
    print_tables(options.split, result, near)
    if options.json:
        with open(options.json, "w") as file:
            json.dump({"split": options.split, "methods": result, "neardup": near}, file, indent=1)


if __name__ == "__main__":
    main()
