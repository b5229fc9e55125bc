// Changes to a plan, as one makes them in an outliner: write a line, move it, indent
// it, take it away. Each names what it touches by id, so that it means the same on a
// plan that somebody else has changed meanwhile.

/// A line of a plan.
public enum PlanLine: Hashable, Sendable {
  case entry(Identifier<PlanEntry>)
  case goal(Identifier<Goal>)
  case action(Identifier<Action>)
}

/// One change to a plan.
public enum PlanEdit: Equatable, Sendable {
  /// Writes an entry: the words of the one with its id, or a new one behind `after`, or
  /// else last in its section. Empty words take it away.
  case entry(PlanEntry, after: Identifier<PlanEntry>? = nil)
  /// Writes a goal, without its actions and scores. A new one comes behind `after` and
  /// its stages, or else last.
  case goal(Goal, after: Identifier<Goal>? = nil)
  /// Writes an action towards a goal. Empty words take it away.
  case action(Action, for: Identifier<Goal>, after: Identifier<Action>? = nil)
  /// Takes a line away; a goal takes its stages, actions, scores and outcomes along.
  case remove(PlanLine)
  /// Moves a line one place up (−1) or down (1) among its like. An action at the end of
  /// its goal goes on to the next goal.
  case move(PlanLine, by: Int)
  /// Makes a goal a stage of the goal above it.
  case indent(Identifier<Goal>)
  /// Makes a stage a goal of its own, below the one that it led to.
  case outdent(Identifier<Goal>)
  /// Moves an action to the end of another goal.
  case carry(Identifier<Action>, to: Identifier<Goal>)
  /// Says whose words a line is in.
  case voice(PlanLine, Voice)
  /// Writes how near they say they are. A second score on one day takes the place of the
  /// first, and leaves what was said with it unless it says something itself. A goal that
  /// is scored is marked as scored, while fewer than three are.
  case score(Identifier<Goal>, GoalScore)
  /// Writes what was said with a score; empty words take it away.
  case said(Identifier<Goal>, Identifier<GoalScore>, String)
  /// Takes a score away.
  case unscore(Identifier<Goal>, Identifier<GoalScore>)
  /// Marks a goal as one of those that are scored over time, or not.
  case mark(Identifier<Goal>, Bool)
  /// Several changes that are one to whoever makes them.
  case several(String, [PlanEdit])

  /// What it does, as undo names it.
  public var name: String {
    switch self {
    case .entry(let entry, _): entry.text.isEmpty ? "Take words out of the plan" : "Edit the plan"
    case .goal: "Write a goal"
    case .action(let action, _, _): action.what.isEmpty ? "Take an action away" : "Write an action"
    case .remove(.entry): "Take words out of the plan"
    case .remove(.goal): "Take a goal away"
    case .remove(.action): "Take an action away"
    case .move(.entry, _): "Move words in the plan"
    case .move(.goal, _): "Move a goal"
    case .move(.action, _): "Move an action"
    case .indent: "Make a stage of a goal"
    case .outdent: "Make a goal of a stage"
    case .carry: "Move an action to another goal"
    case .voice: "Say whose words these are"
    case .score: "Score a goal"
    case .said: "Write what was said about a goal"
    case .unscore: "Take a score away"
    case .mark: "Choose the scored goals"
    case .several(let name, _): name
    }
  }
}

/// Why a change to a plan is not made; the plan is then as it was.
public enum PlanEditProblem: Error, Equatable, CustomStringConvertible {
  case gone
  case nothingAbove
  case notAStage
  case threeScored
  case goalWithoutWords

  public var description: String {
    switch self {
    case .gone: "That line is no longer in the plan. What is there now is shown."
    case .nothingAbove: "There is no goal above this one that it could be a stage of."
    case .notAStage: "This is a goal of its own already."
    case .threeScored:
      "\(GoalScore.scoredGoals) goals are scored over time already. Take the mark off one of them first."
    case .goalWithoutWords:
      "A goal needs words. It was left as it was; Delete takes it away with its actions."
    }
  }
}

extension Plan {
  /// Makes a change.
  ///
  /// - Throws: ``PlanEditProblem``; then the plan is as it was.
  public mutating func apply(_ edit: PlanEdit) throws(PlanEditProblem) {
    let before = self
    do { try change(edit) } catch {
      self = before
      throw error
    }
  }

  private mutating func change(_ edit: PlanEdit) throws(PlanEditProblem) {
    switch edit {
    case .entry(let entry, let after): write(entry, after: after)
    case .goal(let goal, let after): try write(goal, after: after)
    case .action(let action, let goal, let after): try write(action, for: goal, after: after)
    case .remove(let line): try remove(line)
    case .move(let line, let step): try move(line, by: step)
    case .indent(let goal): try indent(goal)
    case .outdent(let goal): try outdent(goal)
    case .carry(let action, let goal): try carry(action, to: goal)
    case .voice(let line, let voice): try set(voice, of: line)
    case .score(let goal, let score): try write(score, of: goal)
    case .said(let goal, let score, let words): try write(words, with: score, of: goal)
    case .unscore(let goal, let score):
      goals[try index(of: goal)].scores.removeAll { $0.id == score }
    case .mark(let goal, let isScored):
      let index = try index(of: goal)
      if isScored, !goals[index].isScored, !canScoreAnother { throw .threeScored }
      goals[index].isScored = isScored
    case .several(_, let edits):
      for edit in edits { try change(edit) }
    }
  }

  /// Whether one more goal may be marked as scored over time.
  public var canScoreAnother: Bool {
    goals.count { $0.isScored } < GoalScore.scoredGoals
  }

  // MARK: Writing

  private mutating func write(_ entry: PlanEntry, after: Identifier<PlanEntry>?) {
    if let index = entries.firstIndex(where: { $0.id == entry.id }) {
      if entry.text.isEmpty { take(out: entry.id) } else { entries[index] = entry }
      return
    }
    guard !entry.text.isEmpty else { return }
    let place =
      entries.firstIndex { $0.id == after }
      ?? entries.lastIndex { $0.section == entry.section && $0.goalID == entry.goalID }
    entries.insert(entry, at: place.map { $0 + 1 } ?? entries.count)
  }

  private mutating func write(_ goal: Goal, after: Identifier<Goal>?) throws(PlanEditProblem) {
    if let index = goals.firstIndex(where: { $0.id == goal.id }) {
      guard !goal.text.isEmpty else { throw .goalWithoutWords }
      if goal.isScored, !goals[index].isScored, !canScoreAnother { throw .threeScored }
      // Where it stands, what is done towards it and how it was scored have changes of
      // their own.
      var changed = goal
      changed.actions = goals[index].actions
      changed.scores = goals[index].scores
      changed.parentID = goals[index].parentID
      goals[index] = changed
      return
    }
    guard !goal.text.isEmpty else { return }
    var added = goal
    added.parentID = goal.parentID.flatMap { parent in mainGoals.first { $0.id == parent }?.id }
    let last: Int?
    if let parent = added.parentID {
      let sibling = after.flatMap { id in
        goals.firstIndex { $0.id == id && ($0.parentID == parent || $0.id == parent) }
      }
      let end = try block(of: parent).upperBound - 1
      last = sibling ?? end
    } else if let after, let above = goals.first(where: { $0.id == after }) {
      last = try block(of: above.parentID ?? above.id).upperBound - 1
    } else {
      last = nil
    }
    goals.insert(added, at: last.map { $0 + 1 } ?? goals.count)
  }

  private mutating func write(
    _ action: Action, for goal: Identifier<Goal>, after: Identifier<Action>?
  ) throws(PlanEditProblem) {
    if let (owner, index) = place(of: action.id) {
      if action.what.isEmpty {
        goals[owner].actions.remove(at: index)
      } else {
        goals[owner].actions[index] = action
      }
      return
    }
    guard !action.what.isEmpty else { return }
    let owner = try index(of: goal)
    let last = goals[owner].actions.firstIndex { $0.id == after }
    goals[owner].actions.insert(action, at: last.map { $0 + 1 } ?? goals[owner].actions.count)
  }

  private mutating func set(_ voice: Voice, of line: PlanLine) throws(PlanEditProblem) {
    switch line {
    case .entry(let id):
      guard let index = entries.firstIndex(where: { $0.id == id }) else { throw .gone }
      entries[index].voice = voice
    case .goal(let id): goals[try index(of: id)].voice = voice
    case .action(let id):
      guard let (owner, index) = place(of: id) else { throw .gone }
      goals[owner].actions[index].voice = voice
    }
  }

  private mutating func write(_ score: GoalScore, of goal: Identifier<Goal>)
    throws(PlanEditProblem)
  {
    let index = try index(of: goal)
    if goals[index].scores.isEmpty, canScoreAnother { goals[index].isScored = true }
    if let place = goals[index].scores.firstIndex(where: { $0.on == score.on }) {
      // The same row, so that the history shows one score corrected, not two.
      var corrected = score
      corrected.id = goals[index].scores[place].id
      // Whoever says another figure in the afternoon did not take back what was said in
      // the morning.
      if corrected.note.isEmpty { corrected.note = goals[index].scores[place].note }
      goals[index].scores[place] = corrected
    } else {
      goals[index].scores.append(score)
      goals[index].scores.sort { $0.on < $1.on }
    }
  }

  private mutating func write(
    _ words: String, with score: Identifier<GoalScore>, of goal: Identifier<Goal>
  ) throws(PlanEditProblem) {
    let index = try index(of: goal)
    guard let place = goals[index].scores.firstIndex(where: { $0.id == score }) else {
      throw .gone
    }
    goals[index].scores[place].note = words
  }

  // MARK: Taking away

  private mutating func remove(_ line: PlanLine) throws(PlanEditProblem) {
    switch line {
    case .entry(let id):
      guard entries.contains(where: { $0.id == id }) else { throw .gone }
      take(out: id)
    case .goal(let id):
      let gone = Set(goals[try block(of: id)].map(\.id))
      goals.removeAll { gone.contains($0.id) }
      entries.removeAll { $0.goalID.map(gone.contains) ?? false }
    case .action(let id):
      guard let (owner, index) = place(of: id) else { throw .gone }
      goals[owner].actions.remove(at: index)
    }
  }

  /// Takes words out. Goals that were about a need that is no longer there are about none.
  private mutating func take(out id: Identifier<PlanEntry>) {
    entries.removeAll { $0.id == id }
    for index in goals.indices where goals[index].needID == id { goals[index].needID = nil }
  }

  // MARK: Finding

  private func index(of goal: Identifier<Goal>) throws(PlanEditProblem) -> Int {
    guard let index = goals.firstIndex(where: { $0.id == goal }) else { throw .gone }
    return index
  }

  /// The goal and the place among its actions where an action stands.
  func place(of action: Identifier<Action>) -> (goal: Int, action: Int)? {
    for (owner, goal) in goals.enumerated() {
      if let index = goal.actions.firstIndex(where: { $0.id == action }) { return (owner, index) }
    }
    return nil
  }

  /// A goal and the stages below it.
  private func block(of goal: Identifier<Goal>) throws(PlanEditProblem) -> Range<Int> {
    let start = try index(of: goal)
    let end = goals[(start + 1)...].firstIndex { $0.parentID != goal } ?? goals.count
    return start..<end
  }

  // MARK: Moving

  private mutating func move(_ line: PlanLine, by step: Int) throws(PlanEditProblem) {
    switch line {
    case .entry(let id):
      guard let index = entries.firstIndex(where: { $0.id == id }) else { throw .gone }
      let like = entries.indices.filter {
        entries[$0].section == entries[index].section && entries[$0].goalID == entries[index].goalID
      }
      guard let place = like.firstIndex(of: index), like.indices.contains(place + step) else {
        return
      }
      entries.swapAt(index, like[place + step])
    case .action(let id): try moveAction(id, by: step)
    case .goal(let id):
      let goal = goals[try index(of: id)]
      if let parent = goal.parentID {
        try moveStage(id, of: parent, by: step)
      } else {
        try moveMain(id, by: step)
      }
    }
  }

  private mutating func moveMain(_ id: Identifier<Goal>, by step: Int) throws(PlanEditProblem) {
    let mains = mainGoals.map(\.id)
    guard let place = mains.firstIndex(of: id), mains.indices.contains(place + step) else { return }
    let mine = try block(of: id)
    let moved = Array(goals[mine])
    let other = mains[place + step]
    goals.removeSubrange(mine)
    let there = try block(of: other)
    goals.insert(contentsOf: moved, at: step < 0 ? there.lowerBound : there.upperBound)
  }

  /// A stage that goes past the end of its goal becomes a stage of the next one.
  private mutating func moveStage(
    _ id: Identifier<Goal>, of parent: Identifier<Goal>, by step: Int
  ) throws(PlanEditProblem) {
    let index = try index(of: id)
    let siblings = goals.indices.filter { goals[$0].parentID == parent }
    if let place = siblings.firstIndex(of: index), siblings.indices.contains(place + step) {
      goals.swapAt(index, siblings[place + step])
      return
    }
    let mains = mainGoals.map(\.id)
    guard let above = mains.firstIndex(of: parent), mains.indices.contains(above + step) else {
      return
    }
    var stage = goals.remove(at: index)
    let other = mains[above + step]
    stage.parentID = other
    let there = try block(of: other)
    goals.insert(stage, at: step < 0 ? there.upperBound : there.lowerBound + 1)
  }

  private mutating func moveAction(_ id: Identifier<Action>, by step: Int)
    throws(PlanEditProblem)
  {
    guard let (owner, index) = place(of: id) else { throw .gone }
    if goals[owner].actions.indices.contains(index + step) {
      goals[owner].actions.swapAt(index, index + step)
    } else if goals.indices.contains(owner + step) {
      let action = goals[owner].actions.remove(at: index)
      let end = step < 0 ? goals[owner + step].actions.count : 0
      goals[owner + step].actions.insert(action, at: end)
    }
  }

  private mutating func carry(_ id: Identifier<Action>, to goal: Identifier<Goal>)
    throws(PlanEditProblem)
  {
    let target = try index(of: goal)
    guard let (owner, index) = place(of: id) else { throw .gone }
    guard owner != target else { return }
    let action = goals[owner].actions.remove(at: index)
    goals[target].actions.append(action)
  }

  private mutating func indent(_ id: Identifier<Goal>) throws(PlanEditProblem) {
    let mains = mainGoals.map(\.id)
    guard let place = mains.firstIndex(of: id) else {
      _ = try index(of: id)
      throw .nothingAbove
    }
    guard place > 0 else { throw .nothingAbove }
    let mine = try block(of: id)
    // What led to it leads to the goal above now too: there is one level of stages.
    for index in mine { goals[index].parentID = mains[place - 1] }
  }

  private mutating func outdent(_ id: Identifier<Goal>) throws(PlanEditProblem) {
    let index = try index(of: id)
    guard let parent = goals[index].parentID else { throw .notAStage }
    let end = try block(of: parent).upperBound
    var goal = goals.remove(at: index)
    goal.parentID = nil
    goals.insert(goal, at: end - 1)
  }

  /// The goals with every stage behind the goal that it leads to. A stage whose goal is
  /// gone, or is itself a stage, is a goal of its own.
  public mutating func arrange() {
    let mains = Set(goals.filter { $0.parentID == nil }.map(\.id))
    for index in goals.indices {
      if let parent = goals[index].parentID, !mains.contains(parent) || parent == goals[index].id {
        goals[index].parentID = nil
      }
    }
    let stages = Dictionary(grouping: goals.filter { $0.parentID != nil }) { $0.parentID }
    goals = goals.filter { $0.parentID == nil }.flatMap { [$0] + (stages[$0.id] ?? []) }
  }
}
