#include "Tokens.h"

#include <stdlib.h>

enum { CONTEXT = 11, BAND = 3 * CONTEXT, KIND = 8 * BAND };
// The decisions of a prepared level, side by side.
typedef uint16_t decisions __attribute__((vector_size(16)));
// Section 13.3's kinds of block.
enum { LUMA_AFTER_DC = 0, SECOND_ORDER = 1, CHROMA = 2 };

bool tokens_reserve(token_list *list) {
  if (list->capacity - list->count >= TOKENS_A_MACROBLOCK) return true;
  size_t capacity = list->capacity + list->capacity / 2 + 4 * TOKENS_A_MACROBLOCK;
  uint16_t *tokens = realloc(list->tokens, capacity * sizeof *tokens);
  if (!tokens) return false;
  list->tokens = tokens;
  list->capacity = capacity;
  return true;
}

INLINED void add(uint16_t **next, uint32_t node, uint32_t bit) {
  *(*next)++ = (uint16_t)(2 * node + bit);
}

// A level's extra bits, each with its fixed probability.
INLINED void add_extra(uint16_t **list, uint32_t first, uint32_t value, int bits) {
  for (uint32_t node = VP8_NODES + first; bits-- > 0; node++) add(list, node, value >> bits & 1);
}

// Levels of two and more (section 13.2): the tree below node 3.
INLINED void add_large(uint16_t **list, uint32_t node, uint32_t level) {
  bool is_category = level > 4;
  add(list, node + 3, is_category);
  if (!is_category) {
    add(list, node + 4, level > 2);
    if (level > 2) add(list, node + 5, level > 3);
    return;
  }
  add(list, node + 6, level > 10);
  if (level <= 10) {
    add(list, node + 7, level > 6);
    if (level <= 6) add_extra(list, 1, level - 5, 1);
    else add_extra(list, 2, level - 7, 2);
    return;
  }
  add(list, node + 8, level > 34);
  add(list, node + (level > 34 ? 10 : 9), level > 34 ? level > 66 : level > 18);
  if (level <= 18) add_extra(list, 4, level - 11, 3);
  else if (level <= 34) add_extra(list, 7, level - 19, 4);
  else if (level <= 66) add_extra(list, 11, level - 35, 5);
  else add_extra(list, 16, level - 67, 11);
}

static void add_level(uint16_t **list, uint32_t node, int level) {
  uint32_t magnitude = (uint32_t)abs(level);
  add(list, node + 1, magnitude > 0);
  if (magnitude == 0) return;
  add(list, node + 2, magnitude > 1);
  if (magnitude > 1) add_large(list, node, magnitude);
  add(list, VP8_NODES, level < 0);
}

void tokens_start(token_list *list) {
  for (int level = -PREPARED; level <= PREPARED; level++) {
    prepared_level *prepared = &list->levels[level + PREPARED];
    uint16_t *next = prepared->tokens;
    add_level(&next, 0, level);
    prepared->count = (uint8_t)(next - prepared->tokens);
    prepared->context = (uint8_t)(level == 0 ? 0 : abs(level) == 1 ? CONTEXT : 2 * CONTEXT);
    for (int index = 0; index < 8; index++) {
      prepared->moves[index] = prepared->tokens[index] < 2 * VP8_NODES ? UINT16_MAX : 0;
    }
  }
}

// Appends one block whose levels lie `stride` apart; `end` is one past its last level in zigzag
// order. Small levels, nearly all, are copied from prepared decisions, since a branch on every
// decision would be mispredicted too often. Returns whether the block had any level.
INLINED uint8_t add_block(
    const token_list *list, uint16_t **next, int kind, int context, const int16_t *levels,
    int stride, int first, int end) {
  uint32_t start = (uint32_t)(kind * KIND);
  uint32_t node = start + vp8_bands[first] * BAND + (uint32_t)context * CONTEXT;
  if (end <= first) {
    add(next, node, 0);
    return 0;
  }
  bool asks = true;  // whether the block might end here: not after a zero
  for (int place = first; place < end;) {
    int level = levels[vp8_zigzag[place++] * stride];
    **next = (uint16_t)(2 * node + 1);
    *next += asks;
    uint32_t following;
    if (__builtin_expect(abs(level) <= PREPARED, 1)) {
      const prepared_level *prepared = &list->levels[level + PREPARED];
      decisions tokens, moves;
      memcpy(&tokens, prepared->tokens, sizeof tokens);
      memcpy(&moves, prepared->moves, sizeof moves);
      tokens += moves & (uint16_t)(2 * node);
      memcpy(*next, &tokens, sizeof tokens);
      *next += prepared->count;
      following = prepared->context;
    } else {
      add_level(next, node, level);
      following = 2 * CONTEXT;
    }
    asks = level != 0;
    node = start + vp8_bands[place] * BAND + following;
  }
  if (end < 16) add(next, node, 0);
  return 1;
}

// For every block, one past its last level in zigzag order.
INLINED void find_ends(const lanes *levels, int16_t *ends) {
  lanes last = {0};
  for (int place = 0; place < 16; place++) {
    lanes present = levels[vp8_zigzag[place]] != 0;
    last = (last & ~present) | (present & (int16_t)(place + 1));
  }
  memcpy(ends, &last, sizeof last);
}

static int end_of(const int16_t *levels) {
  int end = 16;
  while (end > 0 && levels[vp8_zigzag[end - 1]] == 0) end--;
  return end;
}

KERNEL bool tokens_append(
    token_list *list, const macroblock *block, token_context *above, token_context *left) {
  int16_t luma[16], chroma[16];
  find_ends(block->luma, luma);
  find_ends(block->chroma, chroma);
  int second = end_of(block->second), any = second;
  for (int lane = 0; lane < 16; lane++) any |= luma[lane] | chroma[lane];
  if (any == 0) {
    memset(above, 0, sizeof *above);
    memset(left, 0, sizeof *left);
    return false;
  }
  uint16_t *next = list->tokens + list->count;
  uint8_t *up = above->has_levels, *side = left->has_levels;
  up[8] = side[8] =
      add_block(list, &next, SECOND_ORDER, up[8] + side[8], block->second, 1, 0, second);
  const int16_t *levels = (const int16_t *)block->luma;
  for (int lane = 0; lane < 16; lane++) {
    int x = lane % 4, y = lane / 4;
    up[x] = side[y] =
        add_block(list, &next, LUMA_AFTER_DC, up[x] + side[y], levels + lane, 16, 1, luma[lane]);
  }
  levels = (const int16_t *)block->chroma;
  for (int lane = 0; lane < 8; lane++) {
    int plane = 4 + lane / 4 * 2, x = plane + lane % 2, y = plane + lane % 4 / 2;
    up[x] = side[y] = add_block(list, &next, CHROMA, up[x] + side[y], levels + lane, 16, 0, chroma[lane]);
  }
  list->count = (size_t)(next - list->tokens);
  return true;
}

KERNEL void tokens_count(const token_list *list, uint32_t *counts) {
  // Equal decisions follow each other; two tables keep them from waiting for one another.
  uint32_t others[TOKEN_KINDS] = {0};
  size_t index = 0;
  for (; index + 1 < list->count; index += 2) {
    counts[list->tokens[index]]++;
    others[list->tokens[index + 1]]++;
  }
  if (index < list->count) counts[list->tokens[index]]++;
  for (int token = 0; token < TOKEN_KINDS; token++) counts[token] += others[token];
}
