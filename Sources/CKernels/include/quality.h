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
void quality_gray_row(const uint8_t *rgb, size_t width, uint8_t *gray);

/// The same values as doubles.
void quality_widen_row(const uint8_t *gray, size_t width, double *row);

/// One row of the antialiased bicubic half scale: `rows` are the eight rows 2i − 3 … 2i + 4 of the
/// plane, `scratch` takes width + 12 values, `half` (width + 1) / 2.
void quality_half_row(const double *_Nonnull const *_Nonnull rows, size_t width, double *scratch,
                      double *half);

/// One row of mean-subtracted contrast-normalised coefficients, (x − μ) / (σ + 1) under the 7-tap
/// Gaussian `window` (its centre and three outer weights), zero where smaller than 1e-9. `rows` are
/// the seven rows around it. Columns outside repeat the edge. `sigma` takes σ where it is not NULL.
void quality_mscn_row(const double *_Nonnull const *_Nonnull rows, size_t width, const double *window,
                      double *mscn, double *_Nullable sigma);

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

// ── quality_dealt.c ─────────────────────────────────────────────────────────────────────────────

// Dealt rows, for BRISQUE: sample x of `width` lies in lane x / columns of vector x % columns, eight
// lanes a vector. `columns` is at least 4 with 8 · columns ≥ width; what lies behind the width is zero.
// Rows of doubles begin at a multiple of 64 bytes.

/// Deals a row of gray. `gray` has 8 · columns + 8 bytes, zero behind the width; `dealt` and `row` take
/// eight samples a column, columns rounded up to a multiple of 8.
void quality_deal_row(const uint8_t *gray, size_t columns, uint8_t *dealt, double *row);

/// The half scale as quality_half_row, from dealt bytes; `columns` is even. `scratch` takes
/// 8 · (columns + 8) values and begins at a multiple of 32 bytes, `half` takes columns / 2 vectors.
void quality_half_dealt(const uint8_t *_Nonnull const *_Nonnull rows, size_t width, size_t columns,
                        int32_t *scratch, double *half);

/// One row of coefficients as quality_mscn_row, but zero outside of the plane. `mscn` has room for a
/// vector before it, which takes the left neighbours of the first, the last sample being that of the
/// first one; and behind its vectors for two bits a sample, a byte a vector: which are negative, then,
/// after a multiple of 8 bytes, which are positive. Bytes that fill up are not touched.
void quality_mscn_dealt(const double *_Nonnull const *_Nonnull rows, size_t width, size_t columns,
                        const double *window, double *mscn);

/// Adds a row of quality_mscn_dealt to moments[0], of which only `upper`, over both signs, and
/// `absolute` are made; and to moments[1…4] its products with the left neighbours, and with the row
/// above straight, down-right and down-left.
void quality_moments_dealt(const double *above, const double *row, size_t columns,
                           quality_moments *moments);

// ── quality_tone.c ──────────────────────────────────────────────────────────────────────────────

/// Steps of the brightness histogram, 255 · 32 + 1: whole multiples of 1/255 are met exactly.
#define QUALITY_BRIGHTNESS_STEPS 8161

/// How often each value occurs.
typedef struct {
  uint64_t red[256];
  uint64_t green[256];
  uint64_t blue[256];
  uint64_t gray[256];
  uint64_t coloured;         // pixels whose channels differ
  int64_t red_green;         // Σ (R − G)
  int64_t yellow_blue;       // Σ (R + G − 2 B)
  int64_t red_green_squares; // Σ of their squares
  int64_t yellow_blue_squares;
  uint64_t colours[512]; // one bit for each colour of 5 bits a channel that occurs
} quality_tones;

/// Counts a row of pixels and writes its gray (as quality_gray_row, in bytes) to gray[0 … width − 1],
/// repeated once at either end. `brightness` takes QUALITY_BRIGHTNESS_STEPS counts of
/// √(.241 R² + .691 G² + .068 B²).
void quality_tone_row(const uint8_t *rgb, size_t width, uint8_t *gray, quality_tones *tones,
                      uint64_t *brightness);

// ── quality_texture.c ───────────────────────────────────────────────────────────────────────────

/// Side of the blocks that sharpness is judged in.
#define QUALITY_BLOCK 32

/// Sums over one block, of gray and of its 4-neighbour Laplacian.
typedef struct {
  int64_t gray, gray_squares, laplacian, laplacian_squares;
} quality_block;

/// Sums over a plane.
typedef struct {
  int64_t laplacian, laplacian_squares;
  uint64_t noise;      // |I ∗ [1 −2 1; −2 4 −2; 1 −2 1]|
  uint64_t flat;       // pixels equal to their right and lower neighbours
  uint64_t edges;      // pixels that differ from one of them by 32 or more
  uint64_t axis_edges; // of those, pixels that hardly differ from the other
} quality_texture;

/// Adds a row. All three rows have a sample before and behind; `inside` says that the row has
/// neighbours above and below. `blocks` takes width / QUALITY_BLOCK blocks and may be NULL.
void quality_texture_row(const uint8_t *above, const uint8_t *row, const uint8_t *below,
                         size_t width, int inside, quality_texture *texture,
                         quality_block *_Nullable blocks);

/// Sums of differences between neighbours along one direction (Wang, Sheikh, Bovik 2002).
typedef struct {
  uint64_t all;       // |d|
  uint64_t edges;     // |d| across the boundaries of 8 × 8 blocks
  uint64_t crossings; // how often d changes its sign from one sample to the next
} quality_steps;

/// Adds the differences along a row.
void quality_steps_along(const uint8_t *row, size_t width, quality_steps *steps);

/// Adds the differences between a row and the one above it, and the changes of sign from those
/// between the row above and the one above that (`above2`, NULL for the second row).
void quality_steps_across(const uint8_t *_Nullable above2, const uint8_t *above,
                          const uint8_t *row, size_t width, int at_boundary,
                          quality_steps *steps);

/// Adds a row of RGB to the sums of cells `factor` pixels wide: width / factor cells of three sums.
void quality_cell_row(const uint8_t *rgb, size_t width, size_t factor, uint32_t *sums);

/// Writes the rounded means of `count` sums over `area` bytes each, 1 … 2²⁰, and empties the sums.
void quality_cell_means(uint32_t *sums, size_t count, uint32_t area, uint8_t *means);

// ── quality_spectrum.c ──────────────────────────────────────────────────────────────────────────

/// Waves of a low-pass spectrum, and of a row of the tables below, filled up with zeros.
#define QUALITY_WAVES 61
#define QUALITY_WAVE_STRIDE 64

/// Fourier coefficients 0…60 of a row. `cosines` and `sines` hold QUALITY_WAVE_STRIDE values of
/// 2π v x / width for every x of 0 … width / 2.
void quality_waves_of_row(const uint8_t *row, size_t width, const double *cosines,
                          const double *sines, double *real, double *imaginary);

/// Σ over a row of log(|x − low(x)| + 1e-9), where low(x) = Σ a(v) cos + b(v) sin with complex
/// coefficients: `waves` holds QUALITY_WAVE_STRIDE values each of Re a, Im a, Re b, Im b.
double quality_detail_of_row(const uint8_t *row, size_t width, const double *cosines,
                             const double *sines, const double *waves);

/// result += (xr + i xi) · (yr + i yi), for `count` values of y.
void quality_add_product(double xr, double xi, const double *yr, const double *yi, size_t count,
                         double *real, double *imaginary);

#pragma clang assume_nonnull end
