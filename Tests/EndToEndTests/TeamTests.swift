// A supervisor and a worker at the real program: who carries too much, a move tried,
// undone and done, and the worker's Today that changes.

import Foundation
import Testing

@Suite("A supervisor at the real program")
struct TeamTests {
  @Test("a command opens somebody else's case with a reason alone, and keeps it")
  func reasons() throws {
    let desk = try RealDesk()
    let pass = desk.folder.appendingPathComponent("pass")
    try RealDesk.passphrase.write(to: pass, atomically: true, encoding: .utf8)
    let book = desk.folder.appendingPathComponent("book").path
    func run(_ arguments: String...) throws -> (output: String, errors: String, code: Int32) {
      try Program.run(
        RealDesk.program.path, arguments + ["--casebook", book, "--passphrase-file", pass.path])
    }
    #expect(
      try Program.run(
        RealDesk.program.path,
        ["demo", "--supervisor", "--keep", book, "--passphrase-file", pass.path]
      ).code == 0)
    let rows = try run("caseload", "--json")
    let list = try JSONSerialization.jsonObject(with: Data(rows.output.utf8)) as? [[String: Any]]
    let held = try #require(
      list?.first { $0["holder"] as? String == "Shanice Wray" })
    let id = try #require(held["personId"] as? String)
    for command in ["show", "family", "plan", "history", "fits", "letters"] {
      let shut = try run(command, id)
      #expect(shut.code == 1, "\(command)")
      #expect(shut.errors.contains("Say why you open it"), "\(command): \(shut.errors)")
      #expect(shut.output.isEmpty, "\(command)")
    }
    #expect(try run("history", id, "--readings").output.contains("Nobody has opened"))
    let open = try run("show", id, "--because", "covering this week")
    #expect(open.code == 0 && !open.output.isEmpty, "\(open.errors)")
    #expect(try run("history", id, "--readings").output.contains("covering this week"))
    // What is no person's own has a history too, for those who oversee.
    #expect(try run("history", "--record", "fund").output.contains("Arts and nature fund"))
    let none = try run("history", "--record", "nothing")
    #expect(none.code == 1 && none.errors.contains("service_setting"))
  }

  @Test(
    "finds the overloaded worker, tries a move, undoes it, does it, and the other's Today changes")
  func moving() throws {
    let desk = try RealDesk()
    let pass = desk.folder.appendingPathComponent("pass")
    let other = desk.folder.appendingPathComponent("other")
    try RealDesk.passphrase.write(to: pass, atomically: true, encoding: .utf8)
    try "another made-up passphrase, as long".write(to: other, atomically: true, encoding: .utf8)
    let book = desk.folder.appendingPathComponent("book").path
    func run(_ arguments: String...) throws -> (output: String, errors: String, code: Int32) {
      try Program.run(RealDesk.program.path, arguments)
    }
    let made = try run(
      "demo", "--supervisor", "--keep", book, "--passphrase-file", pass.path)
    #expect(made.code == 0, "\(made.errors)")
    let added = try run(
      "users", "add", "--name", "Idris Kells", "--new-passphrase-file", other.path, "--casebook",
      book, "--passphrase-file", pass.path)
    #expect(added.code == 0, "\(added.errors)")
    func open(_ passphrase: URL) throws -> [[String: Any]] {
      let rows = try run(
        "team", "--json", "--casebook", book, "--passphrase-file", passphrase.path)
      #expect(rows.code == 0, "\(rows.errors)")
      return try JSONSerialization.jsonObject(with: Data(rows.output.utf8)) as? [[String: Any]]
        ?? []
    }
    func held(by name: String) throws -> Int? {
      try open(pass).first { $0["name"] as? String == name }?["open"] as? Int
    }
    #expect(try held(by: "Shanice Wray") == 31 && held(by: "Idris Kells") == 16)

    try desk.command("fingerpost --casebook book --passphrase-file pass")
      .waits(for: "1 Today").press("4").waits(for: "WAITING LIST")
    // The one with the most for their hours stands first and is chosen.
    try desk.waits(for: "SHANICE W").press("m").waits(for: "Move cases from Shanice W")
    try desk.press("Space", "Space").waits(for: "2 chosen").press("Tab")
    try desk.press("Down", "Home")
    // To Idris, wherever he stands on the right.
    var turns = 0
    while turns < 6 {
      try desk.press("Enter").waits(for: "from Shanice Wray to")
      if desk.screen.contains("to Idris Kells") { break }
      try desk.press("Escape").waits(forNo: "from Shanice Wray to").press("Down")
      turns += 1
    }
    try desk.type("fairer shares").press("C-s").waits(for: "2 cases moved to Idris K")
    #expect(try held(by: "Shanice Wray") == 29 && held(by: "Idris Kells") == 18)
    try desk.press("u").waits(for: "Undone: Move 2 cases to Idris Kells")
    #expect(try held(by: "Shanice Wray") == 31 && held(by: "Idris Kells") == 16)
    try desk.press("C-r").waits(for: "Done again")
    #expect(try held(by: "Idris Kells") == 18)
    try desk.press("a").waits(for: "To Shanice Wray").press("Escape").waits(forNo: "To Shanice")
    try desk.press("q").waitsForShell()

    // Idris, at his own desk, holds two more.
    try desk.command("fingerpost --casebook book --passphrase-file other")
      .waits(for: "Idris K · offline").press("1").waits(for: "YOUR CASELOAD")
    #expect(desk.screen.range(of: #"Open +18 "#, options: .regularExpression) != nil)
    try desk.press("q").waitsForShell()
    #expect(try open(other).contains { $0["name"] as? String == "Idris Kells" })
  }
}
