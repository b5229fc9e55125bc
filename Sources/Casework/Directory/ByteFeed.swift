// Bytes one after another, from memory or from a file a piece at a time, so that
// a reader never holds more of a file than it must.

/// A run of bytes with one byte of looking ahead.
public struct ByteFeed {
  private var buffer: [UInt8]
  private var position = 0
  private let refill: () throws -> [UInt8]
  private var isDone = false
  /// How many bytes have been taken.
  public private(set) var taken = 0
  /// The line that the next byte stands on, from 1.
  public private(set) var line = 1
  /// The place of the next byte in its line, from 1.
  public private(set) var column = 1

  /// - Parameter refill: the next bytes; an empty array when there are no more.
  public init(refill: @escaping () throws -> [UInt8]) {
    buffer = []
    self.refill = refill
  }

  /// The bytes of a text in memory.
  public init(_ bytes: [UInt8]) {
    buffer = bytes
    refill = { [] }
  }

  /// The next byte, which stays.
  public mutating func peek() throws -> UInt8? {
    if position < buffer.count { return buffer[position] }
    guard !isDone else { return nil }
    buffer = try refill()
    position = 0
    isDone = buffer.isEmpty
    return buffer.first
  }

  /// The next byte, taken.
  public mutating func next() throws -> UInt8? {
    guard let byte = try peek() else { return nil }
    position += 1
    taken += 1
    if byte == 0x0A {
      line += 1
      column = 1
    } else {
      column += 1
    }
    return byte
  }
}
