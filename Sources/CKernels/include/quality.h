// Row kernels behind the image quality measures. Every one gives the same bits on every processor:
// integers, or IEEE arithmetic in one fixed order (sums in eight lanes) without fused
// multiply-adds.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Lanes of a sum; rows of MSCN coefficients are filled up with zeros to a multiple of it.
#define QUALITY_LANES 8

// ── quality_scene.c ─────────────────────────────────────────────────────────────────────────────

/// round(0.298936021 R + 0.587043074 G + 0.114020905 B) of `width` pixels, 0…255.
void quality_gray_row(const uint8_t *rgb, size_t width, double *gray);

/// One row of the antialiased bicubic half scale: `rows` are the eight rows 2i − 3 … 2i + 4 of the
/// plane, `scratch` takes width + 12 values, `half` (width + 1) / 2.
void quality_half_row(const double *_Nonnull const *_Nonnull rows, size_t width, double *scratch,
                      double *half);

/// One row of mean-subtracted contrast-normalised coefficients, (x − μ) / (σ + 1) under the 7-tap
/// Gaussian `window` (its centre and three outer weights), zero where smaller than 1e-9. `rows` are
/// the seven rows around it. Columns outside are zero, or repeat the edge where `replicate` is set.
/// `sigma` takes σ where it is not NULL.
void quality_mscn_row(const double *_Nonnull const *_Nonnull rows, size_t width, const double *window,
                      int replicate, double *mscn, double *_Nullable sigma);

/// Sums over samples p, kept in lanes.
typedef struct {
  double lower[QUALITY_LANES];       // p² where p < 0
  double upper[QUALITY_LANES];       // p² where p > 0
  double absolute[QUALITY_LANES];    // |p|
  double lower_count[QUALITY_LANES]; // how many are < 0
  double upper_count[QUALITY_LANES]; // how many are > 0
} quality_moments;

/// Adds a row's coefficients to moments[0], and their products with their left neighbours to
/// moments[1]. `row[-1]` must hold the last coefficient; zeros follow up to a multiple of
/// QUALITY_LANES.
void quality_moments_along(const double *row, size_t width, quality_moments *moments);

/// Adds the products of a row with the row above, straight, down-right and down-left, to
/// moments[0…2]. Both rows are laid out as above.
void quality_moments_across(const double *above, const double *row, size_t width,
                            quality_moments *moments);

/// Sum of `count` values, in lanes; the rest of the last eight is not read.
double quality_sum(const double *values, size_t count);

#pragma clang assume_nonnull end
