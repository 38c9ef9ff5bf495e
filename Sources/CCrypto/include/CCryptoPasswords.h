#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Slow hashes of passwords by OpenSSL's libcrypto. Safe to call from any thread.

#pragma clang assume_nonnull begin

/// Writes `hash_count` bytes of scrypt (RFC 7914) with the cost 2^`log2_n`, `r`, `p`. Takes
/// 128 · 2^`log2_n` · `r` bytes of memory while it runs; false when there is no such memory, or when
/// libcrypto refuses the numbers.
bool semblance_scrypt(
    const void *_Nullable password, size_t password_count, const uint8_t *_Nullable salt,
    size_t salt_count, uint32_t log2_n, uint32_t r, uint32_t p, uint8_t *hash, size_t hash_count);

#pragma clang assume_nonnull end
