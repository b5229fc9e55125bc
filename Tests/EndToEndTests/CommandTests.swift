// The commands as a script meets them: exit codes, JSON, and refusals in words.

import Foundation
import Testing

@Suite("The commands, as a script meets them")
struct CommandTests {
  /// A folder with a passphrase file, removed at the end.
  final class Place {
    let folder: URL
    init() throws {
      folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("fingerpost-commands-\(UUID().uuidString)")
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try "a made-up passphrase\n".write(to: file("pass"), atomically: true, encoding: .utf8)
    }
    deinit { try? FileManager.default.removeItem(at: folder) }
    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    func fingerpost(_ arguments: String...) throws -> (output: String, errors: String, code: Int32)
    {
      try Program.run(
        RealDesk.program.path, arguments + ["--passphrase-file", file("pass").path],
        environment: ["FINGERPOST_CASEBOOK": file("book").path])
    }

    func objects(_ arguments: String...) throws -> [[String: Any]] {
      let ran = try Program.run(
        RealDesk.program.path,
        arguments + ["--json", "--passphrase-file", file("pass").path],
        environment: ["FINGERPOST_CASEBOOK": file("book").path])
      #expect(ran.code == 0, "\(ran.errors)")
      return try #require(
        JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [[String: Any]])
    }
  }

  @Test("a casebook is made once; a second time, and a wrong passphrase, are refused in words")
  func making() throws {
    let place = try Place()
    #expect(try place.fingerpost("init", "--name", "Priya Nair").code == 0)
    let again = try place.fingerpost("init", "--name", "Priya Nair")
    #expect(again.code == 1)
    #expect(
      again.errors.contains("There is a casebook") && again.errors.contains("Nothing was changed"))
    try "something else\n".write(to: place.file("pass"), atomically: true, encoding: .utf8)
    let refused = try place.fingerpost("caseload")
    #expect(refused.code == 1)
    #expect(refused.errors.contains("does not open this casebook"))
    #expect(refused.output.isEmpty)
  }

  @Test("no casebook is a refusal that says how to make one; a wrong option is usage, 64")
  func usage() throws {
    let place = try Place()
    let none = try place.fingerpost("caseload")
    #expect(none.code == 1 && none.errors.contains("fingerpost init"))
    #expect(try place.fingerpost("caseload", "--nonsense").code == 64)
    #expect(try place.fingerpost("init").code == 64)
    #expect(try place.fingerpost("demo", "--people", "none").code == 64)
    for command in [
      "", "init", "demo", "import", "caseload", "show", "plan", "directory", "history", "users",
      "verify",
      "backup", "restore", "themes", "gallery", "passphrase", "recovery-key", "recover",
    ] {
      let help = try Program.run(
        RealDesk.program.path, [command, "--help"].filter { !$0.isEmpty })
      #expect(help.code == 0 && help.output.contains("USAGE"), "\(command)")
    }
  }

  @Test("25 referrals with three faults: refused with each named, then skipped and written out")
  func referrals() throws {
    let place = try Place()
    _ = try place.fingerpost("init", "--name", "Priya Nair")
    var rows = ["First name,Last name,Date of birth,NHS No.,Postcode,Referral date,Reason"]
    for index in 1...25 {
      let birth = index == 7 ? "31/02/2012" : "1\(index % 9)/05/2012"
      let number = index == 12 ? "9990000019" : ""
      let postcode = index == 20 ? "NOT A CODE" : "QX1 1TQ"
      rows.append("Ada\(index),Person\(index),\(birth),\(number),\(postcode),16/11/2026,Isolation")
    }
    try rows.joined(separator: "\r\n").write(
      to: place.file("week.csv"), atomically: true, encoding: .utf8)
    let refused = try place.fingerpost("import", "referrals", place.file("week.csv").path)
    #expect(refused.code == 1)
    for words in [
      "row 8", "Date of birth", "31/02/2012", "row 13", "NHS No.", "9990000019", "row 21",
      "Postcode", "NOT A CODE",
    ] {
      #expect(refused.errors.contains(words), "\(words)")
    }
    #expect(try place.objects("caseload").isEmpty)

    let skipped = try place.fingerpost(
      "import", "referrals", place.file("week.csv").path, "--skip-bad")
    #expect(skipped.code == 0)
    #expect(try place.objects("caseload").count == 22)
    let bad = try String(
      contentsOf: place.file("week-bad-rows.csv"), encoding: .utf8)
    #expect(bad.contains("Person7") && bad.contains("Person12") && bad.contains("Person20"))

    // Twice changes nothing, and no second file of bad rows overwrites the first.
    _ = try place.fingerpost("import", "referrals", place.file("week.csv").path, "--skip-bad")
    #expect(try place.objects("caseload").count == 22)
    #expect(try String(contentsOf: place.file("week-bad-rows.csv"), encoding: .utf8) == bad)
  }

  @Test("JSON has ids, lowerCamelCase keys and ISO dates, for caseload, show and directory")
  func json() throws {
    let place = try Place()
    #expect(
      try place.fingerpost("demo", "--keep", place.file("book").path, "--people", "20").code == 0)
    let cases = try place.objects("caseload", "--all")
    let first = try #require(cases.first)
    #expect(cases.count >= 20)
    #expect(first.keys.allSatisfy { !$0.contains("_") && $0.first?.isLowercase == true })
    #expect((first["referredOn"] as? String)?.count == 10)
    let name = try #require(first["personId"] as? String)
    let person = try place.objects("show", name)
    #expect(person.count == 1 && person.first?["id"] as? String == name)
    #expect(try place.objects("directory").count == 80)
    let free = try place.objects("directory", "--free")
    #expect(!free.isEmpty && free.count < 80)
  }

  @Test("a theme that cannot be read is refused by name and line, and the desk starts all the same")
  func themes() throws {
    let desk = try RealDesk()
    try "scheme: broken\nbase00: [".write(
      to: desk.folder.appendingPathComponent("mine.yaml"), atomically: true, encoding: .utf8)
    try desk.command("fingerpost demo --theme mine.yaml").waits(for: "NEEDS YOU NOW")
      .waits(for: "mine.yaml, line").press("q").waits(for: "READY>")
  }
}
