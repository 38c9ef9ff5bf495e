#!/bin/sh
# Kills a process that writes to a vector index, as many times as asked for (1,000), before changes to
# the file system of every kind, and compares what is left with the truth each time.
#
#   Benchmarks/kill_vectors.sh [KILLS]
set -eu
cd "$(dirname "$0")/.."
SEMBLANCE_CRASH_ROUNDS=${1:-1000} tools/test.sh --filter VectorsTests.CrashTests
grep '^killed before' .build/test.log
