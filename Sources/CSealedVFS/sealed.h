/*
** What the files of the sealed VFS share. How pages and frames lie on disk:
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
** SQLite header too.
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
** Behind the last frame lies an end mark; log_file.c says what for.
**
** NONCES are fresh from the kernel for everything that is sealed: 192 random
** bits (160 beside a watermark). With 2^40 pages written under one key the
** odds of a repeat are below 2^-80. There is no counter and so nothing to go
** wrong after a fork, a crash, or two resumes of one virtual machine.
*/
#ifndef FINGERPOST_SEALED_H
#define FINGERPOST_SEALED_H

#include "sealed_vfs.h"

#include <sqlite3.h>

#define PAGE SEALED_PAGE_SIZE
#define RESERVED SEALED_RESERVED_BYTES
#define CONTENT (PAGE - RESERVED)
#define NONCE 24
#define TAG 16
#define LOG_HEADER 32
#define FRAME_HEADER 24
#define FRAME (FRAME_HEADER + PAGE)
#define FRAME_CLEAR 16 /* bytes of a frame header that stay clear */
#define END_MARK (FRAME_CLEAR + NONCE + TAG)
#define NO_FRAME 0xffffffffu

/* ------------------------------------------------------------------------
** registry.c: keys by path, and what went wrong
*/

/* A registered key. */
typedef struct Key Key;

/*
** The nearest registration for a database file, counted as used by one more
** file, or NULL.
*/
Key *sealed_find_key(const char *path);

/* Counts one more file that uses a key. */
void sealed_use_key(Key *key);

/* Gives a key back. The last to do so wipes it, if it isn't registered. */
void sealed_release_key(Key *key);

/* The parts of a key: SEALED_KEY_BYTES and SEALED_ID_BYTES. */
const unsigned char *sealed_key_secret(const Key *key);
const unsigned char *sealed_key_id(const Key *key);

/* Remembers what went wrong for sealed_vfs_take_error() and returns code. */
int sealed_fail(int code, int reason, int file, uint32_t page, uint32_t frame,
                const char *path);

/* ------------------------------------------------------------------------
** page.c: sealing
*/

/* The state of the ciphers, one for each open file: making it is slow. */
typedef struct Sealer Sealer;

/* NULL when there is no memory. */
Sealer *sealed_new_sealer(const Key *key);

/* Wipes and frees. NULL is fine. */
void sealed_free_sealer(Sealer *s);

/*
** Seals the page at plain into out, which may be the same. Like the three
** below, returns 0 when it could not be done, and out is then not to be
** written anywhere.
*/
int sealed_seal_page(Sealer *s, uint32_t page, const unsigned char *plain,
                     unsigned char *out);

/* Opens a page in place. Returns 0 if it doesn't open; it is then as it was. */
int sealed_open_page(Sealer *s, uint32_t page, unsigned char *bytes);

/* Seals a whole frame, counted from 0, in place. */
int sealed_seal_frame(Sealer *s, uint32_t frame, unsigned char *bytes,
                      uint32_t watermark);

/* Opens a whole frame in place and reports its watermark. */
int sealed_open_frame(Sealer *s, uint32_t frame, unsigned char *bytes,
                      uint32_t *watermark);

/* Seals the end mark behind frames of a log that has these salts. */
int sealed_seal_end(Sealer *s, uint32_t frames, const unsigned char salts[8],
                    unsigned char mark[END_MARK]);

/* Whether bytes are an end mark, and of how many frames. */
int sealed_open_end(Sealer *s, const unsigned char mark[END_MARK], uint32_t *frames);

static inline uint32_t get_big(const unsigned char *p) {
  return (uint32_t)p[0] << 24 | (uint32_t)p[1] << 16 | (uint32_t)p[2] << 8 | p[3];
}
static inline void put_big(unsigned char *p, uint32_t n) {
  p[0] = (unsigned char)(n >> 24);
  p[1] = (unsigned char)(n >> 16);
  p[2] = (unsigned char)(n >> 8);
  p[3] = (unsigned char)n;
}
static inline uint32_t get_little(const unsigned char *p) {
  return (uint32_t)p[3] << 24 | (uint32_t)p[2] << 16 | (uint32_t)p[1] << 8 | p[0];
}
static inline void put_little(unsigned char *p, uint32_t n) {
  p[0] = (unsigned char)n;
  p[1] = (unsigned char)(n >> 8);
  p[2] = (unsigned char)(n >> 16);
  p[3] = (unsigned char)(n >> 24);
}

/* ------------------------------------------------------------------------
** Files
*/

/* One open file of ours. The platform's own file lies right behind it. */
typedef struct Sealed Sealed;
struct Sealed {
  sqlite3_file base;
  Key *key;
  Sealer *sealer;
  const char *path;       /* SQLite's, valid while the file is open */
  unsigned char *scratch; /* one frame */

  /* Main file only. */
  Sealed *log;      /* the log, while it is open */
  char fresh;       /* was empty when the present write lock was taken */
  sqlite3_int64 known; /* a fresh file is at least this long; 0: ask */
  char recovering;  /* holds the lock under which the log is recovered */
  char writing;     /* holds the lock under which the log is written */
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
  uint32_t committed;               /* the last frame written ends a commit:
                                    ** how many there are with it; else 0 */
};

static inline sqlite3_file *under(Sealed *f) { return (sqlite3_file *)&f[1]; }

/* main_file.c. The first three are for any file that is sealed. */
int sealed_control(sqlite3_file *file, int op, void *argument);
int sealed_sector(sqlite3_file *file);
int sealed_characteristics(sqlite3_file *file);
extern const sqlite3_io_methods sealed_main_methods;

/* Reads page (from 1) of a main file into out, opened. */
int sealed_load_page(Sealed *f, uint32_t page, unsigned char *out);

/* The size of the log beside a main file, or 0 when there is none. */
sqlite3_int64 sealed_log_size(Sealed *f);

/* Checks a main file that has content before SQLite sees it. */
int sealed_check_main(Sealed *f);

/* log_file.c */
extern const sqlite3_io_methods sealed_log_methods;

/* memory_file.c: a temporary file, which never leaves memory. */
int sealed_open_memory(sqlite3_file *file, int flags, int *out_flags);
int sealed_memory_size(void);

/* For files that SQLite never locks. */
int sealed_no_lock(sqlite3_file *file, int level);
int sealed_no_check_lock(sqlite3_file *file, int *reserved);

#endif
