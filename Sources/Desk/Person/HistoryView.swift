// Who changed what in a person's record, when and from what, the latest first.

import Casebook
import Casework
import Foundation
import Terminal

struct HistoryView {
  private var entries: [HistoryEntry] = []
  private var readings: [Reading] = []
  private var list = SectionList(id: "history")
  private let wrapped = WrappedRows()

  mutating func load(_ person: Identifier<Person>, from book: Casebook) throws {
    entries = try book.history(of: person, limit: 400)
    readings = try book.readings(of: person, limit: 20)
    wrapped.forget()
    list.rows = rows(width: 80)
  }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  func draw(on canvas: Canvas) {
    var list = list
    list.rows = wrapped.rows(width: canvas.width) { rows(width: $0) }
    list.draw(on: canvas)
  }

  private func rows(width: Columns) -> [SectionRow] {
    var rows: [SectionRow] = [.heading("Opened by")]
    for reading in readings.prefix(5) {
      let reason = reading.reason.isEmpty ? "" : "  \(reading.reason)"
      rows.append(
        SectionRow(
          [
            RowLine(
              left: StyledText(Moment(reading.at).description, .muted).column(18)
                + StyledText(reading.workerName, .text) + StyledText(reason, .soft))
          ], isSelectable: false))
    }
    if readings.isEmpty { rows.append(.words("Nobody yet.", .muted)) }
    rows.append(.blank)
    rows.append(.heading("Changed"))
    // What was changed in one row by one action stands together.
    var start = 0
    while start < entries.count {
      let first = entries[start]
      let rest = entries[start...].prefix {
        $0.recordID == first.recordID && $0.at == first.at && $0.action == first.action
      }
      rows.append(row(Array(rest), width: width))
      start = rest.endIndex
    }
    return rows
  }

  private func row(_ changes: [HistoryEntry], width: Columns) -> SectionRow {
    guard let first = changes.first else { return .blank }
    let head =
      StyledText(Moment(first.at).description, .muted).column(18)
      + StyledText(first.record, .heading, .bold)
    var lines = [
      RowLine(left: head, right: StyledText("\(first.workerName) · \(first.action)", .muted))
    ]
    let room = max(width - 40, 8)
    func add(_ label: String, _ sign: String, _ text: String?, _ role: Role) {
      guard let text else { return }
      for (index, line) in text.neutralised.wrapped(to: room).prefix(6).enumerated() {
        let left =
          StyledText(String(repeating: " ", count: 18))
          + StyledText(index == 0 ? label : "", .muted).column(16)
          + StyledText((index == 0 ? sign : " ") + " " + line, role)
        lines.append(RowLine(left: left))
      }
    }
    for change in changes {
      add(change.field, "−", change.old, .muted)
      add(change.old == nil ? change.field : "", "+", change.new, .text)
    }
    lines.append(.air)
    return SectionRow(lines)
  }
}
