// Signals as things to read, one at a time, where the program is ready for them: nothing ever runs
// in the middle of something else.

import CNcurses

/// The signals a screen lives with.
enum Signals {
  static let watched: [Int32] = [SIGWINCH, SIGTSTP, SIGCONT, SIGINT, SIGTERM, SIGHUP, SIGQUIT]

  static func set(_ signals: [Int32]) -> sigset_t {
    var set = sigset_t()
    sigemptyset(&set)
    for signal in signals { sigaddset(&set, signal) }
    return set
  }

  /// Holds the watched signals back in this thread and those it starts, so that they can be read.
  static func block() {
    var set = set(watched)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  static func unblock(_ signals: [Int32]) {
    var set = set(signals)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  /// A descriptor that the watched signals can be read from; -1 where there is none to be had.
  static func open() -> Int32 {
    var set = set(watched)
    return signal_descriptor(&set)
  }

  /// The signals that are waiting.
  static func read(from descriptor: Int32) -> [Int32] {
    var found: [Int32] = []
    var record = signalfd_siginfo()
    let length = MemoryLayout<signalfd_siginfo>.size
    while CNcurses.read(descriptor, &record, length) == length {
      found.append(Int32(record.ssi_signo))
    }
    return found
  }
}
