// Two versions of a plan side by side: every line of either, and what became of it.

import Foundation

/// The comparison of two sheets, line by line in the order of the page.
public struct PlanComparison: Equatable, Sendable {
  /// What became of a line.
  public enum Mark: String, Codable, Sendable {
    case same, new, gone, changed
    /// It reads as it did and stands in another place: further up, or with another goal.
    case moved

    public var word: String { rawValue }
    /// A sign that stands beside the word.
    public var sign: String {
      switch self {
      case .same: " "
      case .new: "+"
      case .gone: "−"
      case .changed: "~"
      case .moved: "→"
      }
    }
  }

  /// One line of the page: a goal, an action, something said.
  public struct Line: Equatable, Sendable {
    public var mark: Mark
    /// Empty where the line is new, or came from another goal.
    public var before: [WordRun]
    /// Empty where the line is gone, or went to another goal.
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

  /// How many lines are new, gone, changed or moved. Never none where what was agreed
  /// differs: see ``PlanSheet/agreement``.
  public var changes: Int { parts.reduce(0) { $0 + $1.lines.count { $0.mark != .same } } }

  /// "2 new, 1 changed"; "nothing has changed".
  public var summary: String {
    let marks = parts.flatMap(\.lines).map(\.mark)
    let counts = [Mark.new, .changed, .moved, .gone].compactMap { mark -> String? in
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
      before.services.map { Item($0.id, [$0.line], 0) },
      after.services.map { Item($0.id, [$0.line], 0) })
    add("Linked services", links)
  }

  private mutating func add(_ section: PlanSection, _ before: PlanSheet, _ after: PlanSheet) {
    func items(_ sheet: PlanSheet) -> [Item] {
      sheet.words(in: section).map { Item($0.id, [$0.text], voice: $0.voice, 0) }
    }
    add(section.heading, Self.lines(items(before), items(after)))
  }

  private mutating func add(_ heading: String, _ lines: [Line]) {
    if !lines.isEmpty { parts.append(Part(heading: heading, lines: lines)) }
  }

  /// Each goal is a part of its own, under the number that it has now, or had.
  private mutating func addGoals(_ before: PlanSheet, _ after: PlanSheet) {
    let old = Goals(before)
    let new = Goals(after)
    let moved = Self.moved(old.order, new.order)
    let actions = Moves(from: old.owners, to: new.owners)
    for id in Self.merged(old.order, new.order) {
      let a = old.goals[id]
      let b = new.goals[id]
      let number = (b == nil ? old : new).numbers[id] ?? ""
      let heading = number.contains(".") ? "Stage \(number)" : "Goal \(number)"
      var lines = Self.lines(
        a.map { old.items($0) } ?? [], b.map { new.items($0) } ?? [], elsewhere: actions)
      // The goal itself comes first: it moved where its place or the goal above it did.
      if let a, let b, moved.contains(id) || a.parentID != b.parentID, lines[0].mark == .same {
        lines[0].mark = .moved
      }
      add(b == nil ? "\(heading), before" : heading, lines)
    }
  }

  // MARK: Lines

  private struct Item {
    var id: String
    /// What it says, part by part: two lines are the same where every part is.
    var facts: [String]
    var depth: Int

    init(_ id: String, _ facts: [String], voice: Voice = .person, _ depth: Int) {
      self.id = id
      self.facts = facts
      self.depth = depth
      switch voice {
      case .person: break
      case .family: self.facts.append("the family’s words")
      case .worker: self.facts.append("the worker’s words")
      }
    }

    var text: String { facts.filter { !$0.isEmpty }.joined(separator: " · ") }
  }

  /// The goals of a sheet, found once.
  private struct Goals {
    let order: [String]
    let goals: [String: SheetGoal]
    let numbers: [String: String]
    /// The goal that each action belongs to.
    let owners: [String: (goal: String, action: SheetAction)]
    private let outcomes: [String: [SheetWords]]
    private let needs: [String: String]

    init(_ sheet: PlanSheet) {
      let arranged = sheet.arranged
      order = arranged.map(\.id)
      goals = Dictionary(arranged.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
      numbers = sheet.numbers
      owners = Dictionary(
        arranged.flatMap { goal in goal.actions.map { ($0.id, (goal.id, $0)) } },
        uniquingKeysWith: { first, _ in first })
      outcomes = Dictionary(grouping: sheet.words.filter { $0.goalID != nil }) { $0.goalID ?? "" }
      needs = Dictionary(
        sheet.words(in: .needs).map { ($0.id, $0.text) }, uniquingKeysWith: { first, _ in first })
    }

    func items(_ goal: SheetGoal) -> [Item] {
      var items = [Item(goal.id, [goal.text], voice: goal.voice, 0)]
      var scores: [String] = []
      if let importance = goal.importance { scores.append("importance \(importance)") }
      if let confidence = goal.confidence { scores.append("confidence \(confidence)") }
      if let score = goal.scores.last { scores.append("now \(score.score)") }
      if goal.isScored { scores.append("scored over time") }
      if goal.status != .open { scores.append(goal.status.words.lowercased()) }
      if !scores.isEmpty { items.append(Item("scores", scores, 1)) }
      if let id = goal.needID { items.append(Item("need \(id)", ["about: \(needs[id] ?? "")"], 1)) }
      items += goal.actions.map(PlanComparison.item)
      items += goal.services.map { Item($0.id, [$0.line], 1) }
      items += (outcomes[goal.id] ?? []).map {
        Item($0.id, ["came of it: \($0.text)"], voice: $0.voice, 1)
      }
      return items
    }
  }

  /// By when an action was to be done is told also once it is done: it was agreed.
  private static func item(_ action: SheetAction) -> Item {
    var facts = [action.what, action.who, action.when.map { "by \($0.british)" } ?? ""]
    if action.status != .inProgress { facts.append(action.standing) }
    facts += action.more
    return Item(action.id, facts, voice: action.voice, 1)
  }

  /// Actions that stand in both sheets, with another goal in each.
  private struct Moves {
    /// By the id of the action: how it read before, and how it reads now.
    private(set) var items: [String: (before: Item, after: Item)] = [:]

    init(
      from old: [String: (goal: String, action: SheetAction)],
      to new: [String: (goal: String, action: SheetAction)]
    ) {
      for (id, there) in old {
        guard let here = new[id], here.goal != there.goal else { continue }
        items[id] = (PlanComparison.item(there.action), PlanComparison.item(here.action))
      }
    }

    init() {}
  }

  private static func lines(_ before: [Item], _ after: [Item], elsewhere: Moves = Moves())
    -> [Line]
  {
    let old = Dictionary(before.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let new = Dictionary(after.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    let moved = moved(before.map(\.id), after.map(\.id))
    return merged(before.map(\.id), after.map(\.id)).compactMap { id in
      switch (old[id], new[id]) {
      case (let a?, let b?):
        let runs = WordDifference.runs(a.text, b.text)
        let mark: Mark = a.facts != b.facts ? .changed : moved.contains(id) ? .moved : .same
        return Line(mark: mark, before: runs.before, after: runs.after, depth: b.depth)
      case (let a?, nil):
        let mark: Mark = elsewhere.items[id] == nil ? .gone : .moved
        return Line(mark: mark, before: [WordRun(a.text)], after: [], depth: a.depth)
      case (nil, let b?):
        guard let move = elsewhere.items[id] else {
          return Line(mark: .new, before: [], after: [WordRun(b.text)], depth: b.depth)
        }
        // What it said before stands with the goal that it came from.
        let runs = WordDifference.runs(move.before.text, move.after.text)
        return Line(
          mark: move.before.facts == move.after.facts ? .moved : .changed, before: [],
          after: runs.after, depth: b.depth)
      case (nil, nil): return nil
      }
    }
  }

  /// What stands in both lists and has to be carried to make one order of the other: as
  /// little as possible.
  private static func moved(_ before: [String], _ after: [String]) -> Set<String> {
    let kept = Set(before).intersection(after)
    let old = before.filter(kept.contains)
    let new = after.filter(kept.contains)
    guard old != new else { return [] }
    return Set(
      new.difference(from: old).insertions.compactMap {
        if case .insert(_, let id, _) = $0 { id } else { nil }
      })
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
    ([what, who, standing] + more).filter { !$0.isEmpty }.joined(separator: " · ")
  }

  /// What may help, how confident they are and when it is looked at again.
  var more: [String] {
    var parts: [String] = []
    if let strategies { parts.append("what might help: \(strategies)") }
    if let confidence { parts.append("confidence \(confidence)") }
    if let reviewOn { parts.append("look again \(reviewOn.british)") }
    return parts
  }
}

extension SheetService {
  /// "Referred to Canal Sketchers, 12/10/2026".
  public var line: String { "\(kind.words) to \(name), \(on.british)" }
}
