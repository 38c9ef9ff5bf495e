#!/bin/sh
# Indexes N small files, then again with nothing changed, and says how long each took.
#   unchanged.sh SEMBLANCE [N=100000]
set -eu
program=$1
count=${2:-100000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 - "$folder/pictures" "$count" <<'PY'
import random, struct, sys
from pathlib import Path
folder, count, rng = Path(sys.argv[1]), int(sys.argv[2]), random.Random(1)
# A bitmap of 16 by 16 pixels, each with bytes of its own.
head = b"BM" + struct.pack("<IHHI", 54 + 768, 0, 0, 54)
head += struct.pack("<IiiHHIIiiII", 40, 16, 16, 1, 24, 0, 768, 2835, 2835, 0, 0)
for number in range(count):
    place = folder / f"{number // 1000:03}"
    if number % 1000 == 0:
        place.mkdir(parents=True)
    (place / f"{number:06}.bmp").write_bytes(head + rng.randbytes(768))
PY
for run in first again; do
  echo "$run:"
  ( time "$program" --library "$folder/library" index -q "$folder/pictures" ) 2>&1 | grep -E 'real|user|sys'
done
