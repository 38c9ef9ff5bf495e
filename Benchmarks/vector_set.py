"""Makes vectors shaped like CLIP's, and the truth about them.

512 numbers of length 1: 2,000 clusters of Zipf-distributed sizes, each with a decaying spectrum in a
basis of its own (a random rotation shared by eight clusters), around a common direction. Seeded; the
first N of a larger set are the set of N. Queries are further draws of the same kind.

    vector_set.py FOLDER COUNT

writes to the folder `vectors.f32` (COUNT × 512), `queries.f32` (1,000 × 512), the filters
`filter-{1,10,50,near}.u8` (a byte a row; "near" is a file a query's cluster: `near.u8`, 1,000 bitmaps
of the rows of about 1 % of the set nearest to the query's cluster centre) and for each of them
`truth-*.i32` (1,000 × 10), exact in single precision.
"""

import os
import sys

import numpy as np

DIMENSION = 512
CLUSTERS = 2000
QUERIES = 1000
LIMIT = 10


def normalised(rows):
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


class Source:
    def __init__(self, seed=20):
        rng = np.random.default_rng(seed)
        self.cone = normalised(rng.standard_normal((1, DIMENSION)))[0]
        spectrum = (1 + np.arange(DIMENSION)) ** -0.55
        self.spectrum = (spectrum / np.linalg.norm(spectrum)).astype(np.float32)
        self.bases = [np.linalg.qr(rng.standard_normal((DIMENSION, DIMENSION)))[0]
                      .astype(np.float32) for _ in range(8)]
        # Centres share a decaying spectrum too, so that some clusters are neighbours.
        centres = rng.standard_normal((CLUSTERS, DIMENSION)).astype(np.float32) * self.spectrum
        self.centres = normalised(0.9 * self.cone + normalised(centres @ self.bases[0].T))
        weights = 1 / (1 + np.arange(CLUSTERS)) ** 0.9
        self.shares = weights / weights.sum()

    def draw(self, count, seed):
        """Vectors and the cluster of each."""
        rng = np.random.default_rng(seed)
        clusters = rng.choice(CLUSTERS, count, p=self.shares)
        out = rng.standard_normal((count, DIMENSION), dtype=np.float32) * self.spectrum
        for basis in range(8):
            rows = clusters % 8 == basis
            out[rows] = out[rows] @ self.bases[basis].T
        return normalised(self.centres[clusters] + 0.55 * out), clusters


def best(similarities, rows):
    order = np.argpartition(-similarities, LIMIT - 1, axis=1)[:, :LIMIT]
    values = np.take_along_axis(similarities, order, 1)
    return values, rows[order]


def truth(vectors, queries, mask, masks=None):
    """The nearest rows; `masks` gives each query rows of its own."""
    values = np.full((len(queries), LIMIT), -2, np.float32)
    found = np.full((len(queries), LIMIT), -1, np.int32)
    for first in range(0, len(vectors), 50_000):
        rows = np.arange(first, min(first + 50_000, len(vectors)), dtype=np.int32)
        if mask is not None:
            rows = rows[mask[rows]]
        if len(rows) < LIMIT:
            continue
        similarities = queries @ vectors[rows].T
        if masks is not None:
            similarities[~masks[:, rows]] = -2
        v, f = best(similarities, rows)
        v, f = np.concatenate([values, v], 1), np.concatenate([found, f], 1)
        order = np.argsort(-v, axis=1, kind="stable")[:, :LIMIT]
        values, found = np.take_along_axis(v, order, 1), np.take_along_axis(f, order, 1)
    return found


def main():
    folder, count = sys.argv[1], int(sys.argv[2])
    if os.path.exists(os.path.join(folder, "truth-near.i32")):
        return
    os.makedirs(folder, exist_ok=True)
    place = lambda name: os.path.join(folder, name)
    source = Source()
    clusters = np.empty(count, np.int32)
    with open(place("vectors.f32"), "wb") as file:
        for number, first in enumerate(range(0, count, 10_000)):
            size = min(10_000, count - first)
            vectors, which = source.draw(10_000, 100 + number)
            vectors[:size].tofile(file)
            clusters[first:first + size] = which[:size]
    vectors = np.fromfile(place("vectors.f32"), np.float32).reshape(-1, DIMENSION)
    queries, query_clusters = source.draw(QUERIES, 7)
    queries.tofile(place("queries.f32"))
    rng = np.random.default_rng(5)
    chance = rng.random(count)
    truth(vectors, queries, None).tofile(place("truth-all.i32"))
    for percent in (1, 10, 50):
        mask = chance < percent / 100
        mask.astype(np.uint8).tofile(place(f"filter-{percent}.u8"))
        truth(vectors, queries, mask).tofile(place(f"truth-{percent}.i32"))
    # Correlated: the rows of the clusters nearest to the query's, until they are 1 % of all.
    sizes = np.bincount(clusters, minlength=CLUSTERS)
    kin = source.centres @ source.centres.T
    masks = np.zeros((QUERIES, count), bool)
    known = {}
    for index, cluster in enumerate(query_clusters):
        if cluster not in known:
            order = np.argsort(-kin[cluster])
            upto = np.searchsorted(np.cumsum(sizes[order]), max(count // 100, LIMIT)) + 1
            rows = np.flatnonzero(np.isin(clusters, order[:upto]))
            # A large cluster alone may be more than 1 %.
            keep = np.sort(np.random.default_rng(int(cluster)).permutation(rows)[:count // 100])
            known[cluster] = keep
        masks[index, known[cluster]] = True
    np.packbits(masks, axis=1, bitorder="little").tofile(place("filter-near.bits"))
    truth(vectors, queries, None, masks).tofile(place("truth-near.i32"))


if __name__ == "__main__":
    main()
