#include "dispatch.h"
#include "fingerprint.h"

enum { fractionBits = 22 };

static inline uint8_t clip(int32_t sum) {
  int32_t value = sum >> fractionBits;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

SEMBLANCE_KERNEL
void semblance_filter_rows(const uint8_t *restrict plane, size_t width, size_t rows,
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
