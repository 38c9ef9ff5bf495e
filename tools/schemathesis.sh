#!/bin/sh
# Runs schemathesis (all checks, all phases, stateful too) against the API of a library of a few
# made-up pictures in a temporary folder. Exit code 1 when it finds something.
#
#   tools/schemathesis.sh [--tenants] [OPTIONS of `schemathesis run`]
#
# --tenants: of a server with a library for every user, as a user with a token.
# SEMBLANCE names the program (the debug build by default). Needs python3-venv and PyPI the first time.
set -eu
cd "$(dirname "$0")/.."
tenants=
if [ "${1:-}" = --tenants ]; then tenants=1; shift; fi
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
if [ -n "$tenants" ]; then
  printf %s "$(head -c 24 /dev/urandom | base64 | tr -d '\n')" >"$folder/secret"
  token=$(python3 - "$folder/secret" <<'PYTHON'
import base64, hashlib, hmac, json, sys, time
def text(data): return base64.urlsafe_b64encode(data).rstrip(b"=")
claims = {"sub": "anna", "scope": "admin", "exp": int(time.time()) + 86_400}
head = b".".join(text(json.dumps(part).encode()) for part in ({"alg": "HS256", "typ": "JWT"}, claims))
key = open(sys.argv[1], "rb").read()
print((head + b"." + text(hmac.new(key, head, hashlib.sha256).digest())).decode())
PYTHON
)
  set -- --header "Authorization: Bearer $token" "$@"
  # Limits are tried by tests of their own.
  "$program" serve --port 0 --tenants --tenant-root "anna=$HOME" --jwt-secret-file "$folder/secret" \
    --read-limit 0 --search-limit 0 --write-limit 0 >"$folder/address" 2>"$folder/log" &
else
  "$program" index -q "$HOME/pictures"
  "$program" duplicates --json >/dev/null
  "$program" serve --port 0 >"$folder/address" 2>"$folder/log" &
fi
server=$!
address=
for _ in $(seq 1 300); do
  address=$(sed -n 's/.* on \(http.*\)/\1/p' "$folder/address")
  [ -z "$address" ] || break
  kill -0 "$server" 2>/dev/null || { cat "$folder/log" >&2; exit 1; }
  sleep 0.1
done
if [ -n "$tenants" ]; then
  python3 - "$address" "$token" "$HOME/pictures" <<'PYTHON'
import json, sys, urllib.request
address, token, folder = sys.argv[1:]
def ask(path, body=None):
    fields = {"Authorization": f"Bearer {token}", "Content-Type": "application/json"}
    return urllib.request.urlopen(urllib.request.Request(
        address + path, None if body is None else json.dumps(body).encode(), fields), timeout=60).read()
ask("/api/index/scan", {"paths": [folder]})
ask("/api/jobs/events?until=idle")
assert json.loads(ask("/api/images"))["total"] == 12
PYTHON
fi
# It keeps notes where it runs.
cd "$folder"
status=0
"$venv/bin/schemathesis" --config-file "$config" run "$address/api/openapi.json" --url "$address" --checks all \
  --phases examples,coverage,fuzzing,stateful --continue-on-failure \
  --header 'X-Semblance: 1' "$@" || status=$?
kill -0 "$server" 2>/dev/null || { echo "schemathesis: the server died" >&2; status=1; }
if grep -E '"level":"error"' "$folder/log" | head -n 5 >&2; then :; fi
exit "$status"
