#include "CCrypto.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <pthread.h>

// Looking an algorithm up by name takes longer in OpenSSL 3 than hashing a small file, so it is done
// once for the process.
static EVP_MD *algorithms[3];
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch(void) {
  algorithms[semblance_digest_md5] = EVP_MD_fetch(NULL, "MD5", NULL);
  algorithms[semblance_digest_sha1] = EVP_MD_fetch(NULL, "SHA1", NULL);
  algorithms[semblance_digest_sha256] = EVP_MD_fetch(NULL, "SHA256", NULL);
}

semblance_digest *semblance_digest_new(semblance_digest_kind kind) {
  pthread_once(&fetched, fetch);
  if (!algorithms[kind]) return NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!context) return NULL;
  if (EVP_DigestInit_ex2(context, algorithms[kind], NULL) != 1) {
    EVP_MD_CTX_free(context);
    return NULL;
  }
  return (semblance_digest *)context;
}

bool semblance_digest_update(semblance_digest *context, const void *bytes, size_t count) {
  return count == 0 || EVP_DigestUpdate((EVP_MD_CTX *)context, bytes, count) == 1;
}

bool semblance_digest_finish(semblance_digest *context, uint8_t *digest) {
  return EVP_DigestFinal_ex((EVP_MD_CTX *)context, digest, NULL) == 1;
}

void semblance_digest_free(semblance_digest *context) { EVP_MD_CTX_free((EVP_MD_CTX *)context); }

bool semblance_hmac_sha256(const uint8_t *key, size_t key_count, const uint8_t *bytes, size_t count,
                           uint8_t *code) {
  static const uint8_t none[1];
  unsigned int length = 0;
  return HMAC(EVP_sha256(), key ? key : none, (int)key_count, bytes ? bytes : none, count, code,
              &length) &&
         length == 32;
}

bool semblance_equal(const uint8_t *left, const uint8_t *right, size_t count) {
  return count == 0 || CRYPTO_memcmp(left, right, count) == 0;
}
