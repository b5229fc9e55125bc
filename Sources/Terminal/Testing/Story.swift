// A driving language in which a test reads as what a person does:
// `desk.press("/").type("le").press("Enter")`.

import Foundation

/// An application on a screen in memory, driven step by step. No clock but the one given runs.
public final class Story<App: Application> {
  private var session: Session<App>
  /// What the last event asked for.
  public private(set) var flow: Flow = .continue
  /// What went wrong while driving, such as a word that is not on the screen to be clicked.
  public private(set) var complaints: [String] = []

  public init(_ application: App, size: Size = Size(width: 80, height: 24)) {
    session = Session(application, size: size)
    flow = session.deliver([.resize(size)])
    _ = session.draw()
  }

  public var application: App {
    get { session.application }
    set { session.application = newValue }
  }

  /// The screen as it is now.
  public var grid: Grid { session.draw() }

  /// The screen as text.
  public var screen: String { grid.plainText }

  /// The text of the row where the hardware cursor is, which is what a screen reader reads.
  public var focusedLine: String {
    guard let cursor = grid.cursor else { return "" }
    return grid.lines[cursor.y.count].trimmingCharacters(in: .whitespaces)
  }

  /// Whether a text stands on the screen, on one line.
  public func shows(_ text: String) -> Bool { screen.contains(text) }

  /// Delivers events in one batch.
  @discardableResult
  public func send(_ events: Event...) -> Story { send(events) }

  /// Delivers events in one batch, as a terminal does that has them all at once.
  @discardableResult
  public func send(_ events: [Event]) -> Story {
    flow = session.deliver(events)
    var latest = flow
    while latest != .continue {
      if case .quit = latest { break }
      latest = session.deliver([])
      if latest != .continue { flow = latest }
    }
    _ = session.draw()
    return self
  }

  /// Presses keys one by one, by name: `press("Ctrl-P")`, `press("Down", "Down", "Enter")`.
  @discardableResult
  public func press(_ keys: String...) -> Story {
    for name in keys {
      do {
        send(.key(try Key(name)))
      } catch {
        complaints.append("\(error)")
      }
    }
    return self
  }

  /// Types text, a key at a time.
  @discardableResult
  public func type(_ text: String) -> Story {
    for character in text {
      send(.key(character.isNewline ? .enter : .character(character)))
    }
    return self
  }

  /// Pastes text, as a terminal does that marks its pastes.
  @discardableResult
  public func paste(_ text: String) -> Story { send(.paste(text)) }

  /// Gives the screen another size.
  @discardableResult
  public func resize(_ width: Columns, _ height: Rows) -> Story {
    send(.resize(Size(width: width, height: height)))
  }

  /// Lets it be a certain time.
  @discardableResult
  public func tick(_ time: Date) -> Story { send(.tick(time)) }

  /// Clicks the first place where `text` stands on the screen.
  @discardableResult
  public func click(_ text: String, double: Bool = false) -> Story {
    guard let place = find(text) else {
      complaints.append("“\(text)” is not on the screen to be clicked")
      return self
    }
    send(.mouse(Mouse(.press(.left), at: place)))
    send(.mouse(Mouse(.release(.left), at: place)))
    if double { send(.mouse(Mouse(.doubleClick, at: place))) }
    return self
  }

  /// Turns the wheel over the first place where `text` stands.
  @discardableResult
  public func wheel(_ turns: Int, over text: String) -> Story {
    guard let place = find(text) else {
      complaints.append("“\(text)” is not on the screen")
      return self
    }
    for _ in 0..<abs(turns) {
      send(.mouse(Mouse(turns < 0 ? .wheelUp : .wheelDown, at: place)))
    }
    return self
  }

  /// Where a text stands first.
  public func find(_ text: String) -> Position? {
    for (row, line) in grid.lines.enumerated() {
      if let range = line.range(of: text) {
        return Position(x: line[..<range.lowerBound].columns, y: Rows(row))
      }
    }
    return nil
  }
}
