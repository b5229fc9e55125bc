// Bytes as terminals send them, whole, in pieces, and as nonsense.

import Foundation
import Testing

@testable import Terminal

@Suite("Input")
struct InputTests {
  private let noon = Date(timeIntervalSince1970: 1_795_000_000)

  private func events(_ text: String) -> [Event] {
    var decoder = InputDecoder()
    return decoder.feed(Array(text.utf8), at: noon) + decoder.flush()
  }

  @Test(
    "keys are known by the bytes that terminals send",
    arguments: [
      ("l", "l"), ("L", "L"), ("\r", "Enter"), ("\t", "Tab"), ("\u{1B}[Z", "Shift-Tab"),
      ("\u{1B}", "Esc"), ("\u{7F}", "Backspace"), ("\u{1B}[A", "Up"), ("\u{1B}OA", "Up"),
      ("\u{1B}[1;5C", "Ctrl-Right"), ("\u{1B}[1;2D", "Shift-Left"), ("\u{1B}[H", "Home"),
      ("\u{1B}[4~", "End"), ("\u{1B}[5~", "PgUp"), ("\u{1B}[3~", "Del"), ("\u{1B}OP", "F1"),
      ("\u{1B}[[A", "F1"), ("\u{1B}[24~", "F12"), ("\u{10}", "Ctrl-P"), ("\u{1B}x", "Alt-x"),
      ("é", "é"), ("日", "日"), (" ", "Space"), ("\u{1B}[27;5;13~", "Ctrl-Enter"),
      ("\u{1B}[112;5u", "Ctrl-p"), ("?", "?"), ("\u{0}", "Ctrl-Space"),
    ])
  func keys(bytes: String, name: String) throws {
    #expect(events(bytes) == [.key(try Key(name))])
  }

  @Test("a sequence that comes byte by byte is the same key")
  func pieces() {
    for text in ["\u{1B}[1;5C", "日", "\u{1B}[<0;3;4M", "\u{1B}[200~a\nb\u{1B}[201~", "👩‍👩‍👧"] {
      var decoder = InputDecoder()
      let whole = decoder.feed(Array(text.utf8), at: noon)
      var slow = InputDecoder()
      let parts = text.utf8.flatMap { slow.feed([$0], at: noon) }
      // A joined grapheme that comes in pieces is joined again where it is typed.
      if text != "👩‍👩‍👧" { #expect(parts == whole) }
      #expect(!slow.isWaiting)
    }
  }

  @Test("a paste is one event, and nothing in it runs")
  func paste() {
    #expect(events("\u{1B}[200~qd\rn\u{1B}[201~x") == [.paste("qd\nn"), .key(.character("x"))])
  }

  @Test("a paste whose end is lost does not swallow the keyboard")
  func lostEnd() {
    #expect(events("\u{1B}[200~half\u{1B}[20") == [.paste("half\u{1B}[20")])
  }

  @Test("the mouse says what it did and where")
  func mouse() {
    let place = Position(x: 2, y: 3)
    #expect(events("\u{1B}[<0;3;4M") == [.mouse(Mouse(.press(.left), at: place))])
    #expect(events("\u{1B}[<0;3;4m") == [.mouse(Mouse(.release(.left), at: place))])
    #expect(events("\u{1B}[<65;3;4M") == [.mouse(Mouse(.wheelDown, at: place))])
    #expect(events("\u{1B}[<32;3;4M") == [.mouse(Mouse(.drag(.left), at: place))])
    #expect(events("\u{1B}[M #$") == [.mouse(Mouse(.press(.left), at: place))])
    #expect(
      events("\u{1B}[<0;3;4M\u{1B}[<0;3;4m\u{1B}[<0;3;4M").last
        == .mouse(Mouse(.doubleClick, at: place)))
  }

  @Test("no stream of bytes crashes the decoder or sticks in it")
  func nonsense() {
    var random = SeededRandom(seed: 11)
    let pieces: [[UInt8]] = [
      [0x1B], [0x5B], [0x9B], [0xC3], [0xE6, 0x97], Array("\u{1B}[200~".utf8), Array("M".utf8),
      Array("\u{1B}]52;c;".utf8), Array("<0;".utf8), Array("999999999999999999".utf8), [0xFF],
      Array("\u{1B}[201~".utf8), [0x00], Array("~u".utf8), [0x07],
    ]
    for _ in 0..<2_000 {
      var decoder = InputDecoder()
      for _ in 0..<Int.random(in: 1...12, using: &random) {
        _ = decoder.feed(pieces.randomElement(using: &random) ?? [], at: noon)
      }
      _ = decoder.feed(Array("\u{1B}[201~".utf8), at: noon)
      _ = decoder.flush()
      _ = decoder.feed(Array("\u{7}\u{1B}\\".utf8), at: noon)
      _ = decoder.flush()
      #expect(decoder.feed([0x71], at: noon).last == .key(.character("q")))
    }
  }

  @Test("what the terminal answers is not typed")
  func answers() {
    #expect(events("\u{1B}]11;rgb:1212/1616/1b1b\u{7}q") == [.key(.character("q"))])
    #expect(events("\u{1B}[?62;22cq") == [.key(.character("q"))])
    #expect(events("\u{1B}[Iq") == [.key(.character("q"))])
  }

  @Test("keys are named as people write them, and read back")
  func names() throws {
    #expect(try Key("Ctrl-P").description == "^P")
    #expect(try Key("^p") == .ctrl("p"))
    #expect(try Key("f12").description == "F12")
    #expect(try Key("Shift-Tab") == .backTab)
    #expect(try Key("-") == .character("-"))
    #expect(try Key("^") == .character("^"))
    #expect(Key.label(for: [.up, .down]) == "↑↓")
    #expect(Key.label(for: "12345".map { Key.character($0) }) == "1–5")
    for key in [Key.enter, .escape, .pageUp, .space, .ctrl("p"), .alt("x"), .function(5)] {
      #expect(try Key(key.description) == key)
    }
    #expect(throws: UnknownKey.self) { try Key("Hyper-Q") }
    #expect(throws: UnknownKey.self) { try Key("") }
  }

  @Test("a burst of characters where keys are commands is a paste; typing is not")
  func bursts() {
    let keys = "qdnlxu".map { Event.key(.character($0)) }
    var list = Session(Recorder(takesTyping: false), size: Size(width: 10, height: 2))
    _ = list.deliver(keys)
    #expect(list.application.seen == [.paste("qdnlxu")])
    var field = Session(Recorder(takesTyping: true), size: Size(width: 10, height: 2))
    _ = field.deliver(keys)
    #expect(field.application.seen == keys)
    var held = Session(Recorder(takesTyping: false), size: Size(width: 10, height: 2))
    _ = held.deliver(Array(repeating: .key(.character("j")), count: 30))
    #expect(held.application.seen.count == 30)
  }
}

/// Notes down what it is sent.
struct Recorder: Application {
  var takesTyping: Bool
  var seen: [Event] = []
  mutating func handle(_ event: Event) -> Flow {
    seen.append(event)
    return .continue
  }
  func draw(on canvas: Canvas) {}
}
