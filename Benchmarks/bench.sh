#!/bin/sh
# Accuracy and speed against peers, from nothing: a Python environment with the pinned peers, the
# evaluation set, the speed sets (about 2 GB in .bench, kept between runs), then the comparisons:
# finding copies, indexing, joins of Hamming codes, quality measures.
# SEMBLANCE_TEST_DATA must name the real photographs.
set -eu
cd "$(dirname "$0")/.."
bench=.bench
data=${SEMBLANCE_TEST_DATA:-}
for folder in shared/data ../shared/data; do
  if [ -z "$data" ] && [ -d "$folder" ]; then data=$folder; fi
done
[ -d "$data" ] || { echo "bench: set SEMBLANCE_TEST_DATA to the folder of real photographs" >&2; exit 1; }
python=$bench/venv/bin/python
mkdir -p $bench
if [ ! -x $python ] || ! cmp -s Benchmarks/requirements.txt $bench/venv/requirements.txt; then
  python3 -m venv $bench/venv || { echo "bench: apt-get install python3-venv" >&2; exit 1; }
  $python -m pip install --quiet --requirement Benchmarks/requirements.txt
  cp Benchmarks/requirements.txt $bench/venv/requirements.txt
fi
[ -f $bench/sources.csv ] || $python Benchmarks/corpus/sources.py --data "$data" \
  --packages $bench/packages --fetch --out $bench/sources.csv
[ -f $bench/set/truth.csv ] || $python Benchmarks/corpus/make_transforms.py \
  --sources $bench/sources.csv --out $bench/set
[ -d $bench/speed1600/11 ] || $python Benchmarks/corpus/make_speed.py --sources $bench/sources.csv \
  --large $bench/speed1600 --small $bench/speedsmall
[ -f $bench/peers.json ] || $python Benchmarks/dedupe/peers.py --set $bench/set \
  --out $bench/peers.json --cache $bench/peers-cache.json

swift=${SWIFT:-swift}
"$swift" build -c release --static-swift-stdlib --product semblance
binary=$("$swift" build -c release --static-swift-stdlib --product semblance --show-bin-path)/semblance
$python Benchmarks/speed.py --semblance "$binary" --json $bench/speed.json \
  --folder $bench/speed1600 --folder $bench/speedsmall

"$swift" build -c release --static-swift-stdlib --product semblance-evaluate
"$(dirname "$binary")/semblance-evaluate" $bench/set 72
PYTHON=$python Benchmarks/hamming.sh --quick
"$swift" build -c release --static-swift-stdlib --product semblance-bench-quality
$python Benchmarks/quality.py "$data/photos/exif-samples/jpg/mobile/HMD_Nokia_8.3_5G.jpg"
