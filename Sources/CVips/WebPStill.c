#include <stdlib.h>

#include <webp/decode.h>

#include "CVips.h"

semblance_status semblance_webp_open(
    const uint8_t *bytes, size_t size, semblance_webp_header *header) {
  WebPBitstreamFeatures features;
  if (WebPGetFeatures(bytes, size, &features) != VP8_STATUS_OK || features.has_animation) {
    return SEMBLANCE_UNSUPPORTED;
  }
  *header = (semblance_webp_header){
      .width = features.width, .height = features.height, .has_alpha = features.has_alpha != 0};
  return SEMBLANCE_OK;
}

static semblance_status decode(
    const uint8_t *bytes, size_t size, const semblance_webp_header *header, int32_t columns,
    int32_t rows, int channels, uint8_t *target) {
  WebPDecoderConfig config;
  if (!WebPInitDecoderConfig(&config)) return SEMBLANCE_UNSUPPORTED;
  config.options.use_scaling = columns != header->width || rows != header->height;
  config.options.scaled_width = columns;
  config.options.scaled_height = rows;
  config.output.colorspace = channels == 4 ? MODE_RGBA : MODE_RGB;
  config.output.is_external_memory = 1;
  config.output.u.RGBA.rgba = target;
  config.output.u.RGBA.stride = channels * columns;
  config.output.u.RGBA.size = (size_t)channels * (size_t)columns * (size_t)rows;
  VP8StatusCode code = WebPDecode(bytes, size, &config);
  WebPFreeDecBuffer(&config.output);
  return code == VP8_STATUS_OK ? SEMBLANCE_OK : SEMBLANCE_DAMAGED;
}

semblance_status semblance_webp_decode(
    const uint8_t *bytes, size_t size, const semblance_webp_header *header, int32_t columns,
    int32_t rows, uint8_t *target) {
  if (!header->has_alpha) return decode(bytes, size, header, columns, rows, 3, target);
  size_t pixels = (size_t)columns * (size_t)rows;
  uint8_t *samples = malloc(4 * pixels);
  if (!samples) return SEMBLANCE_OUT_OF_MEMORY;
  semblance_status status = decode(bytes, size, header, columns, rows, 4, samples);
  for (size_t index = 0; status == SEMBLANCE_OK && index < pixels; index++) {
    const uint8_t *at = samples + 4 * index;
    uint32_t alpha = at[3], white = 255 * (255 - alpha);
    for (int channel = 0; channel < 3; channel++) {
      target[3 * index + (size_t)channel] = (uint8_t)((at[channel] * alpha + white) / 255);
    }
  }
  free(samples);
  return status;
}
