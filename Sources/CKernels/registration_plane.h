// What aligning and comparing share: the levels of a pyramid, and samples between pixels.
#pragma once

#include "registration.h"

#pragma STDC FP_CONTRACT OFF

static inline const float *level(const float *pyramid, int side) {
  if (side == SK_SIDE) return pyramid;
  if (side == SK_HALF) return pyramid + SK_SIDE * SK_SIDE;
  return pyramid + SK_SIDE * SK_SIDE + SK_HALF * SK_HALF;
}

/// Bilinear sample of a square plane at pixel coordinates; 0 when outside.
static inline int sample(const float *plane, int side, float x, float y, float *value) {
  const float limit = (float)(side - 1);
  if (!(x >= -0.5f && y >= -0.5f && x <= limit + 0.5f && y <= limit + 0.5f)) return 0;
  x = x < 0 ? 0 : (x > limit - 0.001f ? limit - 0.001f : x);
  y = y < 0 ? 0 : (y > limit - 0.001f ? limit - 0.001f : y);
  const int ix = (int)x, iy = (int)y;
  const float fx = x - (float)ix, fy = y - (float)iy;
  const float *p = plane + iy * side + ix;
  const float top = p[0] + (p[1] - p[0]) * fx;
  const float bottom = p[side] + (p[side + 1] - p[side]) * fx;
  *value = top + (bottom - top) * fy;
  return 1;
}
