#!/bin/sh
# Runs schemathesis (all checks, all phases, stateful too) against the API of a library of a few
# made-up pictures in a temporary folder. Exit code 1 when it finds something.
#
#   tools/schemathesis.sh [OPTIONS of `schemathesis run`]
#
# SEMBLANCE names the program (the debug build by default). Needs python3-venv and PyPI the first time.
set -eu
cd "$(dirname "$0")/.."
program=$(realpath "${SEMBLANCE:-.build/debug/semblance}")
[ -x "$program" ] || { echo "schemathesis: build first: swift build --product semblance" >&2; exit 1; }
venv=${SCHEMATHESIS_VENV:-.bench/schemathesis}
if [ ! -x "$venv/bin/schemathesis" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet schemathesis==4.32.5
fi

venv=$(realpath "$venv")
config=$PWD/tools/schemathesis.toml
folder=$(mktemp -d)
server=
stop() {
  [ -z "$server" ] || { kill "$server" 2>/dev/null || true; wait "$server" 2>/dev/null || true; }
  rm -rf "$folder"
}
trap stop EXIT
trap 'exit 130' INT TERM
mkdir -p "$folder/home/pictures/more"
# Bitmaps of soft noise; the first is there twice.
python3 - "$folder/home/pictures" <<'PYTHON'
import random, struct, sys
for number in range(12):
    draw = random.Random(number)
    width, height = 96, 64
    coarse = [[[draw.randrange(256) for _ in range(3)] for _ in range(13)] for _ in range(9)]
    rows = bytearray()
    for y in range(height):
        for x in range(width):
            i, j, u, v = y // 8, x // 8, (y % 8) / 8, (x % 8) / 8
            for c in range(3):
                top = coarse[i][j][c] * (1 - v) + coarse[i][j + 1][c] * v
                low = coarse[i + 1][j][c] * (1 - v) + coarse[i + 1][j + 1][c] * v
                rows.append(int(top * (1 - u) + low * u))
    head = struct.pack("<2sIHHIIiiHHIIiiII", b"BM", 54 + len(rows), 0, 0, 54, 40, width, height,
                       1, 24, 0, len(rows), 2835, 2835, 0, 0)
    for name in [f"{number}.bmp"] + ["more/copy.bmp"] * (number == 0):
        open(f"{sys.argv[1]}/{name}", "wb").write(head + rows)
PYTHON
# A home of its own: what is approved goes to its trash, and nothing else may be looked into.
export HOME="$folder/home" XDG_DATA_HOME="$folder/home/data" SEMBLANCE_LIBRARY="$folder/library"
"$program" index -q "$HOME/pictures"
"$program" duplicates --json >/dev/null
"$program" serve --port 0 >"$folder/address" 2>"$folder/log" &
server=$!
address=
for _ in $(seq 1 300); do
  address=$(sed -n 's/.* on \(http.*\)/\1/p' "$folder/address")
  [ -z "$address" ] || break
  kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
  sleep 0.1
done
# It keeps notes where it runs.
cd "$folder"
status=0
"$venv/bin/schemathesis" --config-file "$config" run "$address/api/openapi.json" --url "$address" --checks all \
  --phases examples,coverage,fuzzing,stateful --continue-on-failure \
  --header 'X-Semblance: 1' "$@" || status=$?
kill -0 "$server" 2>/dev/null || { echo "schemathesis: the server died" >&2; status=1; }
if grep -E '"level":"error"' "$folder/log" | head -n 5 >&2; then :; fi
exit "$status"
