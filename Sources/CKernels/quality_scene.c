#include "dispatch.h"
#include "quality.h"

// The factors are those of the documentation times 2³⁰, cut into fifteen bits each; the sum of the low
// halves only carries. Equal to rounding the sum of doubles for every colour there is.
enum {
  redHigh = 9795, redLow = 17548, greenHigh = 19236, greenLow = 7453, blueHigh = 3736, blueLow = 7767
};

#define WEIGHED(r, g, b)                                                                    \
  (((r) * redHigh + (g) * greenHigh + (b) * blueHigh +                                      \
    (((r) * redLow + (g) * greenLow + (b) * blueLow) >> 15) + (1 << 14)) >> 15)

typedef uint8_t bytes16 __attribute__((ext_vector_type(16), aligned(1)));
typedef uint8_t bytes32 __attribute__((ext_vector_type(32)));
typedef uint8_t bytes64 __attribute__((ext_vector_type(64)));
typedef int16_t shorts32 __attribute__((ext_vector_type(32)));
typedef int32_t integers16 __attribute__((ext_vector_type(16)));

#define TO16(o)                                                                             \
  o, o + 1, o + 2, o + 3, o + 4, o + 5, o + 6, o + 7, o + 8, o + 9, o + 10, o + 11, o + 12, \
      o + 13, o + 14, o + 15
// Of four pixels red and green as 16 bits each, and blue as 32; 64 is a zero.
#define RED_GREEN(o)                                                                        \
  o, 64, o + 1, 64, o + 3, 64, o + 4, 64, o + 6, 64, o + 7, 64, o + 9, 64, o + 10, 64
#define BLUE(o) o + 2, 64, 64, 64, o + 5, 64, 64, 64, o + 8, 64, 64, 64, o + 11, 64, 64, 64

SEMBLANCE_KERNEL
void quality_gray_row(const uint8_t *restrict rgb, size_t width, uint8_t *restrict gray) {
  size_t x = 0;
  // Twelve bytes are four pixels; the last load reads four bytes more than that.
  for (; x + 18 <= width; x += 16) {
    const uint8_t *p = rgb + 3 * x;
    bytes16 a = *(const bytes16 *)p, b = *(const bytes16 *)(p + 12),
            c = *(const bytes16 *)(p + 24), d = *(const bytes16 *)(p + 36);
    bytes32 ab = __builtin_shufflevector(a, b, TO16(0), TO16(16));
    bytes32 cd = __builtin_shufflevector(c, d, TO16(0), TO16(16));
    bytes64 all = __builtin_shufflevector(ab, cd, TO16(0), TO16(16), TO16(32), TO16(48));
    shorts32 pairs = (shorts32)__builtin_shufflevector(
        all, (bytes64){0}, RED_GREEN(0), RED_GREEN(16), RED_GREEN(32), RED_GREEN(48));
    integers16 red = __builtin_convertvector(pairs.even, integers16);
    integers16 green = __builtin_convertvector(pairs.odd, integers16);
    integers16 blue = (integers16)__builtin_shufflevector(
        all, (bytes64){0}, BLUE(0), BLUE(16), BLUE(32), BLUE(48));
    *(bytes16 *)(gray + x) = __builtin_convertvector(WEIGHED(red, green, blue), bytes16);
  }
  for (; x < width; x++) {
    gray[x] = (uint8_t)WEIGHED(rgb[3 * x], rgb[3 * x + 1], rgb[3 * x + 2]);
  }
}

SEMBLANCE_KERNEL
void quality_widen_row(const uint8_t *restrict gray, size_t width, double *restrict row) {
  for (size_t x = 0; x < width; x++) row[x] = gray[x];
}

// Position `x` of a line of `width` samples, mirrored at both ends with the edge repeated.
static inline size_t mirrored(ptrdiff_t x, ptrdiff_t width) {
  ptrdiff_t place = x % (2 * width);
  if (place < 0) place += 2 * width;
  return (size_t)(place < width ? place : 2 * width - 1 - place);
}

// Taps −3 −9 29 111 111 29 −9 −3 on samples of 8 bits: every sum is a whole number, so the order
// does not matter and nothing is rounded.
SEMBLANCE_KERNEL
void quality_half_row(const double *const *rows, size_t width, double *restrict scratch,
                      double *restrict half) {
  const double *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3], *e = rows[4], *f = rows[5],
               *g = rows[6], *h = rows[7];
  double *line = scratch + 4;
  for (size_t x = 0; x < width; x++) {
    line[x] = 111 * (d[x] + e[x]) + 29 * (c[x] + f[x]) - 9 * (b[x] + g[x]) - 3 * (a[x] + h[x]);
  }
  for (ptrdiff_t x = 1; x <= 4; x++) line[-x] = line[mirrored(-x, (ptrdiff_t)width)];
  for (ptrdiff_t x = 0; x < 6; x++) {
    line[(ptrdiff_t)width + x] = line[mirrored((ptrdiff_t)width + x, (ptrdiff_t)width)];
  }
  for (size_t i = 0; i < (width + 1) / 2; i++) {
    const double *p = line + 2 * i;
    half[i] = (111 * (p[0] + p[1]) + 29 * (p[-1] + p[2]) - 9 * (p[-2] + p[3]) -
               3 * (p[-3] + p[4])) *
              0x1p-16;
  }
}

enum { chunk = 512, reach = 3 };

// Vertical Gaussian sums of samples and of their squares.
static inline __attribute__((always_inline)) void columnSums(
    const double *const *rows, size_t first, size_t count, const double *window,
    double *restrict means, double *restrict squares) {
  const double *a = rows[0] + first, *b = rows[1] + first, *c = rows[2] + first,
               *d = rows[3] + first, *e = rows[4] + first, *f = rows[5] + first,
               *g = rows[6] + first;
  double w0 = window[0], w1 = window[1], w2 = window[2], w3 = window[3];
  for (size_t x = 0; x < count; x++) {
    means[x] = w0 * d[x] + w1 * (c[x] + e[x]) + w2 * (b[x] + f[x]) + w3 * (a[x] + g[x]);
    squares[x] = w0 * (d[x] * d[x]) + w1 * (c[x] * c[x] + e[x] * e[x]) +
                 w2 * (b[x] * b[x] + f[x] * f[x]) + w3 * (a[x] * a[x] + g[x] * g[x]);
  }
}

static inline __attribute__((always_inline)) double tapped(const double *p, const double *window) {
  return window[0] * p[0] + window[1] * (p[-1] + p[1]) + window[2] * (p[-2] + p[2]) +
         window[3] * (p[-3] + p[3]);
}

// Chunks keep the column sums in the first-level cache, however wide the picture is.
SEMBLANCE_KERNEL
void quality_mscn_row(const double *const *rows, size_t width, const double *window,
                      double *restrict mscn, double *restrict sigma) {
  double means[chunk + 2 * reach], squares[chunk + 2 * reach], deviations[chunk];
  const double weights[4] = {window[0], window[1], window[2], window[3]};
  for (size_t start = 0; start < width; start += chunk) {
    size_t count = width - start < chunk ? width - start : chunk;
    size_t first = start < reach ? 0 : start - reach;
    size_t end = start + count + reach < width ? start + count + reach : width;
    size_t left = reach - (start - first);  // columns missing on the left
    columnSums(rows, first, end - first, weights, means + left, squares + left);
    size_t have = left + end - first;
    for (size_t x = 0; x < left; x++) {
      means[x] = means[left];
      squares[x] = squares[left];
    }
    for (size_t x = have; x < count + 2 * reach; x++) {
      means[x] = means[have - 1];
      squares[x] = squares[have - 1];
    }
    const double *middle = rows[3] + start;
    double *output = mscn + start;
    for (size_t x = 0; x < count; x++) {
      double mean = tapped(means + reach + x, weights);
      double variance = tapped(squares + reach + x, weights) - mean * mean;
      double deviation = __builtin_elementwise_sqrt(__builtin_fabs(variance));
      double value = (middle[x] - mean) / (deviation + 1);
      deviations[x] = deviation;
      output[x] = __builtin_fabs(value) < 1e-9 ? 0 : value;
    }
    if (sigma) {
      for (size_t x = 0; x < count; x++) sigma[start + x] = deviations[x];
    }
  }
}

typedef double lanes __attribute__((vector_size(64), aligned(8)));
typedef int64_t masks __attribute__((vector_size(64), aligned(8)));

typedef struct {
  lanes lower, upper, absolute, lowerCount, upperCount;
} sums;

#define INLINE static inline __attribute__((always_inline))

INLINE void begin(sums *s, const quality_moments *m) {
  __builtin_memcpy(&s->lower, m->lower, sizeof(lanes));
  __builtin_memcpy(&s->upper, m->upper, sizeof(lanes));
  __builtin_memcpy(&s->absolute, m->absolute, sizeof(lanes));
  __builtin_memcpy(&s->lowerCount, m->lower_count, sizeof(lanes));
  __builtin_memcpy(&s->upperCount, m->upper_count, sizeof(lanes));
}

INLINE void end(const sums *s, quality_moments *m) {
  __builtin_memcpy(m->lower, &s->lower, sizeof(lanes));
  __builtin_memcpy(m->upper, &s->upper, sizeof(lanes));
  __builtin_memcpy(m->absolute, &s->absolute, sizeof(lanes));
  __builtin_memcpy(m->lower_count, &s->lowerCount, sizeof(lanes));
  __builtin_memcpy(m->upper_count, &s->upperCount, sizeof(lanes));
}

#define PICK(mask, value) ((lanes)((masks)(value) & (mask)))

INLINE void add(sums *s, const lanes *samples) {
  lanes p = *samples, zero = {0}, one = zero + 1.0;
  lanes square = p * p;
  masks below = p < zero, above = p > zero;
  s->lower += PICK(below, square);
  s->upper += PICK(above, square);
  s->lowerCount += PICK(below, one);
  s->upperCount += PICK(above, one);
  s->absolute += __builtin_elementwise_abs(p);
}

SEMBLANCE_KERNEL
void quality_moments_along(const double *row, size_t width, quality_moments *moments) {
  sums own, left;
  begin(&own, &moments[0]);
  begin(&left, &moments[1]);
  for (size_t x = 0; x < width; x += QUALITY_LANES) {
    lanes here = *(const lanes *)(row + x), product = here * *(const lanes *)(row + x - 1);
    add(&own, &here);
    add(&left, &product);
  }
  end(&own, &moments[0]);
  end(&left, &moments[1]);
}

SEMBLANCE_KERNEL
void quality_moments_across(const double *above, const double *row, size_t width,
                            quality_moments *moments) {
  sums straight, right, left;
  begin(&straight, &moments[0]);
  begin(&right, &moments[1]);
  begin(&left, &moments[2]);
  for (size_t x = 0; x < width; x += QUALITY_LANES) {
    lanes here = *(const lanes *)(row + x), over = *(const lanes *)(above + x);
    lanes product = here * over;
    add(&straight, &product);
    product = here * *(const lanes *)(above + x - 1);
    add(&right, &product);
    product = over * *(const lanes *)(row + x - 1);
    add(&left, &product);
  }
  end(&straight, &moments[0]);
  end(&right, &moments[1]);
  end(&left, &moments[2]);
}

SEMBLANCE_KERNEL
double quality_sum(const double *values, size_t count) {
  double parts[QUALITY_LANES] = {0};
  size_t x = 0;
  for (; x + QUALITY_LANES <= count; x += QUALITY_LANES) {
    for (size_t lane = 0; lane < QUALITY_LANES; lane++) parts[lane] += values[x + lane];
  }
  for (; x < count; x++) parts[0] += values[x];
  double sum = 0;
  for (size_t lane = 0; lane < QUALITY_LANES; lane++) sum += parts[lane];
  return sum;
}
