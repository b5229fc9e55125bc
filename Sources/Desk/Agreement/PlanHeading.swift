// The head of a plan's page: whose it is, where it stands, when it is looked at again.

import Casework
import Terminal

enum PlanHeading {
  /// - Parameters:
  ///   - standing: where the plan stands, worked out once for each reading.
  ///   - width: of the page; how the plan stands is told whole, on two lines where one has no
  ///     room.
  static func row(
    for record: CaseRecord, _ standing: PlanStanding, on today: Day, width: Columns
  ) -> SectionRow {
    let title = StyledText("\(possessive(record.person.calledName)) plan", .heading, .bold)
    var review = StyledText("")
    if let day = record.plan?.reviewOn {
      let due = Due(kind: .review, on: day, text: "")
      let isDue = day <= today
      review = StyledText(
        "review \(due.whenWords(on: today))" + (isDue ? " ▲" : ""), isDue ? .warning : .soft)
    }
    var consent = ""
    if case .agreed = standing, let version = record.agreements.standing {
      consent = version.consent.clause
    }
    let words = standing.words(consent: consent)
    let standing = lines(of: words.neutralised, width: max(width, 8)).map {
      RowLine(left: StyledText($0, .soft))
    }
    // Beside the name, where it takes nothing from how the plan stands.
    let changed = StyledText(
      record.planUpdatedOn.map { "  last changed \($0.shortBritish)" } ?? "", .muted)
    return SectionRow(
      [RowLine(left: title + changed, right: review)] + standing, isSelectable: false)
  }

  /// On one line, or with what changed since on a line of its own.
  private static func lines(of words: String, width: Columns) -> [String] {
    guard words.columns > width, let end = words.ranges(of: " · ").last else {
      return words.wrapped(to: width)
    }
    let parts = [words[..<end.lowerBound], words[end.upperBound...]]
    return parts.flatMap { String($0).wrapped(to: width) }
  }

  static func possessive(_ name: String) -> String {
    name.hasSuffix("s") ? "\(name)’" : "\(name)’s"
  }
}
