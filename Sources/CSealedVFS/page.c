/*
** Sealing: XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03) of pages and
** frames. sealed.h says how they lie on disk.
**
** HChaCha20 comes from libsodium, ChaCha20 and Poly1305 from OpenSSL's
** libcrypto, whose vector code does a page in half the time of libsodium's.
** The result is what libsodium's crypto_aead_xchacha20poly1305_ietf gives, and
** a test holds the one against the other.
**
** ChaCha20 and Poly1305 are called apart, not as libcrypto's own AEAD, for
** two reasons: a page that doesn't open is then never deciphered, and the
** cipher may run on to a round STRIDE into the reserved bytes (which are
** overwritten anyway), as a message that isn't a multiple of 512 bytes falls
** back on slower code for its end.
*/
#include "sealed.h"

#include <assert.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

#define MESSAGE (FRAME - FRAME_CLEAR - RESERVED)
#define BLOCK 64
#define STRIDE 4096

static_assert(NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
static_assert(TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");
static_assert(SEALED_KEY_BYTES == crypto_core_hchacha20_KEYBYTES, "key");
static_assert(NONCE + TAG == RESERVED, "reserved bytes");
static_assert(STRIDE >= MESSAGE && STRIDE <= CONTENT + RESERVED, "stride");

struct Sealer {
  const Key *key;
  EVP_CIPHER_CTX *stream;
  EVP_MAC_CTX *mac;
};

/*
** libcrypto's algorithms, fetched once. They come from a context of our own,
** which no openssl.cnf has a say in. At exit libcrypto is not to clean up: a
** thread that makes a copy may be sealing its last page.
*/
static EVP_CIPHER *chacha20;
static EVP_MAC *poly1305;

static void fetch_once(void) {
  OPENSSL_init_crypto(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_ATEXIT, NULL);
  OSSL_LIB_CTX *own = OSSL_LIB_CTX_new();
  chacha20 = EVP_CIPHER_fetch(own, "ChaCha20", NULL);
  poly1305 = EVP_MAC_fetch(own, "POLY1305", NULL);
}

Sealer *sealed_new_sealer(const Key *key) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, fetch_once);
  if (!chacha20 || !poly1305) return NULL;
  Sealer *s = calloc(1, sizeof *s);
  if (!s) return NULL;
  s->key = key;
  s->stream = EVP_CIPHER_CTX_new();
  s->mac = EVP_MAC_CTX_new(poly1305);
  if (!s->stream || !s->mac ||
      EVP_EncryptInit_ex2(s->stream, chacha20, NULL, NULL, NULL) != 1) {
    sealed_free_sealer(s);
    return NULL;
  }
  return s;
}

void sealed_free_sealer(Sealer *s) {
  if (!s) return;
  EVP_CIPHER_CTX_free(s->stream);
  EVP_MAC_CTX_free(s->mac);
  free(s);
}

/* ------------------------------------------------------------------------
** What a message is bound to
*/

/*
** The associated data of a message, filled up with zeros to a multiple of 16
** bytes, which is where RFC 8439 puts its padding.
*/
typedef struct Bound {
  unsigned char bytes[48];
  size_t length; /* without the padding */
} Bound;

/* Binds to a kind, a number, some clear bytes and the casebook. */
static void bind(Bound *b, const Key *key, const char *kind, uint32_t number,
                 const unsigned char *clear, size_t clear_length) {
  memset(b, 0, sizeof *b);
  memcpy(b->bytes, kind, 4);
  put_little(b->bytes + 4, number);
  if (clear_length) memcpy(b->bytes + 8, clear, clear_length);
  memcpy(b->bytes + 8 + clear_length, sealed_key_id(key), SEALED_ID_BYTES);
  b->length = 8 + clear_length + SEALED_ID_BYTES;
}

/* ------------------------------------------------------------------------
** The two halves of the cipher
*/

/*
** Starts the key stream for one message and takes its first block, of which
** half is the key of the tag.
*/
static int start(Sealer *s, const unsigned char *nonce, unsigned char first[BLOCK]) {
  static const unsigned char zeros[BLOCK];
  unsigned char subkey[SEALED_KEY_BYTES];
  unsigned char counter[16] = {0}; /* block number, four zeros, rest of nonce */
  int n = 0;
  crypto_core_hchacha20(subkey, nonce, sealed_key_secret(s->key), NULL);
  memcpy(counter + 8, nonce + 16, 8);
  int done = EVP_EncryptInit_ex2(s->stream, NULL, subkey, counter, NULL) == 1 &&
             EVP_EncryptUpdate(s->stream, first, &n, zeros, BLOCK) == 1 && n == BLOCK;
  sodium_memzero(subkey, sizeof subkey);
  return done;
}

/* Enciphers or deciphers STRIDE bytes with the key stream that was started. */
static int run(Sealer *s, unsigned char *out, const unsigned char *in) {
  int n = 0;
  return EVP_EncryptUpdate(s->stream, out, &n, in, STRIDE) == 1 && n == STRIDE;
}

/* The tag of a ciphertext. */
static int make_tag(Sealer *s, const unsigned char first[BLOCK], unsigned char tag[TAG],
                    const Bound *b, const unsigned char *sealed, size_t length) {
  unsigned char end[32] = {0}; /* padding of the message, then both lengths */
  size_t padding = (16 - length % 16) % 16;
  size_t n = 0;
  put_little(end + padding, (uint32_t)b->length);
  put_little(end + padding + 8, (uint32_t)length);
  return EVP_MAC_init(s->mac, first, 32, NULL) == 1 &&
         EVP_MAC_update(s->mac, b->bytes, (b->length + 15) / 16 * 16) == 1 &&
         EVP_MAC_update(s->mac, sealed, length) == 1 &&
         EVP_MAC_update(s->mac, end, padding + 16) == 1 &&
         EVP_MAC_final(s->mac, tag, &n, TAG) == 1 && n == TAG;
}

/*
** Seals a message of length bytes at plain into out, which may be the same;
** behind each lie 40 bytes. The nonce begins with the preset bytes; the rest
** of it is drawn here. A message of no bytes gets a tag and nothing else.
*/
static int seal(Sealer *s, const Bound *b, const unsigned char *plain,
                unsigned char *out, size_t length, const unsigned char *preset,
                size_t preset_length) {
  unsigned char nonce[NONCE];
  unsigned char first[BLOCK];
  if (preset_length) memcpy(nonce, preset, preset_length);
  randombytes_buf(nonce + preset_length, NONCE - preset_length);
  int done = start(s, nonce, first) && (length == 0 || run(s, out, plain)) &&
             make_tag(s, first, out + length + NONCE, b, out, length);
  memcpy(out + length, nonce, NONCE);
  sodium_memzero(first, sizeof first);
  return done;
}

/* Whether a message's tag is right. If so, its key stream has been started. */
static int check(Sealer *s, const Bound *b, const unsigned char *bytes, size_t length) {
  unsigned char tag[TAG];
  unsigned char first[BLOCK];
  int right = start(s, bytes + length, first) &&
              make_tag(s, first, tag, b, bytes, length) &&
              sodium_memcmp(tag, bytes + length + NONCE, TAG) == 0;
  sodium_memzero(first, sizeof first);
  return right;
}

/*
** Opens a message in place and zeroes the 40 bytes behind it. Returns 0 if it
** doesn't open, the bytes being as they were.
*/
static int unseal(Sealer *s, const Bound *b, unsigned char *bytes, size_t length) {
  if (!check(s, b, bytes, length) || !run(s, bytes, bytes)) return 0;
  memset(bytes + length, 0, RESERVED);
  return 1;
}

/* ------------------------------------------------------------------------
** Pages, frames, end marks
*/

int sealed_seal_page(Sealer *s, uint32_t page, const unsigned char *plain,
                     unsigned char *out) {
  Bound b;
  bind(&b, s->key, "main", page, NULL, 0);
  return seal(s, &b, plain, out, CONTENT, NULL, 0);
}

int sealed_open_page(Sealer *s, uint32_t page, unsigned char *bytes) {
  Bound b;
  bind(&b, s->key, "main", page, NULL, 0);
  return unseal(s, &b, bytes, CONTENT);
}

int sealed_seal_frame(Sealer *s, uint32_t frame, unsigned char *bytes,
                      uint32_t watermark) {
  unsigned char preset[4];
  Bound b;
  put_little(preset, watermark);
  bind(&b, s->key, "wal ", frame, bytes, FRAME_CLEAR);
  return seal(s, &b, bytes + FRAME_CLEAR, bytes + FRAME_CLEAR, MESSAGE, preset,
              sizeof preset);
}

int sealed_open_frame(Sealer *s, uint32_t frame, unsigned char *bytes,
                      uint32_t *watermark) {
  Bound b;
  bind(&b, s->key, "wal ", frame, bytes, FRAME_CLEAR);
  *watermark = get_little(bytes + FRAME_CLEAR + MESSAGE);
  return unseal(s, &b, bytes + FRAME_CLEAR, MESSAGE);
}

int sealed_seal_end(Sealer *s, uint32_t frames, const unsigned char salts[8],
                    unsigned char mark[END_MARK]) {
  Bound b;
  memset(mark, 0, END_MARK); /* page 0, which no frame has */
  put_big(mark + 4, frames);
  memcpy(mark + 8, salts, 8);
  bind(&b, s->key, "end ", frames, mark, FRAME_CLEAR);
  return seal(s, &b, NULL, mark + FRAME_CLEAR, 0, NULL, 0);
}

int sealed_open_end(Sealer *s, const unsigned char mark[END_MARK], uint32_t *frames) {
  Bound b;
  *frames = get_big(mark + 4);
  if (get_big(mark) != 0) return 0;
  bind(&b, s->key, "end ", *frames, mark, FRAME_CLEAR);
  return check(s, &b, mark + FRAME_CLEAR, 0);
}
