#include "resize.h"

#include <string.h>

#include "dispatch.h"
#if defined(__x86_64__)
#include <immintrin.h>
#endif

enum { fractionBits = 22, group = 4, rowsAtOnce = 4 };

static inline uint8_t clip(int32_t sum) {
  int32_t value = sum >> fractionBits;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

static void plain_rows(const uint8_t *restrict rgb, size_t width, size_t rows, semblance_taps taps,
                       uint8_t *restrict output) {
  for (size_t row = 0; row < rows; row++) {
    const uint8_t *line = rgb + 3 * row * width;
    for (size_t i = 0; i < taps.outputs; i++) {
      const int32_t *weights = taps.weights + i * taps.stride;
      const uint8_t *pixel = line + 3 * (size_t)taps.starts[i];
      int32_t red = 1 << (fractionBits - 1), green = red, blue = red;
      for (int32_t tap = 0; tap < taps.counts[i]; tap++, pixel += 3) {
        red += pixel[0] * weights[tap];
        green += pixel[1] * weights[tap];
        blue += pixel[2] * weights[tap];
      }
      uint8_t *target = output + 3 * (row * taps.outputs + i);
      target[0] = clip(red), target[1] = clip(green), target[2] = clip(blue);
    }
  }
}

// Bytes that hold the weights of one output: for each group of four taps the high and the low halves.
static size_t weight_groups(semblance_taps taps) { return (taps.stride + group - 1) / group; }

size_t semblance_resize_scratch(semblance_taps taps, size_t width) {
  size_t weights = taps.outputs * weight_groups(taps) * 2 * group * sizeof(int16_t);
  size_t lines = rowsAtOnce * (3 * width + 64);
  return (weights + 63) / 64 * 64 + lines;
}

#if defined(__x86_64__)

// A weight of 22 bits as two of 16, weight = 4096 * high + low, since products of 16-bit numbers are
// summed in pairs by one instruction. Sums wrap, which does no harm: the total fits.
static void split_weights(semblance_taps taps, int16_t *restrict halves) {
  size_t groups = weight_groups(taps);
  memset(halves, 0, taps.outputs * groups * 2 * group * sizeof *halves);
  for (size_t i = 0; i < taps.outputs; i++) {
    for (int32_t tap = 0; tap < taps.counts[i]; tap++) {
      int32_t weight = taps.weights[i * taps.stride + (size_t)tap];
      int32_t low = ((weight + 2048) & 4095) - 2048;
      int16_t *place = halves + (i * groups + (size_t)tap / group) * 2 * group + tap % group;
      place[0] = (int16_t)((weight - low) / 4096);
      place[group] = (int16_t)low;
    }
  }
}

__attribute__((target("avx2"))) static inline __m256i pair_of_pixels(const uint8_t *pixel) {
  // Twelve bytes of four pixels; each half of the register takes two of them, channel by channel,
  // widened to 16 bits: R0 R1 G0 G1 B0 B1 – –.
  const __m256i order = _mm256_setr_epi8(
      0, -1, 3, -1, 1, -1, 4, -1, 2, -1, 5, -1, -1, -1, -1, -1,
      6, -1, 9, -1, 7, -1, 10, -1, 8, -1, 11, -1, -1, -1, -1, -1);
  return _mm256_shuffle_epi8(
      _mm256_broadcastsi128_si256(_mm_loadu_si128((const __m128i *)pixel)), order);
}

__attribute__((target("avx2"))) static inline __m256i pair_of_weights(const int16_t *weights) {
  // w0 w1 in every 32-bit place of the lower half, w2 w3 in the upper.
  const __m256i order = _mm256_setr_epi32(0, 0, 0, 0, 1, 1, 1, 1);
  return _mm256_permutevar8x32_epi32(
      _mm256_castsi128_si256(_mm_loadl_epi64((const __m128i *)weights)), order);
}

__attribute__((target("avx2"))) static inline void store_pixel(__m256i high, __m256i low,
                                                               uint8_t *target) {
  __m256i both = _mm256_add_epi32(_mm256_slli_epi32(high, 12), low);
  __m128i sum = _mm_add_epi32(_mm256_castsi256_si128(both), _mm256_extracti128_si256(both, 1));
  sum = _mm_add_epi32(sum, _mm_set1_epi32(1 << (fractionBits - 1)));
  sum = _mm_srai_epi32(sum, fractionBits);
  sum = _mm_packus_epi16(_mm_packs_epi32(sum, sum), sum);
  uint32_t pixel = (uint32_t)_mm_cvtsi128_si32(sum);
  memcpy(target, &pixel, 2);
  target[2] = (uint8_t)(pixel >> 16);
}

__attribute__((target("avx2"))) static void fast_rows(const uint8_t *restrict rgb, size_t width,
                                                      size_t rows, semblance_taps taps,
                                                      void *restrict scratch,
                                                      uint8_t *restrict output) {
  size_t groups = weight_groups(taps);
  size_t weight_bytes = taps.outputs * groups * 2 * group * sizeof(int16_t);
  int16_t *halves = scratch;
  split_weights(taps, halves);
  // Groups reach past the end of a row, so rows are copied to where there is room.
  uint8_t *lines = (uint8_t *)scratch + (weight_bytes + 63) / 64 * 64;
  size_t pitch = 3 * width + 64;
  memset(lines, 0, rowsAtOnce * pitch);
  for (size_t row = 0; row < rows; row += rowsAtOnce) {
    size_t count = rows - row < rowsAtOnce ? rows - row : rowsAtOnce;
    for (size_t n = 0; n < count; n++) {
      memcpy(lines + n * pitch, rgb + 3 * (row + n) * width, 3 * width);
    }
    for (size_t i = 0; i < taps.outputs; i++) {
      __m256i high[rowsAtOnce], low[rowsAtOnce];
      for (int n = 0; n < rowsAtOnce; n++) high[n] = low[n] = _mm256_setzero_si256();
      const int16_t *weights = halves + i * groups * 2 * group;
      const uint8_t *pixel = lines + 3 * (size_t)taps.starts[i];
      for (int32_t tap = 0; tap < taps.counts[i]; tap += group) {
        __m256i upper = pair_of_weights(weights), lower = pair_of_weights(weights + group);
        for (int n = 0; n < rowsAtOnce; n++) {
          __m256i samples = pair_of_pixels(pixel + (size_t)n * pitch);
          high[n] = _mm256_add_epi32(high[n], _mm256_madd_epi16(samples, upper));
          low[n] = _mm256_add_epi32(low[n], _mm256_madd_epi16(samples, lower));
        }
        weights += 2 * group;
        pixel += 3 * group;
      }
      for (size_t n = 0; n < count; n++) {
        store_pixel(high[n], low[n], output + 3 * ((row + n) * taps.outputs + i));
      }
    }
  }
}

bool semblance_resize_has_fast_rows(void) { return __builtin_cpu_supports("avx2"); }

void semblance_resize_rows(bool fast, const uint8_t *rgb, size_t width, size_t rows,
                           semblance_taps taps, void *scratch, uint8_t *output) {
  if (fast) {
    fast_rows(rgb, width, rows, taps, scratch, output);
  } else {
    plain_rows(rgb, width, rows, taps, output);
  }
}

#else

bool semblance_resize_has_fast_rows(void) { return false; }

void semblance_resize_rows(bool fast, const uint8_t *rgb, size_t width, size_t rows,
                           semblance_taps taps, void *scratch, uint8_t *output) {
  (void)fast, (void)scratch;
  plain_rows(rgb, width, rows, taps, output);
}

#endif

SEMBLANCE_KERNEL
void semblance_resize_columns(const uint8_t *restrict rows, size_t samples, semblance_taps taps,
                              int32_t *restrict sums, uint8_t *restrict output) {
  for (size_t i = 0; i < taps.outputs; i++) {
    const int32_t *weights = taps.weights + i * taps.stride;
    for (size_t x = 0; x < samples; x++) sums[x] = 1 << (fractionBits - 1);
    for (int32_t tap = 0; tap < taps.counts[i]; tap++) {
      const uint8_t *line = rows + ((size_t)taps.starts[i] + (size_t)tap) * samples;
      int32_t weight = weights[tap];
      for (size_t x = 0; x < samples; x++) sums[x] += line[x] * weight;
    }
    for (size_t x = 0; x < samples; x++) output[i * samples + x] = clip(sums[x]);
  }
}

void semblance_tensor_planes(const uint8_t *restrict rgb, size_t pixels, const float *restrict table,
                             const uint8_t *restrict source, size_t plane, float *restrict tensor) {
  for (size_t c = 0; c < 3; c++) {
    const float *values = table + 256 * c;
    const uint8_t *samples = rgb + source[c];
    float *target = tensor + c * plane;
    for (size_t i = 0; i < pixels; i++) target[i] = values[samples[3 * i]];
  }
}
