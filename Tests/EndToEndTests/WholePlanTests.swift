// A whole plan in a real terminal, from the first goal to the page that is taken home.

import Foundation
import Testing

extension RealDesk {
  /// The line that the cursor stands in.
  var chosenLine: String {
    let lines = screen.components(separatedBy: "\n")
    let row = (try? tmux("display-message", "-p", "#{cursor_y}"))?
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard let place = row.flatMap({ Int($0) }), lines.indices.contains(place) else { return "" }
    return lines[place]
  }

  /// Goes down from the top of a plan in which nothing is written but goals, until the
  /// chosen line holds `text`. The next key waits for what the last one did.
  @discardableResult
  func goes(to text: String, sourceLocation: SourceLocation = #_sourceLocation) throws -> RealDesk {
    try press("Home").waits("the first line", sourceLocation: sourceLocation) { _ in
      chosenLine.contains("what matters to you?")
    }
    for _ in 0..<80 {
      let before = chosenLine
      if before.contains(text) { return self }
      try press("Down").waits("another line", sourceLocation: sourceLocation) { _ in
        chosenLine != before
      }
    }
    throw NeverShown(wanted: text)
  }
}

@Suite("A plan from its first goal to the page, with the real program")
struct WholePlanTests {
  /// A desk on the empty plan of one person, and the program beside it.
  final class Sitting {
    let desk: RealDesk
    private let book: String
    private let pass: String

    init() throws {
      desk = try RealDesk()
      pass = desk.folder.appendingPathComponent("pass").path
      book = desk.folder.appendingPathComponent("book").path
      try RealDesk.passphrase.write(toFile: pass, atomically: true, encoding: .utf8)
      let list = desk.folder.appendingPathComponent("one.csv")
      try "First name,Family name,DOB,Referral date\nZebedee,Quill,01/02/2012,02/01/2026\n".write(
        to: list, atomically: true, encoding: .utf8)
      try run("init", "--name", "Priya Nair")
      try run("import", "referrals", list.path)
      try desk.command("fingerpost --casebook book --passphrase-file pass")
        .waits(for: "Zebedee Q").press("Enter").waits(for: "Zebedee Quill").press("t")
        .waits(for: "You hold").press("Tab").waits(for: "nothing written yet")
    }

    func opensAgain() throws {
      try desk.command("fingerpost --casebook book --passphrase-file pass")
        .waits(for: "Zebedee Quill").waits(for: "WHAT MATTERS TO ME")
    }

    @discardableResult
    func run(_ arguments: String...) throws -> String {
      let done = try Program.run(
        RealDesk.program.path, arguments + ["--casebook", book, "--passphrase-file", pass])
      #expect(done.code == 0, "\(arguments): \(done.errors)")
      return done.output
    }

    /// The lines of a comparison that are not the same on both sides, sorted.
    func marks(_ versions: String...) throws -> [String] {
      let done = try Program.run(
        RealDesk.program.path,
        ["plan", "Zebedee", "--json", "--casebook", book, "--passphrase-file", pass, "--compare"]
          + versions)
      let parts =
        try JSONSerialization.jsonObject(with: Data(done.output.utf8)) as? [[String: Any]] ?? []
      let lines = parts.flatMap { $0["lines"] as? [[String: Any]] ?? [] }
      return lines.compactMap { line in
        guard let mark = line["mark"] as? String, mark != "same" else { return nil }
        return "\(mark): \(line["before"] as? String ?? "") > \(line["after"] as? String ?? "")"
      }.sorted()
    }
  }

  @Test("six goals are shared, agreed, changed, compared line by line, agreed again and printed")
  func wholePlan() throws {
    let sitting = try Sitting()
    let desk = sitting.desk
    for goal in 1...6 {
      try desk.type("+").waits(for: "keep and go on").type("Canary\(goal)").press("Enter")
        .type("step\(goal)a").press("Tab").type("Zeb").press("Tab").type("fri").press("Enter")
        .type("step\(goal)b").press("Enter", "Escape").waits(for: "step\(goal)b")
        .waits(forNo: "keep and go on")
    }
    try desk.goes(to: "Canary1").type("i").waits(for: "How important").press(
      "Right", "Right", "Right"
    )
    .press("C-s").waits(for: "importance")
    try desk.goes(to: "Canary1").type("s").waits(for: "How near are you").type("4").press("Enter")
      .waits(for: "now ●●●●")
    try desk.goes(to: "Canary1").type("+").waits(for: "what do you want?").type("Astage")
      .press("Tab", "C-s").waits(for: "1.1")
    try desk.type("y").waits(for: "Shown to").press("C-s").waits(for: "shared with Zebedee")
      .type("A").waits(for: "How they said yes").press("C-s").waits(for: "(version 1)")
      .type("q").waitsForShell()
    let first = try sitting.run("plan", "Zebedee", "--json", "--version", "1")

    try sitting.opensAgain()
    try desk.goes(to: "Canary2").press("Enter").waits(for: "keep and go on").type(" anew")
      .press("C-s").waits(for: "changed since")
    try desk.goes(to: "step3a").type("m").waits(for: "to which goal?").type("Canary5")
      .press("Enter").waits(for: "Moved to the other goal")
    try desk.goes(to: "step4b").press("DC").waits(for: "The action is taken away")
    try desk.goes(to: "Canary6").type("+").waits(for: "what do you want?").type("Canary7")
      .press("C-s").waits(for: "Goal 7")
    try desk.type("V").waits(for: "As it stands now").waits(
      for: "1 new, 1 changed, 2 moved, 1 gone"
    )
    .type("c").waits(for: "~ changed").waits(for: "→ moved").waits(for: "− gone")
    .waits(for: "+ new").waits(forNo: "step1a").press("Escape").waits(for: "FITS THIS GOAL").press(
      "Home"
    )
    .waits(for: "changed since")
    try desk.type("A").waits(for: "agreed again").press("C-s").waits(for: "(version 2)")
      .type("q").waitsForShell()

    let marks = try sitting.marks("1", "2")
    #expect(marks.count == 5)
    #expect(marks[0] == "changed: Canary2 > Canary2 anew")
    #expect(marks[1].hasPrefix("gone: step4b") && marks[1].hasSuffix("> "))
    #expect(marks[2].hasPrefix("moved:  > step3a · Zeb · by "))
    #expect(marks[3].hasPrefix("moved: step3a · Zeb · by ") && marks[3].hasSuffix("> "))
    #expect(marks[4] == "new:  > Canary7")
    #expect(try sitting.marks("1") == marks, "the plan is as it was agreed")
    #expect(try sitting.marks("2").isEmpty)
    let compared = try sitting.run("plan", "Zebedee", "--compare", "1", "2")
    for line in [
      "changed  Canary2 anew", "gone     step4b", "moved    from here: step3a",
      "moved    to here: step3a", "new      Canary7",
    ] { #expect(compared.contains(line), "\(line)") }

    #expect(try sitting.run("plan", "Zebedee", "--json", "--version", "1") == first)
    #expect(!first.contains("anew") && first.contains("Canary2"))
    #expect(first.contains("\"updatedOn\"") && first.contains("\"byRepresentative\" : false"))
    let text = try sitting.run("plan", "Zebedee", "--text")
    var pages = [text]
    for style in ["html", "large-print", "young-person"] {
      let path = desk.folder.appendingPathComponent("\(style).html").path
      try sitting.run("plan", "Zebedee", "--\(style)", path)
      pages.append(try String(contentsOfFile: path, encoding: .utf8))
    }
    for page in pages {
      for word in (1...7).map({ "Canary\($0)" }) + ["Astage", "step3a", "anew"] {
        #expect(page.contains(word), "\(word)")
      }
      #expect(!page.contains("step4b"))
    }
    try sitting.run("verify")
  }
}
