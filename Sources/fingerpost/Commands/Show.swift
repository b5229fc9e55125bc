import ArgumentParser
import Casebook
import Casework
import Foundation

struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show one person: who they are, their story and their plan.",
    discussion: "Name them by part of a name that only they have, an NHS number, or an id.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let person = try book.openPerson(person, why: opening.why)
    let records = try book.cases(of: person.id).compactMap { try book.caseRecord($0) }
    let today = Day(Date())
    if json {
      try JSON.print([PersonObject(person, records: records, policy: book.policy, on: today)])
      return
    }
    for line in Self.lines(person, records: records, policy: book.policy, on: today) {
      Lines.print(line)
    }
  }

  static func lines(
    _ person: Person, records: [CaseRecord], policy: ServicePolicy, on today: Day
  ) -> [String] {
    var lines: [String] = []
    var header = [person.fullName]
    if !person.pronouns.isEmpty { header.append(person.pronouns) }
    if let age = person.age(on: today) { header.append("\(age)") }
    if let birth = person.dateOfBirth { header.append("born \(birth.british)") }
    lines.append(header.joined(separator: " · "))
    for part in records.first?.parts ?? [] {
      lines.append("")
      lines.append(part.heading)
      lines += part.facts.map { "\($0.label): \($0.words)" }
    }
    for record in records {
      let facts = record.facts()
      lines.append("")
      let need = record.case.need.isEmpty ? "" : ": \(record.case.need)"
      lines.append("Case\(need) · \(Stage(of: facts, on: today).words)")
      if let due = Due(of: facts, policy: policy) {
        lines.append("Next: \(due.text), \(due.whenWords(on: today))")
      }
      if let holder = record.holderID { lines.append("Held by \(record.name(of: holder))") }
      if let plan = record.plan { lines += planLines(plan, record: record, on: today) }
      lines.append("")
      lines.append("What has happened")
      for entry in record.timeline() {
        let by = entry.by.isEmpty ? "" : " · \(entry.by)"
        lines.append("\(entry.on.british)  \(entry.title)\(by)")
        lines += entry.detail.split(separator: "\n").map { "            \($0)" }
      }
    }
    return lines
  }

  private static func planLines(_ plan: Plan, record: CaseRecord, on today: Day) -> [String] {
    var lines = [
      "", "Plan" + (plan.agreedOn.map { ", agreed \($0.british)" } ?? ", not agreed yet"),
    ]
    for section in PlanSection.allCases where section != .outcome {
      let texts = plan.entries(in: section).map { entry in
        entry.voice == .person
          ? entry.text : "\(entry.text) (\(entry.voice.words(for: record.person.calledName)))"
      }
      if !texts.isEmpty { lines.append("\(section.heading): \(texts.joined(separator: " · "))") }
    }
    for goal in plan.goals { lines += goalLines(goal, of: plan, record: record, on: today) }
    return lines
  }

  private static func goalLines(
    _ goal: Goal, of plan: Plan, record: CaseRecord, on today: Day
  ) -> [String] {
    let kind = goal.parentID == nil ? "Goal" : "Stage"
    var lines = ["\(kind) \(plan.number(of: goal.id) ?? ""): \(goal.text)"]
    var facts: [String] = []
    if let importance = goal.importance { facts.append("importance \(importance)") }
    if let confidence = goal.confidence { facts.append("confidence \(confidence)") }
    if goal.status != .open { facts.append(goal.status.words.lowercased()) }
    if !goal.scores.isEmpty {
      let scores = goal.scores.map { "\($0.score) on \($0.on.british)" }
      facts.append("scores \(scores.joined(separator: ", "))")
    }
    if let need = plan.need(of: goal) { facts.append("about: \(need.text)") }
    if !facts.isEmpty { lines.append("  \(facts.joined(separator: " · "))") }
    for action in goal.actions {
      let when = action.standing(on: today)
      lines.append(
        "  \(action.status.words): "
          + [action.what, action.who, when, action.strategies].filter { !$0.isEmpty }
          .joined(separator: " · "))
    }
    for outcome in plan.outcomes(of: goal.id) { lines.append("  What came of it: \(outcome.text)") }
    for item in record.prescriptions where item.prescription.goalID == goal.id {
      lines.append("  \(item.prescription.kind.words) to \(item.assetName)")
    }
    return lines
  }
}
