// A terminal that exists only in memory: events are scripted, frames are kept.

import Foundation

/// A driver for tests.
public final class MemoryDriver: Driver {
  public var size: Size
  public var theme: Theme
  /// What `nextEvents` will hand out, batch by batch; after the last one the terminal hangs up.
  public var script: [[Event]]
  /// The last frame shown.
  public private(set) var frame: Grid?
  public private(set) var frameCount = 0
  public private(set) var suspensions = 0
  public private(set) var copied: [String] = []
  public private(set) var bells = 0
  /// Bytes that a terminal of 256 colours would have been sent for each frame.
  public private(set) var bytesPerFrame: [Int] = []
  private var writer: ScreenWriter

  public init(size: Size, theme: Theme = BuiltInTheme.dark.theme, script: [[Event]] = []) {
    self.size = size
    self.theme = theme
    self.script = script
    writer = ScreenWriter(capabilities: .ansi(.direct), theme: theme)
  }

  public func present(_ grid: Grid) {
    if writer.theme != theme { writer.theme = theme }
    bytesPerFrame.append(writer.bytes(for: grid).count)
    frame = grid
    frameCount += 1
  }

  public func nextEvents(before deadline: Date?) -> Incoming {
    guard !script.isEmpty else { return .ended(signal: 1) }
    let batch = script.removeFirst()
    for case .resize(let new) in batch { size = new }
    return .events(batch)
  }

  public func suspend() { suspensions += 1 }
  public func lend<Result>(_ body: () throws -> Result) rethrows -> Result { try body() }
  public func copy(_ text: String) { copied.append(text) }
  public func bell() { bells += 1 }

  /// What the person's editor makes of a text.
  public var editor: (String) -> EditedText = { _ in .unchanged }
  public func edit(_ text: String) -> EditedText { editor(text) }
}
