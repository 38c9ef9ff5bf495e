#!/bin/sh
# Builds, indexes the sample library, and serves the web app on it in the background.
#
#   API_PORT   the port wanted, 8080 by default; where it is taken, any free one
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
"$swift" build -c release --static-swift-stdlib --product semblance
semblance=$("$swift" build -c release --static-swift-stdlib --product semblance --show-bin-path)/semblance
export SEMBLANCE_LIBRARY="$PWD/.sample/catalogue"
tools/down.sh
code=0
"$semblance" index .sample/library || code=$?
# 2: finished, and named the files that could not be read. The sample has two such files on purpose.
[ "$code" = 0 ] || [ "$code" = 2 ] || exit "$code"
"$semblance" duplicates >.sample/duplicates.txt
tail -n 12 .sample/duplicates.txt

log=.sample/server.log
url=""
for port in "${API_PORT:-8080}" 0; do
  nohup "$semblance" serve --port "$port" >"$log" 2>&1 &
  pid=$!
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
    url=$(grep -oE 'http://[0-9.:]+' "$log" | head -n 1 || true)
    [ -z "$url" ] || break 2
    sleep 0.1
    tries=$((tries + 1))
  done
done
[ -n "$url" ] || { cat "$log" >&2; echo "up: the server did not start" >&2; exit 1; }
echo "$pid" >.sample/server.pid
cat <<END

Built: $semblance
Try next:
  export SEMBLANCE_LIBRARY=$SEMBLANCE_LIBRARY
  $semblance duplicates
  $semblance --help
What was planted in the sample: .sample/PLANTED.tsv

Open  $url/dedupe
It runs in the background: make down stops it.
END
