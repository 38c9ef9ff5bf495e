#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vips/vips.h>
#include <webp/encode.h>

#include "CVips.h"

// BT.601, studio range, 16-bit fixed point: the matrix of the WebP container specification.
static inline uint8_t luma(int red, int green, int blue) {
  return (uint8_t)((16839 * red + 33059 * green + 6420 * blue + (16 << 16) + (1 << 15)) >> 16);
}

// From sums over four pixels, hence 18 bits.
static inline uint8_t chroma(int weighted) {
  int value = (weighted + (128 << 18) + (1 << 17)) >> 18;
  return (uint8_t)(value < 0 ? 0 : value > 255 ? 255 : value);
}

// Plain averages of the non-linear samples: at thumbnail size libwebp's gamma-aware averaging costs
// more than the whole encoding and cannot be seen.
static void convert(const uint8_t *pixels, WebPPicture *picture) {
  int width = picture->width, height = picture->height;
  for (int y = 0; y < height; y += 2) {
    const uint8_t *upper = pixels + 3 * (size_t)width * (size_t)y;
    const uint8_t *lower = y + 1 < height ? upper + 3 * (size_t)width : upper;
    uint8_t *upper_luma = picture->y + (size_t)picture->y_stride * (size_t)y;
    uint8_t *lower_luma = y + 1 < height ? upper_luma + picture->y_stride : upper_luma;
    uint8_t *u = picture->u + (size_t)picture->uv_stride * (size_t)(y / 2);
    uint8_t *v = picture->v + (size_t)picture->uv_stride * (size_t)(y / 2);
    for (int x = 0; x < width; x += 2) {
      int left = 3 * x, right = x + 1 < width ? left + 3 : left;
      upper_luma[x] = luma(upper[left], upper[left + 1], upper[left + 2]);
      lower_luma[x] = luma(lower[left], lower[left + 1], lower[left + 2]);
      if (right != left) {
        upper_luma[x + 1] = luma(upper[right], upper[right + 1], upper[right + 2]);
        lower_luma[x + 1] = luma(lower[right], lower[right + 1], lower[right + 2]);
      }
      int red = upper[left] + upper[right] + lower[left] + lower[right];
      int green =
          upper[left + 1] + upper[right + 1] + lower[left + 1] + lower[right + 1];
      int blue = upper[left + 2] + upper[right + 2] + lower[left + 2] + lower[right + 2];
      *u++ = chroma(-9719 * red - 19081 * green + 28800 * blue);
      *v++ = chroma(28800 * red - 24116 * green - 4684 * blue);
    }
  }
}

static semblance_status encode(
    const uint8_t *pixels, const WebPConfig *config, WebPPicture *picture,
    semblance_message *message) {
  if (!WebPPictureAlloc(picture)) return SEMBLANCE_OUT_OF_MEMORY;
  convert(pixels, picture);
  if (WebPEncode(config, picture)) return SEMBLANCE_OK;
  if (picture->error_code == VP8_ENC_ERROR_OUT_OF_MEMORY) return SEMBLANCE_OUT_OF_MEMORY;
  snprintf(message->text, sizeof message->text, "libwebp error %d", picture->error_code);
  return SEMBLANCE_UNSUPPORTED;
}

semblance_status semblance_webp_encode(
    const uint8_t *pixels, int32_t width, int32_t height, float quality, uint8_t **encoded,
    size_t *size, semblance_message *message) {
  message->text[0] = 0;
  WebPConfig config;
  WebPPicture picture;
  if (!WebPConfigInit(&config) || !WebPPictureInit(&picture)) return SEMBLANCE_UNSUPPORTED;
  config.quality = quality;
  config.method = 0;
  config.segments = 1;
  config.thread_level = 0;
  WebPMemoryWriter writer;
  WebPMemoryWriterInit(&writer);
  picture.use_argb = 0;
  picture.width = width;
  picture.height = height;
  picture.writer = WebPMemoryWrite;
  picture.custom_ptr = &writer;
  semblance_status status = encode(pixels, &config, &picture, message);
  WebPPictureFree(&picture);
  if (status == SEMBLANCE_OK) {
    // One way to free for everything that leaves this target.
    *encoded = g_malloc(writer.size);
    memcpy(*encoded, writer.mem, writer.size);
    *size = writer.size;
  }
  WebPMemoryWriterClear(&writer);
  return status;
}

int32_t semblance_webp_version(void) { return WebPGetEncoderVersion(); }
