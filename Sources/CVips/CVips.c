#include "CVips.h"
#include <vips/vips.h>
#include <webp/encode.h>
int semblance_probe(void); int semblance_probe(void) { return vips_version(0) + WebPGetEncoderVersion(); }
