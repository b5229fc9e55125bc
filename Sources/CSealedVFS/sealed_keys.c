/*
** Thin, checked passages to libsodium. The header says what each promises.
*/
#define _GNU_SOURCE
#include "sealed_keys.h"

#include <pthread.h>
#include <sodium.h>
#include <string.h>
#include <sys/mman.h>

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

/*
** Overwrites what a call to libsodium left on the stack below this frame.
*/
static __attribute__((noinline)) void wipe_stack(void) { sodium_stackzero(16 * 1024); }

/* One call of crypto_pwhash(). */
typedef struct Stretching {
  unsigned char *out;
  const char *passphrase;
  size_t length;
  const unsigned char *salt;
  unsigned long long passes;
  size_t memory;
  int code;
} Stretching;

static void *stretch(void *argument) {
  Stretching *s = argument;
  s->code = crypto_pwhash(s->out, 32, s->passphrase, s->length, s->salt, s->passes,
                          s->memory, crypto_pwhash_ALG_ARGON2ID13);
  return NULL;
}

/*
** Argon2id (libsodium 1.0.18) leaves copies of its result on the stack, and
** in wide registers, which the dynamic linker saves on the stack in its turn.
** So it runs on a stack and in registers that nothing else uses: a thread of
** its own, whose stack is overwritten when it is done.
*/
int sealed_stretch(unsigned char out[32], const char *passphrase, size_t length,
                   const unsigned char salt[SEALED_SALT_BYTES],
                   unsigned long long passes, size_t memory) {
  if (sodium_init() < 0) return -1;
  const size_t size = 512 * 1024;
  void *stack = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (stack == MAP_FAILED) return -1;
  Stretching s = {out, passphrase, length, salt, passes, memory, -1};
  pthread_attr_t attributes;
  pthread_t thread;
  pthread_attr_init(&attributes);
  if (pthread_attr_setstack(&attributes, stack, size) == 0 &&
      pthread_create(&thread, &attributes, stretch, &s) == 0) {
    pthread_join(thread, NULL);
  }
  pthread_attr_destroy(&attributes);
  sodium_memzero(stack, size);
  munmap(stack, size);
  return s.code;
}

int sealed_mac(unsigned char out[SEALED_MAC_BYTES], const unsigned char *key,
               size_t key_size, const void *message, size_t size) {
  int code = crypto_generichash(out, SEALED_MAC_BYTES, message, size, key, key_size);
  wipe_stack();
  return code;
}

void sealed_box(unsigned char *out, const void *message, size_t size, const void *bound,
                size_t bound_size, const unsigned char key[32]) {
  randombytes_buf(out, NONCE);
  crypto_aead_xchacha20poly1305_ietf_encrypt(out + NONCE, NULL, message, size, bound,
                                             bound_size, NULL, out, key);
  wipe_stack();
}

int sealed_box_open(unsigned char *out, const unsigned char *box, size_t size,
                    const void *bound, size_t bound_size, const unsigned char key[32]) {
  if (size < SEALED_BOX_OVERHEAD) return -1;
  int code = crypto_aead_xchacha20poly1305_ietf_decrypt(
      out, NULL, NULL, box + NONCE, size - NONCE, bound, bound_size, box, key);
  wipe_stack();
  if (code != 0) sodium_memzero(out, size - SEALED_BOX_OVERHEAD);
  return code == 0 ? 0 : -1;
}
