#include <string.h>

#include "vector_dots.h"

#define BLOCK 64  // rows: at 512 bytes they stay in the first-level cache for all queries

// MARK: candidates

static inline bool is_worse(vector_candidate a, vector_candidate b) {
  if (a.similarity != b.similarity) return a.similarity < b.similarity;
  if (a.part != b.part) return a.part > b.part;
  return a.position > b.position;
}

static void sift_down(vector_candidate *items, size_t count, size_t place) {
  const vector_candidate moved = items[place];
  for (;;) {
    size_t child = 2 * place + 1;
    if (child >= count) break;
    if (child + 1 < count && is_worse(items[child + 1], items[child])) child++;
    if (!is_worse(items[child], moved)) break;
    items[place] = items[child];
    place = child;
  }
  items[place] = moved;
}

void semblance_candidates_push(vector_candidates *heap, vector_candidate candidate) {
  if (heap->count == heap->capacity) {
    if (heap->capacity == 0 || !is_worse(heap->items[0], candidate)) return;
    heap->items[0] = candidate;
    sift_down(heap->items, heap->count, 0);
    return;
  }
  size_t place = heap->count++;
  while (place > 0) {
    const size_t parent = (place - 1) / 2;
    if (!is_worse(candidate, heap->items[parent])) break;
    heap->items[place] = heap->items[parent];
    place = parent;
  }
  heap->items[place] = candidate;
}

void semblance_candidates_sort(vector_candidates *heap) {
  // The worst of a heap goes last, again and again.
  for (size_t count = heap->count; count > 1; count--) {
    const vector_candidate worst = heap->items[0];
    heap->items[0] = heap->items[count - 1];
    heap->items[count - 1] = worst;
    sift_down(heap->items, count - 1, 0);
  }
}

// MARK: scans

static inline float scale_of(const vector_rows *rows, uint32_t position) {
  float scale;
  memcpy(&scale, rows->scales + position * rows->scale_stride, sizeof scale);
  return scale;
}

// Offers a block of positions to every query's heap.
static void offer(vector_dots *dots, const vector_rows *rows, const uint32_t *positions,
                  size_t count, const uint64_t *allowed, const vector_query *queries,
                  size_t query_count, vector_candidates *heaps) {
  int32_t products[BLOCK];
  float scales[BLOCK];
  for (size_t i = 0; i < count; i++) scales[i] = scale_of(rows, positions[i]);
  for (size_t q = 0; q < query_count; q++) {
    vector_candidates *heap = heaps + q;
    dots(rows->codes, rows->stride, rows->width, positions, count, queries[q].code, products);
    for (size_t i = 0; i < count; i++) {
      const float similarity = scales[i] * (float)(products[i] - queries[q].bias);
      if (heap->count == heap->capacity && similarity < heap->items[0].similarity) continue;
      const uint32_t position = positions[i];
      if (allowed && !(allowed[position / 64] >> position % 64 & 1)) continue;
      semblance_candidates_push(
          heap, (vector_candidate){
                    .similarity = similarity, .part = rows->part, .position = position});
    }
  }
}

void semblance_vector_dots(int path, const vector_rows *rows, const uint32_t *positions, size_t count,
                           vector_query query, int32_t *dots) {
  semblance_vector_dots_of(path)(rows->codes, rows->stride, rows->width, positions, count,
                                 query.code, dots);
  for (size_t i = 0; i < count; i++) dots[i] -= query.bias;
}

void semblance_vector_scan(int path, const vector_rows *rows, size_t first, size_t end,
                           const uint64_t *allowed, const vector_query *queries,
                           size_t query_count, vector_candidates *heaps) {
  vector_dots *dots = semblance_vector_dots_of(path);
  uint32_t positions[BLOCK];
  for (size_t block = first; block < end; block += BLOCK) {
    const size_t count = end - block < BLOCK ? end - block : BLOCK;
    for (size_t i = 0; i < count; i++) positions[i] = (uint32_t)(block + i);
    offer(dots, rows, positions, count, allowed, queries, query_count, heaps);
  }
}

void semblance_vector_scan_listed(int path, const vector_rows *rows, size_t first, size_t end,
                                  const uint64_t *allowed, const vector_query *queries,
                                  size_t query_count, vector_candidates *heaps) {
  vector_dots *dots = semblance_vector_dots_of(path);
  uint32_t positions[BLOCK];
  size_t count = 0;
  for (size_t word = first / 64; word * 64 < end; word++) {
    uint64_t bits = allowed[word];
    if (word == first / 64) bits &= ~0ull << first % 64;
    if (word * 64 + 64 > end) bits &= ~0ull >> (word * 64 + 64 - end);
    for (; bits; bits &= bits - 1) {
      positions[count++] = (uint32_t)(word * 64 + (size_t)__builtin_ctzll(bits));
      if (count < BLOCK) continue;
      offer(dots, rows, positions, count, NULL, queries, query_count, heaps);
      count = 0;
    }
  }
  if (count) offer(dots, rows, positions, count, NULL, queries, query_count, heaps);
}
