// Writes a changed plan over the one in the tables: only the rows that differ, so that
// the history tells exactly what was done and another device's changes stay.

import Casework
import GRDB

struct PlanKeeping {
  /// The plan as it is stored; nil where there is none.
  var plan: Plan? { stored?.plan }

  /// Between two rows' places, so that a third finds room without moving either.
  static let gap = 1_024

  private let stored: StoredPlan?
  private let db: Database
  private let caseID: Identifier<Case>

  init(of caseID: Identifier<Case>, in db: Database) throws {
    self.db = db
    self.caseID = caseID
    stored = try StoredPlan(of: caseID, in: db)
  }

  /// Makes the tables hold `changed`.
  func keep(_ changed: Plan) throws {
    let before = stored?.plan ?? Plan(id: changed.id, caseID: caseID)
    if stored == nil {
      try db.execute(
        sql: "INSERT INTO plan (id, case_id, agreed_with) VALUES (?, ?, '')",
        arguments: [changed.id.text, caseID.text])
    }
    let writing = PlanWriting(db: db, planID: changed.id)
    // New goals first, for what hangs on them; what goes, last, for the same reason.
    let places = places(of: changed.goals.map(\.id.text))
    let goalsBefore = Dictionary(uniqueKeysWithValues: before.goals.map { ($0.id, $0) })
    for (place, goal) in zip(places, changed.goals) {
      let old = goalsBefore[goal.id]
      if old?.row != goal.row || stored?.positions[goal.id.text] != place {
        try writing.put(goal, at: place)
      }
    }
    try keepParts(of: changed, over: before, writing)
    let entryPlaces = self.places(of: changed.entries.map(\.id.text))
    let entriesBefore = Dictionary(uniqueKeysWithValues: before.entries.map { ($0.id, $0) })
    for (place, entry) in zip(entryPlaces, changed.entries)
    where entriesBefore[entry.id] != entry || stored?.positions[entry.id.text] != place {
      try writing.put(entry, at: place)
    }
    try delete(from: before, notIn: changed)
  }

  private func keepParts(of changed: Plan, over before: Plan, _ writing: PlanWriting) throws {
    var actionsBefore: [Identifier<Action>: (Action, Identifier<Goal>)] = [:]
    var scoresBefore: [Identifier<GoalScore>: GoalScore] = [:]
    for goal in before.goals {
      for action in goal.actions { actionsBefore[action.id] = (action, goal.id) }
      for score in goal.scores { scoresBefore[score.id] = score }
    }
    for goal in changed.goals {
      // Places are told within a goal: what came from another has none here yet.
      let places = self.places(
        of: goal.actions.map(\.id.text),
        known: { id in actionsBefore[Identifier(id)]?.1 == goal.id })
      for (place, action) in zip(places, goal.actions) {
        let old = actionsBefore[action.id]
        if old?.0 != action || old?.1 != goal.id || stored?.positions[action.id.text] != place {
          try writing.put(action, of: goal.id, at: place)
        }
      }
      for score in goal.scores where scoresBefore[score.id] != score {
        try writing.put(score, of: goal.id)
      }
    }
  }

  // MARK: What goes

  private func delete(from before: Plan, notIn changed: Plan) throws {
    let kept = Set(
      changed.entries.map(\.id.text) + changed.goals.map(\.id.text)
        + changed.goals.flatMap { $0.actions.map(\.id.text) + $0.scores.map(\.id.text) })
    func drop(_ ids: [String], from table: String) throws {
      for id in ids where !kept.contains(id) {
        try db.execute(sql: "DELETE FROM \(table) WHERE id = ?", arguments: [id])
      }
    }
    try drop(before.goals.flatMap { $0.scores.map(\.id.text) }, from: "goal_score")
    try drop(before.goals.flatMap { $0.actions.map(\.id.text) }, from: "goal_action")
    try drop(before.entries.map(\.id.text), from: "plan_entry")
    let goals = before.goals.map(\.id.text).filter { !kept.contains($0) }
    // What was arranged for a goal was arranged, and stays with the case.
    for goal in goals {
      for table in ["prescription", "interest", "unmet_need"] {
        try db.execute(
          sql: "UPDATE \(table) SET goal_id = NULL WHERE goal_id = ?", arguments: [goal])
      }
    }
    // Stages come after their goal, and go before it.
    try drop(goals.reversed(), from: "goal")
  }

  // MARK: Places

  /// Places for rows in the order of `ids`. As many rows as can be keep the place that
  /// they have, so that moving one line changes one row.
  private func places(of ids: [String], known: (String) -> Bool = { _ in true }) -> [Int] {
    let old = ids.map { known($0) ? stored?.positions[$0] : nil }
    var places = Self.longestRise(in: old)
    var index = 0
    while index < places.count {
      guard places[index] == nil else {
        index += 1
        continue
      }
      let end = places[index...].firstIndex { $0 != nil } ?? places.count
      let below = index == 0 ? nil : places[index - 1]
      let above = end == places.count ? nil : places[end]
      let count = end - index
      guard let filled = Self.between(below, above, count: count) else {
        // No room: all of them get new places, far enough apart.
        return ids.indices.map { $0 * Self.gap }
      }
      for offset in 0..<count { places[index + offset] = filled[offset] }
      index = end
    }
    return places.compactMap { $0 }
  }

  /// `count` places between two others, evenly; nil where there is no room.
  private static func between(_ below: Int?, _ above: Int?, count: Int) -> [Int]? {
    switch (below, above) {
    case (nil, nil): return (0..<count).map { $0 * gap }
    case (let below?, nil): return (1...count).map { below + $0 * gap }
    case (nil, let above?): return (1...count).reversed().map { above - $0 * gap }
    case (let below?, let above?):
      guard above - below > count else { return nil }
      return (1...count).map { below + (above - below) * $0 / (count + 1) }
    }
  }

  /// The places that can stay: the longest run of them that rises, nil for the others.
  static func longestRise(in places: [Int?]) -> [Int?] {
    var best: [(length: Int, before: Int?)] = []
    var last: Int?
    for (index, place) in places.enumerated() {
      guard let place else {
        best.append((0, nil))
        continue
      }
      var mine: (length: Int, before: Int?) = (1, nil)
      for earlier in 0..<index {
        guard let other = places[earlier], other < place else { continue }
        if best[earlier].length + 1 > mine.length { mine = (best[earlier].length + 1, earlier) }
      }
      best.append(mine)
      if mine.length > last.map({ best[$0].length }) ?? 0 { last = index }
    }
    var kept = [Int?](repeating: nil, count: places.count)
    while let index = last {
      kept[index] = places[index]
      last = best[index].before
    }
    return kept
  }
}

extension Goal {
  /// The goal as its own row holds it.
  fileprivate var row: Goal {
    var goal = self
    goal.actions = []
    goal.scores = []
    return goal
  }
}
