// Who somebody is: how to reach them safely, what they need, what may go wrong, who
// referred them and what the referral lacks.

import Casework
import Terminal

struct FactsView {
  private var record: CaseRecord?
  private var list = SectionList(id: "facts")
  private let wrapped = WrappedRows()

  mutating func load(_ record: CaseRecord) {
    self.record = record
    wrapped.forget()
    list.rows = rows(width: 80)
  }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  /// - Parameter isPage: whether it is the page itself, and not beside another.
  func draw(on canvas: Canvas, isPage: Bool) {
    if isPage { canvas.setCursor(.origin) }
    var list = list
    list.rows = wrapped.rows(width: canvas.width) { rows(width: $0) }
    list.draw(on: canvas, isFocused: isPage)
  }

  private static let labels: Columns = 15

  private func rows(width: Columns) -> [SectionRow] {
    guard let record else { return [] }
    var rows: [SectionRow] = []
    for (title, facts) in record.parts {
      if !rows.isEmpty { rows.append(.blank) }
      rows.append(.heading(title))
      for fact in facts {
        let (label, role) = (fact.label, Self.role(fact.weight))
        let lines = fact.words.neutralised.wrapped(to: max(width - Self.labels - 3, 8))
        for (place, line) in lines.enumerated() {
          let left =
            StyledText(place == 0 ? label : "", .muted).column(Self.labels)
            + StyledText(line, role)
          rows.append(SectionRow([RowLine(left: left)], isSelectable: false))
        }
      }
    }
    return rows
  }

  private static func role(_ weight: RecordFact.Weight) -> Role {
    switch weight {
    case .plain: .text
    case .caution: .caution
    case .warning: .warning
    case .danger: .danger
    }
  }
}
