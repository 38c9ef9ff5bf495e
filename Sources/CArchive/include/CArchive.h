#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Thin functions over libarchive, for reading only. An archive belongs to one thread at a time. No
// other program is ever started and nothing is written to the disk.

#pragma clang assume_nonnull begin

typedef struct semblance_archive semblance_archive;

typedef enum : int32_t {
  semblance_archive_ok,
  semblance_archive_end,
  /// This entry cannot be read; the next one may be.
  semblance_archive_bad_entry,
  /// Nothing more can be read.
  semblance_archive_broken,
} semblance_archive_status;

typedef enum : int32_t {
  semblance_archive_unknown,
  semblance_archive_zip,
  semblance_archive_7z,
  semblance_archive_rar,
  semblance_archive_tar,
} semblance_archive_format;

typedef enum : int32_t {
  semblance_archive_file,
  semblance_archive_folder,
  semblance_archive_link,
  semblance_archive_special,
} semblance_archive_kind;

typedef struct {
  /// As stored, or converted to UTF-8 where the format says what it is in. Valid until the next
  /// entry; NULL where there is none.
  const char *_Nullable name;
  semblance_archive_kind kind;
  /// In bytes; −1 where the format does not say.
  int64_t size;
  bool is_encrypted;
} semblance_archive_entry;

/// Reads from a descriptor, which stays the caller's and must outlive the archive; NULL when memory
/// is out.
semblance_archive *_Nullable semblance_archive_new_file(int descriptor);

/// Reads from memory, which must outlive the archive; NULL when memory is out.
semblance_archive *_Nullable semblance_archive_new_bytes(const void *bytes, size_t count);

void semblance_archive_free(semblance_archive *archive);

/// Goes to the next entry, or the first.
semblance_archive_status semblance_archive_next(semblance_archive *archive,
                                                semblance_archive_entry *entry);

/// Lends the next bytes of the entry, until the next call.
semblance_archive_status semblance_archive_read(semblance_archive *archive,
                                                const void *_Nullable *_Nonnull bytes,
                                                size_t *count);

/// Known once the first entry was read.
semblance_archive_format semblance_archive_get_format(semblance_archive *archive);

/// Whether it was encryption that kept something from being read.
bool semblance_archive_met_encryption(semblance_archive *archive);

/// libarchive's words for what went wrong last; empty when nothing did.
const char *semblance_archive_message(semblance_archive *archive);

#pragma clang assume_nonnull end
