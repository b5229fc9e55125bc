// What this terminal can do, read from terminfo once at the start.

import CNcurses
import Foundation

/// The control strings of a terminal, without padding.
struct Capabilities {
  var depth: ColourDepth
  var cursorAddress: String?
  var enterScreen = ""
  var leaveScreen = ""
  var clear = ""
  var hideCursor = ""
  var showCursor = ""
  var resetAttributes = ""
  var bold = ""
  var dim = ""
  var italic = ""
  var underline = ""
  var reverse = ""
  var originalColours = ""
  var setForeground: String?
  var setBackground: String?
  var eraseCharacters: String?
  var backgroundErase = false
  /// Writes the character before it so many times more.
  var repeats = false
  /// Whether attributes and colours can be taken off one by one.
  var canTakeOff = false
  /// Gives a number another colour; nil where the terminal keeps its colours, or could not be
  /// given its own ones back.
  var giveColour: String?
  /// Gives every number its own colour back.
  var ownColours = ""
  var bell = "\u{7}"
  /// The strings that this terminal's special keys send.
  var keys: [(sequence: [UInt8], key: Key)] = []

  /// What every terminal in use today understands; for tests.
  static func ansi(_ depth: ColourDepth) -> Capabilities {
    Capabilities(
      depth: depth, cursorAddress: nil, enterScreen: "\u{1B}[?1049h",
      leaveScreen: "\u{1B}[?1049l", clear: "\u{1B}[H\u{1B}[2J", hideCursor: "\u{1B}[?25l",
      showCursor: "\u{1B}[?25h", resetAttributes: "\u{1B}[m", bold: "\u{1B}[1m",
      dim: "\u{1B}[2m", italic: "\u{1B}[3m", underline: "\u{1B}[4m", reverse: "\u{1B}[7m",
      originalColours: "\u{1B}[39;49m", backgroundErase: true, repeats: true)
  }

  /// Reads terminfo for the terminal named in `environment`. Throws `TerminalError`.
  init(environment: [String: String], descriptor: Int32) throws {
    let name = environment["TERM"] ?? ""
    guard !name.isEmpty else { throw TerminalError.dumb("not set") }
    var problem: Int32 = 0
    guard setupterm(name, descriptor, &problem) == 0 else {
      // A name that terminfo calls too generic (`dumb`, `unknown`) fails here with 0 as well.
      throw name == "dumb" ? TerminalError.dumb(name) : TerminalError.unknown(name)
    }
    let address = Capabilities.string("cup")
    guard let address, !name.hasPrefix("dumb") else { throw TerminalError.dumb(name) }
    depth = ColourDepth(
      colours: Int(tigetnum("colors")),
      directFlag: tigetflag("RGB") > 0 || tigetflag("Tc") > 0,
      colourTerm: environment["COLORTERM"], noColour: environment["NO_COLOR"])
    // Only a terminal with a cursor address of its own manner needs tiparm at each move.
    cursorAddress = address == "\u{1B}[%i%p1%d;%p2%dH" ? nil : address
    func get(_ name: String) -> String { Capabilities.string(name) ?? "" }
    enterScreen = get("smcup")
    leaveScreen = get("rmcup")
    clear = get("clear")
    hideCursor = get("civis")
    showCursor = get("cnorm")
    resetAttributes = get("sgr0")
    bold = get("bold")
    dim = get("dim")
    italic = get("sitm")
    underline = get("smul")
    reverse = get("rev")
    originalColours = get("op")
    setForeground = Capabilities.string("setaf")
    setBackground = Capabilities.string("setab")
    backgroundErase = tigetflag("bce") > 0
    repeats = get("rep").hasSuffix("b")
    canTakeOff = originalColours == "\u{1B}[39;49m" && depth != .monochrome
    eraseCharacters = Capabilities.string("ech")
    if let bell = Capabilities.string("bel") { self.bell = bell }
    if setForeground == nil || setBackground == nil { depth = .monochrome }
    ownColours = get("oc")
    let canGive = tigetflag("ccc") > 0 && !ownColours.isEmpty
    if canGive, [.indexed256, .ansi16, .ansi8].contains(depth) {
      giveColour = Capabilities.string("initc")
    }
    keys = Capabilities.keyNames.compactMap { name, key in
      Capabilities.string(name).map { (Array($0.utf8), key) }
    }
  }

  private init(
    depth: ColourDepth, cursorAddress: String?, enterScreen: String, leaveScreen: String,
    clear: String, hideCursor: String, showCursor: String, resetAttributes: String, bold: String,
    dim: String, italic: String, underline: String, reverse: String, originalColours: String,
    backgroundErase: Bool, repeats: Bool
  ) {
    self.depth = depth
    self.cursorAddress = cursorAddress
    self.enterScreen = enterScreen
    self.leaveScreen = leaveScreen
    self.clear = clear
    self.hideCursor = hideCursor
    self.showCursor = showCursor
    self.resetAttributes = resetAttributes
    self.bold = bold
    self.dim = dim
    self.italic = italic
    self.underline = underline
    self.reverse = reverse
    self.originalColours = originalColours
    self.backgroundErase = backgroundErase
    self.repeats = repeats
    canTakeOff = depth != .monochrome
    setForeground = nil
    setBackground = nil
    eraseCharacters = "\u{1B}[%p1%dX"
  }

  /// Moves the cursor; counted from 0.
  func move(x: Int, y: Int) -> String {
    guard let cursorAddress else { return "\u{1B}[\(y + 1);\(x + 1)H" }
    return Capabilities.fill(cursorAddress, y, x)
  }

  /// Moves the cursor right on its line.
  func forward(_ count: Int, to x: Int, y: Int) -> String {
    guard cursorAddress == nil else { return move(x: x, y: y) }
    return count == 1 ? "\u{1B}[C" : "\u{1B}[\(count)C"
  }

  /// Chooses one of the terminal's numbered colours.
  func foreground(_ index: Int) -> String {
    guard let setForeground else { return "\u{1B}[38;5;\(index)m" }
    return Capabilities.fill(setForeground, index, 0)
  }

  func background(_ index: Int) -> String {
    guard let setBackground else { return "\u{1B}[48;5;\(index)m" }
    return Capabilities.fill(setBackground, index, 0)
  }

  /// Gives the colour numbered `index` another look, in the thousandths that terminfo counts in.
  func give(_ index: Int, _ colour: RGB) -> String {
    // Rounded up, since what terminfo makes of them is rounded down.
    func thousandths(_ channel: UInt8) -> Int32 { Int32((Int(channel) * 1000 + 254) / 255) }
    guard let giveColour,
      let filled = terminfo_fill_colour(
        giveColour, Int32(index), thousandths(colour.red), thousandths(colour.green),
        thousandths(colour.blue))
    else { return "" }
    return String(cString: filled)
  }

  /// Gives numbers their own colours back: those alone where the terminal can be told which, since
  /// the others may have been set by somebody else.
  func giveBack(_ numbers: some Collection<Int>) -> String {
    guard ownColours == "\u{1B}]104\u{7}" else { return numbers.isEmpty ? "" : ownColours }
    let all = Array(numbers)
    // Some terminals read no more than so much of a sequence.
    return stride(from: 0, to: all.count, by: 40).map { start in
      let some = all[start..<min(start + 40, all.count)].map(String.init)
      return "\u{1B}]104;\(some.joined(separator: ";"))\u{7}"
    }.joined()
  }

  /// The numbers that may have been given other colours.
  var numbersToGive: ClosedRange<Int> { depth == .indexed256 ? NumberedColours.free : 0...15 }

  /// Blanks `count` cells at the cursor in the current background without moving; nil where the
  /// terminal would not keep the colour.
  func erase(_ count: Int) -> String? {
    guard backgroundErase, let eraseCharacters else { return nil }
    return eraseCharacters == "\u{1B}[%p1%dX"
      ? "\u{1B}[\(count)X" : Capabilities.fill(eraseCharacters, count, 0)
  }

  private static func string(_ name: String) -> String? {
    guard let found = terminfo_string(name) else { return nil }
    return withoutPadding(String(cString: found))
  }

  private static func fill(_ format: String, _ first: Int, _ second: Int) -> String {
    guard let filled = terminfo_fill(format, Int32(first), Int32(second)) else { return "" }
    return String(cString: filled)
  }

  /// terminfo's pauses (`$<5>`) are for machines of paper and gears.
  static func withoutPadding(_ text: String) -> String {
    var result = ""
    var rest = text[...]
    while let start = rest.range(of: "$<") {
      result += rest[..<start.lowerBound]
      guard let end = rest[start.upperBound...].firstIndex(of: ">") else { return text }
      rest = rest[rest.index(after: end)...]
    }
    return result + rest
  }

  private static let keyNames: [(String, Key)] =
    [
      ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home),
      ("kend", .end), ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert),
      ("kdch1", .delete), ("kcbt", .backTab), ("kbs", .backspace), ("kent", .enter),
    ] + (1...12).map { ("kf\($0)", Key.function($0)) }
}
