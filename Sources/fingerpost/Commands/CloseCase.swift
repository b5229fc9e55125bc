import ArgumentParser
import Casebook
import Casework
import Foundation

struct CloseCase: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "close",
    abstract: "Close a case, with what became of each goal and what others are told.",
    discussion: """
      With --preview the messages back are printed and nothing is changed: show them to the \
      person first. --shown says that they saw them, --not-shown why they could not.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(
    help: ArgumentHelp(
      "Why: \(ClosingReason.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "reason"))
  var because: String

  @Option(help: "How it went, in a few words.")
  var note: String = ""

  @Option(
    help: ArgumentHelp(
      "What became of a goal: its number, a colon, and \(GoalOutcome.Kind.allCases.map(\.rawValue).joined(separator: ", ")). Once for each.",
      valueName: "1:met"))
  var goal: [String] = []

  @Flag(help: "Send a message back to the referrer.")
  var tellReferrer = false

  @Flag(help: "Send a message back to the GP practice.")
  var tellPractice = false

  @Flag(help: "Print the messages and change nothing.")
  var preview = false

  @Flag(help: "The person was shown the messages.")
  var shown = false

  @Option(help: "What they said of the messages, or why they could not be shown.")
  var notShown: String?

  @Option(help: "What they said of the messages.")
  var said: String = ""

  @OptionGroup var opening: OpeningReasonAlone

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if tellReferrer || tellPractice, !preview, shown == (notShown != nil) {
      throw ValidationError(
        "Say --shown, or --not-shown with the reason; --preview prints the messages first.")
    }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "closing the case")
    if let closing = record.case.closing {
      throw CasebookError.refused(
        "The case was closed on \(closing.on.british) already. Nothing was changed.")
    }
    let today = Day(Date())
    let closing = Closing(
      on: today, reason: try code(because, "--because", ClosingReason.self), note: note)
    let outcomes = try outcomes(of: record, in: book)
    let letters = letters(record, closing, outcomes, book)
    if preview, json { return try JSON.print(letters.map(LetterObject.init)) }
    if preview {
      for letter in letters { Lines.print("To \(letter.to)\n\n\(letter.body)\n") }
      if letters.isEmpty { Lines.print("Nobody is told: name --tell-referrer or --tell-practice.") }
      return
    }
    try book.close(id, closing, outcomes: outcomes, letters: letters)
    guard let after = try book.caseRecord(id) else { return }
    if json {
      return try JSON.print([
        PersonObject(after.person, records: [after], policy: book.policy, on: today)
      ])
    }
    Lines.print("Closed: \(after.person.fullName), \(closing.reason.words.lowercased())")
    for letter in letters { Lines.print("Kept: \(letter.kind.words), to \(letter.to)") }
  }

  private func outcomes(of record: CaseRecord, in book: Casebook) throws -> [GoalOutcome] {
    let goals = record.goalsToClose
    return try goal.map { text in
      let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
      guard parts.count == 2, let number = Int(parts[0]), goals.indices.contains(number - 1) else {
        throw CasebookError.refused(
          "--goal \(text): write the goal’s number, a colon and what became of it, such as 1:met; there \(goals.count == 1 ? "is 1 goal" : "are \(goals.count) goals"). Nothing was changed."
        )
      }
      return GoalOutcome(
        id: book.mint(), caseID: record.case.id, goalID: goals[number - 1].id,
        kind: try code(parts[1], "--goal", GoalOutcome.Kind.self))
    }
  }

  private func letters(
    _ record: CaseRecord, _ closing: Closing, _ outcomes: [GoalOutcome], _ book: Casebook
  ) -> [Letter] {
    let back = MessageBack(
      record: record, closing: closing, outcomes: outcomes, worker: book.worker.name)
    let words = LetterWords(
      person: record.person, referral: record.referral, worker: book.worker.name, today: closing.on)
    var kinds: [Letter.Kind] = []
    if tellReferrer { kinds.append(.closingReferrer) }
    if tellPractice { kinds.append(.closingPractice) }
    return kinds.map { kind in
      let isPractice = kind == .closingPractice
      return Letter(
        id: book.mint(), caseID: record.case.id, kind: kind,
        to: isPractice ? record.person.gpPractice : words.referrer,
        contact: isPractice ? "" : record.referral?.referrerContact ?? "",
        body: back.body(toPractice: isPractice), on: closing.on, workerID: book.worker.id,
        shownOn: shown ? closing.on : nil, shownNote: notShown ?? said)
    }
  }
}

struct Reopen: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Open a new episode for somebody whose case was closed.",
    discussion: "The closed case stays as it is, with all that is in it.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "Why now.")
  var reason: String

  @Option(help: "Who asks, as for refer.")
  var from: String = ReferralSource.selfReferral.rawValue

  @Option(help: "Their name, where it is somebody else.")
  var referrer: String = ""

  @Option(help: "Whether they agreed to be contacted: given, refused or not-recorded.")
  var consent: String = ConsentToContact.notRecorded.rawValue

  @Flag(help: "Leave it in the inbox instead of holding it yourself.")
  var toInbox = false

  @OptionGroup var opening: OpeningReasonAlone

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let someone = try book.openPerson(
      person, why: opening.why, doing: "a new episode")
    guard let id = try book.cases(of: someone.id).first else {
      throw CasebookError.noSuchRecord("case")
    }
    let today = Day(Date())
    let referral = Referral(
      id: book.mint(), personID: someone.id, source: try code(from, "--from", ReferralSource.self),
      referrer: referrer, reason: reason, date: today,
      consentToContact: try code(consent, "--consent", ConsentToContact.self))
    let opened = try book.reopen(id, because: referral, heldBy: toInbox ? nil : book.worker.id)
    guard let record = try book.caseRecord(opened) else { return }
    if json {
      let records = try book.cases(of: someone.id).compactMap { try book.caseRecord($0) }
      return try JSON.print([
        PersonObject(record.person, records: records, policy: book.policy, on: today)
      ])
    }
    Lines.print("A new episode for \(record.person.fullName): \(opened)")
  }
}

struct Letters: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Print the letters and messages that were written about somebody.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let someone = try book.openPerson(person, why: opening.why, doing: "letters")
    let letters = try book.cases(of: someone.id).flatMap { try book.letters(of: $0) }
    if json { return try JSON.print(letters.map(LetterObject.init)) }
    for letter in letters {
      Lines.print("\(letter.on.british)  \(letter.kind.words)")
      if !letter.to.isEmpty { Lines.print("To \(letter.to)") }
      if !letter.contact.isEmpty { Lines.print(letter.contact) }
      if let shown = letter.shownOn { Lines.print("Shown to them on \(shown.british)") }
      if !letter.shownNote.isEmpty { Lines.print(letter.shownNote) }
      Lines.print("\n\(letter.body)\n")
    }
    if letters.isEmpty { Lines.print("No letters yet.") }
  }
}

struct LetterObject: Encodable {
  /// A section of a message back, under its name in the PRSB standard.
  struct SectionObject: Encodable {
    var section: MessageBack.Heading
    var plainly: String
    var lines: [String]
  }

  var id: String
  var kind: Letter.Kind
  var to: String
  var contact: String
  var body: String
  /// Of a message back alone.
  var sections: [SectionObject]?
  var on: Day
  var shownOn: Day?
  var shownNote: String

  init(_ letter: Letter) {
    id = letter.id.text
    kind = letter.kind
    to = letter.to
    contact = letter.contact
    body = letter.body
    if letter.kind == .closingReferrer || letter.kind == .closingPractice {
      sections = MessageBack.sections(of: letter.body).map {
        SectionObject(section: $0.heading, plainly: $0.heading.plain, lines: $0.lines)
      }
    }
    on = letter.on
    shownOn = letter.shownOn
    shownNote = letter.shownNote
  }
}
