#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <vips/vips.h>

#include "CVips.h"

struct semblance_vips {
  semblance_loader loader;
  const uint8_t *bytes;
  size_t size;
  VipsImage *image;
};

// What the eval handler needs to stop a pipeline.
typedef struct deadline_watch {
  double deadline;
  bool passed;
} deadline_watch;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static semblance_status begin_status = SEMBLANCE_OK;

// A failed decode is reported by status; GLib would also print it.
static void be_silent(
    const gchar *domain, GLogLevelFlags level, const gchar *message, gpointer data) {
  (void)domain, (void)level, (void)message, (void)data;
}

static void begin(void) {
  g_log_set_handler("VIPS", G_LOG_LEVEL_MASK, be_silent, NULL);
  g_log_set_handler("GLib-GObject", G_LOG_LEVEL_WARNING | G_LOG_LEVEL_INFO, be_silent, NULL);
  if (vips_init("semblance")) {
    begin_status = SEMBLANCE_UNSUPPORTED;
    return;
  }
  vips_block_untrusted_set(TRUE);
  // libjxl is fuzzed continuously; libvips 8.14 had not yet taken it off its list.
  vips_operation_block_set("VipsForeignLoadJxl", FALSE);
  vips_concurrency_set(1);
  vips_cache_set_max(0);
}

semblance_status semblance_vips_begin(semblance_message *message) {
  pthread_once(&once, begin);
  snprintf(
      message->text, sizeof message->text, "%s",
      begin_status == SEMBLANCE_OK ? "" : "libvips does not start");
  return begin_status;
}

static const char *operation(semblance_loader loader) {
  switch (loader) {
    case SEMBLANCE_LOAD_JPEG:
      return "jpegload_buffer";
    case SEMBLANCE_LOAD_PNG:
      return "pngload_buffer";
    case SEMBLANCE_LOAD_GIF:
      return "gifload_buffer";
    case SEMBLANCE_LOAD_TIFF:
      return "tiffload_buffer";
    case SEMBLANCE_LOAD_WEBP:
      return "webpload_buffer";
    case SEMBLANCE_LOAD_HEIF:
      return "heifload_buffer";
    case SEMBLANCE_LOAD_JXL:
      return "jxlload_buffer";
  }
  return "";
}

const char *semblance_vips_version(void) { return vips_version_string(); }

bool semblance_vips_can_load(semblance_loader loader) {
  return vips_type_find("VipsOperation", operation(loader)) != 0;
}

// The error buffer belongs to the process: with several threads failing at once the text may be
// another picture's, so it only accompanies the status. Its last line is the cause.
static semblance_status fail(semblance_message *message, semblance_status status) {
  char *text = vips_error_buffer_copy();
  g_strchomp(text);
  const char *line = strrchr(text, '\n');
  snprintf(message->text, sizeof message->text, "%s", line ? line + 1 : text);
  g_free(text);
  return status;
}

static int load(semblance_vips *picture, int shrink, VipsImage **image) {
  VipsBlob *blob = vips_blob_new(NULL, picture->bytes, picture->size);
  const char *name = operation(picture->loader);
  int result;
  if (picture->loader == SEMBLANCE_LOAD_JPEG) {
    result = vips_call(
        name, blob, image, "shrink", shrink, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
        VIPS_FAIL_ON_TRUNCATED, NULL);
  } else if (picture->loader == SEMBLANCE_LOAD_WEBP && shrink > 1) {
    result = vips_call(
        name, blob, image, "scale", 1.0 / shrink, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on",
        VIPS_FAIL_ON_TRUNCATED, NULL);
  } else {
    result = vips_call(
        name, blob, image, "access", VIPS_ACCESS_SEQUENTIAL, "fail_on", VIPS_FAIL_ON_TRUNCATED,
        NULL);
  }
  vips_area_unref(VIPS_AREA(blob));
  return result;
}

static int integer(VipsImage *image, const char *name, int otherwise) {
  int value;
  if (!vips_image_get_typeof(image, name) || vips_image_get_int(image, name, &value)) {
    return otherwise;
  }
  return value;
}

static int bits_of(VipsImage *image) {
  switch (vips_image_get_format(image)) {
    case VIPS_FORMAT_UCHAR:
    case VIPS_FORMAT_CHAR:
      return integer(image, "bits-per-sample", integer(image, "palette-bit-depth", 8));
    case VIPS_FORMAT_USHORT:
    case VIPS_FORMAT_SHORT:
      return 16;
    default:
      return 32;
  }
}

semblance_status semblance_vips_open(
    semblance_loader loader, const uint8_t *bytes, size_t size, semblance_vips **result,
    semblance_vips_header *header, semblance_message *message) {
  message->text[0] = 0;
  semblance_vips *picture = calloc(1, sizeof *picture);
  if (!picture) return SEMBLANCE_OUT_OF_MEMORY;
  *picture = (semblance_vips){.loader = loader, .bytes = bytes, .size = size};
  if (load(picture, 1, &picture->image)) {
    semblance_vips_close(picture);
    return fail(message, SEMBLANCE_DAMAGED);
  }
  VipsImage *image = picture->image;
  int orientation = vips_image_get_orientation(image);
  bool turned = loader == SEMBLANCE_LOAD_HEIF || loader == SEMBLANCE_LOAD_JXL;
  *header = (semblance_vips_header){
      .width = image->Xsize,
      .height = image->Ysize,
      .frames = integer(image, VIPS_META_N_PAGES, 1),
      .bands = image->Bands,
      .bits = bits_of(image),
      .orientation = turned || orientation < 1 || orientation > 8 ? 1 : orientation,
      .has_alpha = vips_image_hasalpha(image),
      .buffers_whole_picture = turned || integer(image, "interlaced", 0) != 0,
  };
  *result = picture;
  return SEMBLANCE_OK;
}

const uint8_t *semblance_vips_block(semblance_vips *picture, const char *name, size_t *size) {
  const void *data = NULL;
  *size = 0;
  if (!vips_image_get_typeof(picture->image, name) ||
      vips_image_get_blob(picture->image, name, &data, size)) {
    return NULL;
  }
  return data;
}

// Replaces `*image` by the result of an operation on it.
#define REPLACE(image, call)            \
  do {                                  \
    VipsImage *next = NULL;             \
    if (call) return -1;                \
    g_object_unref(*(image));           \
    *(image) = next;                    \
  } while (0)

static double white_of(VipsImage *image) {
  if (vips_image_get_format(image) == VIPS_FORMAT_USHORT) return 65535;
  return vips_image_get_interpretation(image) == VIPS_INTERPRETATION_scRGB ? 1 : 255;
}

// An embedded profile that cannot be read must not cost the picture: its pixels are then taken as
// they are. The perceptual intent is the one that every profile has.
static void apply_profile(VipsImage **image) {
  VipsImage *next = NULL;
  if (vips_icc_transform(
          *image, &next, "srgb", "embedded", TRUE, "intent", VIPS_INTENT_PERCEPTUAL, "depth", 8,
          NULL)) {
    vips_error_clear();
    return;
  }
  g_object_unref(*image);
  *image = next;
}

static int to_srgb(VipsImage **image, int shrink, bool use_profile) {
  if (vips_image_get_interpretation(*image) == VIPS_INTERPRETATION_MULTIBAND) {
    bool colour = (*image)->Bands >= 3;
    REPLACE(image, vips_extract_band(*image, &next, 0, "n", colour ? 3 : 1, NULL));
    bool wide = vips_image_get_format(*image) == VIPS_FORMAT_USHORT;
    VipsInterpretation meaning =
        colour ? (wide ? VIPS_INTERPRETATION_RGB16 : VIPS_INTERPRETATION_sRGB)
               : (wide ? VIPS_INTERPRETATION_GREY16 : VIPS_INTERPRETATION_B_W);
    REPLACE(image, vips_copy(*image, &next, "interpretation", meaning, NULL));
  }
  if (vips_image_hasalpha(*image)) {
    VipsArrayDouble *white = vips_array_double_newv(1, white_of(*image));
    VipsImage *next = NULL;
    int failed = vips_flatten(
        *image, &next, "background", white, "max_alpha", white_of(*image), NULL);
    vips_area_unref(VIPS_AREA(white));
    if (failed) return -1;
    g_object_unref(*image);
    *image = next;
  }
  if (shrink > 1) {
    REPLACE(image, vips_shrinkv(*image, &next, shrink, "ceil", TRUE, NULL));
    REPLACE(image, vips_shrinkh(*image, &next, shrink, "ceil", TRUE, NULL));
  }
  if (use_profile) apply_profile(image);
  REPLACE(image, vips_colourspace(*image, &next, VIPS_INTERPRETATION_sRGB, NULL));
  if ((*image)->Bands > 3) REPLACE(image, vips_extract_band(*image, &next, 0, "n", 3, NULL));
  if ((*image)->Bands < 3) {
    VipsImage *grey[3] = {*image, *image, *image};
    VipsImage *first = NULL;
    if (vips_extract_band(*image, &first, 0, NULL)) return -1;
    grey[0] = grey[1] = grey[2] = first;
    VipsImage *joined = NULL;
    int failed = vips_bandjoin(grey, &joined, 3, NULL);
    g_object_unref(first);
    if (failed) return -1;
    g_object_unref(*image);
    *image = joined;
  }
  if (vips_image_get_format(*image) != VIPS_FORMAT_UCHAR) {
    REPLACE(image, vips_cast(*image, &next, VIPS_FORMAT_UCHAR, NULL));
  }
  return 0;
}

static void on_eval(VipsImage *image, VipsProgress *progress, gpointer data) {
  (void)progress;
  deadline_watch *watch = data;
  if (semblance_clock() <= watch->deadline) return;
  watch->passed = true;
  vips_image_set_kill(image, TRUE);
}

// The loader's own shrink where it has one; the rest is averaged.
static int own_shrink(semblance_loader loader, int shrink) {
  switch (loader) {
    case SEMBLANCE_LOAD_JPEG:
      return shrink >= 8 ? 8 : shrink >= 4 ? 4 : shrink >= 2 ? 2 : 1;
    case SEMBLANCE_LOAD_WEBP:
      return shrink;
    default:
      return 1;
  }
}

static semblance_status prepare(
    semblance_vips *picture, int shrink, bool use_profile, deadline_watch *watch,
    semblance_message *message) {
  message->text[0] = 0;
  if (semblance_clock() > watch->deadline) return SEMBLANCE_TIMED_OUT;
  int own = own_shrink(picture->loader, shrink);
  if (own > 1) {
    VipsImage *smaller = NULL;
    if (load(picture, own, &smaller)) return fail(message, SEMBLANCE_DAMAGED);
    g_object_unref(picture->image);
    picture->image = smaller;
  }
  if (to_srgb(&picture->image, shrink / own, use_profile)) {
    return fail(message, SEMBLANCE_DAMAGED);
  }
  vips_image_set_progress(picture->image, TRUE);
  g_signal_connect(picture->image, "eval", G_CALLBACK(on_eval), watch);
  return SEMBLANCE_OK;
}

static semblance_status verdict(
    semblance_vips *picture, const deadline_watch *watch, bool failed,
    semblance_message *message) {
  g_signal_handlers_disconnect_by_func(picture->image, on_eval, (void *)watch);
  if (watch->passed) return SEMBLANCE_TIMED_OUT;
  return failed ? fail(message, SEMBLANCE_DAMAGED) : SEMBLANCE_OK;
}

semblance_status semblance_vips_render(
    semblance_vips *picture, int32_t shrink, bool use_profile, double deadline, uint8_t **pixels,
    int32_t *width, int32_t *height, semblance_message *message) {
  deadline_watch watch = {.deadline = deadline};
  semblance_status status = prepare(picture, shrink, use_profile, &watch, message);
  if (status != SEMBLANCE_OK) return status;
  size_t size;
  void *memory = vips_image_write_to_memory(picture->image, &size);
  status = verdict(picture, &watch, memory == NULL, message);
  if (status != SEMBLANCE_OK) {
    g_free(memory);
    return status;
  }
  *pixels = memory;
  *width = picture->image->Xsize;
  *height = picture->image->Ysize;
  return SEMBLANCE_OK;
}

typedef struct row_target {
  semblance_row_sink sink;
  void *context;
} row_target;

static int hand_out(VipsRegion *region, VipsRect *area, void *data) {
  row_target *target = data;
  for (int row = 0; row < area->height; row++) {
    target->sink(
        target->context, VIPS_REGION_ADDR(region, area->left, area->top + row), area->width, 1);
  }
  return 0;
}

semblance_status semblance_vips_stream(
    semblance_vips *picture, bool use_profile, double deadline, semblance_row_sink sink,
    void *context, semblance_message *message) {
  deadline_watch watch = {.deadline = deadline};
  semblance_status status = prepare(picture, 1, use_profile, &watch, message);
  if (status != SEMBLANCE_OK) return status;
  row_target target = {.sink = sink, .context = context};
  int failed = vips_sink_disc(picture->image, hand_out, &target);
  return verdict(picture, &watch, failed != 0, message);
}

void semblance_vips_close(semblance_vips *picture) {
  if (picture->image) g_object_unref(picture->image);
  free(picture);
}

void semblance_free(void *memory) { g_free(memory); }
