#!/bin/sh
# The web app's tests: units under Node, then in a browser against the real server. Each part ends with
# one line of counts; the sums go to the file that --counts names.
#
#   web/tools/test.sh [--counts FILE] [unit|e2e]
set -u
cd "$(dirname "$0")/.."
counts=""
if [ "${1:-}" = --counts ]; then counts=$2; shift 2; fi
part=${1:-all}
passed=0 failed=0 skipped=0 reason=""

# Adds the numbers of a line such as "web unit tests: 55 passed, 0 failed, 1 skipped".
add() {
  numbers=$(grep -E '^web [a-z ]+tests: [0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$1" | tail -n 1 |
    tr -cd '0-9,' | tr ',' ' ')
  if [ -z "$numbers" ]; then failed=$((failed + 1)); return; fi
  # shellcheck disable=SC2086
  set -- $numbers
  passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

log=$(mktemp)
trap 'rm -f "$log"' EXIT
tools/deps.sh || exit 1
if [ "$part" != e2e ]; then
  node test/run.mjs 2>&1 | tee "$log"
  add "$log"
fi
if [ "$part" != unit ]; then
  if ! tools/deps.sh --browser || ! tools/venv.sh browser; then
    reason="no browser, or no playwright from PyPI"
  elif [ -z "${SEMBLANCE_TEST_DATA:-}" ] && ! ../tools/seed.sh >/dev/null; then
    reason="no pictures: the sample library could not be downloaded"
  fi
  if [ -n "$reason" ]; then
    echo "Skipped: the tests in a browser ($reason)"
    skipped=$((skipped + 1))
  else
    node build.mjs --no-check &&
      "${SWIFT:-swift}" build --package-path .. --product semblance 2>&1 | tail -n 1 &&
      ../.venv/bin/python -m pytest --quiet --color=no e2e 2>&1 | tee "$log"
    add "$log"
  fi
fi
[ -z "$counts" ] || printf '%s %s %s\n' "$passed" "$failed" "$skipped" >"$counts"
[ "$failed" = 0 ]
