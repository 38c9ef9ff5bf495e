#!/bin/sh
# boto3 against the embedded object store: presigned addresses, checksums, parts of 200 MB, and ten
# SIGKILLs while pictures are taken in. Ends with one line of counts.
#
#   tools/object_store.sh [SEMBLANCE]
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
semblance=${1:-$("$swift" build --show-bin-path)/semblance}
[ -x "$semblance" ] || { echo "object_store: build it first: swift build --product semblance" >&2; exit 1; }
web/tools/venv.sh objects
exec .venv/bin/python tools/object_store.py "$semblance"
