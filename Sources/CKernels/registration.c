// Registration of two small luma planes: affine Lucas–Kanade with a linear tone model and robust
// weights (Lucas and Kanade 1981; Baker and Matthews, "Lucas-Kanade 20 Years On", IJCV 2004; gain
// and offset as in Bartoli, "Groupwise Geometric and Photometric Direct Image Registration", 2008).
//
// All sums run over sixteen fixed lanes without contraction, so every CPU gives the same bits.
#include "registration_plane.h"

#include <math.h>
#include <string.h>

#pragma STDC FP_CONTRACT OFF

#define LANES 16
#define CLONES __attribute__((target_clones("arch=x86-64-v4", "arch=x86-64-v3", "default")))

static void halve(const float *in, int side, float *out) {
  for (int y = 0; y < side / 2; y++)
    for (int x = 0; x < side / 2; x++) {
      const float *p = in + 2 * y * side + 2 * x;
      out[y * (side / 2) + x] = 0.25f * (p[0] + p[1] + p[side] + p[side + 1]);
    }
}

void sk_pyramid(const uint8_t *luma, float *pyramid) {
  // Binomial smoothing [1 2 1]/4 both ways: a half-pixel shift of a bare plane would otherwise
  // look like a change of the picture.
  static _Thread_local float rows[SK_SIDE * SK_SIDE];
  for (int y = 0; y < SK_SIDE; y++) {
    const uint8_t *p = luma + y * SK_SIDE;
    for (int x = 0; x < SK_SIDE; x++) {
      int l = x > 0 ? x - 1 : 0, r = x < SK_SIDE - 1 ? x + 1 : x;
      rows[y * SK_SIDE + x] = 0.25f * (float)(p[l] + 2 * p[x] + p[r]);
    }
  }
  for (int y = 0; y < SK_SIDE; y++) {
    const float *u = rows + (y > 0 ? y - 1 : 0) * SK_SIDE, *c = rows + y * SK_SIDE;
    const float *d = rows + (y < SK_SIDE - 1 ? y + 1 : y) * SK_SIDE;
    for (int x = 0; x < SK_SIDE; x++)
      pyramid[y * SK_SIDE + x] = 0.25f * (u[x] + 2 * c[x] + d[x]);
  }
  halve(pyramid, SK_SIDE, pyramid + SK_SIDE * SK_SIDE);
  halve(pyramid + SK_SIDE * SK_SIDE, SK_HALF, pyramid + SK_SIDE * SK_SIDE + SK_HALF * SK_HALF);
}

// Sums over a row of pixels; the powers of the row's own coordinate are applied afterwards.
enum {
  XX, XXU, XXUU, XY, XYU, XYUU, YY, YYU, YYUU,
  XA, XAU, YA, YAU, X1, X1U, Y1, Y1U, AA, A1, N1,
  XR, XRU, YR, YRU, AR, R1, RR, SUMS
};

typedef struct {
  double h[8][8], g[8], weight, error;
} normal_equations;

/// One row of sixteen pixels at a time: samples, gradients, weights, sums.
CLONES static void accumulate_rows(
    const float *restrict target, const float *restrict image, int side, const sk_affine *affine,
    float gain, float bias, float scale, normal_equations *equations) {
  const float n = (float)side, inverse = 1.0f / n, limit = n - 1.0f;
  const float robust = scale > 0 ? 1.0f / (scale * scale) : 0.0f;
  for (int row = 0; row < side; row++) {
    float sums[SUMS][LANES];
    memset(sums, 0, sizeof sums);
    const float v = ((float)row + 0.5f) * inverse;
    const float xs = (affine->x0 + affine->xy * v) * n - 0.5f;
    const float ys = (affine->y0 + affine->yy * v) * n - 0.5f;
    const float xd = affine->xx * n, yd = affine->yx * n;
    for (int column = 0; column < side; column += LANES) {
      for (int lane = 0; lane < LANES; lane++) {
        const float u = ((float)(column + lane) + 0.5f) * inverse;
        const float x = xs + xd * u, y = ys + yd * u;
        const int inside = (x >= 0.0f) & (y >= 0.0f) & (x <= limit) & (y <= limit);
        const float cx = x < 0.0f ? 0.0f : (x > limit - 0.001f ? limit - 0.001f : x);
        const float cy = y < 0.0f ? 0.0f : (y > limit - 0.001f ? limit - 0.001f : y);
        const int ix = (int)cx, iy = (int)cy;
        const float fx = cx - (float)ix, fy = cy - (float)iy;
        const float *p = image + iy * side + ix;
        const float a = p[0], b = p[1], c = p[side], d = p[side + 1];
        const float top = a + (b - a) * fx, bottom = c + (d - c) * fx;
        const float value = top + (bottom - top) * fy;
        const float gx = gain * ((b - a) + ((d - c) - (b - a)) * fy);
        const float gy = gain * (bottom - top);
        const float r = target[row * side + column + lane] - gain * value - bias;
        const float w = inside ? 1.0f / (1.0f + r * r * robust) : 0.0f;
        const float wx = w * gx, wy = w * gy, wa = w * value, wr = w * r;
        const float xx = wx * gx, xy = wx * gy, yy = wy * gy;
        const float xa = wx * value, ya = wy * value, xr = wx * r, yr = wy * r;
        sums[XX][lane] += xx;
        sums[XXU][lane] += xx * u;
        sums[XXUU][lane] += xx * u * u;
        sums[XY][lane] += xy;
        sums[XYU][lane] += xy * u;
        sums[XYUU][lane] += xy * u * u;
        sums[YY][lane] += yy;
        sums[YYU][lane] += yy * u;
        sums[YYUU][lane] += yy * u * u;
        sums[XA][lane] += xa;
        sums[XAU][lane] += xa * u;
        sums[YA][lane] += ya;
        sums[YAU][lane] += ya * u;
        sums[X1][lane] += wx;
        sums[X1U][lane] += wx * u;
        sums[Y1][lane] += wy;
        sums[Y1U][lane] += wy * u;
        sums[AA][lane] += wa * value;
        sums[A1][lane] += wa;
        sums[N1][lane] += w;
        sums[XR][lane] += xr;
        sums[XRU][lane] += xr * u;
        sums[YR][lane] += yr;
        sums[YRU][lane] += yr * u;
        sums[AR][lane] += wa * r;
        sums[R1][lane] += wr;
        sums[RR][lane] += inside ? fabsf(r) : 0.0f;
      }
    }
    double s[SUMS];
    for (int k = 0; k < SUMS; k++) {
      s[k] = 0;
      for (int lane = 0; lane < LANES; lane++) s[k] += (double)sums[k][lane];
    }
    // Parameters: x0 xx xy | y0 yx yy | gain bias; (1, u, v) of each geometric triple.
    const double V = (double)v;
    const double gg[3][3] = {{s[XX], s[XY], s[YY]}, {s[XXU], s[XYU], s[YYU]}, {s[XXUU], s[XYUU], s[YYUU]}};
    for (int pair = 0; pair < 3; pair++) {
      const int i = pair == 2 ? 3 : 0, j = pair == 0 ? 0 : 3;
      const double one = gg[0][pair], u1 = gg[1][pair], u2 = gg[2][pair];
      const double block[3][3] = {
          {one, u1, one * V}, {u1, u2, u1 * V}, {one * V, u1 * V, one * V * V}};
      for (int p = 0; p < 3; p++)
        for (int q = 0; q < 3; q++) equations->h[i + p][j + q] += block[p][q];
    }
    const double ga[2][2] = {{s[XA], s[XAU]}, {s[YA], s[YAU]}};
    const double g1[2][2] = {{s[X1], s[X1U]}, {s[Y1], s[Y1U]}};
    const double gr[2][2] = {{s[XR], s[XRU]}, {s[YR], s[YRU]}};
    for (int axis = 0; axis < 2; axis++) {
      const int i = 3 * axis;
      const double a3[3] = {ga[axis][0], ga[axis][1], ga[axis][0] * V};
      const double b3[3] = {g1[axis][0], g1[axis][1], g1[axis][0] * V};
      const double r3[3] = {gr[axis][0], gr[axis][1], gr[axis][0] * V};
      for (int p = 0; p < 3; p++) {
        equations->h[i + p][6] += a3[p];
        equations->h[i + p][7] += b3[p];
        equations->g[i + p] += r3[p];
      }
    }
    equations->h[6][6] += s[AA];
    equations->h[6][7] += s[A1];
    equations->h[7][7] += s[N1];
    equations->g[6] += s[AR];
    equations->g[7] += s[R1];
    equations->weight += s[N1];
    equations->error += s[RR];
  }
}

/// Solves the symmetric system by Cholesky with a little damping; 0 when it is singular.
static int solve(normal_equations *e, double step[8]) {
  double l[8][8] = {{0}};
  for (int i = 0; i < 8; i++)
    for (int j = 0; j < i; j++) e->h[i][j] = e->h[j][i];
  for (int i = 0; i < 8; i++) e->h[i][i] *= 1.0 + 1e-4;
  for (int i = 0; i < 8; i++) {
    for (int j = 0; j <= i; j++) {
      double sum = e->h[i][j];
      for (int k = 0; k < j; k++) sum -= l[i][k] * l[j][k];
      if (i == j) {
        if (!(sum > 1e-9)) return 0;
        l[i][i] = sqrt(sum);
      } else {
        l[i][j] = sum / l[j][j];
      }
    }
  }
  double y[8];
  for (int i = 0; i < 8; i++) {
    y[i] = e->g[i];
    for (int k = 0; k < i; k++) y[i] -= l[i][k] * y[k];
    y[i] /= l[i][i];
  }
  for (int i = 7; i >= 0; i--) {
    step[i] = y[i];
    for (int k = i + 1; k < 8; k++) step[i] -= l[k][i] * step[k];
    step[i] /= l[i][i];
  }
  return 1;
}

/// The straight line that takes the warped image to the template, and their correlation.
static float fit_line(
    const float *target, const float *image, int side, const sk_affine *t, float *gain, float *bias) {
  double n = 0, a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  const float s = (float)side;
  for (int row = 0; row < side; row++)
    for (int column = 0; column < side; column++) {
      const float u = ((float)column + 0.5f) / s, v = ((float)row + 0.5f) / s;
      float value;
      if (!sample(image, side, (t->x0 + t->xx * u + t->xy * v) * s - 0.5f,
                  (t->y0 + t->yx * u + t->yy * v) * s - 0.5f, &value))
        continue;
      const double p = (double)value, q = (double)target[row * side + column];
      n += 1;
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  *gain = 1;
  *bias = 0;
  if (n < 64) return -1;
  const double va = aa - a * a / n, vb = bb - b * b / n, c = ab - a * b / n;
  if (va < 1e-3 * n || vb < 1e-3 * n) {
    *bias = (float)((b - a) / n);
    return 0;
  }
  *gain = (float)(c / va);
  *bias = (float)((b - c / va * a) / n);
  return (float)(c / sqrt(va * vb));
}

static int plausible(const sk_affine *t) {
  const float determinant = t->xx * t->yy - t->xy * t->yx;
  return determinant > 0.2f && determinant < 3.0f && fabsf(t->xy) < 0.4f && fabsf(t->yx) < 0.4f
         && fabsf(t->x0) < 1.0f && fabsf(t->y0) < 1.0f;
}

static int refine(
    const float *target, const float *image, int side, int rounds, sk_affine *affine) {
  float gain, bias;
  fit_line(target, image, side, affine, &gain, &bias);
  if (!(gain > 0.05f)) gain = 0.05f;
  float scale = 0;
  for (int round = 0; round < rounds; round++) {
    normal_equations equations;
    memset(&equations, 0, sizeof equations);
    accumulate_rows(target, image, side, affine, gain, bias, scale, &equations);
    if (equations.weight < 0.02 * side * side) return 0;
    double step[8];
    if (!solve(&equations, step)) return 0;
    // The geometric unknowns act through gradients per pixel: bring them to units of a side.
    const float unit = 1.0f / (float)side;
    affine->x0 += (float)step[0] * unit;
    affine->xx += (float)step[1] * unit;
    affine->xy += (float)step[2] * unit;
    affine->y0 += (float)step[3] * unit;
    affine->yx += (float)step[4] * unit;
    affine->yy += (float)step[5] * unit;
    gain += (float)step[6];
    bias += (float)step[7];
    if (!(gain > 0.02f)) gain = 0.02f;
    if (!plausible(affine)) return 0;
    scale = 2.0f * (float)(equations.error / (side * side)) + 1.0f;
    double moved = 0;
    for (int k = 0; k < 6; k++) moved += fabs(step[k]);
    if (moved < 0.02) break;
  }
  return 1;
}

float sk_register(const float *template_pyramid, const float *image_pyramid, sk_affine *affine) {
  const sk_affine start = *affine;
  int fine = refine(level(template_pyramid, SK_QUARTER), level(image_pyramid, SK_QUARTER),
                    SK_QUARTER, 10, affine);
  if (fine)
    fine = refine(level(template_pyramid, SK_HALF), level(image_pyramid, SK_HALF), SK_HALF, 6,
                  affine);
  float gain, bias, before, after = -1;
  const float *t = level(template_pyramid, SK_HALF), *i = level(image_pyramid, SK_HALF);
  before = fit_line(t, i, SK_HALF, &start, &gain, &bias);
  if (fine) after = fit_line(t, i, SK_HALF, affine, &gain, &bias);
  if (after >= before) return after;
  *affine = start;
  return before;
}
