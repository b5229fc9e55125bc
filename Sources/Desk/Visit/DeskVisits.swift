// Visits alone on the desk: setting out, being back, and the warning that every screen
// shows while somebody is not back when they should be.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// Who is overdue now, whoever's screen this is.
  var overdueVisits: [NamedVisit] {
    let now = setting.now()
    return visits.filter { $0.visit.isOverdue(at: now) }
  }

  /// The worker's own visit that is under way, if they are out.
  var ownVisit: LoneVisit? {
    let now = setting.now()
    return visits.map(\.visit).first {
      $0.workerID == book?.worker.id && $0.state(at: now) != .planned
    }
  }

  /// Reads again who is out. Cheap: an index holds those who are not back alone.
  mutating func lookWhoIsOut() {
    guard let book, let read = try? book.visitsNotBack() else { return }
    visits = read
  }

  /// Opens the form for a visit alone.
  mutating func setOut() {
    let chosen = chosenCase
    var place = ""
    if let chosen, let record = try? book?.caseRecord(chosen.id) {
      place = [
        record.person.address.split(whereSeparator: \.isNewline).joined(separator: ", "),
        record.person.postcode?.description ?? "",
      ].filter { !$0.isEmpty }.joined(separator: ", ")
    }
    let buddy = (try? book?.rememberedMine("buddy")).flatMap { $0 } ?? ""
    show(
      VisitForm.make(for: chosen?.name, place: place, buddy: buddy, at: setting.now()),
      .visit(chosen?.id))
  }

  /// Writes the visit that a form describes.
  mutating func keepVisit(_ visit: LoneVisit) -> Bool {
    let back = DayClock.words(visit.expectedEnd)
    let now = setting.now()
    let done = save("You are expected back at \(back); b says that you are") { book in
      try book.write(visit, at: now)
      try book.rememberMine(visit.buddy, as: "buddy")
    }
    lookWhoIsOut()
    return done
  }

  /// Says that the worker is back, or, where they are not out, that whoever is overdue
  /// has been heard of.
  mutating func sayBack() {
    guard let visit = ownVisit ?? overdueVisits.first?.visit else { return }
    let now = setting.now()
    let isOwn = visit.workerID == book?.worker.id
    let name = visits.first { $0.visit.id == visit.id }?.workerName ?? ""
    save(isOwn ? "You are back" : "\(name) has been heard of") {
      try $0.end(visit.id, at: now)
    }
    lookWhoIsOut()
  }

  /// The warning on a covered screen, which names nobody.
  func drawCoveredWarning(on canvas: Canvas) {
    let now = setting.now()
    guard canvas.height > 3,
      let first = dueBack.filter({ now.timeIntervalSince($0) >= 60 }).min()
    else { return }
    canvas.put(
      StyledText(
        "! Somebody is not back from a visit: due \(DayClock.words(first)). Unlock to see who.",
        .danger, .bold), at: Position(x: 0, y: 1), width: canvas.width, align: .centre)
  }

  /// The warning under the top line. Red, with a sign and words: never colour alone.
  func drawWarning(on canvas: Canvas) {
    guard canvas.height > 3, let first = overdueVisits.first else { return }
    let area = Rect(x: 0, y: 1, width: canvas.width, height: 1)
    let more = overdueVisits.count > 1 ? " · and \(overdueVisits.count - 1) more" : ""
    var line = StyledText(" ! ", .danger, .bold)
    line += StyledText(first.warning() + more, .danger, .bold)
    let key =
      StyledText("b ", .accent, .bold)
      + StyledText(first.visit.workerID == book?.worker.id ? "I am back " : "heard of ", .soft)
    let strip = canvas.sub(area)
    strip.fill(style: Style(.text, on: .selection))
    let room = max(canvas.width - key.columns - 2, 0)
    strip.put(line, at: .origin, on: .selection, width: room)
    strip.put(key, at: .origin, on: .selection, width: canvas.width, align: .right)
  }
}
