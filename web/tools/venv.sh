#!/bin/sh
# Puts the tools that only PyPI has (deno: linter and formatter; playwright, axe: tests in a browser;
# boto3: tests of the object store; PyJWT: tokens) into .venv, at pinned versions.
#
#   web/tools/venv.sh lint|browser|objects|tokens
set -eu
cd "$(dirname "$0")/../.."
case "${1:?lint, browser, objects or tokens}" in
  lint) wanted="deno==2.9.8" ;;
  browser) wanted="playwright==1.65.2 pytest==9.2.0 axe-playwright-python==0.1.8" ;;
  objects) wanted="boto3==1.44.8" ;;
  tokens) wanted="PyJWT==2.15.1 cryptography==50.0.2" ;;
  *) echo "venv: lint, browser, objects or tokens" >&2; exit 64 ;;
esac
stamp=.venv/installed-$1
[ "$(cat "$stamp" 2>/dev/null || true)" != "$wanted" ] || exit 0
echo "web: fetching $wanted from PyPI"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Debian's own Python: another one earlier on PATH may have no venv.
# shellcheck disable=SC2086
if ! { { [ -x .venv/bin/pip ] || /usr/bin/python3 -m venv .venv; } &&
  .venv/bin/pip install --quiet --disable-pip-version-check $wanted; } >"$log" 2>&1; then
  tail -n 5 "$log" >&2
  echo "web: could not be fetched. Connect once and run again." >&2
  exit 1
fi
printf '%s' "$wanted" >"$stamp"
