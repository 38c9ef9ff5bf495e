"""Makes codes to join: uniform ones, and ones skewed like perceptual hashes.

Both have planted neighbours: a tenth of the codes are copies of others with 0…radius bits flipped.
The skewed ones are signs of correlated normal variables with unequal thresholds, as the median
thresholds of a DCT block are: neighbouring coefficients share low-rank factors, low frequencies
carry most of them, and every bit has a bias of its own.

    codes.py {uniform|skewed} BITS COUNT RADIUS SEED OUTPUT
"""

import sys

import numpy as np


def uniform(rng, count, bits):
    return rng.integers(0, 256, (count, bits // 8), dtype=np.uint8)


def skewed(rng, count, bits):
    side = int(bits**0.5)
    u, v = np.divmod(np.arange(bits), side)
    frequency = (u + v) / (2 * side - 2)
    rank = 8
    loadings = rng.normal(size=(rank, bits)) * (0.55 * (1 - frequency))
    # Factors of neighbouring bits are alike: smooth them along the code.
    kernel = np.array([0.25, 0.5, 0.25])
    loadings = np.stack([np.convolve(row, kernel, "same") for row in loadings])
    bias = rng.normal(size=bits) * 0.45 * (1 - 0.5 * frequency)
    out = np.empty((count, bits // 8), dtype=np.uint8)
    for first in range(0, count, 1 << 16):
        last = min(first + (1 << 16), count)
        factors = rng.standard_normal((last - first, rank), dtype=np.float32)
        noise = rng.standard_normal((last - first, bits), dtype=np.float32)
        signs = factors @ loadings.astype(np.float32) + 0.7 * noise > bias.astype(np.float32)
        out[first:last] = np.packbits(signs, axis=1)
    return out


def plant(rng, codes, radius):
    count, width = codes.shape
    chosen = rng.permutation(count)[: count // 5]
    copies, originals = chosen[: len(chosen) // 2], chosen[len(chosen) // 2 : len(chosen) // 2 * 2]
    codes[copies] = codes[originals]
    flips = rng.integers(0, radius + 1, len(copies))
    for step in range(radius):
        rows = copies[flips > step]
        bit = rng.integers(0, width * 8, len(rows))
        codes[rows, bit // 8] ^= (1 << (bit % 8)).astype(np.uint8)
    return np.stack([copies, originals], axis=1)


def main():
    kind, bits, count, radius, seed, output = sys.argv[1:]
    rng = np.random.default_rng(int(seed))
    codes = (skewed if kind == "skewed" else uniform)(rng, int(count), int(bits))
    pairs = plant(rng, codes, int(radius))
    codes.tofile(output)
    pairs.astype(np.int32).tofile(output + ".planted")


if __name__ == "__main__":
    main()
