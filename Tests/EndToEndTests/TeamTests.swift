// A supervisor and a worker at the real program: who carries too much, a move tried,
// undone and done, and the worker's Today that changes.

import Casebook
import Casework
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

  @Test("waiting, load, forecast, agenda and the weeks over guidance, by command")
  func commands() throws {
    let place = try BookOnDisk(seat: 2, people: 180)
    let book = try place.open()
    defer { book.close() }
    let today = Day(Date())
    let team = try book.team(on: today)
    let shanice = try #require(team.rows.first { $0.worker.name == "Shanice Wray" })

    let list = try book.waitingList(heldBy: team.members.map(\.worker.id), on: today)
    let waiting = try place.objects("team", "waiting")
    #expect(waiting.compactMap { $0["caseId"] as? String } == list.places.map(\.row.caseID.text))
    #expect(waiting.compactMap { $0["weight"] as? Int } == list.places.map(\.weight))
    #expect(try place.run(["team", "waiting"]).output.hasPrefix(list.words))

    // Every point of hers, in words, adding up to what the table says.
    let cases = try place.objects("team", "load", "shanice")
    #expect(cases.count == shanice.load.open)
    let points = cases.compactMap { $0["points"] as? Double }.reduce(0, +)
    #expect(abs(points - shanice.load.points) < 1e-6)
    for one in cases {
      let items = one["items"] as? [[String: Any]] ?? []
      let sum = items.compactMap { $0["points"] as? Double }.reduce(0, +)
      #expect(abs(max(sum, 0) - (one["points"] as? Double ?? -1)) < 1e-6)
      #expect(items.allSatisfy { ($0["words"] as? String)?.isEmpty == false })
    }

    // What if: five more are more points now; somebody away is carried by the others; the
    // same question has the same answer.
    func ahead(_ arguments: String...) throws -> [String: [Double]] {
      let ran = try place.run(["team", "forecast", "--json"] + arguments)
      #expect(ran.code == 0, "\(ran.errors)")
      let rows =
        try JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [[String: Any]] ?? []
      return Dictionary(
        rows.map { ($0["name"] as? String ?? "", $0["points"] as? [Double] ?? []) },
        uniquingKeysWith: { first, _ in first })
    }
    let now = try ahead()
    #expect(now.values.allSatisfy { $0.count == 13 })
    #expect(try ahead() == now)
    let more = try ahead("--more", "5", "--worker", "Shanice")
    #expect(try #require(more["Shanice W"]?[0]) > (now["Shanice W"]?[0] ?? 0) + 5)
    #expect(more["Priya N"] == now["Priya N"])
    let away = try ahead("--away", "4", "--worker", "Shanice")
    #expect(try #require(away["Priya N"]?[3]) > (now["Priya N"]?[3] ?? 0))
    #expect(away["Shanice W"]?[3] == 0)
    let joined = try ahead("--new-worker")
    #expect(joined.count == now.count + 1)
    #expect(try place.run(["team", "forecast", "--more", "5"]).code == 64)

    let agenda = try place.objects("team", "agenda", "Shanice")
    #expect(agenda.contains { $0["kind"] as? String == "load" })
    #expect(agenda.contains { $0["kind"] as? String == "audit" })

    let weeks = try place.objects("team", "over-capacity")
    #expect(weeks.contains { $0["worker"] as? String == "Shanice Wray" })
    let written = try place.run(["team", "over-capacity", "--csv", place.file("w.csv").path])
    #expect(written.code == 0, "\(written.errors)")
    let sheet = try String(contentsOf: place.file("w.csv"), encoding: .utf8)
    #expect(sheet.contains("Shanice Wray") && !sheet.contains("Kai"))
  }

  @Test("a worker is shown their own and the team’s work as the service’s rules say")
  func sight() throws {
    let place = try BookOnDisk(seat: 0)
    func names(_ field: String, _ command: String) throws -> Set<String> {
      Set(try place.objects(command).compactMap { $0[field] as? String })
    }
    #expect(try names("name", "team").count > 3)
    #expect(try names("holder", "caseload").contains("Shanice Wray"))
    #expect(try place.run(["attended", "--everybody"]).code == 0)
    let book = try place.open()
    var rules = AccessRules()
    rules.workersSee = .own
    try book.keep(rules)
    let me = book.worker.name
    book.close()
    #expect(try names("name", "team") == [me])
    #expect(try names("holder", "caseload").isSubset(of: [me]))
    #expect(try place.run(["team", "load", "Shanice"]).code == 1)
    #expect(try place.run(["attended", "--everybody"]).code == 1)
    // The agenda of others is for whoever supervises them, whatever the rules.
    #expect(try place.run(["team", "agenda", me]).code == 0)
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
