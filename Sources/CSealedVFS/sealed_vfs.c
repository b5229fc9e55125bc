/*
** A VFS shim that seals every page on its way to the disk. The header says
** what it promises to a caller; this comment says how.
**
** MAIN FILE. Each page is 4096 bytes, of which SQLite leaves the last 40 to
** us (SQLITE_FCNTL_RESERVE_BYTES):
**
**     0 .. 4055   XChaCha20 ciphertext of the page
**  4056 .. 4079   nonce
**  4080 .. 4095   Poly1305 tag
**
** Associated data are the kind of file, the page number and the casebook's
** id, so that a page opens nowhere else. The whole of page 1 is sealed, its
** SQLite header too; SQLite's odd-sized reads of that header get a slice of
** the opened page.
**
** LOG. The 32-byte header stays clear. A frame is a 24-byte header and a
** page. Page number, commit mark and salts stay clear in the header, but the
** checksum that SQLite computes over the plain page doesn't: 64 bits about
** the plain text would lie open. It is sealed along with the page, being the
** eight bytes next to it:
**
**     0 ..   15   page number, commit mark, salts: clear, associated data
**    16 ..   23   checksum            } one message of
**    24 .. 4079   page                } 4064 bytes
**  4080 .. 4103   nonce, of which the first four bytes are the watermark
**  4104 .. 4119   tag
**
** Associated data are kind, frame number, the clear half of the header and
** the casebook's id: a frame opens at its own place in its own log only.
** SQLite writes frame header and page one after the other; the header is held
** back until the page comes, which saves a system call per frame. When SQLite
** rewrites a header alone (it does so to redo checksums), the page is sealed
** again under the new header.
**
** THE WATERMARK says how many frames of the log were known to be on disk
** (xSync had returned) when a frame was written. SQLite takes the first frame
** that doesn't check as the end of the log, which is right for a write that
** was cut short, and would silently drop committed work were the frame
** damaged later. So when a frame doesn't open during recovery, we look at the
** frames behind it: if one of them opens and its watermark covers the bad
** frame, that frame had been safe on disk, and recovery fails with an error.
** If not, SQLite is handed a frame of zeros, which can't check, and the log
** ends there. What remains beyond telling is damage to the very last
** transaction, which looks like a write cut short, because nothing after it
** says otherwise.
**
** JOURNALS. A database with content is changed through its log only: page 1
** on disk always says "WAL", a rollback journal on disk is refused, and so is
** a write to the main file while no log is open. The first transaction of a
** new database has nothing to roll back to, so its journal is a file in
** memory. All temporary files are, whatever PRAGMA temp_store says.
**
** SPILLING. When a transaction outgrows the cache, SQLite writes pages to the
** log early and computes their checksums anew at the commit. If a savepoint was
** rolled back in between, SQLite (3.40.1 at least, sealed or not) can leave a
** chain of checksums that doesn't check: the transaction is acknowledged, and
** recovery after a crash stops short of it. So every connection starts with
** PRAGMA cache_spill = OFF, by which none of this arises; a transaction then
** lives in memory until it is committed. A bulk load that uses no savepoints
** may switch spilling on.
**
** NONCES are fresh from the kernel for every page written: 192 random bits
** (160 beside the watermark). With 2^40 pages written under one key the odds
** of a repeat are below 2^-80. There is no counter and so nothing to go wrong
** after a fork, a crash, or two resumes of one virtual machine.
*/
#define _GNU_SOURCE
#include "sealed_vfs.h"

#include <assert.h>
#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sodium.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#define PAGE SEALED_PAGE_SIZE
#define RESERVED SEALED_RESERVED_BYTES
#define CONTENT (PAGE - RESERVED)
#define NONCE 24
#define TAG 16
#define LOG_HEADER 32
#define FRAME_HEADER 24
#define FRAME (FRAME_HEADER + PAGE)
#define FRAME_CLEAR 16 /* bytes of a frame header that stay clear */
#define MESSAGE (FRAME - FRAME_CLEAR - RESERVED)
#define LOCK_RECOVER 2 /* SQLite's WAL_RECOVER_LOCK */
#define NO_FRAME 0xffffffffu

static_assert(NONCE == crypto_aead_xchacha20poly1305_ietf_NPUBBYTES, "nonce");
static_assert(TAG == crypto_aead_xchacha20poly1305_ietf_ABYTES, "tag");
static_assert(SEALED_KEY_BYTES == crypto_aead_xchacha20poly1305_ietf_KEYBYTES, "key");
static_assert(SEALED_KEY_BYTES == crypto_core_hchacha20_KEYBYTES, "key");
static_assert(NONCE + TAG == RESERVED, "reserved bytes");

/* The part of a key that is secret, in memory from sodium_malloc(). */
typedef struct Secret {
  unsigned char key[SEALED_KEY_BYTES];
  unsigned char id[SEALED_ID_BYTES];
} Secret;

/* One registration. Freed when neither registered nor used by a file. */
typedef struct Key {
  struct Key *next;
  char *path;     /* canonical, without a slash at its end */
  size_t length;  /* of path */
  int registered; /* sealed_vfs_add_key() calls not taken back */
  int files;      /* open files that use it */
  Secret *secret; /* guarded, read-only */
} Key;

/* One open file of ours. The platform's own file lies right behind it. */
typedef struct Sealed Sealed;
struct Sealed {
  sqlite3_file base;
  Key *key;
  const char *path;       /* SQLite's, valid while the file is open */
  unsigned char *scratch; /* one frame */

  /* Main file only. */
  Sealed *log;      /* the log, while it is open */
  char fresh;       /* was empty when the present write lock was taken */
  sqlite3_int64 known; /* a fresh file is at least this long; 0: ask */
  char recovering;  /* holds the lock under which the log is recovered */
  char proven;      /* something has opened under this key */
  char nudge;       /* make SQLite read page 1 again: see main_write() */

  /* Log only. */
  Sealed *main;
  char wrote;                       /* has written a frame since opening */
  uint32_t held;                    /* frame whose header is held back */
  unsigned char header[FRAME_HEADER];
  uint32_t opened;                  /* frame lying opened in scratch */
  unsigned char salts[8];           /* of the frames counted below */
  uint32_t written;                 /* this file wrote frames below this */
  uint32_t durable;                 /* and these are on disk */
};

/* A temporary file, in memory. */
typedef struct Memory {
  sqlite3_file base;
  unsigned char *bytes;
  sqlite3_int64 size;
  sqlite3_int64 room;
} Memory;

static sqlite3_vfs sealed_vfs;
static sqlite3_vfs *platform; /* the VFS below */

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static Key *keys;                     /* guarded */
static sealed_vfs_error errors[16];   /* guarded; the latest last */
static int error_count;               /* guarded */

static sqlite3_file *under(Sealed *f) { return (sqlite3_file *)&f[1]; }

/* ------------------------------------------------------------------------
** Errors
*/

/*
** Remembers what went wrong for sealed_vfs_take_error() and returns code.
*/
static int fail(int code, int reason, int file, uint32_t page, uint32_t frame,
                const char *path) {
  sealed_vfs_error e;
  memset(&e, 0, sizeof e);
  e.reason = reason;
  e.file = file;
  e.page = page;
  e.frame = frame;
  if (path) {
    size_t n = strlen(path);
    if (n >= sizeof e.path) n = sizeof e.path - 1;
    memcpy(e.path, path, n);
  }
  const int room = (int)(sizeof errors / sizeof errors[0]);
  pthread_mutex_lock(&guard);
  if (error_count == room) {
    memmove(&errors[0], &errors[1], sizeof errors - sizeof errors[0]);
    error_count--;
  }
  errors[error_count++] = e;
  pthread_mutex_unlock(&guard);
  sqlite3_log(code, "sealed: reason %d, file %d, page %u, frame %u: %s", reason,
              file, page, frame, e.path);
  return code;
}

/* ------------------------------------------------------------------------
** Keys
*/

/*
** The canonical form of a path whose last component may not exist: absolute,
** free of symbolic links and of "." and "..". From malloc(); NULL if the
** folder doesn't exist.
*/
static char *canonical(const char *path) {
  char *real = realpath(path, NULL);
  if (real || errno != ENOENT) return real;

  size_t end = strlen(path);
  while (end > 1 && path[end - 1] == '/') end--;
  size_t start = end;
  while (start > 0 && path[start - 1] != '/') start--;
  size_t name = end - start;
  if (name == 0) return NULL;

  char *folder = start ? strndup(path, start) : strdup(".");
  if (!folder) return NULL;
  real = realpath(folder, NULL);
  free(folder);
  if (!real) return NULL;
  size_t n = strlen(real);
  char *whole = malloc(n + name + 2);
  if (whole) {
    memcpy(whole, real, n);
    if (n == 0 || whole[n - 1] != '/') whole[n++] = '/';
    memcpy(whole + n, path + start, name);
    whole[n + name] = 0;
  }
  free(real);
  return whole;
}

/* True if path is base or lies below it. Both canonical. */
static int within(const char *path, const char *base, size_t length) {
  if (strncmp(path, base, length) != 0) return 0;
  return path[length] == 0 || path[length] == '/' || base[length - 1] == '/';
}

/* Wipes and frees a key nobody needs any more. Call with the guard held. */
static void retire(Key *key) {
  if (key->registered > 0 || key->files > 0) return;
  for (Key **p = &keys; *p; p = &(*p)->next) {
    if (*p == key) {
      *p = key->next;
      break;
    }
  }
  sodium_free(key->secret); /* wipes first */
  free(key->path);
  free(key);
}

/*
** The nearest registration for a database file, counted as used by one more
** file, or NULL. Give it back with release_key().
*/
static Key *find_key(const char *path) {
  char *real = canonical(path);
  if (!real) return NULL;
  Key *best = NULL;
  pthread_mutex_lock(&guard);
  for (Key *k = keys; k; k = k->next) {
    if (k->registered > 0 && within(real, k->path, k->length) &&
        (!best || k->length > best->length)) {
      best = k;
    }
  }
  if (best) best->files++;
  pthread_mutex_unlock(&guard);
  free(real);
  return best;
}

static void release_key(Key *key) {
  pthread_mutex_lock(&guard);
  key->files--;
  retire(key);
  pthread_mutex_unlock(&guard);
}

int sealed_vfs_add_key(const char *path,
                       const unsigned char key[SEALED_KEY_BYTES],
                       const unsigned char id[SEALED_ID_BYTES]) {
  if (sodium_init() < 0) return SQLITE_ERROR;
  char *real = canonical(path);
  if (!real) return SQLITE_CANTOPEN;

  int rc = SQLITE_OK;
  pthread_mutex_lock(&guard);
  Key *k = keys;
  while (k && !(k->registered > 0 && strcmp(k->path, real) == 0)) k = k->next;
  if (k) {
    int same = sodium_memcmp(k->secret->key, key, SEALED_KEY_BYTES) == 0 &&
               sodium_memcmp(k->secret->id, id, SEALED_ID_BYTES) == 0;
    if (same) k->registered++;
    rc = same ? SQLITE_OK : SQLITE_MISMATCH;
    free(real);
  } else {
    k = calloc(1, sizeof *k);
    Secret *secret = sodium_malloc(sizeof *secret);
    if (k && secret) {
      memcpy(secret->key, key, SEALED_KEY_BYTES);
      memcpy(secret->id, id, SEALED_ID_BYTES);
      sodium_mprotect_readonly(secret);
      k->secret = secret;
      k->path = real;
      k->length = strlen(real);
      k->registered = 1;
      k->next = keys;
      keys = k;
    } else {
      sodium_free(secret);
      free(k);
      free(real);
      rc = SQLITE_NOMEM;
    }
  }
  pthread_mutex_unlock(&guard);
  return rc;
}

int sealed_vfs_remove_key(const char *path) {
  char *real = canonical(path);
  if (!real) real = strdup(path); /* its folder may have gone meanwhile */
  if (!real) return SQLITE_NOMEM;
  int rc = SQLITE_NOTFOUND;
  pthread_mutex_lock(&guard);
  for (Key *k = keys; k; k = k->next) {
    if (k->registered > 0 && strcmp(k->path, real) == 0) {
      k->registered--;
      retire(k);
      rc = SQLITE_OK;
      break;
    }
  }
  pthread_mutex_unlock(&guard);
  free(real);
  return rc;
}

int sealed_vfs_take_error(const char *path, sealed_vfs_error *error) {
  char *real = path ? canonical(path) : NULL;
  if (path && !real) real = strdup(path);
  int found = 0;
  memset(error, 0, sizeof *error);
  pthread_mutex_lock(&guard);
  for (int i = error_count - 1; i >= 0 && !found; i--) {
    if (path && !(real && within(errors[i].path, real, strlen(real)))) continue;
    *error = errors[i];
    found = 1;
  }
  /* An older error about the same files is no news once the latest is out. */
  int kept = 0;
  for (int i = 0; i < error_count; i++) {
    int taken = !path || (real && within(errors[i].path, real, strlen(real)));
    if (!taken) errors[kept++] = errors[i];
  }
  error_count = kept;
  pthread_mutex_unlock(&guard);
  free(real);
  return found;
}

/* ------------------------------------------------------------------------
** Sealing
*/

static uint32_t get_big(const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}
static uint32_t get_little(const unsigned char *p) {
  return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}
static void put_little(unsigned char *p, uint32_t n) {
  p[0] = (unsigned char)n;
  p[1] = (unsigned char)(n >> 8);
  p[2] = (unsigned char)(n >> 16);
  p[3] = (unsigned char)(n >> 24);
}

/*
** The associated data of a message, filled up with zeros to a multiple of 16
** bytes, which is where RFC 8439 puts its padding.
*/
typedef struct Bound {
  unsigned char bytes[48];
  size_t length; /* without the padding */
} Bound;

/* What a page of the main file is bound to. */
static void bind_page(Bound *b, const Key *key, uint32_t page) {
  memset(b, 0, sizeof *b);
  memcpy(b->bytes, "main", 4);
  put_little(b->bytes + 4, page);
  memcpy(b->bytes + 8, key->secret->id, SEALED_ID_BYTES);
  b->length = 8 + SEALED_ID_BYTES;
}

/* What a frame of the log, counted from 0, is bound to. */
static void bind_frame(Bound *b, const Key *key, uint32_t frame,
                       const unsigned char *header) {
  memset(b, 0, sizeof *b);
  memcpy(b->bytes, "wal ", 4);
  put_little(b->bytes + 4, frame);
  memcpy(b->bytes + 8, header, FRAME_CLEAR);
  memcpy(b->bytes + 8 + FRAME_CLEAR, key->secret->id, SEALED_ID_BYTES);
  b->length = 8 + FRAME_CLEAR + SEALED_ID_BYTES;
}

/*
** The two halves of XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03), put
** together from libsodium's parts. The result is what
** crypto_aead_xchacha20poly1305_ietf_encrypt_detached() gives, and a test
** holds the one against the other; but that routine enciphers a message to
** its last byte, and for the 216 bytes of a page beyond 15 times 256 it falls
** back on a path four times as slow. We let the cipher run on to a round
** STRIDE into the reserved bytes, which are overwritten anyway. That takes a
** page from 3.8 to 3.2 microseconds where this was measured.
*/
#define STRIDE 4096
static_assert(STRIDE >= MESSAGE && STRIDE <= CONTENT + RESERVED, "stride");

typedef struct Cipher {
  unsigned char key[crypto_stream_chacha20_ietf_KEYBYTES];
  unsigned char nonce[crypto_stream_chacha20_ietf_NONCEBYTES];
  unsigned char first[64]; /* key stream of block 0: the key of the tag */
} Cipher;

/* Derives the keys for one message. Wipe the cipher after use. */
static void start_cipher(Cipher *c, const Key *key, const unsigned char *nonce) {
  crypto_core_hchacha20(c->key, nonce, key->secret->key, NULL);
  memset(c->nonce, 0, 4);
  memcpy(c->nonce + 4, nonce + 16, 8);
  crypto_stream_chacha20_ietf(c->first, sizeof c->first, c->nonce, c->key);
}

/* Enciphers or deciphers STRIDE bytes. */
static void run_cipher(const Cipher *c, unsigned char *out, const unsigned char *in) {
  crypto_stream_chacha20_ietf_xor_ic(out, in, STRIDE, c->nonce, 1, c->key);
}

/* The tag of a ciphertext. */
static void make_tag(const Cipher *c, unsigned char tag[TAG], const Bound *b,
                     const unsigned char *sealed, size_t length) {
  crypto_onetimeauth_poly1305_state state;
  unsigned char end[32] = {0}; /* padding of the message, then both lengths */
  size_t padding = (16 - length % 16) % 16;
  put_little(end + padding, (uint32_t)b->length);
  put_little(end + padding + 8, (uint32_t)length);
  crypto_onetimeauth_poly1305_init(&state, c->first);
  crypto_onetimeauth_poly1305_update(&state, b->bytes, (b->length + 15) / 16 * 16);
  crypto_onetimeauth_poly1305_update(&state, sealed, length);
  crypto_onetimeauth_poly1305_update(&state, end, padding + 16);
  crypto_onetimeauth_poly1305_final(&state, tag);
  sodium_memzero(&state, sizeof state);
}

/*
** Seals a message of length bytes at plain into out, which may be the same;
** behind each lie 40 bytes. The nonce begins with the preset bytes; the rest
** of it is drawn here.
*/
static void seal(const Key *key, const Bound *b, const unsigned char *plain,
                 unsigned char *out, size_t length, const unsigned char *preset,
                 size_t preset_length) {
  unsigned char nonce[NONCE];
  Cipher c;
  if (preset_length) memcpy(nonce, preset, preset_length);
  randombytes_buf(nonce + preset_length, NONCE - preset_length);
  start_cipher(&c, key, nonce);
  run_cipher(&c, out, plain);
  make_tag(&c, out + length + NONCE, b, out, length);
  memcpy(out + length, nonce, NONCE);
  sodium_memzero(&c, sizeof c);
}

/*
** Opens a message in place and zeroes the 40 bytes behind it. Returns 0 if it
** doesn't open, the bytes being as they were.
*/
static int unseal(const Key *key, const Bound *b, unsigned char *bytes, size_t length) {
  unsigned char tag[TAG];
  Cipher c;
  start_cipher(&c, key, bytes + length);
  make_tag(&c, tag, b, bytes, length);
  int opens = sodium_memcmp(tag, bytes + length + NONCE, TAG) == 0;
  if (opens) {
    run_cipher(&c, bytes, bytes);
    memset(bytes + length, 0, RESERVED);
  }
  sodium_memzero(&c, sizeof c);
  return opens;
}

/* Seals the page at plain into out, which may be the same. */
static void seal_page(const Key *key, uint32_t page, const unsigned char *plain,
                      unsigned char *out) {
  Bound b;
  bind_page(&b, key, page);
  seal(key, &b, plain, out, CONTENT, NULL, 0);
}

/* Opens a page in place. Returns 0 if it doesn't open. */
static int open_page(const Key *key, uint32_t page, unsigned char *bytes) {
  Bound b;
  bind_page(&b, key, page);
  return unseal(key, &b, bytes, CONTENT);
}

/* Seals a whole frame in place. */
static void seal_frame(const Key *key, uint32_t frame, unsigned char *bytes,
                       uint32_t watermark) {
  unsigned char preset[4];
  Bound b;
  put_little(preset, watermark);
  bind_frame(&b, key, frame, bytes);
  seal(key, &b, bytes + FRAME_CLEAR, bytes + FRAME_CLEAR, MESSAGE, preset, sizeof preset);
}

/*
** Opens a whole frame in place and reports its watermark. Returns 0 if it
** doesn't open.
*/
static int open_frame(const Key *key, uint32_t frame, unsigned char *bytes,
                      uint32_t *watermark) {
  Bound b;
  bind_frame(&b, key, frame, bytes);
  *watermark = get_little(bytes + FRAME_CLEAR + MESSAGE);
  return unseal(key, &b, bytes + FRAME_CLEAR, MESSAGE);
}

/* ------------------------------------------------------------------------
** The main file
*/

/*
** Reads page (from 1) into out, opened. A page past the end of a file that
** has pages is an error: SQLite would take it for a page of zeros, and zeros
** can pass for data.
*/
static int load_page(Sealed *f, uint32_t page, unsigned char *out) {
  sqlite3_file *real = under(f);
  sqlite3_int64 offset = (sqlite3_int64)(page - 1) * PAGE;
  for (int attempt = 0;; attempt++) {
    int rc = real->pMethods->xRead(real, out, PAGE, offset);
    if (rc == SQLITE_IOERR_SHORT_READ) {
      return fail(SQLITE_IOERR_DATA, SEALED_VFS_CUT_SHORT, SEALED_VFS_MAIN, page, 0,
                  f->path);
    }
    if (rc != SQLITE_OK) return rc;
    int clear = page == 1 && memcmp(out, "SQLite format 3", 16) == 0;
    if (!clear && open_page(f->key, page, out)) {
      f->proven = 1;
      return SQLITE_OK;
    }
    sodium_memzero(out, PAGE);
    if (clear) {
      return fail(SQLITE_NOTADB, SEALED_VFS_NOT_SEALED, SEALED_VFS_MAIN, 1, 0, f->path);
    }
    /* SQLite looks at page 1 before it takes any lock, and so it may meet the
    ** page while a checkpoint elsewhere is half through writing it. */
    if (page == 1 && !f->log && attempt < 5) {
      struct timespec pause = {0, 1000000};
      nanosleep(&pause, NULL);
      continue;
    }
    return fail(SQLITE_IOERR_DATA, SEALED_VFS_BAD_PAGE, SEALED_VFS_MAIN, page, 0, f->path);
  }
}

/* The size of the log beside a main file, or 0 when there is none. */
static sqlite3_int64 log_size(Sealed *f) {
  struct stat s;
  const char *name = sqlite3_filename_wal(f->path);
  if (!name || stat(name, &s) != 0) return 0;
  return s.st_size;
}

/*
** Makes up the first page of a sealed database with nothing in it but the
** layout. See main_read().
*/
static void bare_header(unsigned char *out) {
  memset(out, 0, PAGE);
  memcpy(out, "SQLite format 3", 16);
  out[16] = PAGE >> 8;
  out[18] = out[19] = 2;
  out[20] = RESERVED;
  out[21] = 64;
  out[22] = out[23] = 32;
}

/*
** Reads any slice of the main file. Whole pages are opened where SQLite wants
** them, without a copy.
**
** Before it opens the log, SQLite looks at page 1 just to learn that there is
** one. Should a power cut have torn page 1 during a checkpoint, its good copy
** is in the log. So if page 1 doesn't open while a log exists but isn't open
** yet, SQLite gets a bare header that says "there is a log", and reads page 1
** properly after that: from the log, or from here, and then in earnest.
*/
static int main_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  Sealed *f = (Sealed *)file;
  sqlite3_file *real = under(f);
  unsigned char *out = buffer;
  sqlite3_int64 size = 1;

  if (offset == 0 || amount != PAGE) {
    int rc = real->pMethods->xFileSize(real, &size);
    if (rc != SQLITE_OK) return rc;
  }
  if (size == 0) {
    memset(out, 0, (size_t)amount);
    return SQLITE_IOERR_SHORT_READ;
  }
  while (amount > 0) {
    uint32_t page = (uint32_t)(offset / PAGE) + 1;
    int from = (int)(offset % PAGE);
    int n = amount < PAGE - from ? amount : PAGE - from;
    unsigned char *target = n == PAGE ? out : f->scratch;
    int rc = load_page(f, page, target);
    if (rc == SQLITE_IOERR_DATA && page == 1 && !f->log && log_size(f) > LOG_HEADER) {
      bare_header(target);
      rc = SQLITE_OK;
    }
    if (rc != SQLITE_OK) return rc;
    if (target != out) {
      memcpy(out, target + from, (size_t)n);
      sodium_memzero(target, PAGE);
      if (f->nudge && offset == 24 && amount == 16) {
        out[0] ^= 0xff;
        f->nudge = 0;
      }
    }
    out += n;
    offset += n;
    amount -= n;
  }
  return SQLITE_OK;
}

/*
** Writes sealed pages of zeros where a new database would get a hole below
** end: SQLite skips pages that are free by the time a transaction ends, and
** the backup API reads them all the same.
**
** Only in a new database. Later on everything comes through the log, and a
** hole is either about to be filled from there or a page that was lost; such
** a page must stay one that doesn't open.
*/
static int fill(Sealed *f, sqlite3_int64 end) {
  sqlite3_file *real = under(f);
  if (!f->fresh || f->known >= end) return SQLITE_OK;
  sqlite3_int64 size = 0;
  int rc = real->pMethods->xFileSize(real, &size);
  for (size -= size % PAGE; rc == SQLITE_OK && size < end; size += PAGE) {
    memset(f->scratch, 0, PAGE);
    seal_page(f->key, (uint32_t)(size / PAGE) + 1, f->scratch, f->scratch);
    rc = real->pMethods->xWrite(real, f->scratch, PAGE, size);
  }
  if (rc == SQLITE_OK) f->known = end;
  return rc;
}

/*
** Seals and writes one page.
**
** Page 1 goes out saying that the database is in WAL mode, whatever SQLite
** has in mind. If it had something else in mind, the copy in its cache is at
** odds with the disk: the nudge makes its next look at the change counter
** differ once, whereupon it drops its cache and comes over to the log.
*/
static int main_write(sqlite3_file *file, const void *buffer, int amount,
                      sqlite3_int64 offset) {
  Sealed *f = (Sealed *)file;
  sqlite3_file *real = under(f);
  const unsigned char *plain = buffer;
  uint32_t page = (uint32_t)(offset / PAGE) + 1;

  if (!f->log && !f->fresh) {
    return fail(SQLITE_IOERR_WRITE, SEALED_VFS_NO_JOURNAL, SEALED_VFS_MAIN, page, 0, f->path);
  }
  if (amount != PAGE || offset % PAGE != 0 ||
      (page == 1 && (plain[20] != RESERVED || plain[16] != PAGE >> 8 || plain[17] != 0) &&
       memcmp(plain, "SQLite format 3", 16) == 0)) {
    return fail(SQLITE_IOERR_WRITE, SEALED_VFS_BAD_LAYOUT, SEALED_VFS_MAIN, page, 0, f->path);
  }
  int rc = fill(f, offset);
  if (rc != SQLITE_OK) return rc;
  if (page == 1) {
    memcpy(f->scratch, plain, PAGE);
    if (plain[18] != 2 || plain[19] != 2) f->nudge = 1;
    f->scratch[18] = f->scratch[19] = 2;
    plain = f->scratch;
  }
  seal_page(f->key, page, plain, f->scratch);
  rc = real->pMethods->xWrite(real, f->scratch, PAGE, offset);
  if (rc == SQLITE_OK && f->known < offset + PAGE) f->known = offset + PAGE;
  return rc;
}

static int main_truncate(sqlite3_file *file, sqlite3_int64 size) {
  Sealed *f = (Sealed *)file;
  int rc = fill(f, size);
  f->known = 0;
  return rc == SQLITE_OK ? under(f)->pMethods->xTruncate(under(f), size) : rc;
}

static int main_sync(sqlite3_file *file, int flags) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xSync(real, flags);
}

static int main_size(sqlite3_file *file, sqlite3_int64 *size) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xFileSize(real, size);
}

static int main_close(sqlite3_file *file) {
  Sealed *f = (Sealed *)file;
  int rc = under(f)->pMethods->xClose(under(f));
  sodium_memzero(f->scratch, FRAME);
  free(f->scratch);
  release_key(f->key);
  f->base.pMethods = NULL;
  return rc;
}

/* Notes whether a transaction is about to start on an empty file. */
static int main_lock(sqlite3_file *file, int level) {
  Sealed *f = (Sealed *)file;
  sqlite3_file *real = under(f);
  int rc = real->pMethods->xLock(real, level);
  if (rc == SQLITE_OK && level == SQLITE_LOCK_RESERVED) {
    sqlite3_int64 size = 1;
    rc = real->pMethods->xFileSize(real, &size);
    f->fresh = rc == SQLITE_OK && size == 0;
    f->known = 0;
  }
  return rc;
}

static int main_unlock(sqlite3_file *file, int level) {
  Sealed *f = (Sealed *)file;
  f->fresh = 0;
  return under(f)->pMethods->xUnlock(under(f), level);
}

static int main_check_lock(sqlite3_file *file, int *reserved) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xCheckReservedLock(real, reserved);
}

/*
** Everything that would let the platform touch the bytes of the file by
** itself is swallowed: growing it in chunks of zeros, mapping it.
*/
static int main_control(sqlite3_file *file, int op, void *argument) {
  sqlite3_file *real = under((Sealed *)file);
  switch (op) {
    case SQLITE_FCNTL_SIZE_HINT:
    case SQLITE_FCNTL_CHUNK_SIZE:
      return SQLITE_OK;
    case SQLITE_FCNTL_MMAP_SIZE:
      *(sqlite3_int64 *)argument = 0;
      return SQLITE_OK;
    case SQLITE_FCNTL_BEGIN_ATOMIC_WRITE:
    case SQLITE_FCNTL_COMMIT_ATOMIC_WRITE:
    case SQLITE_FCNTL_ROLLBACK_ATOMIC_WRITE:
      return SQLITE_NOTFOUND;
    default:
      break;
  }
  int rc = real->pMethods->xFileControl(real, op, argument);
  if (rc == SQLITE_OK && op == SQLITE_FCNTL_VFSNAME) {
    *(char **)argument = sqlite3_mprintf("sealed/%z", *(char **)argument);
  }
  return rc;
}

static int main_sector(sqlite3_file *file) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xSectorSize(real);
}

/*
** SQLITE_IOCAP_POWERSAFE_OVERWRITE keeps SQLite from padding the log to a
** sector, and with it from splitting a page over two writes. It is SQLite's
** default; here it can't be switched off.
*/
static int main_characteristics(sqlite3_file *file) {
  sqlite3_file *real = under((Sealed *)file);
  int all = real->pMethods->xDeviceCharacteristics(real);
  return (all & (SQLITE_IOCAP_UNDELETABLE_WHEN_OPEN | SQLITE_IOCAP_IMMUTABLE)) |
         SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static int main_shm_map(sqlite3_file *file, int region, int size, int extend,
                        void volatile **out) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xShmMap(real, region, size, extend, out);
}

/* Passes the lock on, and notes when it is the one for recovery. */
static int main_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
  Sealed *f = (Sealed *)file;
  sqlite3_file *real = under(f);
  int rc = real->pMethods->xShmLock(real, offset, n, flags);
  int recover = (flags & SQLITE_SHM_EXCLUSIVE) && offset <= LOCK_RECOVER &&
                LOCK_RECOVER < offset + n;
  if (recover && rc == SQLITE_OK) f->recovering = (flags & SQLITE_SHM_LOCK) != 0;
  return rc;
}

static void main_shm_barrier(sqlite3_file *file) {
  sqlite3_file *real = under((Sealed *)file);
  real->pMethods->xShmBarrier(real);
}

static int main_shm_unmap(sqlite3_file *file, int delete) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xShmUnmap(real, delete);
}

static const sqlite3_io_methods main_methods = {
    .iVersion = 2, /* without xFetch, and so without mmap */
    .xClose = main_close,
    .xRead = main_read,
    .xWrite = main_write,
    .xTruncate = main_truncate,
    .xSync = main_sync,
    .xFileSize = main_size,
    .xLock = main_lock,
    .xUnlock = main_unlock,
    .xCheckReservedLock = main_check_lock,
    .xFileControl = main_control,
    .xSectorSize = main_sector,
    .xDeviceCharacteristics = main_characteristics,
    .xShmMap = main_shm_map,
    .xShmLock = main_shm_lock,
    .xShmBarrier = main_shm_barrier,
    .xShmUnmap = main_shm_unmap,
};

/* ------------------------------------------------------------------------
** The write-ahead log
*/

static sqlite3_int64 frame_offset(uint32_t frame) {
  return LOG_HEADER + (sqlite3_int64)frame * FRAME;
}

/* Forgets the frame that lies opened in scratch. */
static void forget(Sealed *f) {
  if (f->opened != NO_FRAME) {
    sodium_memzero(f->scratch, FRAME);
    f->opened = NO_FRAME;
  }
}

/*
** Seals the frame that lies plain in scratch, writes it, and keeps the count
** from which watermarks are made. A count holds for one set of salts, that is
** for one pass over the log; SQLite writes zeros for salts while it owes the
** checksums, and such frames count for nothing until they are rewritten.
*/
static int put_frame(Sealed *f, uint32_t frame) {
  static const unsigned char none[8];
  const unsigned char *salts = f->scratch + 8;
  uint32_t watermark = 0;
  if (memcmp(salts, f->salts, 8) == 0) {
    if (frame < f->durable) f->durable = frame;
    watermark = f->durable;
  } else if (memcmp(salts, none, 8) != 0) {
    memcpy(f->salts, salts, 8);
    f->written = f->durable = 0;
  }
  if (frame >= f->written) f->written = frame + 1;
  f->wrote = 1;
  f->opened = NO_FRAME;
  seal_frame(f->key, frame, f->scratch, watermark);
  return under(f)->pMethods->xWrite(under(f), f->scratch, FRAME, frame_offset(frame));
}

/* Reads a whole frame into scratch as it lies on disk. */
static int fetch_frame(Sealed *f, uint32_t frame) {
  f->opened = NO_FRAME;
  return under(f)->pMethods->xRead(under(f), f->scratch, FRAME, frame_offset(frame));
}

/* The error for a frame that was committed and doesn't open. */
static int bad_frame(Sealed *f, uint32_t frame, uint32_t page) {
  sodium_memzero(f->scratch, FRAME);
  return fail(SQLITE_IOERR_DATA, SEALED_VFS_BAD_LOG, SEALED_VFS_LOG, page, frame + 1,
              f->path);
}

/*
** If a header is still held back, SQLite meant it for a page that is there
** already: seals that page again under the new header.
*/
static int flush(Sealed *f) {
  if (f->held == NO_FRAME) return SQLITE_OK;
  uint32_t frame = f->held;
  f->held = NO_FRAME;
  if (f->opened != frame) {
    uint32_t watermark;
    int rc = fetch_frame(f, frame);
    if (rc == SQLITE_IOERR_SHORT_READ) return SQLITE_OK; /* no page came: no frame */
    if (rc != SQLITE_OK) return rc;
    uint32_t page = get_big(f->scratch);
    if (!open_frame(f->key, frame, f->scratch, &watermark)) return bad_frame(f, frame, page);
  }
  memcpy(f->scratch, f->header, FRAME_HEADER);
  return put_frame(f, frame);
}

/*
** Looks for proof that a frame, which doesn't open now, had been safe on
** disk: a later frame of the same pass over the log that opens and whose
** watermark covers it. salts NULL takes frames of any pass.
*/
static int was_durable(Sealed *f, uint32_t frame, const unsigned char *salts) {
  for (uint32_t i = frame + 1; fetch_frame(f, i) == SQLITE_OK; i++) {
    uint32_t watermark;
    if (salts && memcmp(f->scratch + 8, salts, 8) != 0) continue;
    if (open_frame(f->key, i, f->scratch, &watermark)) {
      f->main->proven = 1;
      if (watermark > frame) return 1;
    }
  }
  return 0;
}

/*
** Makes sure that the key is the right one before SQLite is told that the log
** ends early: under a wrong key every frame looks cut short, and SQLite would
** go on to throw the log away. Page 1 of the main file is the witness.
*/
static int prove(Sealed *f) {
  if (f->main->proven) return SQLITE_OK;
  int rc = load_page(f->main, 1, f->main->scratch);
  sodium_memzero(f->main->scratch, PAGE);
  return rc;
}

/* SQLite's checksum of the first 24 bytes of the log, in either byte order. */
static int header_checks(const unsigned char *h) {
  uint32_t a = 0, b = 0;
  int big = get_big(h) & 1;
  if ((get_big(h) & ~1u) != 0x377f0682u || get_big(h + 8) != PAGE) return 0;
  for (int i = 0; i < 24; i += 8) {
    a += (big ? get_big(h + i) : get_little(h + i)) + b;
    b += (big ? get_big(h + i + 4) : get_little(h + i + 4)) + a;
  }
  return get_big(h + 24) == a && get_big(h + 28) == b;
}

/*
** SQLite reads the header of the log at the start of recovery only, and takes
** a log whose header doesn't check for empty. The header is on disk before
** any frame counts, so if frames behind it open, it was damaged since.
*/
static int read_log_header(Sealed *f, unsigned char *out, int amount,
                           sqlite3_int64 offset) {
  unsigned char h[LOG_HEADER];
  sqlite3_file *real = under(f);
  int rc = real->pMethods->xRead(real, h, LOG_HEADER, 0);
  if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return rc;
  if (rc == SQLITE_OK && amount == LOG_HEADER && !header_checks(h)) {
    rc = prove(f);
    if (rc != SQLITE_OK) return rc;
    uint32_t watermark;
    int opens = fetch_frame(f, 0) == SQLITE_OK &&
                open_frame(f->key, 0, f->scratch, &watermark);
    if (opens || was_durable(f, 0, NULL)) {
      sodium_memzero(f->scratch, FRAME);
      return fail(SQLITE_IOERR_DATA, SEALED_VFS_BAD_LOG, SEALED_VFS_LOG, 0, 0, f->path);
    }
  }
  memcpy(out, h + offset, (size_t)amount);
  return rc;
}

/*
** Reads the header of the log, or any slice of one frame. A frame that
** doesn't open is an error, but for one case: SQLite reads whole frames in
** recovery to find the end of the log, and there it may be the end.
*/
static int log_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  Sealed *f = (Sealed *)file;
  unsigned char *out = buffer;
  int rc = flush(f);
  if (rc != SQLITE_OK) return rc;
  if (offset + amount <= LOG_HEADER) return read_log_header(f, out, amount, offset);

  uint32_t frame = (uint32_t)((offset - LOG_HEADER) / FRAME);
  int from = (int)((offset - LOG_HEADER) % FRAME);
  if (offset < LOG_HEADER || from + amount > FRAME) return SQLITE_IOERR_READ;

  rc = fetch_frame(f, frame);
  if (rc != SQLITE_OK) {
    if (rc == SQLITE_IOERR_SHORT_READ) memset(out, 0, (size_t)amount);
    sodium_memzero(f->scratch, FRAME);
    return rc;
  }
  unsigned char salts[8];
  uint32_t page = get_big(f->scratch);
  uint32_t watermark;
  memcpy(salts, f->scratch + 8, 8);
  if (!open_frame(f->key, frame, f->scratch, &watermark)) {
    int recovery = amount == FRAME && (f->main->recovering || !f->wrote);
    if (!recovery) return bad_frame(f, frame, page);
    unsigned char h[LOG_HEADER];
    rc = under(f)->pMethods->xRead(under(f), h, LOG_HEADER, 0);
    if (rc != SQLITE_OK) return rc;
    if (was_durable(f, frame, h + 16)) return bad_frame(f, frame, page);
    sodium_memzero(f->scratch, FRAME);
    rc = prove(f);
    if (rc == SQLITE_OK) memset(out, 0, (size_t)amount);
    return rc;
  }
  f->main->proven = 1;
  f->opened = frame;
  memcpy(out, f->scratch + from, (size_t)amount);
  if (amount != FRAME) forget(f);
  return SQLITE_OK;
}

/*
** Takes the three writes SQLite makes to a log: its header, the header of a
** frame, the page of a frame. Anything else would be a new habit of SQLite's,
** and is refused rather than guessed at.
*/
static int log_write(sqlite3_file *file, const void *buffer, int amount,
                     sqlite3_int64 offset) {
  Sealed *f = (Sealed *)file;
  sqlite3_file *real = under(f);
  uint32_t frame = 0;
  int from = -1;
  if (offset >= LOG_HEADER) {
    frame = (uint32_t)((offset - LOG_HEADER) / FRAME);
    from = (int)((offset - LOG_HEADER) % FRAME);
  }

  if (from == FRAME_HEADER && amount == PAGE) {
    if (f->held != frame) {
      /* A page written again within its transaction, under its old header. */
      int rc = flush(f);
      if (rc != SQLITE_OK) return rc;
      forget(f);
      rc = fetch_frame(f, frame);
      if (rc != SQLITE_OK) return rc;
      uint32_t watermark, page = get_big(f->scratch);
      if (!open_frame(f->key, frame, f->scratch, &watermark)) return bad_frame(f, frame, page);
      memcpy(f->scratch + FRAME_HEADER, buffer, PAGE);
      return put_frame(f, frame);
    }
    f->held = NO_FRAME;
    memcpy(f->scratch, f->header, FRAME_HEADER);
    memcpy(f->scratch + FRAME_HEADER, buffer, PAGE);
    return put_frame(f, frame);
  }

  int rc = flush(f);
  if (rc != SQLITE_OK) return rc;
  if (from == 0 && amount == FRAME_HEADER) {
    memcpy(f->header, buffer, FRAME_HEADER);
    f->held = frame;
    return SQLITE_OK;
  }
  if (offset == 0 && amount == LOG_HEADER) {
    f->written = f->durable = 0;
    return real->pMethods->xWrite(real, buffer, amount, offset);
  }
  return fail(SQLITE_IOERR_WRITE, SEALED_VFS_BAD_LAYOUT, SEALED_VFS_LOG, 0, 0, f->path);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
  Sealed *f = (Sealed *)file;
  int rc = flush(f);
  forget(f);
  f->written = f->durable = 0;
  return rc == SQLITE_OK ? under(f)->pMethods->xTruncate(under(f), size) : rc;
}

static int log_sync(sqlite3_file *file, int flags) {
  Sealed *f = (Sealed *)file;
  int rc = flush(f);
  if (rc == SQLITE_OK) rc = under(f)->pMethods->xSync(under(f), flags);
  if (rc == SQLITE_OK) f->durable = f->written;
  forget(f);
  return rc;
}

static int log_file_size(sqlite3_file *file, sqlite3_int64 *size) {
  Sealed *f = (Sealed *)file;
  int rc = flush(f);
  return rc == SQLITE_OK ? under(f)->pMethods->xFileSize(under(f), size) : rc;
}

static int log_close(sqlite3_file *file) {
  Sealed *f = (Sealed *)file;
  int flushed = flush(f);
  int rc = under(f)->pMethods->xClose(under(f));
  f->main->log = NULL;
  sodium_memzero(f->scratch, FRAME);
  free(f->scratch);
  release_key(f->key);
  f->base.pMethods = NULL;
  return flushed != SQLITE_OK ? flushed : rc;
}

/* A log is never locked: SQLite locks through the main file. */
static int no_lock(sqlite3_file *file, int level) {
  (void)file;
  (void)level;
  return SQLITE_OK;
}
static int no_check_lock(sqlite3_file *file, int *reserved) {
  (void)file;
  *reserved = 0;
  return SQLITE_OK;
}

static const sqlite3_io_methods log_methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_file_size,
    .xLock = no_lock,
    .xUnlock = no_lock,
    .xCheckReservedLock = no_check_lock,
    .xFileControl = main_control,
    .xSectorSize = main_sector,
    .xDeviceCharacteristics = main_characteristics,
};

/* ------------------------------------------------------------------------
** Temporary files, which never leave memory
*/

static int memory_close(sqlite3_file *file) {
  Memory *m = (Memory *)file;
  if (m->bytes) sodium_memzero(m->bytes, (size_t)m->room);
  free(m->bytes);
  memset(m, 0, sizeof *m);
  return SQLITE_OK;
}

static int memory_read(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  Memory *m = (Memory *)file;
  sqlite3_int64 there = m->size > offset ? m->size - offset : 0;
  if (there >= amount) {
    memcpy(buffer, m->bytes + offset, (size_t)amount);
    return SQLITE_OK;
  }
  memset(buffer, 0, (size_t)amount);
  if (there > 0) memcpy(buffer, m->bytes + offset, (size_t)there);
  return SQLITE_IOERR_SHORT_READ;
}

static int memory_write(sqlite3_file *file, const void *buffer, int amount,
                        sqlite3_int64 offset) {
  Memory *m = (Memory *)file;
  sqlite3_int64 end = offset + amount;
  if (end > m->room) {
    sqlite3_int64 room = end + end / 2 + PAGE;
    unsigned char *bytes = realloc(m->bytes, (size_t)room);
    if (!bytes) return SQLITE_IOERR_NOMEM;
    memset(bytes + m->room, 0, (size_t)(room - m->room));
    m->bytes = bytes;
    m->room = room;
  }
  memcpy(m->bytes + offset, buffer, (size_t)amount);
  if (end > m->size) m->size = end;
  return SQLITE_OK;
}

static int memory_truncate(sqlite3_file *file, sqlite3_int64 size) {
  Memory *m = (Memory *)file;
  if (size < m->size) {
    memset(m->bytes + size, 0, (size_t)(m->size - size));
    m->size = size;
  }
  return SQLITE_OK;
}

static int memory_sync(sqlite3_file *file, int flags) {
  (void)file;
  (void)flags;
  return SQLITE_OK;
}

static int memory_size(sqlite3_file *file, sqlite3_int64 *size) {
  *size = ((Memory *)file)->size;
  return SQLITE_OK;
}

static int memory_control(sqlite3_file *file, int op, void *argument) {
  (void)file;
  (void)op;
  (void)argument;
  return SQLITE_NOTFOUND;
}

static int memory_sector(sqlite3_file *file) {
  (void)file;
  return 512;
}

static int memory_characteristics(sqlite3_file *file) {
  (void)file;
  return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

static const sqlite3_io_methods memory_methods = {
    .iVersion = 1,
    .xClose = memory_close,
    .xRead = memory_read,
    .xWrite = memory_write,
    .xTruncate = memory_truncate,
    .xSync = memory_sync,
    .xFileSize = memory_size,
    .xLock = no_lock,
    .xUnlock = no_lock,
    .xCheckReservedLock = no_check_lock,
    .xFileControl = memory_control,
    .xSectorSize = memory_sector,
    .xDeviceCharacteristics = memory_characteristics,
};

static int open_memory(sqlite3_file *file, int flags, int *out_flags) {
  Memory *m = (Memory *)file;
  memset(m, 0, sizeof *m);
  m->base.pMethods = &memory_methods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}

/* ------------------------------------------------------------------------
** The VFS
*/

/*
** Checks a main file that has content before SQLite sees it: that page 1
** opens, and that the file is as long as page 1 says. While a log exists
** neither need be so, as its checkpoint may be under way or cut short; SQLite
** and load_page() find out what is missing when it is asked for.
*/
static int check_main(Sealed *f) {
  sqlite3_file *real = under(f);
  for (int attempt = 0;; attempt++) {
    sqlite3_int64 size = 0;
    int has_log = log_size(f) > LOG_HEADER;
    int rc = real->pMethods->xFileSize(real, &size);
    if (rc != SQLITE_OK) return rc;
    if (size == 0) {
      if (!has_log) return SQLITE_OK; /* a new database */
      return fail(SQLITE_IOERR_DATA, SEALED_VFS_CUT_SHORT, SEALED_VFS_MAIN, 1, 0, f->path);
    }
    rc = load_page(f, 1, f->scratch);
    uint32_t pages = get_big(f->scratch + 28);
    sodium_memzero(f->scratch, PAGE);
    if (has_log && rc == SQLITE_IOERR_DATA) return SQLITE_OK;
    if (rc != SQLITE_OK || has_log || (sqlite3_int64)pages * PAGE <= size) return rc;
    /* Another process may have come and gone between the two looks. */
    if (attempt == 3) {
      return fail(SQLITE_IOERR_DATA, SEALED_VFS_CUT_SHORT, SEALED_VFS_MAIN,
                  (uint32_t)(size / PAGE) + 1, 0, f->path);
    }
  }
}

static int open_main(Sealed *f, const char *name, int flags, int *out_flags) {
  f->key = find_key(name);
  if (!f->key) {
    return fail(SQLITE_CANTOPEN, SEALED_VFS_NO_KEY, SEALED_VFS_MAIN, 0, 0, name);
  }
  int rc = platform->xOpen(platform, name, under(f), flags, out_flags);
  if (rc == SQLITE_OK) {
    f->base.pMethods = &main_methods;
    rc = check_main(f);
  }
  return rc;
}

static int open_log(Sealed *f, const char *name, int flags, int *out_flags) {
  f->main = (Sealed *)sqlite3_database_file_object(name);
  if (!f->main || f->main->base.pMethods != &main_methods) return SQLITE_CANTOPEN;
  f->held = f->opened = NO_FRAME;
  f->key = f->main->key;
  pthread_mutex_lock(&guard);
  f->key->files++;
  pthread_mutex_unlock(&guard);
  int rc = platform->xOpen(platform, name, under(f), flags, out_flags);
  if (rc == SQLITE_OK) {
    f->base.pMethods = &log_methods;
    f->main->log = f;
  }
  return rc;
}

/*
** Opens what SQLite asks for: a main file or a log, sealed; the journal of a
** new database and anything temporary, in memory; nothing else.
*/
static int vfs_open(sqlite3_vfs *vfs, const char *name, sqlite3_file *file, int flags,
                    int *out_flags) {
  (void)vfs;
  file->pMethods = NULL;
  if (!name || (flags & (SQLITE_OPEN_TEMP_DB | SQLITE_OPEN_TRANSIENT_DB |
                         SQLITE_OPEN_TEMP_JOURNAL | SQLITE_OPEN_SUBJOURNAL))) {
    return open_memory(file, flags, out_flags);
  }
  if (flags & SQLITE_OPEN_MAIN_JOURNAL) {
    Sealed *main = (Sealed *)sqlite3_database_file_object(name);
    sqlite3_int64 size = 1;
    if (main && main->base.pMethods == &main_methods) main_size(&main->base, &size);
    if (size == 0) return open_memory(file, flags, out_flags);
  }
  if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) {
    return fail(SQLITE_CANTOPEN, SEALED_VFS_NO_JOURNAL, SEALED_VFS_JOURNAL, 0, 0, name);
  }

  Sealed *f = (Sealed *)file;
  memset(f, 0, sizeof *f);
  f->path = name;
  f->scratch = malloc(FRAME);
  if (!f->scratch) return SQLITE_NOMEM;
  int rc = flags & SQLITE_OPEN_WAL ? open_log(f, name, flags, out_flags)
                                   : open_main(f, name, flags, out_flags);
  if (rc != SQLITE_OK) {
    if (under(f)->pMethods) under(f)->pMethods->xClose(under(f));
    if (f->key) release_key(f->key);
    sodium_memzero(f->scratch, FRAME);
    free(f->scratch);
    file->pMethods = NULL; /* SQLite won't call xClose */
  }
  return rc;
}

/* True for the name of a rollback journal, which never exists here. */
static int is_journal(const char *name) {
  static const char suffix[] = "-journal";
  size_t n = strlen(name), m = sizeof suffix - 1;
  return n > m && strcmp(name + n - m, suffix) == 0;
}

static int vfs_delete(sqlite3_vfs *vfs, const char *name, int sync) {
  (void)vfs;
  int rc = platform->xDelete(platform, name, sync);
  return rc == SQLITE_IOERR_DELETE_NOENT && is_journal(name) ? SQLITE_OK : rc;
}

/* A journal that someone put there is never played back. */
static int vfs_access(sqlite3_vfs *vfs, const char *name, int flags, int *out) {
  (void)vfs;
  if (is_journal(name)) {
    *out = 0;
    return SQLITE_OK;
  }
  return platform->xAccess(platform, name, flags, out);
}

/*
** Runs for every new connection: reserves the bytes for nonce and tag (for a
** database that exists its own header decides, and says the same), and turns
** spilling off.
*/
static int reserve(sqlite3 *db, char **message, const sqlite3_api_routines *api) {
  (void)message;
  (void)api;
  sqlite3_vfs *vfs = NULL;
  int bytes = RESERVED;
  sqlite3_file_control(db, "main", SQLITE_FCNTL_VFS_POINTER, &vfs);
  if (vfs == &sealed_vfs) {
    sqlite3_file_control(db, "main", SQLITE_FCNTL_RESERVE_BYTES, &bytes);
    return sqlite3_exec(db, "PRAGMA cache_spill = OFF", NULL, NULL, NULL);
  }
  return SQLITE_OK;
}

static int registered = SQLITE_ERROR;

static void register_once(void) {
  if (sodium_init() < 0 || sqlite3_initialize() != SQLITE_OK) return;
  platform = sqlite3_vfs_find(NULL);
  if (!platform) return;
  sealed_vfs = *platform; /* what isn't replaced goes straight to the platform */
  sealed_vfs.pNext = NULL;
  sealed_vfs.zName = "sealed";
  sealed_vfs.szOsFile = (int)sizeof(Sealed) + platform->szOsFile;
  if (sealed_vfs.szOsFile < (int)sizeof(Memory)) sealed_vfs.szOsFile = (int)sizeof(Memory);
  sealed_vfs.xOpen = vfs_open;
  sealed_vfs.xDelete = vfs_delete;
  sealed_vfs.xAccess = vfs_access;
  registered = sqlite3_vfs_register(&sealed_vfs, 1);
  if (registered == SQLITE_OK) {
    registered = sqlite3_auto_extension((void (*)(void))reserve);
  }
}

int sealed_vfs_register(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, register_once);
  return registered;
}

int sealed_disable_core_dumps(void) {
  struct rlimit none = {0, 0};
  int a = setrlimit(RLIMIT_CORE, &none);
  int b = prctl(PR_SET_DUMPABLE, 0, 0, 0, 0);
  return a == 0 && b == 0 ? 0 : -1;
}
