"""Writes two folders to time indexing on.

    make_speed.py --sources sources.csv --large FOLDER --small FOLDER [--count 3000] [--seed 1]

--large: JPEGs of 1600×1200, mean about 500 KB: photographs cropped to 4:3 at a seeded place, enlarged,
with fine grain so that the entropy coder has the work a camera file gives it. One source makes
several crops. --small: photographs of 320–800 px as JPEG, PNG and WebP (half, a quarter, a quarter).
"""

import argparse
import csv
import os
from concurrent.futures import ProcessPoolExecutor

import numpy as np
from PIL import Image

import prints
import transforms
from make_transforms import draw, reduced

TARGET = 500_000


def write_large(job):
    index, path, digest, folder, seed = job
    chance = draw(seed, digest, "large", index)
    picture = prints.open_flat(path)
    width, height = picture.size
    kept = chance.uniform(0.6, 1.0)
    w = min(width, height * 4 / 3) * kept
    h = w * 3 / 4
    x, y = chance.uniform(0, width - w), chance.uniform(0, height - h)
    picture = picture.resize((1600, 1200), Image.Resampling.BICUBIC, (x, y, x + w, y + h))
    generator = np.random.default_rng(chance.getrandbits(63))
    grain = generator.normal(0, chance.uniform(3.5, 5.5), (1200, 1600, 1)).astype(np.float32)
    pixels = np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8)
    picture = Image.fromarray(pixels)
    # One probe sets the quality: sizes vary as a camera's do, their mean meets the target.
    quality = 88
    body = transforms.encoded(picture, "jpg", {"quality": quality})
    if not 0.7 * TARGET < len(body) < 1.3 * TARGET:
        quality = 80 if len(body) > TARGET else 92
        body = transforms.encoded(picture, "jpg", {"quality": quality})
    with open(os.path.join(folder, f"{index // 250:02}", f"IMG_{index:05}.jpg"), "wb") as file:
        file.write(body)
    return len(body)


def write_small(job):
    index, path, digest, folder, seed = job
    chance = draw(seed, digest, "small", index)
    picture = reduced(prints.open_flat(path), chance.randint(320, 800))
    extension, options = [("jpg", {"quality": 85}), ("jpg", {"quality": 92}),
                          ("png", {"compress_level": 6}), ("webp", {"quality": 80, "method": 2})
                          ][index % 4]
    body = transforms.encoded(picture, extension, options)
    with open(os.path.join(folder, f"{index // 250:02}", f"{index:05}.{extension}"), "wb") as file:
        file.write(body)
    return len(body)


def write_all(work, photos, count, folder, seed):
    for start in range(0, count, 250):
        os.makedirs(os.path.join(folder, f"{start // 250:02}"), exist_ok=True)
    jobs = [(i, *photos[i % len(photos)], folder, seed) for i in range(count)]
    with ProcessPoolExecutor(2) as pool:
        sizes = list(pool.map(work, jobs, chunksize=8))
    print(folder, count, "files, mean", round(sum(sizes) / count / 1000), "KB")


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("--sources", required=True)
    arguments.add_argument("--large", required=True)
    arguments.add_argument("--small", required=True)
    arguments.add_argument("--count", type=int, default=3000)
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    with open(options.sources, newline="") as file:
        rows = [r for r in list(csv.reader(file))[1:] if r[2] == "photo"]
    photos = sorted((r[0], r[1]) for r in rows if min(int(r[3]), int(r[4])) >= 320)
    write_all(write_small, photos, 1000, options.small, options.seed)
    write_all(write_large, photos, options.count, options.large, options.seed)


if __name__ == "__main__":
    main()
