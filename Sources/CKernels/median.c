#include <string.h>

#include "dispatch.h"
#include "fingerprint.h"

// A signed integer that orders as the float does.
static inline int32_t orderedBits(float value) {
  int32_t bits;
  float positiveZero = value + 0.0f;
  memcpy(&bits, &positiveZero, sizeof bits);
  return bits ^ (int32_t)((uint32_t)(bits >> 31) >> 1);
}

SEMBLANCE_KERNEL
float semblance_median_256(const float *values) {
  int32_t keys[256];
  for (size_t i = 0; i < 256; i++) keys[i] = orderedBits(values[i]);
  // Bisects for the smallest key that at least 128 keys do not exceed.
  int64_t low = INT32_MIN, high = INT32_MAX;
  while (low < high) {
    int32_t middle = (int32_t)((low + high) >> 1);
    int32_t count = 0;
    for (size_t i = 0; i < 256; i++) count += keys[i] <= middle;
    if (count >= 128) {
      high = middle;
    } else {
      low = (int64_t)middle + 1;
    }
  }
  int32_t key = (int32_t)low;
  int32_t bits = key ^ (int32_t)((uint32_t)(key >> 31) >> 1);
  float median;
  memcpy(&median, &bits, sizeof median);
  return median;
}

SEMBLANCE_KERNEL
void semblance_threshold_256(const float *values, float threshold, uint64_t *words) {
  for (size_t word = 0; word < 4; word++) {
    uint64_t bits = 0;
    for (size_t i = 0; i < 64; i++) {
      bits |= (uint64_t)(values[word * 64 + i] > threshold) << (63 - i);
    }
    words[word] = bits;
  }
}
