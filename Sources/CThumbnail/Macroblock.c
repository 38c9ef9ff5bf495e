#include "Macroblock.h"

#include <stdlib.h>

typedef uint8_t bytes __attribute__((vector_size(64)));

// A prediction's ingredients, a value for every block: four samples above it, four on its left.
typedef struct neighbours {
  lanes above[4], left[4], corner, mean;
} neighbours;

// Four rows of sixteen samples become four lane groups, one a column within the blocks.
#define COLUMN(p) \
  p, p + 4, p + 8, p + 12, p + 16, p + 20, p + 24, p + 28, p + 32, p + 36, p + 40, p + 44, p + 48, \
      p + 52, p + 56, p + 60
// Four rows of eight samples; 63 is an empty sample.
#define HALF_COLUMN(p) \
  p, p + 4, p + 8, p + 12, p + 16, p + 20, p + 24, p + 28, 63, 63, 63, 63, 63, 63, 63, 63

INLINED void widen(const bytes *sorted, lanes *target) {
  uint8_t samples[64];
  memcpy(samples, sorted, sizeof samples);
  for (int column = 0; column < 4; column++) {
    for (int lane = 0; lane < 16; lane++) {
      ((int16_t *)&target[column])[lane] = samples[16 * column + lane];
    }
  }
}

INLINED void gather_luma(const uint8_t *samples, size_t stride, lanes *target) {
  for (size_t row = 0; row < 4; row++) {
    uint8_t four[64];
    for (size_t block = 0; block < 4; block++) {
      memcpy(four + 16 * block, samples + stride * (4 * block + row), 16);
    }
    bytes rows;
    memcpy(&rows, four, sizeof rows);
    bytes sorted =
        __builtin_shufflevector(rows, rows, COLUMN(0), COLUMN(1), COLUMN(2), COLUMN(3));
    widen(&sorted, target + 4 * row);
  }
}

INLINED void gather_chroma(const uint8_t *u, const uint8_t *v, size_t stride, lanes *target) {
  for (size_t row = 0; row < 4; row++) {
    uint8_t four[64] = {0};
    memcpy(four, u + stride * row, 8);
    memcpy(four + 8, u + stride * (4 + row), 8);
    memcpy(four + 16, v + stride * row, 8);
    memcpy(four + 24, v + stride * (4 + row), 8);
    bytes rows;
    memcpy(&rows, four, sizeof rows);
    bytes sorted = __builtin_shufflevector(
        rows, rows, HALF_COLUMN(0), HALF_COLUMN(1), HALF_COLUMN(2), HALF_COLUMN(3));
    widen(&sorted, target + 4 * row);
  }
}

// Section 12.2: the mean of the neighbours inside the picture, 128 without any.
INLINED int16_t mean(const uint8_t *above, const uint8_t *left, int side, int column, int row) {
  if (column == 0 && row == 0) return 128;
  int sum = 0, count = 0;
  if (row > 0) {
    for (int n = 0; n < side; n++) sum += above[n];
    count += side;
  }
  if (column > 0) {
    for (int n = 0; n < side; n++) sum += left[n];
    count += side;
  }
  return (int16_t)((sum + count / 2) / count);
}

INLINED void spread(
    int16_t (*above)[16], int16_t (*left)[16], int lane, const uint8_t *top, const uint8_t *side) {
  for (int n = 0; n < 4; n++) {
    above[n][lane] = top[n];
    left[n][lane] = side[n];
  }
}

INLINED void luma_neighbours(
    const borders *borders, int column, int row, neighbours *neighbours) {
  const uint8_t *above = borders->above_y + 16 * column;
  for (int lane = 0; lane < 16; lane++) {
    spread(
        (int16_t(*)[16])neighbours->above, (int16_t(*)[16])neighbours->left, lane,
        above + 4 * (lane % 4), borders->left_y + 4 * (lane / 4));
  }
  neighbours->corner = (lanes){0} + (int16_t)borders->corner_y;
  neighbours->mean = (lanes){0} + mean(above, borders->left_y, 16, column, row);
}

INLINED void chroma_neighbours(
    const borders *borders, int column, int row, neighbours *neighbours) {
  memset(neighbours, 0, sizeof *neighbours);
  const uint8_t *u = borders->above_u + 8 * column, *v = borders->above_v + 8 * column;
  int16_t means[2] = {
      mean(u, borders->left_u, 8, column, row), mean(v, borders->left_v, 8, column, row)};
  for (int lane = 0; lane < 8; lane++) {
    spread(
        (int16_t(*)[16])neighbours->above, (int16_t(*)[16])neighbours->left, lane,
        (lane < 4 ? u : v) + 4 * (lane % 2),
        (lane < 4 ? borders->left_u : borders->left_v) + 4 * (lane % 4 / 2));
    ((int16_t *)&neighbours->corner)[lane] = lane < 4 ? borders->corner_u : borders->corner_v;
    ((int16_t *)&neighbours->mean)[lane] = means[lane / 4];
  }
}

INLINED void clamp(lanes *values) {
  *values &= ~(*values >> 15);
  lanes above = *values > 255;
  *values = (*values & ~above) | (above & 255);
}

INLINED void predict(const neighbours *from, int mode, lanes *target) {
  for (int row = 0; row < 4; row++) {
    for (int column = 0; column < 4; column++) {
      lanes *value = &target[4 * row + column];
      if (mode == DC_PREDICTION) *value = from->mean;
      if (mode == VERTICAL_PREDICTION) *value = from->above[column];
      if (mode == HORIZONTAL_PREDICTION) *value = from->left[row];
      if (mode == TRUE_MOTION_PREDICTION) {
        *value = from->left[row] + from->above[column] - from->corner;
        clamp(value);
      }
    }
  }
}

INLINED int difference(const lanes *source, const lanes *prediction) {
  lanes sums = {0};
  for (int n = 0; n < 16; n++) {
    lanes difference = source[n] - prediction[n], sign = difference >> 15;
    sums += (difference ^ sign) - sign;
  }
  int total = 0;
  for (int lane = 0; lane < 16; lane++) total += sums[lane];
  return total;
}

// The mode with the least absolute difference; its prediction is left in `best`.
INLINED int choose(const neighbours *from, const lanes *source, lanes *best) {
  int chosen = 0, least = 0;
  for (int mode = 0; mode < 4; mode++) {
    lanes prediction[16];
    predict(from, mode, prediction);
    int cost = difference(source, prediction);
    if (mode == 0 || cost < least) {
      chosen = mode;
      least = cost;
      memcpy(best, prediction, sizeof prediction);
    }
  }
  return chosen;
}

// Levels of the luma blocks' DCs (section 14.3), and those DCs as the decoder will have them.
INLINED void second_order(
    lanes *dc, const quantisers *by, int16_t *levels) {
  int16_t values[16];
  memcpy(values, dc, sizeof values);
  hadamard(values, values, 0, 1);
  lanes all;
  memcpy(&all, values, sizeof all);
  lanes first = all;
  quantise(&first, by->second_dc);
  quantise(&all, by->second);
  all[0] = first[0];
  memcpy(levels, &all, sizeof all);
  all *= (int16_t)by->second.step;
  all[0] = (int16_t)(first[0] * by->second_dc.step);
  memcpy(values, &all, sizeof values);
  hadamard(values, values, 3, 3);
  memcpy(dc, values, sizeof values);
}

INLINED void add_residual(const lanes *prediction, lanes *values) {
  inverse_transform(values);
  for (int n = 0; n < 16; n++) {
    values[n] += prediction[n];
    clamp(&values[n]);
  }
}

INLINED void encode_luma(
    const lanes *source, const lanes *prediction, const quantisers *by, macroblock *result,
    lanes *shown) {
  for (int n = 0; n < 16; n++) shown[n] = source[n] - prediction[n];
  forward_transform(shown);
  second_order(&shown[0], by, result->second);
  result->luma[0] = (lanes){0};
  for (int n = 1; n < 16; n++) {
    quantise(&shown[n], by->luma);
    result->luma[n] = shown[n];
    shown[n] *= (int16_t)by->luma.step;
  }
  add_residual(prediction, shown);
}

INLINED void encode_chroma(
    const lanes *source, const lanes *prediction, const quantisers *by, macroblock *result,
    lanes *shown) {
  for (int n = 0; n < 16; n++) shown[n] = source[n] - prediction[n];
  forward_transform(shown);
  for (int n = 0; n < 16; n++) {
    quantiser quantiser = n == 0 ? by->chroma_dc : by->chroma;
    quantise(&shown[n], quantiser);
    result->chroma[n] = shown[n];
    shown[n] *= (int16_t)quantiser.step;
  }
  add_residual(prediction, shown);
}

// The last column and the last row become the next macroblocks' neighbours.
INLINED void move_borders(
    const int16_t (*y)[16], const int16_t (*chroma)[16], int column, borders *borders) {
  uint8_t *above_y = borders->above_y + 16 * column;
  uint8_t *above_u = borders->above_u + 8 * column, *above_v = borders->above_v + 8 * column;
  borders->corner_y = above_y[15];
  borders->corner_u = above_u[7];
  borders->corner_v = above_v[7];
  for (int n = 0; n < 16; n++) {
    above_y[n] = (uint8_t)y[12 + n % 4][12 + n / 4];
    borders->left_y[n] = (uint8_t)y[4 * (n % 4) + 3][4 * (n / 4) + 3];
  }
  for (int n = 0; n < 8; n++) {
    above_u[n] = (uint8_t)chroma[12 + n % 4][2 + n / 4];
    above_v[n] = (uint8_t)chroma[12 + n % 4][6 + n / 4];
    borders->left_u[n] = (uint8_t)chroma[4 * (n % 4) + 3][2 * (n / 4) + 1];
    borders->left_v[n] = (uint8_t)chroma[4 * (n % 4) + 3][2 * (n / 4) + 5];
  }
}

static void show(
    const int16_t (*values)[16], int first, int across, uint8_t *plane, size_t stride) {
  for (int y = 0; y < 4 * across; y++) {
    for (int x = 0; x < 4 * across; x++) {
      int lane = first + y / 4 * across + x / 4;
      plane[stride * (size_t)y + (size_t)x] = (uint8_t)values[y % 4 * 4 + x % 4][lane];
    }
  }
}

void macroblock_start_row(borders *borders, int row) {
  memset(borders->left_y, 129, sizeof borders->left_y);
  memset(borders->left_u, 129, sizeof borders->left_u);
  memset(borders->left_v, 129, sizeof borders->left_v);
  borders->corner_y = borders->corner_u = borders->corner_v = row == 0 ? 127 : 129;
}

KERNEL void macroblock_encode(
    const semblance_planes *planes, int column, int row, bool reconstructs,
    const quantisers *quantisers, borders *borders, macroblock *result) {
  size_t stride = (size_t)planes->stride, half = stride / 2;
  uint8_t *y = planes->y + 16 * (stride * (size_t)row + (size_t)column);
  uint8_t *u = planes->u + 8 * (half * (size_t)row + (size_t)column);
  uint8_t *v = planes->v + 8 * (half * (size_t)row + (size_t)column);
  lanes source[16], prediction[16], shown_luma[16], shown_chroma[16];
  neighbours around;

  gather_luma(y, stride, source);
  luma_neighbours(borders, column, row, &around);
  result->luma_mode = choose(&around, source, prediction);
  encode_luma(source, prediction, quantisers, result, shown_luma);

  gather_chroma(u, v, half, source);
  chroma_neighbours(borders, column, row, &around);
  result->chroma_mode = choose(&around, source, prediction);
  encode_chroma(source, prediction, quantisers, result, shown_chroma);

  move_borders(
      (const int16_t(*)[16])shown_luma, (const int16_t(*)[16])shown_chroma, column, borders);
  if (reconstructs) {
    show((const int16_t(*)[16])shown_luma, 0, 4, y, stride);
    show((const int16_t(*)[16])shown_chroma, 0, 2, u, half);
    show((const int16_t(*)[16])shown_chroma, 4, 2, v, half);
  }
}
