#!/bin/sh
# Builds what embedding.py needs, in .bench/embedding, and runs it with the given arguments.
# SEMBLANCE_TEST_DATA names the real photographs.
set -eu
cd "$(dirname "$0")/.."
tools/runtime.sh
work=.bench/embedding
mkdir -p "$work"
if [ ! -x "$work/venv/bin/python" ]; then
  python3 -m venv "$work/venv"
  "$work/venv/bin/pip" install --quiet -r Benchmarks/inference/requirements.txt
fi
# A stale release build mixes layouts (CONTRIBUTING.md).
rm -rf .build/release .build/*/release
swift build -c release --product semblance-bench-embedding
exec "$work/venv/bin/python" Benchmarks/embedding.py --bench .build/release/semblance-bench-embedding \
  --data "$SEMBLANCE_TEST_DATA" --work "$work" "$@"
