#pragma once
#include <stdint.h>
#include <string.h>

#include "Dispatch.h"

// Sixteen 4×4 blocks at once: element n of every block lies in lane group n, so the transforms are
// the scalar formulas of RFC 6386 (section 14) over vectors, without shuffles.
typedef int16_t lanes __attribute__((vector_size(32)));
typedef uint16_t unsigned_lanes __attribute__((vector_size(32)));
typedef int32_t wide_lanes __attribute__((vector_size(64)));
typedef uint32_t unsigned_wide_lanes __attribute__((vector_size(64)));

typedef struct quantiser {
  uint16_t step;
  uint16_t reciprocal;  // 65536 / step, rounded up
  uint16_t rounding;    // below step / 2: a dead zone around zero
} quantiser;

#define HIGH(value, factor) \
  __builtin_convertvector((__builtin_convertvector(value, wide_lanes) * (factor)) >> 16, lanes)
// √2·cos(π/8) and √2·sin(π/8) in 16-bit fixed point, exactly as section 14.3 multiplies; the second
// factor is 35468, written so that it fits 16 signed bits.
#define TIMES_COS(value) ((value) + HIGH(value, 20091))
#define TIMES_SIN(value) ((value) + HIGH(value, 35468 - 65536))

INLINED void forward_pass(lanes *values, int stride) {
  lanes a = values[0] + values[3 * stride], b = values[stride] + values[2 * stride];
  lanes c = values[stride] - values[2 * stride], d = values[0] - values[3 * stride];
  values[0] = a + b;
  values[stride] = TIMES_COS(d) + TIMES_SIN(c);
  values[2 * stride] = a - b;
  values[3 * stride] = TIMES_SIN(d) - TIMES_COS(c);
}

// Residuals of ±255 to coefficients; scaled by 8 inside, which still fits 16 bits.
INLINED void forward_transform(lanes *values) {
  for (int n = 0; n < 16; n++) values[n] <<= 3;
  for (int column = 0; column < 4; column++) forward_pass(values + column, 4);
  for (int row = 0; row < 4; row++) forward_pass(values + 4 * row, 1);
  for (int n = 0; n < 16; n++) values[n] = (values[n] + 8) >> 4;
}

INLINED void inverse_pass(lanes *values, int stride) {
  lanes a = values[0] + values[2 * stride], b = values[0] - values[2 * stride];
  lanes c = TIMES_SIN(values[stride]) - TIMES_COS(values[3 * stride]);
  lanes d = TIMES_COS(values[stride]) + TIMES_SIN(values[3 * stride]);
  values[0] = a + d;
  values[stride] = b + c;
  values[2 * stride] = b - c;
  values[3 * stride] = a - d;
}

// Section 14.3, bit for bit: what every decoder computes.
INLINED void inverse_transform(lanes *values) {
  for (int column = 0; column < 4; column++) inverse_pass(values + column, 4);
  for (int row = 0; row < 4; row++) {
    values[4 * row] += 4;
    inverse_pass(values + 4 * row, 1);
  }
  for (int n = 0; n < 16; n++) values[n] >>= 3;
}

// The Walsh–Hadamard butterfly of section 14.3; its matrix is its own inverse but for a factor.
INLINED void hadamard_pass(int32_t *values, int stride) {
  int32_t a = values[0] + values[3 * stride], b = values[stride] + values[2 * stride];
  int32_t c = values[stride] - values[2 * stride], d = values[0] - values[3 * stride];
  values[0] = a + b;
  values[stride] = d + c;
  values[2 * stride] = a - b;
  values[3 * stride] = d - c;
}

INLINED void hadamard(const int16_t *source, int16_t *target, int32_t rounding, int shift) {
  int32_t values[16];
  for (int n = 0; n < 16; n++) values[n] = source[n];
  for (int column = 0; column < 4; column++) hadamard_pass(values + column, 4);
  for (int row = 0; row < 4; row++) hadamard_pass(values + 4 * row, 1);
  for (int n = 0; n < 16; n++) target[n] = (int16_t)((values[n] + rounding) >> shift);
}

// Replaces coefficients by levels.
INLINED void quantise(lanes *values, quantiser by) {
  lanes sign = *values >> 15;
  unsigned_lanes magnitude = (unsigned_lanes)((*values ^ sign) - sign) + by.rounding;
  unsigned_wide_lanes product =
      __builtin_convertvector(magnitude, unsigned_wide_lanes) * (uint32_t)by.reciprocal;
  lanes level = (lanes)__builtin_convertvector(product >> 16, unsigned_lanes);
  *values = (level ^ sign) - sign;
}
