// How well two registered planes agree: a monotone tone curve between them, and what it leaves,
// as a whole and tile by tile. Every CPU gives the same bits.
#include "registration_plane.h"

#include <math.h>
#include <string.h>

#define BINS 48

/// A monotone curve through the means of `target` over bins of `image`, by pooling adjacent
/// violators (Ayer et al. 1955), weighted by `weight`.
static void tone_curve(
    const float *image, const float *target, const float *weight, int count, float low, float high,
    float knots[BINS + 1]) {
  double sum[BINS + 1] = {0}, mass[BINS + 1] = {0};
  const float width = (high - low) / BINS;
  for (int k = 0; k < count; k++) {
    if (weight[k] <= 0) continue;
    // Linear (hat) weights: the curve's knots sit on the bin edges.
    float at = (image[k] - low) / width;
    at = at < 0 ? 0 : (at > BINS - 0.001f ? BINS - 0.001f : at);
    const int bin = (int)at;
    const double f = (double)(at - (float)bin), w = (double)weight[k];
    sum[bin] += w * (1 - f) * (double)target[k];
    mass[bin] += w * (1 - f);
    sum[bin + 1] += w * f * (double)target[k];
    mass[bin + 1] += w * f;
  }
  double value[BINS + 1], m[BINS + 1];
  int first[BINS + 1], blocks = 0;
  for (int k = 0; k <= BINS; k++) {
    if (mass[k] < 1e-3) continue;
    value[blocks] = sum[k] / mass[k];
    m[blocks] = mass[k];
    first[blocks] = k;
    blocks++;
    while (blocks > 1 && value[blocks - 2] > value[blocks - 1]) {
      const double total = m[blocks - 2] + m[blocks - 1];
      value[blocks - 2] =
          (value[blocks - 2] * m[blocks - 2] + value[blocks - 1] * m[blocks - 1]) / total;
      m[blocks - 2] = total;
      blocks--;
    }
  }
  int block = 0;
  for (int k = 0; k <= BINS; k++) {
    while (block + 1 < blocks && first[block + 1] <= k) block++;
    knots[k] = blocks ? (float)value[block] : 0;
  }
}

static float on_curve(const float knots[BINS + 1], float low, float high, float value) {
  float at = (value - low) / (high - low) * BINS;
  at = at < 0 ? 0 : (at > BINS - 0.001f ? BINS - 0.001f : at);
  const int bin = (int)at;
  return knots[bin] + (knots[bin + 1] - knots[bin]) * (at - (float)bin);
}

#define GRID (SK_HALF * SK_HALF)
#define TILE (SK_HALF / SK_TILES)

static void measure_tiles(
    const float *target, const float *warped, const float *toned, const float *weight,
    sk_match *match) {
  for (int tile = 0; tile < SK_TILES * SK_TILES; tile++) {
    double n = 0, a = 0, b = 0, c = 0, aa = 0, bb = 0, cc = 0, ab = 0, ee = 0;
    for (int y = 0; y < TILE; y++)
      for (int x = 0; x < TILE; x++) {
        const int k = (tile / SK_TILES * TILE + y) * SK_HALF + tile % SK_TILES * TILE + x;
        if (weight[k] <= 0) continue;
        const double p = (double)warped[k], q = (double)target[k], t = (double)toned[k];
        n += 1;
        a += p;
        b += q;
        c += t;
        aa += p * p;
        bb += q * q;
        cc += t * t;
        ab += p * q;
        ee += (q - t) * (q - t);
      }
    match->tile_cover[tile] = (float)(n / (TILE * TILE));
    if (n < 8) {
      match->tile_spread[tile] = match->tile_residual[tile] = match->tile_correlation[tile] = 0;
      match->tile_image_spread[tile] = 0;
      continue;
    }
    const double va = aa - a * a / n, vb = bb - b * b / n, vc = cc - c * c / n;
    match->tile_spread[tile] = (float)sqrt(vb > 0 ? vb / n : 0);
    match->tile_image_spread[tile] = (float)sqrt(vc > 0 ? vc / n : 0);
    match->tile_residual[tile] = (float)sqrt(ee / n);
    match->tile_correlation[tile] =
        va > 1e-3 * n && vb > 1e-3 * n ? (float)((ab - a * b / n) / sqrt(va * vb)) : 0;
  }
}

/// The image seen through the affine map, at half size: warped at full resolution and averaged 2×2,
/// as the template's own level was made. Returns how many pixels lie wholly inside the image.
static double warp(
    const float *image, const sk_affine *t, float *warped, float *weight, float *low, float *high) {
  double n = 0;
  const float s = (float)SK_SIDE;
  for (int row = 0; row < SK_HALF; row++)
    for (int column = 0; column < SK_HALF; column++) {
      const int k = row * SK_HALF + column;
      float sum = 0;
      int inside = 0;
      for (int part = 0; part < 4; part++) {
        const float u = ((float)(2 * column + part % 2) + 0.5f) / s;
        const float v = ((float)(2 * row + part / 2) + 0.5f) / s;
        float value;
        if (!sample(image, SK_SIDE, (t->x0 + t->xx * u + t->xy * v) * s - 0.5f,
                    (t->y0 + t->yx * u + t->yy * v) * s - 0.5f, &value))
          break;
        sum += 0.25f * value;
        inside++;
      }
      weight[k] = inside == 4 ? 1 : 0;
      warped[k] = inside == 4 ? sum : 0;
      if (inside == 4) {
        n += 1;
        *low = sum < *low ? sum : *low;
        *high = sum > *high ? sum : *high;
      }
    }
  return n;
}

/// Correlation, and the straight tone line with what it leaves unexplained.
static void measure_line(
    const float *target, const float *warped, const float *weight, double n, sk_match *match) {
  double a = 0, b = 0, aa = 0, bb = 0, ab = 0;
  for (int k = 0; k < GRID; k++)
    if (weight[k] > 0) {
      const double p = (double)warped[k], q = (double)target[k];
      a += p;
      b += q;
      aa += p * p;
      bb += q * q;
      ab += p * q;
    }
  const double va = aa - a * a / n, vb = bb - b * b / n, c = ab - a * b / n;
  const int flat = va < 1e-3 * n || vb < 1e-3 * n;
  match->correlation = flat ? 0 : (float)(c / sqrt(va * vb));
  match->gain = flat ? 1 : (float)(c / va);
  match->bias = (float)((b - (double)match->gain * a) / n);
  match->spread = (float)sqrt(vb > 0 ? vb / n : 0);
  double error = 0;
  for (int k = 0; k < GRID; k++)
    if (weight[k] > 0) {
      const double e = (double)(target[k] - match->gain * warped[k] - match->bias);
      error += e * e;
    }
  match->line_residual = (float)sqrt(error / n);
}

/// Fits the tone curve in two passes: the second leaves out what the first could not explain, so
/// that a watermark does not bend the curve. Outliers end with a weight between 0 and 1.
static void measure_curve(
    const float *target, const float *warped, float *toned, float *weight, float low, float high,
    double n, sk_match *match) {
  float knots[BINS + 1];
  for (int pass = 0; pass < 2; pass++) {
    tone_curve(warped, target, weight, GRID, low, high, knots);
    double sum = 0;
    for (int k = 0; k < GRID; k++) {
      if (warped[k] == 0 && weight[k] == 0) continue;
      toned[k] = on_curve(knots, low, high, warped[k]);
      const double e = (double)(target[k] - toned[k]);
      sum += e * e;
    }
    match->tone_residual = (float)sqrt(sum / n);
    if (pass == 1) break;
    const float cut = 2.0f * match->tone_residual + 1.0f;
    for (int k = 0; k < GRID; k++)
      if (weight[k] > 0) weight[k] = fabsf(target[k] - toned[k]) > cut ? 1e-3f : 1.0f;
  }
}

static void measure_outliers(
    const float *target, const float *toned, const float *weight, double n, sk_match *match) {
  double outliers = 0, signed_sum = 0, absolute_sum = 0;
  for (int k = 0; k < GRID; k++)
    if (weight[k] > 0 && weight[k] < 1) {
      const double e = (double)(target[k] - toned[k]);
      outliers += 1;
      signed_sum += e;
      absolute_sum += fabs(e);
    }
  match->outlier_share = (float)(outliers / n);
  match->outlier_sign = absolute_sum > 0 ? (float)(signed_sum / absolute_sum) : 0;
}

void sk_measure(
    const float *template_pyramid, const float *image_pyramid, const sk_affine *affine,
    sk_match *match) {
  static _Thread_local float warped[GRID], toned[GRID], weight[GRID];
  const float *target = level(template_pyramid, SK_HALF);
  memset(match, 0, sizeof *match);
  match->affine = *affine;
  float low = 255, high = 0;
  const double n = warp(level(image_pyramid, SK_SIDE), affine, warped, weight, &low, &high);
  match->coverage = (float)(n / GRID);
  if (n < 64) return;
  if (high < low + 1) high = low + 1;
  measure_line(target, warped, weight, n, match);
  measure_curve(target, warped, toned, weight, low, high, n, match);
  measure_outliers(target, toned, weight, n, match);
  measure_tiles(target, warped, toned, weight, match);
}
