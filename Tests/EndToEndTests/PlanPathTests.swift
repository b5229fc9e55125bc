// A plan agreed, changed, compared and printed, with the real program.

import Foundation
import Testing

@Suite("A plan, agreed and taken home, with the real program")
struct PlanPathTests {
  @Test("agree it, change it, compare the versions, print it, and the same by command")
  func wholePath() throws {
    let desk = try RealDesk()
    let pass = desk.folder.appendingPathComponent("pass")
    try RealDesk.passphrase.write(to: pass, atomically: true, encoding: .utf8)
    let list = desk.folder.appendingPathComponent("one.csv")
    try "First name,Family name,DOB,Referral date\nZebedee,Quill,01/02/2012,02/01/2026\n".write(
      to: list, atomically: true, encoding: .utf8)
    let book = desk.folder.appendingPathComponent("book").path
    func fingerpost(_ arguments: String...) throws -> (output: String, errors: String, code: Int32)
    {
      try Program.run(
        RealDesk.program.path,
        arguments + ["--casebook", book, "--passphrase-file", pass.path])
    }
    #expect(try fingerpost("init", "--name", "Priya Nair").code == 0)
    #expect(try fingerpost("import", "referrals", list.path).code == 0)

    try desk.command("fingerpost --casebook book --passphrase-file pass")
      .waits(for: "Zebedee Q").press("Enter").waits(for: "Zebedee Quill").press("t")
      .waits(for: "You hold").press("Tab").waits(for: "nothing written yet")
    try desk.press("+").waits(for: "what do you want?").type("Keep bees").press("C-s")
      .waits(for: "Goal 1")
    try desk.press("y").waits(for: "Shown to").press("C-s").waits(for: "shared with Zebedee")
    try desk.press("A").waits(for: "How they said yes").press("C-s").waits(for: "(version 1)")
    try desk.press("+").waits(for: "what do you want?").type("Sell honey at the market")
      .press("C-s").waits(for: "changed since")
    try desk.press("V").waits(for: "As it stands now").waits(for: "+ new")
      .waits(for: "Sell honey at the market").press("Escape").waits(for: "FITS THIS GOAL")
    try desk.press("P").waits(for: "Where to").press("Tab", "Tab", "C-a").type("home.html")
      .press("C-s").waits(for: "It is not sealed")
    try desk.press("q").waits(for: "READY>")

    let page = try String(
      contentsOf: desk.folder.appendingPathComponent("home.html"), encoding: .utf8)
    #expect(page.contains("Zebedee’s plan") && page.contains("Sell honey at the market"))

    let shown = try fingerpost("plan", "Zebedee")
    #expect(shown.code == 0 && shown.output.contains("changed since"), "\(shown.errors)")
    let compared = try fingerpost("plan", "Zebedee", "--compare", "1")
    #expect(compared.output.contains("new      Sell honey at the market"))
    let first = try fingerpost("plan", "Zebedee", "--text", "--version", "1")
    #expect(first.output.contains("Keep bees") && !first.output.contains("honey"))
    let young = desk.folder.appendingPathComponent("young.html").path
    let written = try fingerpost("plan", "Zebedee", "--young-person", young, "--welsh")
    #expect(written.code == 0 && written.errors.contains("Reading age"), "\(written.errors)")
    #expect(try String(contentsOfFile: young, encoding: .utf8).contains("Fy nghynllun i"))
    let again = try fingerpost("plan", "Zebedee", "--html", young)
    #expect(again.code == 1 && again.errors.contains("already"))
    let none = try fingerpost("plan", "Zebedee", "--version", "7")
    #expect(none.code == 1 && none.errors.contains("There are: 1."))
    let unwritten = desk.folder.appendingPathComponent("compared.html").path
    for wrong in [
      ["--compare", "1", "--html", unwritten], ["--compare", "1", "--version", "1"],
      ["--text", "--json"], ["--html", ""], ["--compare", "1", "2", "3"],
    ] {
      let done = try Program.run(
        RealDesk.program.path,
        ["plan", "Zebedee", "--casebook", book, "--passphrase-file", pass.path] + wrong)
      #expect(done.code == 64 && done.output.isEmpty, "\(wrong)")
    }
    #expect(!FileManager.default.fileExists(atPath: unwritten))
    let folder = try fingerpost("plan", "Zebedee", "--html", desk.folder.path)
    #expect(folder.code == 1 && folder.errors.contains("is a folder"))
    let json = try fingerpost("plan", "Zebedee", "--json")
    let objects = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]]
    #expect((objects?.first?["versions"] as? [Any])?.count == 1)
  }
}
