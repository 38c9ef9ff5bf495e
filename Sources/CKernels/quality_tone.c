#include "dispatch.h"
#include "quality.h"

enum { toneChunk = 256 };

SEMBLANCE_KERNEL
void quality_tone_row(const uint8_t *restrict rgb, size_t width, uint8_t *restrict gray,
                      quality_tones *restrict tones, uint64_t *restrict brightness) {
  // √(n/1000) / 255 · 8160 for n = 241 R² + 691 G² + 68 B².
  const float scale = 32.0f / 31.622776601683793f;
  int16_t steps[toneChunk];
  for (size_t start = 0; start < width; start += toneChunk) {
    size_t count = width - start < toneChunk ? width - start : toneChunk;
    const uint8_t *p = rgb + 3 * start;
    uint32_t coloured = 0;
    int32_t redGreen = 0, yellowBlue = 0;
    int64_t redGreenSquares = 0, yellowBlueSquares = 0;
    for (size_t x = 0; x < count; x++) {
      int32_t r = p[3 * x], g = p[3 * x + 1], b = p[3 * x + 2];
      float square = (float)(241 * r * r + 691 * g * g + 68 * b * b);
      steps[x] = (int16_t)(__builtin_elementwise_sqrt(square) * scale + 0.5f);
      gray[start + x] = (uint8_t)(0.298936021 * r + 0.587043074 * g + 0.114020905 * b + 0.5);
      int32_t rg = r - g, yb = r + g - 2 * b;
      coloured += (rg | (g - b)) != 0;
      redGreen += rg;
      yellowBlue += yb;
      redGreenSquares += rg * rg;
      yellowBlueSquares += yb * yb;
    }
    tones->coloured += coloured;
    tones->red_green += redGreen;
    tones->yellow_blue += yellowBlue;
    tones->red_green_squares += redGreenSquares;
    tones->yellow_blue_squares += yellowBlueSquares;
    for (size_t x = 0; x < count; x++) {
      uint8_t r = p[3 * x], g = p[3 * x + 1], b = p[3 * x + 2];
      brightness[steps[x]]++;
      tones->red[r]++;
      tones->green[g]++;
      tones->blue[b]++;
      tones->gray[gray[start + x]]++;
      uint32_t colour = (uint32_t)(r >> 3) << 10 | (uint32_t)(g >> 3) << 5 | b >> 3;
      tones->colours[colour >> 6] |= (uint64_t)1 << (colour & 63);
    }
  }
  gray[-1] = gray[0];
  gray[width] = gray[width - 1];
}
