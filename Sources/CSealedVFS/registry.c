/*
** Which key belongs to which path, and what went wrong lately.
*/
#define _GNU_SOURCE
#include "sealed.h"

#include <errno.h>
#include <limits.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

/* The part of a key that is secret, in memory from sodium_malloc(). */
typedef struct Secret {
  unsigned char key[SEALED_KEY_BYTES];
  unsigned char id[SEALED_ID_BYTES];
} Secret;

/* One registration. Freed when neither registered nor used by a file. */
struct Key {
  struct Key *next;
  char *path;     /* canonical, without a slash at its end */
  size_t length;  /* of path */
  int registered; /* sealed_vfs_add_key() calls not taken back */
  int files;      /* open files that use it */
  Secret *secret; /* guarded, read-only */
};

static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;
static Key *keys;                     /* guarded */
static sealed_vfs_error errors[16];   /* guarded; the latest last */
static int error_count;               /* guarded */

const unsigned char *sealed_key_secret(const Key *key) { return key->secret->key; }
const unsigned char *sealed_key_id(const Key *key) { return key->secret->id; }

int sealed_fail(int code, int reason, int file, uint32_t page, uint32_t frame,
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

Key *sealed_find_key(const char *path) {
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

void sealed_use_key(Key *key) {
  pthread_mutex_lock(&guard);
  key->files++;
  pthread_mutex_unlock(&guard);
}

void sealed_release_key(Key *key) {
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
