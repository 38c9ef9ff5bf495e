#ifndef SEMBLANCE_CFILESYSTEM_H
#define SEMBLANCE_CFILESYSTEM_H

#include <stddef.h>
#include <stdint.h>

/// The calls on files that Swift's Glibc module does not show, because the C library declares them
/// for _GNU_SOURCE only. Each returns 0, or the value of errno.

/// Renames without ever replacing: EEXIST when there is something at `to`. EINVAL or ENOSYS when
/// the file system or kernel cannot promise that.
int semblance_rename_noreplace(const char *_Nonnull from, const char *_Nonnull to);

/// Copies every extended attribute that the copier may read and write, access control lists among
/// them. Those refused are left out: this is best effort.
void semblance_copy_attributes(int from, int to);

/// Copies `length` bytes from the start of one file to the start of another, inside the kernel
/// where it can (sharing blocks on file systems that do that). EIO when the source ends before.
int semblance_copy_bytes(int from, int to, int64_t length);

#endif
