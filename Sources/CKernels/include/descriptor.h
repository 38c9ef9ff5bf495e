// Kernels behind the visual descriptor. Every one gives the same bits on every processor.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// sRGB bytes to Oklab: lightness, green–red, blue–yellow, three floats for each of `count`
/// interleaved pixels. `linear` holds the linear light of the 256 byte values.
void semblance_oklab(const uint8_t *rgb, size_t count, const float *linear, float *colours);

/// Splits `count` gradients between the two nearest of 8 directions, their sign forgotten: the
/// direction before, 0…7, what it gets, and what the next gets. No gradient is zero in both parts.
void semblance_split_gradients(const float *across, const float *down, size_t count,
                               int32_t *sectors, float *first, float *second);

#pragma clang assume_nonnull end
