/*
** Temporary files, which never leave memory.
*/
#include "sealed.h"

#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* A temporary file. */
typedef struct Memory {
  sqlite3_file base;
  unsigned char *bytes;
  sqlite3_int64 size;
  sqlite3_int64 room;
} Memory;

int sealed_memory_size(void) { return (int)sizeof(Memory); }

int sealed_no_lock(sqlite3_file *file, int level) {
  (void)file;
  (void)level;
  return SQLITE_OK;
}
int sealed_no_check_lock(sqlite3_file *file, int *reserved) {
  (void)file;
  *reserved = 0;
  return SQLITE_OK;
}

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
    .xLock = sealed_no_lock,
    .xUnlock = sealed_no_lock,
    .xCheckReservedLock = sealed_no_check_lock,
    .xFileControl = memory_control,
    .xSectorSize = memory_sector,
    .xDeviceCharacteristics = memory_characteristics,
};

int sealed_open_memory(sqlite3_file *file, int flags, int *out_flags) {
  Memory *m = (Memory *)file;
  memset(m, 0, sizeof *m);
  m->base.pMethods = &memory_methods;
  if (out_flags) *out_flags = flags;
  return SQLITE_OK;
}
