#pragma once
#include <stdint.h>

// Probabilities of coefficient tokens: 4 kinds of block, 8 bands, 3 contexts, 11 nodes.
enum { VP8_NODES = 4 * 8 * 3 * 11, VP8_FIXED = 27 };

extern const uint8_t vp8_dc_steps[128];
extern const uint16_t vp8_ac_steps[128];
extern const uint8_t vp8_default_probabilities[VP8_NODES];
extern const uint8_t vp8_update_probabilities[VP8_NODES];
extern const uint8_t vp8_fixed_probabilities[VP8_FIXED];
extern const uint16_t vp8_bit_costs[257];

// RFC 6386, section 13: the order of a block's coefficients, and the band of each place in it.
static const uint8_t vp8_zigzag[16] = {0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15};
static const uint8_t vp8_bands[17] = {0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0};
