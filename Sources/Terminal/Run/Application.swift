// What a program on the screen is: a value that events change, and that can draw itself.

import Foundation

/// What is to happen after an event.
public enum Flow: Sendable, Equatable {
  case `continue`
  case quit(Int32)
  /// Give the terminal back and stop, as `^Z` does.
  case suspend
  case bell
  /// Offer text to the clipboard; nobody can promise that it arrives.
  case copy(String)
  /// Give the text to the person's own editor; what became of it comes as `Event.edited`.
  case edit(String)
}

/// A program on the screen.
public protocol Application {
  /// Takes one event. All reading and writing of data happens here, none in `draw`.
  mutating func handle(_ event: Event) -> Flow

  /// Draws the whole screen on an empty canvas.
  func draw(on canvas: Canvas)

  /// When `handle` should get a `.tick`, whatever else happens; nil for never.
  var nextWake: Date? { get }

  /// Whether characters typed now go into a text. Where they would be commands, a burst of them
  /// is offered as a paste instead.
  var takesTyping: Bool { get }

  /// The theme to draw in; nil leaves the driver's.
  var theme: Theme? { get }
}

extension Application {
  public var nextWake: Date? { nil }
  public var takesTyping: Bool { false }
  public var theme: Theme? { nil }
}
