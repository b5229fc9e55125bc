// The words of a caseload's line, and the guidance on how many are too many.

import Foundation
import Testing

@testable import Casework

@Suite("Caseload")
struct CaseloadTests {
  static let today = RandomFacts.today

  static func row(spoken: Day? = nil, agreed: Day? = nil, hasPlan: Bool = false) -> CaseloadRow {
    CaseloadRow(
      caseID: Identifier("case"),
      person: Person(id: Identifier("person"), firstName: "Kai", familyName: "Tulip"),
      need: "low mood",
      facts: CaseFacts(referredOn: today, lastSpokenOn: spoken, planAgreedOn: agreed),
      hasPlan: hasPlan, due: nil)
  }

  @Test(
    "last seen is said as people say it",
    arguments: [
      (0, "today"), (1, "today"), (-1, "yesterday"), (-2, "2 days ago"), (-9, "9 days ago"),
      (-59, "59 days ago"), (-60, "24/09/2026"), (-400, "19/10/2025"),
    ])
  func lastSeen(day: Int, words: String) {
    #expect(Self.row(spoken: Self.today.adding(days: day)).lastSeenWords(on: Self.today) == words)
  }

  @Test("somebody whom nobody has spoken with is not seen at all")
  func neverSeen() { #expect(Self.row().lastSeenWords(on: Self.today) == "—") }

  @Test("a plan is agreed, a draft or nothing")
  func plans() {
    #expect(Self.row(agreed: Day(iso: "2026-11-02"), hasPlan: true).planWords == "agreed 02/11")
    #expect(Self.row(hasPlan: true).planWords == "draft")
    #expect(Self.row().planWords == "—")
  }
}
