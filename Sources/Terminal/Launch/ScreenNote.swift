// How a child tells its supervising parent whether the screen is its own at the moment, so that
// the parent cleans up exactly when there is something to clean.

import CNcurses
import Foundation

/// The writing end of a pipe to the supervising parent.
struct ScreenNote {
  let descriptor: Int32

  static let variable = "TERMINAL_SCREEN_NOTE"
  static let reportVariable = "TERMINAL_CRASH_REPORT"

  /// The note that the parent passed on, where there is a parent.
  static func inherited() -> ScreenNote? {
    guard let text = getenv(variable).map({ String(cString: $0) }), let number = Int32(text),
      fcntl(number, F_GETFD) >= 0
    else { return nil }
    return ScreenNote(descriptor: number)
  }

  /// The crash report, opened for what goes to standard error while the screen is on.
  static func openReport() -> Int32? {
    guard let path = getenv(reportVariable) else { return nil }
    let descriptor = open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
    return descriptor >= 0 ? descriptor : nil
  }

  func write(isOn: Bool) {
    var byte: UInt8 = isOn ? 1 : 0
    _ = CNcurses.write(descriptor, &byte, 1)
  }
}
