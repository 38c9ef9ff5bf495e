#include <string.h>

#include "descriptor.h"
#include "dispatch.h"

// By Newton's method from a third of the exponent.
static inline __attribute__((always_inline)) float cubeRoot(float value) {
  uint32_t bits;
  memcpy(&bits, &value, sizeof bits);
  bits = bits / 3 + 709921077;
  float root;
  memcpy(&root, &bits, sizeof root);
  for (int step = 0; step < 3; step++) root = (2 * root + value / (root * root)) / 3;
  return value <= 0 ? 0 : root;
}

enum { group = 16 };

SEMBLANCE_KERNEL
void semblance_oklab(const uint8_t *restrict rgb, size_t count, const float *restrict linear,
                     float *restrict colours) {
  for (size_t first = 0; first < count; first += group) {
    size_t lanes = count - first < group ? count - first : group;
    float red[group] = {0}, green[group] = {0}, blue[group] = {0};
    for (size_t lane = 0; lane < lanes; lane++) {
      const uint8_t *pixel = rgb + 3 * (first + lane);
      red[lane] = linear[pixel[0]];
      green[lane] = linear[pixel[1]];
      blue[lane] = linear[pixel[2]];
    }
    float lightness[group], greenRed[group], blueYellow[group];
    for (size_t lane = 0; lane < group; lane++) {
      float r = red[lane], g = green[lane], b = blue[lane];
      float l = cubeRoot(0.4122214708f * r + 0.5363325363f * g + 0.0514459929f * b);
      float m = cubeRoot(0.2119034982f * r + 0.6806995451f * g + 0.1073969566f * b);
      float s = cubeRoot(0.0883024619f * r + 0.2817188376f * g + 0.6299787005f * b);
      lightness[lane] = 0.2104542553f * l + 0.7936177850f * m - 0.0040720468f * s;
      greenRed[lane] = 1.9779984951f * l - 2.4285922050f * m + 0.4505937099f * s;
      blueYellow[lane] = 0.0259040371f * l + 0.7827717662f * m - 0.8086757660f * s;
    }
    for (size_t lane = 0; lane < lanes; lane++) {
      float *colour = colours + 3 * (first + lane);
      colour[0] = lightness[lane];
      colour[1] = greenRed[lane];
      colour[2] = blueYellow[lane];
    }
  }
}

// cos and sin of k · 22.5°, k = 0…8.
static const float cosines[9] = {1, 0.92387953f, 0.70710678f, 0.38268343f, 0,
                                 -0.38268343f, -0.70710678f, -0.92387953f, -1};
static const float sines[9] = {0, 0.38268343f, 0.70710678f, 0.92387953f, 1,
                               0.92387953f, 0.70710678f, 0.38268343f, 0};

static inline __attribute__((always_inline)) float positive(float value) {
  return value > 0 ? value : 0;
}

SEMBLANCE_KERNEL
void semblance_split_gradients(const float *restrict across, const float *restrict down,
                               size_t count, int32_t *restrict sectors, float *restrict first,
                               float *restrict second) {
  const float inverse = 2.6131259f;  // 1 / sin 22.5°
  for (size_t i = 0; i < count; i++) {
    int isLower = (down[i] < 0) | ((down[i] == 0) & (across[i] < 0));
    float x = isLower ? -across[i] : across[i], y = isLower ? -down[i] : down[i];
    // How many directions lie before the gradient: those beyond it are on its other side.
    int32_t sector = 0;
    for (int k = 1; k < 8; k++) sector += cosines[k] * y - sines[k] * x >= 0;
    float here = 0, next = 0;
    for (int k = 0; k < 8; k++) {
      here = sector == k ? x * sines[k + 1] - y * cosines[k + 1] : here;
      next = sector == k ? cosines[k] * y - sines[k] * x : next;
    }
    sectors[i] = sector;
    first[i] = positive(here) * inverse;
    second[i] = positive(next) * inverse;
  }
}
