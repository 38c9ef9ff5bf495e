"""Self-joins of Hamming codes: Semblance's index and scan beside FAISS, in one run.

    python Benchmarks/hamming.py [--quick] [--count N] [--growth N,N,...] [--folder .bench]
                                 [--faiss-queries N] [--real64 FILE] [--real256 FILE]

Needs numpy, and faiss-cpu for the peer's column. Codes are made with a fixed seed
(hamming_codes.py): uniform and skewed, a tenth of them planted neighbours of others; real hashes
are read from files of little-endian 64-bit words. FAISS's flat range search costs the same for each
query, so it is timed on a sample of the codes as queries and scaled to all of them: such times are
marked "~". Exactness: at 100,000 codes the index's pairs equal the scan's; at every size all planted
pairs are among them, and for the sampled queries the neighbours equal FAISS's.

Writes hamming.json and hamming.md to the folder.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import time

import numpy as np

HERE = os.path.dirname(os.path.abspath(__file__))
BENCH = os.path.join(HERE, "..", ".build", "release", "semblance-bench-hamming")
RADII = {64: (6, 10), 256: (10, 31, 40)}


def make(folder, kind, bits, count):
    path = os.path.join(folder, f"{kind}-{bits}-{count}")
    if not os.path.exists(path):
        subprocess.run(
            [sys.executable, os.path.join(HERE, "hamming_codes.py"), kind, str(bits), str(count),
             str(RADII[bits][-1]), "1", path], check=True)
    return path


def ours(path, bits, radius, method="index", limit=None, threads=None):
    output = path + ".pairs"
    command = [BENCH, path, "--bits", str(bits), "--radius", str(radius), "--method", method,
               "--output", output]
    command += ["--plan"] if method == "index" else []
    command += ["--limit", str(limit)] if limit else []
    command += ["--threads", str(threads)] if threads else []
    result = json.loads(subprocess.run(command, check=True, capture_output=True).stdout)
    pairs = np.fromfile(output, dtype=np.int32).reshape(-1, 3)
    os.remove(output)
    return result, pairs


def cpu():
    usage = resource.getrusage(resource.RUSAGE_SELF)
    return usage.ru_utime + usage.ru_stime


def faiss_flat(codes, radius, queries):
    """Seconds (wall, CPU) for all codes as queries, scaled from the sample; its neighbours."""
    import faiss

    faiss.omp_set_num_threads(os.cpu_count())
    index = faiss.IndexBinaryFlat(codes.shape[1] * 8)
    index.add(codes)
    scale = len(codes) / len(queries)
    start, used = time.perf_counter(), cpu()
    # FAISS's range is exclusive: distance < radius.
    limits, distances, labels = index.range_search(codes[queries], radius + 1)
    return (time.perf_counter() - start) * scale, (cpu() - used) * scale, limits, labels


def faiss_multi_hash(codes, radius, width):
    import faiss

    count = codes.shape[1] * 8 // width
    index = faiss.IndexBinaryMultiHash(codes.shape[1] * 8, count, width)
    index.nflip = radius // count
    start, used = time.perf_counter(), cpu()
    index.add(codes)
    index.range_search(codes, radius + 1)
    return time.perf_counter() - start, cpu() - used


def missing_planted(path, codes, pairs, radius):
    planted = np.fromfile(path + ".planted", dtype=np.int32).reshape(-1, 2)
    distance = np.bitwise_count(codes[planted[:, 0]] ^ codes[planted[:, 1]]).sum(axis=1)
    near = np.sort(planted[distance <= radius], axis=1).astype(np.int64)
    found = pairs[:, 0].astype(np.int64) << 32 | pairs[:, 1]
    return int(len(near) - np.isin(near[:, 0] << 32 | near[:, 1], found).sum())


def differing_queries(pairs, queries, limits, labels):
    """How many sampled queries have other neighbours in our pairs than in FAISS's answer."""
    both = np.concatenate([pairs[:, :2], pairs[:, 1::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    starts = np.searchsorted(both[:, 0], queries)
    ends = np.searchsorted(both[:, 0], queries, side="right")
    differing = 0
    for k, query in enumerate(queries):
        theirs = set(labels[limits[k]:limits[k + 1]].tolist()) - {int(query)}
        differing += theirs != set(both[starts[k]:ends[k], 1].tolist())
    return differing


def measure(path, name, bits, radius, options, with_faiss):
    codes = np.fromfile(path, dtype=np.uint8).reshape(-1, bits // 8)
    row = {"codes": name, "bits": bits, "count": len(codes), "radius": radius}
    result, pairs = ours(path, bits, radius)
    row["index"] = result
    if os.path.exists(path + ".planted"):
        row["planted_missing"] = missing_planted(path, codes, pairs, radius)
    if with_faiss:
        rng = np.random.default_rng(2)
        queries = np.sort(
            rng.choice(len(codes), min(options.faiss_queries, len(codes)), replace=False))
        wall, used, limits, labels = faiss_flat(codes, radius, queries)
        row["faiss_flat"] = {
            "wall": round(wall, 2), "cpu": round(used, 2), "queries": len(queries),
            "scaled": len(queries) < len(codes)}
        row["queries_differing"] = differing_queries(pairs, queries, limits, labels)
    print(json.dumps(row), flush=True)
    return row


def verify(path, name, bits, radius, count=100_000):
    fast, found = ours(path, bits, radius, limit=count)
    slow, truth = ours(path, bits, radius, method="scan", limit=count)
    row = {"codes": name, "bits": bits, "count": fast["codes"], "radius": radius,
           "pairs": len(truth), "equal": bool(np.array_equal(found, truth)), "index": fast,
           "scan": slow}
    print(json.dumps(row), flush=True)
    return row


def table(rows, checks):
    lines = [
        "| codes | bits | N | r | pairs | index, s (CPU) | peak MiB | FAISS flat, s (CPU) | ratio |"
        " planted missing | queries differing |", "|---" * 11 + "|"]
    for row in rows:
        index, peer = row["index"], row.get("faiss_flat")
        mark = "~" if peer and peer["scaled"] else ""
        lines.append(
            f"| {row['codes']} | {row['bits']} | {row['count']:,} | {row['radius']} |"
            f" {index['pairs']:,} | {index['wall']:.2f} ({index['cpu']:.2f}) | {index['peak_mib']} |"
            + (f" {mark}{peer['wall']:.0f} ({mark}{peer['cpu']:.0f}) |"
               f" {peer['wall'] / index['wall']:.0f} |" if peer else " – | – |")
            + f" {row.get('planted_missing', '–')} | {row.get('queries_differing', '–')} |")
    lines += ["", "| index against scan, first codes of | bits | N | r | pairs | equal |"
              " index, s (CPU) | scan, s (CPU) |", "|---" * 8 + "|"]
    for row in checks:
        lines.append(
            f"| {row['codes']} | {row['bits']} | {row['count']:,} | {row['radius']} |"
            f" {row['pairs']:,} | {row['equal']} | {row['index']['wall']:.2f}"
            f" ({row['index']['cpu']:.2f}) | {row['scan']['wall']:.2f} ({row['scan']['cpu']:.2f}) |")
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="100,000 codes, no growth")
    parser.add_argument("--count", type=int, default=1_000_000)
    parser.add_argument("--growth", default="10000,100000,1000000,10000000")
    parser.add_argument("--growth256", default="10000,100000,1000000,4000000")
    parser.add_argument("--faiss-queries", type=int, default=20_000)
    parser.add_argument("--no-faiss", action="store_true")
    parser.add_argument("--multi-hash", action="store_true", help="FAISS's own hash index too")
    parser.add_argument("--folder", default=os.path.join(HERE, "..", ".bench"))
    parser.add_argument("--real64")
    parser.add_argument("--real256")
    options = parser.parse_args()
    os.makedirs(options.folder, exist_ok=True)
    count = 100_000 if options.quick else options.count

    rows, checks, hashed = [], [], []
    inputs = [(kind, bits, make(options.folder, kind, bits, count))
              for bits in RADII for kind in ("uniform", "skewed")]
    inputs += [("real", 64, options.real64)] if options.real64 else []
    inputs += [("real", 256, options.real256)] if options.real256 else []
    for kind, bits, path in inputs:
        for radius in RADII[bits]:
            checks.append(verify(path, kind, bits, radius))
            rows.append(measure(path, kind, bits, radius, options, not options.no_faiss))
    if options.multi_hash:
        codes = np.fromfile(make(options.folder, "uniform", 64, count), np.uint8).reshape(-1, 8)
        for radius in RADII[64]:
            wall, used = faiss_multi_hash(codes, radius, 16)
            hashed.append({"bits": 64, "radius": radius, "wall": wall, "cpu": used})
    if not options.quick:
        for bits, sizes in ((64, options.growth), (256, options.growth256)):
            for size in [int(text) for text in sizes.split(",") if int(text) != count]:
                path = make(options.folder, "uniform", bits, size)
                for radius in RADII[bits]:
                    rows.append(measure(path, "uniform", bits, radius, options, False))
    with open(os.path.join(options.folder, "hamming.json"), "w") as file:
        json.dump({"rows": rows, "checks": checks, "faiss_multi_hash": hashed,
                   "load": os.getloadavg(), "processors": os.cpu_count()}, file, indent=2)
    text = table(rows, checks)
    with open(os.path.join(options.folder, "hamming.md"), "w") as file:
        file.write(text)
    print(text)
    wrong = [c for c in checks if not c["equal"]] + [
        r for r in rows if r.get("planted_missing") or r.get("queries_differing")]
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
