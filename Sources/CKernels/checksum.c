#include <string.h>

#include "vectors.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static uint32_t portable(uint32_t remainder, const uint8_t *bytes, size_t count) {
  for (size_t i = 0; i < count; i++) {
    remainder ^= bytes[i];
    for (int bit = 0; bit < 8; bit++) {
      remainder = remainder >> 1 ^ (remainder & 1 ? 0x82F63B78u : 0);
    }
  }
  return remainder;
}

#if defined(__x86_64__)
static __attribute__((target("sse4.2"))) uint32_t by_instruction(uint32_t remainder,
                                                                 const uint8_t *bytes,
                                                                 size_t count) {
  uint64_t wide = remainder;
  for (; count >= 8; bytes += 8, count -= 8) {
    uint64_t word;
    memcpy(&word, bytes, 8);
    wide = _mm_crc32_u64(wide, word);
  }
  remainder = (uint32_t)wide;
  for (; count > 0; bytes++, count--) remainder = _mm_crc32_u8(remainder, *bytes);
  return remainder;
}
#endif

uint32_t semblance_crc32c(uint32_t before, const void *bytes, size_t count) {
#if defined(__x86_64__)
  if (__builtin_cpu_supports("sse4.2")) return ~by_instruction(~before, bytes, count);
#endif
  return ~portable(~before, bytes, count);
}
