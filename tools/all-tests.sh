#!/bin/sh
# The web app's tests, then the package's; the last line counts both.
set -u
cd "$(dirname "$0")/.."
for folder in shared/data ../shared/data; do
  if [ -z "${SEMBLANCE_TEST_DATA:-}" ] && [ -d "$folder" ]; then
    SEMBLANCE_TEST_DATA=$(cd "$folder" && pwd)
    export SEMBLANCE_TEST_DATA
  fi
done
SEMBLANCE_OTHER_COUNTS=$(mktemp)
export SEMBLANCE_OTHER_COUNTS
trap 'rm -f "$SEMBLANCE_OTHER_COUNTS"' EXIT
# What could not even begin has failed.
echo "0 1 0" >"$SEMBLANCE_OTHER_COUNTS"
web/tools/test.sh --counts "$SEMBLANCE_OTHER_COUNTS" || true
tools/test.sh "$@"
