#!/usr/bin/env python3
"""Scores visual-duplicates on a corpus of corpus.py: score.py SEMBLANCE CORPUS [options …].

A twin is found when it is in one group with its original. Precision is of pairs in one group. Pairs of
one figure in two sizes (studio.py) are counted apart: the same model to one person, another product to
the next. Of corpora with kinds it also says which packs `clusters --archives` puts together.
"""

import collections
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
import time

from truth import other_size


def clusters(text, truth):
    """Pair precision and recall of clusters against kinds."""
    right = wrong = 0
    for cluster in json.loads(text)["clusters"]:
        names = [pathlib.Path(f["path"]).name for m in cluster["members"] for f in m["files"]]
        for one, other in itertools.combinations(names, 2):
            same = truth[one]["kind"] == truth[other]["kind"]
            right, wrong = right + same, wrong + (not same)
    sizes = collections.Counter(fact["kind"] for fact in truth.values())
    all_ = sum(n * (n - 1) // 2 for n in sizes.values())
    print(f"clusters: of pairs of one kind {right / all_:.3f} are together, "
          f"{right / max(1, right + wrong):.3f} of pairs that are together are of one kind")


def main():
    binary, corpus, options = sys.argv[1], pathlib.Path(sys.argv[2]), sys.argv[3:]
    truth = json.loads((corpus / "truth.json").read_text())
    with tempfile.TemporaryDirectory() as library:
        began = time.monotonic()
        subprocess.run(
            [binary, "index", "--archives", str(corpus), "--library", library, "--quiet"],
            check=True)
        print(f"indexed {len(truth)} archives in {time.monotonic() - began:.1f} s")
        text = subprocess.run(
            [binary, "visual-duplicates", "--json", "--library", library, *options], check=True,
            capture_output=True).stdout
        if "kind" in next(iter(truth.values())):
            clusters(subprocess.run(
                [binary, "clusters", "--archives", "--json", "--library", library], check=True,
                capture_output=True).stdout, truth)
    groups = []
    for group in json.loads(text)["groups"]:
        groups.append([pathlib.Path(f["path"]).name for a in group["archives"] for f in a["files"]])
    right = wrong = sizes = 0
    together = set()
    for group in groups:
        for one, other in itertools.combinations(group, 2):
            if other_size(truth[one], truth[other]):
                sizes += 1
                continue
            same = truth[one]["pack"] == truth[other]["pack"]
            right, wrong = right + same, wrong + (not same)
            if same:
                together.add(truth[one]["pack"])
            else:
                print("  wrong:", one, other)
    found, all_ = collections.Counter(), collections.Counter()
    for name, fact in truth.items():
        if fact["twin"] != "original":
            all_[fact["twin"]] += 1
            found[fact["twin"]] += fact["pack"] in together
            if fact["pack"] not in together:
                print("  missed:", name)
    for twin in sorted(all_):
        print(f"{twin:13} {found[twin]:3} of {all_[twin]:3}  {found[twin] / all_[twin]:.3f}")
    print(f"recall {sum(found.values()) / sum(all_.values()):.3f}  "
          f"precision {right / max(1, right + wrong):.3f}  ({right} right, {wrong} wrong pairs, "
          f"{sizes} of one figure in two sizes)")


main()
