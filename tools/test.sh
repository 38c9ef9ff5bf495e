#!/bin/sh
# Runs the tests and ends with one plain line: how many passed, failed and were skipped, and why.
# SEMBLANCE_TEST_DATA names the folder of real photographs; without it, tests that need them say so.
set -u
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
log=.build/test.log
mkdir -p .build
for folder in shared/data ../shared/data; do
  if [ -z "${SEMBLANCE_TEST_DATA:-}" ] && [ -d "$folder" ]; then
    SEMBLANCE_TEST_DATA=$(cd "$folder" && pwd)
    export SEMBLANCE_TEST_DATA
  fi
done
echo "test: photographs ${SEMBLANCE_TEST_DATA:-absent (set SEMBLANCE_TEST_DATA)}"

status=$(mktemp)
trap 'rm -f "$status"' EXIT
# Every test is Swift Testing's: XCTest's "Executed 0 tests" would only mislead.
{ "$swift" test --disable-xctest "$@" 2>&1; echo $? >"$status"; } | tee "$log" | grep -vE '^(◇|✔|􀟈|􁁛|➜) '
result=$(cat "$status")

# Tests at work at once can write into one line: one report a line again.
sed -i -E 's/(.)(◇|✔|✘|➜|􀟈|􁁛|􀢄|􀙟) (Test|Suite) /\1\n\2 \3 /g' "$log"
count() { grep -cE "$1" "$log" || true; }
# The runner's own number counts the skipped ones too.
ran=$(sed -nE 's/.*Test run with ([0-9]+) tests? .*/\1/p' "$log" | tail -n 1)
[ -n "$ran" ] || { echo "test: the tests did not run (exit $result)"; exit 1; }
failed=$(($(count '^(✘|􀢄) Test .* failed after') - $(count '^(✘|􀢄) Test run with')))
skipped=$(count '^(➜|􀙟) Test .* skipped')
passed=$((ran - failed - skipped))
if [ "$skipped" -gt 0 ]; then
  echo "Skipped:"
  grep -E '^(➜|􀙟) Test .* skipped' "$log" | sed -E 's/^[^ ]+ Test /  /' | sort | uniq
fi
grep -E '^[^ ]+ Test run with' "$log" | tail -n 1
# Tests that ran before, of other parts; `make test` names them so that its last line counts all.
if [ -f "${SEMBLANCE_OTHER_COUNTS:-}" ]; then
  read -r other_passed other_failed other_skipped <"$SEMBLANCE_OTHER_COUNTS"
  passed=$((passed + other_passed)) failed=$((failed + other_failed)) skipped=$((skipped + other_skipped))
  [ "$other_failed" = 0 ] || [ "$result" != 0 ] || result=1
fi
echo "tests: $passed passed, $failed failed, $skipped skipped"
exit "$result"
