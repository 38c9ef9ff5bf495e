#!/bin/sh
# Builds the benchmark and runs hamming.py with its arguments; PYTHON names an interpreter that has
# numpy and faiss.
set -eu
cd "$(dirname "$0")/.."
swift build -c release --product semblance-bench-hamming
exec "${PYTHON:-python3}" Benchmarks/hamming.py "$@"
