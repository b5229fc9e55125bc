// A day with the real program: ten contacts logged with the keys counted, and the same
// day by commands.

import Foundation
import Testing

@Suite("A day in a real terminal")
struct DayInTheLifeTests {
  /// Types at a desk and counts the keys beside the notes.
  final class Counter {
    let desk: RealDesk
    private(set) var keys = 0

    init(_ desk: RealDesk) { self.desk = desk }

    func press(_ names: String...) throws {
      keys += names.count
      for name in names { try desk.press(name) }
    }

    func type(_ words: String) throws {
      keys += words.count
      try desk.type(words)
    }
  }

  private func run(_ desk: RealDesk, _ arguments: String...) throws -> (
    output: String, errors: String, code: Int32
  ) {
    try Program.run(
      RealDesk.program.path,
      arguments + [
        "--casebook", desk.folder.appendingPathComponent("book").path, "--passphrase-file",
        desk.folder.appendingPathComponent("pass").path,
      ])
  }

  private func objects(_ result: (output: String, errors: String, code: Int32)) throws -> [[String:
    Any]]
  {
    #expect(result.code == 0, "\(result.errors)")
    let read = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    return try #require(read as? [[String: Any]])
  }

  private func open() throws -> RealDesk {
    let desk = try RealDesk()
    try RealDesk.passphrase.write(
      to: desk.folder.appendingPathComponent("pass"), atomically: true, encoding: .utf8)
    try desk.command("fingerpost demo --people 60 --keep book --passphrase-file pass")
      .waits(for: "YOUR CASELOAD")
    return desk
  }

  @Test("ten contacts, each with its next step, take no more than twelve keys beside the note")
  func tenContacts() throws {
    let desk = try open()
    // By name, so that the list stays as it is while contacts are logged.
    try desk.press("2").waits(for: "Your cases and new referrals").press("s")
      .waits(for: "Who ▴")
    var most = 0
    for number in 1...10 {
      let counter = Counter(desk)
      try counter.press("l")
      try desk.waits(for: "Log a contact with")
      try desk.type("Routine call \(number), all well.")
      try counter.press("Tab")
      try counter.type("ring thu")
      try counter.press("C-s")
      try desk.waits(for: "Contact logged")
      most = max(most, counter.keys)
      try desk.press("Down")
    }
    #expect(most <= 12, "\(most) keys")
    try desk.press("q").waitsForShell()
    // Nobody of the town has been spoken with today but those ten.
    let today = try #require(try objects(run(desk, "today", "--json")).first?["today"] as? String)
    let rows = try objects(run(desk, "caseload", "--json"))
    let found = rows.count { $0["lastSpokenOn"] as? String == today }
    #expect(found == 10)
  }

  @Test("today, the caseload and its questions agree by command, and a contact is logged by one")
  func commands() throws {
    let desk = try open()
    try desk.press("q").waitsForShell()
    let today = try #require(try objects(run(desk, "today", "--json")).first)
    let late = try #require(today["needsYouNow"] as? [[String: Any]])
    let rows = try objects(run(desk, "caseload", "--mine", "--needs-now", "--json"))
    #expect(!late.isEmpty)
    #expect(
      Set(late.compactMap { $0["id"] as? String }) == Set(rows.compactMap { $0["id"] as? String }))
    let all = try objects(run(desk, "caseload", "--mine", "--json"))
    #expect(
      all.filter { ($0["due"] as? [String: Any])?["late"] as? Bool == true }.count == rows.count)
    #expect(all.count == today["open"] as? Int)
    let new = try objects(run(desk, "caseload", "--mine", "--new-to-holder", "--json"))
    #expect(new.count == today["newToYou"] as? Int)
    #expect(new.count == all.filter { $0["newToHolder"] as? Bool == true }.count)
    let quiet = try objects(run(desk, "caseload", "--mine", "--unspoken", "10", "--json"))
    #expect(quiet.count == all.filter { ($0["daysUnspoken"] as? Int ?? 0) >= 10 }.count)

    let waiting = rows.first {
      ($0["due"] as? [String: Any])?["kind"] as? String == "first-contact"
    }
    let one = try #require(waiting?["personId"] as? String)
    let name = try #require(waiting?["name"] as? String)
    let refused = try run(desk, "log", one, "--note", "x", "--next", "send the form")
    #expect(refused.code == 1 && refused.errors.contains("say which day too"))
    let before = try run(desk, "log", one, "--note", "x", "--at", "1/1/2015")
    #expect(before.code == 1 && before.errors.contains("before the referral"))
    let done = try run(
      desk, "log", one, "--note", "By command.", "--mode", "outdoors", "--minutes", "40",
      "--present", "with mum", "--next", "ring tomorrow 2pm")
    #expect(done.code == 0 && done.output.contains("Logged for"), "\(done.errors)")
    let left = try objects(run(desk, "caseload", "--mine", "--needs-now", "--json"))
    #expect(left.count == rows.count - 1, "\(name)")

    let plain = try run(desk, "today")
    #expect(plain.output.contains("Needs you now: \(left.count)"))
    let week = try run(desk, "week")
    #expect(week.output.contains("Monday") && week.output.contains("Sunday"))
    let family = try run(desk, "family", one, "--json")
    #expect(try objects(family).first?["network"] != nil)
    let added = try run(
      desk, "calendar", "add", "team meeting", "--when", "tomorrow 9am", "--minutes", "30")
    #expect(added.code == 0, "\(added.errors)")
    let exported = try run(desk, "calendar", "export", "-")
    #expect(exported.output.contains("BEGIN:VCALENDAR\r\n"))
    #expect(!exported.output.contains("team meeting") && !exported.output.contains(name))
    let file = desk.folder.appendingPathComponent("out.ics")
    try exported.output.write(to: file, atomically: true, encoding: .utf8)
    let again = try run(desk, "calendar", "import", file.path, "--dry-run")
    #expect(again.code == 0, "\(again.errors)")
  }
}
