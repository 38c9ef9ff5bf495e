#!/bin/sh
# Stops the server that `make up` started, if it still runs.
set -eu
cd "$(dirname "$0")/.."
[ -f .sample/server.pid ] || exit 0
pid=$(cat .sample/server.pid)
rm -f .sample/server.pid
# The number may belong to another program by now.
if [ "$(cat "/proc/$pid/comm" 2>/dev/null || true)" = semblance ]; then
  kill "$pid"
  echo "down: the server is stopped"
fi
