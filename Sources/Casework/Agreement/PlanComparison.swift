// Two versions of a plan side by side: every line of either, and what became of it.

import Foundation

/// The comparison of two sheets, line by line in the order of the page.
public struct PlanComparison: Equatable, Sendable {
  /// What became of a line.
  public enum Mark: String, Codable, Sendable {
    case same, new, gone, changed

    public var word: String { rawValue }
    /// A sign that stands beside the word.
    public var sign: String {
      switch self {
      case .same: " "
      case .new: "+"
      case .gone: "−"
      case .changed: "~"
      }
    }
  }

  /// One line of the page: a goal, an action, something said.
  public struct Line: Equatable, Sendable {
    public var mark: Mark
    /// Empty where the line is new.
    public var before: [WordRun]
    /// Empty where the line is gone.
    public var after: [WordRun]
    /// How far it stands in: 0 for words and goals, 1 for what belongs to a goal.
    public var depth: Int

    public var beforeText: String { before.map(\.text).joined() }
    public var afterText: String { after.map(\.text).joined() }
  }

  /// Lines under a heading. Headings where neither sheet says anything are left out.
  public struct Part: Equatable, Sendable {
    public var heading: String
    public var lines: [Line]
    public var isChanged: Bool { lines.contains { $0.mark != .same } }
  }

  public private(set) var parts: [Part] = []

  /// How many lines are new, gone or changed.
  public var changes: Int { parts.reduce(0) { $0 + $1.lines.count { $0.mark != .same } } }

  /// "2 new, 1 changed"; "nothing has changed".
  public var summary: String {
    let marks = parts.flatMap(\.lines).map(\.mark)
    let counts = [Mark.new, .changed, .gone].compactMap { mark -> String? in
      let count = marks.count { $0 == mark }
      return count == 0 ? nil : "\(count) \(mark.word)"
    }
    return counts.isEmpty ? "nothing has changed" : counts.joined(separator: ", ")
  }

  public init(_ before: PlanSheet, _ after: PlanSheet) {
    for section in PlanSection.allCases where section.part != .goals {
      guard section.part == .aboutMe || section.part == .picture else { continue }
      add(section, before, after)
    }
    addGoals(before, after)
    for section in PlanSection.allCases where section.part == .safety || section.part == .around {
      add(section, before, after)
    }
    let links = Self.lines(
      before.services.map { Item($0.id, $0.line, 0) },
      after.services.map { Item($0.id, $0.line, 0) })
    add("Linked services", links)
  }

  private mutating func add(_ section: PlanSection, _ before: PlanSheet, _ after: PlanSheet) {
    func items(_ sheet: PlanSheet) -> [Item] {
      sheet.words(in: section).map { Item($0.id, $0.text, 0) }
    }
    add(section.heading, Self.lines(items(before), items(after)))
  }

  private mutating func add(_ heading: String, _ lines: [Line]) {
    if !lines.isEmpty { parts.append(Part(heading: heading, lines: lines)) }
  }

  /// Each goal is a part of its own, under the number that it has now, or had.
  private mutating func addGoals(_ before: PlanSheet, _ after: PlanSheet) {
    let order = Self.merged(before.goals.map(\.id), after.goals.map(\.id))
    for id in order {
      let old = before.goals.first { $0.id == id }
      let new = after.goals.first { $0.id == id }
      let number = new == nil ? before.number(of: id) : after.number(of: id)
      let heading = number.contains(".") ? "Stage \(number)" : "Goal \(number)"
      add(
        new == nil ? "\(heading), before" : heading,
        Self.lines(
          old.map { Self.items($0, on: before) } ?? [],
          new.map { Self.items($0, on: after) } ?? []))
    }
  }

  // MARK: Lines

  private struct Item {
    var id: String
    var text: String
    var depth: Int

    init(_ id: String, _ text: String, _ depth: Int) {
      self.id = id
      self.text = text
      self.depth = depth
    }
  }

  private static func items(_ goal: SheetGoal, on sheet: PlanSheet) -> [Item] {
    var items = [Item(goal.id, goal.text, 0)]
    var scores: [String] = []
    if let importance = goal.importance { scores.append("importance \(importance)") }
    if let confidence = goal.confidence { scores.append("confidence \(confidence)") }
    if let score = goal.scores.last { scores.append("now \(score.score)") }
    if goal.status != .open { scores.append(goal.status.words.lowercased()) }
    if !scores.isEmpty { items.append(Item("scores", scores.joined(separator: " · "), 1)) }
    items += goal.actions.map { Item($0.id, $0.line, 1) }
    items += goal.services.map { Item($0.id, $0.line, 1) }
    items += sheet.outcomes(of: goal.id).map { Item($0.id, "came of it: \($0.text)", 1) }
    return items
  }

  private static func lines(_ before: [Item], _ after: [Item]) -> [Line] {
    let old = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    return merged(before.map(\.id), after.map(\.id)).compactMap { id in
      switch (old[id], new[id]) {
      case (let a?, let b?):
        let runs = WordDifference.runs(a.text, b.text)
        return Line(
          mark: a.text == b.text ? .same : .changed, before: runs.before, after: runs.after,
          depth: b.depth)
      case (let a?, nil):
        return Line(mark: .gone, before: [WordRun(a.text)], after: [], depth: a.depth)
      case (nil, let b?):
        return Line(mark: .new, before: [], after: [WordRun(b.text)], depth: b.depth)
      case (nil, nil): return nil
      }
    }
  }

  /// Every id of either list once: those of `after` in their order, and what is gone
  /// behind whatever stood before it.
  static func merged(_ before: [String], _ after: [String]) -> [String] {
    let stays = Set(after)
    var behind: [String: [String]] = [:]
    var atStart: [String] = []
    var last: String?
    var seen: Set<String> = []
    for id in before where seen.insert(id).inserted {
      if stays.contains(id) {
        last = id
      } else if let last {
        behind[last, default: []].append(id)
      } else {
        atStart.append(id)
      }
    }
    var result = atStart
    var placed: Set<String> = []
    for id in after where placed.insert(id).inserted {
      result.append(id)
      result += behind[id] ?? []
    }
    return result
  }
}

extension SheetAction {
  /// "visit the club · Leo · by 30/11/2026", as a line.
  public var line: String {
    var parts = [what, who, standing].filter { !$0.isEmpty }
    if let strategies { parts.append("what might help: \(strategies)") }
    if let confidence { parts.append("confidence \(confidence)") }
    if let reviewOn { parts.append("look again \(reviewOn.british)") }
    return parts.joined(separator: " · ")
  }
}

extension SheetService {
  /// "Referred to Canal Sketchers, 12/10/2026".
  public var line: String { "\(kind.words) to \(name), \(on.british)" }
}
