/*
** The keyless digest that the history chain is made of: BLAKE2b with 32 bytes
** of output, from libsodium.
*/
#ifndef FINGERPOST_DIGEST_H
#define FINGERPOST_DIGEST_H

#include <stddef.h>
#include <stdint.h>

/* How many bytes a digest has. */
#define SEALED_DIGEST_BYTES 32

/*
** Write the digest of the LENGTH bytes at BYTES to OUT. BYTES may be NULL when
** LENGTH is 0. The digest of given bytes is the same on every machine.
*/
void sealed_digest(uint8_t out[SEALED_DIGEST_BYTES], const uint8_t *bytes, size_t length);

#endif
