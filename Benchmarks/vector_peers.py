"""The peers of `vectors.py`: hnswlib, FAISS and USearch from PyPI, each built once into a file.

A peer answers all queries in one call, which spares it Python's cost a query. `search` takes the
effort (candidates kept while searching) and, where the peer has filters that are not Python, the
rows that may be found.
"""

import os
import time

import numpy as np

LIMIT = 10
LINKS = 16
BUILD_EFFORT = 128


class HNSWLib:
    name = "hnswlib"
    filters = False

    def __init__(self, vectors, path, threads):
        import hnswlib
        self.index = hnswlib.Index(space="ip", dim=vectors.shape[1])
        self.build_s = None
        if os.path.exists(path):
            self.index.load_index(path, max_elements=len(vectors))
        else:
            start = time.time()
            self.index.init_index(len(vectors), M=LINKS, ef_construction=BUILD_EFFORT,
                                  random_seed=1)
            for first in range(0, len(vectors), 50_000):
                self.index.add_items(vectors[first:first + 50_000],
                                     np.arange(first, min(first + 50_000, len(vectors))),
                                     num_threads=threads)
            self.build_s = time.time() - start
            self.index.save_index(path)
        self.bytes = os.path.getsize(path)

    def search(self, queries, effort, threads):
        self.index.set_ef(effort)
        return self.index.knn_query(queries, LIMIT, num_threads=threads)[0].astype(np.int64)


class FAISS:
    name = "FAISS HNSW"
    filters = True

    def __init__(self, vectors, path, threads):
        import faiss
        self.faiss = faiss
        self.build_s = None
        faiss.omp_set_num_threads(threads)
        if os.path.exists(path):
            self.index = faiss.read_index(path)
        else:
            start = time.time()
            self.index = faiss.IndexHNSWFlat(vectors.shape[1], LINKS, faiss.METRIC_INNER_PRODUCT)
            self.index.hnsw.efConstruction = BUILD_EFFORT
            for first in range(0, len(vectors), 50_000):
                self.index.add(vectors[first:first + 50_000])
            self.build_s = time.time() - start
            faiss.write_index(self.index, path)
        self.bytes = os.path.getsize(path)

    def search(self, queries, effort, threads, masks=None):
        """`masks`: a bitmap for all queries, or one for each."""
        self.faiss.omp_set_num_threads(threads)
        if masks is None:
            parameters = self.faiss.SearchParametersHNSW(efSearch=effort)
            return self.index.search(queries, LIMIT, params=parameters)[1]
        if masks.ndim == 1:
            selector = self.faiss.IDSelectorBitmap(masks)
            parameters = self.faiss.SearchParametersHNSW(efSearch=effort, sel=selector)
            return self.index.search(queries, LIMIT, params=parameters)[1]
        found = []
        for query, mask in zip(queries, masks):
            selector = self.faiss.IDSelectorBitmap(mask)
            parameters = self.faiss.SearchParametersHNSW(efSearch=effort, sel=selector)
            found.append(self.index.search(query[None], LIMIT, params=parameters)[1][0])
        return np.array(found)


class USearch:
    """Codes of a byte, and the 40 nearest compared in single precision: codes alone reach .97."""
    name = "USearch int8 + rescoring"
    filters = False

    def __init__(self, vectors, path, threads):
        from usearch.index import Index
        self.vectors = vectors
        self.build_s = None
        if os.path.exists(path):
            self.index = Index.restore(path)
        else:
            start = time.time()
            self.index = Index(ndim=vectors.shape[1], metric="ip", dtype="i8", connectivity=LINKS,
                               expansion_add=BUILD_EFFORT)
            for first in range(0, len(vectors), 50_000):
                rows = np.arange(first, min(first + 50_000, len(vectors)))
                self.index.add(rows, vectors[first:first + 50_000], threads=threads)
            self.build_s = time.time() - start
            self.index.save(path)
        self.bytes = os.path.getsize(path)

    def search(self, queries, effort, threads):
        self.index.expansion_search = effort
        keys = self.index.search(queries, 40, threads=threads).keys.astype(np.int64)
        found = np.empty((len(queries), LIMIT), np.int64)
        for number, (query, rows) in enumerate(zip(queries, keys)):
            found[number] = rows[np.argsort(-(self.vectors[rows] @ query))[:LIMIT]]
        return found


PEERS = {"hnswlib": HNSWLib, "faiss": FAISS, "usearch": USearch}
