"""Scores the duplicate groups of a tool against the truth of an evaluation set.

    score.py --truth SET/truth.csv RESULT.json [--split train|test] [--json]

RESULT.json, the one format for every tool:

    {"tool": "name", "root": "SET/files",
     "groups": [{"type": "duplicate", "keeper": PATH?, "paths": [PATH, …]}, …],
     "links": [[PATH, PATH, "type"], …]}

Paths are absolute, or relative to "root". A group or link of type "burst" or "related" is shown but
proposes nothing for removal, so it is not a duplicate here. Without groups, groups are made of the
links: files from most to fewest pixels, each taking its still free linked neighbours.
`links`, where given, decide recall by transform and the pair figures; otherwise two files are
linked when they share a group.

Definitions
- recall of a transform: share of scenes whose original and that edit are linked.
- pair precision, recall, F1: over all pairs of files; true pairs are those of one copy scene. Pairs
  of two frames of one burst are left out here and counted as `burst pairs merged`.
- copies removed: keep one file a group; removed copies of a scene = Σ (its files in the group − 1),
  over all it has beyond one. 100 % = one file is left of each scene.
- endangered: pictures (scenes, singles, tiles, flats, burst frames) of which no file is certain to
  survive when one arbitrary file a group is kept: all its files are in groups, and each of these
  groups holds another picture too. `scenes endangered` counts all but burst frames;
  `frames endangered` the burst frames.
- false pairs: linked pairs of two different pictures by kind (burst frames, flats, others).
- extras (rotate-2-border, crop-20) are taken out before anything is counted, except for their own
  recall.
"""

import argparse
import csv
import itertools
import json
import os
from collections import Counter, defaultdict

from PIL import Image

EXTRAS = {"rotate-2-border", "crop-20"}
NOT_DUPLICATES = {"burst", "related"}


class Truth:
    def __init__(self, path, split=None):
        with open(path, newline="") as file:
            rows = [r for r in csv.DictReader(file) if split in (None, "all", r["split"])]
        self.folder = os.path.join(os.path.dirname(os.path.abspath(path)), "files")
        self.all = {r["path"]: r for r in rows}
        self.rows = {p: r for p, r in self.all.items() if r["transform"] not in EXTRAS}
        self.scenes = defaultdict(list)
        for name, row in self.all.items():
            if row["kind"] == "copy":
                self.scenes[row["scene"]].append(name)

    def picture(self, name):
        """The identity a user would give it: a scene, or the file itself."""
        row = self.all[name]
        return row["scene"] if row["kind"] == "copy" else name

    def pixels(self, name):
        if not hasattr(self, "_pixels"):
            self._pixels = {}
        if name not in self._pixels:
            width, height = Image.open(os.path.join(self.folder, name)).size
            self._pixels[name] = width * height
        return self._pixels[name]


def stars(links, truth):
    """Groups from links: the file with most pixels takes its free neighbours, then the next."""
    near = defaultdict(set)
    for a, b in links:
        near[a].add(b)
        near[b].add(a)
    free, groups = set(near), []
    for name in sorted(near, key=lambda n: (-truth.pixels(n), n)):
        if name in free:
            members = [name] + sorted(near[name] & free - {name})
            free -= set(members)
            if len(members) > 1:
                groups.append(members)
    return groups


def load(result, truth):
    """(groups, linked pairs) of names known to this split, without the "not duplicate" types."""
    root = result.get("root", truth.folder)

    def name(path):
        path = path if os.path.isabs(path) else os.path.join(root, path)
        return os.path.relpath(os.path.realpath(path), os.path.realpath(truth.folder))

    groups = None
    if result.get("groups") is not None:
        groups = [[n for n in map(name, g["paths"]) if n in truth.all]
                  for g in result["groups"] if g.get("type") not in NOT_DUPLICATES]
    links = None
    if result.get("links") is not None:
        links = {tuple(sorted((name(a), name(b)))) for a, b, kind in result["links"]
                 if kind not in NOT_DUPLICATES}
        links = {l for l in links if l[0] in truth.all and l[1] in truth.all}
    return groups, links


def score(groups, links, truth):
    if groups is None:
        kept = {l for l in links if l[0] in truth.rows and l[1] in truth.rows}
        groups = stars(kept, truth)
    if links is None:
        links = {tuple(sorted(p)) for g in groups for p in itertools.combinations(g, 2)}
    groups = [[n for n in g if n in truth.rows] for g in groups]
    groups = [g for g in groups if len(g) > 1]
    out = {"recall": recall(links, truth)}
    out |= pairs({l for l in links if l[0] in truth.rows and l[1] in truth.rows}, truth)
    out |= removal(groups, truth)
    return out


def recall(links, truth):
    found, total = Counter(), Counter()
    for names in truth.scenes.values():
        original = next(n for n in names if truth.all[n]["transform"] == "original")
        for name in names:
            if name != original:
                transform = truth.all[name]["transform"]
                total[transform] += 1
                found[transform] += tuple(sorted((original, name))) in links
    return {t: round(100 * found[t] / total[t], 1) for t in total}


def pairs(links, truth):
    right, wrong, burst = 0, Counter(), 0
    for a, b in links:
        first, second = truth.rows[a], truth.rows[b]
        if first["kind"] == second["kind"] == "copy" and first["scene"] == second["scene"]:
            right += 1
        elif first["kind"] == second["kind"] == "burst" and first["scene"] == second["scene"]:
            burst += 1
        else:
            kinds = {first["kind"], second["kind"]}
            wrong["flat" if "flat" in kinds else "other"] += 1
    sizes = [sum(n in truth.rows for n in names) for names in truth.scenes.values()]
    real = sum(n * (n - 1) // 2 for n in sizes)
    frames = Counter(r["scene"] for r in truth.rows.values() if r["kind"] == "burst")
    precision = right / max(1, right + sum(wrong.values()))
    share = right / max(1, real)
    total = len(truth.rows)
    return {
        "precision": round(precision, 4), "pair_recall": round(share, 4),
        "f1": round(2 * precision * share / max(1e-9, precision + share), 4),
        "false_pairs_flat": wrong["flat"], "false_pairs_other": wrong["other"],
        "distinct_pairs": total * (total - 1) // 2 - real,
        "burst_pairs_merged": burst,
        "burst_pairs": sum(n * (n - 1) // 2 for n in frames.values()),
    }


def removal(groups, truth):
    owner = {}
    removed = 0
    for group in groups:
        pictures = Counter(truth.picture(n) for n in group)
        for name in group:
            owner.setdefault(name, []).append(len(pictures) > 1)
        removed += sum(count - 1 for picture, count in pictures.items() if picture in truth.scenes)
    safe = {truth.picture(n) for n in truth.rows if not any(owner.get(n, []))}
    for group in groups:
        if len({truth.picture(n) for n in group}) == 1:
            safe.add(truth.picture(group[0]))
    lost = {truth.picture(n): truth.rows[n]["kind"] for n in truth.rows}
    lost = {p: kind for p, kind in lost.items() if p not in safe}
    extra = sum(sum(n in truth.rows for n in names) - 1 for names in truth.scenes.values())
    kinds = Counter(lost.values())
    return {
        "copies_removed": round(100 * removed / extra, 1), "removable": extra,
        "scenes_endangered": sum(kinds.values()) - kinds["burst"],
        "frames_endangered": kinds["burst"], "endangered_by_kind": dict(kinds),
        "groups": len(groups), "scenes": len(truth.scenes),
    }


def table(results):
    """One row a tool, recall by transform first."""
    names = [t for t in ORDER if any(t in r["recall"] for r in results.values())]
    lines = []
    for tool, r in results.items():
        lines.append(f"\n{tool}")
        lines.append("  recall % " + " ".join(f"{t}:{r['recall'].get(t, 0):g}" for t in names))
        lines.append(
            f"  P {r['precision']:.4f} R {r['pair_recall']:.3f} F1 {r['f1']:.3f} | copies removed"
            f" {r['copies_removed']} % | endangered {r['scenes_endangered']} scenes,"
            f" {r['frames_endangered']} frames | false pairs: flat {r['false_pairs_flat']}, other"
            f" {r['false_pairs_other']} | burst pairs {r['burst_pairs_merged']}/{r['burst_pairs']}"
            f" | {r['groups']} groups for {r['scenes']} scenes")
    return "\n".join(lines)


ORDER = ["resize-50", "resize-20", "jpeg-q30", "crop-5", "crop-10", "brightness", "contrast", "gamma",
         "watermark", "gray", "rotate-90", "rotate-180", "mirror", "png", "webp", "exif-rotated",
         "rotate-2", "combination", "rotate-2-border", "crop-20"]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("results", nargs="+")
    arguments.add_argument("--truth", required=True)
    arguments.add_argument("--split", default="all", choices=["all", "train", "test"])
    arguments.add_argument("--json", action="store_true")
    options = arguments.parse_args()
    truth, scored = Truth(options.truth, options.split), {}
    for path in options.results:
        with open(path) as file:
            result = json.load(file)
        scored[result.get("tool", path)] = score(*load(result, truth), truth)
    print(json.dumps(scored, indent=1) if options.json else table(scored))


if __name__ == "__main__":
    main()
