#pragma once

#include "hamming.h"

// The `width` ≤ 32 bits of a code from bit `offset` on.
static inline uint32_t field_of(const uint64_t *code, uint32_t offset, uint32_t width) {
  const uint32_t word = offset >> 6, shift = offset & 63;
  uint64_t bits = code[word] >> shift;
  if (shift + width > 64) bits |= code[word + 1] << (64 - shift);
  return (uint32_t)(bits & ((1ull << width) - 1));
}
