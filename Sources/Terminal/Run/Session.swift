// An application together with its last frame: the part of running it that is the same on a real
// terminal and in a test.

import Foundation

/// Delivers events to an application and keeps its picture.
public struct Session<App: Application> {
  public var application: App {
    // A test may put another in its place, which is to be seen as well.
    didSet { isStale = true }
  }
  public private(set) var size: Size
  /// The last frame.
  public private(set) var grid: Grid
  private var isStale = true
  private var pressed: Target?
  /// Events that came together with one that asked for something.
  private var backlog: [Event] = []

  /// Fewer characters than this at once are a fast typist.
  static var shortestBurst: Int { 6 }

  public init(_ application: App, size: Size) {
    self.application = application
    self.size = size
    grid = Grid(size: size)
  }

  /// Draws the application as it is now.
  public mutating func draw() -> Grid {
    guard isStale else { return grid }
    let next = Grid(size: size)
    application.draw(on: next.canvas)
    grid = next
    isStale = false
    return grid
  }

  /// Hands events on, in order, until one of them asks for more than to go on.
  /// - Returns: what was asked for; events behind that are kept for the next call.
  public mutating func deliver(_ events: [Event]) -> Flow {
    backlog += coalesced(events)
    while !backlog.isEmpty {
      let flow = application.handle(resolved(backlog.removeFirst()))
      isStale = true
      if flow != .continue { return flow }
    }
    return .continue
  }

  /// Typing that comes all at once where keys are commands is a paste from a terminal that does
  /// not mark pastes. Only the newest of several sizes matters.
  private func coalesced(_ events: [Event]) -> [Event] {
    var events = events
    if let last = events.lastIndex(where: { $0.isResize }) {
      let newest = events[last]
      events.removeAll { $0.isResize && $0 != newest }
    }
    guard events.count >= Self.shortestBurst, !application.takesTyping else { return events }
    var text = ""
    for event in events {
      guard let key = event.key else { return events }
      switch key {
      case .enter: text.append("\n")
      case .tab: text.append("\t")
      default:
        guard let typed = key.typed else { return events }
        text.append(typed)
      }
    }
    // One key held down while the machine was busy is not a paste.
    if Set(text).count == 1 { return events }
    return [.paste(text)]
  }

  private mutating func resolved(_ event: Event) -> Event {
    switch event {
    case .resize(let new):
      size = new
      return event
    case .mouse(var mouse):
      switch mouse.kind {
      case .drag:
        mouse.target = pressed
      case .release:
        mouse.target = pressed ?? draw().target(at: mouse.position)
        pressed = nil
      default:
        mouse.target = draw().target(at: mouse.position)
        if case .press = mouse.kind { pressed = mouse.target }
        // A click must not type a letter into a field: there it stays a click.
        if let key = mouse.target?.key, mouse.kind == .press(.left) || mouse.kind == .doubleClick,
          key.typed == nil || !application.takesTyping
        {
          return .key(key)
        }
      }
      return .mouse(mouse)
    default: return event
    }
  }
}

extension Event {
  fileprivate var isResize: Bool {
    if case .resize = self { true } else { false }
  }
}
