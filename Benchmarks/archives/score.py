#!/usr/bin/env python3
"""Scores visual-duplicates on a corpus of corpus.py: score.py SEMBLANCE CORPUS [options …].

A twin is found when it is in one group with its original. Precision is of pairs in one group.
"""

import collections
import itertools
import json
import pathlib
import subprocess
import sys
import tempfile
import time


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
    groups = []
    for group in json.loads(text)["groups"]:
        groups.append([pathlib.Path(f["path"]).name for a in group["archives"] for f in a["files"]])
    right = wrong = 0
    together = set()
    for group in groups:
        for one, other in itertools.combinations(group, 2):
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
          f"precision {right / max(1, right + wrong):.3f}  ({right} right, {wrong} wrong pairs)")


main()
