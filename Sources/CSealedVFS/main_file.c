/*
** The main file of a database.
**
** JOURNALS. A database with content is changed through its log only: page 1
** on disk always says "WAL", a rollback journal on disk is refused, and so is
** a write to the main file while no log is open. The first transaction of a
** new database has nothing to roll back to, so its journal is a file in
** memory. All temporary files are, whatever PRAGMA temp_store says.
*/
#include "sealed.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#define LOCK_WRITE 0   /* SQLite's WAL_WRITE_LOCK */
#define LOCK_RECOVER 2 /* and its WAL_RECOVER_LOCK */

/*
** Reads page (from 1) into out, opened. A page past the end of a file that
** has pages is an error: SQLite would take it for a page of zeros, and zeros
** can pass for data.
*/
int sealed_load_page(Sealed *f, uint32_t page, unsigned char *out) {
  sqlite3_file *real = under(f);
  sqlite3_int64 offset = (sqlite3_int64)(page - 1) * PAGE;
  for (int attempt = 0;; attempt++) {
    int rc = real->pMethods->xRead(real, out, PAGE, offset);
    if (rc == SQLITE_IOERR_SHORT_READ) {
      return sealed_fail(SQLITE_IOERR_DATA, SEALED_VFS_CUT_SHORT, SEALED_VFS_MAIN, page,
                         0, f->path);
    }
    if (rc != SQLITE_OK) return rc;
    int clear = page == 1 && memcmp(out, "SQLite format 3", 16) == 0;
    if (!clear && sealed_open_page(f->sealer, page, out)) {
      f->proven = 1;
      return SQLITE_OK;
    }
    sodium_memzero(out, PAGE);
    if (clear) {
      return sealed_fail(SQLITE_NOTADB, SEALED_VFS_NOT_SEALED, SEALED_VFS_MAIN, 1, 0,
                         f->path);
    }
    /* SQLite looks at page 1 before it takes any lock, and so it may meet the
    ** page while a checkpoint elsewhere is half through writing it. */
    if (page == 1 && !f->log && attempt < 5) {
      struct timespec pause = {0, 1000000};
      nanosleep(&pause, NULL);
      continue;
    }
    return sealed_fail(SQLITE_IOERR_DATA, SEALED_VFS_BAD_PAGE, SEALED_VFS_MAIN, page, 0,
                       f->path);
  }
}

sqlite3_int64 sealed_log_size(Sealed *f) {
  struct stat s;
  const char *name = sqlite3_filename_wal(f->path);
  if (!name || stat(name, &s) != 0) return 0;
  return s.st_size;
}

/*
** Checks a main file that has content before SQLite sees it: that page 1
** opens, and that the file is as long as page 1 says. While a log exists
** neither need be so, as its checkpoint may be under way or cut short; SQLite
** and sealed_load_page() find out what is missing when it is asked for.
*/
int sealed_check_main(Sealed *f) {
  sqlite3_file *real = under(f);
  for (int attempt = 0;; attempt++) {
    sqlite3_int64 size = 0;
    int has_log = sealed_log_size(f) > LOG_HEADER;
    int rc = real->pMethods->xFileSize(real, &size);
    if (rc != SQLITE_OK) return rc;
    if (size == 0) {
      if (!has_log) return SQLITE_OK; /* a new database */
      return sealed_fail(SQLITE_IOERR_DATA, SEALED_VFS_CUT_SHORT, SEALED_VFS_MAIN, 1, 0,
                         f->path);
    }
    rc = sealed_load_page(f, 1, f->scratch);
    uint32_t pages = get_big(f->scratch + 28);
    sodium_memzero(f->scratch, PAGE);
    if (has_log && rc == SQLITE_IOERR_DATA) return SQLITE_OK;
    if (rc != SQLITE_OK || has_log || (sqlite3_int64)pages * PAGE <= size) return rc;
    /* Another process may have come and gone between the two looks. */
    if (attempt == 3) {
      return sealed_fail(SQLITE_IOERR_DATA, SEALED_VFS_CUT_SHORT, SEALED_VFS_MAIN,
                  (uint32_t)(size / PAGE) + 1, 0, f->path);
    }
  }
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
static int main_read(sqlite3_file *file, void *buffer, int amount,
                     sqlite3_int64 offset) {
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
    int rc = sealed_load_page(f, page, target);
    if (rc == SQLITE_IOERR_DATA && page == 1 && !f->log &&
        sealed_log_size(f) > LOG_HEADER) {
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
    uint32_t page = (uint32_t)(size / PAGE) + 1;
    rc = sealed_seal_page(f->sealer, page, f->scratch, f->scratch)
             ? real->pMethods->xWrite(real, f->scratch, PAGE, size)
             : SQLITE_IOERR_NOMEM;
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
    return sealed_fail(SQLITE_IOERR_WRITE, SEALED_VFS_NO_JOURNAL, SEALED_VFS_MAIN, page, 0,
                       f->path);
  }
  if (amount != PAGE || offset % PAGE != 0 ||
      (page == 1 && (plain[20] != RESERVED || plain[16] != PAGE >> 8 || plain[17] != 0) &&
       memcmp(plain, "SQLite format 3", 16) == 0)) {
    return sealed_fail(SQLITE_IOERR_WRITE, SEALED_VFS_BAD_LAYOUT, SEALED_VFS_MAIN, page, 0,
                       f->path);
  }
  int rc = fill(f, offset);
  if (rc != SQLITE_OK) return rc;
  if (page == 1) {
    memcpy(f->scratch, plain, PAGE);
    if (plain[18] != 2 || plain[19] != 2) f->nudge = 1;
    f->scratch[18] = f->scratch[19] = 2;
    plain = f->scratch;
  }
  if (!sealed_seal_page(f->sealer, page, plain, f->scratch)) return SQLITE_IOERR_NOMEM;
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
  sealed_free_sealer(f->sealer);
  sealed_release_key(f->key);
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
int sealed_control(sqlite3_file *file, int op, void *argument) {
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

int sealed_sector(sqlite3_file *file) {
  sqlite3_file *real = under((Sealed *)file);
  return real->pMethods->xSectorSize(real);
}

/*
** SQLITE_IOCAP_POWERSAFE_OVERWRITE keeps SQLite from padding the log to a
** sector, and with it from splitting a page over two writes. It is SQLite's
** default; here it can't be switched off.
*/
int sealed_characteristics(sqlite3_file *file) {
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

/* Passes the lock on, and notes when it is the one for recovery or writing. */
static int main_shm_lock(sqlite3_file *file, int offset, int n, int flags) {
  Sealed *f = (Sealed *)file;
  sqlite3_file *real = under(f);
  int rc = real->pMethods->xShmLock(real, offset, n, flags);
  if (rc == SQLITE_OK && (flags & SQLITE_SHM_EXCLUSIVE)) {
    char locked = (flags & SQLITE_SHM_LOCK) != 0;
    if (offset <= LOCK_RECOVER && LOCK_RECOVER < offset + n) f->recovering = locked;
    if (offset <= LOCK_WRITE && LOCK_WRITE < offset + n) {
      f->writing = locked;
      if (f->log) f->log->committed = 0;
    }
  }
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

const sqlite3_io_methods sealed_main_methods = {
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
    .xFileControl = sealed_control,
    .xSectorSize = sealed_sector,
    .xDeviceCharacteristics = sealed_characteristics,
    .xShmMap = main_shm_map,
    .xShmLock = main_shm_lock,
    .xShmBarrier = main_shm_barrier,
    .xShmUnmap = main_shm_unmap,
};
