#!/usr/bin/env python3
"""Measures how well unusual pictures are found, beside scikit-learn on the same vectors.

    pip install scikit-learn==1.9.1 pillow && Benchmarks/anomalies.py --semblance BINARY \\
        --root TEST_DATA [--model MODEL_FOLDER]

Plants pictures among captioned photographs and asks `semblance anomalies` for all by every measure:

- domain: 24 graphics of PNGSuite among all photographs;
- damaged: 24 photographs, held out and damaged (the lower part grey, as after a broken download; loud
  noise; shuffled blocks; inverted), among all others;
- subject: one photograph of another subject in each folder of photographs of one, by their captions,
  compared within the folder.

Prints the area under the ROC curve, the precision among the first k for k planted ones, and what the
adaptive threshold marks: how many of the planted, and the share of the others. scikit-learn's
LocalOutlierFactor, mean distance of NearestNeighbors, EllipticEnvelope and LedoitWolf get the same
vectors, read from the library, and the same neighbours; EllipticEnvelope on 32 principal components,
as it needs more pictures than numbers. With a model its vectors are used, otherwise the built-in
descriptor's.
"""

import argparse
import csv
import json
import os
import pathlib
import random
import re
import shutil
import sqlite3
import subprocess
import tempfile
import warnings

import numpy as np
from PIL import Image
from sklearn.covariance import EllipticEnvelope, LedoitWolf
from sklearn.decomposition import PCA
from sklearn.metrics import roc_auc_score
from sklearn.neighbors import LocalOutlierFactor, NearestNeighbors

MEASURES = ("distance", "density", "distribution", "any")
PLANTED = 24
SUBJECTS = ["baseball", "giraffe|zebra|elephant", "kitchen", "cat|kitten", "bathroom|toilet",
            "skiing|snow|ski", "bed", "pizza|food|plate"]


def damaged(image, kind, seeded):
    pixels = np.asarray(image.convert("RGB")).copy()
    height, width = pixels.shape[:2]
    if kind == 0:
        pixels[height * 2 // 5:] = 128
    elif kind == 1:
        noise = np.random.default_rng(seeded.randrange(2**32))
        pixels = np.clip(pixels + noise.normal(0, 110, pixels.shape), 0, 255).astype(np.uint8)
    elif kind == 2:
        rows, columns = height // 8, width // 8
        blocks = [(row, column) for row in range(8) for column in range(8)]
        source = pixels.copy()
        for (row, column), (other, place) in zip(blocks, seeded.sample(blocks, len(blocks))):
            pixels[row * rows:(row + 1) * rows, column * columns:(column + 1) * columns] = \
                source[other * rows:(other + 1) * rows, place * columns:(place + 1) * columns]
    else:
        pixels = 255 - pixels
    return Image.fromarray(pixels)


def make_sets(root, work):
    """{name: (folder, planted names, baseline)}"""
    captions = {}
    for row in csv.DictReader((root / "captions/coco_captioned.csv").open()):
        captions.setdefault(root / row["path"], []).append(row["caption"].lower())
    photographs = sorted(path for path in captions if path.exists())
    random.Random(3).shuffle(photographs)
    held, usual = photographs[:PLANTED], photographs[PLANTED:]
    sets = {}

    def begin(name, baseline):
        folder = work / name
        folder.mkdir()
        sets[name] = (folder, set(), baseline)
        return folder, sets[name][1]

    folder, planted = begin("domain", "library")
    for path in usual:
        shutil.copy(path, folder)
    graphics = sorted((root / "formats/pngsuite").rglob("*.png"))
    graphics = [path for path in graphics if re.match(r"(bas|bg|tb|s3|cs|ct)", path.name)]
    for path in random.Random(4).sample(graphics, PLANTED):
        Image.open(path).convert("RGBA").convert("RGB").save(folder / f"planted-{path.name}")
        planted.add(f"planted-{path.name}")

    folder, planted = begin("damaged", "library")
    for path in usual:
        shutil.copy(path, folder)
    seeded = random.Random(5)
    for number, path in enumerate(held):
        name = f"planted-{number % 4}-{path.stem}.jpg"
        damaged(Image.open(path), number % 4, seeded).save(folder / name, quality=90)
        planted.add(name)

    folder, planted = begin("subject", "album")
    groups = []
    for words in SUBJECTS:
        shows = [path for path in photographs
                 if sum(bool(re.search(rf"\b({words})s?\b", text)) for text in captions[path]) >= 3]
        groups.append((words, shows))
    for words, shows in groups:
        inner = folder / words.split("|")[0]
        inner.mkdir()
        for path in shows:
            shutil.copy(path, inner)
        others = [path for other, all_ in groups if other != words for path in all_
                  if not any(re.search(rf"\b({words})s?\b", text) for text in captions[path])]
        path = random.Random(words).choice(others)
        # Enlarged by a little, so that it is not the very file of another folder.
        image = Image.open(path).convert("RGB")
        image.resize((image.width + 8, image.height + 8)).save(
            inner / f"planted-{path.stem}.png")
        planted.add(f"planted-{path.stem}.png")
    return sets


def run(binary, library, *words):
    result = subprocess.run([binary, words[0], "--library", str(library), *words[1:]],
                            capture_output=True, text=True)
    if result.returncode not in (0, 2):
        raise SystemExit(f"{words}: {result.stderr}")
    return result.stdout


def vectors(library, space):
    """{path: vector} of whole pictures."""
    base = sqlite3.connect(f"file:{library}/catalogue.sqlite?mode=ro", uri=True)
    rows = base.execute(
        """SELECT folders.path, files.name, vector FROM embeddings
           JOIN vector_spaces ON vector_spaces.id = space_id
           JOIN files ON files.image_id = embeddings.image_id
           JOIN folders ON folders.id = folder_id
           WHERE vector_spaces.name = ? AND part = 0 AND state = 'present'""", (space,))
    return {os.fsdecode(bytes(folder)) + "/" + os.fsdecode(bytes(name)):
            np.frombuffer(vector, dtype="<f4") for folder, name, vector in rows}


def peers(matrix):
    """Scores of scikit-learn, more for what is less usual."""
    unit = matrix / np.linalg.norm(matrix, axis=1, keepdims=True)
    neighbours = min(20, len(unit) - 1)
    found = {}
    distances, _ = NearestNeighbors(n_neighbors=neighbours).fit(unit).kneighbors()
    found["NearestNeighbors"] = distances.mean(axis=1)
    found["LocalOutlierFactor"] = -LocalOutlierFactor(
        n_neighbors=neighbours).fit(unit).negative_outlier_factor_
    found["LedoitWolf"] = LedoitWolf().fit(unit).mahalanobis(unit)
    components = min(32, len(unit) // 3)
    reduced = PCA(components, random_state=0).fit_transform(unit)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found["EllipticEnvelope"] = EllipticEnvelope(random_state=0).fit(reduced).mahalanobis(reduced)
    return found


def show(name, scores, is_planted, marked=None):
    order = np.argsort(-scores, kind="stable")
    count = int(is_planted.sum())
    text = (f"  {name:20} AUC {roc_auc_score(is_planted, scores):.3f}  "
            f"precision@{count} {is_planted[order[:count]].mean():.3f}")
    if marked is not None:
        text += (f"  marked {int(marked[is_planted].sum())} of {count} planted,"
                 f" {100 * marked[~is_planted].mean():.1f} % of the others")
    print(text, flush=True)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--semblance", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--model", type=pathlib.Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        os.environ["SEMBLANCE_MODELS"] = f"{work}/models"
        if options.model:
            export = work / "export"
            shutil.copytree(options.model, export, copy_function=shutil.copyfile)
            run(options.semblance, work / "first", "models", "add", "--name", "model", str(export))
        for name, (folder, planted, baseline) in make_sets(options.root, work).items():
            library = work / f"library-{name}"
            if options.model:
                run(options.semblance, library, "models", "use", "model")
            run(options.semblance, library, "index", str(folder))
            space = None
            for measure in MEASURES:
                answer = json.loads(run(options.semblance, library, "anomalies", "--json", "--all",
                                        "--by", measure, "--baseline", baseline, "-n", "5000"))
                if space is None:
                    space = answer["space"]
                    print(f"{name}: {answer['pictures_compared']} pictures, {len(planted)} planted,"
                          f" by {space}")
                pictures = answer["pictures"]
                is_planted = np.array([os.path.basename(p["path"]) in planted for p in pictures])
                show(measure, np.array([p["measures"][0]["excess"] for p in pictures]), is_planted,
                     np.array([p["measures"][0]["unusual"] for p in pictures]))
            by_path = vectors(library, space)
            groups = {}
            for path in sorted(by_path):
                groups.setdefault(os.path.dirname(path), []).append(path)
            scores, is_planted = {}, []
            for paths in groups.values():
                is_planted += [os.path.basename(path) in planted for path in paths]
                for peer, values in peers(np.stack([by_path[path] for path in paths])).items():
                    # Groups are made comparable by their medians and the spreads about them.
                    middle = np.median(values)
                    spread = np.median(np.abs(values - middle)) or 1
                    scores.setdefault(peer, []).append((values - middle) / spread)
            for peer, values in scores.items():
                show(peer, np.concatenate(values), np.array(is_planted))


if __name__ == "__main__":
    main()
