// The right-hand pane of Today below the caseload's gauges: how many wait, who is new since
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
    // Who they are stands in the list, once.
    if let oldest = ahead.oldestNew {
      let days = oldest.days(until: facts.today)
      figure(
        "Referrals nobody holds yet", ahead.newCount,
        days < 1 ? "" : "oldest \(days) day\(days == 1 ? "" : "s")")
    }
    figure("Waiting for a first contact", ahead.waiting)
    figure("New to you: no entry by you yet", ahead.newToMe)
    y += 1
    drawNew(on: canvas, from: &y)
    guard let chosen, canvas.height - y > 12 else { return }
    let card = canvas.sub(canvas.bounds.inset(left: 0, top: y, right: 0, bottom: 2))
    PersonCard(chosen, on: facts.today, mayBeRead: facts.mayRead(chosen)).draw(on: card)
  }

  private func heading(
    _ words: String, _ count: Int, _ note: StyledText, on canvas: Canvas, y: Rows
  ) {
    canvas.put(
      StyledText(words.uppercased(), .muted, .bold) + StyledText("  \(count)", .muted),
      at: Position(x: 0, y: y))
    canvas.put(note, at: Position(x: 0, y: y), width: canvas.width, align: .right)
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
