"""Trains the opinion model: an ε-SVR from the 85 quality features to mean opinion scores.

    python3 tools/train_quality.py FEATURES.csv             # figures only
    python3 tools/train_quality.py FEATURES.csv --write     # figures, then the model and its fixture

FEATURES.csv has a header; each row is a name, 36 BRISQUE features, 36 NIQE block means, 13 plain
measures (the order of OpinionFeatures) and a mean opinion score, 0…100, higher is better. The model
that ships was trained on 929 pictures of LIVE In the Wild (Ghadiyaram, Bovik 2015); only numbers
derived from them are kept. Needs numpy, scipy and scikit-learn (whose SVR is libsvm's).

Every run gives the same model: nothing is random but the 100 splits, which are seeded. The figures
are medians over 100 random splits into 80 % for training and 20 % for testing. The features' means
and deviations are taken from the training part of each split.
"""

import argparse
import base64
import csv
import pathlib

import numpy as np
from scipy.stats import pearsonr, spearmanr
from sklearn.svm import SVR

ROOT = pathlib.Path(__file__).resolve().parent.parent
MODEL = ROOT / "Sources/Quality/Opinion/OpinionModelData.swift"
FIXTURE = ROOT / "Tests/Fixtures/opinion_predictions.tsv"

# Chosen on the 100 splits below, from a coarse grid; the neighbours are within 0.01 SROCC.
COST, GAMMA, EPSILON = 100.0, 0.003, 4.0
# The plain measures count more in the distance than the 72 correlated ones.
WEIGHTS = np.concatenate([np.full(72, 1.0), np.full(13, 4.0)])
# A feature farther from the mean than this many deviations counts as that far.
REACH = 5.0
# Training pictures are known to this part of a deviation only, so that each feature fits a byte.
STEP = 0.04


class Shape:
    """What makes features comparable: a root or a logarithm, then mean and deviation.

    Features that are never negative are skewed like variances and go through log(x + offset);
    the others through a root that keeps their sign (offset −1 stands for it).
    """

    def __init__(self, features):
        median = np.median(np.abs(features), axis=0)
        self.offsets = np.where(features.min(axis=0) >= 0, np.maximum(0.01 * median, 1e-6), -1.0)
        bent = self.bend(features)
        self.means, self.deviations = bent.mean(axis=0), bent.std(axis=0)

    def bend(self, features):
        logs = np.log(np.maximum(features, 0) + np.where(self.offsets < 0, 1, self.offsets))
        roots = np.sign(features) * np.sqrt(np.abs(features))
        return np.where(self.offsets < 0, roots, logs)

    def __call__(self, features):
        return np.clip((self.bend(features) - self.means) / self.deviations, -REACH, REACH)


def coarse(features):
    return np.round(features / STEP)


def trained(features, scores):
    return SVR(C=COST, gamma=GAMMA, epsilon=EPSILON, tol=1e-5).fit(features, scores)


def figures(features, scores, splits=100):
    rng = np.random.default_rng(0)
    ranks, lines, errors = [], [], []
    for _ in range(splits):
        order = rng.permutation(len(scores))
        cut = int(0.8 * len(scores))
        a, b = order[:cut], order[cut:]
        shape = Shape(features[a])
        model = trained(coarse(shape(features[a])) * STEP * WEIGHTS, scores[a])
        found = model.predict(shape(features[b]) * WEIGHTS)
        ranks.append(spearmanr(found, scores[b])[0])
        lines.append(pearsonr(found, scores[b])[0])
        errors.append(np.sqrt(np.mean((found - scores[b]) ** 2)))
    quartiles = np.percentile(ranks, [25, 75])
    return (f"SROCC {np.median(ranks):.4f} (quartiles {quartiles[0]:.3f}…{quartiles[1]:.3f}), "
            f"PLCC {np.median(lines):.4f}, RMSE {np.median(errors):.2f}")


def numbers(name, values):
    lines, line = [], "   "
    for value in values:
        word = f" {float(value)!r},"
        if len(line) + len(word) > 100:
            lines.append(line)
            line = "   "
        line += word
    lines.append(line)
    return f"  static let {name}: [Double] = [\n" + "\n".join(lines) + "\n  ]\n"


def packed(name, values):
    text = base64.b64encode(values.tobytes()).decode()
    lines = [text[at:at + 92] for at in range(0, len(text), 92)]
    body = "\\\n".join(f"    {line}" for line in lines)
    return f'  static let {name} = """\n{body}\n    """\n'


def write(features, scores, summary):
    shape = Shape(features)
    whole = coarse(shape(features))
    model = trained(whole * STEP * WEIGHTS, scores)
    vectors = whole[model.support_].astype("i1")
    weights = model.dual_coef_[0].astype("<f4")
    rho = -float(model.intercept_[0])

    MODEL.write_text(
        "// Written by tools/train_quality.py; train again instead of editing.\n\n"
        "/// The opinion model's parameters: see docs/QUALITY_MODEL.md.\n"
        "///\n"
        f"/// {len(weights)} support vectors of {features.shape[1]} features from {len(scores)} "
        "pictures of LIVE In the Wild.\n"
        f"/// Over 100 splits: {summary}.\n"
        "enum OpinionModelData {\n"
        '  static let name = "semblance-opinion-1"\n'
        f"  static let gamma = {GAMMA!r}\n"
        f"  static let rho = {rho!r}\n"
        "  /// What one step of a support vector is worth.\n"
        f"  static let step = {STEP!r}\n"
        "  /// Added before the logarithm; −1 where the feature goes through a signed root instead.\n"
        + numbers("offsets", shape.offsets)
        + numbers("means", shape.means)
        + numbers("deviations", shape.deviations)
        + "  /// What each standardised feature is multiplied by.\n"
        + numbers("weights", WEIGHTS)
        + "  /// Standardised features beyond this are taken as this.\n"
        + f"  static let reach = {REACH!r}\n"
        + "  /// One coefficient a support vector: little-endian Float32, base64.\n"
        + packed("coefficients", weights)
        + "  /// The support vectors: one Int8 a feature, base64.\n"
        + packed("vectors", vectors)
        + "}\n")

    # Made-up pictures around the middle of the training set, and what the model says of them.
    row, column = np.mgrid[0:24, 0:features.shape[1]]
    spread = np.std(features, axis=0) * 1.5
    made = np.median(features, axis=0) + spread * np.sin(1.7 * row + 0.9 * column * (row % 5 + 1))
    made = np.where(shape.offsets >= 0, np.abs(made), made)
    offsets = (shape(made)[:, None, :] - vectors[None] * STEP) * WEIGHTS
    apart = (offsets**2).sum(axis=2)
    found = np.exp(-GAMMA * apart) @ weights.astype(float) - rho
    with FIXTURE.open("w") as file:
        for values, score in zip(made, found):
            file.write("\t".join(repr(float(v)) for v in [score, *values]) + "\n")
    print(f"wrote {len(weights)} support vectors to {MODEL.relative_to(ROOT)}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("features", type=pathlib.Path)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    with arguments.features.open() as file:
        rows = list(csv.reader(file))[1:]
    table = np.array([[float(value) for value in row[1:]] for row in rows])
    features, scores = table[:, :-1], table[:, -1]
    summary = figures(features, scores)
    print(summary)
    if arguments.write:
        write(features, scores, summary)


if __name__ == "__main__":
    main()
