#include <stdlib.h>
#include <string.h>

#include "PNGPicture.h"

// MARK: samples to RGB

static bool expand_packed(const semblance_png *png, const uint8_t *row, uint8_t *target) {
  int depth = png->depth, per_byte = 8 / depth, most = (1 << depth) - 1;
  for (int32_t x = 0; x < png->width; x++, target += 3) {
    int value = row[x / per_byte] >> (8 - depth * (x % per_byte + 1)) & most;
    if (png->kind == indexed) {
      if (value >= png->palette_count) return false;
      memcpy(target, png->palette[value], 3);
    } else {
      bool is_clear = png->has_key && value == png->key[0];
      memset(target, is_clear ? 255 : value * 255 / most, 3);
    }
  }
  return true;
}

static bool expand(const semblance_png *png, const uint8_t *row, uint8_t *target) {
  int32_t width = png->width;
  switch (png->kind) {
    case rgb:
      memcpy(target, row, png->row_bytes);
      for (int32_t x = 0; png->has_key && x < width; x++) {
        uint8_t *at = target + 3 * x;
        if (at[0] == png->key[0] && at[1] == png->key[1] && at[2] == png->key[2]) {
          memset(at, 255, 3);
        }
      }
      return true;
    case rgb_alpha:
      for (int32_t x = 0; x < width; x++) {
        const uint8_t *at = row + 4 * x;
        target[3 * x] = over_white(at[0], at[3]);
        target[3 * x + 1] = over_white(at[1], at[3]);
        target[3 * x + 2] = over_white(at[2], at[3]);
      }
      return true;
    case grey_alpha:
      for (int32_t x = 0; x < width; x++) {
        memset(target + 3 * x, over_white(row[2 * x], row[2 * x + 1]), 3);
      }
      return true;
    default:
      return expand_packed(png, row, target);
  }
}

// MARK: the picture

// The bytes of all IDAT chunks, one after the other; `*joined` is to be freed.
static const uint8_t *data_of(const semblance_png *png, uint8_t **joined) {
  *joined = NULL;
  const uint8_t *chunk = png->bytes + png->first_data;
  if (png->data_chunks == 1) return chunk + 8;
  uint8_t *target = *joined = malloc(png->data_size);
  for (int32_t index = 0; target && index < png->data_chunks; index++) {
    size_t length = big32(chunk);
    memcpy(target, chunk + 8, length);
    target += length;
    chunk += 12 + length;
  }
  return *joined;
}

// Averages `count` ≤ `shrink` rows downwards, rounds, then pixels across; the last row and pixel
// stand for what is missing. Rounding between the two is what libvips does.
static inline __attribute__((always_inline)) void average(
    const uint8_t *restrict stripe, int32_t width, int32_t count, int32_t shrink,
    uint32_t *restrict sums, uint8_t *restrict target) {
  size_t stride = 3 * (size_t)width;
  uint32_t half = (uint32_t)shrink / 2, divisor = (uint32_t)shrink;
  // A multiplication in place of a division: exact, since sums stay below 256 * shrink and the error
  // below shrink / 2^32, wherever 256 * shrink^2 does not exceed 2^32.
  uint64_t reciprocal = ((UINT64_C(1) << 32) + divisor - 1) / divisor;
  const uint8_t *last = stripe + stride * (size_t)(count - 1);
  uint32_t missing = (uint32_t)(shrink - count);
  for (size_t at = 0; at < stride; at++) sums[at] = half + missing * last[at];
  for (int32_t row = 0; row < count; row++) {
    const uint8_t *source = stripe + stride * (size_t)row;
    for (size_t at = 0; at < stride; at++) sums[at] += source[at];
  }
  for (size_t at = 0; at < stride; at++) sums[at] = (uint32_t)(sums[at] * reciprocal >> 32);
  for (int32_t left = 0; left < width; left += shrink, target += 3) {
    uint32_t totals[3] = {half, half, half};
    int32_t inside = width - left < shrink ? width - left : shrink;
    const uint32_t *source = sums + 3 * (size_t)left;
    for (int32_t x = 0; x < inside; x++, source += 3) {
      for (int channel = 0; channel < 3; channel++) totals[channel] += source[channel];
    }
    for (int channel = 0; channel < 3; channel++) {
      totals[channel] += (uint32_t)(shrink - inside) * (source - 3)[channel];
      target[channel] = (uint8_t)(totals[channel] * reciprocal >> 32);
    }
  }
}

enum { greatest_exact_shrink = 4096 };

// The commonest factor is known to the compiler.
__attribute__((target_clones("avx2", "default"))) void semblance_stripe_shrink(
    const uint8_t *stripe, int32_t width, int32_t count, int32_t shrink, uint32_t *sums,
    uint8_t *target) {
  if (shrink == 2) return average(stripe, width, count, 2, sums, target);
  average(stripe, width, count, shrink, sums, target);
}

static semblance_status render_rows(
    const semblance_png *png, int32_t shrink, double deadline, uint8_t *raw, uint8_t *stripe,
    uint32_t *sums, uint8_t *target) {
  size_t step = (size_t)(channels(png->kind) * png->depth + 7) / 8;
  size_t stride = 3 * (size_t)png->width;
  size_t columns = ((size_t)png->width + (size_t)shrink - 1) / (size_t)shrink;
  // A row of zeros lies before the first.
  const uint8_t *above = raw;
  uint8_t *row = raw + png->row_bytes;
  for (int32_t top = 0; top < png->height; top += shrink) {
    if (semblance_clock() > deadline) return SEMBLANCE_TIMED_OUT;
    int32_t count = png->height - top < shrink ? png->height - top : shrink;
    for (int32_t index = 0; index < count; index++) {
      uint8_t *expanded = shrink == 1 ? target : stripe + stride * (size_t)index;
      if (!semblance_png_unfilter(row[0], row + 1, above, png->row_bytes, step)) return SEMBLANCE_DAMAGED;
      if (!expand(png, row + 1, expanded)) return SEMBLANCE_DAMAGED;
      above = row + 1;
      row += png->row_bytes + 1;
    }
    if (shrink > 1) {
      semblance_stripe_shrink(stripe, png->width, count, shrink, sums, target);
    }
    target += 3 * columns;
  }
  return SEMBLANCE_OK;
}

semblance_status semblance_png_render(
    const semblance_png *png, int32_t shrink, double deadline, uint8_t *target) {
  if (shrink > greatest_exact_shrink) return SEMBLANCE_UNSUPPORTED;
  size_t stride = 3 * (size_t)png->width;
  size_t raw_size = (png->row_bytes + 1) * (size_t)png->height;
  uint8_t *joined;
  const uint8_t *data = data_of(png, &joined);
  uint8_t *raw = malloc(png->row_bytes + raw_size + 4);
  uint8_t *stripe = malloc(shrink > 1 ? stride * (size_t)shrink : 1);
  uint32_t *sums = malloc(shrink > 1 ? sizeof *sums * stride : 1);
  semblance_status status = SEMBLANCE_OUT_OF_MEMORY;
  if (data && raw && stripe && sums) {
    memset(raw, 0, png->row_bytes);
    memset(raw + png->row_bytes + raw_size, 0, 4);
    status = SEMBLANCE_DAMAGED;
    if (semblance_png_inflate(data, png->data_size, raw + png->row_bytes, raw_size, NULL)) {
      status = render_rows(png, shrink, deadline, raw, stripe, sums, target);
    }
  }
  free(sums);
  free(stripe);
  free(raw);
  free(joined);
  return status;
}
