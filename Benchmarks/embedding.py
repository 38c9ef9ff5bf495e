"""Measures how fast pictures get the vectors of a model.

    python3 Benchmarks/embedding.py --bench BINARY --data TEST_DATA --work FOLDER
        [--clip FOLDER_OF_MODELS/NAME] [--vocabulary FILE] [--pictures 96] [--rounds 2] [--batches 1,8,32] [--kinds lean,int8,f32]

Makes two sets of JPEGs from the captioned photographs of the test data, 1600×1200 (about 450 kB each)
and 4000×3000 (about 4 MB), enlarged and with grain so that they have the entropy of a camera's; and
models of ViT-B/32's shape with random weights (make_model.py): f32, int8, and lean, which is int8 by
tools/lean_model.py. Both are kept in FOLDER. Then runs
`semblance-bench-embedding` for each model, set and batch, and prints its figures as a table:

- decode: CPU ms a picture from the file's bytes to the model's input; model: CPU ms of the model; both
  on as many threads as processors;
- bound: processors / (decode + model); index: pictures a second of a whole index with the model, with
  fingerprints, thumbnails, descriptor and catalogue; pass: of the model's pass over a library that
  was indexed without it; their shares of the bound;
- whole: CPU ms a picture of that index, and (decode + model) / whole, which other work on the machine
  blurs less; plain: CPU ms of an index without the model; MB: the peak of the process.

--clip names a model that knows pictures; printed is then how near its vectors of pictures that the decoder
shrunk are to those of the full decode. Needs Pillow, numpy, onnx, onnxruntime.
"""

import argparse
import csv
import io
import json
import pathlib
import random
import subprocess
import sys

import numpy as np
from PIL import Image


def encoded(picture, quality):
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality, subsampling=2)
    return out.getvalue()


def make_pictures(folder, sources, size, target, count):
    """Enlarged crops with grain, whose quality is set so that the files have about the target's size."""
    folder.mkdir(parents=True, exist_ok=True)
    for index in range(count):
        path = folder / f"{index:04}.jpg"
        if path.exists():
            continue
        chance = random.Random(f"{size}{index}")
        picture = Image.open(sources[index % len(sources)]).convert("RGB")
        width = min(picture.width, picture.height * 4 / 3) * chance.uniform(0.7, 1)
        left = chance.uniform(0, picture.width - width)
        top = chance.uniform(0, picture.height - width * 3 / 4)
        box = (left, top, left + width, top + width * 3 / 4)
        picture = picture.resize(size, Image.Resampling.BICUBIC, box)
        grain = np.random.default_rng(chance.getrandbits(63)).normal(0, 4.5, (size[1], size[0], 1))
        picture = Image.fromarray(np.clip(np.asarray(picture, np.float32) + grain, 0, 255).astype(np.uint8))
        body = encoded(picture, 88)
        for quality in (94, 78):
            if not 0.75 * target < len(body) < 1.3 * target and (quality > 88) == (len(body) < target):
                body = encoded(picture, quality)
        path.write_bytes(body)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--bench", required=True)
    parser.add_argument("--data", required=True, type=pathlib.Path)
    parser.add_argument("--work", required=True, type=pathlib.Path)
    parser.add_argument("--vocabulary")
    parser.add_argument("--clip", type=pathlib.Path)
    parser.add_argument("--pictures", type=int, default=96)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--batches", default="1,8,32")
    parser.add_argument("--kinds", default="lean,int8,f32")
    options = parser.parse_args()
    models = options.work / "models"
    if not (models / "vitb32-int8").exists():
        script = pathlib.Path(__file__).parent / "inference" / "make_model.py"
        words = ["--vocabulary", options.vocabulary] if options.vocabulary else []
        subprocess.run([sys.executable, script, models, *words], check=True)
    if not (models / "vitb32-lean").exists():
        script = pathlib.Path(__file__).parent.parent / "tools" / "lean_model.py"
        subprocess.run([sys.executable, script, models / "vitb32-f32", models / "vitb32-lean"], check=True)
    rows = csv.DictReader((options.data / "captions/coco_captioned.csv").open())
    sources = [options.data / path for path in sorted({row["path"] for row in rows})]
    sets = {"1600x1200": ((1600, 1200), 450_000), "4000x3000": ((4000, 3000), 4_000_000)}
    print("| pictures | model | batch | decode ms | model ms | bound /s | **index /s** | of bound | pass /s |"
          " of bound | whole ms | of it | plain ms | peak MB |\n|" + "---|" * 14)
    for name, (size, target) in sets.items():
        folder = options.work / name
        make_pictures(folder, sources, size, target, options.pictures)
        if options.clip:
            subprocess.run(
                [options.bench, "--detail", options.clip.parent, options.clip.name, folder], check=True)
        for kind in options.kinds.split(","):
            for batch in options.batches.split(","):
                run = subprocess.run(
                    [options.bench, models, f"vitb32-{kind}", folder, options.work / "library", batch,
                     str(options.rounds)], capture_output=True, text=True)
                if run.returncode:
                    raise SystemExit(run.stderr)
                r = json.loads(run.stdout)
                print(f"| {name} | {kind} | {batch} | {r['decode_ms']:.1f} | {r['inference_ms']:.1f} |"
                      f" {r['bound_per_s']:.1f} | **{r['whole_per_s']:.1f}** | {r['whole_of_bound']:.0%} |"
                      f" {r['pass_per_s']:.1f} | {r['pass_of_bound']:.0%} |"
                      f" {r['whole_ms']:.1f} | {(r['decode_ms'] + r['inference_ms']) / r['whole_ms']:.0%} |"
                      f" {r['index_ms']:.1f} |"
                      f" {r['peak_mib']:.0f} |", flush=True)


main()
