// Dot products of codes, one function an instruction set; for the scan and the graph.
#pragma once

#include "vectors.h"

#define SEMBLANCE_HIDDEN __attribute__((visibility("hidden")))

// dots[i] = Σ code(positions[i])[k] * query[k], bias not taken off. `width` is a multiple of 64.
typedef void vector_dots(const uint8_t *codes, size_t stride, size_t width,
                         const uint32_t *positions, size_t count, const int8_t *query,
                         int32_t *dots);

SEMBLANCE_HIDDEN vector_dots *semblance_vector_dots_of(int path);
