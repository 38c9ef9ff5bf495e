#!/usr/bin/env python3
"""Fits the percentage of visual-duplicates: confidence.py SEMBLANCE CORPUS … [--held CORPUS …].

Asks `similar` for every archive of corpora of corpus.py and studio.py, which shows every pair that has
anything in common, and fits the weights of Sources/Grouping/Archives/ArchiveConfidence.swift by logistic
regression (Newton's method, ridge 0.05). With corpora that are held out it says how well they hold
there. One figure in two sizes is neither the same nor another one here: such pairs are left out.
"""

import argparse
import json
import math
import pathlib
import subprocess
import sys
import tempfile

from truth import other_size


def features(match):
    """What ArchiveConfidence.features says of a pair, and of what it is said; and what it would say had
    there been no model, and no picture: most packs of these corpora have both, a person's often only one."""
    pictures, models = match["picture_coverage"], match["model_coverage"]
    count = match["matching_previews"]
    # Of packs with pictures one model is drawn.
    drawn = round(models or 0) if pictures is not None else count
    yield row(pictures, models, count)
    if pictures is not None and models is not None:
        if count > drawn:
            yield row(pictures, None, count - drawn)
        if drawn:
            yield row(None, models, drawn)


def row(pictures, models, count):
    count = min(4, count) / 4
    if models is None:
        return "pictures", [1, pictures or 0]
    if pictures is None:
        return "models", [1, models, count]
    return "both", [1, pictures, models, count]


def pairs(binary, corpus):
    corpus = pathlib.Path(corpus)
    truth = json.loads((corpus / "truth.json").read_text())
    rows = []
    with tempfile.TemporaryDirectory() as library:
        subprocess.run(
            [binary, "index", "--archives", str(corpus), "--library", library, "--quiet"],
            check=True)
        for name in truth:
            text = subprocess.run(
                [binary, "similar", str(corpus / name), "--json", "--limit", "1000", "--library",
                 library], check=True, capture_output=True).stdout
            for found in json.loads(text):
                other = pathlib.Path(found["files"][0]["path"]).name
                match = found["match"]
                if name < other and match["confidence"] < 100 \
                        and not other_size(truth[name], truth[other]):
                    same = truth[name]["pack"] == truth[other]["pack"]
                    rows += [(kind, x, same) for kind, x in features(match)]
    return rows


def solve(matrix, vector):
    n = len(vector)
    rows = [list(matrix[i]) + [vector[i]] for i in range(n)]
    for i in range(n):
        best = max(range(i, n), key=lambda r: abs(rows[r][i]))
        rows[i], rows[best] = rows[best], rows[i]
        for r in range(n):
            if r != i:
                factor = rows[r][i] / rows[i][i]
                rows[r] = [a - factor * b for a, b in zip(rows[r], rows[i])]
    return [rows[i][n] / rows[i][i] for i in range(n)]


def probability(weights, x):
    return 1 / (1 + math.exp(-max(-40, min(40, sum(w * v for w, v in zip(weights, x))))))


def fit(rows, ridge=0.05):
    n = len(rows[0][0])
    weights = [0.0] * n
    for _ in range(60):
        gradient = [ridge * w if k else 0 for k, w in enumerate(weights)]
        curve = [[ridge if i == j and i else 1e-9 if i == j else 0 for j in range(n)]
                 for i in range(n)]
        for x, same in rows:
            p = probability(weights, x)
            for i in range(n):
                gradient[i] += (p - same) * x[i]
                for j in range(n):
                    curve[i][j] += p * (1 - p) * x[i] * x[j]
        step = solve(curve, gradient)
        weights = [w - max(-2, min(2, s)) for w, s in zip(weights, step)]
    return weights


def report(name, rows, weights):
    print(f"{name}: {len(rows)} pairs with something in common, {sum(s for *_, s in rows)} twins")
    for kind in (*weights, None):
        said = [(probability(weights[k], x), s) for k, x, s in rows if kind in (k, None)]
        print(f" {kind or 'all'}: {len(said)}")
        for low, high in ((0, 5), (5, 20), (20, 50), (50, 80), (80, 95), (95, 101)):
            bucket = [(p, s) for p, s in said if low <= 100 * p < high]
            if bucket:
                mean = sum(p for p, _ in bucket) / len(bucket)
                true = sum(s for _, s in bucket) / len(bucket)
                print(f"  {low:3}–{min(100, high):3} %: {len(bucket):5} pairs, "
                      f"said {mean:.3f}, true {true:.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("semblance")
    parser.add_argument("corpora", nargs="+")
    parser.add_argument("--held", nargs="+", default=[])
    wish = parser.parse_args()
    rows = [row for corpus in wish.corpora for row in pairs(wish.semblance, corpus)]
    weights = {kind: fit([(x, s) for k, x, s in rows if k == kind])
               for kind in ("pictures", "models", "both")}
    for kind, values in weights.items():
        print(f"{kind}: [{', '.join(f'{w:.2f}' for w in values)}]")
    report("fitted on", rows, weights)
    held = [row for corpus in wish.held for row in pairs(wish.semblance, corpus)]
    if held:
        report("held out", held, weights)


if __name__ == "__main__":
    main()
