#include <stdlib.h>
#include <string.h>

#include "CThumbnail.h"
#include "Dispatch.h"

// BT.601, studio range, in 1/256: 16 unsigned bits hold every sum, so 16 or 32 pixels go at once.
INLINED void luma_row(const uint8_t *restrict pixels, int32_t width, uint8_t *restrict y) {
  for (int32_t x = 0; x < width; x++) {
    uint16_t red = pixels[3 * x], green = pixels[3 * x + 1], blue = pixels[3 * x + 2];
    y[x] = (uint8_t)((uint16_t)(66 * red + 129 * green + 25 * blue + (16 << 8) + 128) >> 8);
  }
}

// Plain averages of four non-linear samples: at thumbnail size nothing better can be seen.
INLINED void chroma_row(
    const uint8_t *restrict upper, const uint8_t *restrict lower, int32_t pairs,
    uint8_t *restrict u, uint8_t *restrict v) {
  for (int32_t x = 0; x < pairs; x++) {
    const uint8_t *a = upper + 6 * x, *b = lower + 6 * x;
    int16_t red = (int16_t)((a[0] + a[3] + b[0] + b[3] + 2) >> 2);
    int16_t green = (int16_t)((a[1] + a[4] + b[1] + b[4] + 2) >> 2);
    int16_t blue = (int16_t)((a[2] + a[5] + b[2] + b[5] + 2) >> 2);
    u[x] = (uint8_t)(128 + ((int16_t)(112 * blue - 38 * red - 74 * green + 128) >> 8));
    v[x] = (uint8_t)(128 + ((int16_t)(112 * red - 94 * green - 18 * blue + 128) >> 8));
  }
}

KERNEL static void convert_luma(const uint8_t *pixels, const semblance_planes *planes) {
  for (int32_t row = 0; row < planes->height; row++) {
    uint8_t *y = planes->y + (size_t)planes->stride * (size_t)row;
    luma_row(pixels + 3 * (size_t)planes->width * (size_t)row, planes->width, y);
    memset(y + planes->width, y[planes->width - 1], (size_t)(planes->stride - planes->width));
  }
}

KERNEL static void convert_chroma(const uint8_t *pixels, const semblance_planes *planes) {
  int32_t width = planes->width, half = (width + 1) / 2, stride = planes->stride / 2;
  for (int32_t row = 0; row < planes->height; row += 2) {
    const uint8_t *upper = pixels + 3 * (size_t)width * (size_t)row;
    const uint8_t *lower = row + 1 < planes->height ? upper + 3 * (size_t)width : upper;
    uint8_t *u = planes->u + (size_t)stride * (size_t)(row / 2);
    uint8_t *v = planes->v + (size_t)stride * (size_t)(row / 2);
    chroma_row(upper, lower, width / 2, u, v);
    if (width % 2 == 1) {
      uint8_t edge[2][6];
      memcpy(edge[0], upper + 3 * (size_t)(width - 1), 3);
      memcpy(edge[0] + 3, edge[0], 3);
      memcpy(edge[1], lower + 3 * (size_t)(width - 1), 3);
      memcpy(edge[1] + 3, edge[1], 3);
      chroma_row(edge[0], edge[1], 1, u + half - 1, v + half - 1);
    }
    memset(u + half, u[half - 1], (size_t)(stride - half));
    memset(v + half, v[half - 1], (size_t)(stride - half));
  }
}

static void repeat_last_row(uint8_t *plane, int32_t stride, int32_t filled, int32_t rows) {
  const uint8_t *last = plane + (size_t)stride * (size_t)(filled - 1);
  for (int32_t row = filled; row < rows; row++) {
    memcpy(plane + (size_t)stride * (size_t)row, last, (size_t)stride);
  }
}

bool semblance_planes_make(
    const uint8_t *pixels, int32_t width, int32_t height, semblance_planes *planes) {
  int32_t stride = (width + 15) / 16 * 16, rows = (height + 15) / 16 * 16;
  size_t luma = (size_t)stride * (size_t)rows;
  uint8_t *memory = malloc(luma + luma / 2);
  if (!memory) return false;
  *planes = (semblance_planes){
      .y = memory, .u = memory + luma, .v = memory + luma + luma / 4,
      .width = width, .height = height, .stride = stride, .rows = rows};
  convert_luma(pixels, planes);
  convert_chroma(pixels, planes);
  repeat_last_row(planes->y, stride, height, rows);
  repeat_last_row(planes->u, stride / 2, (height + 1) / 2, rows / 2);
  repeat_last_row(planes->v, stride / 2, (height + 1) / 2, rows / 2);
  return true;
}

void semblance_planes_free(semblance_planes *planes) { free(planes->y); }
