// JSON that loses nothing, and that no bytes can crash.

import Casework
import Testing

@Suite("Reading JSON")
struct JSONTests {
  private static let sample = """
    {"a": [1, -2.50e+3, 0.10, true, false, null], "b": {"c": "é\\u00e9\\ud83d\\ude00\\n\\"\\\\"},
     "latitude": 53.480000000000004, "d": [], "e": {}}
    """

  @Test("numbers keep their digits and members their order")
  func exact() throws {
    let value = try JSONValue(reading: Self.sample)
    #expect(value["latitude"] == .number("53.480000000000004"))
    #expect(value["b"]?["c"] == .string("éé😀\n\"\\"))
    #expect(try JSONValue(reading: value.text) == value)
    #expect(value.text.hasPrefix("{\"a\":[1,-2.50e+3,0.10,true,false,null]"))
  }

  @Test("cut off anywhere, it is refused in words")
  func truncated() {
    let bytes = Array(Self.sample.utf8)
    for length in 0..<bytes.count where length < bytes.count - 1 {
      #expect(throws: JSONFault.self, "\(length)") {
        var scanner = JSONScanner(ByteFeed(Array(bytes.prefix(length))))
        _ = try scanner.value()
        try scanner.finish()
      }
    }
  }

  @Test(
    "what is not JSON is refused",
    arguments: [
      "", "{", "[1,]", "{\"a\":1,}", "{a:1}", "[01]", "[1.]", "[.5]", "[+1]", "[1e]", "[NaN]",
      "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"", "\"\\ud800\\u0041\"", "\"tab\there\"", "tru", "nul",
      "[1] 2", "{\"a\":1,\"a\":2}", "[1 2]", "{\"a\" 1}", "'a'",
    ])
  func refused(text: String) {
    #expect(throws: JSONFault.self) { try JSONValue(reading: text) }
  }

  @Test(
    "what is wrong is named by its path",
    arguments: [
      (#"{"a":[{"b":1},{"c":"\ud800"}]}"#, "a[1].c"), (#"{"a":[{"b":1,"b":2}]}"#, "a[0].b"),
      (#"{"a":{"b":{}},"c":[[1],[01]]}"#, "c[1][0]"), (#"[{"a":[]},{"b" 1}]"#, "[1].b"),
      (#"{"a":1,"\q":2}"#, ""), (#"{"a":[1,2"#, "a[1]"),
    ])
  func paths(text: String, path: String) {
    let fault = #expect(throws: JSONFault.self) { try JSONValue(reading: text) }
    #expect(fault?.path == path)
  }

  @Test("bytes that are not UTF-8 are named by line and column")
  func invalid() {
    var scanner = JSONScanner(ByteFeed([0x5B, 0x0A, 0x22, 0xC3, 0x28, 0x22, 0x5D]))
    let wanted = JSONFault(.invalidUTF8, line: 2, column: 5, path: "[0]")
    #expect(throws: wanted) { try scanner.value() }
  }

  @Test("a hundred thousand brackets are refused, not followed")
  func deep() {
    for bracket in ["[", "{\"a\":"] {
      #expect(throws: JSONFault.self) {
        try JSONValue(reading: String(repeating: bracket, count: 100_000))
      }
    }
  }

  @Test("random bytes never crash it")
  func randomBytes() {
    var generator = SeededGenerator(seed: 7)
    let likely = Array("{}[]\",:0123456789.eE+-\\utrfalsn \n".utf8)
    for round in 0..<4_000 {
      let count = Int.random(in: 0..<60, using: &generator)
      let bytes = (0..<count).map { _ in
        round % 2 == 0
          ? UInt8.random(in: 0...255, using: &generator)
          : likely[Int.random(in: 0..<likely.count, using: &generator)]
      }
      var scanner = JSONScanner(ByteFeed(bytes))
      do {
        try scanner.skipMark()
        let value = try scanner.value()
        try scanner.finish()
        #expect(try JSONValue(reading: value.text) == value)
      } catch { #expect(error is JSONFault) }
    }
  }

  @Test("a feed in pieces of any size reads the same")
  func pieces() throws {
    let bytes = Array(Self.sample.utf8)
    for size in [1, 2, 3, 7, 64] {
      var rest = bytes[...]
      var scanner = JSONScanner(
        ByteFeed {
          defer { rest = rest.dropFirst(size) }
          return Array(rest.prefix(size))
        })
      #expect(try scanner.value() == JSONValue(reading: Self.sample))
    }
  }

  @Test("a list is read one element at a time")
  func stream() throws {
    var scanner = JSONScanner(ByteFeed(Array("[1, [2, 3], {\"a\": 4}]".utf8)))
    var count = 0
    try scanner.openArray()
    while try scanner.nextElement() {
      _ = try scanner.value()
      count += 1
    }
    try scanner.finish()
    #expect(count == 3)
  }
}
