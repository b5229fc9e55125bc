// A rectangle of cells, and the cuts that a screen's layout is made with.

/// A rectangle of cells. The cutting helpers never give a negative size, so that a layout stays
/// sound on a screen of one cell.
public struct Rect: Sendable, Hashable {
  public var origin: Position
  public var size: Size

  public init(origin: Position, size: Size) {
    self.origin = origin
    self.size = size
  }

  public init(x: Columns, y: Rows, width: Columns, height: Rows) {
    origin = Position(x: x, y: y)
    size = Size(width: width, height: height)
  }

  public var x: Columns { origin.x }
  public var y: Rows { origin.y }
  public var width: Columns { size.width }
  public var height: Rows { size.height }
  /// The first column to the right of the rectangle.
  public var right: Columns { x + width }
  /// The first row below the rectangle.
  public var bottom: Rows { y + height }
  public var isEmpty: Bool { width <= 0 || height <= 0 }

  /// Whether a position lies inside.
  public func contains(_ position: Position) -> Bool {
    position.x >= x && position.x < right && position.y >= y && position.y < bottom
  }

  /// The part that both rectangles cover; empty where they do not meet.
  public func intersection(_ other: Rect) -> Rect {
    let left = max(x, other.x)
    let top = max(y, other.y)
    return Rect(
      x: left, y: top, width: min(right, other.right) - left,
      height: min(bottom, other.bottom) - top)
  }

  /// The rectangle with `columns` taken off left and right and `rows` off top and bottom.
  public func inset(_ columns: Columns, _ rows: Rows = 0) -> Rect {
    inset(left: columns, top: rows, right: columns, bottom: rows)
  }

  /// The rectangle with a margin taken off each side.
  public func inset(
    left: Columns = 0, top: Rows = 0, right: Columns = 0, bottom: Rows = 0
  ) -> Rect {
    let dx = min(left, width)
    let dy = min(top, height)
    return Rect(
      x: x + dx, y: y + dy, width: width - dx - right, height: height - dy - bottom)
  }

  /// Cuts `columns` off the left: what was cut off, and the rest.
  public func splitLeft(_ columns: Columns) -> (left: Rect, rest: Rect) {
    let cut = min(max(columns, 0), width)
    return (
      Rect(x: x, y: y, width: cut, height: height),
      Rect(x: x + cut, y: y, width: width - cut, height: height)
    )
  }

  /// Cuts `columns` off the right: what was cut off, and the rest.
  public func splitRight(_ columns: Columns) -> (right: Rect, rest: Rect) {
    let cut = min(max(columns, 0), width)
    return (
      Rect(x: right - cut, y: y, width: cut, height: height),
      Rect(x: x, y: y, width: width - cut, height: height)
    )
  }

  /// Cuts `rows` off the top: what was cut off, and the rest.
  public func splitTop(_ rows: Rows) -> (top: Rect, rest: Rect) {
    let cut = min(max(rows, 0), height)
    return (
      Rect(x: x, y: y, width: width, height: cut),
      Rect(x: x, y: y + cut, width: width, height: height - cut)
    )
  }

  /// Cuts `rows` off the bottom: what was cut off, and the rest.
  public func splitBottom(_ rows: Rows) -> (bottom: Rect, rest: Rect) {
    let cut = min(max(rows, 0), height)
    return (
      Rect(x: x, y: bottom - cut, width: width, height: cut),
      Rect(x: x, y: y, width: width, height: height - cut)
    )
  }

  /// A rectangle of `size`, or as much of it as fits, in the middle of this one.
  public func centred(_ size: Size) -> Rect {
    let wide = min(size.width, width)
    let high = min(size.height, height)
    return Rect(
      x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high)
  }
}
