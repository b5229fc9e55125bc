// A case's story on the screen, newest first.

import Casework
import Terminal

struct TimelineView {
  private var entries: [TimelineEntry] = []
  private var today = Day(number: 0)
  private var list = SectionList(id: "timeline")
  private let wrapped = WrappedRows()

  /// The chosen entry.
  var selected: TimelineEntry? {
    list.selected.flatMap { entries.indices.contains($0) ? entries[$0] : nil }
  }

  mutating func load(_ record: CaseRecord, on today: Day) {
    entries = record.timeline()
    self.today = today
    wrapped.forget()
    list.rows = entries.map { _ in SectionRow([RowLine(left: "")]) }
  }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  func draw(on canvas: Canvas) {
    guard !entries.isEmpty else { return }
    var list = list
    list.rows = wrapped.rows(width: canvas.width) { width in entries.map { row($0, width: width) } }
    list.draw(on: canvas)
  }

  private func row(_ entry: TimelineEntry, width: Columns) -> SectionRow {
    let (sign, role) = Self.sign(entry.kind)
    let when = entry.on == today ? "today" : entry.on.british
    let left =
      StyledText(when, .muted).column(12) + StyledText("\(sign) ", role)
      + StyledText(entry.title, .heading, .bold)
    var lines = [RowLine(left: left, right: StyledText(entry.by, .muted))]
    let room = max(width - 19, 8)
    let paragraphs =
      entry.detail.isEmpty
      ? [] : entry.detail.split(separator: "\n", omittingEmptySubsequences: false)
    for paragraph in paragraphs {
      for line in String(paragraph).neutralised.wrapped(to: room) {
        lines.append(
          RowLine(left: StyledText(String(repeating: " ", count: 14)) + StyledText(line)))
      }
    }
    lines.append(.air)
    return SectionRow(lines)
  }

  /// A sign for each kind, so that the story can be skimmed without colour.
  private static func sign(_ kind: TimelineEntry.Kind) -> (String, Role) {
    switch kind {
    case .referral: ("→", .info)
    case .triage: ("✓", .good)
    case .holding: ("◦", .muted)
    case .contact: ("•", .accent)
    case .plan: ("✓", .good)
    case .prescription: ("+", .special)
    case .closing: ("■", .muted)
    case .letter: ("»", .info)
    case .safety: ("!", .danger)
    }
  }
}

/// Rows that were laid out for one width, kept until the words or the width change.
final class WrappedRows {
  private var rows: [SectionRow]?
  private var width: Columns = 0

  func forget() { rows = nil }

  func rows(width: Columns, make: (Columns) -> [SectionRow]) -> [SectionRow] {
    if let rows, self.width == width { return rows }
    let made = make(width)
    rows = made
    self.width = width
    return made
  }
}
