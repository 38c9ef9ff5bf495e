#!/bin/sh
# Indexes the malformed and unusual pictures of the test data, archives of every format, and 600
# damaged copies of each, with AddressSanitizer built in, and says what became of them: files,
# refusals, seconds, peak memory. Ends with 1 on a crash, a report of the sanitizer, a run that does
# not end, or more than 1 GB.
#
#   tools/sanitize.sh [FOLDER ...]      default: formats, hostile and exif-samples of the test data
#
# The sanitizer watches our Swift and C; the codecs of Debian are not built with it, but what they
# write outside buffers of ours is seen. Needs python3-pil and bsdtar (libarchive-tools).
set -eu
cd "$(dirname "$0")/.."
swift=${SWIFT:-swift}
data=${SEMBLANCE_TEST_DATA:-../shared/data}
[ "$#" -gt 0 ] || set -- "$data/formats" "$data/hostile" "$data/photos/exif-samples"
scratch=${SEMBLANCE_SANITIZE_BUILD:-.build/sanitize}
"$swift" build --sanitize=address --scratch-path "$scratch" --product semblance 2>&1 | tail -n 1
binary=$("$swift" build --sanitize=address --scratch-path "$scratch" --show-bin-path)/semblance
# Leaks: a program that ends does not free what the operating system takes back anyway.
export ASAN_OPTIONS=detect_leaks=0:abort_on_error=1
exec python3 tools/sanitize.py "$binary" "$@"
