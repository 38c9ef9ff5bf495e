#define _GNU_SOURCE
#include "CFileSystem.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/xattr.h>
#include <unistd.h>

int semblance_rename_noreplace(const char *from, const char *to) {
  return renameat2(AT_FDCWD, from, AT_FDCWD, to, RENAME_NOREPLACE) == 0 ? 0 : errno;
}

void semblance_copy_attributes(int from, int to) {
  ssize_t length = flistxattr(from, NULL, 0);
  if (length <= 0) return;
  char *names = malloc((size_t)length);
  if (!names) return;
  length = flistxattr(from, names, (size_t)length);
  for (ssize_t at = 0; at < length; at += (ssize_t)strlen(names + at) + 1) {
    ssize_t size = fgetxattr(from, names + at, NULL, 0);
    if (size < 0) continue;
    char *value = malloc(size > 0 ? (size_t)size : 1);
    if (!value) break;
    size = fgetxattr(from, names + at, value, (size_t)size);
    if (size >= 0) (void)!fsetxattr(to, names + at, value, (size_t)size, 0);
    free(value);
  }
  free(names);
}

// For file systems without copy_file_range.
static int copy_through_memory(int from, int to, int64_t at, int64_t length) {
  static const size_t capacity = 1 << 18;
  char *buffer = malloc(capacity);
  if (!buffer) return ENOMEM;
  int status = 0;
  while (at < length && status == 0) {
    size_t wanted = length - at < (int64_t)capacity ? (size_t)(length - at) : capacity;
    ssize_t got = pread(from, buffer, wanted, at);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) {
      status = got < 0 ? errno : EIO;
      break;
    }
    for (ssize_t done = 0; done < got;) {
      ssize_t put = pwrite(to, buffer + done, (size_t)(got - done), at + done);
      if (put < 0 && errno == EINTR) continue;
      if (put <= 0) {
        status = put < 0 ? errno : EIO;
        break;
      }
      done += put;
    }
    at += got;
  }
  free(buffer);
  return status;
}

int semblance_copy_bytes(int from, int to, int64_t length) {
  off_t in = 0, out = 0;
  while (in < length) {
    ssize_t moved = copy_file_range(from, &in, to, &out, (size_t)(length - in), 0);
    if (moved < 0 && errno == EINTR) continue;
    if (moved < 0 && in > 0) return errno;
    // Refused at the start, or nothing came of it (some virtual file systems): read and write.
    if (moved <= 0) return copy_through_memory(from, to, in, length);
  }
  return 0;
}
