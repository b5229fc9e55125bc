// A directory brought in beside whoever sits at the desk.

import Casebook
import Foundation
import Synchronization

/// An import that runs on a thread of its own.
public final class BackgroundImport: Sendable {
  /// How it ended.
  public enum Ending: Equatable, Sendable {
    case done(ImportReport)
    /// Why nothing was imported, as a sentence.
    case failed(String)
    case stopped
  }

  private struct State {
    var progress: ImportProgress?
    var ending: Ending?
    var isStopped = false
  }

  private let state = Mutex(State())
  public let path: URL
  public let isDryRun: Bool
  private let finished = DispatchSemaphore(value: 0)

  /// How far it has come; nil before it has begun.
  public var progress: ImportProgress? { state.withLock { $0.progress } }

  /// How it ended; nil while it runs.
  public var ending: Ending? { state.withLock { $0.ending } }

  /// Stops it within a moment; then nothing is brought in.
  public func stop() { state.withLock { $0.isStopped = true } }

  /// Waits for the end, for `seconds` at the most.
  @discardableResult
  public func wait(seconds: Double) -> Ending? {
    if finished.wait(timeout: .now() + seconds) == .success { finished.signal() }
    return ending
  }

  /// Starts at once.
  public init(_ path: URL, through door: CasebookDoor, skipBad: Bool = false, dryRun: Bool = false)
  {
    self.path = path
    isDryRun = dryRun
    let thread = Thread { [self] in
      let ending = run(through: door, skipBad: skipBad)
      state.withLock { $0.ending = ending }
      finished.signal()
    }
    // Reading deeply nested JSON takes more room than threads have as a rule.
    thread.stackSize = 8 * 1_048_576
    thread.start()
  }

  private func run(through door: CasebookDoor, skipBad: Bool) -> Ending {
    do {
      let book = try door.open()
      defer { book.close() }
      let report = try DirectoryImporter.run(
        path: path, into: book, skipBad: skipBad, dryRun: isDryRun,
        progress: { [self] progress in
          let isStopped = state.withLock {
            $0.progress = progress
            return $0.isStopped
          }
          if isStopped { throw ImportError.cancelled(path.lastPathComponent) }
        })
      return .done(report)
    } catch ImportError.cancelled {
      return .stopped
    } catch {
      return .failed("\(error)")
    }
  }
}
