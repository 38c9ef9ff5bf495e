// Hamming joins over codes of 64 or 256 bits: the inner loops of `Kernels/Hamming`.
//
// A *table* keeps codes as planes: plane `w` holds word `w` of every code, one after another, so
// that eight codes fill a vector. Each plane is followed by HAMMING_PADDING readable words, because
// the kernels read whole vectors and drop the lanes past the end afterwards.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define HAMMING_PADDING 32

// Instruction sets, slowest first.
enum {
  HAMMING_PORTABLE = 0, // plain C
  HAMMING_POPCNT = 1,   // one scalar popcnt a word
  HAMMING_AVX2 = 2,     // nibble look-up (Muła, Kurz, Lemire 2018), 4 codes a step
  HAMMING_AVX512 = 3    // AVX512F + VPOPCNTDQ, 8 codes a step
};

// Whether this machine can run a path.
bool hamming_supports(int path);

// A stretch of bits of a code: bit `k` is bit `k & 63` of word `k >> 6`. `width` is 1…32.
typedef struct {
  uint32_t offset;
  uint32_t width;
  int32_t threshold; // largest distance inside the field that its table joins; -1: not joined
} hamming_field;

// One side of a join.
typedef struct {
  const uint64_t *_Nonnull planes;
  size_t stride;                    // words from one plane to the next
  const uint32_t *_Nullable ids;    // what to call the code at a position; NULL: its position
  const uint32_t *_Nullable starts; // bucket boundaries, buckets + 1 of them; NULL: no buckets
} hamming_side;

typedef struct {
  uint32_t left;
  uint32_t right;
  uint32_t distance;
} hamming_hit;

// A join of `left` with `right`. Hits gather in `buffer` (`capacity` ≥ 32) and go to `flush` when
// it is full; `flush` returning false ends the join. The caller flushes what `count` says is left.
typedef struct {
  int path;
  uint32_t words;  // 1 or 4
  uint32_t radius; // 0…64·words
  uint32_t head;   // 1…words: words to compare before the first look
  hamming_side left;
  hamming_side right;
  // A pair within the threshold of one of these fields was found by that field's table: dropped.
  const hamming_field *_Nullable earlier;
  size_t earlier_count;
  hamming_hit *_Nonnull buffer;
  size_t capacity;
  size_t count;
  bool (*_Nonnull flush)(void *_Nullable context, const hamming_hit *_Nonnull hits, size_t count);
  void *_Nullable context;
} hamming_job;

// Every (row, column) of rows [a0, a1) × columns [b0, b1) within the radius. False: ended by flush.
bool hamming_join_rectangle(hamming_job *_Nonnull job, size_t a0, size_t a1, size_t b0, size_t b1);

// Every (row, column > row) of rows [a0, a1), columns below `end`; left and right are one table.
bool hamming_join_strip(hamming_job *_Nonnull job, size_t a0, size_t a1, size_t end);

// Joins left buckets [first, end) with right buckets `b ^ mask`, for mask 0 and every mask of the
// list. `masks` ascends; those whose highest bit is `k` are [groups[k], groups[k + 1]), for
// k < width. With `self_join`, left and right are one table and each pair is met once.
bool hamming_join_buckets(
    hamming_job *_Nonnull job, const uint32_t *_Nonnull masks, const uint32_t *_Nonnull groups,
    uint32_t width, bool self_join, uint32_t first, uint32_t end);

// How many words of these codes to compare before the first look, so that it seldom needs a second:
// judged by 2,048 pairs, taken to be a little nearer than they are, as those of joined buckets are.
uint32_t hamming_deciding_words(
    hamming_side side, uint32_t words, size_t count, uint32_t radius);

// Counting sort, in three passes over codes as they lie in memory (`words` words each).
void hamming_count_keys(
    const uint64_t *_Nonnull codes, uint32_t words, size_t first, size_t end, hamming_field field,
    uint32_t *_Nonnull counts);
void hamming_place_ids(
    const uint64_t *_Nonnull codes, uint32_t words, size_t first, size_t end, hamming_field field,
    uint32_t *_Nonnull cursors, uint32_t *_Nonnull ids);
void hamming_gather(
    const uint64_t *_Nonnull codes, uint32_t words, const uint32_t *_Nullable ids, size_t first,
    size_t end, uint64_t *_Nonnull planes, size_t stride);

// Reorders the bits of codes: `lookup` holds, for byte `i` of a code and each of its 256 values,
// the `words` words that those bits become.
void hamming_permute(
    const uint64_t *_Nonnull codes, uint32_t words, size_t first, size_t end,
    const uint64_t *_Nonnull lookup, uint64_t *_Nonnull output);

// For each code the index of the first one equal to it. `slots` holds 2^slot_bits zeros, more than
// `count`.
void hamming_find_identical(
    const uint64_t *_Nonnull codes, uint32_t words, size_t count, uint32_t *_Nonnull slots,
    uint32_t slot_bits, uint32_t *_Nonnull representatives);

// The Walsh–Hadamard transform of 2^width values in place, then the sum of the squares of those
// whose index has weight `k`, for k in 0…width.
void hamming_spectrum(float *_Nonnull values, uint32_t width, double *_Nonnull energies);
