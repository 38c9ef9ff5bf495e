#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "CCryptoKeys.h"
#include "CCryptoPasswords.h"

// Digests by OpenSSL's libcrypto, which uses the processor's SHA instructions where it has them.
// Every function is safe to call from any thread; one context belongs to one thread at a time.

#pragma clang assume_nonnull begin

typedef enum : int32_t {
  semblance_digest_md5,
  semblance_digest_sha1,
  semblance_digest_sha256,
} semblance_digest_kind;

/// A running digest.
typedef struct semblance_digest semblance_digest;

/// A fresh context, to be given to `semblance_digest_free`; NULL when memory is out or libcrypto
/// refuses the algorithm.
semblance_digest *_Nullable semblance_digest_new(semblance_digest_kind kind);

/// Adds `count` bytes; false when libcrypto fails.
bool semblance_digest_update(semblance_digest *context, const void *_Nullable bytes, size_t count);

/// Writes the digest's 16 (MD5), 20 (SHA-1) or 32 bytes (SHA-256). The context may only be freed
/// afterwards.
bool semblance_digest_finish(semblance_digest *context, uint8_t *digest);

void semblance_digest_free(semblance_digest *context);

/// Writes the 32 bytes of HMAC-SHA256 (RFC 2104); false when libcrypto fails.
bool semblance_hmac_sha256(const uint8_t *_Nullable key, size_t key_count,
                           const uint8_t *_Nullable bytes, size_t count, uint8_t *code);

/// Whether two runs of bytes are equal, in a time that does not tell where they differ.
bool semblance_equal(const uint8_t *_Nullable left, const uint8_t *_Nullable right, size_t count);

#pragma clang assume_nonnull end
