#include <stdlib.h>
#include <string.h>

#include "PNGPicture.h"

// One pixel of up to four samples, with room for sums and differences.
typedef int16_t pixel __attribute__((vector_size(8)));

static inline pixel load(const uint8_t *bytes) {
  typedef uint8_t bytes4 __attribute__((vector_size(4)));
  bytes4 four;
  memcpy(&four, bytes, 4);
  return __builtin_convertvector(four, pixel);
}

static inline pixel magnitude(pixel value) {
  pixel sign = value >> 15;
  return (value ^ sign) - sign;
}

// Whichever of left, above and corner is nearest to left + above - corner.
static inline pixel paeth(pixel left, pixel above, pixel corner) {
  pixel to_above = left - corner, to_left = above - corner;
  pixel far_left = magnitude(to_left), far_above = magnitude(to_above);
  pixel far_corner = magnitude(to_left + to_above);
  pixel takes_left = (far_left <= far_above) & (far_left <= far_corner);
  pixel takes_above = far_above <= far_corner;
  pixel other = (above & takes_above) | (corner & ~takes_above);
  return (left & takes_left) | (other & ~takes_left);
}

static inline void store(uint8_t *bytes, pixel value, size_t step) {
  typedef uint8_t bytes4 __attribute__((vector_size(4)));
  bytes4 four = __builtin_convertvector(value, bytes4);
  memcpy(bytes, &four, step);
}

// Reads up to a byte beyond the row, which the buffer has.
static inline __attribute__((always_inline)) void unfilter_pixels(
    int filter, uint8_t *row, const uint8_t *above, size_t size, size_t step) {
  pixel left = {0}, corner = {0}, low = {255, 255, 255, 255};
  for (size_t at = 0; at < size; at += step) {
    pixel up = load(above + at), guess;
    switch (filter) {
      case 1: guess = left; break;
      case 3: guess = (left + up) >> 1; break;
      default: guess = paeth(left, up, corner); break;
    }
    left = (load(row + at) + guess) & low;
    corner = up;
    store(row + at, left, step);
  }
}

static inline uint8_t paeth_sample(int left, int above, int corner) {
  int far_left = abs(above - corner), far_above = abs(left - corner);
  int far_corner = abs(left + above - 2 * corner);
  if (far_left <= far_above && far_left <= far_corner) return (uint8_t)left;
  return (uint8_t)(far_above <= far_corner ? above : corner);
}

static void unfilter_samples(
    int filter, uint8_t *row, const uint8_t *above, size_t size, size_t step) {
  for (size_t at = 0; at < size; at++) {
    int left = at < step ? 0 : row[at - step], corner = at < step ? 0 : above[at - step];
    int guess = filter == 1   ? left
                : filter == 3 ? (left + above[at]) >> 1
                              : paeth_sample(left, above[at], corner);
    row[at] = (uint8_t)(row[at] + guess);
  }
}

__attribute__((target_clones("avx2", "default"))) bool semblance_png_unfilter(
    int filter, uint8_t *row, const uint8_t *above, size_t size, size_t step) {
  switch (filter) {
    case 0: return true;
    case 2:
      for (size_t at = 0; at < size; at++) row[at] = (uint8_t)(row[at] + above[at]);
      return true;
    case 1:
    case 3:
    case 4: break;
    default: return false;
  }
  if (step == 3) {
    if (filter == 1) unfilter_pixels(1, row, above, size, 3);
    if (filter == 3) unfilter_pixels(3, row, above, size, 3);
    if (filter == 4) unfilter_pixels(4, row, above, size, 3);
  } else if (step == 4) {
    if (filter == 1) unfilter_pixels(1, row, above, size, 4);
    if (filter == 3) unfilter_pixels(3, row, above, size, 4);
    if (filter == 4) unfilter_pixels(4, row, above, size, 4);
  } else {
    unfilter_samples(filter, row, above, size, step);
  }
  return true;
}
