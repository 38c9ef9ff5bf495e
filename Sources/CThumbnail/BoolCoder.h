#pragma once
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "Dispatch.h"

// The boolean entropy encoder of RFC 6386, section 7.
//
// `low` holds the start of the interval: 8 bits aligned with `range`, above them `pending` bits
// still to be written, above those a possible carry. Four bytes leave at a time, so the branch that
// writes is taken rarely.
typedef struct bool_coder {
  uint64_t low;
  uint32_t range;
  int32_t pending;
  uint8_t *start;
  uint8_t *next;
} bool_coder;

INLINED void bool_start(bool_coder *coder, uint8_t *buffer) {
  *coder = (bool_coder){.range = 255, .start = buffer, .next = buffer};
}

// A carry runs back through bytes that are already written, as section 7.3 explains.
INLINED void bool_carry(bool_coder *coder) {
  uint8_t *byte = coder->next;
  while (byte > coder->start && ++*--byte == 0) {
  }
}

INLINED void bool_drain(bool_coder *coder) {
  uint64_t top = coder->low >> (coder->pending - 24);
  if (top >> 32) bool_carry(coder);
  uint32_t bytes = __builtin_bswap32((uint32_t)top);
  memcpy(coder->next, &bytes, sizeof bytes);
  coder->next += sizeof bytes;
  coder->low &= (UINT64_C(1) << (coder->pending - 24)) - 1;
  coder->pending -= 32;
}

// `probability` of a zero, in 1/256.
INLINED void bool_write(bool_coder *coder, uint32_t bit, uint32_t probability) {
  uint32_t split = 1 + (((coder->range - 1) * probability) >> 8);
  uint32_t mask = 0 - bit;
  coder->low += split & mask;
  uint32_t range = split + ((coder->range - 2 * split) & mask);
  int32_t shift = __builtin_clz(range) - 24;
  coder->range = range << shift;
  coder->low <<= shift;
  coder->pending += shift;
  if (__builtin_expect(coder->pending >= 32, 0)) bool_drain(coder);
}

// A decision with its probability, prepared so that the next range is one multiplication away: the
// range left after a zero is 1 + ((range - 1) * p >> 8), after a one it is what remains, which is
// ((range - 1) * (256 - p) + 255) >> 8. Both are (range * factor + addend) >> 8.
typedef struct bool_decision {
  uint32_t factor;  // in the upper half, so that the new range arrives in the topmost byte
  uint32_t addend;
} bool_decision;

INLINED bool_decision bool_decide(uint32_t bit, uint32_t probability) {
  return bit ? (bool_decision){(256 - probability) << 16, (probability - 1) << 16}
             : (bool_decision){probability << 16, (256 - probability) << 16};
}

// As `bool_write`; `bit` is that of the decision.
INLINED void bool_write_decision(bool_coder *coder, uint32_t bit, bool_decision decision) {
  uint32_t scaled = coder->range * decision.factor + decision.addend;
  uint32_t range = scaled >> 24;
  coder->low += (coder->range - range) & (0 - bit);
  int32_t shift = __builtin_clz(scaled);
  coder->range = ((scaled & 0xFF000000) << shift) >> 24;
  coder->low <<= shift;
  coder->pending += shift;
  if (__builtin_expect(coder->pending >= 32, 0)) bool_drain(coder);
}

// Most significant bit first, each as likely as not (RFC 6386, section 8, unsigned literals).
INLINED void bool_literal(bool_coder *coder, uint32_t value, int count) {
  while (count-- > 0) bool_write(coder, value >> count & 1, 128);
}

// Writes what is pending and two bytes more, since a decoder reads ahead; returns the length.
INLINED size_t bool_finish(bool_coder *coder) {
  int32_t bits = coder->pending + 8;
  uint64_t low = coder->low;
  if (low >> bits) bool_carry(coder);
  low <<= 64 - bits;
  for (; bits > 0; bits -= 8, low <<= 8) *coder->next++ = (uint8_t)(low >> 56);
  *coder->next++ = 0;
  *coder->next++ = 0;
  return (size_t)(coder->next - coder->start);
}
