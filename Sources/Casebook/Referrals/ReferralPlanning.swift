// What a list of referrals comes to, row by row, before any of it is written: a row is
// judged by the casebook with all that the rows before it will have added.

import Casework

/// All that is to be written of a list of referrals.
struct ReferralPlan {
  enum Step {
    /// A new person, or one some of whose blanks are filled.
    case save(Person)
    case risk(Risk)
    case referral(Referral)
    case open(Case)
  }

  /// The latest change of the casebook that it was worked out from.
  let lastChange: Int64
  var tally = ReferralTally()
  /// In the order in which they are to be written.
  var steps: [Step] = []
  /// People as they will be, of those who are new or changed.
  private(set) var people: [Identifier<Person>: Person] = [:]
  private var bornOn: [Day: [Identifier<Person>]] = [:]
  private var numbered: [NHSNumber: [Identifier<Person>]] = [:]
  private var referred: [Identifier<Person>: [Referral]] = [:]
  private var withCase: Set<Identifier<Person>> = []

  init(after change: Int64) { lastChange = change }

  mutating func save(_ person: Person) {
    let before = people.updateValue(person, forKey: person.id)
    if let day = person.dateOfBirth, before?.dateOfBirth != day {
      bornOn[day, default: []].append(person.id)
    }
    if let number = person.nhsNumber, before?.nhsNumber != number {
      numbered[number, default: []].append(person.id)
    }
    steps.append(.save(person))
  }

  mutating func refer(_ referral: Referral) {
    referred[referral.personID, default: []].append(referral)
    steps.append(.referral(referral))
  }

  mutating func open(_ record: Case) {
    withCase.insert(record.personID)
    steps.append(.open(record))
  }

  func referrals(of person: Identifier<Person>) -> [Referral] { referred[person] ?? [] }

  func hasCase(_ person: Identifier<Person>) -> Bool { withCase.contains(person) }

  /// Those whom the casebook has with a row's birth date or NHS number, and those whom it will
  /// have.
  func laid(over known: [Person], for row: IncomingReferral) -> [Person] {
    var seen: Set<Identifier<Person>> = []
    let mine =
      (bornOn[row.dateOfBirth] ?? []) + (row.nhsNumber.flatMap { numbered[$0] } ?? [])
    return (known + mine.compactMap { people[$0] }).compactMap { person in
      seen.insert(person.id).inserted ? people[person.id] ?? person : nil
    }
  }
}
