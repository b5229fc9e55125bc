// Something large undone, or done again, beside whoever sits at the desk.

import Foundation
import Synchronization

/// An undo or redo that runs on a thread of its own.
public final class BackgroundUndo: Sendable {
  /// How it ended.
  public enum Ending: Equatable, Sendable {
    case done(UndoStep)
    /// It was stopped, and all is as it was before.
    case stopped
    /// The rest of it is done at the next opening.
    case left
    /// Why nothing was undone, as a sentence.
    case failed(String)
  }

  private struct State {
    var fraction = 0.0
    var ending: Ending?
    var isStopped = false
    var isLeft = false
  }

  private struct Enough: Error {}

  private let state = Mutex(State())
  private let finished = DispatchSemaphore(value: 0)
  /// Its name, with what it undoes: "Import the directory from services.json".
  public let step: UndoStep
  public let isRedo: Bool

  /// How much of it is done, 0 to 1.
  public var fraction: Double { state.withLock { $0.fraction } }
  /// Whether what was done of it is being taken back.
  public var isStopped: Bool { state.withLock { $0.isStopped } }
  /// How it ended; nil while it runs.
  public var ending: Ending? { state.withLock { $0.ending } }

  /// Starts at once.
  ///
  /// - Parameter step: what is to be undone, or done again.
  public init(_ step: UndoStep, isRedo: Bool = false, through door: CasebookDoor, at now: Date) {
    self.step = step
    self.isRedo = isRedo
    let thread = Thread { [self] in
      let ending = run(through: door, at: now)
      state.withLock { $0.ending = ending }
      finished.signal()
    }
    thread.start()
  }

  /// Takes back what is done of it.
  public func stop() { state.withLock { $0.isStopped = true } }

  /// Ends within a moment. The rest of it is done when the casebook is opened next.
  public func leave() { state.withLock { $0.isLeft = true } }

  /// Waits for the end, for `seconds` at the most.
  @discardableResult
  public func wait(seconds: Double) -> Ending? {
    if finished.wait(timeout: .now() + seconds) == .success { finished.signal() }
    return ending
  }

  private func run(through door: CasebookDoor, at now: Date) -> Ending {
    do {
      let book = try door.open()
      defer { book.close() }
      guard try (isRedo ? book.nextRedo() : book.nextUndo()) == step else {
        throw CasebookError.refused("Something else was done meanwhile. Nothing was changed.")
      }
      let told: (Double) throws -> Void = { [self] fraction in
        let now = state.withLock {
          $0.fraction = fraction
          return $0
        }
        if now.isLeft { throw Casebook.LeftForLater() }
        if now.isStopped { throw Enough() }
      }
      return .done(
        try isRedo ? book.redo(at: now, progress: told) : book.undo(at: now, progress: told))
    } catch is Enough {
      return .stopped
    } catch is Casebook.LeftForLater {
      return .left
    } catch {
      return .failed("\(error)")
    }
  }
}
