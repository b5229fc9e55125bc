// A bar on standard error while something long is brought in, where somebody looks.

import Exchange
import Foundation
import Synchronization

/// Shows how far an import has come, and stops it on Ctrl-C with nothing brought in.
final class ImportProgressLine {
  private let source: String
  private let isShown: Bool
  private var last = ContinuousClock.now

  private static let isStopped = Atomic(false)

  init(_ source: String) {
    self.source = source
    isShown = isatty(STDERR_FILENO) == 1
    // The first Ctrl-C stops the import in good order; a second one ends the program.
    signal(SIGINT) { _ in
      ImportProgressLine.isStopped.store(true, ordering: .relaxed)
      signal(SIGINT, SIG_DFL)
    }
  }

  func tell(_ progress: ImportProgress) throws {
    if Self.isStopped.load(ordering: .relaxed) {
      clear()
      throw ImportError.cancelled(source)
    }
    guard isShown, ContinuousClock.now - last > .milliseconds(100) else { return }
    last = .now
    let width = 30
    let full = Int(progress.fraction * Double(width))
    let bar = String(repeating: "█", count: full) + String(repeating: "·", count: width - full)
    let words =
      progress.phase == .reading
      ? "\(progress.records) records read" : "\(progress.done) services made ready to be found"
    FileHandle.standardError.write(
      Data("\r\(bar) \(Int(progress.fraction * 100)) %  \(words)   Ctrl-C stops\u{1b}[K".utf8))
  }

  func clear() {
    signal(SIGINT, SIG_DFL)
    if isShown { FileHandle.standardError.write(Data("\r\u{1b}[K".utf8)) }
  }
}
