// Supervision of one worker: the agenda as the caseload draws it, what was agreed, the
// records that the lot fell on, and the sessions so far.

import Casebook
import Casework
import Foundation
import Terminal

struct SupervisionRoom: ListPage {
  let place = DeskContext.Place.room("supervision")
  let workerID: Identifier<LinkWorker>
  private(set) var shown: MemberLoad?
  private(set) var agenda: [SupervisionAgendaItem] = []
  private(set) var sessions: [SupervisionSession] = []
  private(set) var audits: [RecordAudit] = []
  private(set) var sample: [CaseloadRow] = []
  private var notes: [ShownNote] = []
  private var names: [Identifier<LinkWorker>: String] = [:]
  private var today = Day(number: 0)
  private var oversees = false
  var list = SectionList(id: "supervision")
  private let wrapped = WrappedRows()
  /// What of the past is unfolded, by id.
  private var unfolded: Set<String> = []

  /// What each row of the list stands for, in its order.
  enum Item {
    case agenda(SupervisionAgendaItem)
    case action(SupervisionAction)
    case record(CaseloadRow)
    /// A session or an audit, by its id, which Enter unfolds.
    case past(String)
  }

  private var items: [Item?] = []

  init(_ workerID: Identifier<LinkWorker>) { self.workerID = workerID }

  var selected: Item? {
    list.selected.flatMap { items.indices.contains($0) ? items[$0] : nil }
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    self.today = today
    oversees = try book.oversight(on: today).oversees(workerID)
    guard let shown = try book.load(of: workerID, on: today) else { return }
    self.shown = shown
    sessions = try book.supervision(of: workerID)
    audits = try book.audits(of: workerID)
    notes = try book.notes(for: workerID, limit: 12)
    names = Dictionary(
      try book.workers().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    let weeks = try book.overCapacityWeeks(
      of: shown.member, settings: shown.settings, on: today)
    sample = try book.recordsToAudit(of: shown.row, rules: shown.settings.supervision, on: today)
    agenda = SupervisionAgenda.items(
      shown.row, sessions: sessions, weeksOver: OverCapacity.run(weeks, on: today),
      guidance: shown.settings.guidance, audits: sample.count, on: today)
    layAnew()
  }

  private mutating func layAnew() {
    wrapped.forget()
    let laid = lay(width: 90)
    items = laid.map(\.item)
    list.rows = laid.map(\.row)
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    let isChosen = event.key == .enter || event.mouse(on: "supervision")?.kind == .doubleClick
    if isChosen {
      switch selected {
      case .agenda(let item)?: return item.caseID.map { .open($0) } ?? .moved
      case .record(let row)?: return .open(row.caseID)
      case .action(let action)?: return .act { $0.toggle(action) }
      case .past(let id)?:
        if unfolded.remove(id) == nil { unfolded.insert(id) }
        layAnew()
        return .moved
      case nil: return .ignored
      }
    }
    if event.key == .space, case .action(let action)? = selected {
      return .act { $0.toggle(action) }
    }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  func describe(_ context: inout DeskContext) {
    context.team.name = shown?.row.worker.listName
    context.team.oversees = oversees
  }

  // MARK: Drawing

  func draw(on canvas: Canvas, in desk: Desk) {
    guard let shown else { return }
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    let row = shown.row
    page.put(
      StyledText("Supervision of \(row.worker.name)", .heading, .bold)
        + StyledText("  last \(row.supervisedWords(on: today))", .soft),
      at: Position(x: 1, y: 0), width: page.width - 2)
    if let due = row.supervisionDue {
      let late = due.isLate(on: today)
      let when = due.on <= today ? "due since \(due.on.british)" : "due \(due.on.british)"
      page.put(
        StyledText(
          "\(late ? "▲ " : "")\(due.kind.words) \(due.on == today ? "is due today" : when)",
          late ? .warning : .soft), at: Position(x: 1, y: 1), width: page.width - 2)
    }
    var list = list
    list.rows = wrapped.rows(width: page.width) { width in lay(width: width).map(\.row) }
    list.draw(on: page.sub(page.bounds.inset(left: 0, top: 3, right: 0, bottom: 0)))
  }

  private func lay(width: Columns) -> [(row: SectionRow, item: Item?)] {
    var rows: [(row: SectionRow, item: Item?)] = []
    func add(_ row: SectionRow, _ item: Item? = nil) { rows.append((row, item)) }
    add(.heading("Agenda", "drawn from the caseload"))
    for item in agenda {
      let left =
        StyledText(item.kind.words, item.kind == .risk || item.kind == .load ? .warning : .accent)
        .column(16) + StyledText(item.text)
      add(SectionRow([RowLine(left: left)]), .agenda(item))
    }
    if agenda.isEmpty { add(.words("Nothing asks for time. Talk about what goes well.", .muted)) }
    add(.blank)
    let open = sessions.flatMap(\.actions)
      .filter { $0.doneOn == nil || $0.doneOn.map { $0 >= today.adding(days: -14) } == true }
    if !open.isEmpty {
      add(.heading("Agreed"))
      for action in open {
        let isLate = action.doneOn == nil && action.by.map { $0 < today } ?? false
        let left =
          StyledText(action.doneOn == nil ? "… " : "✓ ", action.doneOn == nil ? .warning : .good)
          + StyledText(action.what)
          + StyledText("  \(names[action.ownerID] ?? "")", .muted)
        let when =
          action.doneOn.map { "done \($0.shortBritish)" }
          ?? action.by.map { "\(isLate ? "▲ " : "")by \($0.shortBritish)" } ?? ""
        add(
          SectionRow([RowLine(left: left, right: StyledText(when, isLate ? .warning : .muted))]),
          .action(action))
      }
      add(.blank)
    }
    if !sample.isEmpty {
      add(.heading("Records to look at", "drawn by lot, the same all this week"))
      for row in sample {
        add(
          SectionRow([
            RowLine(
              left: StyledText(row.person.listName, .heading, .bold).column(18)
                + StyledText(row.need, .soft))
          ]), .record(row))
      }
      add(.blank)
    }
    addPast(&rows, width: width)
    return rows
  }

  private func addPast(_ rows: inout [(row: SectionRow, item: Item?)], width: Columns) {
    func add(_ row: SectionRow) { rows.append((row, nil)) }
    if !audits.isEmpty {
      add(.heading("Looked at"))
      for audit in audits.prefix(6) {
        let isWhole = unfolded.contains(audit.id.text)
        var lines = [
          RowLine(
            left: StyledText(audit.on.british, .muted).column(12)
              + StyledText(audit.resultWords, audit.met < audit.answers.count ? .warning : .good)
              + StyledText(audit.note.isEmpty || isWhole ? "" : "   \(audit.note)", .soft),
            right: StyledText(isWhole ? "" : "Enter reads it", .muted))
        ]
        if isWhole {
          lines += audit.answers.flatMap { answer in
            past(
              (answer.isMet ? "✓ " : "✗ ") + answer.question, answer.isMet ? .soft : .warning, width
            )
          }
          lines += past(audit.note, .text, width)
        }
        rows.append((SectionRow(lines), .past(audit.id.text)))
      }
      add(.blank)
    }
    if !notes.isEmpty {
      add(.heading("Said to them"))
      for one in notes.prefix(6) {
        let answer =
          one.note.answer.isEmpty
          ? one.note.isWaiting ? "  (waiting)" : "" : "  — \(one.note.answer)"
        let about = one.about.isEmpty ? "" : "\(one.about): "
        add(.words("\(one.note.kind.words)   \(about)\(one.note.text)\(answer)"))
      }
      add(.blank)
    }
    add(.heading("Sessions", sessions.isEmpty ? "none yet" : "\(sessions.count)"))
    for session in sessions.prefix(12) {
      let head =
        StyledText(session.on.british, .muted).column(12)
        + StyledText(session.kind.words, .heading)
        + StyledText("  \(session.minutes) min", .muted)
      let how = session.wellbeing == .notSaid ? "" : session.wellbeing.words
      let role: Role =
        session.wellbeing == .struggling || session.wellbeing == .stretched ? .warning : .good
      var lines = [RowLine(left: head, right: StyledText(how, role))]
      let texts = [session.notes, session.wellbeingNote].filter { !$0.isEmpty }
      if unfolded.contains(session.id.text) {
        for text in texts { lines += past(text, .text, width) }
        if !session.agenda.isEmpty {
          lines += past("The agenda was", .muted, width) + past(session.agenda, .soft, width)
        }
        for action in session.actions {
          let when = action.doneOn.map { ", done \($0.shortBritish)" } ?? ""
          lines += past(
            "agreed: \(action.what), \(names[action.ownerID] ?? "")\(when)", .soft, width)
        }
      } else {
        lines += texts.flatMap { past($0, .soft, width).prefix(2) }
      }
      lines.append(.air)
      rows.append((SectionRow(lines), .past(session.id.text)))
    }
  }

  /// A text as lines below what it is part of.
  private func past(_ text: String, _ role: Role, _ width: Columns) -> [RowLine] {
    guard !text.isEmpty else { return [] }
    return text.split(whereSeparator: \.isNewline)
      .flatMap { String($0).neutralised.wrapped(to: max(width - 18, 8)) }.map {
        RowLine(left: StyledText(String(repeating: " ", count: 12)) + StyledText($0, role))
      }
  }
}

extension Desk {
  /// Marks something agreed in supervision as done, or as still to do.
  mutating func toggle(_ action: SupervisionAction) {
    let (day, now) = (today, setting.now())
    let isDone = action.doneOn != nil
    save(isDone ? "Still to do" : "Done") {
      try $0.settle(action.id, on: isDone ? nil : day, at: now)
    }
  }

  /// Writes a session down.
  mutating func writeSession() {
    guard let room = current as? SupervisionRoom, let shown = room.shown, let book else { return }
    let worker = shown.row.worker
    let agenda = room.agenda.map { "\($0.kind.words): \($0.text)" }.joined(separator: "\n")
    show(
      SupervisionForms.session(
        with: worker.name, due: shown.row.supervisionDue, supervisor: book.worker, worker: worker,
        on: today),
      FormPurpose(draftKey: { _ in ("supervision \(worker.id.text)", "") }) { desk, form in
        let day = desk.today
        let now = desk.setting.now()
        return FormEnd(
          desk.save("Supervision written down") {
            try $0.keep(
              SupervisionForms.read(form, of: worker.id, agenda: agenda, on: day, book: $0), at: now
            )
          })
      })
  }

  /// Holds the chosen record against the checklist.
  mutating func auditChosen() {
    guard let room = current as? SupervisionRoom, let shown = room.shown else { return }
    var row: CaseloadRow?
    if case .record(let chosen)? = room.selected { row = chosen }
    guard let row = row ?? room.sample.first else {
      toast = Toast("No record is left to look at this week.", role: .info)
      return
    }
    let checklist = shown.settings.supervision.checklist
    let holder = shown.row.worker.id
    show(
      SupervisionForms.audit(of: row, checklist: checklist),
      FormPurpose(draft: "audit", of: row.caseID) { desk, form in
        let (day, now) = (desk.today, desk.setting.now())
        return FormEnd(
          desk.save("Audit kept") {
            try $0.keep(
              SupervisionForms.read(
                form, of: row, heldBy: holder, checklist: checklist, on: day, book: $0), at: now)
          })
      })
  }
}
