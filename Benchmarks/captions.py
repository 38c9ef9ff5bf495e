"""Measures how well captions find their photographs, through the command line.

    python3 Benchmarks/captions.py --semblance BINARY --model MODEL_FOLDER --root TEST_DATA \\
        [--recipe '{"side_rounding": "nearest", "crop_rounding": "down"}'] [--kill]

Copies the captioned photographs to a folder of their own, indexes them with the model, and searches
with each caption by meaning alone. Prints R@1, R@5 and R@10: the share of captions whose photograph
is among the first 1, 5, 10. With --kill the index is killed (SIGKILL) again and again while it makes
vectors, then finished. Needs nothing outside Python's library.
"""

import argparse
import concurrent.futures
import csv
import json
import os
import pathlib
import shutil
import subprocess
import tempfile
import time


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--semblance", required=True)
    parser.add_argument("--root", required=True, type=pathlib.Path)
    parser.add_argument("--model", required=True, type=pathlib.Path)
    parser.add_argument("--recipe")
    parser.add_argument("--kill", action="store_true")
    options = parser.parse_args()
    rows = list(csv.DictReader((options.root / "captions/coco_captioned.csv").open()))
    with tempfile.TemporaryDirectory() as work:
        pictures = pathlib.Path(work) / "pictures"
        pictures.mkdir()
        for path in sorted({row["path"] for row in rows}):
            shutil.copy(options.root / path, pictures)
        os.environ["SEMBLANCE_MODELS"] = f"{work}/models"
        export = pathlib.Path(work) / "export"
        shutil.copytree(options.model, export, copy_function=shutil.copyfile)
        if options.recipe:
            (export / "semblance-recipe.json").write_text(options.recipe)
        library = ["--library", f"{work}/library"]

        def run(*arguments):
            return subprocess.run(
                [options.semblance, arguments[0], *library, *arguments[1:]], capture_output=True, text=True)

        subprocess.run(
            [options.semblance, "models", "add", "--name", "model", *library, export], check=True)
        subprocess.run([options.semblance, "models", "use", *library, "model"], check=True)
        kills = 0
        if options.kill:
            for moment in (0.4, 0.8, 1.2, 1.6, 2.0):
                child = subprocess.Popen(
                    [options.semblance, "index", str(pictures), *library],
                    stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
                time.sleep(moment)
                kills += child.poll() is None
                child.kill()
                child.wait()
        index = run("index", str(pictures))
        print(index.stdout.strip())

        def rank(row):
            found = run(
                "search", "--mode", "meaning", "--all", "--no-templates", "--no-expand", "--limit",
                "10", "--json", "--", row["caption"])
            if found.returncode:
                raise SystemExit(f"{row['caption']!r}: {found.stderr}")
            hits = json.loads(found.stdout)["hits"]
            wanted = os.path.basename(row["path"])
            names = [os.path.basename(hit["files"][0]["path"]) for hit in hits]
            return names.index(wanted) if wanted in names else 10

        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            ranks = list(pool.map(rank, rows))
        share = {n: sum(rank < n for rank in ranks) / len(ranks) for n in (1, 5, 10)}
        print(f"{len(ranks)} captions, kills {kills}: " + ", ".join(
            f"R@{n} {value:.3f}" for n, value in share.items()))


main()
