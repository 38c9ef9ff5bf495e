#!/usr/bin/env python3
"""Makes a library of stage sets with planted copies and near misses, and says which are which.

    make_stage_sets.py FOLDER [--sets 5000] [--seed 1]

FOLDER/library holds pictures such as 20250719_143022_stage1.5_face_swapped.jpg, each with a .yaml;
FOLDER/truth.json the names of the pairs of sets that are equal (without and with their YAML).
Of every 20 sets one is planted as a copy (saved again, under another time); beside some of these
stand near misses: one stage another picture, a line-up with a stage more, another YAML.
"""
import argparse
import json
import random
from datetime import datetime, timedelta
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

STAGES = ["stage1_generated", "stage1.5_face_swapped", "stage2_upscaled"]
SIDE = (192, 144)


def picture(rng):
    """A picture that looks like no other: overlapping shapes on a gradient."""
    image = Image.linear_gradient("L").resize(SIDE).rotate(rng.randrange(4) * 90).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(18):
        x, y = rng.randrange(-20, SIDE[0]), rng.randrange(-20, SIDE[1])
        box = (x, y, x + rng.randrange(10, 110), y + rng.randrange(10, 90))
        colour = tuple(rng.randrange(256) for _ in range(3))
        (draw.ellipse if rng.random() < 0.5 else draw.rectangle)(box, fill=colour)
    return image.filter(ImageFilter.GaussianBlur(0.7))


class Library:
    def __init__(self, folder, seed):
        self.rng = random.Random(seed)
        self.folder = folder / "library"
        self.time = datetime(2025, 7, 19, 8, 0, 0)
        self.count = 0
        self.equal, self.equal_yaml = [], []

    def name(self):
        self.time += timedelta(seconds=self.rng.randrange(40, 90))
        return self.time.strftime("%Y%m%d_%H%M%S")

    def write(self, pictures, seed, quality, stages=None):
        base = self.name()
        place = self.folder / f"part{self.count % 7}"
        place.mkdir(parents=True, exist_ok=True)
        for stage, image in zip(stages or STAGES, pictures):
            image.save(place / f"{base}_{stage}.jpg", quality=quality)
            (place / f"{base}_{stage}.yaml").write_text(
                f"prompt: a picture\nseed: {seed}\nsteps: [1, 2]\ntimestamp: {base}\n")
        self.count += 1
        return base

    def fill(self, sets):
        number = 0
        while self.count < sets:
            pictures = [picture(self.rng) for _ in STAGES]
            base = self.write(pictures, number, 92)
            kind = number % 20
            if kind == 0:
                copy = self.write(pictures, number, 80)
                self.equal.append([base, copy])
                self.equal_yaml.append([base, copy])
            elif kind == 1:
                other = list(pictures)
                other[self.rng.randrange(3)] = picture(self.rng)
                self.write(other, number, 80)
            elif kind == 2:
                more = pictures + [picture(self.rng)]
                self.write(more, number, 80, STAGES + ["stage3_final"])
            elif kind == 3:
                self.equal.append([base, self.write(pictures, number + 1_000_000, 80)])
            number += 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--sets", type=int, default=5000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    library = Library(options.folder, options.seed)
    library.fill(options.sets)
    truth = {"sets": library.count, "equal": library.equal, "equal_yaml": library.equal_yaml}
    (options.folder / "truth.json").write_text(json.dumps(truth))
    print(f"{library.count} sets, {len(library.equal)} planted copies")


if __name__ == "__main__":
    main()
