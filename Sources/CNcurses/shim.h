// What Swift cannot import from ncurses and Linux by itself, wrapped as inline functions.
//
// Only the terminfo half of ncursesw is used: it tells us how each kind of terminal moves its
// cursor, colours its text and names its keys. The screen itself is kept by the Terminal module.

#ifndef FINGERPOST_CNCURSES_SHIM_H
#define FINGERPOST_CNCURSES_SHIM_H

#define NCURSES_WIDECHAR 1
#include <langinfo.h>
#include <locale.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#include "sealed.h"

// curses.h and term.h fill the name space with macros (`lines`, `columns`, `tab` …), so the few
// functions that are wanted are declared here as ncursesw declares them.
extern int setupterm(const char *term, int fildes, int *errret);
extern char *tigetstr(const char *name);
extern int tigetnum(const char *name);
extern int tigetflag(const char *name);
extern char *tiparm(const char *format, ...);
extern const char *curses_version(void);

/// The string of a capability, or NULL where the terminal has none.
static inline const char *terminfo_string(const char *name) {
  char *found = tigetstr(name);
  return (found == (char *)-1) ? NULL : found;
}

/// A capability with its two parameters filled in; good until the next call.
static inline const char *terminfo_fill(const char *format, int first, int second) {
  return tiparm(format, first, second);
}

/// A capability that gives a colour, in thousandths of red, green and blue; good until the next
/// call.
static inline const char *terminfo_fill_colour(const char *format, int index, int red, int green,
                                               int blue) {
  return tiparm(format, index, red, green, blue);
}

/// 1 where the locale's characters are UTF-8.
static inline int locale_is_utf8(void) {
  const char *set = nl_langinfo(CODESET);
  return set && (set[0] == 'U' || set[0] == 'u') && (set[1] == 'T' || set[1] == 't');
}

/// The size of the terminal behind a descriptor; 0 when it was told, -1 when not.
static inline int terminal_size(int descriptor, int *columns, int *rows) {
  struct winsize size;
  if (ioctl(descriptor, TIOCGWINSZ, &size) != 0) return -1;
  *columns = size.ws_col;
  *rows = size.ws_row;
  return 0;
}

/// The calling process gets `signal` when its parent dies.
static inline int die_with_parent(int signal) { return prctl(PR_SET_PDEATHSIG, signal); }

/// Children whose own parent dies become children of the calling process.
static inline int adopt_orphans(void) { return prctl(PR_SET_CHILD_SUBREAPER, 1); }

/// What `ps` calls this process; at most 15 bytes of it.
static inline int name_process(const char *name) { return prctl(PR_SET_NAME, name); }

/// A descriptor to read `signals` from, not blocking and not inherited; -1 on failure.
static inline int signal_descriptor(const sigset_t *signals) {
  return signalfd(-1, signals, SFD_NONBLOCK | SFD_CLOEXEC);
}

// What a wait status says; Swift cannot import the macros.
static inline int wait_did_exit(int status) { return WIFEXITED(status); }
static inline int wait_exit_code(int status) { return WEXITSTATUS(status); }
static inline int wait_was_signalled(int status) { return WIFSIGNALED(status); }
static inline int wait_signal(int status) { return WTERMSIG(status); }

#endif
