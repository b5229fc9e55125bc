// How the caseload is drawn: its columns, a row, the heading, the pane beside it.

import Casebook
import Casework
import Terminal

extension CaseloadScreen {
  static let columns = [
    TableColumn("", width: .fixed(2), priority: .max),
    TableColumn("Who", width: .flexible(min: 12, weight: 2), priority: .max, sortKey: "name"),
    TableColumn("Age", width: .fixed(3), align: .right, priority: 8, sortKey: "age"),
    TableColumn("Need", width: .flexible(min: 14, weight: 3), priority: 7, sortKey: "need"),
    TableColumn("Stage", width: .fixed(8), priority: 6, sortKey: "stage"),
    TableColumn("Load", width: .fixed(4), align: .right, priority: 7, sortKey: "load"),
    TableColumn("Last seen", width: .fixed(13), priority: 4, sortKey: "last-seen"),
    TableColumn("Next", width: .flexible(min: 16, weight: 3), priority: 9, sortKey: "due"),
    TableColumn("Wellbeing", width: .fixed(9), priority: 5, sortKey: "wellbeing"),
    TableColumn("When", width: .fixed(12), align: .right, priority: 10),
    TableColumn("Plan", width: .fixed(12), priority: 2, sortKey: "plan"),
    TableColumn(
      "Held by", width: .flexible(min: 9, weight: 1), priority: 3, sortKey: "holder"),
  ]

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 110 && !isWhole
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 38 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: 1, bottom: 0))
    drawHeading(on: main)
    table.draw(
      on: main.sub(main.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)),
      isFocused: !isFiltering
    ) { index in
      rows[index].map { Self.row($0, weights[$0.caseID], courses[$0.caseID], on: today) }
        ?? TableRow([])
    }
    guard isWide, let selected else { return }
    canvas.line(vertical: Position(x: aside.x, y: 1), length: canvas.height - 2)
    let pane = canvas.sub(aside.inset(left: 3, top: 1, right: 1, bottom: 0))
    let mayBeRead = preview?.caseID == selected.caseID
    let used = PersonCard(selected, on: today, mayBeRead: mayBeRead).draw(on: pane)
    let below = pane.sub(pane.bounds.inset(left: 0, top: used + 1, right: 0, bottom: 0))
    CasePreviewCard(preview, of: selected, courses[selected.caseID], on: today).draw(on: below)
  }

  /// What is shown, in words: "Your cases: needs you now, about school".
  static func title(of view: CaseView) -> String {
    let whose =
      switch view.whose {
      case .mine: "Your cases"
      case .mineAndNew: "Your cases and new referrals"
      case .nobodys: "Referrals nobody holds"
      case .everybodys: "Everybody’s cases"
      case .worker: "A colleague’s cases"
      case .beside: "You work with them too"
      }
    var parts = view.questions.map(\.words)
    if !view.need.isEmpty { parts.append("about “\(view.need)”") }
    return parts.isEmpty ? whose : whose + ": " + parts.joined(separator: ", ")
  }

  private func drawHeading(on canvas: Canvas) {
    let title = viewName ?? Self.title(of: view)
    var line = StyledText(title, .heading, .bold)
    let count =
      isCut
      ? "\(table.rowCount) of many: type on"
      : table.rowCount == 1 ? "1 case" : "\(table.rowCount) cases"
    if !marked.isEmpty { line += StyledText("  ✓ \(marked.count) marked", .accent) }
    line += StyledText("  \(count)\(showsClosed ? ", closed ones too" : "")", .soft)
    let used = canvas.put(line, at: Position(x: 1, y: 0), width: canvas.width - 2)
    if isTooLong {
      canvas.put(
        StyledText("by what is due: more than \(Casebook.mostArranged) cases", .caution),
        at: Position(x: used + 4, y: 0), width: canvas.width - used - 5)
      return
    }
    guard isFiltering || !filter.text.isEmpty, canvas.width > used + 14 else { return }
    let place = Rect(x: used + 4, y: 0, width: min(44, canvas.width - used - 5), height: 1)
    canvas.put("/", at: Position(x: used + 3, y: 0), style: Style(.accent, on: .page, .bold))
    filter.draw(on: canvas.sub(place), isFocused: isFiltering)
  }

  private static func row(
    _ row: CaseloadRow, _ weight: WeighedCase?, _ course: WellbeingCourse?, on today: Day
  ) -> TableRow {
    let isLate = row.due?.urgency(on: today).needsSomebodyNow ?? false
    let stage = row.stage(on: today)
    let when = row.due?.whenWords(on: today) ?? ""
    return TableRow([
      .text(TodayLayout.sign(row, isLate: isLate)),
      .text(row.person.listName, .heading, .bold),
      .text(row.person.age(on: today).map(String.init) ?? "", .muted),
      .text(row.need),
      .text(stage.words, stage == .closed ? .muted : .text),
      weight.map {
        TableCell.text(Figures.oneDecimal($0.points), $0.isWeighed ? .text : .muted)
      } ?? "",
      .text(row.lastSeenWords(on: today), .soft),
      .text(row.due?.text ?? "", .text),
      course.map { .text($0.line) } ?? .text("·", .muted),
      isLate ? .text(when, .warning, .bold) : .text(when, .soft),
      .text(row.planWords, .soft),
      .text(row.holderName.isEmpty ? "nobody yet" : row.holderName, .muted),
    ])
  }
}

extension WellbeingCourse {
  /// The latest eight points as bars from 0 to 10.
  var line: StyledText {
    Sparkline(points.suffix(8).map(\.mean), range: 0...10, role: .accent).styled
  }
}
