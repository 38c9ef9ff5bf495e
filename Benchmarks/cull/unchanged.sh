#!/bin/sh
# Indexes N small files, then again with nothing changed, then with a mark beside each, and says how
# long each took; makes the marks and takes them away again.
#   unchanged.sh SEMBLANCE [N=100000]
set -eu
program=$1
count=${2:-100000}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export SEMBLANCE_LIBRARY="$folder/library"
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
# The title of a line, then a command.
measure() {
  echo "$1:"
  shift
  # Only the times are shown: what the program says goes nowhere.
  ( time sh -c '"$0" "$@" >/dev/null 2>&1' "$program" "$@" ) 2>&1 | grep -E 'real|user|sys'
}
measure first index -q "$folder/pictures"
measure again index -q "$folder/pictures"
measure marked flag cropped "$folder/pictures"
measure "again, with marks" index -q "$folder/pictures"
measure "found by the mark" search --mark cropped --limit 1
measure "marks undone" undo
measure "again, without" index -q "$folder/pictures"
