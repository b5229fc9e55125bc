// How a plan is laid out in lines.

import Casework
import Terminal

struct PlanRows {
  /// What each line of the page stands for, by its index.
  private(set) var items: [Int: PlanItem] = [:]
  private var rows: [SectionRow] = []

  mutating func rows(for record: CaseRecord, on today: Day, width: Columns) -> [SectionRow] {
    rows = []
    items = [:]
    let plan = record.plan
    rows += [PlanHeading.row(for: record, on: today), .blank]
    for section in [PlanSection.whatMatters, .strengths, .needs] {
      rows.append(.heading(section.heading))
      for entry in plan?.entries(in: section) ?? [] {
        add(.entry(entry), words(entry.text, indent: 2, width: width, voice: entry.voice))
      }
      add(.newEntry(section), [RowLine(left: StyledText("  + \(Self.prompt(section))", .muted))])
      rows.append(.blank)
    }
    for (index, goal) in (plan?.goals ?? []).enumerated() {
      add(goal, number: index + 1, record: record, on: today, width: width)
    }
    add(.newGoal, [RowLine(left: StyledText("+ goal", .muted))])
    return rows
  }

  private mutating func add(_ item: PlanItem, _ lines: [RowLine]) {
    items[rows.count] = item
    rows.append(SectionRow(lines))
  }

  private mutating func add(
    _ goal: Goal, number: Int, record: CaseRecord, on today: Day, width: Columns
  ) {
    var lines: [RowLine] = []
    let wrapped = goal.text.neutralised.wrapped(to: max(width - 13, 8))
    for (index, line) in wrapped.enumerated() {
      let label = index == 0 ? StyledText("Goal \(number)", .accent, .bold) : StyledText("")
      lines.append(RowLine(left: label.column(8) + StyledText(line)))
    }
    var scores: [String] = []
    if let importance = goal.importance { scores.append("importance \(importance)") }
    if let confidence = goal.confidence { scores.append("confidence \(confidence)") }
    if !scores.isEmpty {
      lines.append(RowLine(left: StyledText("  \(scores.joined(separator: " · "))", .muted)))
    }
    add(.goal(goal), lines)
    for action in goal.actions {
      let (sign, role): (String, Role) =
        switch action.status {
        case .done: ("✓", .good)
        case .refused: ("✗", .muted)
        case .inProgress: ("▸", .info)
        }
      let isLate = action.status == .inProgress && action.when.map { $0 < today } == true
      var when = action.status == .inProgress ? "" : action.status.words.lowercased()
      if let day = action.when, action.status == .inProgress {
        when = isLate ? "▲ was due \(day.shortBritish)" : "by \(day.shortBritish)"
      }
      let right = StyledText(
        [action.who, when].filter { !$0.isEmpty }.joined(separator: "   "),
        isLate ? .warning : .soft)
      add(
        .action(action, goal),
        [
          RowLine(
            left: StyledText("  \(sign) ", role)
              + StyledText(action.what, action.status == .refused ? .muted : .text), right: right)
        ])
    }
    for item in record.prescriptions where item.prescription.goalID == goal.id {
      add(
        .service(item),
        [
          RowLine(
            left: StyledText("  ◆ ", .special) + StyledText(item.assetName, .text),
            right: StyledText(
              "\(item.prescription.kind.words.lowercased()) \(item.prescription.on.shortBritish)",
              .soft))
        ])
    }
    add(.newAction(goal), [RowLine(left: StyledText("  + action", .muted))])
    rows.append(.blank)
  }

  private func words(_ text: String, indent: Int, width: Columns, voice: Voice) -> [RowLine] {
    let role: Role = voice == .worker ? .soft : .text
    return text.neutralised.wrapped(to: max(width - Columns(indent + 4), 8)).map {
      RowLine(left: StyledText(String(repeating: " ", count: indent) + $0, role))
    }
  }

  private static func prompt(_ section: PlanSection) -> String {
    switch section {
    case .whatMatters: "what matters to them"
    case .strengths: "a strength"
    case .needs: "a need or concern"
    default: section.prompt
    }
  }
}
