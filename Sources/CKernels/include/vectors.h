// Vectors of unit length: dot products, int8 codes, scans. Behind `Kernels/Vectors`.
//
// A *code* is a vector in whole numbers: byte k is round(v[k] / scale) + 128, where scale is the
// largest magnitude / 127. Codes are padded to a multiple of 64 bytes with 128, which stands for 0.
// The query is coded the same way but signed, so that one instruction multiplies unsigned by
// signed; the 128 is taken off by the query's `bias`.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

// Instruction sets, slowest first. All give the same numbers.
enum {
  VECTOR_PORTABLE = 0,  // plain C
  VECTOR_AVX2 = 1,      // 16-bit multiply-add
  VECTOR_VNNI = 2       // AVX-512 VNNI: 64 products an instruction
};

// Whether this machine can run a path.
bool semblance_vector_supports(int path);

// ── vector_float.c ──────────────────────────────────────────────────────────────────────────────

/// Σ a[k] b[k] in single precision: 64 running sums, number k in sum k mod 64, then halved six times
/// (sum i + sum i + 32, + 16, …). The same bits on every processor.
float semblance_dot_f32(const float *a, const float *b, size_t count);

/// The same for rows[positions[i] * width …] against one query.
void semblance_dots_f32(const float *query, const float *rows, size_t width,
                        const uint32_t *positions, size_t count, float *dots);

/// The code of `count` numbers into `code` (padded to a multiple of 64); the scale is returned, 0 for
/// a vector of zeros.
float semblance_vector_code(const float *vector, size_t count, uint8_t *code);

/// Bits of `set` at the places where `rows` has ones, packed together in order into `packed`, which
/// has room for ones(rows) bits, rounded up to words, and is overwritten. Returns how many are set.
size_t semblance_bits_extract(const uint64_t *set, const uint64_t *rows, size_t words,
                              uint64_t *packed);

// ── vector_scan.c ───────────────────────────────────────────────────────────────────────────────

/// Codes as they lie in memory: that of position p from codes + p * stride on, its scale at
/// scales + p * scale_stride.
typedef struct {
  const uint8_t *codes;
  size_t stride;
  const uint8_t *scales;
  size_t scale_stride;
  size_t width;   // bytes a code, a multiple of 64
  uint32_t part;  // what these rows are called in candidates
} vector_rows;

typedef struct {
  const int8_t *code;  // width bytes
  int32_t bias;        // 128 * Σ code
} vector_query;

typedef struct {
  float similarity;  // row's scale * (dot product of the codes): a cosine / the query's scale
  uint32_t part;
  uint32_t position;
} vector_candidate;

/// The best `capacity` candidates so far, the worst of them first (a heap). Ties go to the smaller
/// part, then position, so that the order of pushing does not matter.
typedef struct {
  vector_candidate *items;
  size_t capacity;
  size_t count;
} vector_candidates;

void semblance_candidates_push(vector_candidates *heap, vector_candidate candidate);

/// Sorts a heap, best first; it is no heap afterwards.
void semblance_candidates_sort(vector_candidates *heap);

/// Dot products of the codes at `positions` with a query.
void semblance_vector_dots(int path, const vector_rows *rows, const uint32_t *positions, size_t count,
                           vector_query query, int32_t *dots);

/// Offers positions [first, end), of which only those with a bit in `allowed` when it is given, to
/// each query's heap. One pass over the codes for all queries.
void semblance_vector_scan(int path, const vector_rows *rows, size_t first, size_t end,
                           const uint64_t *_Nullable allowed, const vector_query *queries,
                           size_t query_count, vector_candidates *heaps);

/// The same, touching only the codes with a bit: cheaper when few have one.
void semblance_vector_scan_listed(int path, const vector_rows *rows, size_t first, size_t end,
                                  const uint64_t *allowed, const vector_query *queries,
                                  size_t query_count, vector_candidates *heaps);

// ── checksum.c ──────────────────────────────────────────────────────────────────────────────────

/// CRC-32C (Castagnoli, reflected 0x82F63B78) of `count` bytes after those that gave `before`; 0 for
/// none before.
uint32_t semblance_crc32c(uint32_t before, const void *bytes, size_t count);

#pragma clang assume_nonnull end
