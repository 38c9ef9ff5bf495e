#!/bin/sh
# Builds the benchmark and runs vectors.py with its arguments; PYTHON names an interpreter that has
# numpy, and the peers hnswlib, faiss-cpu and usearch.
set -eu
cd "$(dirname "$0")/.."
swift build -c release --product semblance-bench-vectors
exec "${PYTHON:-python3}" Benchmarks/vectors.py "$@"
