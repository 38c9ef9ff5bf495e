#include <math.h>

#include "dispatch.h"
#include "fingerprint.h"

typedef double lanes __attribute__((vector_size(64), aligned(8)));

// Along the first axis of a 64 × width plane: 16 × width coefficients, written transposed
// (width × 16). `width` is a multiple of 8. Even basis vectors see y + mirrored y, odd ones the
// difference: half the work, and exactly odd or even results for a mirrored plane.
static inline __attribute__((always_inline)) void transformAxis(const double *plane, size_t width,
                                                                const double *cosines,
                                                                double *transposed) {
  for (size_t x = 0; x < width; x += 8) {
    for (int odd = 0; odd < 2; odd++) {
      lanes sums[8] = {0};
      for (size_t y = 0; y < 32; y++) {
        lanes upper = *(const lanes *)(plane + y * width + x);
        lanes lower = *(const lanes *)(plane + (63 - y) * width + x);
        lanes folded = odd ? upper - lower : upper + lower;
        for (size_t k = 0; k < 8; k++) sums[k] += cosines[(2 * k + odd) * 32 + y] * folded;
      }
      for (size_t k = 0; k < 8; k++) {
        for (size_t lane = 0; lane < 8; lane++) {
          transposed[(x + lane) * 16 + 2 * k + odd] = sums[k][lane];
        }
      }
    }
  }
}

SEMBLANCE_KERNEL
void semblance_dct_64_to_16(const double *plane, double scale, const double *cosines,
                            float *coefficients) {
  double half[64 * 16], full[16 * 16];
  transformAxis(plane, 64, cosines, half);
  transformAxis(half, 16, cosines, full);
  // Rounding to a grid makes coefficients that are zero by symmetry exactly zero, whatever the
  // order of the sums, and a transposed plane give transposed coefficients.
  for (size_t i = 0; i < 256; i++) {
    coefficients[i] = (float)(rint(full[i] * (scale * 4096.0)) * (1.0 / 4096.0));
  }
}
