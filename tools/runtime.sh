#!/bin/sh
# Puts ONNX Runtime, which runs the models, where `semblance` looks for it: semblance/runtime in the data
# folder. It is taken from its wheel on PyPI; no Python is needed to use it. Offline it says so, and
# everything that needs no model works.
#
#   tools/runtime.sh [--check]    --check: only say whether it is there (exit 1 when not)
set -eu
VERSION=1.32.0
place=${XDG_DATA_HOME:-$HOME/.local/share}/semblance/runtime
if [ -n "${SEMBLANCE_ORT:-}" ]; then
  [ -e "$SEMBLANCE_ORT" ] || { echo "runtime: there is nothing at SEMBLANCE_ORT" >&2; exit 1; }
  exit 0
fi
[ ! -f "$place/libonnxruntime.so.$VERSION" ] || exit 0
[ "${1:-}" != --check ] || { echo "runtime: ONNX Runtime $VERSION is not installed" >&2; exit 1; }
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
case "$(uname -m)" in
  x86_64) platform=manylinux_2_28_x86_64 ;;
  aarch64) platform=manylinux_2_28_aarch64 ;;
  *) echo "runtime: PyPI has no ONNX Runtime for $(uname -m); set SEMBLANCE_ORT to one of yours" >&2; exit 1 ;;
esac
echo "runtime: fetching ONNX Runtime $VERSION from PyPI"
if ! python3 -m pip download --quiet --disable-pip-version-check --no-deps --only-binary=:all: \
  --platform "$platform" --python-version 3.11 --dest "$work" "onnxruntime==$VERSION" >"$work/log" 2>&1; then
  tail -n 3 "$work/log" >&2
  echo "runtime: could not be fetched; searching by words needs it. Run tools/runtime.sh when online." >&2
  exit 1
fi
python3 -m zipfile -e "$work"/onnxruntime-*.whl "$work/wheel"
mkdir -p "$place"
cp "$work"/wheel/onnxruntime/LICENSE "$work"/wheel/onnxruntime/ThirdPartyNotices.txt "$place"
# Copied under another name first: a broken copy must not look like a library.
cp "$work/wheel/onnxruntime/capi/libonnxruntime.so.$VERSION" "$place/incoming"
mv "$place/incoming" "$place/libonnxruntime.so.$VERSION"
echo "runtime: ONNX Runtime $VERSION is in $place"
