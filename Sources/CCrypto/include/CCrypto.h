#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// SHA-256 by OpenSSL's libcrypto, which uses the processor's SHA instructions where it has them.
// Every function is safe to call from any thread; one context belongs to one thread at a time.

#pragma clang assume_nonnull begin

/// A running SHA-256.
typedef struct semblance_sha256 semblance_sha256;

/// A fresh context, to be given to `semblance_sha256_free`; NULL when memory is out or libcrypto
/// refuses the algorithm.
semblance_sha256 *_Nullable semblance_sha256_new(void);

/// Adds `count` bytes; false when libcrypto fails.
bool semblance_sha256_update(semblance_sha256 *context, const void *_Nullable bytes, size_t count);

/// Writes the 32 bytes of the digest. The context may only be freed afterwards.
bool semblance_sha256_finish(semblance_sha256 *context, uint8_t *digest);

void semblance_sha256_free(semblance_sha256 *context);

#pragma clang assume_nonnull end
