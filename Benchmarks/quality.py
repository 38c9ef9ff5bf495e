"""Times BRISQUE's feature pass here and elsewhere on the same picture, in one run, one thread each.

    swift build -c release --product semblance-bench-quality
    python3 Benchmarks/quality.py PHOTO [--width 4000] [--height 3000]

Compares with OpenCV's contrib module (pip install opencv-contrib-python-headless) and scikit-video
(pip install scikit-video) where they are installed. Prints CPU milliseconds a megapixel, the least
of several runs, and the ratio to ours.
"""

import argparse
import json
import pathlib
import subprocess
import tempfile
import time

import numpy as np
from PIL import Image

ROOT = pathlib.Path(__file__).resolve().parent.parent


def least(work, repeats=3):
    def once():
        start = time.process_time()
        work()
        return time.process_time() - start

    return min(once() for _ in range(repeats)) * 1e3


def opencv(pixels):
    try:
        import cv2
    except ImportError:
        return None
    if not hasattr(cv2, "quality"):
        return None
    cv2.setNumThreads(1)
    bgr = np.ascontiguousarray(pixels[:, :, ::-1])
    milliseconds = least(lambda: cv2.quality.QualityBRISQUE_computeFeatures(bgr))
    return f"OpenCV {cv2.__version__}", milliseconds


def scikit_video(gray):
    # Its last release names what NumPy and SciPy have since dropped; put back what it needs.
    for name, kind in [("int", int), ("float", float), ("bool", bool)]:
        if not hasattr(np, name):
            setattr(np, name, kind)
    try:
        import scipy
        import skvideo
        from skvideo.measure.brisque import brisque_features
    except ImportError:
        return None

    def imresize(plane, scale, interp, mode):
        size = (int(plane.shape[1] * scale), int(plane.shape[0] * scale))
        image = Image.fromarray(plane.astype(np.float32))
        return np.asarray(image.resize(size, Image.Resampling.BICUBIC))

    if not hasattr(scipy.misc, "imresize"):
        scipy.misc.imresize = imresize
    return f"scikit-video {skvideo.__version__}", least(lambda: brisque_features(gray[None]), 1)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("photo", type=pathlib.Path)
    parser.add_argument("--width", type=int, default=4000)
    parser.add_argument("--height", type=int, default=3000)
    parser.add_argument(
        "--binary", type=pathlib.Path, default=ROOT / ".build/release/semblance-bench-quality")
    arguments = parser.parse_args()
    picture = Image.open(arguments.photo).convert("RGB")
    picture = picture.resize((arguments.width, arguments.height), Image.Resampling.BICUBIC)
    pixels = np.asarray(picture)
    megapixels = pixels.shape[0] * pixels.shape[1] / 1e6
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "picture.ppm"
        picture.save(file)
        ours = json.loads(subprocess.check_output([arguments.binary, file], text=True))
    others = [opencv(pixels), scikit_video(np.asarray(picture.convert("L")))]
    print(f"{megapixels:g} megapixels, CPU ms a megapixel, one thread")
    print(f"  Semblance BRISQUE features {ours['brisque']:8.2f}")
    for other in filter(None, others):
        name, milliseconds = other
        rate = milliseconds / megapixels
        print(f"  {name:26} {rate:8.2f}  {rate / ours['brisque']:.1f} times ours")
    for name in ("niqe", "surface", "report"):
        print(f"  Semblance {name:16} {ours[name]:8.2f}")


if __name__ == "__main__":
    main()
