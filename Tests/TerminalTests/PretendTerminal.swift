// A terminal that understands what the screen writer sends, so that a test can see what would have
// been on the glass.

@testable import Terminal

/// Shows bytes as a terminal would: enough of one for the sequences we send, and a complaint for
/// anything else.
struct PretendTerminal {
  let width: Int
  let height: Int
  var cells: [String]
  /// The colours and attributes of each cell, as the sequences that set them.
  var pens: [String]
  var cursor = (x: 0, y: 0)
  var cursorIsShown = true
  var complaints: [String] = []
  /// The numbered colours that were given another look, as `12/16/1B`.
  var given: [Int: String] = [:]
  private var foreground = ""
  private var background = ""
  private var attributes: Set<String> = []

  init(width: Int, height: Int) {
    self.width = width
    self.height = height
    cells = Array(repeating: "?", count: width * height)
    pens = Array(repeating: "?", count: width * height)
  }

  private var pen: String { "\(foreground) \(background) \(attributes.sorted())" }

  /// What can be seen of the pen where there is nothing but its ground.
  private var blankPen: String {
    attributes.isDisjoint(with: ["4", "7"]) ? "blank \(background)" : pen
  }

  mutating func receive(_ bytes: [UInt8]) {
    var rest = Substring(String(decoding: bytes, as: UTF8.self))
    while let first = rest.first {
      if first == "\u{1B}" {
        rest = sequence(rest.dropFirst())
      } else {
        rest = rest.dropFirst()
        show(first)
      }
    }
  }

  private mutating func show(_ character: Character) {
    guard cursor.y < height, cursor.x < width else {
      complaints.append("written outside at \(cursor)")
      return
    }
    let wide = character.columns.count
    cells[cursor.y * width + cursor.x] = String(character)
    pens[cursor.y * width + cursor.x] = character == " " ? blankPen : pen
    for offset in 1..<max(wide, 1) where cursor.x + offset < width {
      cells[cursor.y * width + cursor.x + offset] = ""
      pens[cursor.y * width + cursor.x + offset] = pen
    }
    cursor.x += wide
  }

  /// A command to the terminal itself: colours that are given, or taken back.
  private mutating func systemCommand(_ text: Substring) -> Substring {
    let body = text.prefix { $0 != "\u{7}" && $0 != "\u{1B}" }
    let parts = body.split(separator: ";").map(String.init)
    switch parts.first {
    case "4":
      if parts.count == 3, let number = Int(parts[1]), parts[2].hasPrefix("rgb:") {
        given[number] = String(parts[2].dropFirst(4))
      }
    case "104":
      for number in parts.dropFirst().compactMap({ Int($0) }) { given[number] = nil }
      if parts.count == 1 { given = [:] }
    default: complaints.append("an unknown command \(body)")
    }
    let rest = text.dropFirst(body.count)
    return rest.hasPrefix("\u{1B}\\") ? rest.dropFirst(2) : rest.dropFirst()
  }

  private mutating func sequence(_ text: Substring) -> Substring {
    if text.first == "]" { return systemCommand(text.dropFirst()) }
    guard text.first == "[" else {
      complaints.append("an escape that is no control sequence")
      return text.dropFirst()
    }
    let body = text.dropFirst().prefix { !$0.isLetter }
    guard let final = text.dropFirst(1 + body.count).first else { return "" }
    // A number that is left out is 0.
    let numbers = body.drop { $0 == "?" }.split(separator: ";", omittingEmptySubsequences: false)
      .map { Int($0) ?? 0 }
    switch final {
    case "H":
      cursor = (max(numbers.dropFirst().first ?? 1, 1) - 1, max(numbers.first ?? 1, 1) - 1)
    case "J":
      cells = Array(repeating: " ", count: width * height)
      pens = Array(repeating: blankPen, count: width * height)
    case "X":
      for x in cursor.x..<min(cursor.x + max(numbers.first ?? 1, 1), width) {
        cells[cursor.y * width + x] = " "
        pens[cursor.y * width + x] = blankPen
      }
    case "C": cursor.x += max(numbers.first ?? 1, 1)
    case "b":
      let last = Character(cells[cursor.y * width + cursor.x - 1])
      for _ in 0..<(numbers.first ?? 1) { show(last) }
    case "h": cursorIsShown = true
    case "l": cursorIsShown = false
    case "m": colour(numbers)
    default: complaints.append("unknown sequence ending in \(final)")
    }
    return text.dropFirst(2 + body.count)
  }

  private mutating func colour(_ numbers: [Int]) {
    var rest = numbers[...]
    while let number = rest.popFirst() {
      switch number {
      case 0:
        foreground = ""
        background = ""
        attributes = []
      case 39: foreground = ""
      case 49: background = ""
      case 22: attributes.subtract(["1", "2"])
      case 23: attributes.remove("3")
      case 24: attributes.remove("4")
      case 27: attributes.remove("7")
      case 38, 48:
        let length = rest.first == 2 ? 4 : 2
        let colour = "\(number) \(rest.prefix(length))"
        rest = rest.dropFirst(length)
        if number == 38 { foreground = colour } else { background = colour }
      default: attributes.insert("\(number)")
      }
    }
  }

  var text: [String] {
    (0..<height).map { cells[($0 * width)..<(($0 + 1) * width)].joined() }
  }
}
