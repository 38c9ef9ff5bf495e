"""Vector search: Semblance's index beside hnswlib, FAISS and USearch, in one run.

    python Benchmarks/vectors.py [--folder .bench/vectors] [--binary BINARY] [--count 1000000]
                                 [--growth 10000,30000,100000,300000,1000000]
                                 [--peers hnswlib,faiss,usearch] [--seconds 4] [--rounds 3]

Needs numpy and the peers. The vectors are made by `vector_set.py`, seeded, with the exact truth.
Whatever is built stays in the folder and is used again. Each peer gets the least effort that gives a
recall@10 of .99 and more; Semblance runs with its defaults. Rounds alternate between the engines;
medians are told. Peers answer 1,000 queries a call, Semblance one.

Writes vectors.json and vectors.md to the folder, and growth.svg where sizes to grow through are given.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import time

import numpy as np

from vector_peers import PEERS
from vector_plot import plot

HERE = os.path.dirname(os.path.abspath(__file__))
DIMENSION = 512
FILTERS = {"all": "no filter", "1": "1 %", "10": "10 %", "50": "50 %", "near": "1 %, correlated"}
EFFORTS = (20, 30, 40, 50, 60, 80, 100, 120, 150, 200, 300, 400, 600, 900, 1400)


class Set:
    """The files of `vector_set.py`."""

    def __init__(self, folder, count):
        self.count = count
        self.path = os.path.join(folder, "sets", str(count))
        subprocess.run([sys.executable, os.path.join(HERE, "vector_set.py"), self.path, str(count)],
                       check=True)
        self.vectors = np.memmap(self.file("vectors.f32"), np.float32, "r").reshape(-1, DIMENSION)
        self.queries = np.fromfile(self.file("queries.f32"), np.float32).reshape(-1, DIMENSION)
        self.truths = {name: np.fromfile(self.file(f"truth-{name}.i32"), np.int32).reshape(-1, 10)
                       for name in FILTERS}

    def file(self, name):
        return os.path.join(self.path, name)

    def masks(self, name):
        if name == "all":
            return None
        if name == "near":
            bits = np.fromfile(self.file("filter-near.bits"), np.uint8)
            return bits.reshape(len(self.queries), -1)
        return np.packbits(np.fromfile(self.file(f"filter-{name}.u8"), np.uint8), bitorder="little")

    def recall(self, found, name):
        truth = self.truths[name]
        hits = sum(len(set(a) & set(b[b >= 0])) for a, b in zip(found, truth))
        return hits / (truth >= 0).sum()


class Ours:
    name = "Semblance"

    def __init__(self, binary, data, folder):
        self.binary, self.data = binary, data
        self.index = os.path.join(folder, f"semblance-{data.count}")
        note = self.index + ".json"
        if not os.path.exists(note):
            shutil.rmtree(self.index, ignore_errors=True)
            built = self.run("build", self.index, data.path)
            with open(note, "w") as file:
                json.dump(built, file)
        with open(note) as file:
            self.built = json.load(file)

    def run(self, *arguments):
        output = subprocess.run([self.binary, *map(str, arguments)], check=True,
                                capture_output=True, text=True).stdout
        return json.loads(output)

    def search(self, name, threads, seconds, together=1):
        return self.run("search", self.index, self.data.path, name, threads, seconds, together)


def timed(peer, data, effort, threads, seconds, *masks):
    """Queries a second."""
    start, answered = time.time(), 0
    while True:
        peer.search(data.queries, effort, threads, *masks)
        answered += len(data.queries)
        elapsed = time.time() - start
        if elapsed >= seconds:
            return answered / elapsed


def tuned(peer, data, name):
    """The least effort that reaches a recall of .99, and the recall; the last tried where none does."""
    masks = [] if name == "all" else [data.masks(name)]
    for effort in EFFORTS:
        start = time.time()
        recall = data.recall(peer.search(data.queries, effort, 2, *masks), name)
        # One that takes a minute for the queries has lost already.
        if recall >= 0.99 or time.time() - start > 60:
            break
    return effort, recall


def measure(ours, peers, data, arguments):
    """A row for each filter, engine and number of threads."""
    rows = []
    for name, title in FILTERS.items():
        able = [p for p in peers if name == "all" or p.filters]
        efforts = {p.name: tuned(p, data, name) for p in able}
        masks = [] if name == "all" else [data.masks(name)]
        for threads in (1, 2):
            own, others = [], {p.name: [] for p in able}
            for _ in range(arguments.rounds):
                own.append(ours.search(name, threads, arguments.seconds))
                for peer in able:
                    others[peer.name].append(timed(
                        peer, data, efforts[peer.name][0], threads, arguments.seconds, *masks))
            median = {key: statistics.median(r[key] for r in own) for key in own[0]}
            rows.append(dict(filter=title, threads=threads, engine=ours.name, **median))
            for peer in able:
                effort, recall = efforts[peer.name]
                rows.append(dict(filter=title, threads=threads, engine=peer.name, recall=recall,
                                 qps=statistics.median(others[peer.name]), effort=effort))
            for row in rows[-1 - len(able):]:
                print(row, flush=True)
    return rows


def table(rows):
    lines = ["| filter | engine | threads | recall@10 | queries/s | p50 ms | p95 ms |",
             "|---|---|---:|---:|---:|---:|---:|"]
    for row in rows:
        times = [f"{row[key]:.2f}" if key in row else "" for key in ("p50_ms", "p95_ms")]
        engine = f"{row['engine']} (ef {row['effort']})" if "effort" in row else "**Semblance**"
        lines.append(f"| {row['filter']} | {engine} | {row['threads']} | {row['recall']:.4f} "
                     f"| {row['qps']:,.0f} | {times[0]} | {times[1]} |")
    return "\n".join(lines)


def grow(arguments):
    """Figures of our index alone at each size."""
    rows = []
    for count in arguments.growth:
        ours = Ours(arguments.binary, Set(arguments.folder, count), arguments.folder)
        row = dict(count=count, **{f"built_{k}": v for k, v in ours.built.items()})
        for name in FILTERS:
            found = ours.search(name, 1, arguments.seconds)
            row.update({f"{name}_{key}": value for key, value in found.items()})
        rows.append(row)
        print(row, flush=True)
    plot(rows, os.path.join(arguments.folder, "growth.svg"))
    return rows


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--folder", default=".bench/vectors")
    parser.add_argument("--binary", default=os.path.join(
        HERE, "..", ".build", "release", "semblance-bench-vectors"))
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--growth", default="",
                        type=lambda text: [int(part) for part in text.split(",") if part])
    parser.add_argument("--peers", default="hnswlib,faiss,usearch",
                        type=lambda text: [part for part in text.split(",") if part])
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    os.makedirs(arguments.folder, exist_ok=True)
    result = {}
    if arguments.count:
        data = Set(arguments.folder, arguments.count)
        ours = Ours(arguments.binary, data, arguments.folder)
        result["built"] = [dict(engine=ours.name, **ours.built)]
        peers = []
        for key in arguments.peers:
            path = os.path.join(arguments.folder, f"{key}-{arguments.count}.index")
            peer = PEERS[key](data.vectors, path, 2)
            result["built"].append(dict(engine=peer.name, build_s=peer.build_s,
                                        disk_bytes=peer.bytes / data.count))
            peers.append(peer)
        print(result["built"], flush=True)
        result["rows"] = measure(ours, peers, data, arguments)
        with open(os.path.join(arguments.folder, "vectors.md"), "w") as file:
            file.write(table(result["rows"]) + "\n")
        print(table(result["rows"]))
    if arguments.growth:
        result["growth"] = grow(arguments)
    with open(os.path.join(arguments.folder, "vectors.json"), "w") as file:
        json.dump(result, file, indent=1)


if __name__ == "__main__":
    main()
