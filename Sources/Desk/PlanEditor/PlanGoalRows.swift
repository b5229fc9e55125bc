// How a goal is laid out: its words, how near they say they are, the actions towards it
// and what was linked with it.

import Casework
import Terminal

extension PlanRows {

  mutating func addGoals() {
    let anchor = newGoalComesAfter
    var isTyped = false
    for goal in plan?.goals ?? [] {
      if let parent = goal.parentID, folded.contains(parent) { continue }
      add(goal)
      if anchor == goal.id {
        addNewGoal()
        isTyped = true
      }
    }
    if case .goal? = typing?.subject, typing?.isNew == true, !isTyped { addNewGoal() }
    add(.newGoal, [RowLine(left: StyledText("+ goal", .muted))])
    rows.append(.blank)
  }

  /// The goal behind which the one that is being typed stands: a new goal comes behind
  /// the stages of the one above, a new stage right behind what it was begun from.
  private var newGoalComesAfter: Identifier<Goal>? {
    guard case .goal(let new, let after)? = typing?.subject, typing?.isNew == true,
      let above = plan?.goals.first(where: { $0.id == after })
    else { return nil }
    if new.parentID != nil { return above.id }
    let main = above.parentID ?? above.id
    return folded.contains(main) ? main : plan?.stages(of: main).last?.id ?? main
  }

  private mutating func addNewGoal() {
    guard case .goal(let goal, _)? = typing?.subject else { return }
    addTyped(.typing, lead(of: goal, number: nil))
    rows.append(.blank)
  }

  /// Its number, with the mark of those that are scored over time: the key that sets it.
  private func lead(of goal: Goal, number: String?) -> (label: StyledText, x: Columns) {
    var label =
      goal.parentID == nil
      ? StyledText(number.map { "Goal \($0)" } ?? "Goal", .accent, .bold)
      : StyledText(number.map { "  \($0)" } ?? "  stage", .accent)
    if goal.isScored { label += StyledText("*", .caution, .bold) }
    let x = max(label.columns + 1, 8)
    return (label.column(x), x)
  }

  private mutating func add(_ goal: Goal) {
    let number = numbers[goal.id] ?? ""
    let lead = lead(of: goal, number: number)
    let isFolded = folded.contains(goal.id)
    let state = state(of: goal, isFolded: isFolded)
    if typing?.line == .goal(goal.id) {
      addTyped(.goal(goal), lead)
    } else {
      let room = width - lead.x - (state.columns > 0 ? state.columns + 3 : 1)
      let role: Role = goal.status == .setAside ? .muted : .heading
      let lines = layout.lines(goal.text, width: room).enumerated().map { index, line in
        RowLine(
          left: (index == 0 ? lead.label : StyledText("").column(lead.x)) + StyledText(line, role),
          right: index == 0 ? state : "")
      }
      add(.goal(goal), lines + measures(of: goal) + need(of: goal))
    }
    guard !isFolded else {
      rows.append(.blank)
      return
    }
    for action in goal.actions { add(action, of: goal) }
    if case .action(let new, let owner, let after)? = typing?.subject, typing?.isNew == true,
      owner == goal.id, !goal.actions.contains(where: { $0.id == after })
    {
      addTyped(new, of: goal, .typing)
    }
    for item in record.prescriptions where item.prescription.goalID == goal.id {
      addLink(
        .service(item), "◆", item.assetName,
        "\(item.prescription.kind.words.lowercased()) \(item.prescription.on.shortBritish)", goal)
    }
    for item in aside.interests where item.interested.goalID == goal.id {
      addLink(
        .interest(item.interested, item.name), "◇", item.name,
        "interested \(item.interested.on.shortBritish)", goal)
    }
    for unmet in aside.unmet where unmet.goalID == goal.id {
      let wanted = unmet.wanted.isEmpty ? unmet.need : unmet.wanted
      addLink(
        .unmet(unmet), "–", "nothing found: \(wanted)", "noted \(unmet.on.shortBritish)", goal)
    }
    addEntries(of: .outcome, goal: goal.id) { isFirst in
      (
        label: StyledText(isFirst ? "    came of it" : "", .muted).column(16), x: 16
      )
    }
    if goal.actions.isEmpty, goal.parentID == nil, plan?.stages(of: goal.id).isEmpty != false,
      typing?.isNew != true
    {
      add(.newAction(goal), [RowLine(left: StyledText("    + action", .muted))])
    }
    if goal.parentID == nil || plan?.stages(of: goal.parentID ?? goal.id).last?.id == goal.id {
      if plan?.stages(of: goal.id).isEmpty != false { rows.append(.blank) }
    }
  }

  /// What stands at the right of a goal's words.
  private func state(of goal: Goal, isFolded: Bool) -> StyledText {
    var parts: [StyledText] = []
    switch goal.status {
    case .open: break
    case .reached: parts.append(StyledText("✓ reached", .good))
    case .setAside: parts.append(StyledText("set aside", .muted))
    }
    if isFolded {
      let stages = plan?.stages(of: goal.id) ?? []
      let count = ([goal] + stages).reduce(0) { $0 + $1.actions.count }
      let words =
        (stages.isEmpty ? "" : "\(stages.count) stage\(stages.count == 1 ? "" : "s"), ")
        + "\(count) action\(count == 1 ? "" : "s") …"
      parts.append(StyledText(words, .muted))
    }
    let mark = Self.mark(goal.voice)
    if !mark.isEmpty { parts.append(StyledText(mark, .muted)) }
    return parts.enumerated().reduce(StyledText()) { text, part in
      part.offset == 0 ? part.element : text + StyledText(" · ", .muted) + part.element
    }
  }

  /// Importance and confidence, and how near they say they are: as dots, and over time.
  private func measures(of goal: Goal) -> [RowLine] {
    var facts: [String] = []
    if let importance = goal.importance { facts.append("importance \(importance)") }
    if let confidence = goal.confidence { facts.append("confidence \(confidence)") }
    let left = StyledText("    " + facts.joined(separator: " · "), .muted)
    guard let now = goal.now else {
      if goal.isScored { facts.append("scored over time, no score yet") }
      guard !facts.isEmpty else { return [] }
      return [
        RowLine(left: StyledText("    " + facts.joined(separator: " · "), .muted), isAir: true)
      ]
    }
    let role: Role = now.score >= 4 ? .good : .caution
    var score =
      StyledText("now ", .muted) + ScaleDots(now.score, role: role).styled
      + StyledText(" \(now.score)", .heading, .bold)
    if let before = goal.before {
      score += StyledText(" was \(before.score) · ", .muted)
      score +=
        Sparkline(goal.scores.suffix(12).map { Double($0.score) }, range: 0...10, role: role).styled
    } else {
      score += StyledText(" first score", .muted)
    }
    let said = said(with: now)
    if facts.isEmpty { return [RowLine(left: StyledText("    ") + score, isAir: true)] + said }
    let middle: Columns = width >= 66 ? 36 : 30
    if left.columns + 2 > middle || middle + score.columns > width {
      return [
        RowLine(left: left, isAir: true), RowLine(left: StyledText("    ") + score, isAir: true),
      ] + said
    }
    return [RowLine(left: left.column(middle) + score, isAir: true)] + said
  }

  /// Which need it is about, where it says so.
  private func need(of goal: Goal) -> [RowLine] {
    guard let need = plan?.need(of: goal) else { return [] }
    return layout.lines("about: \(need.text)", width: width - 5).prefix(2).map {
      RowLine(left: StyledText("    " + $0, .muted), isAir: true)
    }
  }

  /// What was said with a score, and who gave it where it was not the person.
  private func said(with score: GoalScore) -> [RowLine] {
    var parts: [String] = []
    if !score.note.isEmpty { parts.append("“\(score.note)”") }
    if score.voice != .person { parts.append("the \(Self.mark(score.voice)) says so") }
    guard !parts.isEmpty else { return [] }
    return layout.lines(parts.joined(separator: " · "), width: width - 5).map {
      RowLine(left: StyledText("    " + $0, .muted), isAir: true)
    }
  }

  // MARK: Actions

  /// How the columns of an action share a line: what, who and when.
  private struct Share {
    let indent: Columns = 4
    let what: Columns
    let who: Columns
    let when: Columns

    init(_ width: Columns) {
      who = width >= 66 ? 15 : width >= 52 ? 11 : 0
      when = width >= 66 ? 17 : width >= 52 ? 13 : 0
      what = max(width - 4 - (who > 0 ? who + when + 3 : 1), 4)
    }

    var whoX: Columns { indent + what + 1 }
    var whenX: Columns { whoX + who + 1 }
    var isNarrow: Bool { who == 0 }
  }

  private mutating func add(_ action: Action, of goal: Goal) {
    if typing?.line == .action(action.id) {
      if case .action(let typed, _, _)? = typing?.subject {
        addTyped(typed, of: goal, .action(action, goal))
      }
    } else {
      add(.action(action, goal), lines(of: action))
    }
    if case .action(let new, let owner, let after)? = typing?.subject, typing?.isNew == true,
      after == action.id, owner == goal.id
    {
      addTyped(new, of: goal, .typing)
    }
  }

  private static func sign(_ status: ActionStatus) -> StyledText {
    switch status {
    case .done: StyledText("  ✓ ", .good)
    case .refused: StyledText("  ✗ ", .muted)
    case .inProgress: StyledText("  ▸ ", .info)
    }
  }

  private func lines(of action: Action) -> [RowLine] {
    let share = Share(width)
    let role: Role = action.status == .refused ? .muted : .text
    let isLate = action.isLate(on: today)
    var when = (isLate ? "▲ " : "") + action.standing(on: today)
    // Words that do not fit beside it stand below it.
    let isLong = action.status == .refused && when.columns > share.when && !share.isNarrow
    if isLong { when = "refused" }
    let whenRole: Role = isLate ? .warning : .soft
    var lines = layout.lines(action.what, width: share.what - 1).enumerated().map { index, line in
      let lead = index == 0 ? Self.sign(action.status) : StyledText("    ")
      guard index == 0, !share.isNarrow else { return RowLine(left: lead + StyledText(line, role)) }
      return RowLine(
        left: lead + StyledText(line, role).column(share.what) + StyledText(" ")
          + StyledText(action.who.neutralised, .soft).column(share.who) + StyledText(" ")
          + StyledText(when.neutralised, whenRole).truncated(to: share.when))
    }
    if share.isNarrow {
      let rest = [action.who, when].filter { !$0.isEmpty }.joined(separator: " · ")
      if !rest.isEmpty { lines.append(RowLine(left: StyledText("    \(rest)", whenRole))) }
    }
    var more: [String] = []
    if !action.strategies.isEmpty { more.append(action.strategies) }
    if let confidence = action.confidence { more.append("confidence \(confidence)") }
    if let review = action.reviewOn { more.append("look again \(review.shortBritish)") }
    if action.status == .done || isLong, !action.remark.isEmpty {
      more.append("“\(action.remark)”")
    }
    let mark = Self.mark(action.voice)
    if !mark.isEmpty { more.append("\(mark)’s words") }
    if !more.isEmpty {
      lines += layout.lines(more.joined(separator: " · "), width: width - 7).map {
        RowLine(left: StyledText("      " + $0, .muted), isAir: true)
      }
    }
    return lines
  }

  /// An action that is being typed: one of its three parts is open, the others show.
  private mutating func addTyped(_ action: Action, of goal: Goal, _ item: PlanItem) {
    guard let typing else { return }
    let share = Share(width)
    // In a narrow window each part has the whole line to itself.
    guard !share.isNarrow else {
      let name: String =
        switch typing.field {
        case .words: ""
        case .who: "who  "
        case .when: "when "
        }
      let lead = StyledText("    \(name)", .muted)
      addTyped(item, (label: lead, x: lead.columns))
      return
    }
    let (x, room): (Columns, Columns) =
      switch typing.field {
      case .words: (share.indent, share.what - 1)
      case .who: (share.whoX, share.who)
      case .when: (share.whenX, share.when)
      }
    slot = Slot(row: rows.count, x: x, width: room)
    let what =
      typing.field == .words
      ? Array(repeating: "", count: typing.editor.rows(width: room).count)
      : layout.lines(action.what, width: share.what - 1)
    let high = max(what.count, typing.editor.rows(width: room).count)
    let lines = (0..<high).map { index in
      let lead = index == 0 ? Self.sign(action.status) : StyledText("    ")
      let words = StyledText(index < what.count ? what[index] : "").column(share.what)
      guard index == 0 else { return RowLine(left: lead + words) }
      let who = action.who.isEmpty ? StyledText("who", .muted) : StyledText(action.who.neutralised)
      let when =
        action.when.map { StyledText("by \($0.shortBritish)") } ?? StyledText("by when", .muted)
      return RowLine(
        left: lead + words + StyledText(" ") + who.column(share.who) + StyledText(" ")
          + when.truncated(to: share.when))
    }
    add(item, lines)
  }

  private mutating func addLink(
    _ item: PlanItem, _ sign: String, _ name: String, _ when: String, _ goal: Goal
  ) {
    let share = Share(width)
    let isLinked = sign == "◆"
    let left = StyledText("  \(sign) ", isLinked ? .special : .muted)
    let words = StyledText(name.neutralised, isLinked ? .text : .soft)
    if share.isNarrow {
      add(item, [RowLine(left: left + words), RowLine(left: StyledText("    \(when)", .soft))])
    } else {
      add(
        item,
        [
          RowLine(
            left: left + words.column(share.what + share.who + 1) + StyledText(" ")
              + StyledText(when, .soft).truncated(to: share.when))
        ])
    }
  }
}
