#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

// Public keys and signatures by OpenSSL's libcrypto. Every function is safe to call from any thread,
// also with the same key at once.

#pragma clang assume_nonnull begin

/// A public key that signatures are checked with.
typedef struct semblance_key semblance_key;

typedef enum {
  semblance_key_other = 0,
  semblance_key_rsa = 1,
  semblance_key_p256 = 2,
  semblance_key_ed25519 = 3,
} semblance_key_kind;

/// The key of a PEM text `-----BEGIN PUBLIC KEY-----` (RFC 7468 § 13), to be given to
/// `semblance_key_free`; NULL when it is none.
semblance_key *_Nullable semblance_key_from_pem(const void *_Nullable text, size_t count);

/// An RSA key of its modulus and exponent, big-endian; NULL when they make none.
semblance_key *_Nullable semblance_key_from_rsa(
    const void *modulus, size_t modulus_count, const void *exponent, size_t exponent_count);

/// A key on the curve P-256 of its point's coordinates, 32 bytes each, big-endian; NULL when the
/// point is not on the curve.
semblance_key *_Nullable semblance_key_from_p256(const uint8_t *x, const uint8_t *y);

/// An Ed25519 key of its 32 bytes.
semblance_key *_Nullable semblance_key_from_ed25519(const uint8_t *bytes);

void semblance_key_free(semblance_key *key);

semblance_key_kind semblance_key_kind_of(const semblance_key *key);

/// The length of an RSA key's modulus, in bits; that of other kinds as libcrypto says it.
int semblance_key_bits(const semblance_key *key);

/// Whether a signature is that of a message: RSASSA-PKCS1-v1_5 with SHA-256, ECDSA with SHA-256 and
/// a signature of 64 bytes r ‖ s (RFC 7518 § 3.4), or Ed25519, as the key's kind says.
bool semblance_key_verifies(
    const semblance_key *key, const void *_Nullable message, size_t message_count,
    const void *_Nullable signature, size_t signature_count);

#pragma clang assume_nonnull end
