#include <openssl/evp.h>

#include "CVips.h"

semblance_sha256 *semblance_sha256_open(void) {
  EVP_MD_CTX *context = EVP_MD_CTX_new();
  if (context && EVP_DigestInit_ex(context, EVP_sha256(), NULL) != 1) {
    EVP_MD_CTX_free(context);
    context = NULL;
  }
  return (semblance_sha256 *)context;
}

void semblance_sha256_update(semblance_sha256 *hash, const void *bytes, size_t size) {
  EVP_DigestUpdate((EVP_MD_CTX *)hash, bytes, size);
}

void semblance_sha256_close(semblance_sha256 *hash, uint8_t *digest) {
  EVP_DigestFinal_ex((EVP_MD_CTX *)hash, digest, NULL);
  EVP_MD_CTX_free((EVP_MD_CTX *)hash);
}
