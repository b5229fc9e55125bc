/*
** The little of libsodium that keys.json needs, so that Swift sees these few
** functions and never a raw pointer to a key it must remember to wipe.
*/
#ifndef FINGERPOST_SEALED_KEYS_H
#define FINGERPOST_SEALED_KEYS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define SEALED_BOX_OVERHEAD 40 /* nonce and tag around a sealed message */
#define SEALED_MAC_BYTES 32
#define SEALED_SALT_BYTES 16

/*
** Memory for a secret: between guard pages, locked against swapping where
** the system lets us, out of core dumps. Filled with noise. NULL when there
** is none to be had.
*/
void *sealed_secret_new(size_t size);

/* Wipes and frees what sealed_secret_new() gave. NULL is fine. */
void sealed_secret_free(void *secret);

/* Makes a secret read-only until it is freed. */
void sealed_secret_lock(void *secret);

/* Overwrites size bytes in a way the compiler can't leave out. */
void sealed_wipe(void *bytes, size_t size);

/* Fills size bytes from the kernel's random source. */
void sealed_random(void *bytes, size_t size);

/* 1 if the two are equal, in a time that doesn't depend on where they differ. */
int sealed_equal(const void *a, const void *b, size_t size);

/*
** Argon2id (version 1.3) of a passphrase: 32 bytes. passes is at least 1,
** memory at least 8192 bytes. Returns 0, or -1 when there isn't that much
** memory or a parameter is out of range.
*/
int sealed_stretch(unsigned char out[32], const char *passphrase, size_t length,
                   const unsigned char salt[SEALED_SALT_BYTES],
                   unsigned long long passes, size_t memory);

/*
** Keyed BLAKE2b of a message, 32 bytes: derives one key from another, and
** authenticates. key_size is 16 to 64.
*/
int sealed_mac(unsigned char out[SEALED_MAC_BYTES], const unsigned char *key,
               size_t key_size, const void *message, size_t size);

/*
** Seals size bytes with XChaCha20-Poly1305, bound to the given associated
** data: nonce, ciphertext and tag, size + SEALED_BOX_OVERHEAD bytes.
*/
void sealed_box(unsigned char *out, const void *message, size_t size, const void *bound,
                size_t bound_size, const unsigned char key[32]);

/*
** Opens what sealed_box() made: size - SEALED_BOX_OVERHEAD bytes. Returns 0,
** or -1 when it doesn't open; out then holds zeros.
*/
int sealed_box_open(unsigned char *out, const unsigned char *box, size_t size,
                    const void *bound, size_t bound_size, const unsigned char key[32]);

#ifdef __cplusplus
}
#endif
#endif
