#!/bin/sh
# Builds, indexes the sample library, shows its duplicates, and says what to try next.
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
"$swift" build -c release --static-swift-stdlib --product semblance
semblance=$("$swift" build -c release --static-swift-stdlib --product semblance --show-bin-path)/semblance
export SEMBLANCE_LIBRARY="$PWD/.sample/catalogue"
code=0
"$semblance" index .sample/library || code=$?
# 2: finished, and named the files that could not be read. The sample has two such files on purpose.
[ "$code" = 0 ] || [ "$code" = 2 ] || exit "$code"
"$semblance" duplicates
cat <<END

Built: $semblance
Try next:
  export SEMBLANCE_LIBRARY=$SEMBLANCE_LIBRARY
  $semblance index ~/Pictures
  $semblance duplicates
  $semblance --help
What was planted in the sample: .sample/PLANTED.tsv
END
