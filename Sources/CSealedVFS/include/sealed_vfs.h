/*
** An SQLite VFS that seals every page before it reaches the disk.
**
** Once sealed_vfs_register() has run, every database that SQLite opens by
** default lies on disk as XChaCha20-Poly1305 ciphertext: main file and
** write-ahead log alike, under a key registered beforehand for its path or
** for a folder above it. A path without a key is refused, so that sealing
** can't be forgotten. What is temporary is kept in memory and never written.
**
** What a sealed file gives away: its size, and, while a log exists, which
** page numbers were written to it. What it can't notice: the main file (or
** one page of it, or the end of the log) put back as it was at an earlier
** time. The history chain of the casebook is there for that.
*/
#ifndef FINGERPOST_SEALED_VFS_H
#define FINGERPOST_SEALED_VFS_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/* The layout of a sealed page: 4056 bytes of SQLite's own, then nonce and
** tag in the bytes that SQLite reserves at the end of each page. */
#define SEALED_PAGE_SIZE 4096
#define SEALED_RESERVED_BYTES 40
#define SEALED_KEY_BYTES 32
#define SEALED_ID_BYTES 16

/* Why the last call to the sealed VFS failed. */
enum sealed_vfs_reason {
  SEALED_VFS_FINE = 0,
  /* No key is registered for the path or a folder above it. */
  SEALED_VFS_NO_KEY,
  /* The file is an ordinary SQLite database, not a sealed one. */
  SEALED_VFS_NOT_SEALED,
  /* A page doesn't open under this key: damaged, moved, or another key's. */
  SEALED_VFS_BAD_PAGE,
  /* The main file is shorter than its first page says it is. */
  SEALED_VFS_CUT_SHORT,
  /* The log lost something that was safely on disk: a committed frame no
  ** longer opens, or its header is damaged while sealed frames follow. */
  SEALED_VFS_BAD_LOG,
  /* The caller wanted a rollback or super journal on disk, or to change a
  ** database other than through its log. */
  SEALED_VFS_NO_JOURNAL,
  /* A write in another layout than the one above: a new database attached
  ** without reserved bytes, or another page size. */
  SEALED_VFS_BAD_LAYOUT
};

/* Which file of a casebook an error is about. */
enum sealed_vfs_file {
  SEALED_VFS_MAIN = 1,   /* the database itself */
  SEALED_VFS_LOG = 2,    /* its write-ahead log, "-wal" */
  SEALED_VFS_JOURNAL = 3 /* a rollback or super journal */
};

/* What went wrong, for the layer above to make a sentence of. */
typedef struct sealed_vfs_error {
  int reason;      /* one of enum sealed_vfs_reason */
  int file;        /* one of enum sealed_vfs_file */
  uint32_t page;   /* database page, from 1; 0 when not about one page */
  uint32_t frame;  /* frame of the log, from 1; 0 when not in the log */
  char path[1024]; /* the file, cut short when longer, always terminated */
} sealed_vfs_error;

/*
** Registers the VFS "sealed" over the platform's default one and makes it
** the default, and sees to it that every connection opened from then on
** reserves 40 bytes a page and doesn't spill its cache (PRAGMA cache_spill, see
** SPILLING in the C file): what a transaction changes stays in memory until it
** is committed, so a bulk load commits every some thousand rows. Safe to call any number of times, from any
** thread. Returns SQLITE_OK, or SQLITE_ERROR when libsodium can't start.
*/
int sealed_vfs_register(void);

/*
** Registers the key for a database file, or for a folder and everything
** below it; the nearest registration wins. The path may be relative, have
** symbolic links in it, and its last component need not exist yet. id is the
** casebook's own, and is bound into every page, so that pages of two
** casebooks under one key can't be exchanged.
**
** The key is copied into guarded, locked memory. Registering the same key
** for the same path again only counts. Returns SQLITE_OK; SQLITE_CANTOPEN
** when the folder of the path doesn't exist; SQLITE_MISMATCH when another
** key is registered there already; SQLITE_NOMEM.
*/
int sealed_vfs_add_key(const char *path,
                       const unsigned char key[SEALED_KEY_BYTES],
                       const unsigned char id[SEALED_ID_BYTES]);

/*
** Takes back one sealed_vfs_add_key() of the same path. After the last, no
** file opens under the key any more, and its memory is wiped: at once, or
** when the last file still open under it is closed. Returns SQLITE_OK, or
** SQLITE_NOTFOUND when no key is registered for exactly this path.
*/
int sealed_vfs_remove_key(const char *path);

/*
** Copies out the latest error about a file at or below path (NULL: about any
** file) and forgets it. Returns 1, or 0 and SEALED_VFS_FINE when there is
** none. The few latest errors of the process are kept, whichever thread they
** happened on, because GRDB reads on threads of its own.
*/
int sealed_vfs_take_error(const char *path, sealed_vfs_error *error);

/*
** Keeps this process out of core dumps and away from debuggers of the same
** user, so that keys and records don't end up in a crash file. Returns 0, or
** -1 when the system refuses.
*/
int sealed_disable_core_dumps(void);

#ifdef __cplusplus
}
#endif
#endif
