// Where a crash is written down: a file only its owner can read, never the screen.

import CNcurses
import Foundation

/// A report that exists from the start, so that its mode is right before anything is in it, and
/// that goes again when nothing happened.
struct CrashReport {
  /// Nil where no such file could be made.
  let path: String?

  init(folder: String) {
    let environment = ProcessInfo.processInfo.environment
    let state: String
    if let given = environment["XDG_STATE_HOME"], given.hasPrefix("/") {
      state = given
    } else if let home = environment["HOME"], home.hasPrefix("/") {
      state = home + "/.local/state"
    } else {
      path = nil
      return
    }
    let place = state + "/" + folder
    try? FileManager.default.createDirectory(
      atPath: place, withIntermediateDirectories: true,
      attributes: [.posixPermissions: 0o700])
    let name = "\(place)/crash-\(Int(Date().timeIntervalSince1970))-\(getpid()).txt"
    path = [name, name + Self.traceSuffix].allSatisfy(Self.make) ? name : nil
  }

  /// Swift's backtrace starts its file afresh, whenever it comes to it, so it has one of its own
  /// until the end.
  private static let traceSuffix = ".trace"

  private static func make(_ name: String) -> Bool {
    let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    if descriptor >= 0 { close(descriptor) }
    return descriptor >= 0
  }

  /// The value of SWIFT_BACKTRACE for the child: quiet, and into the report or nowhere.
  var backtraceSetting: String {
    guard let path, !path.contains(",") else { return "enable=no,warnings=suppressed" }
    return
      "enable=yes,output-to=\(path)\(Self.traceSuffix),interactive=no,color=no,threads=crashed,images=none,"
      + "registers=none,sanitize=yes,timeout=5s,warnings=suppressed"
  }

  /// Takes the backtrace over into the report, once nobody writes it any more.
  func addTrace() {
    guard let path else { return }
    if let trace = FileManager.default.contents(atPath: path + Self.traceSuffix) {
      add(String(decoding: trace, as: UTF8.self))
    }
    unlink(path + Self.traceSuffix)
  }

  func add(_ text: String) {
    guard let path, let file = FileHandle(forWritingAtPath: path) else { return }
    defer { try? file.close() }
    _ = try? file.seekToEnd()
    try? file.write(contentsOf: Data(text.utf8))
  }

  /// The first of what stands in a file in memory; nil where it is empty.
  static func text(of descriptor: Int32) -> String? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = descriptor < 0 ? 0 : pread(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? String(decoding: buffer[..<count], as: UTF8.self) : nil
  }

  func discard() {
    guard let path else { return }
    unlink(path)
    unlink(path + Self.traceSuffix)
  }
}
