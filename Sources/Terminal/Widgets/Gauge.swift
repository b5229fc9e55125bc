// Quantities in a row of cells: gauge with a guidance band, sparkline, scale, progress.

/// A quantity against guidance: a bar, the band it should lie in, dots beyond.
public struct Gauge: Sendable, Hashable {
  /// The quantity, in the units of `range`.
  public var value: Double
  /// What the whole width stands for.
  public var range: ClosedRange<Double>
  /// Where it should be.
  public var band: ClosedRange<Double>?
  public var role: Role

  public init(
    value: Double, range: ClosedRange<Double>, band: ClosedRange<Double>? = nil,
    role: Role = .info
  ) {
    self.value = value
    self.range = range
    self.band = band
    self.role = role
  }

  /// The gauge as text `width` columns wide.
  public func styled(width: Columns) -> StyledText {
    let cells = max(width.count, 0)
    let span = range.upperBound - range.lowerBound
    guard cells > 0, span > 0, value.isFinite else {
      return StyledText(String(repeating: "·", count: cells), .muted)
    }
    func place(_ amount: Double) -> Int {
      min(max(Int(((amount - range.lowerBound) / span * Double(cells)).rounded()), 0), cells)
    }
    let filled = max(place(value), value > range.lowerBound ? 1 : 0)
    var from = cells
    var to = cells
    if let band {
      from = max(place(band.lowerBound), 0)
      to = max(place(band.upperBound), from + 1)
    }
    var rest = ""
    for cell in filled..<max(cells, filled) { rest += (from..<to).contains(cell) ? "▒" : "·" }
    return StyledText(String(repeating: "█", count: filled), role) + StyledText(rest, .muted)
  }

  /// Draws on the first row of the canvas, over its whole width.
  public func draw(on canvas: Canvas, at position: Position = .origin, ground: Ground = .page) {
    canvas.put(styled(width: canvas.width - position.x), at: position, on: ground)
  }
}

/// A row of small bars: how something went over time.
public struct Sparkline: Sendable, Hashable {
  /// Oldest first; nil where there is no value.
  public var values: [Double?]
  /// What the bars' full height stands for; the values' own range where nil.
  public var range: ClosedRange<Double>?
  public var role: Role
  /// Indices drawn in another role, such as a peak.
  public var highlights: [Int: Role]
  /// Columns each bar takes, and columns between bars.
  public var barWidth: Int
  public var gap: Int

  public init(
    _ values: [Double?], range: ClosedRange<Double>? = nil, role: Role = .info,
    highlights: [Int: Role] = [:], barWidth: Int = 1, gap: Int = 0
  ) {
    self.values = values
    self.range = range
    self.role = role
    self.highlights = highlights
    self.barWidth = barWidth
    self.gap = gap
  }

  static let steps: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

  /// The bars as one line of text.
  public var styled: StyledText {
    let known = values.compactMap { $0 }.filter(\.isFinite)
    let low = range?.lowerBound ?? min(known.min() ?? 0, 0)
    let high = range?.upperBound ?? (known.max() ?? 1)
    var text = StyledText()
    for (index, value) in values.enumerated() {
      if index > 0, gap > 0 { text += StyledText(String(repeating: " ", count: gap)) }
      guard let value, value.isFinite else {
        text += StyledText(String(repeating: "·", count: barWidth), .muted)
        continue
      }
      let share = high > low ? (value - low) / (high - low) : 0
      let step = min(max(Int((share * 7).rounded()), 0), 7)
      text += StyledText(
        String(repeating: Sparkline.steps[step], count: barWidth), highlights[index] ?? role)
    }
    return text
  }
}

/// Filled and empty dots for a score: `●●●●○○○○○○`.
public struct ScaleDots: Sendable, Hashable {
  public var value: Int
  public var outOf: Int
  public var role: Role

  public init(_ value: Int, outOf: Int = 10, role: Role = .good) {
    self.value = value
    self.outOf = outOf
    self.role = role
  }

  public var styled: StyledText {
    let filled = min(max(value, 0), max(outOf, 0))
    return StyledText(String(repeating: "●", count: filled), role)
      + StyledText(String(repeating: "○", count: max(outOf, 0) - filled), .muted)
  }
}

/// Long work under way.
public struct Progress: Sendable, Hashable {
  public var title: String
  /// 0 to 1; nil where the end is not known.
  public var fraction: Double?
  /// "1,204 of 3,000 rows".
  public var detail: String
  /// What stops it, as a key line item: `Esc stop`.
  public var cancel: KeyLineItem?

  public init(
    title: String, fraction: Double? = nil, detail: String = "", cancel: KeyLineItem? = nil
  ) {
    self.title = title
    self.fraction = fraction
    self.detail = detail
    self.cancel = cancel
  }

  /// Draws a panel over the page.
  public func draw(on canvas: Canvas) {
    let panel = canvas.panel(width: 56, height: 7, title: title)
    let known = fraction.map { min(max($0, 0), 1) }
    let percent = known.map { "\(Int($0 * 100)) %" } ?? ""
    let room = panel.width - 6
    panel.put(
      Gauge(value: known ?? 0, range: 0...1, role: .accent).styled(width: room),
      at: Position(x: 0, y: 1), on: .overlay)
    panel.put(
      percent, at: Position(x: panel.width - 5, y: 1), width: 5, align: .right,
      style: Style(.text, on: .overlay))
    panel.put(StyledText(detail.neutralised, .soft), at: Position(x: 0, y: 2), on: .overlay)
    if let cancel {
      let place = Position(x: 0, y: panel.height - 1)
      let wide = panel.put(
        StyledText(cancel.keys, .accent, .bold) + StyledText(" " + cancel.label, .soft), at: place,
        on: .overlay)
      panel.mark(
        Rect(origin: place, size: Size(width: wide, height: 1)), widget: "progress",
        key: cancel.press)
      panel.setCursor(place)
    }
  }
}
