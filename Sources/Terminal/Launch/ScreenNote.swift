// How a child tells its supervising parent whether the screen is its own at the moment, so that
// the parent cleans up exactly when there is something to clean.

import CNcurses
import Foundation

/// The writing end of a pipe to the supervising parent.
struct ScreenNote {
  let descriptor: Int32

  /// Whose the screen is.
  enum State: UInt8 {
    case notOurs = 0
    case ours = 1
    /// Some of the terminal's numbered colours are ours, too.
    case oursWithColours = 2
  }

  static let variable = "TERMINAL_SCREEN_NOTE"
  static let reportVariable = "TERMINAL_CRASH_REPORT"

  /// The note that the parent passed on, where there is a parent.
  static func inherited() -> ScreenNote? {
    inheritedDescriptor(variable).map(ScreenNote.init)
  }

  /// A file in memory for what goes to standard error while the screen is on, such as the sentence
  /// of a trap; the parent puts it into the crash report.
  static func openReport() -> Int32? {
    guard let descriptor = inheritedDescriptor(reportVariable) else { return nil }
    let copy = fcntl(descriptor, F_DUPFD_CLOEXEC, 3)
    return copy >= 0 ? copy : nil
  }

  /// A descriptor that the parent passed on, kept from the programs that this one starts.
  private static func inheritedDescriptor(_ variable: String) -> Int32? {
    guard let text = getenv(variable).map({ String(cString: $0) }), let number = Int32(text),
      fcntl(number, F_SETFD, FD_CLOEXEC) >= 0
    else { return nil }
    return number
  }

  func write(_ state: State) {
    var byte = state.rawValue
    _ = CNcurses.write(descriptor, &byte, 1)
  }
}
