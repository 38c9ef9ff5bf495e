#include <math.h>

#include "dispatch.h"
#include "quality.h"

// cos is even and sin is odd about the middle of the row: half of the products suffice.
SEMBLANCE_KERNEL
void quality_waves_of_row(const uint8_t *restrict row, size_t width,
                          const double *restrict cosines, const double *restrict sines,
                          double *restrict real, double *restrict imaginary) {
  double even[QUALITY_WAVE_STRIDE] = {0}, odd[QUALITY_WAVE_STRIDE] = {0};
  for (size_t x = 0; x <= width / 2; x++) {
    int alone = x == 0 || 2 * x == width;
    double sum = alone ? row[x] : row[x] + row[width - x];
    double difference = alone ? 0 : row[x] - row[width - x];
    const double *c = cosines + x * QUALITY_WAVE_STRIDE, *s = sines + x * QUALITY_WAVE_STRIDE;
    for (size_t v = 0; v < QUALITY_WAVE_STRIDE; v++) {
      even[v] += sum * c[v];
      odd[v] += difference * s[v];
    }
  }
  for (size_t v = 0; v < QUALITY_WAVE_STRIDE; v++) {
    real[v] = even[v];
    imaginary[v] = -odd[v];
  }
}

static inline __attribute__((always_inline)) double dot(const double *a, const double *b) {
  double parts[QUALITY_LANES] = {0};
  for (size_t v = 0; v < QUALITY_WAVE_STRIDE; v += QUALITY_LANES) {
    for (size_t lane = 0; lane < QUALITY_LANES; lane++) {
      parts[lane] += a[v + lane] * b[v + lane];
    }
  }
  return ((parts[0] + parts[4]) + (parts[2] + parts[6])) +
         ((parts[1] + parts[5]) + (parts[3] + parts[7]));
}

// Magnitudes are multiplied eight at a time, so that one logarithm serves eight samples; they lie
// between 1e-9 and a few thousand.
typedef struct {
  double product, sum;
  int count;
} logarithms;

static inline void take(logarithms *l, double real, double imaginary) {
  l->product *= __builtin_elementwise_sqrt(real * real + imaginary * imaginary) + 1e-9;
  if (++l->count == 8) {
    l->sum += log(l->product);
    l->product = 1;
    l->count = 0;
  }
}

SEMBLANCE_KERNEL
double quality_detail_of_row(const uint8_t *restrict row, size_t width,
                             const double *restrict cosines, const double *restrict sines,
                             const double *restrict waves) {
  const double *ar = waves, *ai = waves + QUALITY_WAVE_STRIDE,
               *br = waves + 2 * QUALITY_WAVE_STRIDE, *bi = waves + 3 * QUALITY_WAVE_STRIDE;
  logarithms l = {1, 0, 0};
  for (size_t x = 0; x <= width / 2; x++) {
    const double *c = cosines + x * QUALITY_WAVE_STRIDE, *s = sines + x * QUALITY_WAVE_STRIDE;
    double evenReal = dot(ar, c), evenImaginary = dot(ai, c);
    double oddReal = dot(br, s), oddImaginary = dot(bi, s);
    take(&l, row[x] - (evenReal + oddReal), evenImaginary + oddImaginary);
    if (x != 0 && 2 * x != width) {
      take(&l, row[width - x] - (evenReal - oddReal), evenImaginary - oddImaginary);
    }
  }
  return l.sum + log(l.product);
}

SEMBLANCE_KERNEL
void quality_add_product(double xr, double xi, const double *restrict yr,
                         const double *restrict yi, size_t count, double *restrict real,
                         double *restrict imaginary) {
  for (size_t i = 0; i < count; i++) {
    real[i] += xr * yr[i] - xi * yi[i];
    imaginary[i] += xr * yi[i] + xi * yr[i];
  }
}
