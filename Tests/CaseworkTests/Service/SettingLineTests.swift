// A setting as lines to go through and change.

import Testing

@testable import Casework

@Suite("A setting as lines")
struct SettingLineTests {
  static func tree() throws -> JSONValue {
    try JSONValue(
      reading:
        #"{"maximumAge": 25, "areas": ["Saltmarsh", "Quay"], "rules": [{"name": "age", "isOn": true}]}"#
    )
  }

  @Test("every field has a line, with its label in words")
  func lines() throws {
    let lines = try Self.tree().settingLines()
    #expect(
      lines.map { String(repeating: "  ", count: $0.depth) + $0.label + ": " + $0.words } == [
        "Maximum age: 25", "Areas: 2 of them", "  1: Saltmarsh", "  2: Quay", "Rules: 1 of them",
        "  1  age: ", "    Name: age", "    Is on: yes",
      ])
  }

  @Test("one value is changed, and nothing else")
  func changing() throws {
    let changed = try Self.tree().replacing(
      [.field("rules"), .item(0), .field("isOn")], with: .boolean(false))
    #expect(
      changed.text
        == #"{"maximumAge":25,"areas":["Saltmarsh","Quay"],"rules":[{"name":"age","isOn":false}]}"#)
    #expect(
      try Self.tree().replacing([.field("nowhere")], with: .null) == Self.tree())
  }

  @Test("a new item begins as a copy of the one before it, and can be taken away again")
  func items() throws {
    let tree = try Self.tree()
    let more = tree.addingItem(at: [.field("areas"), .item(0)], shape: nil)
    #expect(more["areas"]?.text == #"["Saltmarsh","Saltmarsh","Quay"]"#)
    #expect(more.removingItem(at: [.field("areas"), .item(1)]) == tree)
    let last = tree.addingItem(at: [.field("rules")], shape: nil)
    #expect(last["rules"]?.text == #"[{"name":"age","isOn":true},{"name":"age","isOn":true}]"#)
    let empty = tree.removingItem(at: [.field("rules"), .item(0)])
    #expect(
      empty.addingItem(at: [.field("rules")], shape: .string("x"))["rules"]?.text == #"["x"]"#)
  }
}
