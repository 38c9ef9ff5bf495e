// What a multi-index join is prepared with: codes sorted by the key of a field, looked at and counted.

#include "hamming.h"
#include "hamming_field.h"

#include <string.h>

void hamming_count_keys(
    const uint64_t *codes, uint32_t words, size_t first, size_t end, hamming_field field,
    uint32_t *counts) {
  for (size_t i = first; i < end; i++)
    counts[field_of(codes + i * words, field.offset, field.width)]++;
}

void hamming_place_ids(
    const uint64_t *codes, uint32_t words, size_t first, size_t end, hamming_field field,
    uint32_t *cursors, uint32_t *ids) {
  for (size_t i = first; i < end; i++)
    ids[cursors[field_of(codes + i * words, field.offset, field.width)]++] = (uint32_t)i;
}

void hamming_gather(
    const uint64_t *codes, uint32_t words, const uint32_t *ids, size_t first, size_t end,
    uint64_t *planes, size_t stride) {
  const size_t ahead = 16;
  for (size_t i = first; i < end; i++) {
    if (ids && i + ahead < end) __builtin_prefetch(codes + (size_t)ids[i + ahead] * words);
    const uint64_t *code = codes + (ids ? (size_t)ids[i] : i) * words;
    for (uint32_t w = 0; w < words; w++) planes[w * stride + i] = code[w];
  }
}

void hamming_permute(
    const uint64_t *codes, uint32_t words, size_t first, size_t end, const uint64_t *lookup,
    uint64_t *output) {
  for (size_t i = first; i < end; i++) {
    uint64_t moved[4] = {0};
    for (uint32_t byte = 0; byte < 8 * words; byte++) {
      const uint64_t value = codes[i * words + byte / 8] >> (8 * (byte % 8)) & 255;
      const uint64_t *part = lookup + (256 * (size_t)byte + value) * words;
      for (uint32_t w = 0; w < words; w++) moved[w] |= part[w];
    }
    memcpy(output + i * words, moved, words * sizeof(uint64_t));
  }
}

static inline uint64_t digest(const uint64_t *code, uint32_t words) {
  uint64_t mixed = 0x9E3779B97F4A7C15ull;
  for (uint32_t w = 0; w < words; w++) {
    mixed = (mixed ^ code[w]) * 0xBF58476D1CE4E5B9ull;
    mixed ^= mixed >> 29;
  }
  return mixed * 0x94D049BB133111EBull;
}

void hamming_find_identical(
    const uint64_t *codes, uint32_t words, size_t count, uint32_t *slots, uint32_t slot_bits,
    uint32_t *representatives) {
  const size_t last = ((size_t)1 << slot_bits) - 1;
  const size_t ahead = 8;
  for (size_t i = 0; i < count; i++) {
    if (i + ahead < count)
      __builtin_prefetch(slots + (digest(codes + (i + ahead) * words, words) >> (64 - slot_bits)));
    const uint64_t *code = codes + i * words;
    size_t slot = digest(code, words) >> (64 - slot_bits);
    // A slot holds an index + 1; 0 is free.
    while (slots[slot] &&
           memcmp(codes + (size_t)(slots[slot] - 1) * words, code, words * sizeof(uint64_t)) != 0)
      slot = (slot + 1) & last;
    if (slots[slot] == 0) slots[slot] = (uint32_t)i + 1;
    representatives[i] = slots[slot] - 1;
  }
}

// MARK: statistics

uint32_t hamming_deciding_words(hamming_side side, uint32_t words, size_t count, uint32_t radius) {
  enum { PAIRS = 2048, SLACK = 6 };
  if (words == 1 || count < 2) return words;
  uint32_t near[4] = {0};
  uint64_t state = 0;
  for (size_t k = 0; k < PAIRS; k++) {
    size_t place[2];
    for (size_t i = 0; i < 2; i++) {
      state = state * 6364136223846793005ull + 1442695040888963407ull;
      place[i] = (size_t)((state >> 32) * count >> 32);
    }
    uint32_t distance = 0;
    for (uint32_t w = 0; w < words; w++) {
      const uint64_t *plane = side.planes + w * side.stride;
      distance += (uint32_t)__builtin_popcountll(plane[place[0]] ^ plane[place[1]]);
      near[w] += distance <= radius + SLACK;
    }
  }
  // A second look at one of 32 columns costs them all the remaining words, and a branch missed.
  uint32_t best = words;
  double least = words;
  for (uint32_t head = 1; head < words; head++) {
    double none = 1;
    for (uint32_t lane = 0; lane < 32; lane++) none *= 1 - (double)near[head - 1] / PAIRS;
    const double cost = head + (1 - none) * (words - head + 4);
    if (cost < least) {
      least = cost;
      best = head;
    }
  }
  return best;
}

void hamming_spectrum(float *values, uint32_t width, double *energies) {
  const size_t count = (size_t)1 << width;
  for (size_t half = 1; half < count; half *= 2)
    for (size_t block = 0; block < count; block += 2 * half)
      for (size_t k = block; k < block + half; k++) {
        const float sum = values[k] + values[k + half];
        values[k + half] = values[k] - values[k + half];
        values[k] = sum;
      }
  memset(energies, 0, (width + 1) * sizeof(double));
  for (size_t k = 0; k < count; k++)
    energies[__builtin_popcountll(k)] += (double)values[k] * (double)values[k];
}
