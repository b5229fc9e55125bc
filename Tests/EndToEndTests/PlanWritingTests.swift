// A whole plan written with the real program in a real terminal, and a kill in the
// middle of a sentence.

import Foundation
import Testing

@Suite("A whole plan, with the real program")
struct PlanWritingTests {
  @Test(
    "six goals are written; killed in mid-sentence, it comes back with two seconds lost at most")
  func wholePlan() throws {
    let desk = try RealDesk()
    try RealDesk.passphrase.write(
      to: desk.folder.appendingPathComponent("pass"), atomically: true, encoding: .utf8)
    try desk.command("fingerpost demo --people 20 --keep book --passphrase-file pass")
      .waits(for: "YOUR CASELOAD").press("Enter", "Tab").waits(for: "WHAT MATTERS TO ME")
    for goal in 1...6 {
      try desk.type("+").waits(for: "keep and go on").type("Goalcanary number \(goal)")
        .press("Enter").type("step \(goal)a").press("Tab").type("Leo").press("Tab").type("fri")
        .press("Enter").type("step \(goal)b").press("Enter", "Escape")
        .waits(for: "step \(goal)b").waits(forNo: "keep and go on")
    }
    // Moved, made a stage, and taken back again, by single keys.
    try desk.type("u").waits(for: "Undone: Write an action").press("C-r")
      .waits(for: "Done again")
    try desk.type("+").waits(for: "keep and go on").type("In the middle of a sent")
    usleep(2_500_000)
    kill(try #require(desk.desks().last), SIGKILL)
    try desk.waits(for: "stopped without warning").waitsForShell()
    try desk.command("fingerpost --casebook book --passphrase-file pass")
      .waits(for: "You were in the middle of something").waits(for: "A line of a plan")
      .press("Enter").waits(for: "In the middle of a sent")
    try desk.type("ence").press("Enter", "Escape").waits(for: "In the middle of a sentence")
      .waits(forNo: "keep and go on")
    try desk.press("q").waitsForShell()

    let place = [
      "--casebook", desk.folder.appendingPathComponent("book").path,
      "--passphrase-file", desk.folder.appendingPathComponent("pass").path,
    ]
    let list = try Program.run(RealDesk.program.path, ["caseload", "--json"] + place)
    let people =
      try JSONSerialization.jsonObject(with: Data(list.output.utf8)) as? [[String: Any]] ?? []
    let records = try people.compactMap { $0["personId"] as? String }.map {
      try Program.run(RealDesk.program.path, ["show", $0, "--json"] + place).output
    }
    let record = try #require(records.first { $0.contains("Goalcanary number 1") })
    for goal in 1...6 {
      for words in ["Goalcanary number \(goal)", "step \(goal)a", "step \(goal)b"] {
        #expect(record.contains(words), "\(words)")
      }
    }
    #expect(record.contains("In the middle of a sentence"))
    let checked = try Program.run(RealDesk.program.path, ["verify"] + place)
    #expect(checked.code == 0, "\(checked.output)")
    // Nothing of it can be read on the disk.
    let bytes = try Data(
      contentsOf: desk.folder.appendingPathComponent("book/casebook.db"))
    #expect(bytes.range(of: Data("Goalcanary".utf8)) == nil)
  }
}
