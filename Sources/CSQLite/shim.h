#pragma once
#include <sqlite3.h>
#include <stdint.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

/// What Swift cannot call: functions with variable arguments, and the destructor constant that is a
/// cast. Text and blobs are copied by SQLite before the call returns.

static inline int semblance_bind_text(
    sqlite3_stmt *_Nonnull statement, int index, const char *_Nonnull text, uint64_t length) {
  return sqlite3_bind_text64(statement, index, text, length, SQLITE_TRANSIENT, SQLITE_UTF8);
}

static inline int semblance_bind_blob(
    sqlite3_stmt *_Nonnull statement, int index, const void *_Nonnull bytes, uint64_t length) {
  return sqlite3_bind_blob64(statement, index, bytes, length, SQLITE_TRANSIENT);
}

/// Forbids what an attacker with a crafted database file needs: writable internal tables, and
/// functions with side effects called from its views and triggers.
static inline int semblance_harden(sqlite3 *_Nonnull database) {
  int status = sqlite3_db_config(database, SQLITE_DBCONFIG_DEFENSIVE, 1, (int *)0);
  if (status != SQLITE_OK) return status;
  return sqlite3_db_config(database, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, (int *)0);
}

/// Keeps up to 64 MB of freed memory instead of handing it back to the system after every
/// transaction, whose pages would have to be zeroed anew each time: halves what a commit costs.
static inline void semblance_keep_freed_memory(void) {
#ifdef __GLIBC__
  mallopt(M_MMAP_THRESHOLD, 8 << 20);
  mallopt(M_TOP_PAD, 1 << 20);
  mallopt(M_TRIM_THRESHOLD, 64 << 20);
#endif
}
