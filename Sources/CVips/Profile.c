#include <stdlib.h>

#include <lcms2.h>
#include <vips/vips.h>

#include "CVips.h"

// libvips's own sRGB, so that its transforms and these give the same bytes.
static cmsHPROFILE open_srgb(void) {
  VipsBlob *blob = NULL;
  if (vips_profile_load("srgb", &blob, NULL) || !blob) return NULL;
  size_t size;
  const void *bytes = vips_blob_get(blob, &size);
  cmsHPROFILE profile = cmsOpenProfileFromMem(bytes, (cmsUInt32Number)size);
  vips_area_unref(VIPS_AREA(blob));
  return profile;
}

static cmsHTRANSFORM make(cmsHPROFILE from) {
  if (cmsGetColorSpace(from) != cmsSigRgbData) return NULL;
  if (!cmsIsIntentSupported(from, INTENT_PERCEPTUAL, LCMS_USED_AS_INPUT)) return NULL;
  cmsHPROFILE srgb = open_srgb();
  if (!srgb) return NULL;
  // Without its cache of the latest pixel a transform may serve several threads.
  cmsHTRANSFORM transform = cmsCreateTransform(
      from, TYPE_RGB_8, srgb, TYPE_RGB_8, INTENT_PERCEPTUAL, cmsFLAGS_NOCACHE);
  cmsCloseProfile(srgb);
  return transform;
}

void *semblance_transform_make(const uint8_t *profile, size_t size) {
  if (size > UINT32_MAX) return NULL;
  cmsHPROFILE from = cmsOpenProfileFromMem(profile, (cmsUInt32Number)size);
  if (!from) return NULL;
  cmsHTRANSFORM transform = make(from);
  cmsCloseProfile(from);
  return transform;
}

void semblance_transform_apply(
    void *transform, const uint8_t *pixels, size_t count, uint8_t *target) {
  enum { at_once = 1 << 20 };
  for (size_t start = 0; start < count; start += at_once) {
    size_t part = count - start < at_once ? count - start : at_once;
    cmsDoTransform(
        transform, pixels + 3 * start, target + 3 * start, (cmsUInt32Number)part);
  }
}

void semblance_transform_free(void *transform) { cmsDeleteTransform(transform); }
