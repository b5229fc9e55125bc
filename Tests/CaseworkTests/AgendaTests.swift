// A worker's days: what is in the diary and what was promised, in order, and what was
// not written down.

import Foundation
import Testing

@testable import Casework

@Suite("The agenda")
struct AgendaTests {
  static let today = Day(number: 20_780)  // Monday 23/11/2026
  static let person = Person(id: Identifier("p"), firstName: "Leo", familyName: "Sharma")

  static func at(_ hour: Int, _ minute: Int = 0) -> Date {
    DayClock.date(today, minute: hour * 60 + minute, in: .gmt)
  }

  static func entry(
    _ day: Int, _ minute: Int?, kind: AppointmentKind = .meeting, about: Bool = true,
    state: AppointmentState = .planned, isLogged: Bool = false
  ) -> DiaryEntry {
    DiaryEntry(
      appointment: Appointment(
        id: Identifier("a\(day).\(minute ?? -1)"), caseID: about ? Identifier("c") : nil,
        workerID: Identifier("w"), kind: kind, title: "meet", on: today.adding(days: day),
        at: minute, minutes: 60, place: "library", state: state),
      person: about ? person : nil, isLogged: isLogged)
  }

  static func row(_ day: Int, _ minute: Int?, kind: Due.Kind = .nextStep) -> CaseloadRow {
    CaseloadRow(
      caseID: Identifier("c2"), person: person, need: "isolation",
      facts: CaseFacts(referredOn: today.adding(days: -30)), hasPlan: false,
      due: Due(kind: kind, on: today.adding(days: day), at: minute, text: "call"))
  }

  @Test(
    "what is over and not written down is unlogged; at five everything of today is over",
    arguments: [
      (0, 630, true, 11, 29, AgendaStanding.toCome), (0, 630, true, 11, 30, .unlogged),
      (0, 630, false, 11, 30, .open), (0, nil, true, 16, 59, .toCome),
      (0, nil, true, 17, 0, .unlogged), (-1, nil, true, 9, 0, .unlogged),
      (-1, 630, true, 0, 0, .unlogged), (1, 630, true, 23, 59, .toCome),
    ] as [(Int, Int?, Bool, Int, Int, AgendaStanding)])
  func standing(
    day: Int, minute: Int?, about: Bool, hour: Int, past: Int, standing: AgendaStanding
  ) {
    let agenda = Agenda(
      diary: [Self.entry(day, minute, about: about)], due: [], now: Self.at(hour, past), in: .gmt)
    #expect(agenda.items.map(\.standing) == [standing])
    let logged = Agenda(
      diary: [Self.entry(day, minute, about: about, isLogged: true)], due: [],
      now: Self.at(hour, past), in: .gmt)
    #expect(logged.items.map(\.standing) == [.settled])
    let done = Agenda(
      diary: [Self.entry(day, minute, about: about, state: .done)], due: [],
      now: Self.at(hour, past), in: .gmt)
    #expect(done.unlogged.isEmpty)
  }

  @Test("items stand in order, those without an hour last, and each day sums itself up")
  func order() {
    let agenda = Agenda(
      diary: [
        Self.entry(0, nil, kind: .task, about: false), Self.entry(0, 900), Self.entry(1, 600),
      ], due: [Self.row(0, 630), Self.row(0, nil, kind: .review)], now: Self.at(9), in: .gmt)
    #expect(agenda.items(on: Self.today).map(\.at) == [630, 900, nil, nil])
    #expect(agenda.summary(of: Self.today) == "2 appointments, 1 task, 1 review")
    #expect(agenda.summary(of: Self.today.adding(days: 1)) == "1 appointment")
    #expect(agenda.summary(of: Self.today.adding(days: 2)) == nil)
  }

  @Test("a promise that the diary holds too is told of once")
  func once() {
    var row = Self.row(0, 630)
    row.caseID = Identifier("c")
    let agenda = Agenda(diary: [Self.entry(0, 630)], due: [row], now: Self.at(9), in: .gmt)
    #expect(agenda.items.count == 1)
  }

  @Test("a visit alone to somebody whom the day has at that hour is told of on that line")
  func visitOnce() {
    func visit(_ hour: Int) -> NamedVisit {
      NamedVisit(
        visit: LoneVisit(
          id: Identifier("v"), caseID: Identifier("c"), workerID: Identifier("w"), place: "here",
          buddy: "Tom", from: Self.at(hour), expectedEnd: Self.at(hour + 1)),
        workerName: "Priya Nair", personName: "Leo S")
    }
    func agenda(_ hour: Int) -> Agenda {
      Agenda(
        diary: [Self.entry(0, 780)], visits: [visit(hour)], due: [], now: Self.at(9), in: .gmt)
    }
    #expect(agenda(13).items.map(\.note) == ["alone · back 14:00 · buddy Tom"])
    #expect(agenda(15).items.map(\.text) == ["meet", "alone at here, with Leo S"])
  }

  @Test("an appointment stands until a contact is logged on its day or later")
  func stands() {
    func contact(_ day: Int) -> Contact {
      Contact(
        id: Identifier("x"), caseID: Identifier("c"), workerID: Identifier("w"),
        at: DayClock.date(Self.today.adding(days: day), minute: 600, in: .gmt), mode: .phone,
        minutes: 5, outcome: .notReached)
    }
    let appointment = Self.entry(0, 630).appointment
    #expect(appointment.stands(after: [], in: .gmt))
    #expect(appointment.stands(after: [contact(-1)], in: .gmt))
    #expect(!appointment.stands(after: [contact(0)], in: .gmt))
    #expect(!appointment.stands(after: [contact(3)], in: .gmt))
    var cancelled = appointment
    cancelled.state = .cancelled
    #expect(!cancelled.stands(after: [], in: .gmt))
    let facts = CaseFacts.nextAppointment(
      of: [Self.entry(4, 600).appointment, appointment, cancelled], contacts: [contact(0)],
      in: .gmt)
    #expect(facts == NextStep(text: "meet, library", on: Self.today.adding(days: 4), at: 600))
  }
}
