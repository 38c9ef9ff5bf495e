#include <stdlib.h>
#include <string.h>

#include "CVips.h"

void semblance_box_shrink(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t factor, uint8_t *target) {
  size_t stride = 3 * (size_t)width;
  for (int32_t top = 0; top < height; top += factor) {
    int32_t rows = height - top < factor ? height - top : factor;
    for (int32_t left = 0; left < width; left += factor) {
      int32_t columns = width - left < factor ? width - left : factor;
      uint64_t sums[3] = {0, 0, 0};
      for (int32_t row = 0; row < rows; row++) {
        const uint8_t *source = pixels + stride * (size_t)(top + row) + 3 * (size_t)left;
        for (int32_t column = 0; column < columns; column++, source += 3) {
          sums[0] += source[0];
          sums[1] += source[1];
          sums[2] += source[2];
        }
      }
      uint64_t count = (uint64_t)rows * (uint64_t)columns;
      for (int channel = 0; channel < 3; channel++) {
        *target++ = (uint8_t)((sums[channel] + count / 2) / count);
      }
    }
  }
}

void semblance_orient(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t orientation, uint8_t *target) {
  // Where the first target pixel lies in the source, and the steps to its right and lower
  // neighbours.
  ptrdiff_t right = 3, down = 3 * (ptrdiff_t)width;
  ptrdiff_t last_column = right * (width - 1), last_row = down * (height - 1);
  ptrdiff_t start = 0, across = right, along = down;
  switch (orientation) {
    case 2: start = last_column, across = -right; break;
    case 3: start = last_column + last_row, across = -right, along = -down; break;
    case 4: start = last_row, along = -down; break;
    case 5: across = down, along = right; break;
    case 6: start = last_row, across = -down, along = right; break;
    case 7: start = last_column + last_row, across = -down, along = -right; break;
    case 8: start = last_column, across = down, along = -right; break;
    default: break;
  }
  bool swapped = orientation >= 5 && orientation <= 8;
  int32_t columns = swapped ? height : width, rows = swapped ? width : height;
  for (int32_t row = 0; row < rows; row++) {
    const uint8_t *source = pixels + start + along * row;
    for (int32_t column = 0; column < columns; column++, source += across, target += 3) {
      target[0] = source[0];
      target[1] = source[1];
      target[2] = source[2];
    }
  }
}

// The source samples that one target sample covers, and how much of each, in 1/256.
typedef struct coverage {
  int32_t first;
  int32_t count;
} coverage;

// Weights of every target sample sum to 256 exactly, so a flat area keeps its value.
static void cover(
    int32_t source, int32_t target, coverage *spans, uint16_t *weights, int32_t reach) {
  for (int32_t index = 0; index < target; index++) {
    int64_t begin = (int64_t)index * source, end = begin + source;
    int32_t first = (int32_t)(begin / target), last = (int32_t)((end - 1) / target);
    uint16_t *row = weights + (size_t)index * (size_t)reach;
    uint32_t given = 0;
    for (int32_t sample = first; sample <= last; sample++) {
      int64_t low = (int64_t)sample * target, high = low + target;
      if (low < begin) low = begin;
      if (high > end) high = end;
      // Cumulative rounding spreads the error and makes the last weight take up the rest.
      uint32_t total = (uint32_t)(((high - begin) * 256 + source / 2) / source);
      row[sample - first] = (uint16_t)(total - given);
      given = total;
    }
    spans[index] = (coverage){first, last - first + 1};
  }
}

__attribute__((target_clones("avx2", "default"))) static void add_row(
    uint16_t *restrict sums, const uint8_t *restrict row, size_t count, uint16_t weight) {
  for (size_t index = 0; index < count; index++) {
    sums[index] = (uint16_t)(sums[index] + row[index] * weight);
  }
}

// A pixel and the sample after it, which is computed along and overwritten by the next pixel.
typedef uint16_t four_sums __attribute__((vector_size(8)));
typedef uint32_t four_totals __attribute__((vector_size(16)));

// Weights `reach` column sums for every target pixel. The sums have `3 * reach + 1` samples more
// than the picture, and the target one byte.
static inline __attribute__((always_inline)) void weigh_columns(
    const uint16_t *restrict sums, const coverage *restrict columns,
    const uint16_t *restrict weights, int32_t count, int32_t stride, int32_t reach,
    uint8_t *restrict target) {
  typedef uint8_t four_bytes __attribute__((vector_size(4)));
  for (int32_t column = 0; column < count; column++, weights += stride, target += 3) {
    const uint16_t *source = sums + 3 * (size_t)columns[column].first;
    four_totals totals = {1 << 15, 1 << 15, 1 << 15, 1 << 15};
    for (int32_t index = 0; index < reach; index++) {
      four_sums samples;
      memcpy(&samples, source + 3 * index, sizeof samples);
      totals += __builtin_convertvector(samples, four_totals) * (uint32_t)weights[index];
    }
    four_bytes pixel = __builtin_convertvector(totals >> 16, four_bytes);
    memcpy(target, &pixel, sizeof pixel);
  }
}

// The number of weights is known to the compiler where pictures are shrunk a little, as most are.
__attribute__((target_clones("avx2", "default"))) static void resize_row(
    const uint16_t *restrict sums, const coverage *restrict columns,
    const uint16_t *restrict weights, int32_t count, int32_t stride, int32_t reach,
    uint8_t *restrict target) {
  switch (reach) {
    case 2: return weigh_columns(sums, columns, weights, count, stride, 2, target);
    case 3: return weigh_columns(sums, columns, weights, count, stride, 3, target);
    default: return weigh_columns(sums, columns, weights, count, stride, reach, target);
  }
}

static int32_t greatest_count(const coverage *spans, int32_t count) {
  int32_t greatest = 0;
  for (int32_t index = 0; index < count; index++) {
    if (spans[index].count > greatest) greatest = spans[index].count;
  }
  return greatest;
}

bool semblance_area_resize(
    const uint8_t *pixels, int32_t width, int32_t height, uint8_t *target, int32_t target_width,
    int32_t target_height) {
  int32_t reach_x = width / target_width + 2, reach_y = height / target_height + 2;
  size_t stride = 3 * (size_t)width, target_stride = 3 * (size_t)target_width;
  size_t padding = 3 * (size_t)reach_x + 1;
  coverage *columns = malloc(sizeof *columns * (size_t)target_width);
  coverage *rows = malloc(sizeof *rows * (size_t)target_height);
  // Weights that a target sample does not use stay zero.
  uint16_t *weights_x = calloc((size_t)target_width * (size_t)reach_x, sizeof *weights_x);
  uint16_t *weights_y = calloc((size_t)target_height * (size_t)reach_y, sizeof *weights_y);
  uint16_t *sums = calloc(stride + padding, sizeof *sums);
  uint8_t *line = malloc(target_stride + 1);
  bool ready = columns && rows && weights_x && weights_y && sums && line;
  if (ready) {
    cover(width, target_width, columns, weights_x, reach_x);
    cover(height, target_height, rows, weights_y, reach_y);
    int32_t reach = greatest_count(columns, target_width);
    for (int32_t row = 0; row < target_height; row++) {
      memset(sums, 0, sizeof *sums * stride);
      for (int32_t index = 0; index < rows[row].count; index++) {
        add_row(
            sums, pixels + stride * (size_t)(rows[row].first + index), stride,
            weights_y[(size_t)row * (size_t)reach_y + (size_t)index]);
      }
      // Only the last row's last pixel has nothing after it that its fourth byte may spoil.
      bool is_last = row + 1 == target_height;
      uint8_t *place = target + target_stride * (size_t)row;
      resize_row(sums, columns, weights_x, target_width, reach_x, reach, is_last ? line : place);
      if (is_last) memcpy(place, line, target_stride);
    }
  }
  free(columns);
  free(rows);
  free(weights_x);
  free(weights_y);
  free(sums);
  free(line);
  return ready;
}
