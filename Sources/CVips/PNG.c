#include <stdlib.h>
#include <string.h>

#include <libdeflate.h>

#include "CVips.h"

// Larger pictures are streamed by libvips instead of being held as a whole.
enum { maximum_raw = 64 << 20, maximum_profile = 1 << 20 };
// What DEFLATE can make of a byte at most.
enum { greatest_ratio = 1032 };

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

static uint32_t big32(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

static int channels(int kind) {
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

static bool read_header(semblance_png *png, const uint8_t *data, size_t size) {
  if (size != 13) return false;
  uint32_t width = big32(data), height = big32(data + 4);
  if (width == 0 || height == 0 || width > INT32_MAX / 8 || height > INT32_MAX / 8) return false;
  png->width = (int32_t)width;
  png->height = (int32_t)height;
  png->depth = data[8];
  png->kind = data[9];
  if (data[10] != 0 || data[11] != 0 || data[12] != 0) return false;
  switch (png->kind) {
    case grey:
    case indexed:
      if (png->depth != 1 && png->depth != 2 && png->depth != 4 && png->depth != 8) return false;
      break;
    case rgb:
    case grey_alpha:
    case rgb_alpha:
      if (png->depth != 8) return false;
      break;
    default:
      return false;
  }
  png->row_bytes = ((size_t)width * (size_t)(channels(png->kind) * png->depth) + 7) / 8;
  return (png->row_bytes + 1) * (size_t)height <= maximum_raw;
}

static bool read_palette(semblance_png *png, const uint8_t *data, size_t size) {
  if (png->palette_count || size == 0 || size % 3 || size > 768) return false;
  if (png->kind == grey || png->kind == grey_alpha) return false;
  if (png->kind != indexed) return true;  // a suggestion for poor screens
  memcpy(png->palette, data, size);
  png->palette_count = (int)(size / 3);
  return png->palette_count <= 1 << png->depth;
}

static bool read_transparency(semblance_png *png, const uint8_t *data, size_t size) {
  if (png->has_transparency) return false;
  png->has_transparency = true;
  if (png->kind == indexed) {
    if (size == 0 || size > (size_t)png->palette_count) return false;
    for (size_t index = 0; index < size; index++) {
      for (int channel = 0; channel < 3; channel++) {
        png->palette[index][channel] = over_white(png->palette[index][channel], data[index]);
      }
    }
    return true;
  }
  size_t count = png->kind == grey ? 1 : 3;
  if ((png->kind != grey && png->kind != rgb) || size != 2 * count) return false;
  png->has_key = true;
  for (size_t channel = 0; channel < count; channel++) {
    png->key[channel] = (uint16_t)(data[2 * channel] << 8 | data[2 * channel + 1]);
    if (png->key[channel] >> png->depth) return false;
  }
  return true;
}

static bool inflate(
    const uint8_t *data, size_t size, uint8_t *target, size_t capacity, size_t *written) {
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  if (!inflater) return false;
  // With `written` NULL libdeflate demands that the target be filled exactly.
  bool succeeded = libdeflate_zlib_decompress(inflater, data, size, target, capacity, written) ==
                   LIBDEFLATE_SUCCESS;
  libdeflate_free_decompressor(inflater);
  return succeeded;
}

static bool read_profile(semblance_png *png, const uint8_t *data, size_t size) {
  const uint8_t *end = memchr(data, 0, size < 80 ? size : 80);
  if (png->profile || !end || end == data) return false;
  size_t start = (size_t)(end - data) + 2;
  if (start > size || end[1] != 0) return false;
  png->profile = malloc(maximum_profile);
  return png->profile && inflate(data + start, size - start, png->profile, maximum_profile,
                                 &png->profile_size);
}

// Text that libvips would inflate in search of XMP.
static bool is_compressed_text(uint32_t name, const uint8_t *data, size_t size) {
  if (name == 0x7A545874) return true;  // zTXt
  if (name != 0x69545874) return false;  // iTXt
  const uint8_t *end = memchr(data, 0, size);
  return !end || end + 1 == data + size || end[1] != 0;
}

static bool read_chunks(semblance_png *png, size_t size) {
  static const uint8_t signature[8] = {0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A};
  if (size < 8 || memcmp(png->bytes, signature, sizeof signature)) return false;
  uint32_t previous = 0;
  for (size_t position = 8; size - position >= 12;) {
    const uint8_t *chunk = png->bytes + position;
    size_t length = big32(chunk);
    if (length > INT32_MAX || length > size - position - 12) return false;
    uint32_t name = big32(chunk + 4);
    const uint8_t *data = chunk + 8;
    if (libdeflate_crc32(0, chunk + 4, length + 4) != big32(data + length)) return false;
    if ((previous == 0) != (name == 0x49484452)) return false;  // IHDR first, and once
    bool fits = true;
    switch (name) {
      case 0x49484452: fits = read_header(png, data, length); break;
      case 0x504C5445: fits = !png->data_chunks && read_palette(png, data, length); break;
      case 0x74524E53: fits = !png->data_chunks && read_transparency(png, data, length); break;
      case 0x69434350: fits = !png->data_chunks && read_profile(png, data, length); break;
      case 0x49444154:  // IDAT: one after the other
        if (png->data_chunks == 0) png->first_data = position;
        fits = png->data_chunks == 0 || previous == name;
        png->data_chunks++;
        png->data_size += length;
        break;
      case 0x49454E44: return png->data_chunks > 0;
      default:
        // A chunk whose name starts with a capital letter must be understood.
        fits = (name >> 29 & 1) && !is_compressed_text(name, data, length);
    }
    if (!fits) return false;
    previous = name;
    position += 12 + length;
  }
  return false;
}

semblance_status semblance_png_open(
    const uint8_t *bytes, size_t size, semblance_png **result, semblance_png_header *header) {
  semblance_png *png = calloc(1, sizeof *png);
  if (!png) return SEMBLANCE_OUT_OF_MEMORY;
  png->bytes = bytes;
  bool fits = read_chunks(png, size) && (png->kind != indexed || png->palette_count) &&
              (png->row_bytes + 1) * (size_t)png->height / greatest_ratio <= png->data_size;
  if (!fits) {
    semblance_png_close(png);
    return SEMBLANCE_UNSUPPORTED;
  }
  *header = (semblance_png_header){
      .width = png->width,
      .height = png->height,
      .has_alpha = png->has_transparency || png->kind == grey_alpha || png->kind == rgb_alpha,
  };
  *result = png;
  return SEMBLANCE_OK;
}

const uint8_t *semblance_png_profile(const semblance_png *png, size_t *size) {
  *size = png->profile_size;
  return png->profile;
}

void semblance_png_close(semblance_png *png) {
  free(png->profile);
  free(png);
}

// MARK: filters (ISO/IEC 15948, 9.2)

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

__attribute__((target_clones("avx2", "default"))) static bool unfilter(
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
static void shrink_stripe(
    const uint8_t *stripe, int32_t width, int32_t count, int32_t shrink, uint32_t *sums,
    uint8_t *target) {
  size_t stride = 3 * (size_t)width;
  uint32_t half = (uint32_t)shrink / 2, divisor = (uint32_t)shrink;
  const uint8_t *last = stripe + stride * (size_t)(count - 1);
  uint32_t missing = (uint32_t)(shrink - count);
  for (size_t at = 0; at < stride; at++) sums[at] = half + missing * last[at];
  for (int32_t row = 0; row < count; row++) {
    const uint8_t *source = stripe + stride * (size_t)row;
    for (size_t at = 0; at < stride; at++) sums[at] += source[at];
  }
  for (size_t at = 0; at < stride; at++) sums[at] /= divisor;
  for (int32_t left = 0; left < width; left += shrink, target += 3) {
    uint32_t totals[3] = {half, half, half};
    for (int32_t x = left; x < left + shrink; x++) {
      const uint32_t *source = sums + 3 * (size_t)(x < width ? x : width - 1);
      for (int channel = 0; channel < 3; channel++) totals[channel] += source[channel];
    }
    for (int channel = 0; channel < 3; channel++) {
      target[channel] = (uint8_t)(totals[channel] / divisor);
    }
  }
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
      if (!unfilter(row[0], row + 1, above, png->row_bytes, step)) return SEMBLANCE_DAMAGED;
      if (!expand(png, row + 1, expanded)) return SEMBLANCE_DAMAGED;
      above = row + 1;
      row += png->row_bytes + 1;
    }
    if (shrink > 1) shrink_stripe(stripe, png->width, count, shrink, sums, target);
    target += 3 * columns;
  }
  return SEMBLANCE_OK;
}

semblance_status semblance_png_render(
    const semblance_png *png, int32_t shrink, double deadline, uint8_t *target) {
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
    if (inflate(data, png->data_size, raw + png->row_bytes, raw_size, NULL)) {
      status = render_rows(png, shrink, deadline, raw, stripe, sums, target);
    }
  }
  free(sums);
  free(stripe);
  free(raw);
  free(joined);
  return status;
}
