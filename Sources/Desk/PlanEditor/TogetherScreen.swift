// Together view: only this person's own plan, in plain words with plenty of room, for
// when they sit beside the worker. No flags, no services' queues, nobody else's name in
// a list; leaving it takes the worker's passphrase.

import Casework
import Terminal

struct TogetherScreen {
  private let record: CaseRecord
  private let today: Day
  private var list = SectionList(id: "together")

  init(_ record: CaseRecord, on today: Day) {
    self.record = record
    self.today = today
    list.rows = rows(width: 60)
  }

  mutating func update(_ event: Event, height: Rows) -> Bool {
    list.update(event, height: height - 4)
  }

  func draw(on canvas: Canvas) {
    let width = min(canvas.width - 4, 72)
    guard width > 0 else { return }
    let page = canvas.sub(
      Rect(
        x: (canvas.width - width) / 2, y: min(2, max(canvas.height - 1, 0)), width: width,
        height: max(canvas.height - 4, 0)))
    var list = list
    list.rows = rows(width: width)
    list.draw(on: page)
  }

  private func rows(width: Columns) -> [SectionRow] {
    let name = record.person.calledName
    var rows: [SectionRow] = [
      SectionRow(
        [
          RowLine(
            left: StyledText(
              name.hasSuffix("s") ? "\(name)’ plan" : "\(name)’s plan", .accent, .bold))
        ], isSelectable: false), .blank,
    ]
    func words(_ text: String, _ sign: String, _ role: Role = .text) -> SectionRow {
      let lines = text.neutralised.wrapped(to: max(width - 8, 8)).enumerated().map {
        RowLine(
          left: StyledText(
            $0.offset == 0 ? sign : String(repeating: " ", count: sign.count), .muted)
            + StyledText($0.element, role))
      }
      return SectionRow(lines + [.air])
    }
    for section in [PlanSection.whatMatters, .strengths] {
      let entries = record.plan?.entries(in: section) ?? []
      guard !entries.isEmpty else { continue }
      rows.append(heading(section == .whatMatters ? "What matters to me" : "What I am good at"))
      rows += entries.map { words($0.text, "  •  ") }
      rows.append(.blank)
    }
    for (index, goal) in (record.plan?.goals ?? []).enumerated() {
      rows.append(heading(index == 0 ? "What I want" : "And I want"))
      rows.append(words(goal.text, "  ", .heading))
      for action in goal.actions where action.status != .refused {
        let isDone = action.status == .done
        let when = action.when.map { isDone ? "" : ", by \($0.spoken)" } ?? ""
        let who = action.who.isEmpty ? "" : " – \(action.who)"
        rows.append(words(action.what + who + when, isDone ? "  ✓  " : "  ○  "))
      }
      for item in record.prescriptions where item.prescription.goalID == goal.id {
        rows.append(words(item.assetName, "  ◆  "))
      }
      rows.append(.blank)
    }
    if record.plan == nil { rows.append(words("Nothing is written here yet.", "  ")) }
    return rows
  }

  private func heading(_ text: String) -> SectionRow {
    SectionRow([RowLine(left: StyledText(text, .soft, .bold)), .air], isSelectable: false)
  }
}
