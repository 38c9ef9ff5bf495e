#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jerror.h>
#include <jpeglib.h>

#include "CVips.h"

// A progressive file may repeat tiny scans for ever; real encoders write about ten.
enum { maximum_scans = 200 };

struct semblance_jpeg {
  struct jpeg_decompress_struct info;
  struct jpeg_error_mgr errors;
  struct jpeg_source_mgr source;
  struct jpeg_progress_mgr progress;
  jmp_buf escape;
  double deadline;
  semblance_status status;
  bool ran_out_of_bytes;
  semblance_message message;
};

double semblance_clock(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec * 1e-9;
}

static semblance_jpeg *of(j_common_ptr info) { return (semblance_jpeg *)info->client_data; }

_Noreturn static void leave(semblance_jpeg *jpeg, semblance_status status, const char *text) {
  jpeg->status = status;
  snprintf(jpeg->message.text, sizeof jpeg->message.text, "%s", text);
  longjmp(jpeg->escape, 1);
}

static semblance_status status_of_error(int code) {
  switch (code) {
    case JERR_OUT_OF_MEMORY:
      return SEMBLANCE_OUT_OF_MEMORY;
    case JERR_INPUT_EMPTY:
    case JERR_INPUT_EOF:
      return SEMBLANCE_CUT_SHORT;
    case JERR_SOF_UNSUPPORTED:
    case JERR_ARITH_NOTIMPL:
    case JERR_BAD_PRECISION:
    case JERR_CONVERSION_NOTIMPL:
    case JERR_FRACT_SAMPLE_NOTIMPL:
    case JERR_CCIR601_NOTIMPL:
      return SEMBLANCE_UNSUPPORTED;
    default:
      return SEMBLANCE_DAMAGED;
  }
}

static void on_error(j_common_ptr info) {
  char text[JMSG_LENGTH_MAX];
  info->err->format_message(info, text);
  semblance_jpeg *jpeg = of(info);
  semblance_status status = status_of_error(info->err->msg_code);
  bool missing = status == SEMBLANCE_DAMAGED && jpeg->ran_out_of_bytes;
  leave(jpeg, missing ? SEMBLANCE_CUT_SHORT : status, text);
}

// Warnings about data that is missing or wrong mean that part of the picture would be made up.
// Others (a stray byte before a marker, an odd JFIF version) change no pixel.
static void on_message(j_common_ptr info, int level) {
  if (level >= 0) return;
  semblance_jpeg *jpeg = of(info);
  switch (info->err->msg_code) {
    case JWRN_HIT_MARKER:
    case JWRN_HUFF_BAD_CODE: {
      char text[JMSG_LENGTH_MAX];
      info->err->format_message(info, text);
      leave(jpeg, jpeg->ran_out_of_bytes ? SEMBLANCE_CUT_SHORT : SEMBLANCE_DAMAGED, text);
    }
    default:
      return;
  }
}

static void on_output(j_common_ptr info) { (void)info; }

static void source_nothing(j_decompress_ptr info) { (void)info; }

static const JOCTET end_of_image[2] = {0xFF, JPEG_EOI};

// A file that lacks only its end marker is whole, so running out of bytes is noted here and judged
// when the decoder turns out to need what is missing.
static boolean source_fill(j_decompress_ptr info) {
  semblance_jpeg *jpeg = of((j_common_ptr)info);
  jpeg->ran_out_of_bytes = true;
  info->src->next_input_byte = end_of_image;
  info->src->bytes_in_buffer = sizeof end_of_image;
  return TRUE;
}

static void source_skip(j_decompress_ptr info, long count) {
  if (count <= 0) return;
  if ((size_t)count > info->src->bytes_in_buffer) {
    of((j_common_ptr)info)->ran_out_of_bytes = true;
    info->src->next_input_byte = end_of_image;
    info->src->bytes_in_buffer = sizeof end_of_image;
    return;
  }
  info->src->next_input_byte += count;
  info->src->bytes_in_buffer -= (size_t)count;
}

static void on_progress(j_common_ptr info) {
  semblance_jpeg *jpeg = of(info);
  if (jpeg->info.input_scan_number > maximum_scans) {
    leave(jpeg, SEMBLANCE_DAMAGED, "more scans than a picture needs");
  }
  if (semblance_clock() > jpeg->deadline) leave(jpeg, SEMBLANCE_TIMED_OUT, "");
}

semblance_status semblance_jpeg_open(
    const uint8_t *bytes, size_t size, semblance_jpeg **result, semblance_jpeg_header *header,
    semblance_message *message) {
  message->text[0] = 0;
  semblance_jpeg *jpeg = calloc(1, sizeof *jpeg);
  if (!jpeg) return SEMBLANCE_OUT_OF_MEMORY;
  jpeg->info.err = jpeg_std_error(&jpeg->errors);
  jpeg->errors.error_exit = on_error;
  jpeg->errors.emit_message = on_message;
  jpeg->errors.output_message = on_output;
  jpeg->info.client_data = jpeg;
  if (setjmp(jpeg->escape)) {
    semblance_status status = jpeg->status;
    *message = jpeg->message;
    semblance_jpeg_close(jpeg);
    return status;
  }
  jpeg_create_decompress(&jpeg->info);
  jpeg->info.client_data = jpeg;
  jpeg->source = (struct jpeg_source_mgr){
      .next_input_byte = bytes,
      .bytes_in_buffer = size,
      .init_source = source_nothing,
      .fill_input_buffer = source_fill,
      .skip_input_data = source_skip,
      .resync_to_restart = jpeg_resync_to_restart,
      .term_source = source_nothing,
  };
  jpeg->info.src = &jpeg->source;
  jpeg->progress.progress_monitor = on_progress;
  jpeg->info.progress = &jpeg->progress;
  jpeg_read_header(&jpeg->info, TRUE);
  *header = (semblance_jpeg_header){
      .width = (int32_t)jpeg->info.image_width,
      .height = (int32_t)jpeg->info.image_height,
      .components = jpeg->info.num_components,
      .bits = jpeg->info.data_precision,
      .buffers_whole_picture = jpeg_has_multiple_scans(&jpeg->info),
  };
  *result = jpeg;
  return SEMBLANCE_OK;
}

semblance_status semblance_jpeg_start(
    semblance_jpeg *jpeg, int32_t denominator, double deadline, int32_t *width, int32_t *height,
    semblance_message *message) {
  message->text[0] = 0;
  jpeg->deadline = deadline;
  if (setjmp(jpeg->escape)) {
    *message = jpeg->message;
    return jpeg->status;
  }
  jpeg->info.out_color_space = JCS_RGB;
  jpeg->info.scale_num = 1;
  jpeg->info.scale_denom = (unsigned)denominator;
  jpeg_start_decompress(&jpeg->info);
  if (jpeg->ran_out_of_bytes && jpeg_has_multiple_scans(&jpeg->info)) {
    leave(jpeg, SEMBLANCE_CUT_SHORT, "scans of a progressive picture are missing");
  }
  *width = (int32_t)jpeg->info.output_width;
  *height = (int32_t)jpeg->info.output_height;
  return SEMBLANCE_OK;
}

semblance_status semblance_jpeg_read(
    semblance_jpeg *jpeg, uint8_t *rows, int32_t count, semblance_message *message) {
  message->text[0] = 0;
  if (setjmp(jpeg->escape)) {
    *message = jpeg->message;
    return jpeg->status;
  }
  size_t stride = (size_t)jpeg->info.output_width * 3;
  JSAMPROW pointers[16];
  int32_t done = 0;
  while (done < count && jpeg->info.output_scanline < jpeg->info.output_height) {
    int32_t batch = count - done < 16 ? count - done : 16;
    for (int32_t row = 0; row < batch; row++) pointers[row] = rows + stride * (size_t)(done + row);
    done += (int32_t)jpeg_read_scanlines(&jpeg->info, pointers, (JDIMENSION)batch);
  }
  return SEMBLANCE_OK;
}

void semblance_jpeg_close(semblance_jpeg *jpeg) {
  // Destroying never calls an error handler.
  jpeg_destroy_decompress(&jpeg->info);
  free(jpeg);
}

int32_t semblance_jpeg_version(void) { return LIBJPEG_TURBO_VERSION_NUMBER; }
