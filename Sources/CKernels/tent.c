#include <string.h>

#include "dispatch.h"
#include "fingerprint.h"

enum { side = 64, group = 16 };

// A running mean of up to `window` samples along an axis of `length` steps, `lanes` independent
// vectors side by side, `stride` floats from step to step. The order of additions, subtractions and
// divisions is that of the published reference, so the rounding is too. Near an edge the mean is of
// the samples that are there.
static inline __attribute__((always_inline)) void runningMean(
    const float *restrict input, size_t inputStride, float *restrict output, size_t outputStride,
    size_t lanes, size_t length, size_t window) {
  float sums[group];
  size_t ahead = (window + 2) / 2;  // samples from the centre on, itself included
  size_t added = 0, removed = 0;
  for (size_t lane = 0; lane < lanes; lane++) sums[lane] = 0;
  for (; added < ahead - 1; added++) {
    for (size_t lane = 0; lane < lanes; lane++) sums[lane] += input[added * inputStride + lane];
  }
  for (size_t step = 0; step < length; step++) {
    if (added < length) {
      for (size_t lane = 0; lane < lanes; lane++) sums[lane] += input[added * inputStride + lane];
      added++;
    }
    size_t first = step + ahead > window ? step + ahead - window : 0;
    for (; removed < first; removed++) {
      for (size_t lane = 0; lane < lanes; lane++) sums[lane] -= input[removed * inputStride + lane];
    }
    float count = (float)(added - removed);
    for (size_t lane = 0; lane < lanes; lane++) {
      output[step * outputStride + lane] = sums[lane] / count;
    }
  }
}

static inline __attribute__((always_inline)) void filterRows(const float *restrict plane,
                                                             float *restrict output, size_t width,
                                                             size_t height, size_t window,
                                                             float *restrict turned) {
  // Sixteen rows at a time are turned on their side, so that the running sums fill a vector.
  float *mean = turned + group * width;
  for (size_t top = 0; top < height; top += group) {
    size_t rows = height - top < group ? height - top : group;
    for (size_t row = 0; row < rows; row++) {
      for (size_t x = 0; x < width; x++) turned[x * group + row] = plane[(top + row) * width + x];
    }
    runningMean(turned, group, mean, group, group, width, window);
    for (size_t row = 0; row < rows; row++) {
      for (size_t x = 0; x < width; x++) output[(top + row) * width + x] = mean[x * group + row];
    }
  }
}

static inline __attribute__((always_inline)) void filterColumns(const float *restrict plane,
                                                                float *restrict output,
                                                                size_t width, size_t height,
                                                                size_t window) {
  size_t x = 0;
  for (; x + group <= width; x += group) {
    runningMean(plane + x, width, output + x, width, group, height, window);
  }
  if (x < width) runningMean(plane + x, width, output + x, width, width - x, height, window);
}

SEMBLANCE_KERNEL
void semblance_tent_reduce(float *restrict plane, float *restrict scratch, size_t width,
                           size_t height, float *restrict reduced) {
  size_t rowWindow = (width + 2 * side - 1) / (2 * side);
  size_t columnWindow = (height + 2 * side - 1) / (2 * side);
  float *turned = scratch + width * height;
  for (int pass = 0; pass < 2; pass++) {
    filterRows(plane, scratch, width, height, rowWindow, turned);
    filterColumns(scratch, plane, width, height, columnWindow);
  }
  for (size_t row = 0; row < side; row++) {
    size_t y = (size_t)((row + 0.5) * (double)height / side);
    for (size_t column = 0; column < side; column++) {
      size_t x = (size_t)((column + 0.5) * (double)width / side);
      reduced[row * side + column] = plane[y * width + x];
    }
  }
}

SEMBLANCE_KERNEL
void semblance_tent_estimate(const float *restrict plane, size_t width,
                             semblance_tent_axis columns, semblance_tent_axis rows,
                             float *restrict scratch, float *restrict reduced) {
  for (size_t row = 0; row < side; row++) {
    memset(scratch, 0, width * sizeof *scratch);
    const float *samples = plane + (size_t)rows.starts[row] * width;
    for (size_t tap = 0; tap < rows.stride; tap++) {
      float weight = rows.weights[row * rows.stride + tap];
      for (size_t x = 0; x < width; x++) scratch[x] += weight * samples[tap * width + x];
    }
    for (size_t column = 0; column < side; column++) {
      const float *weights = columns.weights + column * columns.stride;
      const float *run = scratch + columns.starts[column];
      float sum = 0;
      for (size_t tap = 0; tap < columns.stride; tap++) sum += weights[tap] * run[tap];
      reduced[row * side + column] = sum;
    }
  }
}

SEMBLANCE_KERNEL
void semblance_pdq_coefficients(const float *restrict plane, const float *restrict basis,
                                float *restrict coefficients) {
  float half[16][side], turnedBasis[side][16];
  for (size_t k = 0; k < 16; k++) {
    for (size_t x = 0; x < side; x++) turnedBasis[x][k] = basis[k * side + x];
  }
  for (size_t k = 0; k < 16; k++) {
    float sums[side] = {0};
    for (size_t y = 0; y < side; y++) {
      for (size_t x = 0; x < side; x++) sums[x] += basis[k * side + y] * plane[y * side + x];
    }
    memcpy(half[k], sums, sizeof sums);
  }
  for (size_t k = 0; k < 16; k++) {
    float sums[16] = {0};
    for (size_t x = 0; x < side; x++) {
      for (size_t l = 0; l < 16; l++) sums[l] += half[k][x] * turnedBasis[x][l];
    }
    memcpy(coefficients + 16 * k, sums, sizeof sums);
  }
}

// Every difference is scaled and cut to a whole number on its own, as the reference does.
SEMBLANCE_KERNEL
int32_t semblance_gradient_sum(const float *restrict plane) {
  int32_t sum = 0;
  for (size_t at = 0; at < (side - 1) * side; at++) {
    int32_t gradient = (int32_t)((plane[at] - plane[at + side]) * 100 / 255);
    sum += gradient < 0 ? -gradient : gradient;
  }
  for (size_t row = 0; row < side; row++) {
    const float *line = plane + row * side;
    for (size_t x = 0; x + 1 < side; x++) {
      int32_t gradient = (int32_t)((line[x] - line[x + 1]) * 100 / 255);
      sum += gradient < 0 ? -gradient : gradient;
    }
  }
  return sum;
}
