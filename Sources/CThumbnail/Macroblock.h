#pragma once
#include <stdbool.h>

#include "CThumbnail.h"
#include "Transform.h"

// RFC 6386, section 8.2; the numbers are ours.
enum { DC_PREDICTION, VERTICAL_PREDICTION, HORIZONTAL_PREDICTION, TRUE_MOTION_PREDICTION };

typedef struct quantisers {
  quantiser luma;  // coefficients 1…15
  quantiser second_dc, second;
  quantiser chroma_dc, chroma;
} quantisers;

// What a macroblock becomes. Levels stay in lanes: `luma[n]` holds coefficient n of the sixteen
// blocks in raster order; `chroma[n]` that of four U blocks, four V blocks and eight empty lanes.
typedef struct macroblock {
  lanes luma[16];
  lanes chroma[16];
  int16_t second[16];
  int luma_mode;
  int chroma_mode;
} macroblock;

// The samples that predictions start from: the row above the whole picture, and what lies left of
// the current macroblock. Corners belong to the macroblock that comes next.
typedef struct borders {
  uint8_t *above_y, *above_u, *above_v;
  uint8_t left_y[16], left_u[8], left_v[8];
  uint8_t corner_y, corner_u, corner_v;
} borders;

// Section 12.2: what lies outside the picture is 127 above, corner included, and 129 on the left.
void macroblock_start_row(borders *borders, int row);

// Predicts, transforms, quantises and reconstructs one macroblock, and moves the borders past it.
void macroblock_encode(
    const semblance_planes *planes, int column, int row, bool reconstructs,
    const quantisers *quantisers, borders *borders, macroblock *result);
