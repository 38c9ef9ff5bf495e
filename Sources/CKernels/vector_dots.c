#include "vector_dots.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

// Rows are taken four at a time, so that four sums are folded for little more than one. Those that
// follow are asked for early: positions may lie anywhere.
#define GROUP 4
#define AHEAD 8

static inline __attribute__((always_inline)) void prefetch(const uint8_t *row, size_t width) {
  for (size_t byte = 0; byte < width; byte += 64) __builtin_prefetch(row + byte);
}

static void dots_portable(const uint8_t *codes, size_t stride, size_t width,
                          const uint32_t *positions, size_t count, const int8_t *query,
                          int32_t *dots) {
  for (size_t i = 0; i < count; i++) {
    const uint8_t *row = codes + positions[i] * stride;
    int32_t sum = 0;
    for (size_t k = 0; k < width; k++) sum += row[k] * query[k];
    dots[i] = sum;
  }
}

#if defined(__x86_64__)

// Loops over groups of four rows; a last group is filled up with its last row.
#define GROUPS(four)                                                                       \
  for (size_t j = 0; j < AHEAD && j < count; j++) {                                        \
    prefetch(codes + positions[j] * stride, width);                                        \
  }                                                                                        \
  for (size_t i = 0; i < count; i += GROUP) {                                              \
    for (size_t j = i + AHEAD; j < i + AHEAD + GROUP && j < count; j++) {                  \
      prefetch(codes + positions[j] * stride, width);                                      \
    }                                                                                      \
    const size_t left = count - i < GROUP ? count - i : GROUP;                             \
    const uint8_t *rows[GROUP];                                                            \
    for (size_t j = 0; j < GROUP; j++) {                                                   \
      rows[j] = codes + positions[i + (j < left ? j : left - 1)] * stride;                 \
    }                                                                                      \
    const __m128i sums = four(rows, width, query);                                         \
    if (left == GROUP) {                                                                   \
      _mm_storeu_si128((__m128i *)(dots + i), sums);                                       \
    } else {                                                                               \
      int32_t some[GROUP];                                                                 \
      _mm_storeu_si128((__m128i *)some, sums);                                             \
      for (size_t j = 0; j < left; j++) dots[i + j] = some[j];                             \
    }                                                                                      \
  }

#define AVX2 __attribute__((target("avx2")))
#define VNNI __attribute__((target("avx512f,avx512bw,avx512vl,avx512vnni,avx2")))

// Lane j of the result is the sum of the eight lanes of sums[j].
static inline __attribute__((always_inline)) AVX2 __m128i fold(__m256i a, __m256i b, __m256i c,
                                                               __m256i d) {
  const __m256i ab = _mm256_add_epi32(_mm256_unpacklo_epi32(a, b), _mm256_unpackhi_epi32(a, b));
  const __m256i cd = _mm256_add_epi32(_mm256_unpacklo_epi32(c, d), _mm256_unpackhi_epi32(c, d));
  const __m256i all = _mm256_add_epi32(_mm256_unpacklo_epi64(ab, cd), _mm256_unpackhi_epi64(ab, cd));
  return _mm_add_epi32(_mm256_castsi256_si128(all), _mm256_extracti128_si256(all, 1));
}

static inline __attribute__((always_inline)) AVX2 __m128i four_avx2(const uint8_t *rows[GROUP],
                                                                    size_t width,
                                                                    const int8_t *query) {
  // Bytes are widened: the instruction for bytes saturates.
  __m256i sums[GROUP];
  for (size_t j = 0; j < GROUP; j++) sums[j] = _mm256_setzero_si256();
  for (size_t k = 0; k < width; k += 16) {
    const __m256i q = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(query + k)));
    for (size_t j = 0; j < GROUP; j++) {
      const __m256i row = _mm256_cvtepu8_epi16(_mm_loadu_si128((const __m128i *)(rows[j] + k)));
      sums[j] = _mm256_add_epi32(sums[j], _mm256_madd_epi16(row, q));
    }
  }
  return fold(sums[0], sums[1], sums[2], sums[3]);
}

static inline __attribute__((always_inline)) VNNI __m256i halved(__m512i sum) {
  return _mm256_add_epi32(_mm512_castsi512_si256(sum), _mm512_extracti64x4_epi64(sum, 1));
}

static inline __attribute__((always_inline)) VNNI __m128i four_vnni(const uint8_t *rows[GROUP],
                                                                    size_t width,
                                                                    const int8_t *query) {
  __m512i sums[GROUP];
  for (size_t j = 0; j < GROUP; j++) sums[j] = _mm512_setzero_si512();
  for (size_t k = 0; k < width; k += 64) {
    const __m512i q = _mm512_loadu_si512(query + k);
    for (size_t j = 0; j < GROUP; j++) {
      sums[j] = _mm512_dpbusd_epi32(sums[j], _mm512_loadu_si512(rows[j] + k), q);
    }
  }
  return fold(halved(sums[0]), halved(sums[1]), halved(sums[2]), halved(sums[3]));
}

static AVX2 void dots_avx2(const uint8_t *codes, size_t stride, size_t width,
                           const uint32_t *positions, size_t count, const int8_t *query,
                           int32_t *dots) {
  GROUPS(four_avx2)
}

static VNNI void dots_vnni(const uint8_t *codes, size_t stride, size_t width,
                           const uint32_t *positions, size_t count, const int8_t *query,
                           int32_t *dots) {
  GROUPS(four_vnni)
}

#endif

bool semblance_vector_supports(int path) {
  if (path == VECTOR_PORTABLE) return true;
#if defined(__x86_64__)
  if (path == VECTOR_AVX2) return __builtin_cpu_supports("avx2");
  if (path == VECTOR_VNNI) {
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vl") && __builtin_cpu_supports("avx512vnni");
  }
#endif
  return false;
}

vector_dots *semblance_vector_dots_of(int path) {
#if defined(__x86_64__)
  if (path == VECTOR_AVX2) return dots_avx2;
  if (path == VECTOR_VNNI) return dots_vnni;
#endif
  (void)path;
  return dots_portable;
}
