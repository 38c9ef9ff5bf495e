#!/bin/sh
# Installs what the web app is built from, all from Debian's archive, and lays out web/node_modules
# from it: TypeScript's compiler looks nowhere else, and esbuild, deno and editors then agree with it.
# Nothing to do costs a few milliseconds.
#
#   web/tools/deps.sh [--browser]    --browser: also what the tests in a browser need
set -eu
cd "$(dirname "$0")/.."
PACKAGES="nodejs esbuild node-typescript node-react node-react-dom node-csstype node-prop-types"
# The interface's tests, a linter and a browser; python3-venv holds what PyPI has of them.
[ "${1:-}" != --browser ] || PACKAGES="$PACKAGES chromium python3-venv fonts-dejavu-core"

# shellcheck disable=SC2086
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $PACKAGES 2>/dev/null |
  awk '$2 == "installed" { print $1 }' || true)
missing=""
for package in $PACKAGES; do
  printf '%s\n' "$installed" | grep -qx "$package" || missing="$missing $package"
done
if [ -n "$missing" ]; then
  echo "web: installing$missing"
  if [ "$(id -u)" = 0 ]; then sudo=""
  elif command -v sudo >/dev/null; then sudo="sudo"
  else echo "web: run as root, or install by hand: apt-get install$missing" >&2; exit 1; fi
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  # shellcheck disable=SC2086
  if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    echo "web: apt could not install them. Offline? Connect once, or install by hand: apt-get install$missing" >&2
    exit 1
  fi
fi

# The versions that package.json pins; another one is said, since it was not tried.
stamp=$(dpkg-query -W -f '${Package}=${Version}\n' node-typescript node-react node-react-dom \
  node-csstype node-prop-types esbuild | sort)
if [ -d node_modules ] && [ "$(cat node_modules/.debian 2>/dev/null || true)" = "$stamp" ]; then exit 0; fi
case "$(esbuild --version)" in
  0.17.*) ;;
  *) echo "web: esbuild $(esbuild --version) was not tried; package.json names 0.17.0" >&2 ;;
esac
rm -rf node_modules
mkdir -p node_modules/@types
from=/usr/share/nodejs
for name in react react-dom scheduler csstype prop-types; do cp -rL "$from/$name" node_modules/; done
for name in react react-dom scheduler prop-types; do
  [ ! -d "$from/@types/$name" ] || cp -rL "$from/@types/$name" node_modules/@types/
done
printf '%s\n' "$stamp" >node_modules/.debian
