#!/usr/bin/env python3
"""Fits the percentage of visual-duplicates: confidence.py SEMBLANCE CORPUS [HELD_OUT].

Asks `similar` for every archive of a corpus of corpus.py, which shows every pair that has anything
in common, and fits the weights of Sources/Grouping/Archives/ArchiveConfidence.swift by logistic
regression (Newton's method, ridge 0.05). With a second corpus it says how well they hold there.
"""

import json
import math
import pathlib
import subprocess
import sys
import tempfile


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
                if name < other and match["confidence"] < 100:
                    rows.append((
                        [1, match["coverage"], min(4, match["matching_previews"]) / 4],
                        truth[name]["pack"] == truth[other]["pack"]))
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
    print(f"{name}: {len(rows)} pairs with something in common, {sum(s for _, s in rows)} twins")
    for low in (0, 5, 20, 50, 80, 95):
        high = {0: 5, 5: 20, 20: 50, 50: 80, 80: 95, 95: 101}[low]
        bucket = [(probability(weights, x), s) for x, s in rows
                  if low <= 100 * probability(weights, x) < high]
        if bucket:
            said = sum(p for p, _ in bucket) / len(bucket)
            true = sum(s for _, s in bucket) / len(bucket)
            print(f"  {low:3}–{min(100, high):3} %: {len(bucket):5} pairs, said {said:.3f}, true {true:.3f}")


def main():
    rows = pairs(sys.argv[1], sys.argv[2])
    weights = fit(rows)
    print("weights:", ", ".join(f"{w:.2f}" for w in weights))
    report("fitted on", rows, weights)
    if len(sys.argv) > 3:
        report("held out", pairs(sys.argv[1], sys.argv[3]), weights)


main()
