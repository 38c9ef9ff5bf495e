#!/bin/sh
# Builds the sample library: .sample/library, about 120 files, the same bytes on every machine with
# the same Debian release. The photographs are those of lomiri-wallpapers-16.04 and -20.04
# (Creative Commons; every author and licence in .sample/COPYRIGHT), downloaded, never installed.
set -eu
cd "$(dirname "$0")/.."
sample=.sample
if [ -f "$sample/PLANTED.tsv" ] && [ "$sample/PLANTED.tsv" -nt tools/make_sample.py ]; then
  echo "seed: $sample/library is there ($(find "$sample/library" -type f | wc -l) files)"
  exit 0
fi
originals=$sample/originals
if [ ! -f "$originals/done" ]; then
  scratch=$(mktemp -d)
  trap 'rm -rf "$scratch"' EXIT
  chmod 755 "$scratch"
  for package in lomiri-wallpapers-16.04 lomiri-wallpapers-20.04; do
    if ! (cd "$scratch" && apt-get download "$package" >log 2>&1); then
      tail -n 5 "$scratch/log" >&2
      echo "seed: $package could not be downloaded. Offline? Connect once and run again." >&2
      exit 1
    fi
    dpkg-deb -x "$scratch/$package"_*.deb "$scratch/$package"
  done
  mkdir -p "$originals"
  cp "$scratch"/*/usr/share/backgrounds/*.jpg "$originals/"
  cat "$scratch"/*/usr/share/doc/lomiri-wallpapers-16.04/copyright >"$sample/COPYRIGHT"
  touch "$originals/done"
fi
rm -rf "$sample/library" "$sample/PLANTED.tsv"
# Debian's own Python: python3-pil is not visible to another one earlier on PATH.
/usr/bin/python3 tools/make_sample.py "$originals" "$sample"
