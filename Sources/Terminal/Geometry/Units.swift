// Columns across and rows down: types of their own, so that a count of bytes or characters can
// never be taken for a width.

/// A distance or place across the screen, in columns.
public struct Columns: Sendable, Hashable, Comparable, AdditiveArithmetic,
  ExpressibleByIntegerLiteral
{
  /// How many columns.
  public var count: Int

  public init(_ count: Int) { self.count = count }
  public init(integerLiteral value: Int) { count = value }

  public static let zero = Columns(0)
  public static func + (left: Columns, right: Columns) -> Columns {
    Columns(left.count + right.count)
  }
  public static func - (left: Columns, right: Columns) -> Columns {
    Columns(left.count - right.count)
  }
  public static func * (left: Columns, right: Int) -> Columns { Columns(left.count * right) }
  public static func / (left: Columns, right: Int) -> Columns { Columns(left.count / right) }
  public static func < (left: Columns, right: Columns) -> Bool { left.count < right.count }
}

/// A distance or place down the screen, in rows.
public struct Rows: Sendable, Hashable, Comparable, AdditiveArithmetic,
  ExpressibleByIntegerLiteral
{
  /// How many rows.
  public var count: Int

  public init(_ count: Int) { self.count = count }
  public init(integerLiteral value: Int) { count = value }

  public static let zero = Rows(0)
  public static func + (left: Rows, right: Rows) -> Rows { Rows(left.count + right.count) }
  public static func - (left: Rows, right: Rows) -> Rows { Rows(left.count - right.count) }
  public static func * (left: Rows, right: Int) -> Rows { Rows(left.count * right) }
  public static func / (left: Rows, right: Int) -> Rows { Rows(left.count / right) }
  public static func < (left: Rows, right: Rows) -> Bool { left.count < right.count }
}

/// A place on a canvas; (0, 0) is its top left corner.
public struct Position: Sendable, Hashable {
  public var x: Columns
  public var y: Rows

  public init(x: Columns, y: Rows) {
    self.x = x
    self.y = y
  }

  public static let origin = Position(x: 0, y: 0)

  public static func + (left: Position, right: Position) -> Position {
    Position(x: left.x + right.x, y: left.y + right.y)
  }
  public static func - (left: Position, right: Position) -> Position {
    Position(x: left.x - right.x, y: left.y - right.y)
  }
}

/// The extent of a screen or of part of one; never negative.
public struct Size: Sendable, Hashable, CustomStringConvertible {
  public var width: Columns
  public var height: Rows

  public init(width: Columns, height: Rows) {
    self.width = max(width, 0)
    self.height = max(height, 0)
  }

  /// `80×24`.
  public var description: String { "\(width.count)×\(height.count)" }
}
