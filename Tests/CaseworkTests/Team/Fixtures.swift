// Workers and cases for the rules of the team, made in a line.

import Foundation

@testable import Casework

enum Made {
  static let today = Day(year: 2026, month: 11, day: 23) ?? Day(number: 0)

  static func day(_ iso: String) -> Day { Day(iso: iso) ?? Day(number: 0) }

  static func worker(_ name: String = "Tom Hargreave", hours: Double = 1) -> LinkWorker {
    LinkWorker(id: Identifier(name), name: name, wholeTimeEquivalent: hours)
  }

  static func terms(
    _ guidance: String = "", started: String? = nil, leaves: String? = nil, isNew: Bool = false,
    supervisor: String? = nil, deputy: String? = nil, of worker: String = "Tom Hargreave"
  ) -> WorkerTerms {
    WorkerTerms(
      id: Identifier("terms of \(worker)"), workerID: Identifier(worker), guidance: guidance,
      startedOn: started.map(day), leavesOn: leaves.map(day), isNewcomer: isNew,
      supervisorID: supervisor.map { Identifier($0) }, deputyID: deputy.map { Identifier($0) })
  }

  static func away(_ from: String, _ to: String, _ worker: String = "Tom Hargreave") -> Absence {
    Absence(
      id: Identifier("\(from) \(worker)"), workerID: Identifier(worker), from: day(from),
      to: day(to))
  }

  static func row(
    _ number: Int = 1, age: Int = 14, facts: CaseFacts = CaseFacts(referredOn: today),
    need: String = "",
    due: Due? = nil, hasPlan: Bool = false
  ) -> CaseloadRow {
    CaseloadRow(
      caseID: Identifier("case \(number)"),
      person: Person(
        id: Identifier("person \(number)"), firstName: "Kai\(number)", familyName: "Tulip",
        dateOfBirth: today.adding(years: -age).adding(days: -30)),
      need: need, facts: facts, hasPlan: hasPlan, due: due)
  }

  static let reached = CaseFacts(
    referredOn: today.adding(days: -40), firstReachedOn: today.adding(days: -30),
    lastSpokenOn: today.adding(days: -3))

  static func weighed(
    _ number: Int, _ intensity: CaseIntensity?, _ modifiers: Set<CaseModifier> = [], age: Int = 14,
    facts: CaseFacts = reached, atHome: Bool = false, contacts: Int = 0, minutes: Int = 0
  ) -> WeighedCase {
    let weight = CaseWeight(
      id: Identifier("w\(number)"), caseID: Identifier("case \(number)"), intensity: intensity,
      modifiers: modifiers)
    return WeighedCase(
      row(number, age: age, facts: facts),
      weight: intensity == nil && modifiers.isEmpty ? nil : weight,
      visitsAtHome: atHome, recentContacts: contacts, recentMinutes: minutes, model: PointsModel())
  }
}
