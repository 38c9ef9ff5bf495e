#!/bin/sh
# CPU seconds of an index of FOLDER by two binaries, three times, alternating.
#   compare_index.sh OLD NEW FOLDER
set -eu
[ $# = 3 ] || { sed -n '2,3p' "$0" >&2; exit 64; }
library=$(mktemp -d)
trap 'rm -rf "$library"' EXIT
for round in 1 2 3; do
  for binary in "$1" "$2"; do
    rm -rf "$library/it"
    printf '%s %s ' "$round" "$binary"
    TIMEFORMAT='%U %S' bash -c 'time "$0" index --quiet --library "$1" "$2" >/dev/null 2>&1' \
      "$binary" "$library/it" "$3" 2>&1 | awk '{print $1 + $2}'
  done
done
