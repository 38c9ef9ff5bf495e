#pragma once
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Side of the luma planes that registration works on, and of the two coarser levels below it.
#define SK_SIDE 128
#define SK_HALF 64
#define SK_QUARTER 32
/// Floats of one pyramid: the three levels, finest first.
enum { SK_PYRAMID = SK_SIDE * SK_SIDE + SK_HALF * SK_HALF + SK_QUARTER * SK_QUARTER };
/// Tiles along a side of the comparison grid.
#define SK_TILES 8

/// Where a point of the template lies in the image, both in units of their sides (0…1):
/// x' = x0 + xx·x + xy·y, y' = y0 + yx·x + yy·y.
typedef struct {
  float x0, xx, xy, y0, yx, yy;
} sk_affine;

/// What a registered pair looks like. All grey values are 0…255.
typedef struct {
  sk_affine affine;
  /// Correlation of template and warped image where they overlap, −1…1.
  float correlation;
  /// Share of the template's area that lies inside the image, 0…1.
  float coverage;
  /// Slope and offset of the straight line that takes image grey to template grey.
  float gain, bias;
  /// Root mean square of (template − line(image)), of (template − tone curve(image)), and standard
  /// deviation of the template, over the overlap.
  float line_residual, tone_residual, spread;
  /// Grid points that the tone curve leaves unexplained by more than twice the residual: their
  /// share of the overlap, and the sum of their signed residuals over the sum of absolute ones
  /// (±1: all brighter or all darker, as under a caption; near 0: something moved).
  float outlier_share, outlier_sign;
  /// Per tile: share of it inside the image, standard deviation of the template, residual after
  /// the tone curve, correlation with the warped image (0 where the tile is flat).
  float tile_cover[SK_TILES * SK_TILES];
  float tile_spread[SK_TILES * SK_TILES];
  float tile_residual[SK_TILES * SK_TILES];
  float tile_correlation[SK_TILES * SK_TILES];
  /// The warped image's standard deviation per tile, in the template's tones.
  float tile_image_spread[SK_TILES * SK_TILES];
} sk_match;

/// Builds the smoothed pyramid of a 128×128 luma plane. `pyramid` holds SK_PYRAMID floats.
void sk_pyramid(const uint8_t *luma, float *pyramid);

/// Refines `affine` so that the image, warped by it and with its tones fitted by a straight line,
/// looks like the template. Returns the correlation reached (−1 when the pair drifted apart).
float sk_register(const float *template_pyramid, const float *image_pyramid, sk_affine *affine);

/// Measures a registered pair on a 64×64 grid.
void sk_measure(
    const float *template_pyramid, const float *image_pyramid, const sk_affine *affine,
    sk_match *match);

#pragma clang assume_nonnull end
