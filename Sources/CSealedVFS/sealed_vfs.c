/*
** The VFS itself: what is opened, sealed or in memory, and what is refused.
**
** It is a shim in the manner of SQLite's own cksumvfs. sealed.h says how
** things lie on disk, main_file.c and log_file.c what is done with them, and
** page.c how they are sealed.
**
** SPILLING. When a transaction outgrows the cache, SQLite writes pages to the
** log early and computes their checksums anew at the commit. If a savepoint was
** rolled back in between, SQLite (3.40.1 at least, sealed or not) can leave a
** chain of checksums that doesn't check: the transaction is acknowledged, and
** recovery after a crash stops short of it. So every connection starts with
** PRAGMA cache_spill = OFF, by which none of this arises; a transaction then
** lives in memory until it is committed. A bulk load that uses no savepoints
** may switch spilling on.
*/
#define _GNU_SOURCE
#include "sealed.h"

#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>

static sqlite3_vfs sealed_vfs;
static sqlite3_vfs *platform; /* the VFS below */

static int open_main(Sealed *f, const char *name, int flags, int *out_flags) {
  f->key = sealed_find_key(name);
  if (!f->key) {
    return sealed_fail(SQLITE_CANTOPEN, SEALED_VFS_NO_KEY, SEALED_VFS_MAIN, 0, 0, name);
  }
  f->sealer = sealed_new_sealer(f->key);
  if (!f->sealer) return SQLITE_NOMEM;
  int rc = platform->xOpen(platform, name, under(f), flags, out_flags);
  if (rc == SQLITE_OK) {
    f->base.pMethods = &sealed_main_methods;
    rc = sealed_check_main(f);
  }
  return rc;
}

static int open_log(Sealed *f, const char *name, int flags, int *out_flags) {
  f->main = (Sealed *)sqlite3_database_file_object(name);
  if (!f->main || f->main->base.pMethods != &sealed_main_methods) return SQLITE_CANTOPEN;
  f->held = f->opened = NO_FRAME;
  f->key = f->main->key;
  sealed_use_key(f->key);
  f->sealer = sealed_new_sealer(f->key);
  if (!f->sealer) return SQLITE_NOMEM;
  int rc = platform->xOpen(platform, name, under(f), flags, out_flags);
  if (rc == SQLITE_OK) {
    f->base.pMethods = &sealed_log_methods;
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
    return sealed_open_memory(file, flags, out_flags);
  }
  if (flags & SQLITE_OPEN_MAIN_JOURNAL) {
    Sealed *main = (Sealed *)sqlite3_database_file_object(name);
    sqlite3_int64 size = 1;
    if (main && main->base.pMethods == &sealed_main_methods) {
      main->base.pMethods->xFileSize(&main->base, &size);
    }
    if (size == 0) return sealed_open_memory(file, flags, out_flags);
  }
  if (!(flags & (SQLITE_OPEN_MAIN_DB | SQLITE_OPEN_WAL))) {
    return sealed_fail(SQLITE_CANTOPEN, SEALED_VFS_NO_JOURNAL, SEALED_VFS_JOURNAL, 0, 0,
                       name);
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
    sealed_free_sealer(f->sealer);
    if (f->key) sealed_release_key(f->key);
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
  /* Nobody asks SQLite how much memory it has, and the count is under a mutex that every
  ** connection of the process waits for. Too late where SQLite is up already: no harm. */
  (void)sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
  if (sodium_init() < 0 || sqlite3_initialize() != SQLITE_OK) return;
  platform = sqlite3_vfs_find(NULL);
  if (!platform) return;
  sealed_vfs = *platform; /* what isn't replaced goes straight to the platform */
  sealed_vfs.pNext = NULL;
  sealed_vfs.zName = "sealed";
  sealed_vfs.szOsFile = (int)sizeof(Sealed) + platform->szOsFile;
  if (sealed_vfs.szOsFile < sealed_memory_size()) {
    sealed_vfs.szOsFile = sealed_memory_size();
  }
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
