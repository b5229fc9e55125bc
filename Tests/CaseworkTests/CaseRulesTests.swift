// The named rules by which cases are picked out.

import Foundation
import Testing

@testable import Casework

@Suite("Questions about cases")
struct CaseRulesTests {
  static let today = RandomFacts.today

  static let everyQuestion: [CaseQuestion] =
    [.needsNow, .newToHolder, .waitingForFirst] + Stage.allCases.map { .stage($0) }
    + [0, 1, 6, 28].map { .dueWithin(days: $0) } + [0, 7, 21, 90].map { .unspoken(days: $0) }

  @Test("nobody has spoken to them: counted from the last time, or from the referral")
  func unspoken() {
    func facts(_ referred: Int, _ spoken: Int?, closed: Bool = false) -> CaseFacts {
      CaseFacts(
        referredOn: Self.today.adding(days: referred),
        lastSpokenOn: spoken.map { Self.today.adding(days: $0) },
        closedOn: closed ? Self.today : nil)
    }
    #expect(facts(-30, -20).daysUnspoken(on: Self.today) == 20)
    #expect(facts(-30, nil).daysUnspoken(on: Self.today) == 30)
    #expect(facts(-30, -21).isUnspoken(for: 21, on: Self.today))
    #expect(!facts(-30, -20).isUnspoken(for: 21, on: Self.today))
    #expect(facts(-21, nil).isUnspoken(for: 21, on: Self.today))
    #expect(!facts(-90, -60, closed: true).isUnspoken(for: 21, on: Self.today))
  }

  @Test("every case is at one stage, and its sort key lies where that stage's keys do")
  func stageKeys() {
    var generator = SeededGenerator(seed: 51)
    var keys: [(String, Int)] = []
    for _ in 0..<5_000 {
      let facts = RandomFacts.facts(&generator)
      let stage = Stage(of: facts, on: Self.today)
      let key = Stage.sortKey(of: facts)
      for other in Stage.allCases {
        let range = other.sortKeys(on: Self.today)
        #expect((key >= range.from && key < range.to) == (other == stage), "\(key) \(other)")
      }
      keys.append((key, Stage.allCases.firstIndex(of: stage) ?? 0))
    }
    let places = keys.sorted { $0.0 < $1.0 }.map(\.1)
    #expect(places == places.sorted())
  }

  @Test("needing somebody now, overdue and late are one and the same")
  func oneRule() throws {
    var generator = SeededGenerator(seed: 52)
    for _ in 0..<5_000 {
      let facts = RandomFacts.facts(&generator)
      let due = Due(of: facts, policy: ServicePolicy())
      let late = due.map { $0.isOverdue(on: Self.today) } ?? false
      #expect(CaseQuestion.needsNow.holds(for: facts, due: due, on: Self.today) == late)
      #expect((due?.needsSomebodyNow(on: Self.today) ?? false) == late)
      let stages = Stage.allCases.filter {
        CaseQuestion.stage($0).holds(for: facts, due: due, on: Self.today)
      }
      #expect(stages == [Stage(of: facts, on: Self.today)])
    }
  }

  @Test("a case is new to its holder until they have an entry of their own in its log")
  func newToHolder() {
    let record = Case(
      id: Identifier("c"), personID: Identifier("p"), referralID: Identifier("r"))
    func contact(by worker: String) -> Contact {
      Contact(
        id: Identifier("x"), caseID: record.id, workerID: Identifier(worker), at: Date(),
        mode: .phone, minutes: 1, outcome: .notReached)
    }
    func isNew(_ holder: String?, _ contacts: [Contact]) -> Bool {
      CaseFacts(
        case: record, referredOn: Self.today, holderID: holder.map { Identifier($0) },
        contacts: contacts, plan: nil
      ).isNewToHolder
    }
    #expect(!isNew(nil, []))
    #expect(isNew("priya", []))
    #expect(isNew("priya", [contact(by: "tom")]))
    #expect(!isNew("priya", [contact(by: "tom"), contact(by: "priya")]))
  }

  @Test("questions are kept as they were, in a saved view", arguments: everyQuestion)
  func coding(question: CaseQuestion) throws {
    let data = try JSONEncoder().encode([question])
    #expect(try JSONDecoder().decode([CaseQuestion].self, from: data) == [question])
  }

  @Test("shares of remote and outdoor work are of what is known, and say so")
  func shares() {
    var shares = ReachShares()
    #expect(shares.words(of: .phone) == "—")
    for mode in ContactMode.allCases { shares.add(mode.reach) }
    shares.add(nil, 3)
    #expect(shares.known == 9 && shares.unsaid == 3)
    #expect(shares.counts[.inPerson] == 5 && shares.counts[.outdoors] == 1)
    #expect(shares.words(of: .inPerson) == "56 %")
    #expect(PrescriptionMode.allCases.allSatisfy { ContactWay.allCases.contains($0.reach) })
  }
}
