// Pixels in and out of libjpeg-turbo, libvips, libwebp and Little CMS, for Swift.
//
// Handles are opaque; every function returns a status and writes a sentence for people into the
// caller's buffer; nothing here prints, aborts, or unwinds into Swift. Every function may be called
// from any thread; one handle belongs to one thread at a time.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#pragma clang assume_nonnull begin

typedef enum semblance_status {
  SEMBLANCE_OK = 0,
  /// The data ends before the picture does.
  SEMBLANCE_CUT_SHORT,
  /// The data contradicts itself.
  SEMBLANCE_DAMAGED,
  /// Well formed, but of a kind that the library cannot read.
  SEMBLANCE_UNSUPPORTED,
  /// The deadline passed.
  SEMBLANCE_TIMED_OUT,
  /// The memory for it could not be had.
  SEMBLANCE_OUT_OF_MEMORY,
} semblance_status;

/// What a library said; always terminated.
typedef struct semblance_message {
  char text[200];
} semblance_message;

/// Seconds of the monotonic clock, for deadlines.
double semblance_clock(void);

// MARK: JPEG (libjpeg-turbo)

typedef struct semblance_jpeg semblance_jpeg;

typedef struct semblance_jpeg_header {
  int32_t width;
  int32_t height;
  /// 1 grey, 3 colour, 4 CMYK or YCCK.
  int32_t components;
  int32_t bits;
  /// Progressive: all coefficients are held in memory.
  bool buffers_whole_picture;
} semblance_jpeg_header;

/// Reads the headers of a JPEG. The bytes are borrowed until `semblance_jpeg_close`.
/// `*jpeg` is set on success only.
semblance_status semblance_jpeg_open(
    const uint8_t *bytes, size_t size, semblance_jpeg *_Nullable *_Nonnull jpeg,
    semblance_jpeg_header *header, semblance_message *message);

/// Begins decoding to RGB at 1/`denominator` (1, 2, 4, 8) of the size, each side rounded up.
semblance_status semblance_jpeg_start(
    semblance_jpeg *jpeg, int32_t denominator, double deadline, int32_t *width, int32_t *height,
    semblance_message *message);

/// Decodes the next `count` rows, `3 * width` bytes each, into `rows`. A picture that is cut short
/// or has damaged data is a failure, not a half grey picture.
semblance_status semblance_jpeg_read(
    semblance_jpeg *jpeg, uint8_t *rows, int32_t count, semblance_message *message);

void semblance_jpeg_close(semblance_jpeg *jpeg);

// MARK: PNG (libdeflate)

typedef struct semblance_png semblance_png;

typedef struct semblance_png_header {
  int32_t width;
  int32_t height;
  bool has_alpha;
  /// RGB or a palette, not grey.
  bool is_colour;
} semblance_png_header;

/// Checks every chunk of a PNG. `SEMBLANCE_UNSUPPORTED` means no more than: leave it to libvips.
/// That is so for interlaced and 16-bit pictures, compressed text, more than 64 MiB of samples and
/// anything that is not as the specification says. The bytes are borrowed until
/// `semblance_png_close`; `*png` is set on success only.
semblance_status semblance_png_open(
    const uint8_t *bytes, size_t size, semblance_png *_Nullable *_Nonnull png,
    semblance_png_header *header);

/// The embedded ICC profile, borrowed from `png`; NULL when there is none.
const uint8_t *_Nullable semblance_png_profile(const semblance_png *png, size_t *size);

/// Decodes to RGB, alpha flattened over white, averaged by `shrink` down and then across, as libvips
/// does: each side divided by `shrink`, rounded up. `target` holds `3 * columns * rows` bytes. As
/// for opening, a failure says to leave the picture to libvips.
semblance_status semblance_png_render(
    const semblance_png *png, int32_t shrink, double deadline, uint8_t *target);

void semblance_png_close(semblance_png *png);

// MARK: still WebP (libwebp)

typedef struct semblance_webp_header {
  int32_t width;
  int32_t height;
  bool has_alpha;
} semblance_webp_header;

/// Reads the header of a still WebP; `SEMBLANCE_UNSUPPORTED` for animations and anything else that
/// is better left to libvips.
semblance_status semblance_webp_open(
    const uint8_t *bytes, size_t size, semblance_webp_header *header);

/// Decodes to `columns` × `rows` RGB pixels, alpha flattened over white. `target` holds
/// `3 * columns * rows` bytes. Sizes other than the header's are scaled by libwebp.
semblance_status semblance_webp_decode(
    const uint8_t *bytes, size_t size, const semblance_webp_header *header, int32_t columns,
    int32_t rows, uint8_t *target);

// MARK: everything else (libvips)

typedef enum semblance_loader {
  SEMBLANCE_LOAD_JPEG = 0,
  SEMBLANCE_LOAD_PNG,
  SEMBLANCE_LOAD_GIF,
  SEMBLANCE_LOAD_TIFF,
  SEMBLANCE_LOAD_WEBP,
  SEMBLANCE_LOAD_HEIF,
  SEMBLANCE_LOAD_JXL,
} semblance_loader;

typedef struct semblance_vips semblance_vips;

typedef struct semblance_vips_header {
  int32_t width;
  int32_t height;
  int32_t frames;
  int32_t bands;
  int32_t bits;
  /// Of EXIF or TIFF, 1…8; 1 where the loader has already turned the picture.
  int32_t orientation;
  bool has_alpha;
  /// The loader holds all pixels in memory (interlaced PNG, HEIF, JXL).
  bool buffers_whole_picture;
} semblance_vips_header;

/// Starts libvips once a process: one thread a picture, no operation cache, untrusted loaders
/// blocked except JPEG XL. Later calls return the first call's result.
semblance_status semblance_vips_begin(semblance_message *message);

/// The version of the libvips that is running, as text.
const char *semblance_vips_version(void);

/// The version of the libwebp that is running: a byte each for major, minor and revision.
int32_t semblance_webp_version(void);

/// The version of libjpeg-turbo that this was built with: 2001005 is 2.1.5.
int32_t semblance_jpeg_version(void);

/// Whether the installed libvips has the loader.
bool semblance_vips_can_load(semblance_loader loader);

/// Reads the header of the first frame. The bytes are borrowed until `semblance_vips_close`.
semblance_status semblance_vips_open(
    semblance_loader loader, const uint8_t *bytes, size_t size,
    semblance_vips *_Nullable *_Nonnull picture, semblance_vips_header *header,
    semblance_message *message);

/// A block of metadata (`exif-data`, `xmp-data`, `iptc-data`, `icc-profile-data`), borrowed from
/// the picture; NULL when there is none.
const uint8_t *_Nullable semblance_vips_block(
    semblance_vips *picture, const char *name, size_t *size);

/// Decodes to sRGB, 8 bits, three bands, alpha flattened over white, averaged by `shrink` in both
/// directions, not turned. `use_profile` applies the embedded ICC profile. The pixels are freed
/// with `semblance_free`. A picture can be rendered once.
semblance_status semblance_vips_render(
    semblance_vips *picture, int32_t shrink, bool use_profile, double deadline,
    uint8_t *_Nullable *_Nonnull pixels, int32_t *width, int32_t *height,
    semblance_message *message);

/// A receiver of rows, top to bottom, each block `count` rows of `3 * width` bytes.
typedef void (*semblance_row_sink)(
    void *_Nullable context, const uint8_t *rows, int32_t width, int32_t count);

/// As `semblance_vips_render` at full size, but hands the rows out as they come.
semblance_status semblance_vips_stream(
    semblance_vips *picture, bool use_profile, double deadline, semblance_row_sink sink,
    void *_Nullable context, semblance_message *message);

void semblance_vips_close(semblance_vips *picture);

void semblance_free(void *_Nullable memory);

// MARK: colour profiles (Little CMS)

/// The way from the colours of an ICC profile to sRGB, perceptual, as `semblance_vips_render` takes
/// it, byte for byte. NULL when the profile is not for RGB, is damaged, or leaves libvips a choice.
/// Requires `semblance_vips_begin`; freed with `semblance_transform_free`.
void *_Nullable semblance_transform_make(const uint8_t *profile, size_t size);

/// Transforms `count` RGB pixels; `target` may be `pixels`. Several threads may use one transform
/// at the same time.
void semblance_transform_apply(
    void *transform, const uint8_t *pixels, size_t count, uint8_t *target);

void semblance_transform_free(void *transform);

// MARK: pixels

/// Averages boxes of `factor` × `factor` RGB pixels; boxes at the right and lower edge average what
/// there is. `target` holds `3 * ceil(width / factor) * ceil(height / factor)` bytes.
void semblance_box_shrink(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t factor, uint8_t *target);

/// Averages `count` ≤ `factor` rows downwards, rounds, then pixels across, as libvips does; the last
/// row and pixel stand for what is missing. `sums` holds `3 * width` numbers, `target`
/// `3 * ceil(width / factor)` bytes.
void semblance_stripe_shrink(
    const uint8_t *stripe, int32_t width, int32_t count, int32_t factor, uint32_t *sums,
    uint8_t *target);

/// Turns and mirrors RGB pixels as EXIF orientation 1…8 says. Orientations 5…8 swap the sides.
void semblance_orient(
    const uint8_t *pixels, int32_t width, int32_t height, int32_t orientation, uint8_t *target);

/// Shrinks RGB pixels to any smaller size, weighting each source pixel by the area it covers.
/// Returns false when memory could not be had.
bool semblance_area_resize(
    const uint8_t *pixels, int32_t width, int32_t height, uint8_t *target, int32_t target_width,
    int32_t target_height);

/// Encodes RGB pixels as lossy WebP with the fastest method. `*encoded` is freed with
/// `semblance_free`. `quality` is 0…100.
semblance_status semblance_webp_encode(
    const uint8_t *pixels, int32_t width, int32_t height, float quality,
    uint8_t *_Nullable *_Nonnull encoded, size_t *size, semblance_message *message);

#pragma clang assume_nonnull end
