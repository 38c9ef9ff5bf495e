#!/bin/sh
# Proves that a bare Debian 12 with git, make and a Swift toolchain is enough: `make up`, `make test`.
#
#   tools/bare-debian.sh [--toolchain /opt/swift] [--root FOLDER] [--ref HEAD] [--data FOLDER]
#                        [--base TAR] [--keep] [TARGET…]
#
# Needs root and debootstrap. The mirror is the one this machine's apt uses. The toolchain is bind
# mounted read-only; the repository is cloned at --ref, so only what is committed counts. --data is
# mounted read-only as the test data. --base keeps the bootstrapped root as a tar between runs.
# Nothing outside FOLDER is changed, and mounts end with the script (own mount namespace).
set -eu
here=$(cd "$(dirname "$0")/.." && pwd)
toolchain=/opt/swift root="" ref=HEAD data="" base="" keep=""
while [ $# -gt 0 ]; do
  case "$1" in
    --toolchain) toolchain=$2; shift 2 ;;
    --root) root=$2; shift 2 ;;
    --ref) ref=$2; shift 2 ;;
    --data) data=$2; shift 2 ;;
    --base) base=$2; shift 2 ;;
    --keep) keep=1; shift ;;
    -h|--help) sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 0 ;;
    -*) echo "bare-debian: unknown option $1" >&2; exit 64 ;;
    *) break ;;
  esac
done
[ $# -gt 0 ] || set -- up test

[ "$(id -u)" = 0 ] || { echo "bare-debian: needs root" >&2; exit 1; }
if [ -z "${BARE_DEBIAN_NAMESPACE:-}" ]; then
  command -v debootstrap >/dev/null || { echo "bare-debian: apt-get install debootstrap" >&2; exit 1; }
  [ -x "$toolchain/usr/bin/swift" ] || {
    echo "bare-debian: no toolchain in $toolchain (--toolchain)" >&2; exit 1; }
  root=${root:-$(mktemp -d)}
  BARE_DEBIAN_NAMESPACE=1 unshare --mount "$0" --toolchain "$toolchain" --root "$root" --ref "$ref" \
    --data "$data" --base "$base" ${keep:+--keep} "$@" && code=0 || code=$?
  # The namespace is gone and its mounts with it: only plain files are left to remove.
  [ -n "$keep" ] || rm -rf --one-file-system "$root"
  exit $code
fi

step() { printf '\n== %s (%s s)\n' "$1" "$(($(date +%s) - began))"; }
began=$(date +%s)
mirror=$(apt-get indextargets --format '$(SITE) $(RELEASE) $(COMPONENT)' 'Created-By: Packages' |
  awk '$2 == "bookworm" && $3 == "main" { print $1; exit }')
[ -n "$mirror" ] || { echo "bare-debian: apt here knows no bookworm mirror" >&2; exit 1; }

step "bare root from $mirror"
if [ ! -x "$root/bin/sh" ]; then
  mkdir -p "$root"
  if [ -n "$base" ] && [ -f "$base" ]; then
    tar -C "$root" -xf "$base"
  else
    debootstrap --variant=minbase --include=git,make,ca-certificates bookworm "$root" "$mirror" \
      >"$root.log" 2>&1 || { tail -n 20 "$root.log" >&2; exit 1; }
    rm -f "$root.log"
    [ -z "$base" ] || tar -C "$root" -cf "$base" .
  fi
fi
mount --make-rprivate /
mkdir -p "$root/opt/swift" "$root/source" "$root/data"
mount --bind "$toolchain" "$root/opt/swift"
mount -o remount,ro,bind "$root/opt/swift"
mount -t proc proc "$root/proc"
mount --rbind /dev "$root/dev"
mount -t tmpfs tmpfs "$root/dev/shm" 2>/dev/null || true
cp -L /etc/resolv.conf "$root/etc/resolv.conf"
# What this machine needs to reach the mirror, where it needs anything.
for file in /etc/apt/apt.conf.d/*; do
  if grep -qi 'Acquire::.*Proxy' "$file" 2>/dev/null; then cp "$file" "$root/etc/apt/apt.conf.d/"; fi
done
if [ -f "${PIP_CERT:-}" ]; then cp -L "$PIP_CERT" "$root/etc/pip-certificates.crt"; fi
if [ -n "$data" ]; then
  mount --bind "$data" "$root/data"
  mount -o remount,ro,bind "$root/data"
fi

step "clone $ref"
rm -rf "$root/source"
git -c advice.detachedHead=false clone --quiet --no-hardlinks "$here" "$root/source"
git -C "$root/source" checkout --quiet "$(git -C "$here" rev-parse "$ref")"
chown -R 0:0 "$root/source"

for target in "$@"; do
  step "make $target"
  chroot "$root" /usr/bin/env -i HOME=/root TERM=dumb LANG=C.UTF-8 \
    PATH=/opt/swift/usr/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin \
    ${data:+SEMBLANCE_TEST_DATA=/data} \
    ${PIP_CERT:+PIP_CERT=/etc/pip-certificates.crt} \
    ${http_proxy:+http_proxy="$http_proxy"} ${https_proxy:+https_proxy="$https_proxy"} \
    make -C /source "$target"
done
chroot "$root" /usr/bin/env -i PATH=/usr/bin:/bin make -C /source down
step "done"
