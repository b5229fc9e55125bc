// The chosen case at a glance, below who they are: what matters to them, the plan in
// four lines, the last three contacts.

import Casebook
import Casework
import Terminal

struct CasePreviewCard {
  private let preview: CasePreview?
  private let row: CaseloadRow
  private let today: Day
  private let course: WellbeingCourse?

  init(
    _ preview: CasePreview?, of row: CaseloadRow, _ course: WellbeingCourse?, on today: Day
  ) {
    self.course = course
    self.preview = preview
    self.row = row
    self.today = today
  }

  func draw(on canvas: Canvas) {
    var y = Rows(0)
    func put(_ line: StyledText) {
      guard y < canvas.height else { return }
      canvas.put(line, at: Position(x: 0, y: y), width: canvas.width)
      y += 1
    }
    guard let preview else {
      if row.facts.holderID != nil {
        put(StyledText("\(row.holderName) holds this case.", .muted))
        put(StyledText("Opening it asks why.", .muted))
      }
      return
    }
    if !preview.whatMatters.isEmpty {
      put(StyledText("WHAT MATTERS", .muted, .bold))
      for text in preview.whatMatters { put(StyledText(text)) }
      y += 1
    }
    if !preview.goals.isEmpty {
      put(StyledText("THE PLAN", .muted, .bold))
      for goal in preview.goals {
        let steps = goal.steps == 0 ? "" : "\(goal.done)/\(goal.steps)"
        put(
          StyledText(steps, goal.done == goal.steps ? .good : .soft).column(5)
            + StyledText(goal.text))
      }
      y += 1
    }
    if let course, let words = course.words {
      put(StyledText("WELLBEING, BY THEIR GOALS", .muted, .bold))
      put(course.line + StyledText("  " + words, .soft))
      y += 1
    }
    if !preview.contacts.isEmpty {
      put(StyledText("LAST CONTACTS", .muted, .bold))
      for contact in preview.contacts {
        let day = Day(contact.at)
        let when = day == today ? "today" : day.shortBritish
        put(
          StyledText(when, .muted).column(6)
            + StyledText(
              "\(contact.mode.words), \(contact.outcome.words.lowercased())",
              contact.outcome.reachedThem ? .text : .caution))
        if !contact.note.isEmpty { put(StyledText("      " + contact.note, .soft)) }
      }
    } else if preview.whatMatters.isEmpty, !preview.reason.isEmpty {
      put(StyledText("WHY THEY WERE REFERRED", .muted, .bold))
      for line in preview.reason.neutralised.wrapped(to: max(canvas.width, 8)).prefix(8) {
        put(StyledText(line))
      }
    }
  }
}
