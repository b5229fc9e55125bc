// A morning with the real program in a real terminal: twelve referrals are triaged and
// two cases closed, with the keys counted.

import Foundation
import Testing

@Suite("A day in the life: triage and closing")
struct TriageDayTests {
  private static let first = [
    "Ada", "Ben", "Cai", "Dov", "Eve", "Fay", "Gus", "Hal", "Ivy", "Jem", "Kit", "Lou",
  ]
  private static let family = [
    "Archer", "Brook", "Cutler", "Dyer", "Elder", "Fuller", "Glover", "Hooper", "Ingram", "Joiner",
    "Kemp", "Lister",
  ]

  private static var referrals: String {
    let rows = zip(first, family).enumerated().map { index, name in
      let day = index + 10
      return
        "\(name.0),\(name.1),\(day)/05/2012,QX1 1TQ,\(day)/11/2025,Ms Field,Hill Academy,school,Isolation \(index)"
    }
    let header =
      "Forename,Surname,DOB,Postcode,Date of referral,Referred by,Organisation,Source,Reason for referral"
    return ([header] + rows).joined(separator: "\n") + "\n"
  }

  /// The real desk, with the keys counted.
  private final class Counted {
    let desk: RealDesk
    var keys = 0

    init(_ desk: RealDesk) { self.desk = desk }

    func press(_ keys: String...) throws {
      for key in keys {
        self.keys += 1
        try desk.press(key)
      }
    }

    func type(_ text: String) throws {
      keys += text.count
      try desk.type(text)
    }
  }

  @Test("twelve referrals are triaged in few keys, two cases are closed, and all of it is kept")
  func day() throws {
    let desk = try RealDesk()
    try Self.referrals.write(
      to: desk.folder.appendingPathComponent("week.csv"), atomically: true, encoding: .utf8)
    let pass = desk.folder.appendingPathComponent("pass")
    try RealDesk.passphrase.write(to: pass, atomically: true, encoding: .utf8)
    try desk.command("fingerpost init --name 'Priya Nair' --passphrase-file pass")
      .waits(for: "casebook").waitsForShell()
    try desk.command("fingerpost import referrals week.csv --passphrase-file pass")
      .waits(for: "12 added").waitsForShell()
    try desk.command("fingerpost").waits(for: "Passphrase")
    try desk.type(RealDesk.passphrase).press("Enter").waits(for: "NEW REFERRALS NOBODY HOLDS YET")

    let counted = Counted(desk)
    try counted.press("i")
    try desk.waits(for: "12 referrals nobody holds yet")
    // Six are taken on: two keys each.
    for index in 0..<6 {
      try counted.press("h")
      try desk.waits(for: "Who takes on \(Self.first[index])")
      try counted.press("Enter")
      try desk.waits(for: "\(11 - index) referral")
    }
    // Two are accepted, and wait for somebody: they stay in the list.
    try counted.press("a")
    try desk.waits(for: "Accepted: \(Self.first[6])").waits(for: "accepted")
    try counted.press("Down", "a")
    try desk.waits(for: "Accepted: \(Self.first[7])")
    // Of one more is asked.
    try counted.press("Down", "m")
    try desk.waits(for: "Ask for more about \(Self.first[8])")
    try counted.press("C-s")
    try desk.waits(for: "asked today")
    // One goes elsewhere, but there is nothing; two declined.
    try counted.press("Down", "w")
    try desk.waits(for: "Not for us")
    try counted.type("nothing")
    try counted.press("Enter", "Tab")
    try counted.type("too far")
    try counted.press("C-s")
    try desk.waits(for: "5 referrals")
    for count in ["4 referrals", "3 referrals"] {
      try counted.press("d")
      try desk.waits(for: "does not want it")
      try counted.press("C-s")
      try desk.waits(for: count)
    }
    // The words of one reason aside, a decision is a handful of keys.
    #expect(counted.keys <= 12 * 4 + "nothing".count + "too far".count, "\(counted.keys) keys")

    // Two cases are closed: one shown to the person first, one nobody could be shown.
    try desk.press("Escape").waits(for: "YOUR CASELOAD").press("2")
      .waits(for: "Your cases and new referrals")
    try desk.press("/").type("Ada").waits(for: "  1 case").press("Enter").waits(for: "Ada Archer")
    try desk.press("l").waits(for: "Log a contact").type("Talked.").press("C-s")
      .waits(for: "Contact logged")
    try desk.press("x").waits(for: "Why it ends").type("Connected").press("C-s")
      .waits(for: "sees it first")
    try desk.type("content").press("C-s").waits(for: "Case closed").waits(for: "Closed: Connected")
    try desk.press("Escape").press("Escape").waits(for: "Ben B")
    try desk.press("/").type("Ben").waits(for: "  1 case").press("Enter").waits(for: "Ben Brook")
    try desk.press("x").waits(for: "Why it ends").type("Could not").press("C-s")
      .waits(for: "sees it first")
    try desk.type("It could not").press("Tab").type("no answer").press("C-s")
      .waits(for: "Case closed")
    try desk.press("q").waitsForShell()

    // In plain lines and JSON, for scripts and for screen readers.
    func run(_ arguments: String...) throws -> String {
      let result = try Program.run(
        RealDesk.program.path,
        arguments + ["--casebook", desk.book.path, "--passphrase-file", pass.path])
      #expect(result.code == 0, "\(result.errors)")
      return result.output
    }
    let inbox = try run("inbox")
    #expect(inbox.split(separator: "\n").count == 3)
    #expect(inbox.contains("asked for more"))
    let letters = try run("letters", "Ada Archer")
    #expect(letters.contains("PERSON DEMOGRAPHICS") && letters.contains("Shown to them on"))
    let shown = try run("show", "Jem Joiner", "--json")
    let person = try #require(
      try JSONSerialization.jsonObject(with: Data(shown.utf8)) as? [[String: Any]])
    let cases = try #require(person.first?["cases"] as? [[String: Any]])
    #expect(cases.first?["closingReason"] as? String == "not-suitable")
    let reopened = try run("reopen", "Ben Brook", "--reason", "rang back")
    #expect(reopened.contains("A new episode for Ben Brook"))
  }

  @Test("a referral, a decision, a link and a closing by command, with what is wrong in words")
  func commands() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-e2e-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let pass = folder.appendingPathComponent("pass")
    try RealDesk.passphrase.write(to: pass, atomically: true, encoding: .utf8)
    func run(_ arguments: String..., refused: Bool = false) throws -> String {
      let result = try Program.run(
        RealDesk.program.path,
        arguments + [
          "--casebook", folder.appendingPathComponent("book").path, "--passphrase-file", pass.path,
        ])
      #expect((result.code != 0) == refused, "\(arguments): \(result.output)\(result.errors)")
      return result.output + result.errors
    }
    _ = try run("init", "--name", "Priya Nair")
    let first = try run(
      "refer", "--first", "Ana", "--family", "De Haro", "--born", "14/05/2012", "--from", "school",
      "--referrer", "Ms Field", "--organisation", "Hill Academy", "--risk", "walks out", "--urgent")
    #expect(first.contains("Written down: Ana De Haro"))
    #expect(first.contains("It still lacks: GP practice, referrer’s contact details"))
    let again = try run(
      "refer", "--first", "Anna", "--family", "DeHaro", "--born", "14/05/2012", "--from", "self",
      refused: true)
    #expect(again.contains("They may be here already") && again.contains("same name"))
    _ = try run(
      "refer", "--first", "Anna", "--family", "DeHaro", "--born", "14/05/2012", "--from", "self",
      "--somebody-else")
    for (option, value, words) in [
      ("--born", "31/02/2012", "no such day"), ("--born", "1/1/2199", "in the future"),
      ("--nhs-number", "99900000181", "11 digits"),
    ] {
      var arguments = ["refer", "--first", "A", "--family", "B", "--from", "self"]
      if option != "--born" { arguments += ["--born", "14/05/2012"] }
      let result = try Program.run(
        RealDesk.program.path,
        arguments + [
          option, value, "--casebook", folder.appendingPathComponent("book").path,
          "--passphrase-file", pass.path,
        ])
      #expect(result.code != 0 && result.errors.contains(words), "\(result.errors)")
    }
    let inbox = try run("inbox", "--json")
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(inbox.utf8)) as? [[String: Any]])
    #expect(rows.map { $0["risk"] as? String } == ["urgent", "not-asked"])
    let id = try #require(rows.last?["personId"] as? String)
    #expect(try run("link", "Ana De Haro").contains("Nobody here is like"))
    #expect(try run("link", "Ana De Haro", id).contains("Linked"))
    #expect(try run("show", id).contains("Linked: Anna DeHaro"))
    #expect(try run("link", "Ana De Haro", id, "--apart-again").contains("Two records again"))
    #expect(
      try run("triage", "Ana De Haro", "--hand-to", "Priya").contains("Priya Nair holds the case"))
    #expect(try run("triage", id, "--ask", "a telephone; the school").contains("- a telephone"))
    #expect(try run("triage", id, "--declined").contains("Declined"))
    let preview = try run(
      "close", "Ana De Haro", "--because", "connected", "--tell-referrer", "--preview")
    #expect(preview.contains("REFERRAL DETAILS"))
    #expect(try run("show", "Ana De Haro").contains("Waiting"))
    #expect(
      try run("close", "Ana De Haro", "--because", "connected", "--tell-referrer", "--shown")
        .contains("Closed: Ana De Haro"))
    #expect(
      try run("close", "Ana De Haro", "--because", "connected", refused: true)
        .contains("closed on"))
  }
}
