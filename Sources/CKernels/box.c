#include <string.h>

#include "dispatch.h"
#include "fingerprint.h"

// In units of 1/cells of a sample, sample s covers [s * cells, (s + 1) * cells) and cell c covers
// [c * length, (c + 1) * length): all overlaps are whole numbers.
static inline uint32_t overlap(size_t sample, size_t cell, size_t cells, size_t length) {
  size_t first = sample * cells > cell * length ? sample * cells : cell * length;
  size_t sampleEnd = (sample + 1) * cells, cellEnd = (cell + 1) * length;
  return (uint32_t)((sampleEnd < cellEnd ? sampleEnd : cellEnd) - first);
}

SEMBLANCE_KERNEL
void semblance_box_sums(const uint8_t *restrict plane, size_t width, size_t height, size_t cells,
                        uint32_t *restrict columns, uint64_t *restrict prefix,
                        uint64_t *restrict sums) {
  // Edge c lies edges[c] whole samples and parts[c] / cells of one from the left.
  size_t edges[129];
  uint32_t parts[129];
  for (size_t c = 0; c <= cells; c++) {
    edges[c] = c * width / cells;
    parts[c] = (uint32_t)(c * width % cells);
  }
  columns[width] = 0;
  for (size_t row = 0; row < cells; row++) {
    memset(columns, 0, width * sizeof *columns);
    size_t last = ((row + 1) * height - 1) / cells;
    for (size_t y = row * height / cells; y <= last; y++) {
      uint32_t weight = overlap(y, row, cells, height);
      const uint8_t *samples = plane + y * width;
      for (size_t x = 0; x < width; x++) columns[x] += weight * samples[x];
    }
    // A cell's sum is the difference of the running sums at its two edges.
    uint64_t running = 0;
    for (size_t x = 0; x < width; x++) {
      prefix[x] = running;
      running += columns[x];
    }
    prefix[width] = running;
    uint64_t before = 0;
    for (size_t column = 0; column < cells; column++) {
      size_t x = edges[column + 1];
      uint64_t until = prefix[x] * cells + (uint64_t)columns[x] * parts[column + 1];
      sums[row * cells + column] = until - before;
      before = until;
    }
  }
}

SEMBLANCE_KERNEL
void semblance_box_rgb_sums(const uint8_t *restrict rgb, size_t width, size_t height, size_t cells,
                            uint32_t *restrict columns, uint64_t *restrict sums) {
  size_t edges[129];
  uint32_t parts[129];
  for (size_t c = 0; c <= cells; c++) {
    edges[c] = c * width / cells;
    parts[c] = (uint32_t)(c * width % cells);
  }
  // One pixel beyond the last, which the last edge touches with nothing.
  memset(columns + 3 * width, 0, 3 * sizeof *columns);
  for (size_t row = 0; row < cells; row++) {
    memset(columns, 0, 3 * width * sizeof *columns);
    size_t last = ((row + 1) * height - 1) / cells;
    for (size_t y = row * height / cells; y <= last; y++) {
      uint32_t weight = overlap(y, row, cells, height);
      const uint8_t *samples = rgb + 3 * y * width;
      for (size_t x = 0; x < 3 * width; x++) columns[x] += weight * samples[x];
    }
    uint64_t running[3] = {0, 0, 0}, before[3] = {0, 0, 0};
    size_t x = 0;
    for (size_t column = 0; column < cells; column++) {
      for (; x < edges[column + 1]; x++) {
        for (size_t c = 0; c < 3; c++) running[c] += columns[3 * x + c];
      }
      for (size_t c = 0; c < 3; c++) {
        uint64_t until = running[c] * cells + (uint64_t)columns[3 * x + c] * parts[column + 1];
        sums[3 * (row * cells + column) + c] = until - before[c];
        before[c] = until;
      }
    }
  }
}

// In double precision the quotients, below 256, differ from whole numbers by more than they are
// rounded by, so they are cut to the same bytes as in whole numbers.
SEMBLANCE_KERNEL
void semblance_box_means(const uint64_t *restrict sums, size_t count, uint64_t weight,
                         uint8_t *restrict means) {
  double divisor = 2 * (double)weight;
  for (size_t i = 0; i < count; i++) {
    means[i] = (uint8_t)(int32_t)((double)(int64_t)(2 * sums[i] + weight) / divisor);
  }
}

// The two or three samples under a cell of `cell` tenths that starts at `start` tenths.
typedef struct {
  uint32_t first, second, third;  // sample indices; the third repeats the second where unused
  uint16_t a, b, c;               // tenths covered
} cover;

static inline cover coverOf(uint32_t start, uint32_t cell) {
  cover result;
  result.first = start / 10;
  uint32_t left = 10 - start % 10, rest = cell - left;
  result.a = (uint16_t)left;
  result.b = (uint16_t)(rest < 10 ? rest : 10);
  result.c = (uint16_t)(rest - result.b);
  result.second = result.b ? result.first + 1 : result.first;
  result.third = result.c ? result.first + 2 : result.second;
  return result;
}

SEMBLANCE_KERNEL
void semblance_window_sums(const uint8_t *restrict plane, uint32_t left, uint32_t top,
                           uint32_t cell, double *restrict sums) {
  uint16_t rows[64][128];
  for (uint32_t i = 0; i < 64; i++) {
    cover y = coverOf(top + i * cell, cell);
    const uint8_t *p = plane + 128 * y.first, *q = plane + 128 * y.second,
                  *r = plane + 128 * y.third;
    for (size_t x = 0; x < 128; x++) {
      rows[i][x] = (uint16_t)(y.a * p[x] + y.b * q[x] + y.c * r[x]);
    }
  }
  cover x[64];
  for (uint32_t j = 0; j < 64; j++) x[j] = coverOf(left + j * cell, cell);
  for (size_t i = 0; i < 64; i++) {
    for (size_t j = 0; j < 64; j++) {
      uint32_t sum = (uint32_t)x[j].a * rows[i][x[j].first] +
                     (uint32_t)x[j].b * rows[i][x[j].second] +
                     (uint32_t)x[j].c * rows[i][x[j].third];
      sums[i * 64 + j] = sum;
    }
  }
}
