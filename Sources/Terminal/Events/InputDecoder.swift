// Bytes from a terminal become events. Pure: the driver feeds it what was read, tests what they
// like. Nothing a terminal can send may crash it or stay stuck in it.

import Foundation

/// Reads keys, mouse reports and pastes out of a stream of bytes.
public struct InputDecoder {
  private var pending: [UInt8] = []
  private var paste: [UInt8]?
  private var lastClick: (position: Position, time: Date)?
  private let terminalKeys: [(sequence: [UInt8], key: Key)]

  /// A paste longer than this many bytes is cut.
  static let longestPaste = 4_000_000
  private static let longestSequence = 256
  private static let pasteEnd = Array("\u{1B}[201~".utf8)

  /// - Parameter terminalKeys: sequences that this terminal's own keys send, from terminfo.
  public init(terminalKeys: [(sequence: [UInt8], key: Key)] = []) {
    self.terminalKeys = terminalKeys.filter { $0.sequence.count > 1 }
  }

  /// Whether bytes are waiting for the rest of their sequence. After 25 ms without any, or two
  /// seconds in the middle of a paste, call `flush`.
  public var isWaiting: Bool { !pending.isEmpty || paste != nil }

  /// Whether a paste has begun and its end has not come.
  public var isPasting: Bool { paste != nil }

  /// Takes bytes and returns the events that are complete.
  public mutating func feed(_ bytes: some Sequence<UInt8>, at time: Date) -> [Event] {
    pending.append(contentsOf: bytes)
    var events: [Event] = []
    var start = 0
    while start < pending.count {
      if paste != nil {
        start = takePaste(from: start, into: &events)
        if paste != nil { break }
        continue
      }
      guard let used = takeOne(pending[start...], at: time, into: &events), used > 0 else { break }
      start += used
    }
    pending.removeFirst(min(start, pending.count))
    if pending.count > Self.longestSequence, paste == nil { pending.removeAll() }
    return events
  }

  /// Nothing more came: a lone Escape is the key, and an unfinished sequence is what was typed.
  public mutating func flush() -> [Event] {
    guard isWaiting else { return [] }
    if let bytes = paste {
      // The end of the paste was lost: what came is a paste all the same, and keys are keys again.
      let text = String(decoding: (bytes + pending).prefix(Self.longestPaste), as: UTF8.self)
      paste = nil
      pending = []
      return [.paste(Self.lines(text))]
    }
    let bytes = pending
    pending = []
    if bytes == [0x1B] { return [.key(.escape)] }
    if bytes.count == 2, bytes[0] == 0x1B, bytes[1] >= 0x20, bytes[1] < 0x7F {
      return [.key(.alt(Character(Unicode.Scalar(bytes[1]))))]
    }
    return []
  }

  // MARK: Pastes

  private mutating func takePaste(from start: Int, into events: inout [Event]) -> Int {
    let rest = pending[start...]
    if let end = rest.firstRange(of: Self.pasteEnd) {
      paste?.append(contentsOf: rest[..<end.lowerBound])
      let text = String(decoding: (paste ?? []).prefix(Self.longestPaste), as: UTF8.self)
      paste = nil
      events.append(.paste(Self.lines(text)))
      return end.upperBound
    }
    // The end mark may be cut in two by the read.
    let keep = min(rest.count, Self.pasteEnd.count - 1)
    if let have = paste?.count, have < Self.longestPaste {
      paste?.append(contentsOf: rest.dropLast(keep))
    }
    return pending.count - keep
  }

  /// Terminals send line ends in a paste as carriage returns.
  static func lines(_ text: String) -> String {
    var result = ""
    for character in text {
      switch character {
      case "\r", "\r\n": result.append("\n")
      default: result.append(character)
      }
    }
    return result
  }

  // MARK: Keys

  /// Reads one thing from the front. Nil when more bytes are needed.
  private mutating func takeOne(
    _ bytes: ArraySlice<UInt8>, at time: Date, into events: inout [Event]
  ) -> Int? {
    guard let first = bytes.first else { return nil }
    if first == 0x1B { return takeEscape(bytes, at: time, into: &events) }
    if first < 0x20 || first == 0x7F {
      events.append(.key(Self.control(first)))
      return 1
    }
    return takeText(bytes, into: &events)
  }

  private static func control(_ byte: UInt8) -> Key {
    switch byte {
    case 0x00: return .ctrl(" ")
    case 0x08, 0x7F: return .backspace
    case 0x09: return .tab
    case 0x0A, 0x0D: return .enter
    case 0x01...0x1A: return .ctrl(Character(Unicode.Scalar(byte + 0x60)))
    default: return .ctrl(Character(Unicode.Scalar(byte + 0x40)))
    }
  }

  /// A run of printable text, grapheme by grapheme.
  private func takeText(_ bytes: ArraySlice<UInt8>, into events: inout [Event]) -> Int? {
    var end = bytes.startIndex
    while end < bytes.endIndex, bytes[end] >= 0x20, bytes[end] != 0x7F {
      let length = Self.sequenceLength(bytes[end])
      if end + length > bytes.endIndex {
        // Wait for the rest of a character, unless it cannot become one.
        if bytes[(end + 1)...].allSatisfy({ $0 & 0xC0 == 0x80 }) { break }
        end += 1
        continue
      }
      end += length
    }
    guard end > bytes.startIndex else { return nil }
    for character in String(decoding: bytes[..<end], as: UTF8.self) {
      // C1 controls and broken bytes are nobody's key.
      if character == "\u{FFFD}" || character.columns == 0 && character.isC1 { continue }
      events.append(.key(.character(character)))
    }
    return end - bytes.startIndex
  }

  private static func sequenceLength(_ byte: UInt8) -> Int {
    switch byte {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  private mutating func takeEscape(
    _ bytes: ArraySlice<UInt8>, at time: Date, into events: inout [Event]
  ) -> Int? {
    guard bytes.count > 1 else { return nil }
    for (sequence, key) in terminalKeys where bytes.starts(with: sequence) {
      events.append(.key(key))
      return sequence.count
    }
    let start = bytes.startIndex
    switch bytes[start + 1] {
    case UInt8(ascii: "["): return takeControlSequence(bytes, at: time, into: &events)
    case UInt8(ascii: "O"):
      guard bytes.count > 2 else { return nil }
      if let key = KeySequences.applicationKey(bytes[start + 2]) { events.append(.key(key)) }
      return 3
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "_"), UInt8(ascii: "^"):
      return Self.endOfString(bytes)
    case 0x1B:
      // Escape, and then something else that begins with one.
      events.append(.key(.escape))
      return 1
    case let byte where byte < 0x20 || byte == 0x7F:
      var key = Self.control(byte)
      key.alt = true
      events.append(.key(key))
      return 2
    default:
      var typed: [Event] = []
      guard let used = takeText(bytes[(start + 1)...], into: &typed) else { return nil }
      for (index, event) in typed.enumerated() {
        guard case .key(var key) = event else { continue }
        key.alt = index == 0
        events.append(.key(key))
      }
      return used + 1
    }
  }

  /// Answers of the terminal (OSC, DCS …) are swallowed whole.
  private static func endOfString(_ bytes: ArraySlice<UInt8>) -> Int? {
    var index = bytes.startIndex + 2
    while index < bytes.endIndex {
      if bytes[index] == 0x07 { return index + 1 - bytes.startIndex }
      if bytes[index] == 0x1B {
        guard index + 1 < bytes.endIndex else { return nil }
        // Anything but ST ends it as well; the Escape then begins something new.
        return index + (bytes[index + 1] == UInt8(ascii: "\\") ? 2 : 0) - bytes.startIndex
      }
      index += 1
    }
    return nil
  }

  private mutating func takeControlSequence(
    _ bytes: ArraySlice<UInt8>, at time: Date, into events: inout [Event]
  ) -> Int? {
    let start = bytes.startIndex
    guard bytes.count > 2 else { return nil }
    if bytes[start + 2] == UInt8(ascii: "[") {
      // The Linux console's F1 to F5.
      guard bytes.count > 3 else { return nil }
      if (0x41...0x45).contains(bytes[start + 3]) {
        events.append(.key(.function(Int(bytes[start + 3]) - 0x40)))
      }
      return 4
    }
    var end = start + 2
    while end < bytes.endIndex, (0x20...0x3F).contains(bytes[end]) { end += 1 }
    guard end < bytes.endIndex else { return nil }
    let final = bytes[end]
    guard (0x40...0x7E).contains(final) else { return end - start }
    let body = bytes[(start + 2)..<end]
    let used = end + 1 - start
    if body.isEmpty, final == UInt8(ascii: "M") {
      guard bytes.count >= used + 3 else { return nil }
      let report = bytes[(end + 1)..<(end + 4)].map { Int($0) - 32 }
      mouse(report[0], x: report[1], y: report[2], released: report[0] & 3 == 3, at: time, &events)
      return used + 3
    }
    if body.first == UInt8(ascii: "<"), final == UInt8(ascii: "M") || final == UInt8(ascii: "m") {
      let numbers = KeySequences.numbers(body.dropFirst())
      if numbers.count == 3 {
        mouse(
          numbers[0], x: numbers[1], y: numbers[2], released: final == UInt8(ascii: "m"),
          at: time, &events)
      }
      return used
    }
    let numbers = KeySequences.numbers(body)
    if final == UInt8(ascii: "~"), numbers.first == 200 {
      paste = []
    } else if final == UInt8(ascii: "~"), numbers.first == 201 {
      // An end without a beginning.
    } else if let key = KeySequences.key(numbers: numbers, final: final, body: body) {
      events.append(.key(key))
    }
    return used
  }

  // MARK: Mouse

  private mutating func mouse(
    _ code: Int, x: Int, y: Int, released: Bool, at time: Date, _ events: inout [Event]
  ) {
    guard x > 0, y > 0, x < 10_000, y < 10_000 else { return }
    let position = Position(x: Columns(x - 1), y: Rows(y - 1))
    let button: Mouse.Button = [.left, .middle, .right, .left][code & 3]
    let kind: Mouse.Kind
    switch code {
    case _ where code & 64 != 0:
      guard code & 3 < 2 else { return }
      kind = code & 3 == 0 ? .wheelUp : .wheelDown
    case _ where code & 32 != 0:
      guard code & 3 != 3 else { return }
      kind = .drag(button)
    case _ where released: kind = .release(button)
    default:
      if button == .left, let last = lastClick, last.position == position,
        time.timeIntervalSince(last.time) < 0.4
      {
        lastClick = nil
        kind = .doubleClick
      } else {
        if button == .left { lastClick = (position, time) }
        kind = .press(button)
      }
    }
    events.append(.mouse(Mouse(kind, at: position)))
  }
}

extension Character {
  fileprivate var isC1: Bool {
    unicodeScalars.first.map { (0x80..<0xA0).contains($0.value) } ?? false
  }
}
