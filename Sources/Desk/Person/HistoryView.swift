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
    rows += entries.map { row($0, width: width) }
    return rows
  }

  private func row(_ entry: HistoryEntry, width: Columns) -> SectionRow {
    let head =
      StyledText(Moment(entry.at).description, .muted).column(18)
      + StyledText("\(entry.record), \(entry.field)", .heading, .bold)
    var lines = [
      RowLine(left: head, right: StyledText("\(entry.workerName) · \(entry.action)", .muted))
    ]
    let room = max(width - 22, 8)
    func add(_ sign: String, _ text: String?, _ role: Role) {
      guard let text else { return }
      for (index, line) in text.neutralised.wrapped(to: room).prefix(6).enumerated() {
        lines.append(
          RowLine(
            left: StyledText(
              String(repeating: " ", count: 16) + (index == 0 ? sign : " ") + " ", role)
              + StyledText(line, role)))
      }
    }
    add("−", entry.old, .muted)
    add("+", entry.new, .text)
    return SectionRow(lines)
  }
}
