#include <stdlib.h>
#include <string.h>

#include "BoolCoder.h"
#include "CThumbnail.h"
#include "Macroblock.h"
#include "Tables.h"
#include "Tokens.h"

// What is kept of a macroblock until the header can be written.
typedef struct choice {
  uint8_t luma_mode, chroma_mode, is_empty;
} choice;

// Rows of macroblocks take turns in two partitions of tokens (RFC 6386, section 9.5). Each decision
// waits for the one before it in its partition only, so two that are written side by side take
// little more time than one.
enum { PARTITIONS = 2, PARTITION_LENGTHS = 3 * (PARTITIONS - 1) };

typedef struct frame {
  const semblance_planes *planes;
  semblance_vp8_options options;
  int columns, rows;
  choice *choices;
  uint8_t *above;  // a row of luma, then half a row of U and of V
  token_context *contexts;
  token_list lists[PARTITIONS];
  uint8_t probabilities[VP8_NODES + VP8_FIXED];
} frame;

// Dead zones: rounding in 1/256 of a step, where 128 is to the nearest.
static quantiser quantiser_of(int step, int rounding) {
  return (quantiser){
      .step = (uint16_t)step, .reciprocal = (uint16_t)((65536 + step - 1) / step),
      .rounding = (uint16_t)(step * rounding >> 8)};
}

// RFC 6386, section 14.1, the scaling of steps by kind of block.
static quantisers quantisers_of(int index) {
  int dc = vp8_dc_steps[index], ac = vp8_ac_steps[index], second = ac * 155 / 100;
  return (quantisers){
      .luma = quantiser_of(ac, 100),
      .second_dc = quantiser_of(2 * dc, 112),
      .second = quantiser_of(second < 8 ? 8 : second, 104),
      .chroma_dc = quantiser_of(dc > 132 ? 132 : dc, 112),
      .chroma = quantiser_of(ac, 104),
  };
}

static bool prepare(frame *frame) {
  size_t columns = (size_t)frame->columns, macroblocks = columns * (size_t)frame->rows;
  frame->choices = malloc(macroblocks * sizeof *frame->choices);
  frame->above = malloc(columns * 32);
  frame->contexts = calloc(columns, sizeof *frame->contexts);
  return frame->choices && frame->above && frame->contexts;
}

static bool encode_macroblocks(frame *frame) {
  quantisers quantisers = quantisers_of(frame->options.quantiser);
  size_t columns = (size_t)frame->columns;
  memset(frame->above, 127, columns * 32);
  borders borders = {
      .above_y = frame->above, .above_u = frame->above + 16 * columns,
      .above_v = frame->above + 24 * columns};
  choice *choice = frame->choices;
  for (int row = 0; row < frame->rows; row++) {
    token_context left = {{0}};
    token_list *list = &frame->lists[row % PARTITIONS];
    macroblock_start_row(&borders, row);
    for (int column = 0; column < frame->columns; column++, choice++) {
      macroblock block;
      macroblock_encode(
          frame->planes, column, row, frame->options.reconstructs, &quantisers, &borders, &block);
      if (!tokens_reserve(list)) return false;
      choice->luma_mode = (uint8_t)block.luma_mode;
      choice->chroma_mode = (uint8_t)block.chroma_mode;
      choice->is_empty = !tokens_append(list, &block, &frame->contexts[column], &left);
    }
  }
  return true;
}

static uint64_t cost(uint32_t zeros, uint32_t ones, int probability) {
  return (uint64_t)zeros * vp8_bit_costs[probability] +
         (uint64_t)ones * vp8_bit_costs[256 - probability];
}

static int fitted(uint32_t zeros, uint32_t ones) {
  if (zeros + ones == 0) return 255;
  uint32_t probability = (uint32_t)(((uint64_t)zeros * 256 + (zeros + ones) / 2) / (zeros + ones));
  return probability < 1 ? 1 : probability > 255 ? 255 : (int)probability;
}

// Section 13.4: a probability is replaced where that saves more bits than saying so costs.
static void write_probabilities(frame *frame, bool_coder *header) {
  uint32_t counts[TOKEN_KINDS] = {0};
  for (int index = 0; index < PARTITIONS; index++) tokens_count(&frame->lists[index], counts);
  for (int node = 0; node < VP8_NODES; node++) {
    uint32_t zeros = counts[2 * node], ones = counts[2 * node + 1];
    int old = vp8_default_probabilities[node], new = fitted(zeros, ones);
    int update = vp8_update_probabilities[node];
    uint64_t kept = cost(zeros, ones, old) + vp8_bit_costs[update];
    uint64_t replaced = cost(zeros, ones, new) + vp8_bit_costs[256 - update] + 8 * 256;
    bool replaces = zeros + ones > 0 && replaced < kept;
    bool_write(header, replaces, (uint32_t)update);
    if (replaces) bool_literal(header, (uint32_t)new, 8);
    frame->probabilities[node] = (uint8_t)(replaces ? new : old);
  }
  memcpy(frame->probabilities + VP8_NODES, vp8_fixed_probabilities, VP8_FIXED);
}

// Section 11.2 and 16.1: the trees of key-frame modes with their fixed probabilities.
static void write_modes(bool_coder *header, choice choice) {
  bool_write(header, 1, 145);  // not sixteen separate predictions
  bool is_late =
      choice.luma_mode == HORIZONTAL_PREDICTION || choice.luma_mode == TRUE_MOTION_PREDICTION;
  bool_write(header, is_late, 156);
  if (is_late) bool_write(header, choice.luma_mode == TRUE_MOTION_PREDICTION, 128);
  else bool_write(header, choice.luma_mode == VERTICAL_PREDICTION, 163);
  bool_write(header, choice.chroma_mode != DC_PREDICTION, 142);
  if (choice.chroma_mode == DC_PREDICTION) return;
  bool_write(header, choice.chroma_mode != VERTICAL_PREDICTION, 114);
  if (choice.chroma_mode == VERTICAL_PREDICTION) return;
  bool_write(header, choice.chroma_mode != HORIZONTAL_PREDICTION, 183);
}

// Section 9.3 to 9.11, then the modes of all macroblocks: the first partition.
static void write_header(frame *frame, bool_coder *header) {
  size_t macroblocks = (size_t)frame->columns * (size_t)frame->rows;
  bool_literal(header, 0, 2);  // colour space, clamping needed
  bool_literal(header, 0, 1);  // no segments
  bool_literal(header, 0, 1);  // the normal filter
  bool_literal(header, (uint32_t)frame->options.filter, 6);
  bool_literal(header, 0, 3);  // sharpness
  bool_literal(header, 0, 1);  // no filter adjustments
  bool_literal(header, 1, 2);  // two partitions of tokens
  bool_literal(header, (uint32_t)frame->options.quantiser, 7);
  bool_literal(header, 0, 5);  // no quantiser differences
  bool_literal(header, 0, 1);  // probabilities need not last
  write_probabilities(frame, header);
  uint32_t empty = 0;
  for (size_t index = 0; index < macroblocks; index++) empty += frame->choices[index].is_empty;
  uint32_t skip = (uint32_t)fitted((uint32_t)macroblocks - empty, empty);
  bool_literal(header, 1, 1);
  bool_literal(header, skip, 8);
  for (size_t index = 0; index < macroblocks; index++) {
    bool_write(header, frame->choices[index].is_empty, skip);
    write_modes(header, frame->choices[index]);
  }
}

// Writes the partitions to their targets; `sizes` receives their lengths.
KERNEL static void write_tokens(
    const frame *frame, uint8_t *const targets[PARTITIONS], size_t sizes[PARTITIONS]) {
  bool_decision decisions[TOKEN_KINDS];
  for (uint32_t token = 0; token < TOKEN_KINDS; token++) {
    decisions[token] = bool_decide(token & 1, frame->probabilities[token >> 1]);
  }
  bool_coder even, odd;
  bool_start(&even, targets[0]);
  bool_start(&odd, targets[1]);
  const token_list *lists = frame->lists;
  const uint16_t *first = lists[0].tokens, *second = lists[1].tokens;
  size_t both = lists[0].count < lists[1].count ? lists[0].count : lists[1].count;
  for (size_t index = 0; index < both; index++) {
    bool_write_decision(&even, first[index] & 1, decisions[first[index]]);
    bool_write_decision(&odd, second[index] & 1, decisions[second[index]]);
  }
  for (size_t index = both; index < lists[0].count; index++) {
    bool_write_decision(&even, first[index] & 1, decisions[first[index]]);
  }
  for (size_t index = both; index < lists[1].count; index++) {
    bool_write_decision(&odd, second[index] & 1, decisions[second[index]]);
  }
  sizes[0] = bool_finish(&even);
  sizes[1] = bool_finish(&odd);
}

static void put(uint8_t *target, uint32_t value, int count) {
  for (int byte = 0; byte < count; byte++) target[byte] = (uint8_t)(value >> 8 * byte);
}

// What a finished coder writes beyond its decisions is less than the slack.
enum { CONTAINER = 20, FRAME_TAG = 10, PARTITION_SLACK = 64 };

// The RIFF container's header, and the frame's uncompressed one (section 9.1).
static size_t write_container(const frame *frame, size_t header, size_t tokens, uint8_t *target) {
  size_t chunk = FRAME_TAG + header + tokens, padded = (chunk + 1) / 2 * 2;
  memcpy(target, "RIFF", 4);
  put(target + 4, (uint32_t)(padded + CONTAINER - 8), 4);
  memcpy(target + 8, "WEBPVP8 ", 8);
  put(target + 16, (uint32_t)chunk, 4);
  put(target + 20, 1 << 4 | (uint32_t)header << 5, 3);
  memcpy(target + 23, "\x9d\x01\x2a", 3);
  put(target + 26, (uint32_t)frame->planes->width, 2);
  put(target + 28, (uint32_t)frame->planes->height, 2);
  if (padded > chunk) target[CONTAINER + chunk] = 0;
  return CONTAINER + padded;
}

static void write_body(frame *frame, bool_coder *header, size_t header_size, size_t *size) {
  uint8_t *lengths = header->start + header_size;
  uint8_t *even = lengths + PARTITION_LENGTHS;
  // Far enough that the first partition cannot reach it; brought up afterwards.
  uint8_t *odd = even + frame->lists[0].count + PARTITION_SLACK;
  size_t sizes[PARTITIONS];
  write_tokens(frame, (uint8_t *const[]){even, odd}, sizes);
  put(lengths, (uint32_t)sizes[0], 3);
  memmove(even + sizes[0], odd, sizes[1]);
  *size = PARTITION_LENGTHS + sizes[0] + sizes[1];
}

static bool write_file(frame *frame, uint8_t **encoded, size_t *size) {
  size_t macroblocks = (size_t)frame->columns * (size_t)frame->rows;
  // A decision costs at most a byte; a macroblock's modes are seven decisions.
  size_t header_bound = 8 * macroblocks + 2 * VP8_NODES + 64;
  size_t tokens_bound =
      frame->lists[0].count + frame->lists[1].count + PARTITIONS * PARTITION_SLACK;
  uint8_t *file =
      malloc(CONTAINER + FRAME_TAG + header_bound + PARTITION_LENGTHS + tokens_bound);
  if (!file) return false;
  bool_coder header;
  bool_start(&header, file + CONTAINER + FRAME_TAG);
  write_header(frame, &header);
  size_t header_size = bool_finish(&header), tokens_size;
  if (header_size >= 1 << 19) {  // the frame tag has 19 bits for it
    free(file);
    return false;
  }
  write_body(frame, &header, header_size, &tokens_size);
  *size = write_container(frame, header_size, tokens_size, file);
  *encoded = file;
  return true;
}

bool semblance_vp8_encode(
    const semblance_planes *planes, semblance_vp8_options options, uint8_t **encoded,
    size_t *size) {
  if (planes->width < 1 || planes->width > SEMBLANCE_VP8_MAXIMUM_SIDE || planes->height < 1 ||
      planes->height > SEMBLANCE_VP8_MAXIMUM_SIDE) {
    return false;
  }
  frame *frame = calloc(1, sizeof *frame);
  if (!frame) return false;
  frame->planes = planes;
  frame->options = options;
  frame->columns = planes->stride / 16;
  frame->rows = planes->rows / 16;
  for (int index = 0; index < PARTITIONS; index++) tokens_start(&frame->lists[index]);
  bool succeeded =
      prepare(frame) && encode_macroblocks(frame) && write_file(frame, encoded, size);
  free(frame->choices);
  free(frame->above);
  free(frame->contexts);
  for (int index = 0; index < PARTITIONS; index++) free(frame->lists[index].tokens);
  free(frame);
  return succeeded;
}
