// A kill while somebody types without a pause, with the real program.

import Foundation
import Testing

@Suite("Typing without a pause, with the real program")
struct SteadyTypingTests {
  @Test("killed while somebody types without a pause, every word older than two seconds is there")
  func killedWhileTyping() throws {
    let sitting = try WholePlanTests.Sitting()
    let desk = sitting.desk
    try desk.type("+").waits(for: "keep and go on")
    let victim = try #require(desk.desks().last)
    let text = (10..<24).map { "word\($0)" }.joined(separator: " ")
    let began = Date()
    var seen = ""
    for (place, character) in text.enumerated() {
      let due = Date().addingTimeInterval(0.1)
      try desk.type(String(character))
      let left = due.timeIntervalSinceNow
      if left > 0 { usleep(UInt32(left * 1_000_000)) }
      // What is on the screen more than two seconds before the end.
      if place == text.count - 26 { seen = desk.screen }
    }
    let killed = Date()
    kill(victim, SIGKILL)
    #expect(killed.timeIntervalSince(began) >= 6)
    // The last of them may have been half typed.
    let words = text.split(separator: " ").filter { seen.contains($0) }.dropLast()
    #expect(words.count >= 4)

    try desk.waits(for: "stopped without warning").waitsForShell()
    try desk.command("fingerpost --casebook book --passphrase-file pass")
      .waits(for: "You were in the middle of something").press("Enter")
      .waits(for: String(words.first ?? "none")).waits(for: String(words.last ?? "none"))
    try desk.press("C-s").waits(forNo: "keep and go on").type("q").waitsForShell()
    // On the page the words run over two lines.
    let page = try sitting.run("plan", "Zebedee", "--text").split(whereSeparator: \.isWhitespace)
    #expect(page.joined(separator: " ").contains(words.joined(separator: " ")))
  }
}
