// Who changed what in a person's record, when and from what, the latest first.

import Casebook
import Casework
import Foundation
import Terminal

struct HistoryView {
  private var entries: [HistoryEntry] = []
  private var readings: [Reading] = []
  /// Whether nothing older is left to read.
  private var isWhole = true
  /// How many changed rows have been asked for so far.
  private var asked = 0
  private var list = SectionList(id: "history")
  private let wrapped = WrappedRows()

  /// How many changed rows are read at a time: a person's years are long, and mostly the
  /// latest is looked for.
  static let stretch = 400

  mutating func load(_ person: Identifier<Person>, from book: Casebook) throws {
    try read(max(asked, Self.stretch), of: person, from: book)
    readings = try book.readings(of: person, limit: 20)
    lay()
  }

  /// Reads further back where somebody has come to the end of what is read.
  mutating func readOn(_ person: Identifier<Person>, from book: Casebook) throws {
    guard !isWhole, let selected = list.selected,
      !list.rows[(selected + 1)...].contains(where: \.isSelectable)
    else { return }
    try read(asked + Self.stretch, of: person, from: book)
    lay()
  }

  private mutating func read(
    _ count: Int, of person: Identifier<Person>, from book: Casebook
  ) throws {
    let stretch = try book.historyBack(of: person, limit: count)
    asked = count
    entries = stretch.entries
    isWhole = stretch.isWhole
  }

  private mutating func lay() {
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
    if !isWhole {
      rows.append(.words("There is more: what is older comes as you go on down.", .muted))
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
