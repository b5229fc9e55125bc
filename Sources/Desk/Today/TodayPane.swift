// The right-hand pane of Today below the caseload's gauges: who waits, who is new since
// the last working day, and the chosen person in short.

import Casebook
import Casework
import Terminal

struct TodayPane {
  let facts: TodayFacts
  let chosen: CaseloadRow?

  func draw(on canvas: Canvas) {
    let ahead = facts.ahead
    var y = Rows(0)
    func figure(_ words: String, _ count: Int, _ note: String = "", warns: Bool = false) {
      canvas.put(StyledText(words, .text), at: Position(x: 0, y: y))
      let right =
        StyledText(note.isEmpty ? "" : note + "  ", warns ? .warning : .muted)
        + StyledText("\(count)", .heading, .bold)
      canvas.put(right, at: Position(x: 0, y: y), width: canvas.width, align: .right)
      y += 1
    }
    figure("Waiting for a first contact", ahead.waiting)
    figure("New to you: no entry by you yet", ahead.newToMe)
    y += 1
    drawWaiting(on: canvas, from: &y)
    drawNew(on: canvas, from: &y)
    guard let chosen, canvas.height - y > 12 else { return }
    let card = canvas.sub(canvas.bounds.inset(left: 0, top: y, right: 0, bottom: 2))
    PersonCard(chosen, on: facts.today).draw(on: card)
  }

  private func heading(
    _ words: String, _ count: Int, _ note: StyledText, on canvas: Canvas, y: Rows
  ) {
    canvas.put(
      StyledText(words.uppercased(), .muted, .bold) + StyledText("  \(count)", .muted),
      at: Position(x: 0, y: y))
    canvas.put(note, at: Position(x: 0, y: y), width: canvas.width, align: .right)
  }

  private func drawWaiting(on canvas: Canvas, from y: inout Rows) {
    let ahead = facts.ahead
    guard ahead.newCount > 0 else { return }
    let days = ahead.new.map { $0.facts.referredOn.days(until: facts.today) }
    heading(
      "Waiting to be taken up", ahead.newCount,
      StyledText(days.max().map { "oldest \($0) days" } ?? "", .caution), on: canvas, y: y)
    y += 1
    for row in ahead.new.prefix(3) {
      let age = row.person.age(on: facts.today).map(String.init) ?? ""
      let line =
        StyledText(row.person.listName, .heading, .bold).column(13)
        + StyledText(age, .muted).column(4) + StyledText(row.need)
      let waited = row.facts.referredOn.days(until: facts.today)
      canvas.put(line, at: Position(x: 0, y: y), width: max(canvas.width - 6, 0))
      canvas.put(
        StyledText(waited == 0 ? "today" : "\(waited)d", .muted), at: Position(x: 0, y: y),
        width: canvas.width, align: .right)
      y += 1
    }
    if ahead.newCount > 3 {
      canvas.put(StyledText("+\(ahead.newCount - 3) more", .muted), at: Position(x: 0, y: y))
      y += 1
    }
    y += 1
  }

  private func drawNew(on canvas: Canvas, from y: inout Rows) {
    let ahead = facts.ahead
    guard ahead.newSinceCount > 0 else { return }
    heading(
      "New since \(ahead.since.sinceWords(on: facts.today))", ahead.newSinceCount, "", on: canvas,
      y: y)
    y += 1
    for item in ahead.newSince.prefix(4) {
      let count = "\(item.count)"
      canvas.put(
        StyledText("• ", .info) + StyledText(count, .text).column(4)
          + StyledText(item.source.words),
        at: Position(x: 0, y: y), width: canvas.width)
      y += 1
    }
    y += 1
  }
}
