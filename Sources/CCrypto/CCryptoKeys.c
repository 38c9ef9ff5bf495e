#include "CCryptoKeys.h"

#include <limits.h>
#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/ecdsa.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/pem.h>
#include <string.h>

// An opaque name for EVP_PKEY.
#define KEY(key) ((EVP_PKEY *)(key))

/// What libcrypto noted of a failure is nobody's: the next failure would be told with it.
static void *_Nullable forgetting(void *_Nullable result) {
  ERR_clear_error();
  return result;
}

/// The key itself when its numbers make sense; otherwise frees it.
static semblance_key *checked(EVP_PKEY *key) {
  if (!key) return forgetting(NULL);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_pkey(NULL, key, NULL);
  bool sound = context && EVP_PKEY_public_check(context) == 1;
  EVP_PKEY_CTX_free(context);
  if (!sound) EVP_PKEY_free(key);
  return forgetting(sound ? key : NULL);
}

/// Nobody is asked for the password of an encrypted key.
static int no_password(char *buffer, int size, int writes, void *data) {
  (void)buffer, (void)size, (void)writes, (void)data;
  return 0;
}

semblance_key *semblance_key_from_pem(const void *text, size_t count) {
  if (!text || count == 0 || count > INT_MAX) return NULL;
  BIO *source = BIO_new_mem_buf(text, (int)count);
  if (!source) return forgetting(NULL);
  EVP_PKEY *key = PEM_read_bio_PUBKEY(source, NULL, no_password, NULL);
  BIO_free(source);
  return checked(key);
}

static EVP_PKEY *made(const char *kind, OSSL_PARAM_BLD *builder) {
  EVP_PKEY *key = NULL;
  OSSL_PARAM *parameters = OSSL_PARAM_BLD_to_param(builder);
  EVP_PKEY_CTX *context = EVP_PKEY_CTX_new_from_name(NULL, kind, NULL);
  if (parameters && context && EVP_PKEY_fromdata_init(context) == 1)
    EVP_PKEY_fromdata(context, &key, EVP_PKEY_PUBLIC_KEY, parameters);
  EVP_PKEY_CTX_free(context);
  OSSL_PARAM_free(parameters);
  return key;
}

semblance_key *semblance_key_from_rsa(
    const void *modulus, size_t modulus_count, const void *exponent, size_t exponent_count) {
  if (modulus_count > 2048 || exponent_count > 8) return NULL;
  BIGNUM *n = BN_bin2bn(modulus, (int)modulus_count, NULL);
  BIGNUM *e = BN_bin2bn(exponent, (int)exponent_count, NULL);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  EVP_PKEY *key = NULL;
  if (n && e && builder && OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_N, n) == 1 &&
      OSSL_PARAM_BLD_push_BN(builder, OSSL_PKEY_PARAM_RSA_E, e) == 1)
    key = made("RSA", builder);
  OSSL_PARAM_BLD_free(builder);
  BN_free(n);
  BN_free(e);
  return checked(key);
}

semblance_key *semblance_key_from_p256(const uint8_t *x, const uint8_t *y) {
  uint8_t point[65] = {POINT_CONVERSION_UNCOMPRESSED};
  memcpy(point + 1, x, 32);
  memcpy(point + 33, y, 32);
  OSSL_PARAM_BLD *builder = OSSL_PARAM_BLD_new();
  EVP_PKEY *key = NULL;
  if (builder &&
      OSSL_PARAM_BLD_push_utf8_string(builder, OSSL_PKEY_PARAM_GROUP_NAME, "prime256v1", 0) == 1 &&
      OSSL_PARAM_BLD_push_octet_string(builder, OSSL_PKEY_PARAM_PUB_KEY, point, 65) == 1)
    key = made("EC", builder);
  OSSL_PARAM_BLD_free(builder);
  return checked(key);
}

semblance_key *semblance_key_from_ed25519(const uint8_t *bytes) {
  return forgetting(EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, NULL, bytes, 32));
}

void semblance_key_free(semblance_key *key) { EVP_PKEY_free(KEY(key)); }

semblance_key_kind semblance_key_kind_of(const semblance_key *key) {
  if (EVP_PKEY_is_a(KEY(key), "RSA")) return semblance_key_rsa;
  if (EVP_PKEY_is_a(KEY(key), "ED25519")) return semblance_key_ed25519;
  char group[32];
  size_t length = 0;
  bool named = EVP_PKEY_is_a(KEY(key), "EC") &&
               EVP_PKEY_get_group_name(KEY(key), group, sizeof group, &length) == 1;
  return named && strcmp(group, "prime256v1") == 0 ? semblance_key_p256 : semblance_key_other;
}

int semblance_key_bits(const semblance_key *key) { return EVP_PKEY_get_bits(KEY(key)); }

/// Signatures of tokens are two numbers; libcrypto wants them in ASN.1. Room for 72 bytes.
static int in_asn1(const uint8_t *pair, uint8_t *room) {
  ECDSA_SIG *signature = ECDSA_SIG_new();
  BIGNUM *r = BN_bin2bn(pair, 32, NULL), *s = BN_bin2bn(pair + 32, 32, NULL);
  if (!signature || !r || !s || ECDSA_SIG_set0(signature, r, s) != 1) {
    BN_free(r);
    BN_free(s);
    ECDSA_SIG_free(signature);
    return 0;
  }
  uint8_t *end = room;
  int count = i2d_ECDSA_SIG(signature, &end);
  ECDSA_SIG_free(signature);
  return count;
}

bool semblance_key_verifies(
    const semblance_key *key, const void *message, size_t message_count, const void *signature,
    size_t signature_count) {
  if (!message || !signature) return false;
  semblance_key_kind kind = semblance_key_kind_of(key);
  uint8_t asn1[80];
  if (kind == semblance_key_other) return false;
  if (kind == semblance_key_p256) {
    if (signature_count != 64) return false;
    int count = in_asn1(signature, asn1);
    if (count <= 0) return false;
    signature = asn1;
    signature_count = (size_t)count;
  }
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  const char *digest = kind == semblance_key_ed25519 ? NULL : "SHA256";
  bool fits = context &&
              EVP_DigestVerifyInit_ex(context, NULL, digest, NULL, NULL, KEY(key), NULL) == 1 &&
              EVP_DigestVerify(context, signature, signature_count, message, message_count) == 1;
  EVP_MD_CTX_free(context);
  ERR_clear_error();
  return fits;
}
