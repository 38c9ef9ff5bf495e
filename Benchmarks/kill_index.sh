#!/bin/sh
# Kills an index with SIGKILL ten times at random, lets it finish, and compares the catalogue with
# that of an undisturbed run: `semblance export` of both must be the same.
#
#   kill_index.sh SEMBLANCE FOLDER [SEED]     3,000 pictures: .bench/speed1600
set -eu
[ $# -ge 2 ] || { echo "usage: kill_index.sh SEMBLANCE FOLDER [SEED]" >&2; exit 64; }
semblance=$1 folder=$2 seed=${3:-1}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

began=$(date +%s%N)
"$semblance" index "$folder" --library "$work/whole" --quiet >/dev/null || [ $? = 2 ]
took=$(( ($(date +%s%N) - began) / 1000000 ))

kills=0
for share in $(awk -v seed="$seed" 'BEGIN { srand(seed); for (i = 0; i < 10; i++) print rand() }'); do
  "$semblance" index "$folder" --library "$work/killed" --quiet &
  child=$!
  # Up to a seventh of a whole run each, so that ten kills seldom reach its end.
  sleep "$(awk -v share="$share" -v took="$took" 'BEGIN { print share * took / 7000 }')"
  if kill -9 "$child" 2>/dev/null; then kills=$((kills + 1)); fi
  wait "$child" 2>/dev/null || true
  "$semblance" status --library "$work/killed" --json > "$work/status" 2>/dev/null || true
done
"$semblance" index "$folder" --library "$work/killed" --quiet >/dev/null || [ $? = 2 ]

"$semblance" export --library "$work/whole" > "$work/whole.jsonl"
"$semblance" export --library "$work/killed" > "$work/killed.jsonl"
cmp "$work/whole.jsonl" "$work/killed.jsonl"
"$semblance" doctor --library "$work/killed" > "$work/doctor" || { cat "$work/doctor"; exit 1; }
echo "kill_index: $kills of 10 kills while it ran, $(wc -l < "$work/whole.jsonl") lines the same"
