#include <math.h>
#include <string.h>

#include "dispatch.h"
#include "vectors.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

typedef float lanes __attribute__((vector_size(64), aligned(4)));

static inline __attribute__((always_inline)) float dot(const float *a, const float *b,
                                                       size_t count) {
  lanes sums[4] = {0};
  size_t k = 0;
  for (; k + 64 <= count; k += 64) {
    for (size_t j = 0; j < 4; j++) {
      sums[j] += *(const lanes *)(a + k + 16 * j) * *(const lanes *)(b + k + 16 * j);
    }
  }
  for (size_t j = 0; k < count; k++, j++) sums[j / 16][j % 16] += a[k] * b[k];
  sums[0] += sums[2];
  sums[1] += sums[3];
  lanes all = sums[0] + sums[1];
  float folded[16];
  memcpy(folded, &all, sizeof folded);
  for (size_t half = 8; half > 0; half /= 2) {
    for (size_t i = 0; i < half; i++) folded[i] += folded[i + half];
  }
  return folded[0];
}

SEMBLANCE_KERNEL
float semblance_dot_f32(const float *a, const float *b, size_t count) { return dot(a, b, count); }

SEMBLANCE_KERNEL
void semblance_dots_f32(const float *query, const float *rows, size_t width,
                        const uint32_t *positions, size_t count, float *dots) {
  for (size_t i = 0; i < count; i++) {
    // The rows lie anywhere in a file of gigabytes: two ahead are asked for while one is worked on.
    if (i + 2 < count) {
      const char *next = (const char *)(rows + positions[i + 2] * width);
      for (size_t byte = 0; byte < width * sizeof(float); byte += 64) __builtin_prefetch(next + byte);
    }
    dots[i] = dot(query, rows + positions[i] * width, width);
  }
}

SEMBLANCE_KERNEL
float semblance_vector_code(const float *restrict vector, size_t count, uint8_t *restrict code) {
  float largest = 0;
  for (size_t k = 0; k < count; k++) {
    float magnitude = fabsf(vector[k]);
    largest = magnitude > largest ? magnitude : largest;
  }
  // A vector so small that 127 / largest overflows counts as zero.
  float inverse = largest > 1e-30f ? 127 / largest : 0;
  for (size_t k = 0; k < count; k++) {
    code[k] = (uint8_t)((int32_t)rintf(vector[k] * inverse) + 128);
  }
  for (size_t k = count; k % 64 != 0; k++) code[k] = 128;
  return inverse > 0 ? largest / 127 : 0;
}

// MARK: bits

static inline __attribute__((always_inline)) size_t extract(const uint64_t *set,
                                                            const uint64_t *rows, size_t words,
                                                            uint64_t *packed,
                                                            uint64_t (*pack)(uint64_t, uint64_t)) {
  size_t filled = 0, total = 0, out = 0;
  uint64_t pending = 0;
  for (size_t w = 0; w < words; w++) {
    const size_t width = (size_t)__builtin_popcountll(rows[w]);
    if (width == 0) continue;
    const uint64_t bits = width == 64 ? set[w] : pack(set[w], rows[w]);
    total += (size_t)__builtin_popcountll(bits);
    pending |= bits << filled;
    if (filled + width >= 64) {
      packed[out++] = pending;
      pending = filled ? bits >> (64 - filled) : 0;
      filled += width - 64;
    } else {
      filled += width;
    }
  }
  if (filled) packed[out] = pending;
  return total;
}

static uint64_t pack_portable(uint64_t bits, uint64_t mask) {
  uint64_t packed = 0;
  for (unsigned place = 0; mask; mask &= mask - 1, place++) {
    packed |= (bits >> __builtin_ctzll(mask) & 1) << place;
  }
  return packed;
}

#if defined(__x86_64__)
static inline __attribute__((target("bmi2"))) uint64_t pack_bmi2(uint64_t bits, uint64_t mask) {
  return _pext_u64(bits, mask);
}

static __attribute__((target("bmi2,popcnt"))) size_t extract_bmi2(const uint64_t *set,
                                                                  const uint64_t *rows,
                                                                  size_t words, uint64_t *packed) {
  return extract(set, rows, words, packed, pack_bmi2);
}
#endif

size_t semblance_bits_extract(const uint64_t *set, const uint64_t *rows, size_t words,
                              uint64_t *packed) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("bmi2")) return extract_bmi2(set, rows, words, packed);
#endif
  return extract(set, rows, words, packed, pack_portable);
}
