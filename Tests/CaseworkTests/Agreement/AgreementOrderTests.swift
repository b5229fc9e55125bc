// What was shown and agreed within one second, or at the very same moment, keeps its order:
// shown first, then agreed.

import Foundation
import Testing

@testable import Casework

@Suite("Shown and agreed in the same second")
struct AgreementOrderTests {
  static let day = Day(number: 20_776)
  static let noon = Date(timeIntervalSince1970: 1_795_089_600)

  private func id<Kind>(
    _ eighth: Int, _ dice: inout SeededGenerator
  ) -> Identifier<Kind> {
    Identifier(
      UUIDv7.text(
        at: Self.noon.addingTimeInterval(Double(eighth) / 8), using: &dice))
  }

  private func sharing(_ eighth: Int, _ dice: inout SeededGenerator) -> PlanSharing {
    PlanSharing(
      id: id(eighth, &dice), caseID: Identifier("c"), on: Self.day, whom: "Leo",
      how: .together, workerID: Identifier("w"))
  }

  private func version(
    _ eighth: Int, number: Int = 1, _ sheet: PlanSheet, _ dice: inout SeededGenerator
  ) -> PlanVersion {
    PlanVersion(
      id: id(eighth, &dice), caseID: Identifier("c"), number: number, agreedOn: Self.day,
      agreedWith: "Leo", workerID: Identifier("w"), sheet: sheet)
  }

  private let plan = Plan(id: Identifier("p"), caseID: Identifier("c"))
  private let old = PlanSheet(name: "Leo", goals: [SheetGoal(id: "g", text: "Sing")])
  private let new = PlanSheet(name: "Leo", goals: [SheetGoal(id: "g", text: "Sing loudly")])

  @Test(
    "draft, shown, agreed, changed, shown again: each is told apart however close they are",
    arguments: [1, 2, 3, 4, 5, 6, 7, 8] as [UInt64])
  func steps(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    var agreements = PlanAgreements()
    func standing(_ sheet: PlanSheet) -> PlanStanding {
      PlanStanding(plan: plan, sheet: sheet, agreements: agreements)
    }
    #expect(standing(old) == .draft)
    agreements.sharings.append(sharing(1, &dice))
    #expect(standing(old) == .shared(on: Self.day, with: "Leo"))
    // At the very same moment: nobody agrees to what they were not shown.
    agreements.versions.append(version(1, old, &dice))
    #expect(standing(old) == .agreed(version: 1, on: Self.day, with: "Leo", changed: false))
    #expect(standing(new) == .agreed(version: 1, on: Self.day, with: "Leo", changed: true))
    agreements.sharings.append(sharing(2, &dice))
    #expect(standing(new) == .shared(on: Self.day, with: "Leo", after: 1))
    // Shown again and as agreed: it stays agreed.
    #expect(standing(old) == .agreed(version: 1, on: Self.day, with: "Leo", changed: false))
    agreements.versions.append(version(3, number: 2, new, &dice))
    #expect(standing(new) == .agreed(version: 2, on: Self.day, with: "Leo", changed: false))
  }

  @Test(
    "what had come before a version was agreed is told the same way",
    arguments: [1, 2, 3, 4] as [UInt64])
  func before(seed: UInt64) {
    var dice = SeededGenerator(seed: seed)
    let first = version(1, old, &dice)
    let second = version(3, number: 2, new, &dice)
    let shown = [sharing(0, &dice), sharing(1, &dice), sharing(2, &dice), sharing(4, &dice)]
    let agreements = PlanAgreements(versions: [first, second], sharings: shown)
    #expect(agreements.before(first).sharings == Array(shown.prefix(2)))
    #expect(agreements.before(second).sharings == Array(shown.prefix(3)))
    #expect(agreements.before(second).versions == [first])
    #expect(agreements.before(first).versions == [])
  }
}
