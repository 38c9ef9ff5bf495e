#define _GNU_SOURCE
#include "CArchive.h"

#include <archive.h>
#include <archive_entry.h>
#include <locale.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct semblance_archive {
  struct archive *handle;
  int descriptor;
  const void *bytes;
  size_t count;
  bool is_open;
  bool failed_to_open;
};

// libarchive converts names to the charset of the thread's locale; a program started without one
// would lose every letter beyond ASCII.
static pthread_once_t made = PTHREAD_ONCE_INIT;
static locale_t unicode = (locale_t)0;

static void make_locale(void) { unicode = newlocale(LC_CTYPE_MASK, "C.UTF-8", (locale_t)0); }

static locale_t enter_locale(void) {
  pthread_once(&made, make_locale);
  return unicode == (locale_t)0 ? (locale_t)0 : uselocale(unicode);
}

static void leave_locale(locale_t before) {
  if (before != (locale_t)0) uselocale(before);
}

// Only what libarchive reads by itself: its other filters start programs.
static bool supports(struct archive *handle) {
  return archive_read_support_filter_gzip(handle) >= ARCHIVE_WARN &&
         archive_read_support_filter_bzip2(handle) >= ARCHIVE_WARN &&
         archive_read_support_filter_xz(handle) >= ARCHIVE_WARN &&
         archive_read_support_filter_lzma(handle) >= ARCHIVE_WARN &&
         archive_read_support_filter_zstd(handle) >= ARCHIVE_WARN &&
         archive_read_support_filter_lz4(handle) >= ARCHIVE_WARN &&
         archive_read_support_format_zip(handle) >= ARCHIVE_WARN &&
         archive_read_support_format_7zip(handle) >= ARCHIVE_WARN &&
         archive_read_support_format_rar(handle) >= ARCHIVE_WARN &&
         archive_read_support_format_rar5(handle) >= ARCHIVE_WARN &&
         archive_read_support_format_tar(handle) >= ARCHIVE_WARN;
}

static semblance_archive *make(void) {
  semblance_archive *archive = calloc(1, sizeof *archive);
  if (archive == NULL) return NULL;
  archive->descriptor = -1;
  archive->handle = archive_read_new();
  if (archive->handle != NULL && supports(archive->handle)) return archive;
  if (archive->handle != NULL) archive_read_free(archive->handle);
  free(archive);
  return NULL;
}

semblance_archive *semblance_archive_new_file(int descriptor) {
  semblance_archive *archive = make();
  if (archive != NULL) archive->descriptor = descriptor;
  return archive;
}

semblance_archive *semblance_archive_new_bytes(const void *bytes, size_t count) {
  semblance_archive *archive = make();
  if (archive == NULL) return NULL;
  archive->bytes = bytes;
  archive->count = count;
  return archive;
}

void semblance_archive_free(semblance_archive *archive) {
  archive_read_free(archive->handle);
  free(archive);
}

static bool opened(semblance_archive *archive) {
  if (archive->is_open) return !archive->failed_to_open;
  archive->is_open = true;
  int code = archive->descriptor >= 0
                 ? archive_read_open_fd(archive->handle, archive->descriptor, 1 << 16)
                 : archive_read_open_memory(archive->handle, archive->bytes, archive->count);
  archive->failed_to_open = code != ARCHIVE_OK;
  return !archive->failed_to_open;
}

static semblance_archive_status status(int code) {
  if (code == ARCHIVE_EOF) return semblance_archive_end;
  if (code == ARCHIVE_OK || code == ARCHIVE_WARN) return semblance_archive_ok;
  return code == ARCHIVE_FATAL ? semblance_archive_broken : semblance_archive_bad_entry;
}

static semblance_archive_kind kind(struct archive_entry *entry) {
  if (archive_entry_hardlink(entry) != NULL || archive_entry_symlink(entry) != NULL)
    return semblance_archive_link;
  switch (archive_entry_filetype(entry)) {
    case AE_IFREG: return semblance_archive_file;
    case AE_IFDIR: return semblance_archive_folder;
    case AE_IFLNK: return semblance_archive_link;
    // Some writers leave the type out.
    case 0: return semblance_archive_file;
    default: return semblance_archive_special;
  }
}

static semblance_archive_status next(semblance_archive *archive, semblance_archive_entry *entry) {
  struct archive_entry *found = NULL;
  int code;
  if (!opened(archive)) return semblance_archive_broken;
  do code = archive_read_next_header(archive->handle, &found);
  while (code == ARCHIVE_RETRY);
  if (code == ARCHIVE_EOF || code == ARCHIVE_FATAL || found == NULL)
    return code == ARCHIVE_EOF ? semblance_archive_end : semblance_archive_broken;
  const char *name = archive_entry_pathname(found);
  entry->name = name != NULL ? name : archive_entry_pathname_utf8(found);
  entry->kind = kind(found);
  entry->size = archive_entry_size_is_set(found) ? archive_entry_size(found) : -1;
  entry->is_encrypted = archive_entry_is_encrypted(found) > 0;
  return status(code);
}

semblance_archive_status semblance_archive_next(semblance_archive *archive,
                                                semblance_archive_entry *entry) {
  memset(entry, 0, sizeof *entry);
  locale_t before = enter_locale();
  semblance_archive_status result = next(archive, entry);
  leave_locale(before);
  return result;
}

semblance_archive_status semblance_archive_read(semblance_archive *archive, const void **bytes,
                                                size_t *count) {
  int64_t offset = 0;
  *bytes = NULL;
  *count = 0;
  int code;
  do code = archive_read_data_block(archive->handle, bytes, count, &offset);
  while (code == ARCHIVE_RETRY);
  return status(code);
}

semblance_archive_format semblance_archive_get_format(semblance_archive *archive) {
  switch (archive_format(archive->handle) & ARCHIVE_FORMAT_BASE_MASK) {
    case ARCHIVE_FORMAT_ZIP: return semblance_archive_zip;
    case ARCHIVE_FORMAT_7ZIP: return semblance_archive_7z;
    case ARCHIVE_FORMAT_RAR:
    case ARCHIVE_FORMAT_RAR_V5: return semblance_archive_rar;
    case ARCHIVE_FORMAT_TAR: return semblance_archive_tar;
    default: return semblance_archive_unknown;
  }
}

bool semblance_archive_met_encryption(semblance_archive *archive) {
  // libarchive 3.6 follows a pointer to nowhere when asked this of what it could not open.
  if (archive->failed_to_open) return false;
  // The words tell what the readers of rar do not set.
  return archive_read_has_encrypted_entries(archive->handle) > 0 ||
         strcasestr(semblance_archive_message(archive), "encrypt") != NULL;
}

const char *semblance_archive_message(semblance_archive *archive) {
  const char *message = archive_error_string(archive->handle);
  return message != NULL ? message : "";
}
