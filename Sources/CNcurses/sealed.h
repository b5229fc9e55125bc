// A program that can write to one file in memory and to nothing else: what an editor is run as,
// so that its swap, backup and history files cannot carry a note to the disk.
//
// memfd_create gives the file; Landlock (Linux 5.13) takes every other way of writing, and from
// Linux 6.7 every TCP connection, away from the program and all that it starts. It does not hold
// back what a program that was already running does when it is asked over a socket, nor does it
// keep memory from a swap partition that is not encrypted.

#ifndef FINGERPOST_CNCURSES_SEALED_H
#define FINGERPOST_CNCURSES_SEALED_H

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/// execvpe is a GNU extension that the headers hide from Swift's importer.
extern int execvpe(const char *file, char *const argv[], char *const envp[]);

/// The numbers are the same on every machine since Linux 5.1.
enum {
  sealed_landlock_create = 444,
  sealed_landlock_add = 445,
  sealed_landlock_restrict = 446,
};

/// The descriptor that the program finds its file under.
enum { sealed_file_number = 3 };

/// An empty file in memory that no program inherits; -1 where there is none to be had.
static inline int memory_file(const char *name) {
#ifdef SYS_memfd_create
  return (int)syscall(SYS_memfd_create, name, 1U /* MFD_CLOEXEC */);
#else
  errno = ENOSYS;
  return -1;
#endif
}

/// The version of Landlock this kernel has; 0 where it has none.
static inline int landlock_version(void) {
  long version = syscall(sealed_landlock_create, (void *)0, (size_t)0, 1U);
  return version > 0 ? (int)version : 0;
}

/// Takes from this process, for good, every way of writing to a file system but to its terminal.
static inline int give_up_writing(int version) {
  struct {
    uint64_t files;
    uint64_t net;
  } handled = {0, 0};
  const uint64_t write_file = 1ULL << 1;
  // Bits 4 to 12 remove and make things; 13 is to link across folders, 14 to truncate.
  handled.files = write_file | 0x1ff0ULL;
  if (version >= 2) handled.files |= 1ULL << 13;
  if (version >= 3) handled.files |= 1ULL << 14;
  if (version >= 4) handled.net = 3;
  size_t size = version >= 4 ? 16 : 8;
  int rules = (int)syscall(sealed_landlock_create, &handled, size, 0U);
  if (rules < 0) return -1;
  const char *open_to_all[] = {"/dev/tty", "/dev/null", "/dev/pts", "/dev/console"};
  for (int i = 0; i < 4; i++) {
    struct {
      uint64_t allowed;
      int32_t parent;
    } __attribute__((packed)) rule;
    rule.allowed = write_file | (version >= 3 ? 1ULL << 14 : 0);
    rule.parent = open(open_to_all[i], O_RDONLY | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (rule.parent < 0) continue;
    syscall(sealed_landlock_add, rules, 1 /* beneath a path */, &rule, 0U);
    close(rule.parent);
  }
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return -1;
  int result = (int)syscall(sealed_landlock_restrict, rules, 0U);
  close(rules);
  return result;
}

/// Runs a program that may write to `file` and the terminal only, and waits for it.
/// Returns its wait status; -1 where it could not be started.
static inline int run_sealed(char *const argv[], char *const envp[], int file) {
  int version = landlock_version();
  if (version == 0) return -1;
  pid_t child = fork();
  if (child < 0) return -1;
  if (child == 0) {
    // Between fork and exec only what is safe in a signal handler.
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, (sigset_t *)0);
    // The copy is inherited; where the file has the number already, its mark is taken off.
    int placed = file == sealed_file_number ? fcntl(file, F_SETFD, 0)
                                            : dup2(file, sealed_file_number);
    if (placed >= 0 && give_up_writing(version) == 0) execvpe(argv[0], argv, envp);
    _exit(127);
  }
  int status = 0;
  while (waitpid(child, &status, 0) < 0) {
    if (errno != EINTR) return -1;
  }
  return status;
}

#endif
