// The story of a case, newest first.

import Foundation
import Testing

@testable import Casework

@Suite("Timeline")
struct TimelineTests {
  static let start = Day(number: 20_700)

  static func moment(_ day: Int, _ hour: Int) -> Date {
    Date(timeIntervalSince1970: Double(start.number + day) * 86_400 + Double(hour) * 3_600)
  }

  static func record() -> CaseRecord {
    let person = Person(id: Identifier("person"), firstName: "Leo", familyName: "Fox")
    let worker: Identifier<LinkWorker> = Identifier("worker")
    let caseID: Identifier<Case> = Identifier("case")
    func contact(_ id: String, _ day: Int, _ hour: Int) -> Contact {
      Contact(
        id: Identifier(id), caseID: caseID, workerID: worker, at: moment(day, hour), mode: .phone,
        minutes: 20, outcome: .attended, note: id,
        nextStep: NextStep(text: "call", on: start.adding(days: day + 7), at: 630))
    }
    let goal = Goal(id: Identifier("goal"), text: "Take the bus")
    return CaseRecord(
      person: person,
      case: Case(
        id: caseID, personID: person.id, referralID: Identifier("referral"),
        triage: Triage(on: start, reason: "fits"),
        closing: Closing(on: start.adding(days: 40), reason: .goalsMet, note: "well done")),
      referrals: [
        Referral(
          id: Identifier("referral"), personID: person.id, source: .school, reason: "lonely",
          date: start)
      ],
      holdings: [
        Holding(id: Identifier("h"), caseID: caseID, workerID: worker, from: moment(0, 9))
      ],
      contacts: [contact("late", 3, 15), contact("early", 3, 9), contact("first", 0, 11)],
      plan: Plan(
        id: Identifier("plan"), caseID: caseID, goals: [goal], agreedOn: start.adding(days: 3),
        agreedWith: "Leo"),
      prescriptions: [
        PrescribedAsset(
          prescription: Prescription(
            id: Identifier("p"), caseID: caseID, goalID: goal.id, assetID: Identifier("asset"),
            kind: .referral, on: start.adding(days: 3), workerID: worker),
          assetName: "Chess Corner")
      ],
      workerNames: [worker: "Priya Nair"])
  }

  @Test("what happened last comes first, and on one day the later hour before the earlier")
  func order() {
    let entries = Self.record().timeline(in: .gmt)
    #expect(
      entries.map(\.kind) == [
        .closing, .prescription, .plan, .contact, .contact, .contact, .holding, .triage, .referral,
      ])
    #expect(
      entries.filter { $0.kind == .contact }.map { String($0.detail.prefix(5)) }
        == ["late\\n", "early", "first"].map { $0.replacing("\\n", with: "\n") })
    #expect(entries.map(\.on) == entries.map(\.on).sorted(by: >))
  }

  @Test("nothing of the record is left out, in any order that it is given")
  func complete() {
    var generator = SeededGenerator(seed: 41)
    let whole = Self.record().timeline(in: .gmt)
    for _ in 0..<30 {
      var record = Self.record()
      record.contacts.shuffle(using: &generator)
      #expect(record.timeline(in: .gmt) == whole)
    }
  }

  @Test("each line says what happened, and by whom")
  func words() throws {
    let entries = Self.record().timeline(in: .gmt)
    func title(_ kind: TimelineEntry.Kind) -> String {
      entries.first { $0.kind == kind }?.title ?? ""
    }
    #expect(title(.referral) == "Referred by School or college")
    #expect(title(.contact) == "Phone · Spoke or met · 20 min")
    #expect(title(.holding) == "Priya Nair holds the case")
    #expect(title(.prescription) == "Referred to Chess Corner")
    #expect(title(.closing) == "Closed: Their goals are met")
    let contact = try #require(entries.first { $0.kind == .contact })
    #expect(contact.detail == "late\nNext: call, \(Self.start.adding(days: 10).british) 10:30")
    #expect(contact.by == "Priya Nair")
    #expect(entries.first { $0.kind == .prescription }?.detail == "for: Take the bus")
  }

  @Test("who is in their life stands on the day that it was written down, one entry a day")
  func relations() throws {
    var record = Self.record()
    var dice = SeededGenerator(seed: 4)
    func relation(_ name: String, _ day: Int, _ what: String) -> Relation {
      Relation(
        id: Identifier(UUIDv7.text(at: Self.moment(day, 10), using: &dice)),
        personID: record.person.id, kind: .family, name: name, relation: what,
        hasParentalResponsibility: what == "mum", mayKnow: .thatWeMeet)
    }
    record.network.relations = [
      relation("Ruth", 2, "mum"), relation("Mr Hale", 2, "class teacher"),
      relation("Sam", 9, "brother"),
    ]
    let entries = record.timeline(in: .gmt).narrowed(to: .relation, words: "")
    #expect(entries.map(\.on) == [9, 2].map { Self.start.adding(days: $0) })
    #expect(entries.map(\.title) == ["In their life: Sam", "In their life: 2 people"])
    let both = try #require(entries.last?.detail)
    #expect(both.contains("Ruth · mum · parental responsibility"))
    #expect(both.contains("Mr Hale · class teacher"))
    #expect(try #require(entries.first?.detail).contains("may know that we meet"))
    #expect(record.timeline(in: .gmt).narrowed(to: nil, words: "hale teacher").count == 1)
  }

  @Test("days in a timeline are never out of order, whatever the record")
  func property() {
    let town = DemonstrationTown(seed: 9, today: RandomFacts.today, people: 400)
    for index in 0..<town.people {
      let bundle = town.bundle(at: index)
      guard let episode = bundle.episodes.last else { continue }
      let record = CaseRecord(
        person: bundle.person, case: episode.case, referrals: bundle.episodes.map(\.referral),
        holdings: episode.holdings, contacts: episode.contacts, plan: episode.plan,
        prescriptions: episode.prescriptions.map {
          PrescribedAsset(prescription: $0, assetName: "")
        },
        workerNames: [:])
      let days = record.timeline(in: .gmt).map(\.on)
      #expect(days == days.sorted(by: >))
    }
  }
}
