// A case in short, for the pane beside a list: who they are, where the case
// stands, what is next.

import Casework
import Terminal

struct PersonCard {
  private let row: CaseloadRow
  private let today: Day
  private let mayBeRead: Bool

  /// - Parameter mayBeRead: whether their record opens without a reason. How they are reached
  ///   and where they go to school is of their record.
  init(_ row: CaseloadRow, on today: Day, mayBeRead: Bool) {
    self.row = row
    self.today = today
    self.mayBeRead = mayBeRead
  }

  /// - Returns: how many lines it took.
  @discardableResult
  func draw(on canvas: Canvas) -> Rows {
    guard canvas.height > 0 else { return 0 }
    var title = StyledText(row.person.fullName, .heading, .bold)
    if let age = row.person.age(on: today) { title += StyledText("  \(age)", .muted) }
    if !row.person.pronouns.isEmpty { title += StyledText("  \(row.person.pronouns)", .muted) }
    canvas.put(title, at: .origin)
    var lines: [(String, StyledText)] = [
      ("Need", StyledText(row.need.isEmpty ? "not written yet" : row.need)),
      ("Stage", StyledText(row.stage(on: today).words)),
    ]
    if let due = row.due {
      let late = due.urgency(on: today).needsSomebodyNow
      lines.append(("Next", StyledText(due.text)))
      lines.append(
        ("When", StyledText((late ? "▲ " : "") + due.whenWords(on: today), late ? .warning : .text))
      )
    }
    lines.append(("Last seen", StyledText(row.lastSeenWords(on: today))))
    lines.append(("Plan", StyledText(row.planWords == "—" ? "not begun" : row.planWords)))
    lines.append(("Held by", StyledText(row.holderName.isEmpty ? "nobody yet" : row.holderName)))
    if mayBeRead { lines += details }
    for (index, line) in lines.enumerated() {
      let y = Rows(index + 2)
      canvas.put(StyledText(line.0, .muted), at: Position(x: 0, y: y))
      canvas.put(line.1, at: Position(x: 11, y: y), width: max(canvas.width - 11, 0))
    }
    return Rows(lines.count + 2)
  }

  private var details: [(String, StyledText)] {
    [
      ("Telephone", row.person.telephone), ("Contact", row.person.preferredContact),
      ("School", row.person.school),
    ].filter { !$0.1.isEmpty }.map { ($0.0, StyledText($0.1)) }
  }
}
