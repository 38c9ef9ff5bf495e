#!/bin/sh
# Makes the small archives of Tests/ArchivesTests/Fixtures that the tests cannot write themselves:
# 7z, plain and encrypted, and an encrypted zip. Needs 7z (p7zip-full). Every one holds a.txt
# ("Semblance a\n") and folder/b.txt ("Semblance b\n").
set -eu
target=$(cd "$(dirname "$0")/.." && pwd)/Tests/ArchivesTests/Fixtures
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir folder
printf 'Semblance a\n' > a.txt
printf 'Semblance b\n' > folder/b.txt
touch -d 2024-01-01T00:00:00Z a.txt folder/b.txt folder
rm -f "$target"/*.7z "$target"/*.zip
7z a -bso0 plain.7z a.txt folder/b.txt
7z a -bso0 -psecret encrypted-data.7z a.txt folder/b.txt
7z a -bso0 -psecret -mhe=on encrypted-names.7z a.txt folder/b.txt
7z a -bso0 -psecret encrypted.zip a.txt folder/b.txt
cp ./*.7z ./*.zip "$target"
