"""Measures what vectors of salient parts add to search, through the command line.

    .bench/venv/bin/python Benchmarks/crops.py --semblance BINARY --model MODEL_FOLDER \\
        --root TEST_DATA [--crops 2 --crops 4] [--captions 500]

Indexes the captioned photographs with the model, once for each number of crops and once without, and
asks by their captions, and by examples that show a part of a photograph: a square of .3, .45 or .6 of
the shorter side at a seeded place, saved as JPEG at quality 80. Prints R@1, R@5 and R@10 (the share of
queries whose photograph is among the first 1, 5, 10), how many pictures a search shows by itself,
and the CPU seconds of the index. Needs Pillow.
"""

import argparse
import concurrent.futures
import csv
import json
import os
import pathlib
import random
import resource
import shutil
import subprocess
import tempfile

from PIL import Image

SHARES = (0.3, 0.45, 0.6)


def cut_examples(pictures, folder):
    """A part of each picture by each share: {share: [(file, name of its picture)]}."""
    examples = {}
    for share in SHARES:
        seeded = random.Random(round(100 * share))
        for path in sorted(pictures.iterdir()):
            image = Image.open(path).convert("RGB")
            side = round(share * min(image.size))
            left = seeded.randrange(image.width - side + 1)
            top = seeded.randrange(image.height - side + 1)
            part = folder / f"{share}-{path.stem}.jpg"
            image.crop((left, top, left + side, top + side)).save(part, quality=80)
            examples.setdefault(share, []).append((str(part), path.name))
    return examples


class Library:
    def __init__(self, binary, work, name):
        self.binary, self.place = binary, ["--library", f"{work}/{name}"]

    def run(self, *words):
        result = subprocess.run(
            [self.binary, words[0], *self.place, *words[1:]], capture_output=True, text=True)
        if result.returncode:
            raise SystemExit(f"{words}: {result.stderr}")
        return result.stdout

    def hits(self, *words):
        """(file name, whether it would be shown without --all) of every picture, best first."""
        hits = json.loads(self.run("search", "--json", "--all", *words))["hits"]
        return [(os.path.basename(hit["files"][0]["path"]), hit["band"] != "none") for hit in hits]


def recall(library, queries, flags):
    """Of (word, name of the wanted picture): R@1, 5, 10, and the mean number of pictures shown."""
    def one(query):
        word, wanted = query
        hits = library.hits(
            "--limit", "1000", "--mode", "meaning", "--no-templates", "--no-expand", *flags, "--",
            word)
        names = [name for name, _ in hits]
        shown = [name for name, is_shown in hits if is_shown]
        return names.index(wanted) if wanted in names else 1000, len(shown), wanted in shown

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        found = list(pool.map(one, queries))
    share = {n: sum(rank < n for rank, _, _ in found) / len(found) for n in (1, 5, 10)}
    shown = sum(count for _, count, _ in found) / len(found)
    kept = sum(is_there for _, _, is_there in found) / len(found)
    return ("  ".join(f"R@{n} {value:.3f}" for n, value in share.items())
            + f"  shown {shown:.1f}, the wanted among them {kept:.3f}")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--semblance", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--model", required=True, type=pathlib.Path)
    parser.add_argument("--crops", type=int, action="append")
    parser.add_argument("--captions", type=int, help="of 1,551; all by default")
    parser.add_argument("--examples", type=int, help="of 310 of each size; all by default")
    options = parser.parse_args()
    rows = list(csv.DictReader((options.root / "captions/coco_captioned.csv").open()))
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        pictures, parts = work / "pictures", work / "parts"
        pictures.mkdir()
        parts.mkdir()
        for path in sorted({row["path"] for row in rows}):
            shutil.copy(options.root / path, pictures)
        os.environ["SEMBLANCE_MODELS"] = f"{work}/models"
        export = work / "export"
        shutil.copytree(options.model, export, copy_function=shutil.copyfile)
        random.Random(1).shuffle(rows)
        captions = [(row["caption"], os.path.basename(row["path"])) for row in rows]
        queries = {"captions": captions[: options.captions]}
        for share, examples in cut_examples(pictures, parts).items():
            random.Random(2).shuffle(examples)
            queries[f"parts of {share}"] = examples[: options.examples]
        Library(options.semblance, work, "0").run("models", "add", "--name", "model", str(export))
        for count in [0, *(options.crops or [2, 4])]:
            library = Library(options.semblance, work, count)
            library.run("models", "use", "model")
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            library.run("index", str(pictures), "--crops", str(count))
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
            size = sum(f.stat().st_size for f in pathlib.Path(library.place[1]).rglob("*")
                       if f.is_file())
            print(f"crops {count}: index {seconds:.1f} CPU seconds, library {size >> 10} KiB")
            for name, asked in queries.items():
                print(f"  {name}, {len(asked)}: {recall(library, asked, [])}", flush=True)


main()
