// The table of commands: what a key means, what is shown, and how keys are changed.

import Testing

@testable import Terminal

@Suite("Commands")
struct CommandTests {
  private let registry = CommandRegistry<Int>([
    Command("open", "Open", keys: [.enter], short: "open", group: "List", priority: 5),
    Command("log", "Log a contact", keys: [.character("l")], short: "log a contact", group: "List")
    {
      $0 > 0 ? .ready : .disabled("choose a person first")
    },
    Command("map", "Show the map", keys: [.character("l")], short: "map", group: "Map") {
      $0 == 9 ? .ready : .hidden
    },
  ])

  @Test("a key runs what is ready, and says why when nothing is")
  func meaning() {
    #expect(registry.meaning(of: .character("l"), in: 1) == .run("log"))
    #expect(
      registry.meaning(of: .character("l"), in: 0)
        == .refused(title: "Log a contact", why: "choose a person first"))
    #expect(registry.meaning(of: .character("x"), in: 1) == nil)
  }

  @Test("the key line shows what works, help also what does not and why")
  func shown() {
    #expect(registry.keyLine(in: 0).map(\.label) == ["open"])
    #expect(registry.keyLine(in: 1).map(\.label) == ["open", "log a contact"])
    #expect(registry.help(in: 0).map(\.why) == [nil, "choose a person first"])
    #expect(registry.reference.count == 3)
  }

  @Test("keys are changed by a settings file")
  func rebinding() throws {
    var changed = registry
    try changed.rebind(yaml: "log: [L, F4]\nopen: l", file: "keys.yaml")
    #expect(changed.meaning(of: .character("L"), in: 1) == .run("log"))
    #expect(changed.meaning(of: .function(4), in: 1) == .run("log"))
    #expect(changed.meaning(of: .character("l"), in: 1) == .run("open"))
    #expect(changed.meaning(of: .enter, in: 1) == nil)
    try changed.rebind(yaml: "", file: "keys.yaml")
  }

  @Test("a faulty settings file changes nothing and says which line")
  func faulty() {
    func words(_ yaml: String) -> String {
      var changed = registry
      do {
        try changed.rebind(yaml: yaml, file: "keys.yaml")
        return "changed"
      } catch {
        #expect(changed.meaning(of: .enter, in: 1) == .run("open"))
        return "\(error)"
      }
    }
    #expect(words("open: x\nopne: y") == "keys.yaml, line 2: there is no command “opne”")
    #expect(words("open: Hyper-x").hasPrefix("keys.yaml, line 1: there is no key called “Hyper-x”"))
    #expect(
      words("open: x\nlog: x") == "keys.yaml, line 2: x is given to open as well as to log")
    #expect(words("open: [").hasPrefix("keys.yaml, line "))
    #expect(words("just text").contains("expected lines like"))
  }

  @Test("a narrow key line keeps what matters most, in its order")
  func narrow() {
    let line = KeyLine([
      KeyLineItem(keys: "↑↓", label: "move", priority: 1),
      KeyLineItem(keys: "Enter", label: "open", priority: 9),
      KeyLineItem(keys: "l", label: "log a contact", priority: 1),
      KeyLineItem(keys: "?", label: "help", priority: 8),
    ])
    #expect(line.fitting(80).count == 4)
    #expect(line.fitting(30).map(\.keys) == ["↑↓", "Enter", "?"])
    #expect(line.fitting(1).map(\.keys) == ["Enter"])
  }
}
