#include <stdlib.h>

#include "dispatch.h"
#include "quality.h"

enum { strongStep = 32, weakStep = 2 };

static inline __attribute__((always_inline)) void textureOf(
    const uint8_t *above, const uint8_t *row, const uint8_t *below, size_t count,
    quality_texture *texture, quality_block *block) {
  int32_t laplacian = 0, squares = 0, gray = 0, graySquares = 0, noise = 0, flat = 0, edges = 0,
          axis = 0;
  for (size_t x = 0; x < count; x++) {
    const uint8_t *a = above + x, *r = row + x, *b = below + x;
    int32_t value = a[0] + b[0] + r[-1] + r[1] - 4 * r[0];
    laplacian += value;
    squares += value * value;
    gray += r[0];
    graySquares += r[0] * r[0];
    noise += abs((a[-1] - 2 * a[0] + a[1]) - 2 * (r[-1] - 2 * r[0] + r[1]) +
                 (b[-1] - 2 * b[0] + b[1]));
    int32_t right = abs(r[1] - r[0]), down = abs(b[0] - r[0]);
    int32_t most = right > down ? right : down, least = right > down ? down : right;
    flat += most == 0;
    edges += most >= strongStep;
    axis += (most >= strongStep) & (least <= weakStep);
  }
  texture->laplacian += laplacian;
  texture->laplacian_squares += squares;
  texture->noise += (uint64_t)noise;
  texture->flat += (uint64_t)flat;
  texture->edges += (uint64_t)edges;
  texture->axis_edges += (uint64_t)axis;
  if (block) {
    block->gray += gray;
    block->gray_squares += graySquares;
    block->laplacian += laplacian;
    block->laplacian_squares += squares;
  }
}

static inline uint64_t noiseAt(const uint8_t *a, const uint8_t *r, const uint8_t *b) {
  return (uint64_t)abs((a[-1] - 2 * a[0] + a[1]) - 2 * (r[-1] - 2 * r[0] + r[1]) +
                       (b[-1] - 2 * b[0] + b[1]));
}

SEMBLANCE_KERNEL
void quality_texture_row(const uint8_t *restrict above, const uint8_t *restrict row,
                         const uint8_t *restrict below, size_t width, int inside,
                         quality_texture *restrict texture, quality_block *restrict blocks) {
  uint64_t noise = texture->noise;
  size_t x = 0;
  for (; x + QUALITY_BLOCK <= width; x += QUALITY_BLOCK) {
    textureOf(above + x, row + x, below + x, QUALITY_BLOCK, texture,
              blocks ? blocks + x / QUALITY_BLOCK : NULL);
  }
  textureOf(above + x, row + x, below + x, width - x, texture, NULL);
  // The noise mask lies wholly inside the picture.
  if (!inside || width < 3) {
    texture->noise = noise;
  } else {
    texture->noise -= noiseAt(above, row, below);
    texture->noise -= noiseAt(above + width - 1, row + width - 1, below + width - 1);
  }
}

enum { stepChunk = 1024 };

SEMBLANCE_KERNEL
void quality_steps_along(const uint8_t *restrict row, size_t width,
                         quality_steps *restrict steps) {
  if (width < 2) return;
  for (size_t start = 0; start + 1 < width; start += stepChunk) {
    size_t end = start + stepChunk < width - 1 ? start + stepChunk : width - 1;
    uint32_t all = 0, crossings = 0;
    for (size_t x = start; x < end; x++) all += (uint32_t)abs(row[x + 1] - row[x]);
    size_t last = end < width - 2 ? end : width - 2;
    for (size_t x = start; x < last; x++) {
      crossings += (row[x + 1] - row[x]) * (row[x + 2] - row[x + 1]) < 0;
    }
    steps->all += all;
    steps->crossings += crossings;
  }
  for (size_t x = 7; x + 8 < width / 8 * 8; x += 8) {
    steps->edges += (uint64_t)abs(row[x + 1] - row[x]);
  }
}

SEMBLANCE_KERNEL
void quality_steps_across(const uint8_t *above2, const uint8_t *above, const uint8_t *row,
                          size_t width, int at_boundary, quality_steps *restrict steps) {
  for (size_t start = 0; start < width; start += stepChunk) {
    size_t end = start + stepChunk < width ? start + stepChunk : width;
    uint32_t all = 0, crossings = 0;
    for (size_t x = start; x < end; x++) all += (uint32_t)abs(row[x] - above[x]);
    if (above2) {
      for (size_t x = start; x < end; x++) {
        crossings += (above[x] - above2[x]) * (row[x] - above[x]) < 0;
      }
    }
    steps->all += all;
    steps->crossings += crossings;
    if (at_boundary) steps->edges += all;
  }
}

SEMBLANCE_KERNEL
void quality_cell_row(const uint8_t *restrict rgb, size_t width, size_t factor,
                      uint32_t *restrict sums) {
  for (size_t cell = 0; cell < width / factor; cell++) {
    const uint8_t *p = rgb + 3 * factor * cell;
    uint32_t red = 0, green = 0, blue = 0;
    for (size_t x = 0; x < factor; x++) {
      red += p[3 * x];
      green += p[3 * x + 1];
      blue += p[3 * x + 2];
    }
    sums[3 * cell] += red;
    sums[3 * cell + 1] += green;
    sums[3 * cell + 2] += blue;
  }
}

SEMBLANCE_KERNEL
void quality_cell_means(uint32_t *restrict sums, size_t count, uint32_t area,
                        uint8_t *restrict means) {
  // A multiplication in place of a division: a quarter more keeps exact multiples from rounding down.
  double inverse = 1.0 / area;
  for (size_t at = 0; at < count; at++) {
    means[at] = (uint8_t)(((double)(sums[at] + area / 2) + 0.25) * inverse);
    sums[at] = 0;
  }
}
