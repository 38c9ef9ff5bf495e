// BRISQUE's row kernels on dealt rows. A row of `columns` vectors holds sample j · columns + i in lane
// j of vector i, so that a sample's neighbours along the row lie in the same lane of the vectors beside
// it: no load is unaligned and nothing is shuffled but at the ends of the lanes.
#include "dispatch.h"
#include "quality.h"

#define INLINE static inline __attribute__((always_inline))

typedef double lanes __attribute__((ext_vector_type(8), aligned(64)));
typedef int64_t masks __attribute__((ext_vector_type(8), aligned(64)));
typedef int32_t integers __attribute__((ext_vector_type(8), aligned(32)));
typedef _Bool flags __attribute__((ext_vector_type(8)));
typedef uint8_t octet __attribute__((ext_vector_type(8), aligned(1)));
typedef uint8_t octets __attribute__((ext_vector_type(16), aligned(1)));

#define ABS __builtin_elementwise_abs

// The vector before the first, and the one behind the last: the neighbouring lane's, and zero outside.
#define FROM_LEFT(v) __builtin_shufflevector(v, (__typeof__(v)){0}, 8, 0, 1, 2, 3, 4, 5, 6)
#define FROM_RIGHT(v) __builtin_shufflevector(v, (__typeof__(v)){0}, 1, 2, 3, 4, 5, 6, 7, 8)

// Where sample x of a line lies.
#define DEALT(x, columns) ((x) % (columns) * 8 + (x) / (columns))

// The lanes of a mask, a bit each.
#define BITS(place, mask)                            \
  do {                                               \
    flags set = __builtin_convertvector(mask, flags); \
    __builtin_memcpy(place, &set, 1);                \
  } while (0)

#define EVEN2(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 16, 17, 2, 3, 18, 19, 4, 5, 20, 21, 6, 7, 22, 23)
#define ODD2(a, b) \
  __builtin_shufflevector(a, b, 8, 9, 24, 25, 10, 11, 26, 27, 12, 13, 28, 29, 14, 15, 30, 31)
#define EVEN4(a, b) \
  __builtin_shufflevector(a, b, 0, 1, 2, 3, 16, 17, 18, 19, 4, 5, 6, 7, 20, 21, 22, 23)
#define ODD4(a, b) \
  __builtin_shufflevector(a, b, 8, 9, 10, 11, 24, 25, 26, 27, 12, 13, 14, 15, 28, 29, 30, 31)

// A square of eight by eight bytes at a time: eight samples of every lane become eight vectors.
SEMBLANCE_KERNEL
void quality_deal_row(const uint8_t *restrict gray, size_t columns, uint8_t *restrict dealt,
                      double *restrict row) {
  for (size_t i = 0; i < columns; i += 8) {
    octets pairs[4];
    for (size_t k = 0; k < 4; k++) {
      octet even = *(const octet *)(gray + i + 2 * k * columns);
      octet odd = *(const octet *)(gray + i + (2 * k + 1) * columns);
      pairs[k] = __builtin_shufflevector(even, odd, 0, 8, 1, 9, 2, 10, 3, 11, 4, 12, 5, 13, 6, 14,
                                         7, 15);
    }
    octets near0 = EVEN2(pairs[0], pairs[1]), near4 = ODD2(pairs[0], pairs[1]);
    octets far0 = EVEN2(pairs[2], pairs[3]), far4 = ODD2(pairs[2], pairs[3]);
    octets square[4] = {EVEN4(near0, far0), ODD4(near0, far0), EVEN4(near4, far4),
                        ODD4(near4, far4)};
    __builtin_memcpy(dealt + 8 * i, square, sizeof square);
    for (size_t k = 0; k < 8; k++) {
      octet samples = *(const octet *)(dealt + 8 * (i + k));
      ((lanes *)row)[i + k] = __builtin_convertvector(samples, lanes);
    }
  }
}

static inline size_t mirrored(ptrdiff_t x, ptrdiff_t width) {
  ptrdiff_t place = x % (2 * width);
  if (place < 0) place += 2 * width;
  return (size_t)(place < width ? place : 2 * width - 1 - place);
}

// Whole numbers below 2³¹ throughout, so nothing is rounded.
SEMBLANCE_KERNEL
void quality_half_dealt(const uint8_t *const *rows, size_t width, size_t columns,
                        int32_t *restrict scratch, double *restrict half) {
  const uint8_t *a = rows[0], *b = rows[1], *c = rows[2], *d = rows[3], *e = rows[4], *f = rows[5],
                *g = rows[6], *h = rows[7];
  size_t all = 8 * columns, mirror = width + 5 < all ? width + 5 : all;
  int32_t *line = scratch + 4 * 8;
  for (size_t x = 0; x < all; x++) {
    uint16_t de = (uint16_t)(d[x] + e[x]), cf = (uint16_t)(c[x] + f[x]);
    uint16_t bg = (uint16_t)(b[x] + g[x]), ah = (uint16_t)(a[x] + h[x]);
    line[x] = 111 * de + 29 * cf - 9 * bg - 3 * ah;
  }
  for (size_t x = width; x < mirror; x++) {
    line[DEALT(x, columns)] = line[DEALT(mirrored((ptrdiff_t)x, (ptrdiff_t)width), columns)];
  }
  integers *sums = (integers *)line;
  for (ptrdiff_t k = 1; k <= 4; k++) {
    ptrdiff_t behind = (ptrdiff_t)columns + k - 1;
    size_t left = mirrored(-k, (ptrdiff_t)width);
    size_t right = mirrored((ptrdiff_t)all + k - 1, (ptrdiff_t)width);
    sums[-k] = FROM_LEFT(sums[(ptrdiff_t)columns - k]);
    line[-8 * k] = line[DEALT(left, columns)];
    sums[behind] = FROM_RIGHT(sums[k - 1]);
    line[8 * behind + 7] = line[DEALT(right, columns)];
  }
  for (size_t i = 0; i < columns / 2; i++) {
    const integers *p = sums + 2 * i;
    integers sum = 111 * (p[0] + p[1]) + 29 * (p[-1] + p[2]) - 9 * (p[-2] + p[3]) -
                   3 * (p[-3] + p[4]);
    ((lanes *)half)[i] = __builtin_convertvector(sum, lanes) * 0x1p-16;
  }
  for (size_t x = (width + 1) / 2; x < all / 2; x++) half[DEALT(x, columns / 2)] = 0;
}

// Vertical Gaussian sums of samples and of their squares, with weights relative to the centre's.
typedef struct {
  lanes mean, square;
} columnSums;

INLINE void sumColumn(const double *const *rows, size_t i, const double *r, columnSums *sums) {
  const lanes a = ((const lanes *)rows[0])[i], b = ((const lanes *)rows[1])[i],
              c = ((const lanes *)rows[2])[i], d = ((const lanes *)rows[3])[i],
              e = ((const lanes *)rows[4])[i], f = ((const lanes *)rows[5])[i],
              g = ((const lanes *)rows[6])[i];
  sums->mean = d + r[0] * (c + e) + r[1] * (b + f) + r[2] * (a + g);
  sums->square = d * d + r[0] * (c * c + e * e) + r[1] * (b * b + f * f) + r[2] * (a * a + g * g);
}

INLINE void moveIn(columnSums *sums) {
  sums->mean = FROM_LEFT(sums->mean);
  sums->square = FROM_LEFT(sums->square);
}

INLINE void moveOut(const columnSums *sums, columnSums *behind) {
  behind->mean = FROM_RIGHT(sums->mean);
  behind->square = FROM_RIGHT(sums->square);
}

#define TAPPED(part)                                                                        \
  (w[0] * s3.part + w[1] * (s2.part + s4.part) + w[2] * (s1.part + s5.part) +               \
   w[3] * (s0.part + s6.part))

// The stages of vector i's coefficients. A root and a division after another take longer than all else
// of a vector, so the stages work on three vectors at a time, the last of them first.
#define DEVIATE(i)                                                                          \
  do {                                                                                      \
    lanes mean = TAPPED(mean), variance = TAPPED(square) - mean * mean;                     \
    rest = middle[i] - mean;                                                                \
    deviation = __builtin_elementwise_sqrt(ABS(variance));                                  \
    s0 = s1, s1 = s2, s2 = s3, s3 = s4, s4 = s5, s5 = s6;                                   \
  } while (0)
#define DIVIDE quotient = rest / (deviation + 1)
#define STORE(i)                                                                            \
  do {                                                                                      \
    masks below = quotient <= -1e-9, above = quotient >= 1e-9;                              \
    BITS(negative + (i), below);                                                            \
    BITS(positive + (i), above);                                                            \
    out[i] = (lanes)((below | above) & (masks)quotient);                                    \
  } while (0)

SEMBLANCE_KERNEL
void quality_mscn_dealt(const double *const *rows, size_t width, size_t columns,
                        const double *window, double *restrict mscn) {
  // The centre's weight of the columns is left to the rows, which saves two products a sample.
  const double c = window[0], w[4] = {c * c, c * window[1], c * window[2], c * window[3]};
  const double r[3] = {window[1] / c, window[2] / c, window[3] / c};
  const lanes *middle = (const lanes *)rows[3];
  lanes *out = (lanes *)mscn;
  uint8_t *negative = (uint8_t *)(out + columns), *positive = negative + (columns + 7) / 8 * 8;
  columnSums s0, s1, s2, s3, s4, s5, s6, behind[3];
  sumColumn(rows, columns - 3, r, &s0), moveIn(&s0);
  sumColumn(rows, columns - 2, r, &s1), moveIn(&s1);
  sumColumn(rows, columns - 1, r, &s2), moveIn(&s2);
  sumColumn(rows, 0, r, &s3), moveOut(&s3, &behind[0]);
  sumColumn(rows, 1, r, &s4), moveOut(&s4, &behind[1]);
  sumColumn(rows, 2, r, &s5), moveOut(&s5, &behind[2]);
  lanes rest, deviation, quotient = {0};
  sumColumn(rows, 3, r, &s6);
  DEVIATE(0);
  size_t i = 1;
  for (; i + 3 < columns; i++) {
    sumColumn(rows, i + 3, r, &s6);
    if (i > 1) STORE(i - 2);
    DIVIDE;
    DEVIATE(i);
  }
  for (size_t k = 0; k < 3; k++, i++) {
    s6 = behind[k];
    if (i > 1) STORE(i - 2);
    DIVIDE;
    DEVIATE(i);
  }
  STORE(columns - 2);
  DIVIDE;
  STORE(columns - 1);
  for (size_t x = width; x < 8 * columns; x++) {
    uint8_t others = (uint8_t)~(1u << x / columns);
    mscn[DEALT(x, columns)] = 0;
    negative[x % columns] &= others;
    positive[x % columns] &= others;
  }
  out[-1] = FROM_LEFT(out[columns - 1]);
  mscn[-8] = mscn[DEALT(width - 1, columns)];
}

typedef struct {
  lanes lower, upper, absolute;
} momentSums;

INLINE void begin(momentSums *s, const quality_moments *m) {
  __builtin_memcpy(&s->lower, m->lower, sizeof(lanes));
  __builtin_memcpy(&s->upper, m->upper, sizeof(lanes));
  __builtin_memcpy(&s->absolute, m->absolute, sizeof(lanes));
}

INLINE void end(const momentSums *s, quality_moments *m) {
  __builtin_memcpy(m->lower, &s->lower, sizeof(lanes));
  __builtin_memcpy(m->upper, &s->upper, sizeof(lanes));
  __builtin_memcpy(m->absolute, &s->absolute, sizeof(lanes));
}

// Adding −0 changes nothing, which lets compilers add under a mask.
INLINE void add(momentSums *s, const lanes *product) {
  const lanes p = *product, square = p * p, none = -0.0;
  masks below = p < 0;
  s->lower += below ? square : none;
  s->upper += below ? none : square;
  s->absolute += ABS(p);
}

// Which of 64 products are negative, and which positive, follows from the signs of their factors.
INLINE void countSigns(uint64_t *counts, uint64_t n, uint64_t p, uint64_t n2, uint64_t p2) {
  counts[0] += (uint64_t)__builtin_popcountll((n & p2) | (p & n2));
  counts[1] += (uint64_t)__builtin_popcountll((n & n2) | (p & p2));
}

SEMBLANCE_KERNEL
void quality_moments_dealt(const double *above, const double *row, size_t columns,
                           quality_moments *moments) {
  const lanes *r = (const lanes *)row, *u = (const lanes *)above;
  momentSums own, left, straight, right, downLeft;
  begin(&own, &moments[0]);
  begin(&left, &moments[1]);
  begin(&straight, &moments[2]);
  begin(&right, &moments[3]);
  begin(&downLeft, &moments[4]);
  lanes before = r[-1], aboveBefore = u[-1];
  for (size_t i = 0; i < columns; i++) {
    lanes here = r[i], over = u[i], product;
    own.upper += here * here;
    own.absolute += ABS(here);
    product = here * before;
    add(&left, &product);
    product = here * over;
    add(&straight, &product);
    product = here * aboveBefore;
    add(&right, &product);
    product = over * before;
    add(&downLeft, &product);
    before = here, aboveBefore = over;
  }
  end(&own, &moments[0]);
  end(&left, &moments[1]);
  end(&straight, &moments[2]);
  end(&right, &moments[3]);
  end(&downLeft, &moments[4]);

  size_t words = (columns + 7) / 8;
  const uint64_t *signs = (const uint64_t *)(r + columns);
  const uint64_t *signsAbove = (const uint64_t *)(u + columns);
  uint8_t edges[4];
  before = r[-1], aboveBefore = u[-1];
  BITS(&edges[0], before < 0);
  BITS(&edges[1], before > 0);
  BITS(&edges[2], aboveBefore < 0);
  BITS(&edges[3], aboveBefore > 0);
  uint64_t lastN = edges[0], lastP = edges[1], lastNA = edges[2], lastPA = edges[3];
  uint64_t counts[4][2] = {{0}};
  for (size_t k = 0; k < words; k++) {
    uint64_t n = signs[k], p = signs[words + k];
    uint64_t na = signsAbove[k], pa = signsAbove[words + k];
    // A vector is a byte: the one before lies eight bits lower.
    uint64_t n1 = n << 8 | lastN, p1 = p << 8 | lastP;
    uint64_t na1 = na << 8 | lastNA, pa1 = pa << 8 | lastPA;
    lastN = n >> 56, lastP = p >> 56, lastNA = na >> 56, lastPA = pa >> 56;
    countSigns(counts[0], n, p, n1, p1);
    countSigns(counts[1], n, p, na, pa);
    countSigns(counts[2], n, p, na1, pa1);
    countSigns(counts[3], na, pa, n1, p1);
  }
  for (size_t k = 0; k < 4; k++) {
    moments[k + 1].lower_count[0] += (double)counts[k][0];
    moments[k + 1].upper_count[0] += (double)counts[k][1];
  }
}
