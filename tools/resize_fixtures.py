#!/usr/bin/env python3
"""Prints digests of what Pillow makes of generated pictures, for Tests/KernelsTests/ResizeKernelTests.

    pip install pillow && tools/resize_fixtures.py
"""
from PIL import Image

FILTERS = {"bilinear": Image.BILINEAR, "bicubic": Image.BICUBIC, "lanczos": Image.LANCZOS}
SIZES = [((61, 47), (20, 16)), ((61, 47), (130, 99)), ((300, 20), (30, 20)), ((7, 90), (7, 31)),
         ((640, 480), (298, 224)), ((33, 500), (16, 40)), ((1, 1), (5, 4)), ((500, 3), (224, 2))]


def picture(width, height):
    state, samples = 1, bytearray()
    for _ in range(3 * width * height):
        state = (state * 1664525 + 1013904223) % 2**32
        samples.append(state >> 24)
    return Image.frombytes("RGB", (width, height), bytes(samples))


def digest(data):
    value = 0xCBF29CE484222325
    for byte in data:
        value = (value ^ byte) * 0x100000001B3 % 2**64
    return value


for (size, new) in SIZES:
    for name, filter in FILTERS.items():
        value = digest(picture(*size).resize(new, filter).tobytes())
        print(f"    (.{name}, {size[0]}, {size[1]}, {new[0]}, {new[1]}, 0x{value:016X}),")
