// The whole path with the real program: a casebook, a directory, referrals, a
// contact, a plan, a service linked to a goal, out, in again, and all of it there.

import Foundation
import Testing

@Suite("The real program in a real terminal")
struct WholePathTests {
  static let referrals = """
    Forename,Surname,DOB,NHS Number,Postcode,Date of referral,Referred by,Organisation,Source,Reason for referral
    Leocanary,Sharmacanary,14/05/2012,999 000 0018,QX1 1TQ,16/11/2026,Ms Field,Hill Academy,school,Not in school since September
    Maya,Rahman,2015-02-03,,QX2 3AB,17/11/2026,Dr Stone,Canal Street Surgery,GP,Isolation
    """

  static let service = """
    {"id": "s1", "name": "Canalcanary Sketchers", "status": "active", "minimum_age": 11,
     "maximum_age": 16, "organization": {"id": "o1", "name": "Canal Arts"},
     "schedules": [{"id": "h1", "freq": "WEEKLY", "byday": "SA", "opens_at": "10:00",
                    "closes_at": "12:00"}]}
    """

  @Test("from a directory and a referral list to a plan with a service, and back again")
  func wholePath() throws {
    let desk = try RealDesk()
    let file = desk.folder.appendingPathComponent("week.csv")
    try Self.referrals.write(to: file, atomically: true, encoding: .utf8)
    let directory = desk.folder.appendingPathComponent("service.json")
    try Self.service.write(to: directory, atomically: true, encoding: .utf8)

    // First run: a name, a passphrase twice.
    try desk.command("fingerpost").waits(for: "Your name")
    try desk.type("Priya Nair").press("Tab").type(RealDesk.passphrase).press("Tab")
      .type(RealDesk.passphrase).press("C-s").waits(for: "Nobody is on your caseload yet")
    try desk.press("q").waitsForShell()

    // The week's referrals and the directory come in from files.
    try desk.command("fingerpost import referrals week.csv").waits(for: "Passphrase:")
    try desk.command(RealDesk.passphrase).waits(for: "2 added").waitsForShell()
    try desk.command("fingerpost import directory service.json").waits(for: "Passphrase:")
    try desk.command(RealDesk.passphrase).waits(for: "services").waitsForShell()

    // The caseload; a person; a contact.
    try desk.command("fingerpost").waits(for: "Passphrase")
    try desk.type(RealDesk.passphrase).press("Enter").waits(for: "NEW REFERRALS")
    try desk.press("2").waits(for: "Your cases and new referrals  2 cases")
    try desk.press("/").type("leo").waits(for: "  1 case").press("Enter")
      .waits(for: "Leocanary Sharmacanary")
    try desk.press("l").waits(for: "Log a contact with")
    try desk.type("Talked about drawing, secretcanary.").press("C-s").waits(for: "Contact logged")

    // A plan: what matters, a goal, a service for it.
    try desk.press("Tab").waits(for: "WHAT MATTERS TO ME").press("Enter")
      .type("My dog Biscuit").press("Enter").waits(for: "Kept in the plan").press("Escape")
      .waits(forNo: "keep and go on")
    try desk.press("+").waits(for: "what do you want?").type("One thing a week that is not school")
      .press("C-s").waits(for: "Goal 1")
    try desk.press("p").waits(for: "Link Leocanary with a service").press("Enter")
      .waits(for: "We refer them").press("Enter").waits(for: "is not for under 18s yet")
      .type("His mother goes with him").press("C-s").waits(for: "Referred to Canalcanary Sketchers")
    try desk.press("q").waitsForShell()

    // Nothing of it can be read on the disk.
    let bytes = try desk.bytesOnDisk()
    for word in ["canary", "Priya", "Biscuit", "Rahman", "Hill Academy"] {
      #expect(bytes.range(of: Data(word.utf8)) == nil, "\(word) can be read on the disk")
    }

    // Back again: it opens where it was left, and everything is there.
    try desk.command("fingerpost").waits(for: "Passphrase")
    try desk.type(RealDesk.passphrase).press("Enter").waits(for: "My dog Biscuit")
      .waits(for: "One thing a week that is not school").waits(for: "Canalcanary Sketchers")
    try desk.press("BTab").waits(for: "secretcanary").press("q").waits(for: "READY>")

    // And in plain lines.
    try RealDesk.passphrase.write(
      to: desk.folder.appendingPathComponent("pass"), atomically: true, encoding: .utf8)
    let shown = try Program.run(
      RealDesk.program.path,
      [
        "show", "Leocanary", "--json", "--casebook", desk.book.path, "--passphrase-file",
        desk.folder.appendingPathComponent("pass").path,
      ])
    #expect(shown.code == 0)
    let objects =
      try JSONSerialization.jsonObject(with: Data(shown.output.utf8)) as? [[String: Any]]
    #expect(objects?.count == 1)
    #expect(objects?.first?["familyName"] as? String == "Sharmacanary")
    #expect(shown.output.contains("secretcanary") && shown.output.contains("Canalcanary"))
  }

  @Test("killed without mercy, the terminal is given back with one plain sentence")
  func killed() throws {
    let desk = try RealDesk()
    try desk.command("fingerpost demo").waits(for: "NEEDS YOU NOW")
    let child = try #require(desk.desks().last)
    kill(child, SIGKILL)
    try desk.waits(for: "Fingerpost stopped without warning").waits(for: "READY>")
    // The terminal shows what is typed and obeys it.
    try desk.command("echo still $((40 + 2))").waits(for: "still 42")
    #expect(!desk.screen.contains("NEEDS YOU NOW"))
    let left = try FileManager.default.contentsOfDirectory(atPath: desk.temporary.path)
    #expect(left.isEmpty, "the demo left \(left)")
  }

  @Test("a resize to 20×5 and back leaves the screen as it was")
  func resized() throws {
    let desk = try RealDesk()
    try desk.command("fingerpost demo").waits(for: "NEEDS YOU NOW").press("2")
      .waits(for: "Your cases and new referrals")
    try desk.tmux("resize-window", "-x", "20", "-y", "5")
    try desk.waits("a small screen") { $0.split(separator: "\n").allSatisfy { $0.count <= 20 } }
    try desk.tmux("resize-window", "-x", "120", "-y", "40")
    try desk.waits(for: "Your cases and new referrals").waits(for: "Last seen")
    try desk.press("q").waits(for: "READY>")
  }

  @Test("stopped with ^Z and brought back, it draws itself again")
  func suspended() throws {
    let desk = try RealDesk()
    try desk.command("fingerpost demo").waits(for: "NEEDS YOU NOW")
    try desk.press("C-z").waits(for: "Stopped")
    try desk.command("fg").waits(for: "NEEDS YOU NOW").press("q").waits(for: "READY>")
  }

  @Test("what is pasted into a list runs as nothing, and into a note is kept")
  func pasted() throws {
    let desk = try RealDesk()
    try desk.command("fingerpost demo").waits(for: "NEEDS YOU NOW")
    try desk.tmux("set-buffer", "q lines of\nsomething pasted")
    try desk.tmux("paste-buffer", "-p")
    try desk.waits(for: "Pasted text is not run as keys")
    try desk.press("l").waits(for: "Log a contact with")
    try desk.tmux("paste-buffer", "-p")
    try desk.waits(for: "something pasted").press("Escape").waits(for: "Nothing has been saved")
  }

  @Test("without a terminal, or with one that cannot move its cursor, it says so and ends with 1")
  func noTerminal() throws {
    let none = try Program.run("setsid", [RealDesk.program.path, "demo"])
    #expect(none.code == 1)
    #expect(none.errors.contains("no terminal"))
    let desk = try RealDesk(term: "dumb")
    try desk.command("fingerpost demo; echo code $?").waits(for: "cannot move its cursor")
      .waits(for: "code 1")
  }
}

@Suite("Bad moments, with the real program")
struct BadMomentTests {
  @Test("killed in the middle of a sentence, it loses two seconds of typing at the most")
  func midSentence() throws {
    let desk = try RealDesk()
    try RealDesk.passphrase.write(
      to: desk.folder.appendingPathComponent("pass"), atomically: true, encoding: .utf8)
    try desk.command(
      "fingerpost demo --people 20 --keep book --passphrase-file pass"
    ).waits(for: "YOUR CASELOAD").press("l").waits(for: "Log a contact with")
    try desk.type("She keeps bees and would like to show them")
    // Kept within two seconds of the last key, with nothing else happening.
    let store = desk.folder.appendingPathComponent("book/casebook.db-wal")
    func size() -> Int {
      (try? FileManager.default.attributesOfItem(atPath: store.path)[.size] as? Int) ?? 0
    }
    usleep(2_500_000)
    #expect(size() > 0)
    kill(try #require(desk.desks().last), SIGKILL)
    try desk.waits(for: "stopped without warning").waitsForShell()
    try desk.command("fingerpost --casebook book --passphrase-file pass")
      .waits(for: "You were in the middle of something").press("Enter")
      .waits(for: "She keeps bees and would like to show them")
  }

  @Test("a command's change shows on an open desk within two seconds, and neither waits")
  func twoAtOnce() throws {
    let desk = try RealDesk()
    let pass = desk.folder.appendingPathComponent("pass")
    try RealDesk.passphrase.write(to: pass, atomically: true, encoding: .utf8)
    let list = desk.folder.appendingPathComponent("one.csv")
    try "First name,Family name,DOB,Referral date\nZebedee,Quill,01/02/2011,02/01/2026\n".write(
      to: list, atomically: true, encoding: .utf8)
    try desk.command("fingerpost demo --people 20 --keep book --passphrase-file pass")
      .waits(for: "YOUR CASELOAD").press("2").waits(for: "Your cases and new referrals")
    let ran = try Program.run(
      RealDesk.program.path,
      [
        "import", "referrals", list.path, "--casebook",
        desk.folder.appendingPathComponent("book").path, "--passphrase-file", pass.path,
      ])
    #expect(ran.code == 0, "\(ran.errors)")
    let done = Date()
    try desk.waits(for: "Zebedee Q")
    #expect(Date().timeIntervalSince(done) < 10)
    try desk.press("q").waits(for: "READY>")
  }
}
