// What the parts of the PNG decoder share.
#pragma once
#include <libdeflate.h>

#include "CVips.h"

enum { grey = 0, rgb = 2, indexed = 3, grey_alpha = 4, rgb_alpha = 6 };

struct semblance_png {
  int32_t width, height;
  int depth, kind;
  size_t row_bytes;
  const uint8_t *bytes;
  size_t first_data, data_size;  // the first IDAT chunk, and the bytes of all
  int32_t data_chunks;
  // Premultiplied on white; only as many entries as the file has.
  uint8_t palette[256][3];
  int palette_count;
  bool has_key;  // one colour is transparent
  uint16_t key[3];
  bool has_transparency;
  uint8_t *profile;
  size_t profile_size;
};

static inline uint32_t big32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static inline int channels(int kind) {
  switch (kind) {
    case rgb: return 3;
    case grey_alpha: return 2;
    case rgb_alpha: return 4;
    default: return 1;
  }
}

static inline uint8_t over_white(uint32_t value, uint32_t alpha) {
  return (uint8_t)((value * alpha + 255 * (255 - alpha)) / 255);
}

// Inflates zlib data. With `written` NULL the target must be filled exactly.
bool semblance_png_inflate(
    const uint8_t *data, size_t size, uint8_t *target, size_t capacity, size_t *written);

// Takes back a row's filter (ISO/IEC 15948, 9.2). `above` is the row before, without its filter;
// `step` bytes lie between a sample and its left neighbour. Reads up to a byte beyond both rows.
// Returns false for a filter that does not exist.
bool semblance_png_unfilter(
    int filter, uint8_t *row, const uint8_t *above, size_t size, size_t step);
