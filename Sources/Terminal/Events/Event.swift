// What can happen to a screen: keys, mouse, pastes, a new size, time passing.

import Foundation

/// What the mouse did.
public struct Mouse: Sendable, Hashable {
  public enum Button: Sendable, Hashable { case left, middle, right }
  /// What happened. A double click comes in place of its second press.
  public enum Kind: Sendable, Hashable {
    case press(Button)
    case release(Button)
    case doubleClick
    case drag(Button)
    case wheelUp, wheelDown
  }

  public var kind: Kind
  /// Where on the screen.
  public var position: Position
  /// What the last frame showed there. A drag keeps the target that was pressed. Filled in by the
  /// runner.
  public var target: Target?

  public init(_ kind: Kind, at position: Position, target: Target? = nil) {
    self.kind = kind
    self.position = position
    self.target = target
  }

  /// Where inside the target the mouse is; may lie outside it during a drag.
  public var local: Position? { target.map { position - $0.area.origin } }

  /// Whether this is a wheel turn or a button on `widget`.
  public func isOn(_ widget: String) -> Bool { target?.widget == widget }
}

/// Something that happened.
public enum Event: Sendable, Hashable {
  case key(Key)
  case mouse(Mouse)
  /// Text that came all at once: a bracketed paste, or a burst of characters where nothing takes
  /// typing, which must not run as commands.
  case paste(String)
  case resize(Size)
  /// A moment that the application asked to be woken at, or a second gone by while waiting.
  case tick(Date)
  /// The program was stopped and is running again.
  case suspendResumed
  /// What came of a text that was given to the person's own editor.
  case edited(EditedText)

  /// The key, where this is one.
  public var key: Key? {
    guard case .key(let key) = self else { return nil }
    return key
  }

  /// The key that was clicked on the key line or the top bar while characters go into a text,
  /// where the click is not turned into the key by itself.
  public var clickedKey: Key? {
    guard case .mouse(let mouse) = self, mouse.kind == .press(.left) else { return nil }
    return mouse.target?.key
  }

  /// The mouse, where this is one on `widget`.
  public func mouse(on widget: String) -> Mouse? {
    guard case .mouse(let mouse) = self, mouse.isOn(widget) else { return nil }
    return mouse
  }
}
