/*
 * Counts the file operations of a process below some folders, and makes one of them fail, or the process die at it.
 * Loaded by LD_PRELOAD; shim.ts compiles it and sets what it reads:
 *   FAULT_FOLDERS  folders, separated by colons; other files are none of its business
 *   FAULT_LOG      a file that gets a line for each operation: its name and the path
 *   FAULT_AT       the number of the operation that fails, from 1; absent: none does
 *   FAULT_KIND     EIO, ENOSPC, EACCES or KILL
 *   FAULT_FAILING  the operations that can fail in this way, separated by spaces; absent: all of them
 *   FAULT_STAYS    set: all operations from there on fail that can fail in this way
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *folders, *kind, *failing;
static long fault_at;
static int stays, log_fd = -1;
static atomic_long count;

__attribute__((constructor)) static void begin(void) {
  folders = getenv("FAULT_FOLDERS");
  kind = getenv("FAULT_KIND");
  failing = getenv("FAULT_FAILING");
  stays = getenv("FAULT_STAYS") != NULL;
  fault_at = getenv("FAULT_AT") ? atol(getenv("FAULT_AT")) : 0;
  const char *log = getenv("FAULT_LOG");
  if (log) log_fd = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
  /* What the process starts is not its own work. */
  unsetenv("LD_PRELOAD");
}

static int is_below(const char *path, const char *folder, size_t length) {
  return strncmp(path, folder, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int is_watched(const char *path) {
  if (!folders || !path || path[0] != '/') return 0;
  for (const char *start = folders; *start;) {
    const char *end = strchrnul(start, ':');
    if (is_below(path, start, end - start)) return 1;
    start = *end ? end + 1 : end;
  }
  return 0;
}

static int number_of(const char *name) {
  return strcmp(name, "EIO") == 0 ? EIO : strcmp(name, "ENOSPC") == 0 ? ENOSPC : EACCES;
}

/* Whether a word is in a list with spaces between its words. */
static int has(const char *list, const char *word) {
  size_t length = strlen(word);
  for (const char *found = list; (found = strstr(found, word)); found += length)
    if ((found == list || found[-1] == ' ') && (found[length] == ' ' || found[length] == 0)) return 1;
  return 0;
}

/* 0, or the error that the operation has to fail with. */
static int fault(const char *operation, const char *path) {
  if (!is_watched(path)) return 0;
  long number = atomic_fetch_add(&count, 1) + 1;
  if (log_fd >= 0) {
    char line[PATH_MAX + 32];
    int length = snprintf(line, sizeof line, "%s %s\n", operation, path);
    syscall(SYS_write, log_fd, line, length);
  }
  if (!fault_at || number < fault_at || (number > fault_at && !stays)) return 0;
  if (strcmp(kind, "KILL") == 0) syscall(SYS_kill, getpid(), SIGKILL);
  return !failing || has(failing, operation) ? number_of(kind) : 0;
}

static int fault_of_open_file(const char *operation, int fd) {
  int before = errno;
  char link[32], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = syscall(SYS_readlink, link, path, sizeof path - 1);
  errno = before;
  if (length <= 0) return 0;
  path[length] = 0;
  /* A file that was removed and is still open. */
  char *removed = strstr(path, " (deleted)");
  if (removed) *removed = 0;
  return fault(operation, path);
}

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_IF(error, result) do { int e = (error); if (e) { errno = e; return result; } } while (0)

#define OPEN(name)                                                        \
  int name(const char *path, int flags, ...) {                            \
    va_list list;                                                         \
    va_start(list, flags);                                                \
    int mode = va_arg(list, int);                                         \
    va_end(list);                                                         \
    FAIL_IF(fault(flags & O_CREAT ? "create" : "open", path), -1);        \
    return NEXT(name)(path, flags, mode);                                 \
  }
OPEN(open)
OPEN(open64)

int openat(int folder, const char *path, int flags, ...) {
  va_list list;
  va_start(list, flags);
  int mode = va_arg(list, int);
  va_end(list);
  FAIL_IF(fault(flags & O_CREAT ? "create" : "open", path), -1);
  return NEXT(openat)(folder, path, flags, mode);
}

#define OPEN_FILE(result, name, operation, fd, parameters, arguments) \
  result name parameters {                                            \
    FAIL_IF(fault_of_open_file(operation, fd), -1);                   \
    return NEXT(name) arguments;                                      \
  }
OPEN_FILE(ssize_t, read, "read", fd, (int fd, void *to, size_t bytes), (fd, to, bytes))
OPEN_FILE(ssize_t, pread64, "read", fd, (int fd, void *to, size_t bytes, off64_t at), (fd, to, bytes, at))
OPEN_FILE(ssize_t, write, "write", fd, (int fd, const void *from, size_t bytes), (fd, from, bytes))
OPEN_FILE(ssize_t, pwrite64, "write", fd, (int fd, const void *from, size_t bytes, off64_t at), (fd, from, bytes, at))
OPEN_FILE(ssize_t, writev, "writev", fd, (int fd, const struct iovec *from, int parts), (fd, from, parts))
OPEN_FILE(int, fsync, "fsync", fd, (int fd), (fd))
OPEN_FILE(int, fdatasync, "fsync", fd, (int fd), (fd))
OPEN_FILE(int, ftruncate64, "truncate", fd, (int fd, off64_t bytes), (fd, bytes))
OPEN_FILE(int, fchmod, "chmod", fd, (int fd, mode_t mode), (fd, mode))

#define NAMED(name, path, parameters, arguments) \
  int name parameters {                          \
    FAIL_IF(fault(#name, path), -1);             \
    return NEXT(name) arguments;                 \
  }
NAMED(unlink, path, (const char *path), (path))
NAMED(rmdir, path, (const char *path), (path))
NAMED(mkdir, path, (const char *path, mode_t mode), (path, mode))
NAMED(chmod, path, (const char *path, mode_t mode), (path, mode))
NAMED(truncate, path, (const char *path, off_t bytes), (path, bytes))
NAMED(rename, to, (const char *from, const char *to), (from, to))
NAMED(link, to, (const char *from, const char *to), (from, to))
NAMED(symlink, to, (const char *from, const char *to), (from, to))

int unlinkat(int folder, const char *path, int flags) {
  FAIL_IF(fault(flags & AT_REMOVEDIR ? "rmdir" : "unlink", path), -1);
  return NEXT(unlinkat)(folder, path, flags);
}

DIR *opendir(const char *path) {
  FAIL_IF(fault("opendir", path), NULL);
  return NEXT(opendir)(path);
}

int scandir64(const char *path, struct dirent64 ***names, int (*filter)(const struct dirent64 *),
              int (*compare)(const struct dirent64 **, const struct dirent64 **)) {
  FAIL_IF(fault("scandir", path), -1);
  return NEXT(scandir64)(path, names, filter, compare);
}
