#!/usr/bin/env python3
"""Writes Tests/ClusteringTests/Fixtures/scikit.json: what scikit-learn makes of generated vectors.

    pip install scikit-learn==1.9.1 && tools/clustering_fixtures.py

Vectors are whole numbers (of length 1 after scaling): blobs of different sizes and densities and some
noise around them.
"""
import json
import os

import numpy as np
from sklearn.cluster import HDBSCAN, AgglomerativeClustering
from sklearn.covariance import LedoitWolf
from sklearn.neighbors import LocalOutlierFactor, NearestNeighbors

DIMENSION = 12
SIZES = [60, 45, 40, 30, 20, 12, 6]
SPREADS = [18, 30, 12, 24, 15, 10, 20]


def vectors():
    random = np.random.default_rng(7)
    parts = [random.normal(0, 60, (25, DIMENSION))]
    for size, spread in zip(SIZES, SPREADS):
        parts.append(random.normal(0, 60, DIMENSION) + random.normal(0, spread, (size, DIMENSION)))
    rows = np.concatenate(parts).round().astype(int)
    return rows[random.permutation(len(rows))]


def agglomerative(unit, linkage, **options):
    model = AgglomerativeClustering(n_clusters=options.get("count"), metric="cosine",
                                    linkage=linkage,
                                    distance_threshold=options.get("threshold"))
    return model.fit_predict(unit).tolist()


def main():
    rows = vectors()
    unit = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    result = {"vectors": rows.tolist(), "agglomerative": [], "density": []}
    for linkage in ("average", "complete", "single"):
        for cosine in (0.92, 0.8, 0.6):
            # scikit-learn merges below the threshold, not at it; no distance here is that near it.
            result["agglomerative"].append(
                {"linkage": linkage, "cosine": cosine,
                 "labels": agglomerative(unit, linkage, threshold=1 - cosine)})
        for count in (100, 20, 8, 2):
            result["agglomerative"].append(
                {"linkage": linkage, "count": count,
                 "labels": agglomerative(unit, linkage, count=count)})
    for size, samples in ((5, 5), (10, 4), (15, 10), (3, 1)):
        model = HDBSCAN(min_cluster_size=size, min_samples=samples, metric="euclidean",
                        copy=True).fit(unit)
        result["density"].append(
            {"size": size, "samples": samples, "labels": model.labels_.tolist(),
             "probabilities": model.probabilities_.round(5).tolist()})
    outlier = LocalOutlierFactor(n_neighbors=10).fit(unit)
    result["outlier"] = {"neighbours": 10,
                         "factors": (-outlier.negative_outlier_factor_).round(5).tolist()}
    nearest = NearestNeighbors(n_neighbors=5, metric="cosine", algorithm="brute").fit(unit)
    distances, indices = nearest.kneighbors()
    result["neighbours"] = {"degree": 5, "indices": indices.tolist(),
                            "cosines": (1 - distances).round(6).tolist()}
    fit = LedoitWolf().fit(unit)
    result["gaussian"] = {"shrinkage": round(float(fit.shrinkage_), 6),
                          "distances": np.sqrt(fit.mahalanobis(unit)).round(5).tolist()}
    distances, _ = NearestNeighbors(n_neighbors=5).fit(unit).kneighbors()
    result["distance"] = {"nearest": 5, "means": distances.mean(axis=1).round(6).tolist()}
    folder = os.path.join(os.path.dirname(__file__), "../Tests/ClusteringTests/Fixtures")
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, "scikit.json"), "w") as file:
        json.dump(result, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main()
