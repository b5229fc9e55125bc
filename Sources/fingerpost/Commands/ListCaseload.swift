import ArgumentParser
import Casebook
import Casework
import Foundation

struct ListCaseload: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "caseload",
    abstract: "List open cases, whoever needs somebody soonest first.",
    discussion:
      "One line a case: name, age, need, stage, last seen, what is next and when, plan, who holds it."
  )

  @Flag(help: "Only the cases that you hold.")
  var mine = false

  @Flag(help: "Closed cases too.")
  var all = false

  @Option(help: "Sort by \(CaseloadOrder.allCases.map(\.rawValue).joined(separator: ", ")).")
  var sort: CaseloadOrder?

  @Option(help: "A view that you keep, or that comes with the program, by its name.")
  var view: String?

  @Flag(help: "Only those that need somebody now.")
  var needsNow = false

  @Flag(help: "Only those in which whoever holds them has no entry yet.")
  var newToHolder = false

  @Flag(help: "Only those held and never reached.")
  var waiting = false

  @Option(help: "Only those whom nobody has spoken to for this many days.")
  var unspoken: Int?

  @Option(help: "Only at this stage: \(Stage.allCases.map(\.rawValue).joined(separator: ", ")).")
  var stage: Stage?

  @Option(help: "Only those that are about this.")
  var about: String = ""

  @Option(help: "Only people whose name, NHS number, postcode or telephone matches.")
  var find: String = ""

  @Option(help: "At most this many lines.")
  var limit: Int?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let view = try chosenView(in: book)
    let rows = try book.caseload(
      view.filter(for: book.worker.id, on: today), order: view.order, descending: view.descending,
      limit: limit ?? -1, whole: true)
    if json {
      let weighed = try book.weighed(rows, on: today)
      let courses = try book.courses(of: rows)
      try JSON.print(
        weighed.map { CaseObject($0.row, $0, courses[$0.row.caseID], on: today) })
      return
    }
    for row in rows { Lines.print(Self.line(row, on: today)) }
    if rows.isEmpty {
      Lines.print("No cases. Bring referrals in with “fingerpost import referrals FILE.csv”.")
    }
  }

  /// The view that was named, narrowed by what else was asked.
  private func chosenView(in book: Casebook) throws -> CaseView {
    let seesTeam = try book.oversight(on: Day(Date())).seesTeam
    var chosen = CaseView(whose: mine ? .mine : .everybodys)
    if let view {
      let known = try book.caseViews()
      let folded = PersonName.folded(view)
      guard
        let found = known.first(where: { PersonName.folded($0.name) == folded })
          ?? known.first(where: { PersonName.folded($0.name).hasPrefix(folded) })
      else {
        throw CasebookError.refused(
          "There is no view “\(view)”. There are: \(known.map(\.name).joined(separator: "; ")).")
      }
      chosen = found.view
    }
    if !seesTeam, !chosen.isOwn { chosen.whose = .mineAndNew }
    if all || stage == .closed { chosen.includeClosed = true }
    if !find.isEmpty { chosen.words = find }
    if !about.isEmpty { chosen.need = about }
    if needsNow { chosen.questions.append(.needsNow) }
    if newToHolder { chosen.questions.append(.newToHolder) }
    if waiting { chosen.questions.append(.waitingForFirst) }
    if let unspoken { chosen.questions.append(.unspoken(days: unspoken)) }
    if let stage { chosen.questions.append(.stage(stage)) }
    if let sort {
      chosen.order = sort
      chosen.descending = sort.beginsDescending
    }
    return chosen
  }

  static func line(_ row: CaseloadRow, on today: Day) -> String {
    var parts = [row.person.fullName]
    if let age = row.person.age(on: today) { parts[0] += ", \(age)" }
    if !row.need.isEmpty { parts.append(row.need) }
    parts.append(row.stage(on: today).words)
    parts.append(
      "last seen \(row.lastSeenWords(on: today) == "—" ? "never" : row.lastSeenWords(on: today))")
    if let due = row.due { parts.append("\(due.text), \(due.whenWords(on: today))") }
    parts.append("plan \(row.planWords == "—" ? "not begun" : row.planWords)")
    parts.append(row.holderName.isEmpty ? "nobody holds it" : row.holderName)
    return parts.joined(separator: " · ")
  }
}

extension CaseloadOrder: ExpressibleByArgument {}
extension Stage: ExpressibleByArgument {}

/// A case in JSON.
struct CaseObject: Encodable {
  var id: String
  var personId: String
  var name: String
  var preferredName: String?
  var dateOfBirth: Day?
  var age: Int?
  var nhsNumber: String?
  var postcode: String?
  var need: String
  var stage: Stage
  var holderId: String?
  var holder: String?
  var referredOn: Day
  var triagedOn: Day?
  var firstReachedOn: Day?
  var attempts: Int
  var lastSpokenOn: Day?
  var due: DueObject?
  var hasPlan: Bool
  var planAgreedOn: Day?
  var reviewOn: Day?
  var closedOn: Day?
  var appointmentOn: Day?
  var appointmentAt: String?
  var newToHolder: Bool
  var daysUnspoken: Int
  /// Points; absent where the case was not weighed here.
  var load: Double?
  /// The mean of the scored goals, 0 to 10; absent where nothing is scored, and of cases that
  /// somebody else holds.
  var wellbeing: Double?

  init(
    _ row: CaseloadRow, _ weighed: WeighedCase? = nil, _ course: WellbeingCourse? = nil,
    on today: Day
  ) {
    load = weighed?.points
    wellbeing = course?.now
    id = row.caseID.text
    personId = row.person.id.text
    name = PersonName.joined([row.person.firstName, row.person.familyName])
    preferredName = row.person.preferredName.isEmpty ? nil : row.person.preferredName
    dateOfBirth = row.person.dateOfBirth
    age = row.person.age(on: today)
    nhsNumber = row.person.nhsNumber?.digits
    postcode = row.person.postcode?.description
    need = row.need
    stage = row.stage(on: today)
    holderId = row.facts.holderID?.text
    holder = row.holderName.isEmpty ? nil : row.holderName
    referredOn = row.facts.referredOn
    triagedOn = row.facts.triagedOn
    firstReachedOn = row.facts.firstReachedOn
    attempts = row.facts.attempts
    lastSpokenOn = row.facts.lastSpokenOn
    due = row.due.map { DueObject($0, on: today) }
    hasPlan = row.hasPlan
    planAgreedOn = row.facts.planAgreedOn
    reviewOn = row.facts.reviewOn
    closedOn = row.facts.closedOn
    appointmentOn = row.facts.appointment?.on
    appointmentAt = row.facts.appointment?.clock
    newToHolder = row.facts.isNewToHolder
    daysUnspoken = row.facts.daysUnspoken(on: today)
  }
}

struct DueObject: Encodable {
  var kind: Due.Kind
  var on: Day
  var at: String?
  var text: String
  var late: Bool

  init(_ due: Due, on today: Day) {
    kind = due.kind
    on = due.on
    at = NextStep(text: "", on: due.on, at: due.at).clock
    text = due.text
    late = due.urgency(on: today).needsSomebodyNow
  }
}
