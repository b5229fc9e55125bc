// The people and services around somebody, and the story that tells of them.

import Foundation
import Testing

@testable import Casework

@Suite("Family, network and the whole story")
struct NetworkTests {
  static let today = RandomFacts.today
  static let person: Identifier<Person> = Identifier("p")

  static func relation(
    _ kind: RelationKind, _ name: String, _ mayKnow: MayKnow, organisation: String = ""
  ) -> Relation {
    Relation(
      id: Identifier(name), personID: person, kind: kind, name: name, organisation: organisation,
      mayKnow: mayKnow)
  }

  @Test("what each of parents, school and GP may know is said apart, and never taken for granted")
  func mayKnow() {
    let network = Network(relations: [
      Self.relation(.family, "Jo", .everything), Self.relation(.family, "Al", .nothing),
      Self.relation(.gp, "", .thatWeMeet, organisation: "Canal Street Surgery"),
    ])
    #expect(
      network.mayKnowWords(.family) == "Jo may know everything; Al may know nothing")
    #expect(
      network.mayKnowWords(.gp)
        == "Canal Street Surgery may know that we meet, not what is said")
    #expect(network.mayKnowWords(.school) == nil)
    #expect(Self.relation(.school, "Ms Field", MayKnow.notAsked).mayKnow.words == "not asked yet")
    #expect(
      Relation(id: Identifier("r"), personID: Self.person, kind: .family, name: "Jo").mayKnow
        == .notAsked)
  }

  @Test("a flag holds from its first day until the day before its end")
  func flags() {
    func flag(_ from: Int, _ to: Int?) -> PersonFlag {
      PersonFlag(
        id: Identifier("f"), personID: Self.person, kind: .visiting, words: "two dogs",
        from: Self.today.adding(days: from), to: to.map { Self.today.adding(days: $0) })
    }
    func holds(_ flag: PersonFlag) -> Bool {
      !Network(flags: [flag]).flags(on: Self.today).isEmpty
    }
    #expect(holds(flag(0, nil)) && holds(flag(-5, 1)))
    #expect(!holds(flag(1, nil)) && !holds(flag(-5, 0)) && !holds(flag(-5, -1)))
  }

  @Test("education, CAMHS, social care and youth justice are asked about until something is known")
  func sectors() {
    var network = Network()
    #expect(network.sectorsNotAsked == [.education, .camhs, .socialCare, .youthJustice])
    network.involvements = [
      Involvement(
        id: Identifier("i"), personID: Self.person, sector: .camhs, from: Self.today,
        to: Self.today, checkedOn: Self.today)
    ]
    #expect(network.sectorsNotAsked == [.education, .socialCare, .youthJustice])
  }

  @Test("one leads and others work beside; who leads stands first and nobody twice")
  func team() {
    var record = TimelineTests.record()
    let lead = record.holdings[0].workerID
    func member(_ worker: String, to: Date? = nil) -> CaseMember {
      CaseMember(
        id: Identifier("m" + worker), caseID: record.case.id, workerID: Identifier(worker),
        from: TimelineTests.moment(1, 9), to: to)
    }
    record.network.members = [
      member("coach"), member(lead.text), member("gone", to: TimelineTests.moment(2, 9)),
    ]
    #expect(record.team == [lead, Identifier("coach")])
  }

  @Test("the story tells of the diary, visits, flags and other services, and can be narrowed")
  func story() throws {
    var record = TimelineTests.record()
    let plain = record.timeline(in: .gmt)
    record.appointments = [
      Appointment(
        id: Identifier("a"), caseID: record.case.id, workerID: Identifier("worker"),
        kind: .meeting, title: "library", on: TimelineTests.start.adding(days: 5), at: 600)
    ]
    record.visits = [
      LoneVisit(
        id: Identifier("v"), caseID: record.case.id, workerID: Identifier("worker"),
        place: "2 Weir Lane", from: TimelineTests.moment(6, 13),
        expectedEnd: TimelineTests.moment(6, 14), backAt: TimelineTests.moment(6, 14))
    ]
    record.network = Network(
      involvements: [
        Involvement(
          id: Identifier("i"), personID: Self.person, sector: .camhs, does: "six sessions",
          from: TimelineTests.start.adding(days: 2), checkedOn: TimelineTests.start)
      ],
      flags: [
        PersonFlag(
          id: Identifier("f"), personID: Self.person, kind: .visiting, words: "two dogs",
          from: TimelineTests.start)
      ])
    let story = record.timeline(in: .gmt)
    #expect(story.count == plain.count + 4)
    #expect(story.map(\.on) == story.map(\.on).sorted(by: >))
    #expect(story.narrowed(to: .visit, words: "").map(\.title) == ["Visit alone, back at 14:00"])
    #expect(story.narrowed(to: nil, words: "SIX sess").map(\.kind) == [.involvement])
    #expect(story.narrowed(to: .contact, words: "early").count == 1)
    #expect(story.narrowed(to: .flag, words: "early").isEmpty)
    #expect(story.narrowed(to: nil, words: "  ").count == story.count)
  }

  @Test("somebody's safety presses before an urgent risk, and that before every clock")
  func pressingRisk() {
    func row(_ name: String, _ kind: Due.Kind, _ day: Int) -> CaseloadRow {
      CaseloadRow(
        caseID: Identifier(name), person: Person(id: Self.person, firstName: "A", familyName: "B"),
        need: "", facts: CaseFacts(referredOn: Self.today), hasPlan: false,
        due: Due(kind: kind, on: Self.today.adding(days: day), text: ""))
    }
    var urgent = row("urgent", .silence, -1)
    urgent.risk = .urgent
    var known = row("known", .silence, -1)
    known.risk = .known
    // A review is what is due first; the task for their safety is due today.
    var safety = row("safety", .review, -2)
    safety.facts.steps.safety = NextStep(text: "ring the lead", on: Self.today)
    var later = row("later", .review, -2)
    later.facts.steps.safety = NextStep(text: "ring the lead", on: Self.today.adding(days: 1))
    let rows = [row("clock", .firstContact, -9), later, known, urgent, safety]
    #expect(
      rows.byPressing(on: Self.today).map(\.caseID.text) == [
        "safety", "urgent", "clock", "later", "known",
      ])
  }

  @Test("what presses most comes first: clocks, then promises, then reviews, then quiet cases")
  func pressing() {
    func row(_ kind: Due.Kind, _ day: Int) -> CaseloadRow {
      CaseloadRow(
        caseID: Identifier("\(kind)\(day)"),
        person: Person(id: Self.person, firstName: "A", familyName: "B"), need: "",
        facts: CaseFacts(referredOn: Self.today), hasPlan: false,
        due: Due(kind: kind, on: Self.today.adding(days: day), text: ""))
    }
    let rows = [
      row(.silence, -30), row(.review, -9), row(.nextStep, -1), row(.nextStep, -5),
      row(.firstContact, -1), row(.firstContact, -4),
    ]
    #expect(
      rows.byPressing(on: Self.today).map(\.due?.kind) == [
        .firstContact, .firstContact, .nextStep, .nextStep, .review, .silence,
      ])
    #expect(
      rows.byPressing(on: Self.today).compactMap { $0.due?.on.number }.prefix(2) == [
        Self.today.number - 4, Self.today.number - 1,
      ])
  }
}
