// The inbox: referrals that nobody holds, the greatest risk first, then the oldest; the
// chosen one beside the list with what the rules say of it. One key decides.

import Casebook
import Casework
import Terminal

struct InboxPage: DeskPage {
  static let name = "inbox"
  let place = DeskContext.Place.room(Self.name)
  let listsPeople = true

  private var table = Table(id: "inbox", columns: Self.columns)
  private var rows = RowWindow<CaseloadRow>()
  private var today = Day(number: 0)
  private var eligibility = Eligibility()
  private var policy = ServicePolicy()
  /// The chosen referral, whole.
  private(set) var chosen: InboxDetail?

  var chosenRow: CaseloadRow? { table.selectedRow.flatMap { rows[$0] } }
  var row: Int? { table.selectedRow }

  mutating func select(row: Int, from book: Casebook) throws {
    table.select(row)
    try window(from: book)
  }

  var arrangement: [String: String] { ["top": "\(table.top)"] }
  func scroll(as kept: [String: String]) { table.top = kept["top"].flatMap { Int($0) } ?? 0 }

  mutating func load(from book: Casebook, on today: Day) throws {
    self.today = today
    eligibility = try book.setting(Eligibility.self)
    policy = book.policy
    rows.invalidate()
    chosen = nil
    table.rowCount = try book.inboxCount()
    table.emptyText = "The inbox is empty: every referral has somebody."
    try window(from: book)
  }

  mutating func window(from book: Casebook) throws {
    try rows.load(for: table) { try book.inbox(offset: $0.lowerBound, limit: $0.count) }
    guard let row = chosenRow else {
      chosen = nil
      return
    }
    guard chosen?.record.case.id != row.caseID, let record = try book.caseRecord(row.caseID) else {
      return
    }
    chosen = InboxDetail(
      record: record,
      findings: eligibility.findings(for: record.person, record.referral, on: today),
      duplicates: try book.duplicates(
        of: SoughtPerson(record.person), except: record.person.id, limit: 3),
      missing: ReferralCompleteness.missing(record.person, record.referral, risks: record.risks)
        + ReferralCompleteness.beforeContact(record.person, record.referral))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    switch table.update(event) {
    case .ignored: return .ignored
    case .moved, .marked, .sort: return .moved
    case .opened(let index): return rows[index].map { .open($0.caseID) } ?? .moved
    }
  }

  // MARK: Drawing

  private static let columns = [
    TableColumn("", width: .fixed(1), priority: .max),
    TableColumn("Who", width: .flexible(min: 11, weight: 2), priority: .max),
    TableColumn("Age", width: .fixed(3), align: .right, priority: 9),
    TableColumn("Need", width: .flexible(min: 10, weight: 3), priority: 6),
    TableColumn("Risk", width: .fixed(10), priority: 8),
    TableColumn("Stands", width: .fixed(14), priority: 5),
    TableColumn("Waits", width: .fixed(9), align: .right, priority: 10),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 110
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 44 : 0)
    let main = rest.inset(left: 1, top: 0, right: 1, bottom: 0)
    drawHeading(on: canvas.sub(main))
    let body = main.inset(left: 0, top: 2, right: 0, bottom: 0)
    if isWide {
      drawTable(on: canvas.sub(body))
      canvas.line(vertical: Position(x: aside.x, y: 0), length: canvas.height)
      chosen?.draw(
        on: canvas.sub(aside.inset(left: 2, top: 0, right: 1, bottom: 0)), today: today)
      return
    }
    // The list above, the chosen referral below it.
    let listed = min(max(Rows(table.rowCount + 1), 4), max(body.height / 2 - 1, 4))
    let (top, below) = body.splitTop(listed)
    drawTable(on: canvas.sub(top))
    guard below.height > 3 else { return }
    canvas.line(horizontal: Position(x: 1, y: below.y), length: canvas.width - 2)
    chosen?.draw(
      on: canvas.sub(below.inset(left: 1, top: 1, right: 1, bottom: 0)), today: today)
  }

  private func drawHeading(on canvas: Canvas) {
    let count = table.rowCount
    canvas.put(
      StyledText("Inbox", .heading, .bold)
        + StyledText(
          "  \(count) referral\(count == 1 ? "" : "s") nobody holds yet, risk first, then the oldest",
          .soft), at: Position(x: 1, y: 0), width: canvas.width - 1)
  }

  private func drawTable(on canvas: Canvas) {
    table.draw(on: canvas) { index in
      rows[index].map(cells) ?? TableRow([])
    }
  }

  private func cells(_ row: CaseloadRow) -> TableRow {
    let role: Role =
      switch row.risk {
      case .urgent: .danger
      case .known: .warning
      case .notAsked: .caution
      case .noneKnown: .muted
      }
    let days = row.facts.referredOn.days(until: today)
    let isLate = row.due?.urgency(on: today).needsSomebodyNow == true
    let age = days <= 0 ? "today" : days == 1 ? "1 day" : "\(days) days"
    return TableRow([
      .text(row.risk.sign, role, .bold), .text(row.person.listName, .heading, .bold),
      .text(row.person.age(on: today).map(String.init) ?? "", .muted), .text(row.need),
      .text(Self.short(row.risk), role),
      .text(standing(row), .soft),
      .text((isLate ? "▲ " : "") + age, isLate ? .warning : .soft),
    ])
  }

  /// "new", "asked 2 days ago", "accepted".
  private func standing(_ row: CaseloadRow) -> String {
    if row.facts.triagedOn != nil { return "accepted" }
    guard let asked = row.facts.steps.askedOn else { return "to decide" }
    let days = asked.days(until: today)
    return days <= 0 ? "asked today" : "asked \(days) d ago"
  }

  private static func short(_ risk: RiskStanding) -> String {
    switch risk {
    case .noneKnown: "none known"
    case .notAsked: "not asked"
    case .known: "a risk"
    case .urgent: "urgent"
    }
  }
}

/// One referral as somebody decides on it.
struct InboxDetail {
  var record: CaseRecord
  var findings: [Eligibility.Finding]
  var duplicates: [LikelyDuplicate]
  /// What it lacks.
  var missing: [String]

  /// Why it may not be for this service, for the form that says so.
  var reason: String {
    findings.first { $0.verdict == .doesNot }?.words
      ?? findings.first { $0.verdict == .look && !$0.instead.isEmpty }?.words ?? ""
  }

  func draw(on canvas: Canvas, today: Day) {
    var y: Rows = 0
    func line(_ text: StyledText) {
      if y < canvas.height { canvas.put(text, at: Position(x: 0, y: y), width: canvas.width) }
      y += 1
    }
    func words(_ text: String, _ role: Role = .text, most: Int = 12) {
      for part in text.neutralised.wrapped(to: max(canvas.width, 8)).prefix(most) {
        line(StyledText(part, role))
      }
    }
    let isTall = canvas.height > 20
    let person = record.person
    var title = StyledText(person.fullName, .heading, .bold)
    if let age = person.age(on: today) { title += StyledText("  \(age)", .muted) }
    if !person.pronouns.isEmpty { title += StyledText("  \(person.pronouns)", .muted) }
    line(title)
    if let referral = record.referral {
      let named = [referral.referrer, referral.referrerRole, referral.organisation]
        .filter { !$0.isEmpty }
      let from = named.isEmpty ? referral.source.words : named.joined(separator: ", ")
      line(StyledText("from \(from), \(referral.date.british)", .soft))
      if isTall { line("") }
      words(referral.reason, most: isTall ? 8 : 3)
      if !referral.personView.isEmpty { words("“\(referral.personView)”", .soft, most: 3) }
      for (id, answer) in referral.details.sorted(by: { $0.key < $1.key }) {
        words("\(ReferralSource.label(ofDetail: id)): \(answer)", .soft, most: 2)
      }
    }
    if isTall { line("") }
    for risk in record.risks where risk.to == nil && risk.kind != .noneKnown {
      words("! \(risk.words)", risk.kind == .urgent ? .danger : .warning, most: 3)
    }
    for finding in findings {
      switch finding.verdict {
      case .fits: line(StyledText("✓ ", .good) + StyledText(finding.words, .soft))
      case .doesNot: words("▲ \(finding.words)", .warning, most: 2)
      case .look:
        words(
          "? \(finding.words)" + (finding.instead.isEmpty ? "" : " → \(finding.instead)"),
          .caution, most: 3)
      }
    }
    for item in duplicates where item.likeness.degree > .family {
      words(
        "= known already? \(item.person.fullName): \(item.likeness.why)", .warning, most: 2)
    }
    if !missing.isEmpty { words("Lacks: \(missing.joined(separator: ", "))", .caution, most: 3) }
    let safe = person.safeContact.words
    if !safe.isEmpty { words("Contact: \(safe.joined(separator: "; "))", .soft, most: 2) }
    if !person.interpreter.isEmpty { line(StyledText("Interpreter: \(person.interpreter)", .soft)) }
    if let consent = record.referral?.consentToContact {
      line(StyledText(consent.words, consent == .refused ? .danger : .muted))
    }
  }
}
