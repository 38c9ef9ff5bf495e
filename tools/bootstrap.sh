#!/bin/sh
# Installs what building, testing and seeding need from Debian's archive, and says what.
# Nothing to do costs a few milliseconds. A missing Swift toolchain is named, not installed.
#
#   tools/bootstrap.sh [--check]    --check: only say what is missing (exit 1)
set -eu

# What Swift's compiler and package manager load or call on a bare Debian 12.
TOOLCHAIN="binutils libc6-dev libgcc-12-dev libstdc++-12-dev libcurl4 libedit2 libncurses6 libxml2
  libsqlite3-0 libz3-4 zlib1g-dev tzdata ca-certificates git pkg-config"
# What the package links.
LIBRARIES="libjpeg62-turbo-dev libvips-dev libwebp-dev libdeflate-dev liblcms2-dev
  libsqlite3-dev libssl-dev libyaml-dev
  libmicrohttpd-dev libcurl4-openssl-dev libarchive-dev"
# What makes and reads the sample library, and what tests drive.
TOOLS="python3 python3-pip python3-pil bash zsh fish libarchive-tools curl openssl"

say() { printf '%s\n' "$*"; }
fail() { printf 'bootstrap: %s\n' "$*" >&2; exit 1; }

command -v dpkg-query >/dev/null || fail "this needs Debian or Ubuntu; elsewhere install by hand: $LIBRARIES"

# shellcheck disable=SC2086
installed=$(dpkg-query -W -f '${Package} ${db:Status-Status}\n' $TOOLCHAIN $LIBRARIES $TOOLS \
  2>/dev/null | awk '$2 == "installed" { print $1 }' | sort -u || true)
missing=""
for package in $TOOLCHAIN $LIBRARIES $TOOLS; do
  printf '%s\n' "$installed" | grep -qx "$package" || missing="$missing $package"
done

if [ -n "$missing" ]; then
  [ "${1:-}" = --check ] && fail "missing packages:$missing"
  say "bootstrap: installing$missing"
  if [ "$(id -u)" = 0 ]; then sudo=""
  elif command -v sudo >/dev/null; then sudo="sudo"
  else fail "run as root, or install by hand: apt-get install$missing"; fi
  log=$(mktemp)
  trap 'rm -f "$log"' EXIT
  # shellcheck disable=SC2086
  if ! { $sudo apt-get update && $sudo env DEBIAN_FRONTEND=noninteractive \
    apt-get install --yes --no-install-recommends $missing; } >"$log" 2>&1; then
    tail -n 15 "$log" >&2
    fail "apt could not install them. Offline? Connect once, or install by hand: apt-get install$missing"
  fi
  say "bootstrap: installed"
fi

swift=${SWIFT:-swift}
version=$("$swift" --version 2>&1 | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1) || true
case "$version" in
  6.[2-9]*|6.[1-9][0-9]*|[7-9].*) ;;
  "") "$swift" --version 2>&1 | head -n 5 >&2 || true
      fail "no working Swift: put 6.2 or newer on PATH (https://www.swift.org/install/linux), or set SWIFT" ;;
  *) fail "Swift $version is too old: 6.2 or newer is needed" ;;
esac
