#include "CCrypto.h"

#include <openssl/evp.h>
#include <pthread.h>

// Looking an algorithm up by name takes longer in OpenSSL 3 than hashing a small file, so it is done
// once for the process.
static EVP_MD *algorithm;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch(void) { algorithm = EVP_MD_fetch(NULL, "SHA256", NULL); }

semblance_sha256 *semblance_sha256_new(void) {
  pthread_once(&fetched, fetch);
  if (!algorithm) return NULL;
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (!context) return NULL;
  if (EVP_DigestInit_ex2(context, algorithm, NULL) != 1) {
    EVP_MD_CTX_free(context);
    return NULL;
  }
  return (semblance_sha256 *)context;
}

bool semblance_sha256_update(semblance_sha256 *context, const void *bytes, size_t count) {
  return count == 0 || EVP_DigestUpdate((EVP_MD_CTX *)context, bytes, count) == 1;
}

bool semblance_sha256_finish(semblance_sha256 *context, uint8_t *digest) {
  return EVP_DigestFinal_ex((EVP_MD_CTX *)context, digest, NULL) == 1;
}

void semblance_sha256_free(semblance_sha256 *context) { EVP_MD_CTX_free((EVP_MD_CTX *)context); }
