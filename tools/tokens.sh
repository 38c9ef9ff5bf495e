#!/bin/sh
# Tokens that PyJWT signs, and forgeries of them, against `semblance serve`. Ends with one line of counts.
#
#   tools/tokens.sh [SEMBLANCE]   shows new ones to a server (the debug build by default)
#   tools/tokens.sh --fixtures    writes those of Tests/AccountsTests anew
set -eu
cd "$(dirname "$0")/.."
if [ "${1:-}" != --fixtures ]; then
  swift=${SWIFT:-swift}
  set -- "$(realpath "${1:-$("$swift" build --show-bin-path)/semblance}")"
  [ -x "$1" ] || { echo "tokens: build it first: swift build --product semblance" >&2; exit 1; }
fi
web/tools/venv.sh tokens
exec .venv/bin/python tools/tokens.py "$1"
