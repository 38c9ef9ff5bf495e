#include "dispatch.h"
#include "fingerprint.h"

SEMBLANCE_KERNEL
void semblance_luma_u8(const uint8_t *restrict rgb, size_t pixels, uint8_t *restrict luma) {
  for (size_t i = 0; i < pixels; i++) {
    uint32_t weighted = 19595u * rgb[3 * i] + 38470u * rgb[3 * i + 1] + 7471u * rgb[3 * i + 2];
    luma[i] = (uint8_t)((weighted + 0x8000u) >> 16);
  }
}

SEMBLANCE_KERNEL
void semblance_luma_f32(const uint8_t *restrict rgb, size_t pixels, float *restrict luma) {
  for (size_t i = 0; i < pixels; i++) {
    luma[i] = (float)(rgb[3 * i] * 0.299 + rgb[3 * i + 1] * 0.587 + rgb[3 * i + 2] * 0.114);
  }
}
