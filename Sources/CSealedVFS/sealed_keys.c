/*
** Thin, checked passages to libsodium. The header says what each promises.
*/
#include "sealed_keys.h"

#include <sodium.h>
#include <string.h>

#define NONCE crypto_aead_xchacha20poly1305_ietf_NPUBBYTES
#define TAG crypto_aead_xchacha20poly1305_ietf_ABYTES

_Static_assert(NONCE + TAG == SEALED_BOX_OVERHEAD, "box overhead");
_Static_assert(SEALED_SALT_BYTES == crypto_pwhash_SALTBYTES, "salt");

void *sealed_secret_new(size_t size) {
  return sodium_init() < 0 ? NULL : sodium_malloc(size);
}

void sealed_secret_free(void *secret) { sodium_free(secret); }

void sealed_secret_lock(void *secret) { sodium_mprotect_readonly(secret); }

void sealed_wipe(void *bytes, size_t size) { sodium_memzero(bytes, size); }

void sealed_random(void *bytes, size_t size) { randombytes_buf(bytes, size); }

int sealed_equal(const void *a, const void *b, size_t size) {
  return sodium_memcmp(a, b, size) == 0;
}

int sealed_stretch(unsigned char out[32], const char *passphrase, size_t length,
                   const unsigned char salt[SEALED_SALT_BYTES],
                   unsigned long long passes, size_t memory) {
  if (sodium_init() < 0) return -1;
  return crypto_pwhash(out, 32, passphrase, length, salt, passes, memory,
                       crypto_pwhash_ALG_ARGON2ID13);
}

int sealed_mac(unsigned char out[SEALED_MAC_BYTES], const unsigned char *key,
               size_t key_size, const void *message, size_t size) {
  return crypto_generichash(out, SEALED_MAC_BYTES, message, size, key, key_size);
}

void sealed_box(unsigned char *out, const void *message, size_t size, const void *bound,
                size_t bound_size, const unsigned char key[32]) {
  randombytes_buf(out, NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, message, size, bound,
                                             bound_size, NULL, out, key);
}

int sealed_box_open(unsigned char *out, const unsigned char *box, size_t size,
                    const void *bound, size_t bound_size, const unsigned char key[32]) {
  if (size < SEALED_BOX_OVERHEAD) return -1;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(out, NULL, NULL, box + NONCE,
                                                 size - NONCE, bound, bound_size, box,
                                                 key) == 0) {
    return 0;
  }
  sodium_memzero(out, size - SEALED_BOX_OVERHEAD);
  return -1;
}
