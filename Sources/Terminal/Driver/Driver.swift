// The one interface between the toolkit and a terminal, real or pretended.

import Foundation

/// A terminal that frames are shown on and events come from.
public protocol Driver: AnyObject {
  /// The terminal's size now.
  var size: Size { get }

  /// The colours in use; setting them repaints everything at the next `present`.
  var theme: Theme { get set }

  /// Shows a frame, writing only what differs from the one before.
  func present(_ grid: Grid)

  /// Waits until something happens or `deadline` passes, and returns all that is there: no events
  /// at the deadline, and `.ended` when the terminal is gone or a signal asks the program to end.
  func nextEvents(before deadline: Date?) -> Incoming

  /// Gives the terminal back, stops the program, and takes the terminal again when it goes on.
  func suspend()

  /// Gives the terminal to `body`, such as another program, and takes it back.
  func lend<Result>(_ body: () throws -> Result) rethrows -> Result

  /// Offers text to the terminal's clipboard. No terminal says whether it took it, and many drop
  /// it: never claim success. Does nothing unless the clipboard was opted into.
  func copy(_ text: String)

  func bell()

  /// Gives a text to the person's own editor, by a sealed path alone.
  func edit(_ text: String) -> EditedText
}

extension Driver {
  public func edit(_ text: String) -> EditedText { lend { SealedEditor.edit(text) } }
}

/// What a driver has to tell.
public enum Incoming: Sendable, Equatable {
  case events([Event])
  /// The terminal hung up, or a signal (its number) asked the program to end.
  case ended(signal: Int32)
}

/// Why there is no screen to draw on, as the person reads it.
public enum TerminalError: Error, CustomStringConvertible, Sendable, Equatable {
  case noTerminal
  case dumb(String)
  case unknown(String)

  public var description: String {
    switch self {
    case .noTerminal:
      "There is no terminal here to draw the screens on. Run this in a terminal window, or use"
        + " the commands that print plain lines: see --help."
    case .dumb(let name):
      "This terminal (TERM=\(name.neutralised)) cannot move its cursor, so the screens cannot be"
        + " drawn on it. Use the commands that print plain lines: see --help."
    case .unknown(let name):
      "This terminal (TERM=\(name.neutralised)) is not known on this computer. Try"
        + " TERM=xterm-256color, or use the commands that print plain lines: see --help."
    }
  }
}
