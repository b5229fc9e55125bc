// What fits a person's goals, in plain lines.

import ArgumentParser
import Casebook
import Casework
import Foundation

struct WhatFits: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fits",
    abstract: "List the local services that fit a person's goals, with the reasons.",
    discussion: """
      What suits comes first, by points; what does not comes after it and says why. The rules are \
      the service's own: fingerpost service fit.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "Only for this goal, by its number in the plan: 2, or 2.1 for a stage.")
  var goal: String?

  @Option(help: "How many services for each goal.")
  var limit = 10

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    guard limit > 0 else { throw ValidationError("--limit has to be 1 or more.") }
    let book = try casebook.open()
    defer { book.close() }
    let person = try book.openPerson(person, why: opening.why, doing: "what fits")
    let today = Day(Date())
    let rules = try book.setting(FitRules.self)
    var objects: [GoalObject] = []
    for id in try book.cases(of: person.id) {
      guard let record = try book.caseRecord(id), let plan = record.plan else { continue }
      for goal in plan.goals {
        let number = plan.number(of: goal.id) ?? ""
        guard self.goal == nil || self.goal == number else { continue }
        let wish = try book.fitWish(for: record, goal: goal, on: today)
        let result = try book.fits(wish, postcode: person.postcode, rules: rules, on: today)
        objects.append(GoalObject(goal, number: number, result, limit: limit))
      }
    }
    if json { return try JSON.print(objects) }
    if objects.isEmpty {
      Lines.print(
        goal.map { "\(person.calledName)’s plan has no goal \($0)." }
          ?? "\(person.calledName)’s plan has no goals yet.")
    }
    for object in objects { for line in object.lines { Lines.print(line) } }
  }

  struct GoalObject: Encodable {
    var id: String
    var number: String
    var goal: String
    /// How many services suit, how many were looked at, and how many there are.
    var suiting: Int
    var lookedAt: Int
    var known: Int
    var services: [ServiceObject]

    init(_ goal: Goal, number: String, _ result: FitResult, limit: Int) {
      id = goal.id.text
      self.number = number
      self.goal = goal.text
      suiting = result.suiting
      lookedAt = result.lookedAt
      known = result.known
      services = result.fits.prefix(limit).map { ServiceObject($0) }
    }

    var lines: [String] {
      var lines = [
        "Goal \(number): \(goal)",
        "\(suiting) fit, of \(lookedAt) looked at; the directory has \(known).",
      ]
      for service in services {
        let suits = service.suits ? "fits, \(service.points) points" : "does not fit"
        lines.append("  \(service.name): \(suits)")
        for reason in service.reasons {
          let verdict =
            reason.verdict == .fits ? "yes" : reason.verdict == .ask ? "ask" : "no"
          lines.append("    \(reason.about), \(verdict): \(reason.words)")
        }
      }
      return lines
    }
  }

  struct ServiceObject: Encodable {
    var id: String
    var name: String
    var suits: Bool
    var points: Int
    var reasons: [ReasonObject]

    init(_ fit: Fit) {
      id = fit.asset.id.text
      name = fit.asset.name
      suits = fit.suits
      points = fit.points
      reasons = fit.lines.map {
        ReasonObject(about: $0.kind, verdict: $0.verdict, words: $0.words, points: $0.points)
      }
    }
  }

  struct ReasonObject: Encodable {
    var about: FitLine.Kind
    var verdict: FitLine.Verdict
    var words: String
    var points: Int
  }
}
