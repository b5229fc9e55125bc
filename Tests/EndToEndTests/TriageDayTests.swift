// A day with the real program in a real terminal, in one casebook: twelve referrals are
// triaged, ten contacts logged and two cases closed, with the keys counted.

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

  @Test(
    "twelve referrals are triaged, ten contacts logged and two cases closed, in few keys, and kept")
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

    // Ten contacts, each with its next step: two with each of the first four but Ben, whom
    // nobody reaches, and with the two others one.
    try desk.press("Escape").waits(for: "YOUR CASELOAD").press("2")
      .waits(for: "Your cases and new referrals")
    var most = 0
    for (turn, index) in [0, 2, 3, 4, 5, 0, 2, 3, 4, 5].enumerated() {
      let name = "\(Self.first[index]) \(Self.family[index])"
      try desk.press("/").type(Self.first[index]).waits(for: "  1 case").press("Enter")
        .waits(for: name)
      let contact = Counted(desk)
      try contact.press("l")
      try desk.waits(for: "Log a contact").type("Talk \(turn).")
      try contact.press("Tab")
      try contact.type("ring fri")
      try contact.press("C-s")
      try desk.waits(for: "Contact logged").waits(for: "Talk \(turn).")
      most = max(most, contact.keys)
      try desk.press("Escape").waits(for: "Your cases and new referrals").press("Escape")
        .waits(for: "  9 cases")
    }
    #expect(most <= 12, "\(most) keys")

    // Two cases are closed: one shown to the person first, one nobody could be shown.
    let closing = Counted(desk)
    try desk.press("/").type("Ada").waits(for: "  1 case").press("Enter").waits(for: "Ada Archer")
    try closing.press("x")
    try desk.waits(for: "Why it ends")
    try closing.type("conn")
    try closing.press("C-s")
    try desk.waits(for: "sees it first")
    try closing.type("content")
    try closing.press("C-s")
    try desk.waits(for: "Case closed").waits(for: "Closed: Connected")
    try desk.press("Escape").press("Escape").waits(for: "Ben B")
    try desk.press("/").type("Ben").waits(for: "  1 case").press("Enter").waits(for: "Ben Brook")
    try closing.press("x")
    try desk.waits(for: "Why it ends")
    try closing.type("could not")
    try closing.press("C-s")
    try desk.waits(for: "sees it first")
    try closing.type("could not")
    try closing.press("Tab")
    try desk.type("no answer")
    try closing.press("C-s")
    try desk.waits(for: "Case closed")
    // What somebody says of it aside.
    #expect(closing.keys <= 40, "\(closing.keys) keys")
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
    let talks = try Self.first.prefix(6).map { name in
      try run("show", name).components(separatedBy: "Talk ").count - 1
    }
    #expect(talks.reduce(0, +) == 10, "\(talks)")
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

  /// What else a day needs of somebody's case, command by command.
  ///
  /// - Parameter run: runs a command, which is expected to be refused or not.
  private func steps(
    of person: String, _ run: ([String], Bool) throws -> String
  ) throws {
    func done(_ arguments: String...) throws -> String { try run(arguments, false) }
    func refused(_ arguments: String...) throws -> String { try run(arguments, true) }
    let format = DateFormatter()
    format.dateFormat = "dd/MM/yyyy"
    let soon = format.string(from: Date().addingTimeInterval(9 * 86_400))
    #expect(
      try done("correct", person, "--respond-to", "the duty desk", "--consent", "given", "--json")
        .contains("the duty desk"))
    #expect(
      try refused("correct", person, "--respond-to", "the duty desk").contains("says that already"))
    #expect(
      try refused("pause", person, "--because", "x", "--until", "1/1/2020").contains("to come"))
    #expect(
      try done("pause", person, "--because", "away", "--until", soon).contains("Paused until"))
    #expect(try done("go-on", person).contains("The clock goes on"))
    #expect(try refused("go-on", person).contains("not paused"))
    #expect(
      try refused("safety", person, "--add", "ring", "--by", "1/1/2020").contains("has passed"))
    #expect(
      try done("safety", person, "--add", "ring the lead", "--by", soon).contains("ring the lead"))
    #expect(
      try refused("close", person, "--because", "connected").contains("A safety task is open"))
    #expect(
      try done("safety", person, "--done", "1", "--outcome", "rung").contains("Nothing is open"))
    #expect(try done("risks", person).contains("1 · "))
    #expect(try refused("risks", person, "--none-known").contains("A risk stands"))
    #expect(try done("risks", person, "--review", "1").contains("looked at again"))
    #expect(try done("risks", person, "--end", "1").contains("risks not asked about"))
    #expect(try done("risks", person, "--none-known", "--json").contains("none"))
    #expect(try done("flag", person, "--add", "two dogs").contains("two dogs"))
    #expect(try !done("flag", person, "--end", "dogs").contains("two dogs\n"))
    #expect(
      try done("involved", person, "--sector", "camhs", "--who", "Mr Vale").contains("Mr Vale"))
    #expect(
      try done("involved", person, "--sector", "camhs", "--ended", "--json").contains("checkedOn"))
    #expect(try refused("beside", person).contains("already"))
    #expect(try refused("beside", person, "--leave").contains("does not work with them"))
    #expect(try done("alone").contains("Nobody is out alone"))
    #expect(try refused("alone", "--back").contains("out on no visit"))
    #expect(
      try refused("alone", "--place", "Mill Lane", "--back-by", "25:00").contains("is no time"))
    if Calendar.current.component(.hour, from: Date()) < 23 {
      #expect(
        try done("alone", "--place", "Mill Lane", "--back-by", "23:59", "--person", person)
          .contains("expected back at 23:59"))
      #expect(try done("alone").contains("Mill Lane"))
      #expect(try done("alone", "--back").contains("You are back"))
    }
    let preview = try done(
      "close", person, "--because", "connected", "--tell-referrer", "--preview", "--json")
    #expect(preview.contains("closing-referrer"))
    #expect(preview.contains("\"section\" : \"Referral details\""))
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
      try run(arguments, refused: refused)
    }
    func run(_ arguments: [String], refused: Bool) throws -> String {
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
    #expect(try run("link", "Ana De Haro", id, "--json").contains("\"linked\""))
    #expect(try run("show", id).contains("Linked: Anna DeHaro"))
    #expect(try run("link", "Ana De Haro", id, "--apart-again").contains("Two records again"))
    #expect(
      try run("triage", "Ana De Haro", "--hand-to", "Priya").contains("Priya Nair holds the case"))
    // Whoever holds a case has decided on it.
    #expect(
      try run("triage", "Ana De Haro", "--declined", refused: true).contains(
        "Priya Nair holds this case"))
    try steps(of: "Ana De Haro") { try run($0, refused: $1) }
    #expect(try run("triage", id, "--ask", "a telephone; the school").contains("- a telephone"))
    #expect(try run("triage", id, "--declined").contains("Declined"))
    let preview = try run(
      "close", "Ana De Haro", "--because", "connected", "--tell-referrer", "--preview")
    #expect(preview.contains("REFERRAL DETAILS (the referral)"))
    #expect(try run("show", "Ana De Haro").contains("Waiting"))
    #expect(
      try run("close", "Ana De Haro", "--because", "connected", "--tell-referrer", "--shown")
        .contains("Closed: Ana De Haro"))
    #expect(
      try run("close", "Ana De Haro", "--because", "connected", refused: true)
        .contains("closed on"))
  }
}
