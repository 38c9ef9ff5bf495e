// A VP8 key-frame encoder (RFC 6386) for thumbnails, in the WebP container: fast before small.
//
// Needs no library, keeps no state, and may be called from any thread.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

enum {
  /// The largest side that the format can hold.
  SEMBLANCE_VP8_MAXIMUM_SIDE = 16383,
};

/// How to encode.
typedef struct semblance_vp8_options {
  /// 0…127, RFC 6386 section 9.6: 0 is the finest.
  int32_t quantiser;
  /// 0…63, section 9.6: how strongly decoders smooth block edges; 0 is not at all.
  int32_t filter;
  /// Leaves what a decoder with the filter off will show in the planes.
  bool reconstructs;
} semblance_vp8_options;

/// 4:2:0 planes of whole macroblocks: `y` has `stride` × `rows` samples, `u` and `v` half as many
/// each way; `stride` and `rows` are multiples of 16.
typedef struct semblance_planes {
  uint8_t *_Nullable y;
  uint8_t *_Nullable u;
  uint8_t *_Nullable v;
  int32_t width;
  int32_t height;
  int32_t stride;
  int32_t rows;
} semblance_planes;

/// Converts RGB pixels to studio-range BT.601 planes, the picture's last row and column repeated to
/// whole macroblocks. Returns false when memory could not be had. Free with
/// `semblance_planes_free`.
bool semblance_planes_make(
    const uint8_t *pixels, int32_t width, int32_t height, semblance_planes *planes);

void semblance_planes_free(semblance_planes *planes);

/// Encodes planes as a WebP file, `*encoded` from `malloc`. Returns false when memory could not be
/// had or a side is outside 1…16,383.
bool semblance_vp8_encode(
    const semblance_planes *planes, semblance_vp8_options options,
    uint8_t *_Nullable *_Nonnull encoded, size_t *size);

#pragma clang assume_nonnull end
