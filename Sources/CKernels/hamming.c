#include "hamming.h"
#include "hamming_field.h"

#include <string.h>

#if defined(__x86_64__)
#include <immintrin.h>
#endif

#define ROWS 512   // 16 KiB of 256-bit rows: they stay in the first-level cache
#define PREFETCH_AHEAD 3  // buckets; a bucket takes about as long as a third of a cache miss

// Joins rows [a0, a1) with columns [b0, b1): one function for each instruction set and shape.
typedef bool rectangle(hamming_job *job, size_t a0, size_t a1, size_t b0, size_t b1);
// The same for up to 32 rows with themselves, columns after the row.
typedef bool diagonal(hamming_job *job, size_t a0, size_t a1);

typedef struct {
  rectangle *rectangle;
  diagonal *diagonal;
  uint32_t head;
} kernel;

static inline size_t smaller(size_t a, size_t b) { return a < b ? a : b; }

// MARK: hits

static bool is_new(const hamming_job *job, size_t a, size_t b) {
  uint64_t difference[4];
  for (uint32_t w = 0; w < job->words; w++)
    difference[w] =
        job->left.planes[w * job->left.stride + a] ^ job->right.planes[w * job->right.stride + b];
  for (size_t k = 0; k < job->earlier_count; k++) {
    const hamming_field field = job->earlier[k];
    if (__builtin_popcount(field_of(difference, field.offset, field.width)) <= field.threshold)
      return false;
  }
  return true;
}

// Takes the hits of row `a` among 32 columns from `b`.
static __attribute__((noinline)) bool take(
    hamming_job *job, size_t a, size_t b, uint32_t lanes, const uint64_t *distances) {
  if (job->capacity - job->count < 32) {
    if (!job->flush(job->context, job->buffer, job->count)) return false;
    job->count = 0;
  }
  for (; lanes; lanes &= lanes - 1) {
    const uint32_t lane = (uint32_t)__builtin_ctz(lanes);
    const size_t column = b + lane;
    if (job->earlier_count && !is_new(job, a, column)) continue;
    job->buffer[job->count++] = (hamming_hit){
        .left = job->left.ids ? job->left.ids[a] : (uint32_t)a,
        .right = job->right.ids ? job->right.ids[column] : (uint32_t)column,
        .distance = (uint32_t)distances[lane]};
  }
  return true;
}

// The first `count` of 32 lanes.
static inline uint32_t first_lanes(size_t count) { return count >= 32 ? ~0u : (1u << count) - 1; }

// Columns after row `a`, of 32 columns from `b` ≤ a.
static inline uint32_t after(size_t a, size_t b) { return (uint32_t)(0xFFFFFFFFull << (a - b + 1)); }

// The functions of one shape, from a tile
//   bool tile(job, words, head, vectors, diagonal, a0, a1, b0, real)
// which joins rows [a0, a1) with the columns from b0 whose bits are in `real`, at most 32 of them in
// `vectors` groups of eight, after a first look at `head` words. The four parameters before a0 are
// constants where it is inlined.
#define SHAPE(set, target_attribute, words, head)                                                  \
  static target_attribute bool set##_rectangle_##words##_##head(                                   \
      hamming_job *job, size_t a0, size_t a1, size_t b0, size_t b1) {                              \
    for (; b1 - b0 > 24; b0 += 32) {                                                               \
      if (!set##_tile(job, words, head, 4, false, a0, a1, b0, first_lanes(b1 - b0))) return false; \
      if (b1 - b0 <= 32) return true;                                                              \
    }                                                                                              \
    const uint32_t real = first_lanes(b1 - b0);                                                    \
    if (b1 - b0 > 16) return set##_tile(job, words, head, 3, false, a0, a1, b0, real);             \
    if (b1 - b0 > 8) return set##_tile(job, words, head, 2, false, a0, a1, b0, real);              \
    return set##_tile(job, words, head, 1, false, a0, a1, b0, real);                               \
  }

#define DIAGONAL(set, target_attribute, words)                                                     \
  static target_attribute bool set##_diagonal_##words(hamming_job *job, size_t a0, size_t a1) {    \
    const uint32_t real = first_lanes(a1 - a0);                                                    \
    if (a1 - a0 > 16) return set##_tile(job, words, words, 4, true, a0, a1, a0, real);             \
    if (a1 - a0 > 8) return set##_tile(job, words, words, 2, true, a0, a1, a0, real);              \
    return set##_tile(job, words, words, 1, true, a0, a1, a0, real);                               \
  }

// MARK: scalar

#define SCALAR_TILE(name, target_attribute)                                                        \
  static inline __attribute__((always_inline)) target_attribute bool name(                         \
      hamming_job *job, const uint32_t words, const uint32_t head, const uint32_t vectors,         \
      const bool diagonal, size_t a0, size_t a1, size_t b0, uint32_t real) {                       \
    (void)head;                                                                                    \
    const uint64_t *left = job->left.planes, *right = job->right.planes + b0;                      \
    for (size_t a = a0; a < a1; a++) {                                                             \
      uint64_t distances[32] = {0};                                                                \
      uint32_t lanes = 0;                                                                          \
      for (uint32_t w = 0; w < words; w++)                                                         \
        for (uint32_t k = 0; k < 8 * vectors; k++)                                                 \
          distances[k] += (uint64_t)__builtin_popcountll(                                          \
              left[w * job->left.stride + a] ^ right[w * job->right.stride + k]);                  \
      for (uint32_t k = 0; k < 8 * vectors; k++)                                                   \
        lanes |= (uint32_t)(distances[k] <= job->radius) << k;                                     \
      lanes &= real;                                                                               \
      if (diagonal) lanes &= after(a, b0);                                                         \
      if (lanes && !take(job, a, b0, lanes, distances)) return false;                              \
    }                                                                                              \
    return true;                                                                                   \
  }

SCALAR_TILE(portable_tile, )
SHAPE(portable, , 1, 1)
SHAPE(portable, , 4, 4)
DIAGONAL(portable, , 1)
DIAGONAL(portable, , 4)

#if defined(__x86_64__)

#define POPCNT __attribute__((target("popcnt")))
SCALAR_TILE(popcnt_tile, POPCNT)
SHAPE(popcnt, POPCNT, 1, 1)
SHAPE(popcnt, POPCNT, 4, 4)
DIAGONAL(popcnt, POPCNT, 1)
DIAGONAL(popcnt, POPCNT, 4)

// MARK: AVX2

#define AVX2 __attribute__((target("avx2,popcnt,bmi,bmi2,lzcnt")))

static inline __attribute__((always_inline)) AVX2 __m256i avx2_popcount_bytes(__m256i x) {
  const __m256i nibbles = _mm256_setr_epi8(
      0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3, 4, 0, 1, 1, 2, 1, 2, 2, 3, 1, 2, 2, 3, 2, 3, 3,
      4);
  const __m256i low = _mm256_set1_epi8(15);
  return _mm256_add_epi8(
      _mm256_shuffle_epi8(nibbles, _mm256_and_si256(x, low)),
      _mm256_shuffle_epi8(nibbles, _mm256_and_si256(_mm256_srli_epi16(x, 4), low)));
}

static inline __attribute__((always_inline)) AVX2 bool avx2_tile(
    hamming_job *job, const uint32_t words, const uint32_t head, const uint32_t vectors,
    const bool diagonal, size_t a0, size_t a1, size_t b0, uint32_t real) {
  (void)head;
  const uint64_t *left = job->left.planes, *right = job->right.planes + b0;
  const __m256i limit = _mm256_set1_epi64x((int64_t)job->radius);
  for (size_t a = a0; a < a1; a++) {
    __m256i distances[8];
    uint32_t lanes = 0;
    __m256i row[4];
    for (uint32_t w = 0; w < words; w++)
      row[w] = _mm256_set1_epi64x((int64_t)left[w * job->left.stride + a]);
    for (uint32_t v = 0; v < 2 * vectors; v++) {
      __m256i bytes = _mm256_setzero_si256(); // at most 4 · 8 a byte
      for (uint32_t w = 0; w < words; w++) {
        const __m256i column =
            _mm256_loadu_si256((const __m256i *)(right + w * job->right.stride + 4 * v));
        bytes = _mm256_add_epi8(bytes, avx2_popcount_bytes(_mm256_xor_si256(row[w], column)));
      }
      distances[v] = _mm256_sad_epu8(bytes, _mm256_setzero_si256());
      const __m256i beyond = _mm256_cmpgt_epi64(distances[v], limit);
      lanes |= (~(uint32_t)_mm256_movemask_pd(_mm256_castsi256_pd(beyond)) & 15) << (4 * v);
    }
    lanes &= real;
    if (diagonal) lanes &= after(a, b0);
    if (__builtin_expect(lanes == 0, 1)) continue;
    uint64_t stored[32];
    memcpy(stored, distances, sizeof(__m256i) * 2 * vectors);
    if (!take(job, a, b0, lanes, stored)) return false;
  }
  return true;
}

SHAPE(avx2, AVX2, 1, 1)
SHAPE(avx2, AVX2, 4, 4)
DIAGONAL(avx2, AVX2, 1)
DIAGONAL(avx2, AVX2, 4)

// MARK: AVX-512

#define AVX512                                                                               \
  __attribute__((target("avx512f,avx512vpopcntdq,popcnt,bmi,bmi2,lzcnt")))

static inline __attribute__((always_inline)) AVX512 bool avx512_tile(
    hamming_job *job, const uint32_t words, const uint32_t head, const uint32_t vectors,
    const bool diagonal, size_t a0, size_t a1, size_t b0, uint32_t real) {
  const uint64_t *left = job->left.planes, *right = job->right.planes + b0;
  const size_t stride = job->left.stride;
  const __m512i limit = _mm512_set1_epi64((int64_t)job->radius);
  // Only what the first look needs: the other planes stay out of the cache.
  __m512i columns[4][4];
  for (uint32_t w = 0; w < head; w++)
    for (uint32_t v = 0; v < vectors; v++)
      columns[w][v] = _mm512_loadu_si512(right + w * job->right.stride + 8 * v);

  for (size_t a = a0; a < a1; a++) {
    __m512i distances[4] = {
        _mm512_setzero_si512(), _mm512_setzero_si512(), _mm512_setzero_si512(),
        _mm512_setzero_si512()};
    for (uint32_t w = 0; w < head; w++) {
      const __m512i row = _mm512_set1_epi64((int64_t)left[w * stride + a]);
      for (uint32_t v = 0; v < vectors; v++)
        distances[v] = _mm512_add_epi64(
            distances[v], _mm512_popcnt_epi64(_mm512_xor_si512(row, columns[w][v])));
    }
    if (!diagonal) {
      __m512i least = distances[0];
      for (uint32_t v = 1; v < vectors; v++) least = _mm512_min_epu64(least, distances[v]);
      if (__builtin_expect(_mm512_cmple_epu64_mask(least, limit) == 0, 1)) continue;
    }
    for (uint32_t w = head; w < words; w++) {
      const __m512i row = _mm512_set1_epi64((int64_t)left[w * stride + a]);
      for (uint32_t v = 0; v < vectors; v++) {
        const __m512i column = _mm512_loadu_si512(right + w * job->right.stride + 8 * v);
        distances[v] =
            _mm512_add_epi64(distances[v], _mm512_popcnt_epi64(_mm512_xor_si512(row, column)));
      }
    }
    uint32_t lanes = 0;
    for (uint32_t v = 0; v < vectors; v++)
      lanes |= (uint32_t)_mm512_cmple_epu64_mask(distances[v], limit) << (8 * v);
    lanes &= real;
    if (diagonal) lanes &= after(a, b0);
    if (lanes == 0) continue;
    uint64_t stored[32];
    for (uint32_t v = 0; v < vectors; v++) _mm512_storeu_si512(stored + 8 * v, distances[v]);
    if (!take(job, a, b0, lanes, stored)) return false;
  }
  return true;
}

SHAPE(avx512, AVX512, 1, 1)
SHAPE(avx512, AVX512, 4, 1)
SHAPE(avx512, AVX512, 4, 2)
SHAPE(avx512, AVX512, 4, 3)
SHAPE(avx512, AVX512, 4, 4)
DIAGONAL(avx512, AVX512, 1)
DIAGONAL(avx512, AVX512, 4)

#endif

// MARK: dispatch

bool hamming_supports(int path) {
#if defined(__x86_64__)
  __builtin_cpu_init();
  switch (path) {
  case HAMMING_PORTABLE: return true;
  case HAMMING_POPCNT: return __builtin_cpu_supports("popcnt");
  case HAMMING_AVX2: return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi2");
  case HAMMING_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vpopcntdq");
  default: return false;
  }
#else
  return path == HAMMING_PORTABLE;
#endif
}

#define KERNEL(set, words, head)                                                                   \
  (kernel) { set##_rectangle_##words##_##head, set##_diagonal_##words, head }

static kernel kernel_of(const hamming_job *job) {
  const bool short_code = job->words == 1;
  switch (job->path) {
#if defined(__x86_64__)
  case HAMMING_AVX512:
    if (short_code) return KERNEL(avx512, 1, 1);
    switch (job->head) {
    case 1: return KERNEL(avx512, 4, 1);
    case 2: return KERNEL(avx512, 4, 2);
    case 3: return KERNEL(avx512, 4, 3);
    default: return KERNEL(avx512, 4, 4);
    }
  case HAMMING_AVX2: return short_code ? KERNEL(avx2, 1, 1) : KERNEL(avx2, 4, 4);
  case HAMMING_POPCNT: return short_code ? KERNEL(popcnt, 1, 1) : KERNEL(popcnt, 4, 4);
#endif
  default: return short_code ? KERNEL(portable, 1, 1) : KERNEL(portable, 4, 4);
  }
}

// MARK: joins

static bool join_rectangle(
    hamming_job *job, kernel k, size_t a0, size_t a1, size_t b0, size_t b1) {
  for (size_t rows = a0; rows < a1 && b0 < b1; rows += ROWS)
    if (!k.rectangle(job, rows, smaller(rows + ROWS, a1), b0, b1)) return false;
  return true;
}

static bool join_strip(hamming_job *job, kernel k, size_t a0, size_t a1, size_t end) {
  for (size_t rows = a0; rows < a1; rows += 32) {
    const size_t rows_end = smaller(rows + 32, a1);
    if (rows > a0 && !join_rectangle(job, k, a0, rows, rows, rows_end)) return false;
    if (!k.diagonal(job, rows, rows_end)) return false;
  }
  return join_rectangle(job, k, a0, a1, a1, end);
}

bool hamming_join_rectangle(hamming_job *job, size_t a0, size_t a1, size_t b0, size_t b1) {
  return join_rectangle(job, kernel_of(job), a0, a1, b0, b1);
}

bool hamming_join_strip(hamming_job *job, size_t a0, size_t a1, size_t end) {
  return join_strip(job, kernel_of(job), a0, a1, end);
}

static bool join_group(
    hamming_job *job, kernel k, uint32_t bucket, const uint32_t *masks, size_t count) {
  const uint32_t *starts = job->right.starts;
  const size_t a0 = job->left.starts[bucket], a1 = job->left.starts[bucket + 1];
  for (size_t m = 0; m < count; m++) {
    if (m + PREFETCH_AHEAD < count) {
      const uint64_t *next = job->right.planes + starts[bucket ^ masks[m + PREFETCH_AHEAD]];
      for (uint32_t w = 0; w < k.head; w++) {
        __builtin_prefetch(next + w * job->right.stride);
        __builtin_prefetch(next + w * job->right.stride + 8);
      }
    }
    const uint32_t other = bucket ^ masks[m];
    if (!join_rectangle(job, k, a0, a1, starts[other], starts[other + 1])) return false;
  }
  return true;
}

bool hamming_join_buckets(
    hamming_job *job, const uint32_t *masks, const uint32_t *groups, uint32_t width, bool self_join,
    uint32_t first, uint32_t end) {
  const kernel k = kernel_of(job);
  const uint32_t *starts = job->right.starts;
  for (uint32_t bucket = first; bucket < end; bucket++) {
    const size_t a0 = job->left.starts[bucket], a1 = job->left.starts[bucket + 1];
    if (a0 == a1) continue;
    const bool goes_on =
        self_join ? join_strip(job, k, a0, a1, a1)
                  : join_rectangle(job, k, a0, a1, starts[bucket], starts[bucket + 1]);
    if (!goes_on) return false;
    for (uint32_t bit = 0; bit < width; bit++) {
      // The partner of a self-join is the greater bucket, so that each two meet once.
      if (self_join && (bucket >> bit & 1)) continue;
      if (!join_group(job, k, bucket, masks + groups[bit], groups[bit + 1] - groups[bit]))
        return false;
    }
  }
  return true;
}
