// Charts made of cells: bars that lie down, and a line with its axis.

/// Labelled horizontal bars.
public struct BarChart: Sendable, Hashable {
  /// One bar and its label.
  public struct Bar: Sendable, Hashable {
    public var label: String
    public var value: Double
    /// The value as it is written beside the bar.
    public var note: String
    public var role: Role

    public init(_ label: String, _ value: Double, note: String? = nil, role: Role = .info) {
      self.label = label
      self.value = value
      self.note = note ?? BarChart.figure(value)
      self.role = role
    }
  }

  public var bars: [Bar]
  /// What the full width stands for; the longest bar where nil.
  public var maximum: Double?

  public init(_ bars: [Bar], maximum: Double? = nil) {
    self.bars = bars
    self.maximum = maximum
  }

  static let eighths: [Character] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// A value without needless decimals.
  static func figure(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e15 else { return "—" }
    let tenths = (value * 10).rounded()
    let whole = Int(tenths / 10)
    let rest = abs(Int(tenths)) % 10
    let sign = value < 0 && whole == 0 && rest > 0 ? "-" : ""
    return rest == 0 ? "\(whole)" : "\(sign)\(whole).\(rest)"
  }

  /// A bar to an eighth of a column.
  static func bar(_ share: Double, width: Columns) -> String {
    guard share.isFinite, width > 0 else { return "" }
    let parts = Int((min(max(share, 0), 1) * Double(width.count * 8)).rounded())
    let rest = parts % 8
    return String(repeating: "█", count: parts / 8) + (rest > 0 ? String(eighths[rest - 1]) : "")
  }

  /// Draws one bar a row; the last row says how many did not fit.
  public func draw(on canvas: Canvas) {
    let most = maximum ?? bars.map(\.value).filter(\.isFinite).max() ?? 0
    let labels = min(bars.map { $0.label.columns }.max() ?? 0, canvas.width / 3)
    let notes = min(bars.map { $0.note.columns }.max() ?? 0, canvas.width / 4)
    let room = max(canvas.width - labels - notes - 4, 0)
    let rows = canvas.height.count
    let fits = bars.count <= rows ? bars.count : max(rows - 1, 0)
    for (index, bar) in bars.prefix(fits).enumerated() {
      let y = Rows(index)
      canvas.put(bar.label, at: Position(x: 0, y: y), width: labels)
      let share = most > 0 ? bar.value / most : 0
      canvas.put(
        BarChart.bar(share, width: room), at: Position(x: labels + 2, y: y),
        style: Style(bar.role))
      canvas.put(
        bar.note, at: Position(x: canvas.width - notes, y: y), width: notes, align: .right,
        style: Style(.soft))
    }
    if fits < bars.count, rows > 0 {
      canvas.put(
        "+\(bars.count - fits) more".truncated(to: canvas.width), at: Position(x: 0, y: Rows(fits)),
        style: Style(.muted))
    }
  }
}

/// A line over time, with figures at its axis. Of several lines the first is whole, the second
/// dashed, the third dotted, the fourth in single dots, so that they can be told apart
/// without colours.
public struct LineChart: Sendable, Hashable {
  /// One line and its name.
  public struct Line: Sendable, Hashable {
    public var name: String
    /// Oldest first; nil where there is no value.
    public var values: [Double?]
    public var role: Role

    public init(_ name: String, _ values: [Double?], role: Role = .accent) {
      self.name = name
      self.values = values
      self.role = role
    }
  }

  public var lines: [Line]
  /// Said under the first and last value, and evenly between.
  public var labels: [String]
  /// What the height stands for; the values' own range where nil.
  public var range: ClosedRange<Double>?
  /// A level drawn as a dotted line, such as guidance.
  public var level: Double?

  public init(
    _ lines: [Line], labels: [String] = [], range: ClosedRange<Double>? = nil,
    level: Double? = nil
  ) {
    self.lines = lines
    self.labels = labels
    self.range = range
    self.level = level
  }

  public func draw(on canvas: Canvas) {
    let known = lines.flatMap(\.values).compactMap { $0 }.filter(\.isFinite)
    let low = range?.lowerBound ?? min(known.min() ?? 0, 0)
    let high = max(range?.upperBound ?? (known.max() ?? 1), low + 1e-9)
    let figures = [high, (high + low) / 2, low].map(BarChart.figure)
    let margin = min((figures.map(\.columns).max() ?? 0) + 1, canvas.width / 2)
    let legend: Rows = lines.count > 1 ? 1 : 0
    let foot: Rows = labels.isEmpty ? 1 : 2
    let plot = Rect(
      x: margin + 1, y: legend, width: canvas.width - margin - 1,
      height: canvas.height - foot - legend)
    guard plot.width > 1, plot.height > 1 else { return }
    drawAxis(figures, plot, margin, on: canvas)
    let area = canvas.sub(plot)
    func place(_ value: Double) -> Int {
      let share = min(max((value - low) / (high - low), 0), 1)
      return Int(((1 - share) * Double(plot.height.count * 4 - 1)).rounded())
    }
    if let level {
      let row = Rows(place(level) / 4)
      for x in stride(from: 0, to: plot.width.count, by: 2) {
        area.put("╌", at: Position(x: Columns(x), y: row), style: Style(.muted))
      }
    }
    var x = Columns.zero
    for (index, line) in lines.enumerated() {
      let pattern = LineChart.patterns[index % LineChart.patterns.count]
      var dots = BrailleGrid(size: plot.size)
      draw(line, in: &dots, pattern.dash, place)
      dots.draw(on: area, style: Style(line.role))
      if lines.count > 1 {
        x += canvas.put(
          StyledText(pattern.mark + " ", line.role) + StyledText(line.name + "   ", .soft),
          at: Position(x: margin + 1 + x, y: 0))
      }
    }
  }

  /// How lines are drawn, and what shows it in the legend.
  private static let patterns: [(dash: (on: Int, off: Int), mark: String)] = [
    ((1, 0), "⠤⠤⠤"), ((4, 3), "⠤ ⠤"), ((1, 2), "⠄⠐⠄"), ((1, 7), "⠄  ⠄"),
  ]

  private func draw(
    _ line: Line, in dots: inout BrailleGrid, _ dash: (on: Int, off: Int),
    _ place: (Double) -> Int
  ) {
    let wide = dots.dotsWide
    let steps = max(line.values.count - 1, 1)
    var last: (x: Int, y: Int)?
    for (index, value) in line.values.enumerated() {
      guard let value, value.isFinite else {
        last = nil
        continue
      }
      let point = (x: index * (wide - 1) / steps, y: place(value))
      dots.line(from: last ?? point, to: point, dash: dash)
      last = point
    }
  }

  private func drawAxis(
    _ figures: [String], _ plot: Rect, _ margin: Columns, on canvas: Canvas
  ) {
    let style = Style(.muted)
    let rows = [plot.y, plot.y + plot.height / 2, plot.bottom - 1]
    for (index, figure) in figures.enumerated() where plot.height >= 3 || index != 1 {
      canvas.put(
        figure, at: Position(x: 0, y: rows[index]), width: max(margin - 1, 0), align: .right,
        style: style)
    }
    canvas.line(
      vertical: Position(x: margin, y: plot.y), length: plot.height, role: .muted)
    canvas.line(
      horizontal: Position(x: margin, y: plot.bottom), length: plot.width + 1, role: .muted)
    canvas.put("└", at: Position(x: margin, y: plot.bottom), style: style)
    guard labels.count > 0 else { return }
    var free = margin
    for (index, label) in labels.enumerated() {
      let share = labels.count > 1 ? index * (plot.width.count - 1) / (labels.count - 1) : 0
      let wanted = plot.x + Columns(share) - (index == 0 ? 0 : label.columns / 2)
      let start = min(wanted, canvas.width - label.columns)
      guard start >= free else { continue }
      canvas.put(label, at: Position(x: start, y: plot.bottom + 1), style: style)
      free = start + label.columns + 1
    }
  }
}
