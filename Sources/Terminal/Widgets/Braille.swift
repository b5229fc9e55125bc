// Pictures finer than a cell: eight dots to each, and a small map drawn with them.

import Foundation

/// A field of dots, two across and four down in each cell.
public struct BrailleGrid: Sendable, Hashable {
  public let size: Size
  private var cells: [UInt8]

  public init(size: Size) {
    self.size = size
    cells = Array(repeating: 0, count: size.width.count * size.height.count)
  }

  public var dotsWide: Int { size.width.count * 2 }
  public var dotsHigh: Int { size.height.count * 4 }

  private static let bits: [UInt8] = [0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80]

  /// Sets a dot; outside the field nothing happens.
  public mutating func set(x: Int, y: Int) {
    guard x >= 0, y >= 0, x < dotsWide, y < dotsHigh else { return }
    cells[y / 4 * size.width.count + x / 2] |= Self.bits[y % 4 * 2 + x % 2]
  }

  /// A straight line between two dots.
  /// - Parameter dash: how many dots across are drawn and how many left out, in turn.
  public mutating func line(
    from: (x: Int, y: Int), to: (x: Int, y: Int), dash: (on: Int, off: Int) = (1, 0)
  ) {
    let steps = min(max(abs(to.x - from.x), abs(to.y - from.y)), 10_000)
    for step in 0...max(steps, 1) {
      let x = from.x + (to.x - from.x) * step / max(steps, 1)
      guard x % max(dash.on + dash.off, 1) < dash.on else { continue }
      set(x: x, y: from.y + (to.y - from.y) * step / max(steps, 1))
    }
  }

  /// Draws every cell that has a dot.
  public func draw(on canvas: Canvas, style: Style) {
    for (index, bits) in cells.enumerated() where bits != 0 {
      guard let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { continue }
      let place = Position(
        x: Columns(index % size.width.count), y: Rows(index / size.width.count))
      canvas.put(String(Character(scalar)), at: place, style: style)
    }
  }
}

/// A small map of what is near: home in the middle, a ring at a distance, numbered places.
public struct BrailleMap: Sendable, Hashable {
  /// Something on the map.
  public struct Place: Sendable, Hashable {
    /// East and north of the middle, in the units of `ring`.
    public var east: Double
    public var north: Double
    /// One character: its number in the list beside the map.
    public var sign: String
    public var role: Role

    public init(east: Double, north: Double, sign: String, role: Role = .info) {
      self.east = east
      self.north = north
      self.sign = sign
      self.role = role
    }
  }

  public var places: [Place]
  /// The distance the ring is drawn at.
  public var ring: Double
  /// Said on the ring, or in the corner where it would hide something: "0.8 mi".
  public var label: String

  public init(places: [Place], ring: Double, label: String) {
    self.places = places
    self.ring = ring
    self.label = label
  }

  /// Draws over the whole canvas; what lies beyond the edge stands at it.
  public func draw(on canvas: Canvas) {
    guard canvas.width > 4, canvas.height > 2, ring > 0 else { return }
    var dots = BrailleGrid(size: canvas.size)
    let middle = (x: dots.dotsWide / 2, y: dots.dotsHigh / 2)
    let far = places.map { max(abs($0.east), abs($0.north)) }.filter(\.isFinite).max() ?? 0
    // The ring takes at most three quarters of the map, and less where places lie far out.
    let reach = max(ring * 1.3, min(far * 1.1, ring * 3))
    let scale = Double(min(middle.x, middle.y)) / reach
    let radius = ring * scale
    let steps = max(Int(radius * 4), 16)
    for step in 0..<steps {
      let turn = Double(step) / Double(steps) * 2 * Double.pi
      dots.set(
        x: middle.x + Int((radius * cos(turn)).rounded()),
        y: middle.y + Int((radius * cos(turn - Double.pi / 2)).rounded()))
    }
    dots.draw(on: canvas, style: Style(.info))
    let home = Position(x: Columns(middle.x / 2), y: Rows(middle.y / 4))
    let marks = places.filter { $0.east.isFinite && $0.north.isFinite }.map { place in
      let x = min(max(middle.x + Int(clampedDots(place.east * scale)), 0), dots.dotsWide - 1)
      let y = min(max(middle.y - Int(clampedDots(place.north * scale)), 0), dots.dotsHigh - 1)
      return (place, Position(x: Columns(x / 2), y: Rows(y / 4)))
    }
    drawLabel(
      at: Rows(max(middle.y - Int(radius), 0) / 4), ringWidth: Columns(Int(radius)), over: home,
      marks.map(\.1), on: canvas)
    canvas.put("⌂", at: home, style: Style(.heading))
    for (place, at) in marks {
      canvas.put(place.sign, at: at, style: Style(place.role, .bold))
    }
  }

  /// Says how far it is to the ring at its top, above home; in the corner where something
  /// stands there, or the words would hide the ring.
  private func drawLabel(
    at row: Rows, ringWidth: Columns, over home: Position, _ marks: [Position], on canvas: Canvas
  ) {
    let text = " \(label) "
    let spot = Rect(x: home.x - text.columns / 2, y: row, width: text.columns, height: 1)
    let isFree =
      spot.width * 2 <= ringWidth && row < home.y && !marks.contains(where: spot.contains)
    if isFree {
      canvas.put(text, at: spot.origin, style: Style(.muted))
    } else {
      canvas.put(label, style: Style(.muted))
    }
  }

  private func clampedDots(_ value: Double) -> Double { min(max(value, -100_000), 100_000) }
}
