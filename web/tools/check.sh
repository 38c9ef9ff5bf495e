#!/bin/sh
# Types, lint and formatting of the web app.
set -eu
cd "$(dirname "$0")/.."
tools/deps.sh
tools/venv.sh lint
tsc --project .
# Offline: nothing is imported from the network, and no newer version is asked for.
export DENO_NO_UPDATE_CHECK=1
../.venv/bin/deno lint --quiet
../.venv/bin/deno fmt --check --quiet
for script in tools/*.sh; do sh -n "$script"; done
echo "web: clean"
