// Pillow's 8-bit resizing of interleaved RGB, and tensors of it. Behind `Kernels/Tensors`.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fingerprint.h"

#pragma clang assume_nonnull begin

// Whether this machine runs the fast horizontal pass; all give the same bytes.
bool semblance_resize_has_fast_rows(void);

/// Horizontal pass: rows × width pixels to rows × taps.outputs pixels. `scratch` is of
/// `semblance_resize_scratch(taps, width)` bytes, aligned to 64.
void semblance_resize_rows(bool fast, const uint8_t *rgb, size_t width, size_t rows,
                           semblance_taps taps, void *scratch, uint8_t *output);
size_t semblance_resize_scratch(semblance_taps taps, size_t width);

/// Vertical pass: rows of `samples` bytes to taps.outputs rows of as many. `sums` holds `samples`
/// numbers.
void semblance_resize_columns(const uint8_t *rows, size_t samples, semblance_taps taps,
                              int32_t *sums, uint8_t *output);

/// tensor[c * plane + i] = table[256 * c + rgb[3 * i + source[c]]] for `pixels` pixels.
void semblance_tensor_planes(const uint8_t *rgb, size_t pixels, const float *table,
                             const uint8_t *source, size_t plane, float *tensor);

#pragma clang assume_nonnull end
