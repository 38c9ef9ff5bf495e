"""Runs peer tools over an evaluation set and scores them with the definitions of score.py.

    peers.py --set SET --out peers.json [--cache hashes.json] [--split all|train|test]

- czkawka (PyPI binding): its own groups at several similarity levels, and links within the same
  distance of its own hashes ("links"), which tells its hash from its grouping.
- imagehash: average, difference, perceptual hash, 64 bits, radii up to 16, 20 and 24; its README's use
  (`phash(Image.open(path))`), so EXIF orientation is not applied.
- pdqhash: 256 bits, alone and with the eight dihedral variants on the query side, radii 15–95.

The radius reported for each is the one with the best pair F1 on the train split (nothing is tuned on
test); the table is for --split. Two libraries' own defaults are reported besides.
"""

import argparse
import base64
import json
import os
import warnings
from concurrent.futures import ProcessPoolExecutor

import numpy as np

import score

warnings.filterwarnings("ignore")


def hashes(path):
    """Every peer hash of one file as hex; None where the peer cannot read it."""
    import czkawka
    import imagehash
    import pdqhash
    from PIL import Image

    found = {}
    try:
        text = czkawka.ImageSimilarity().hash_image(path)
        found["czkawka"] = base64.b64decode(text + "=" * (-len(text) % 4)).hex()
    except Exception:
        found["czkawka"] = None
    with Image.open(path) as picture:
        picture.load()
        found["aHash"] = str(imagehash.average_hash(picture))
        found["dHash"] = str(imagehash.dhash(picture))
        found["pHash"] = str(imagehash.phash(picture))
        vectors, quality = pdqhash.compute_dihedral(np.asarray(picture.convert("RGB")))
    found["PDQ"] = [np.packbits(np.asarray(v, np.uint8)).tobytes().hex() for v in vectors]
    found["PDQ quality"] = int(quality)
    return found


def cached(folder, names, cache):
    known = {}
    if cache and os.path.exists(cache):
        with open(cache) as file:
            known = json.load(file)
    missing = [n for n in names if n not in known]
    with ProcessPoolExecutor(2) as pool:
        paths = [os.path.join(folder, n) for n in missing]
        for name, found in zip(missing, pool.map(hashes, paths, chunksize=16)):
            known[name] = found
    if cache and missing:
        with open(cache, "w") as file:
            json.dump(known, file)
    return known


def codes(texts):
    width = max(len(t) for t in texts if t)
    rows = [bytes.fromhex(t if t else "00" * (width // 2)) for t in texts]
    return np.frombuffer(b"".join(rows), np.uint64).reshape(len(texts), -1)


def near_pairs(names, whole, queries, radius):
    """{(a, b): distance} for pairs within the radius; queries [variants, N, words]."""
    found = {}
    for variant in queries:
        for start in range(0, len(names), 256):
            bits = np.bitwise_count(variant[start : start + 256, None, :] ^ whole[None])
            distance = bits.sum(-1, dtype=np.uint16)
            for i, j in zip(*np.nonzero(distance <= radius)):
                a, b = start + int(i), int(j)
                if a != b:
                    key = (names[min(a, b)], names[max(a, b)])
                    found[key] = min(found.get(key, 999), int(distance[i, j]))
    return found


def swept(label, distances, radii, train, truth, fixed=()):
    """Scores at the best radius of the train split, and at the fixed ones."""
    def at(radius, scored):
        links = {tuple(sorted(p)) for p, d in distances.items() if d <= radius}
        links = {l for l in links if l[0] in scored.all and l[1] in scored.all}
        return score.score(None, links, scored)

    best = max(radii, key=lambda r: (at(r, train)["f1"], -r))
    if best == max(radii):
        print(f"{label}: best radius {best} is the end of the sweep; widen it")
    return {f"{label} r{r}" + (" (best)" if r == best else ""): at(r, truth)
            for r in sorted({best, *fixed})}


def czkawka_groups(folder, level):
    import czkawka

    finder = czkawka.ImageSimilarity()
    finder.set_directories([folder])
    finder.set_similarity(level)
    return [[os.path.relpath(p, folder) for p in group] for group in finder.find_similar()]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--set", required=True)
    arguments.add_argument("--out", required=True)
    arguments.add_argument("--cache")
    arguments.add_argument("--split", default="all", choices=["all", "train", "test"])
    options = arguments.parse_args()
    path = os.path.join(options.set, "truth.csv")
    truth, train = score.Truth(path, options.split), score.Truth(path, "train")
    names = sorted(score.Truth(path).all)
    folder = os.path.realpath(truth.folder)
    known = cached(folder, names, options.cache)
    results = {}
    for level in (5, 10, 15):
        groups = czkawka_groups(folder, level)
        groups = [[n for n in g if n in truth.all] for g in groups]
        results[f"czkawka s{level}, own groups"] = score.score(groups, None, truth)

    plans = [("czkawka", "czkawka, links", range(2, 21), (5,)), ("aHash", "aHash", range(0, 17), ()),
             ("dHash", "dHash", range(0, 21), (10,)), ("pHash", "pHash", range(0, 25), (10,))]
    for key, label, radii, fixed in plans:
        readable = [n for n in names if known[n][key]]
        whole = codes([known[n][key] for n in readable])
        distances = near_pairs(readable, whole, whole[None], max(radii))
        results |= swept(label, distances, radii, train, truth, fixed)

    whole = codes([known[n]["PDQ"][0] for n in names])
    turned = np.stack([codes([known[n]["PDQ"][v] for n in names]) for v in range(8)])
    good = np.array([known[n]["PDQ quality"] >= 50 for n in names])
    kept = [n for n, g in zip(names, good) if g]
    for label, ids, mask in (("PDQ", names, slice(None)), ("PDQ quality ≥ 50", kept, good)):
        alone = near_pairs(ids, whole[mask], whole[None][:, mask], 95)
        results |= swept(label, alone, range(15, 96, 4), train, truth, (31,))
        every = near_pairs(ids, whole[mask], turned[:, mask], 95)
        results |= swept(label + " dihedral", every, range(15, 96, 4), train, truth, (31,))
    with open(options.out, "w") as file:
        json.dump(results, file, indent=1)
    print(score.table(results))


if __name__ == "__main__":
    main()
