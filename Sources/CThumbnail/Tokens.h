#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "Macroblock.h"
#include "Tables.h"

enum {
  TOKEN_KINDS = 2 * (VP8_NODES + VP8_FIXED),
  /// No macroblock makes more: 25 blocks of 16 levels of 7 nodes, 11 extra bits, sign and end.
  TOKENS_A_MACROBLOCK = 25 * 16 * 20,
  /// Levels up to this make at most eight decisions and are copied from a table.
  PREPARED = 10,
};

// The decisions of one level; `moves` selects those that depend on band and context.
typedef struct prepared_level {
  uint16_t tokens[8], moves[8];
  uint8_t count, context;
} prepared_level;

// The binary decisions of all coefficients, in order, each `2 * node + bit`; nodes past
// `VP8_NODES` have fixed probabilities. Kept until the whole picture is known, so that the
// probabilities can be fitted to it.
typedef struct token_list {
  uint16_t *tokens;
  size_t count, capacity;
  prepared_level levels[2 * PREPARED + 1];
} token_list;

// Whether the blocks above and on the left had levels: 4 luma, 2 U, 2 V, 1 second-order.
typedef struct token_context {
  uint8_t has_levels[9];
} token_context;

// Prepares the table of small levels.
void tokens_start(token_list *list);

// Adds how often each decision occurs to `counts`, which has `TOKEN_KINDS` entries.
void tokens_count(const token_list *list, uint32_t *counts);

// Makes room for one more macroblock. Returns false when memory could not be had.
bool tokens_reserve(token_list *list);

// Appends a macroblock (RFC 6386, section 13). Returns false when it has no levels at all, and
// then appends nothing.
bool tokens_append(
    token_list *list, const macroblock *block, token_context *above, token_context *left);
