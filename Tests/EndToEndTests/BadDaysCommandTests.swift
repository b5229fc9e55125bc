// verify, backup and restore as somebody at a shell meets them, with a desk open.

import Foundation
import Testing

@Suite("When something has gone wrong: verify, backup, restore")
struct BadDaysCommandTests {
  typealias Place = CommandTests.Place

  private func place(people: Int = 20) throws -> Place {
    let place = try Place()
    let made = try place.fingerpost(
      "demo", "--keep", place.file("book").path, "--people", "\(people)")
    #expect(made.code == 0, "\(made.errors)")
    return place
  }

  @Test("verify is silent on standard error and ends with 0 when all is well, with 1 when not")
  func verify() throws {
    let place = try place()
    let well = try place.fingerpost("verify")
    #expect(well.code == 0 && well.errors.isEmpty)
    #expect(well.output.contains("All is well"))
    #expect(try place.objects("verify").isEmpty)

    let file = place.file("book").appendingPathComponent("casebook.db")
    let good = try Data(contentsOf: file)
    var bytes = good
    bytes[4096 * 20 + 7] ^= 1
    try bytes.write(to: file)
    let damaged = try place.fingerpost("verify")
    #expect(damaged.code == 1)
    #expect(damaged.output.contains("page 21 of casebook.db does not open"), "\(damaged.output)")
    #expect(damaged.output.contains("Nothing was changed"))
    let json = try place.fingerpost("verify", "--json")
    #expect(json.code == 1)
    let findings = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(findings.contains { $0["check"] as? String == "pages" })
    #expect(findings.allSatisfy { ($0["sentence"] as? String)?.isEmpty == false })
    try Data(repeating: 0, count: 8192).write(to: file)
    #expect(try place.fingerpost("verify").code == 1)
    try good.write(to: file)
    #expect(try place.fingerpost("verify").code == 0)

    try "something else\n".write(to: place.file("pass"), atomically: true, encoding: .utf8)
    let refused = try place.fingerpost("verify")
    #expect(refused.code == 1 && refused.output.isEmpty)
    #expect(refused.errors.contains("does not open this casebook"))
  }

  @Test("a copy is made, not overwritten, and put back; what was there is put aside and told")
  func roundTrip() throws {
    let place = try place()
    let copy = place.file("copi wrth gefn ŵ")
    let made = try place.fingerpost("backup", copy.path)
    #expect(made.code == 0 && made.output.contains("checked the copy"), "\(made.errors)")
    let before = try place.fingerpost("caseload", "--all", "--json").output
    let again = try place.fingerpost("backup", copy.path)
    #expect(again.code == 1 && again.errors.contains("--force"))
    #expect(try place.fingerpost("backup", copy.path, "--force").code == 0)

    try FileManager.default.removeItem(at: place.file("book").appendingPathComponent("keys.json"))
    let restored = try place.fingerpost("restore", copy.path)
    #expect(restored.code == 0, "\(restored.errors)")
    #expect(restored.output.contains("is now as it was on"))
    #expect(restored.output.contains("put-aside-20"))
    #expect(try place.fingerpost("caseload", "--all", "--json").output == before)
    #expect(try place.fingerpost("verify").code == 0)

    let none = try place.fingerpost("restore", place.file("nothing").path)
    #expect(none.code == 1 && none.errors.contains("There is no file"))
    let wrong = try place.fingerpost("restore", place.file("pass").path)
    #expect(wrong.code == 1 && wrong.errors.contains("is not a Fingerpost copy"))
  }

  @Test("while a desk is open, verify and backup work, and restore is refused and changes nothing")
  func besideADesk() throws {
    let desk = try RealDesk()
    let pass = desk.folder.appendingPathComponent("pass")
    try "\(RealDesk.passphrase)\n".write(to: pass, atomically: true, encoding: .utf8)
    func fingerpost(_ arguments: String...) throws -> (output: String, errors: String, code: Int32)
    {
      try Program.run(
        RealDesk.program.path, arguments + ["--passphrase-file", pass.path],
        environment: ["FINGERPOST_CASEBOOK": desk.book.path])
    }
    #expect(try fingerpost("demo", "--keep", desk.book.path, "--people", "10").code == 0)
    try desk.command("fingerpost --passphrase-file \(pass.path)").waits(for: "NEEDS YOU NOW")
    #expect(try fingerpost("verify").code == 0)
    let copy = desk.folder.appendingPathComponent("copy").path
    #expect(try fingerpost("backup", copy).code == 0)
    let refused = try fingerpost("restore", copy)
    #expect(refused.code == 1 && refused.errors.contains("is open in another Fingerpost"))
    #expect(try fingerpost("verify").code == 0)
    try desk.press("q").waits(for: "READY>")
    #expect(try fingerpost("restore", copy).code == 0)
    #expect(try fingerpost("verify").code == 0)
  }
}
