import ArgumentParser
import Casebook
import Casework
import Foundation

struct Inbox: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inbox",
    abstract: "List the referrals that nobody holds yet, risk first, then the oldest.",
    discussion: "Decide on one with “fingerpost triage PERSON”.")

  @Option(help: "At most this many lines.")
  var limit: Int = 200

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let rules = try book.setting(Eligibility.self)
    let objects = try book.inbox(limit: limit).map { row in
      let record = try book.caseRecord(row.caseID)
      return InboxObject(
        row,
        findings: record.map { rules.findings(for: $0.person, $0.referral, on: today) } ?? [],
        lacks: record.map {
          ReferralCompleteness.missing($0.person, $0.referral, risks: $0.risks)
        } ?? [], source: record?.referral?.source, on: today)
    }
    if json { return try JSON.print(objects) }
    for object in objects { Lines.print(object.line(on: today)) }
    if objects.isEmpty { Lines.print("The inbox is empty: every referral has somebody.") }
  }
}

/// A referral of the inbox in JSON.
struct InboxObject: Encodable {
  struct FindingObject: Encodable {
    var verdict: Eligibility.Finding.Verdict
    var words: String
    var instead: String?
  }

  var id: String
  var personId: String
  var name: String
  var age: Int?
  var need: String
  var source: ReferralSource?
  var risk: String
  var referredOn: Day
  var acceptedOn: Day?
  var askedOn: Day?
  var due: DueObject?
  var findings: [FindingObject]
  var lacks: [String]

  init(
    _ row: CaseloadRow, findings: [Eligibility.Finding], lacks: [String],
    source: ReferralSource?, on today: Day
  ) {
    id = row.caseID.text
    personId = row.person.id.text
    name = row.person.fullName
    age = row.person.age(on: today)
    need = row.need
    self.source = source
    risk = row.risk.code
    referredOn = row.facts.referredOn
    acceptedOn = row.facts.triagedOn
    askedOn = row.facts.steps.askedOn
    due = row.due.map { DueObject($0, on: today) }
    self.findings = findings.map {
      FindingObject(
        verdict: $0.verdict, words: $0.words, instead: $0.instead.isEmpty ? nil : $0.instead)
    }
    self.lacks = lacks
  }

  func line(on today: Day) -> String {
    var parts = [name + (age.map { ", \($0)" } ?? "")]
    let standing = RiskStanding.allCases.first { $0.code == risk } ?? .notAsked
    parts.append(standing.words)
    if !need.isEmpty { parts.append(need) }
    if let source { parts.append("from \(source.words)") }
    parts.append("referred \(referredOn.british)")
    if acceptedOn != nil { parts.append("accepted, nobody’s yet") }
    if let askedOn { parts.append("asked for more on \(askedOn.british)") }
    for finding in findings where finding.verdict != .fits {
      parts.append(
        finding.words + (finding.instead.map { " (instead: \($0))" } ?? ""))
    }
    if !lacks.isEmpty { parts.append("lacks \(lacks.joined(separator: ", "))") }
    return parts.joined(separator: " · ")
  }
}

struct TriageReferral: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "triage",
    abstract: "Decide on a referral: accept, ask for more, not for us, or declined.",
    discussion: """
      One of --accept, --ask, --not-for-us and --declined. --hand-to gives the case to a \
      worker at once. What the referrer is told is kept; “fingerpost letters PERSON” prints it.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Flag(help: "It is for us.")
  var accept = false

  @Option(
    help: ArgumentHelp(
      "Ask the referrer for this; part several with semicolons.", valueName: "what"))
  var ask: String?

  @Option(help: ArgumentHelp("It is not for us, and why.", valueName: "why"))
  var notForUs: String?

  @Option(help: "With --not-for-us: the service that suits better, by part of its name.")
  var instead: String?

  @Flag(help: "With --not-for-us: nothing of the kind exists here.")
  var nothingExists = false

  @Flag(help: "The person does not want it.")
  var declined = false

  @Option(help: "Why, for --accept and --declined.")
  var reason: String = ""

  @Option(
    help: ArgumentHelp("Give the case to this worker, by part of their name.", valueName: "worker"))
  var handTo: String?

  @OptionGroup var opening: OpeningReasonAlone

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private var kinds: [TriageDecision.Kind] {
    [
      accept || (handTo != nil && ask == nil && notForUs == nil && !declined) ? .accepted : nil,
      ask.map { _ in .moreAsked }, notForUs.map { _ in .notForUs }, declined ? .declined : nil,
    ].compactMap { $0 }
  }

  func validate() throws {
    guard kinds.count == 1 else {
      throw ValidationError("Say one of --accept, --ask, --not-for-us, --declined.")
    }
    if notForUs != nil, (instead == nil) != nothingExists {
      throw ValidationError("Say where instead with --instead, or --nothing-exists.")
    }
    if handTo != nil, kinds.first != .accepted {
      throw ValidationError("--hand-to goes with --accept.")
    }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    guard let kind = kinds.first else { return }
    let (id, record) = try book.openCase(of: person, why: opening.why, doing: "triage")
    let today = Day(Date())
    let asset = try instead.map { try oneAsset($0, in: book) }
    let worker = try handTo.map { try Self.oneWorker($0, in: book) }
    var decision = TriageDecision(
      id: book.mint(), caseID: id, kind: kind, on: today, workerID: book.worker.id,
      reason: ask ?? notForUs ?? reason, insteadID: asset?.id, instead: asset?.name ?? "",
      nothingExists: nothingExists)
    if kind == .accepted, decision.reason.isEmpty { decision.reason = reason }
    let words = LetterWords(
      person: record.person, referral: record.referral, worker: book.worker.name, today: today)
    let letter = letter(kind, words, asset: asset, record: record, book: book, today: today)
    try book.decide(decision, letter: letter, handingTo: worker?.id)
    guard let after = try book.caseRecord(id) else { return }
    if json {
      return try JSON.print([
        PersonObject(after.person, records: [after], policy: book.policy, on: today)
      ])
    }
    Lines.print("\(kind.words): \(after.person.fullName)")
    if let worker { Lines.print("\(worker.name) holds the case now.") }
    if let letter { Lines.print("\nTo \(letter.to)\n\n\(letter.body)") }
  }

  private func letter(
    _ kind: TriageDecision.Kind, _ words: LetterWords, asset: AssetLine?, record: CaseRecord,
    book: Casebook, today: Day
  ) -> Letter? {
    func make(_ kind: Letter.Kind, _ body: String) -> Letter {
      Letter(
        id: book.mint(), caseID: record.case.id, kind: kind, to: words.referrer,
        contact: record.referral?.referrerContact ?? "", body: body, on: today,
        workerID: book.worker.id)
    }
    switch kind {
    case .accepted: return nil
    case .moreAsked:
      let asked = (ask ?? "").split(separator: ";").map {
        $0.trimmingCharacters(in: .whitespaces)
      }
      return make(.askForMore, words.askForMore(asked))
    case .notForUs:
      return make(
        .notForUs,
        words.notForUs(reason: notForUs ?? "", instead: asset?.name ?? "", reach: ""))
    case .declined:
      return record.referral?.source == .selfReferral ? nil : make(.declined, words.declined)
    }
  }

  private func oneAsset(_ text: String, in book: Casebook) throws -> AssetLine {
    let found = try book.assets(matching: text, limit: 5)
    guard let first = found.first else {
      throw CasebookError.refused(
        "No service is found by “\(text)”. Nothing was changed. “fingerpost directory WORDS” lists what there is."
      )
    }
    let exact = found.filter { $0.name.caseInsensitiveCompare(text) == .orderedSame }
    guard found.count == 1 || exact.count == 1 else {
      throw CasebookError.refused(
        "“\(text)” finds several services: \(found.map(\.name).joined(separator: ", ")). Nothing was changed."
      )
    }
    return exact.first ?? first
  }

  static func oneWorker(_ text: String, in book: Casebook) throws -> LinkWorker {
    let found = try book.workers().filter {
      $0.id.text == text || $0.name.localizedCaseInsensitiveContains(text)
    }
    guard let only = found.first, found.count == 1 else {
      let names = found.map(\.name).joined(separator: ", ")
      throw CasebookError.refused(
        found.isEmpty
          ? "Nobody who works here is found by “\(text)”. Nothing was changed."
          : "“\(text)” finds several workers: \(names). Nothing was changed.")
    }
    return only
  }
}
