#include "Tokens.h"

#include <stdlib.h>

enum { CONTEXT = 11, BAND = 3 * CONTEXT, KIND = 8 * BAND };
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

INLINED void add(token_list *list, uint32_t node, uint32_t bit) {
  uint32_t token = 2 * node + bit;
  list->tokens[list->count++] = (uint16_t)token;
  list->counts[token]++;
}

// A level's extra bits, each with its fixed probability.
static void add_extra(token_list *list, uint32_t first, uint32_t value, int bits) {
  for (uint32_t node = VP8_NODES + first; bits-- > 0; node++) add(list, node, value >> bits & 1);
}

// Levels of two and more (section 13.2): the tree below node 3.
static void add_large(token_list *list, uint32_t node, uint32_t level) {
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

// Appends one block whose levels lie `stride` apart; `end` is one past its last level in zigzag
// order. Returns whether it had any.
INLINED uint8_t add_block(
    token_list *list, int kind, int context, const int16_t *levels, int stride, int first,
    int end) {
  uint32_t start = (uint32_t)(kind * KIND);
  uint32_t node = start + vp8_bands[first] * BAND + (uint32_t)context * CONTEXT;
  if (end <= first) {
    add(list, node, 0);
    return 0;
  }
  add(list, node, 1);
  for (int place = first;;) {
    int level = levels[vp8_zigzag[place++] * stride];
    uint32_t band = start + vp8_bands[place] * BAND;
    if (level == 0) {
      add(list, node + 1, 0);
      node = band;
      continue;  // No end follows a zero, so none is asked for.
    }
    uint32_t magnitude = (uint32_t)abs(level);
    add(list, node + 1, 1);
    add(list, node + 2, magnitude > 1);
    if (magnitude > 1) add_large(list, node, magnitude);
    add(list, VP8_NODES, level < 0);
    if (place == 16) return 1;
    node = band + (magnitude > 1 ? 2 : 1) * CONTEXT;
    add(list, node, place < end);
    if (place == end) return 1;
  }
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
  uint8_t *up = above->has_levels, *side = left->has_levels;
  up[8] = side[8] =
      add_block(list, SECOND_ORDER, up[8] + side[8], block->second, 1, 0, second);
  const int16_t *levels = (const int16_t *)block->luma;
  for (int lane = 0; lane < 16; lane++) {
    int x = lane % 4, y = lane / 4;
    up[x] = side[y] =
        add_block(list, LUMA_AFTER_DC, up[x] + side[y], levels + lane, 16, 1, luma[lane]);
  }
  levels = (const int16_t *)block->chroma;
  for (int lane = 0; lane < 8; lane++) {
    int plane = 4 + lane / 4 * 2, x = plane + lane % 2, y = plane + lane % 4 / 2;
    up[x] = side[y] = add_block(list, CHROMA, up[x] + side[y], levels + lane, 16, 0, chroma[lane]);
  }
  return true;
}
