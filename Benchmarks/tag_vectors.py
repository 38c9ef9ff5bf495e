#!/usr/bin/env python3
"""How well tags follow captions, by measure, from published CLIP vectors of pictures and of labels.

    tag_vectors.py GOLDEN      (needs numpy)

GOLDEN holds flickr8k-500 (image_embeddings.npy, metadata.csv: five rows a picture) and clip-text
(coco_clip_a+cname.npy, oid_clip_a+cname.npy). Right is what one of a picture's captions names.
"""

import csv
import re
import sys

import numpy as np

NAMES = """person,bicycle,car,motorcycle,airplane,bus,train,truck,boat,traffic light,fire hydrant,stop sign,
parking meter,bench,bird,cat,dog,horse,sheep,cow,elephant,bear,zebra,giraffe,backpack,umbrella,handbag,tie,
suitcase,frisbee,skis,snowboard,sports ball,kite,baseball bat,baseball glove,skateboard,surfboard,
tennis racket,bottle,wine glass,cup,fork,knife,spoon,bowl,banana,apple,sandwich,orange,broccoli,carrot,
hot dog,pizza,donut,cake,chair,couch,potted plant,bed,dining table,toilet,tv,laptop,mouse,remote,keyboard,
cell phone,microwave,oven,toaster,sink,refrigerator,book,clock,vase,scissors,teddy bear,hair drier,
toothbrush""".replace("\n", "").split(",")
OTHERS = {
    "person": "people man woman boy girl child kid player men women children toddler baby lady guy",
    "couch": "sofa", "bicycle": "bike", "motorcycle": "motorbike", "dog": "puppy",
    "skis": "ski skier skiing", "snowboard": "snowboarder snowboarding", "skateboard": "skateboarder",
    "surfboard": "surfer surfing", "sports ball": "ball soccer basketball football",
    "boat": "ship canoe kayak", "car": "vehicle"}


def unit(rows):
    rows = rows.astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def average_precision(scores, right):
    order = right.ravel()[np.argsort(-scores.ravel(), kind="stable")]
    return (np.cumsum(order) / np.arange(1, order.size + 1))[order].mean()


def main(golden):
    pictures = unit(np.load(f"{golden}/flickr8k-500/image_embeddings.npy")[::5])
    with open(f"{golden}/flickr8k-500/metadata.csv", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    captions = [" ".join(row["caption"].lower() for row in rows[start:start + 5])
                for start in range(0, len(rows), 5)]
    labels = unit(np.load(f"{golden}/clip-text/coco_clip_a+cname.npy"))
    words = unit(np.load(f"{golden}/clip-text/oid_clip_a+cname.npy"))
    names = [[name] + OTHERS.get(name, "").split() for name in NAMES]
    right = np.array([[any(re.search(rf"\b{re.escape(word)}(s|es)?\b", caption) for word in options)
                       for options in names] for caption in captions])

    cosines = pictures @ labels.T
    low, quarter = np.quantile(cosines, [.05, .25], axis=0)
    by_label = (cosines - cosines.mean(0)) / cosines.std(0)
    by_quartile = (cosines - quarter) / np.maximum(quarter - low, 1e-3)
    plain = pictures @ words.T
    by_words = (cosines - plain.mean(1, keepdims=True)) / plain.std(1, keepdims=True)
    by_all = (cosines - plain.mean()) / plain.std(1).mean()
    measures = {
        "the cosine itself": cosines, "the measure of search": (by_label + by_all) / 2,
        "label's mean, picture's words": (by_label + by_words) / 2,
        "label's lower quartile, picture's words": (by_quartile + by_words) / 2}
    print(f"{len(pictures)} pictures, {len(names)} labels, {right.sum()} named by captions")
    for title, scores in measures.items():
        print(f"{average_precision(scores, right):.3f}  {title}")
    scores = (by_quartile + by_words) / 2
    for first, last in ((2, 3), (3, 3.5), (3.5, 4), (4, 4.5), (4.5, 5), (5, 99)):
        chosen = (scores >= first) & (scores < last)
        print(f"excess {first}-{last}: {chosen.sum()} tags, {right[chosen].mean():.2f} named")


if __name__ == "__main__":
    main(sys.argv[1])
