#include <stdbool.h>

#include "dispatch.h"
#include "fingerprint.h"

enum { fractionBits = 22 };

static inline uint8_t clip(int32_t sum) {
  int32_t value = sum >> fractionBits;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// Sums are made of whole blocks, so that none has a rest to add one by one. Rows and weights beyond
// these limits are filtered plainly: pictures that were reduced before are far below them.
enum { block = 16, longestRow = 1024, mostWeights = 4096 };

SEMBLANCE_KERNEL
static void filterBlocks(const uint8_t *restrict plane, size_t width, size_t rows,
                         semblance_taps taps, uint8_t *restrict output) {
  int32_t line[longestRow + block] = {0}, padded[mostWeights];
  size_t stride = (taps.stride + block - 1) / block * block;
  for (size_t i = 0; i < taps.outputs; i++) {
    for (size_t tap = 0; tap < stride; tap++) {
      bool isUsed = tap < (size_t)taps.counts[i];
      padded[i * stride + tap] = isUsed ? taps.weights[i * taps.stride + tap] : 0;
    }
  }
  for (size_t row = 0; row < rows; row++) {
    for (size_t x = 0; x < width; x++) line[x] = plane[row * width + x];
    for (size_t i = 0; i < taps.outputs; i++) {
      const int32_t *samples = line + taps.starts[i], *weights = padded + i * stride;
      size_t blocks = ((size_t)taps.counts[i] + block - 1) / block;
      int32_t sum = 1 << (fractionBits - 1);
#pragma clang loop vectorize_width(16) interleave_count(1)
      for (size_t tap = 0; tap < blocks * block; tap++) sum += samples[tap] * weights[tap];
      output[row * taps.outputs + i] = clip(sum);
    }
  }
}

SEMBLANCE_KERNEL
static void filterPlainRows(const uint8_t *restrict plane, size_t width, size_t rows,
                            semblance_taps taps, uint8_t *restrict output) {
  for (size_t row = 0; row < rows; row++) {
    const uint8_t *line = plane + row * width;
    for (size_t i = 0; i < taps.outputs; i++) {
      const int32_t *weights = taps.weights + i * taps.stride;
      const uint8_t *samples = line + taps.starts[i];
      int32_t sum = 1 << (fractionBits - 1);
      for (int32_t tap = 0; tap < taps.counts[i]; tap++) sum += samples[tap] * weights[tap];
      output[row * taps.outputs + i] = clip(sum);
    }
  }
}

void semblance_filter_rows(const uint8_t *restrict plane, size_t width, size_t rows,
                           semblance_taps taps, uint8_t *restrict output) {
  size_t stride = (taps.stride + block - 1) / block * block;
  if (width > longestRow || taps.outputs * stride > mostWeights) {
    filterPlainRows(plane, width, rows, taps, output);
  } else {
    filterBlocks(plane, width, rows, taps, output);
  }
}

SEMBLANCE_KERNEL
void semblance_filter_columns(const uint8_t *restrict plane, size_t width, semblance_taps taps,
                              uint8_t *restrict output) {
  for (size_t i = 0; i < taps.outputs; i++) {
    const int32_t *weights = taps.weights + i * taps.stride;
    const uint8_t *samples = plane + (size_t)taps.starts[i] * width;
    for (size_t x = 0; x < width; x++) {
      int32_t sum = 1 << (fractionBits - 1);
      for (int32_t tap = 0; tap < taps.counts[i]; tap++) {
        sum += samples[(size_t)tap * width + x] * weights[tap];
      }
      output[i * width + x] = clip(sum);
    }
  }
}
