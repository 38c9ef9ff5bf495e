#include <stdlib.h>
#include <string.h>

#include "PNGPicture.h"

// Larger pictures are streamed by libvips instead of being held as a whole.
enum { maximum_raw = 64 << 20, maximum_profile = 1 << 20 };
// What DEFLATE can make of a byte at most.
enum { greatest_ratio = 1032 };

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

bool semblance_png_inflate(
    const uint8_t *data, size_t size, uint8_t *target, size_t capacity, size_t *written) {
  struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
  if (!inflater) return false;
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
  return png->profile && semblance_png_inflate(
                             data + start, size - start, png->profile, maximum_profile,
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
      .is_colour = png->kind == rgb || png->kind == rgb_alpha || png->kind == indexed,
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
