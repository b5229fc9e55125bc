/*
** The write-ahead log of a database.
**
** SQLite writes frame header and page one after the other; the header is held
** back until the page comes, which saves a system call per frame. When SQLite
** rewrites a header alone (it does so to redo checksums), the page is sealed
** again under the new header.
**
** WHERE THE LOG ENDS. SQLite takes the first frame that doesn't check as the
** end of the log, which is right for a write that was cut short, and would
** silently drop committed work were the frame damaged later. So when a frame
** doesn't open during recovery, we look behind it for proof that it had been
** safe on disk (that xSync had returned), and if there is any, recovery fails
** with an error. There are two kinds of proof:
**
**  * the watermark in every frame: so many frames of the log were safe when
**    this one was written;
**  * the end mark, 56 bytes in the place of the next frame, written as soon as
**    a transaction is safe: so many frames are. It isn't synced, and needn't
**    be: if it is there, what it says is true.
**
** If there is none, SQLite is handed a frame of zeros, which can't check, and
** the log ends there. So damage to the last transaction is told from a write
** cut short, unless its end mark is gone as well: cut off with the end of the
** file, or lost to a power cut within a moment of being written.
*/
#include "sealed.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

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
  f->committed = get_big(f->scratch + 4) != 0 ? frame + 1 : 0;
  f->wrote = 1;
  f->opened = NO_FRAME;
  if (!sealed_seal_frame(f->sealer, frame, f->scratch, watermark)) {
    return SQLITE_IOERR_NOMEM;
  }
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
  return sealed_fail(SQLITE_IOERR_DATA, SEALED_VFS_BAD_LOG, SEALED_VFS_LOG, page,
                     frame + 1, f->path);
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
    if (!sealed_open_frame(f->sealer, frame, f->scratch, &watermark)) {
      return bad_frame(f, frame, page);
    }
  }
  memcpy(f->scratch, f->header, FRAME_HEADER);
  return put_frame(f, frame);
}

/*
** Looks for proof that a frame, which doesn't open now, had been safe on
** disk: a later frame of the same pass over the log whose watermark covers it,
** or an end mark that does. salts NULL takes those of any pass.
*/
static int was_durable(Sealed *f, uint32_t frame, const unsigned char *salts) {
  for (uint32_t i = frame + 1;; i++) {
    uint32_t safe = 0;
    int rc = fetch_frame(f, i); /* fills up with zeros what isn't there */
    if (rc != SQLITE_OK && rc != SQLITE_IOERR_SHORT_READ) return 0;
    if (!salts || memcmp(f->scratch + 8, salts, 8) == 0) {
      int opens = sealed_open_end(f->sealer, f->scratch, &safe);
      if (!opens && rc == SQLITE_OK) {
        opens = sealed_open_frame(f->sealer, i, f->scratch, &safe);
      }
      if (opens) f->main->proven = 1;
      if (opens && safe > frame) return 1;
    }
    if (rc != SQLITE_OK) return 0;
  }
}

/*
** Marks the end of what has just become safe, where frames end in a commit and
** nobody else can be writing. Should it fail, the log is no worse for it.
*/
static void mark_end(Sealed *f) {
  unsigned char mark[END_MARK];
  if (!f->main->writing || f->committed == 0 || f->committed != f->written) return;
  if (sealed_seal_end(f->sealer, f->committed, f->salts, mark)) {
    under(f)->pMethods->xWrite(under(f), mark, END_MARK, frame_offset(f->committed));
  }
  f->committed = 0;
}

/*
** Makes sure that the key is the right one before SQLite is told that the log
** ends early: under a wrong key every frame looks cut short, and SQLite would
** go on to throw the log away. Page 1 of the main file is the witness.
*/
static int prove(Sealed *f) {
  if (f->main->proven) return SQLITE_OK;
  int rc = sealed_load_page(f->main, 1, f->main->scratch);
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
                sealed_open_frame(f->sealer, 0, f->scratch, &watermark);
    if (opens || was_durable(f, 0, NULL)) {
      sodium_memzero(f->scratch, FRAME);
      return sealed_fail(SQLITE_IOERR_DATA, SEALED_VFS_BAD_LOG, SEALED_VFS_LOG, 0, 0,
                         f->path);
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
static int log_read(sqlite3_file *file, void *buffer, int amount,
                    sqlite3_int64 offset) {
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
  if (!sealed_open_frame(f->sealer, frame, f->scratch, &watermark)) {
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
      if (!sealed_open_frame(f->sealer, frame, f->scratch, &watermark)) {
        return bad_frame(f, frame, page);
      }
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
    f->written = f->durable = f->committed = 0;
    return real->pMethods->xWrite(real, buffer, amount, offset);
  }
  return sealed_fail(SQLITE_IOERR_WRITE, SEALED_VFS_BAD_LAYOUT, SEALED_VFS_LOG, 0, 0,
                     f->path);
}

static int log_truncate(sqlite3_file *file, sqlite3_int64 size) {
  Sealed *f = (Sealed *)file;
  int rc = flush(f);
  forget(f);
  f->written = f->durable = f->committed = 0;
  return rc == SQLITE_OK ? under(f)->pMethods->xTruncate(under(f), size) : rc;
}

static int log_sync(sqlite3_file *file, int flags) {
  Sealed *f = (Sealed *)file;
  int rc = flush(f);
  if (rc == SQLITE_OK) rc = under(f)->pMethods->xSync(under(f), flags);
  if (rc == SQLITE_OK) {
    f->durable = f->written;
    mark_end(f);
  }
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
  sealed_free_sealer(f->sealer);
  sealed_release_key(f->key);
  f->base.pMethods = NULL;
  return flushed != SQLITE_OK ? flushed : rc;
}

const sqlite3_io_methods sealed_log_methods = {
    .iVersion = 1,
    .xClose = log_close,
    .xRead = log_read,
    .xWrite = log_write,
    .xTruncate = log_truncate,
    .xSync = log_sync,
    .xFileSize = log_file_size,
    .xLock = sealed_no_lock,
    .xUnlock = sealed_no_lock,
    .xCheckReservedLock = sealed_no_check_lock,
    .xFileControl = sealed_control,
    .xSectorSize = sealed_sector,
    .xDeviceCharacteristics = sealed_characteristics,
};
