// Another program on the terminal for a while, such as a pager.

import CNcurses
import Foundation

/// A program that is given the terminal. Run it inside `Driver.lend`.
public enum ForegroundProgram {
  /// Runs a program and waits for it. It starts with no signal held back, unlike this program.
  /// - Parameter arguments: the program, found on the PATH, and what is handed to it.
  /// - Returns: its exit code, 128 and the number of the signal that ended it, or 127 where it
  ///   could not be started.
  public static func run(_ arguments: [String]) -> Int32 {
    guard let program = arguments.first else { return 127 }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var none = Signals.set([])
    posix_spawnattr_setsigmask(&attributes, &none)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK))
    let variables = ProcessInfo.processInfo.environment.map { "\($0.key)=\($0.value)" }
    var child: pid_t = 0
    let failed = withCStrings(arguments) { arguments in
      withCStrings(variables) { posix_spawnp(&child, program, nil, &attributes, arguments, $0) }
    }
    guard failed == 0 else { return 127 }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      guard errno == EINTR else { return 127 }
    }
    return wait_was_signalled(status) != 0 ? 128 + wait_signal(status) : wait_exit_code(status)
  }

  /// Strings as the C library takes arguments and environments, for as long as `body` runs.
  static func withCStrings<Result>(
    _ strings: [String], _ body: (UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>) -> Result
  ) -> Result {
    var pointers = strings.map { strdup($0) } + [nil]
    defer { for pointer in pointers { free(pointer) } }
    return pointers.withUnsafeMutableBufferPointer { buffer in
      guard let base = buffer.baseAddress else { preconditionFailure("never empty") }
      return body(base)
    }
  }
}
