#include "CCryptoPasswords.h"

#include <openssl/err.h>
#include <openssl/evp.h>

bool semblance_scrypt(
    const void *password, size_t password_count, const uint8_t *salt, size_t salt_count,
    uint32_t log2_n, uint32_t r, uint32_t p, uint8_t *hash, size_t hash_count) {
  // Beyond these a file that somebody changed could ask for all memory of the machine.
  if (log2_n < 1 || log2_n > 20 || r < 1 || r > 32 || p < 1 || p > 16) return false;
  static const char none[1];
  uint64_t n = (uint64_t)1 << log2_n;
  // What RFC 7914 needs: the table, the blocks and a little beside.
  uint64_t memory = 128 * (uint64_t)r * (n + p + 8) + (1 << 16);
  bool made = EVP_PBE_scrypt(
                  password ? (const char *)password : none, password_count, salt, salt_count, n, r,
                  p, memory, hash, hash_count) == 1;
  if (!made) ERR_clear_error();
  return made;
}
