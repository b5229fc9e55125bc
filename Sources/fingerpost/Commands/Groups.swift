// The groups that people are sent to: who is due to be asked, their answers, the trend.

import ArgumentParser
import Casebook
import Casework
import Foundation

struct Groups: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "groups",
    abstract: "The groups that people are sent to, and how they are.",
    subcommands: [DueGroups.self, AnswerOfGroup.self, TrendOfGroups.self, TalkWithGroup.self],
    defaultSubcommand: DueGroups.self)
}

struct DueGroups: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "due", abstract: "Which groups are due to be asked how they are.")

  @Flag(help: "Those that are not due yet as well.")
  var all = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct GroupObject: Encodable {
    var id: String
    var name: String
    var organization: String
    var sent: Int
    var lastSentOn: Day
    var answeredOn: Day?
    var dueOn: Day
    var isDue: Bool
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let survey = try book.setting(GroupSurvey.self)
    let groups = try book.surveyedGroups(on: today).filter {
      all || $0.isDue(survey, on: today)
    }
    if json {
      return try JSON.print(
        groups.map {
          GroupObject(
            id: $0.assetID.text, name: $0.name, organization: $0.organization, sent: $0.sent,
            lastSentOn: $0.lastSentOn, answeredOn: $0.answeredOn, dueOn: $0.dueOn(survey),
            isDue: $0.isDue(survey, on: today))
        })
    }
    for group in groups {
      let last = group.answeredOn.map { "last asked \($0.british)" } ?? "never asked"
      let due =
        group.isDue(survey, on: today) ? "ask now" : "ask on \(group.dueOn(survey).british)"
      Lines.print(
        [group.name, group.organization, "\(group.sent) sent", last, due]
          .filter { !$0.isEmpty }.joined(separator: " · "))
    }
    if groups.isEmpty { Lines.print("No group has to be asked now.") }
  }
}

struct AnswerOfGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "answer", abstract: "Write down what a group answered.",
    discussion: "For example: fingerpost groups answer sketchers received=3 taken=yes confidence=8")

  @Argument(help: "Words that find the group in the directory.")
  var group: String

  @Argument(help: "Each answer as QUESTION=ANSWER; without any, the questions.")
  var answers: [String] = []

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let survey = try book.setting(GroupSurvey.self)
    let asset = try book.oneAsset(group)
    guard !answers.isEmpty else {
      for question in survey.questions {
        Lines.print("\(question.id) (\(question.kind.rawValue)): \(question.text)")
      }
      return
    }
    var kept: [String: String] = [:]
    for answer in answers {
      let parts = answer.split(separator: "=", maxSplits: 1).map(String.init)
      guard let question = survey.questions.first(where: { $0.id == parts.first }) else {
        throw CasebookError.refused(
          "There is no question “\(parts.first ?? answer)”. Nothing was kept. There are: "
            + survey.questions.map(\.id).joined(separator: ", ") + ".")
      }
      do {
        kept[question.id] = try survey.answer(parts.dropFirst().first ?? "", to: question)
      } catch {
        throw CasebookError.refused("\(question.id): \(error). Nothing was kept.")
      }
    }
    try book.keep(
      SurveyResponse(
        id: book.mint(), assetID: asset.id, on: Day(Date()), answers: kept,
        workerID: book.worker.id))
    Lines.print("The answers of \(asset.name) are kept.")
  }
}

struct TrendOfGroups: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "trend", abstract: "What groups answer, quarter by quarter.")

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  private struct TrendObject: Encodable {
    var question: String
    var period: String
    var groups: Int
    var value: Double?
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let survey = try book.setting(GroupSurvey.self)
    let responses = try book.surveyResponses()
    let trends = survey.questions.filter { $0.kind != .words }
      .map { SurveyTrend(of: $0, in: responses) }
    if json {
      return try JSON.print(
        trends.flatMap { trend in
          trend.points.map {
            TrendObject(
              question: trend.question.id, period: $0.period, groups: $0.groups, value: $0.value)
          }
        })
    }
    if responses.isEmpty { return Lines.print("No group has answered yet.") }
    for trend in trends {
      Lines.print(trend.question.text)
      for point in trend.points {
        Lines.print("  \(point.period): \(trend.words(point.value)) · \(point.groups) answered")
      }
    }
  }
}

struct TalkWithGroup: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "talk", abstract: "Write down a talk with a group, or list those there were.")

  @Argument(help: "Words that find the group in the directory.")
  var group: String

  @Option(help: "What was said; without it, what was said before.")
  var note: String?

  @Option(name: .customLong("with"), help: "Whom you spoke with.")
  var with: String = ""

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let asset = try book.oneAsset(group)
    if let note {
      try book.log(
        GroupContact(
          id: book.mint(), assetID: asset.id, at: Date(), with: with, note: note,
          workerID: book.worker.id))
      return Lines.print("Kept with \(asset.name).")
    }
    for contact in try book.contacts(withGroup: asset.id) {
      Lines.print(
        [Day(contact.at).british, contact.mode.words, contact.with, contact.note]
          .filter { !$0.isEmpty }.joined(separator: " · "))
    }
  }
}
