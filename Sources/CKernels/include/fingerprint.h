// Kernels behind the perceptual fingerprints. Every one gives the same bits on every processor:
// integers, or IEEE arithmetic in one fixed order without fused multiply-adds.
#pragma once

#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// ── luma.c ──────────────────────────────────────────────────────────────────────────────────────

/// BT.601 luma in 16-bit fixed point, as Pillow's convert("L"): 19595 R + 38470 G + 7471 B + 2^15,
/// shifted right by 16. `rgb` holds 3 * pixels bytes, `luma` takes `pixels`.
void semblance_luma_u8(const uint8_t *rgb, size_t pixels, uint8_t *luma);

/// 0.299 R + 0.587 G + 0.114 B in double precision, rounded once to single: PDQ's luma.
void semblance_luma_f32(const uint8_t *rgb, size_t pixels, float *luma);

// ── box.c ───────────────────────────────────────────────────────────────────────────────────────

/// Area sums with exact fractional coverage: `cells` × `cells` cells, at most 128 × 128, over a
/// width × height plane. A cell's sum has the total weight width * height. `columns` and `prefix`
/// are scratch for width + 1 values each.
void semblance_box_sums(const uint8_t *plane, size_t width, size_t height, size_t cells,
                        uint32_t *columns, uint64_t *prefix, uint64_t *sums);

/// The same of an interleaved RGB picture: three sums a cell. `columns` is scratch for
/// 3 * (width + 1) values.
void semblance_box_rgb_sums(const uint8_t *rgb, size_t width, size_t height, size_t cells,
                            uint32_t *columns, uint64_t *sums);

/// Sums of cells of `weight` < 2^40 samples to their means, rounded to nearest, halves up.
void semblance_box_means(const uint64_t *sums, size_t count, uint64_t weight, uint8_t *means);

/// Area sums of one square crop window of a 128 × 128 plane into 64 × 64 cells. Positions are in
/// tenths of a sample: the window starts at (left, top) and a cell is `cell` (11…20) tenths wide
/// and high, so a sum has the total weight cell * cell.
void semblance_window_sums(const uint8_t *plane, uint32_t left, uint32_t top, uint32_t cell,
                           double *sums);

// ── cosine.c ────────────────────────────────────────────────────────────────────────────────────

/// The lowest 16 × 16 coefficients of the orthonormal 2-D DCT-II of a 64 × 64 plane, row frequency
/// first, each multiplied by `scale` and rounded to a multiple of 2^-12. `cosines` is 16 × 32: row k holds the left half of basis
/// vector k; the right half is its mirror image, negated for odd k. Mirroring the plane flips
/// exactly the signs of the odd frequencies.
void semblance_dct_64_to_16(const double *plane, double scale, const double *cosines,
                            float *coefficients);

// ── median.c ────────────────────────────────────────────────────────────────────────────────────

/// The 128th smallest of 256 finite values; −0 counts as 0.
float semblance_median_256(const float *values);

/// Bit 63 − (i mod 64) of word i / 64 is set where values[i] > threshold.
void semblance_threshold_256(const float *values, float threshold, uint64_t *words);

// ── filter.c ────────────────────────────────────────────────────────────────────────────────────

/// One output size of Pillow's 8-bit resampling: for output i the taps weights[i * stride …],
/// counts[i] of them, from input sample starts[i] on; 22 fractional bits.
typedef struct {
  const int32_t *weights;
  const int32_t *starts;
  const int32_t *counts;
  size_t stride;
  size_t outputs;
} semblance_taps;

/// Horizontal pass: rows × width samples to rows × taps.outputs.
void semblance_filter_rows(const uint8_t *plane, size_t width, size_t rows, semblance_taps taps,
                           uint8_t *output);

/// Vertical pass: height × width samples to taps.outputs × width.
void semblance_filter_columns(const uint8_t *plane, size_t width, semblance_taps taps,
                              uint8_t *output);

// ── tent.c ──────────────────────────────────────────────────────────────────────────────────────

/// PDQ's reduction: the running box filter along rows and columns, twice (a tent), then 64 × 64
/// samples at the cells' centres. `plane` (height × width) is overwritten; `scratch` holds
/// width * (height + 32) zeros or other finite values.
void semblance_tent_reduce(float *plane, float *scratch, size_t width, size_t height,
                           float *reduced);

/// One axis of an estimated reduction: for sample i (of 64) the weights[i * stride …] of the plane's
/// samples from starts[i] on.
typedef struct {
  const float *weights;
  const int32_t *starts;
  size_t stride;
} semblance_tent_axis;

/// 64 × 64 weighted sums over a plane of the given width; `scratch` takes a row.
void semblance_tent_estimate(const float *plane, size_t width, semblance_tent_axis columns,
                             semblance_tent_axis rows, float *scratch, float *reduced);

/// PDQ's coefficients 1…16 of both axes of a 64 × 64 plane, single precision, summed in order.
/// `basis` is 16 × 64.
void semblance_pdq_coefficients(const float *plane, const float *basis, float *coefficients);

/// The sum over a 64 × 64 plane of luma of all differences between neighbours, down and across, each
/// in hundredths of the full range without its fraction.
int32_t semblance_gradient_sum(const float *plane);

#pragma clang assume_nonnull end
