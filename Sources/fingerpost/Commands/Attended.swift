// Did they attend? The list of prescriptions to ask after, and the answers.

import ArgumentParser
import Casebook
import Casework
import Foundation

struct Attended: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "attended",
    abstract: "Did they attend? What was prescribed and should be asked after.",
    discussion: """
      Without a person, the prescriptions that are due to be asked after. With one, theirs, each \
      with its number; --answer writes down what became of one:

        fingerpost attended Leo --service 1 --answer attended-first --with Priya
        fingerpost attended Leo --service 1 --answer dropped-out --reason travel
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String?

  @Option(help: "Which of their services, by its number in the list.")
  var service: Int?

  @Option(
    help: ArgumentHelp(
      "What became of it: " + PrescriptionState.allCases.map(\.rawValue).joined(separator: ", ")
        + ".", valueName: "answer"))
  var answer: PrescriptionState?

  @Option(
    help: ArgumentHelp(
      "Why they stopped or did not begin: "
        + DropOutReason.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "reason"))
  var reason: DropOutReason?

  @Option(
    help: ArgumentHelp(
      "How it happens: " + PrescriptionMode.allCases.map(\.rawValue).joined(separator: ", ") + ".",
      valueName: "mode"))
  var mode: PrescriptionMode?

  @Option(name: .customLong("with"), help: "Who went with them the first time.")
  var wentWith: String = ""

  @Option(help: "Would they go again: yes, no or not-sure.")
  var again: PrescriptionFeedback.Again?

  @Option(help: "In a few words; with --again, in theirs.")
  var note: String = ""

  @Option(help: "The day of it, as 23/11/2026; today unless you say otherwise.")
  var on: String?

  @Flag(help: "Everybody's, not only those of the cases that you hold.")
  var everybody = false

  @Option(
    name: [.customLong("why"), .customLong("because")],
    help: ArgumentHelp(
      "Why you open a case that somebody else holds; it is kept with your name.",
      valueName: "text"))
  var because: String = ""

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if answer != nil || again != nil || mode != nil, person == nil || service == nil {
      throw ValidationError("Say whose and which: fingerpost attended Leo --service 1 --answer …")
    }
    if reason != nil, answer?.asksReason != true {
      throw ValidationError("A reason belongs to dropped-out or declined.")
    }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    guard let person else {
      guard try !everybody || book.oversight(on: today).seesTeam else {
        throw CasebookError.refused(
          "This service shows each worker their own cases. Leave --everybody out.")
      }
      let stories = try book.prescriptionsToAskAfter(
        heldBy: everybody ? nil : book.worker.id, on: today)
      return try print(stories, named: true, in: book, on: today)
    }
    let found = try book.openPerson(person, why: because, doing: "did they attend")
    let stories = try book.cases(of: found.id).flatMap { try book.prescriptionStories(of: $0) }
    guard let service else { return try print(stories, named: false, in: book, on: today) }
    guard stories.indices.contains(service - 1) else {
      throw CasebookError.refused(
        "There is no service \(service) in the list. Nothing was changed. "
          + "Look at the numbers with: fingerpost attended \(person)")
    }
    let story = stories[service - 1]
    let day = try on.map { try Day.read($0, latest: today) } ?? today
    guard day <= today else {
      throw CasebookError.refused("\(day.british) has not come yet. Nothing was changed.")
    }
    if let mode {
      try book.set(mode, on: story.prescription.id)
      if !json { Lines.print("\(story.assetName): \(mode.words.lowercased()).") }
    }
    if let answer {
      try book.add(
        PrescriptionStep(
          id: book.mint(), prescriptionID: story.prescription.id, state: answer, on: day,
          reason: reason ?? (answer.asksReason ? .notKnown : nil), wentWith: wentWith,
          note: again == nil ? note : "", workerID: book.worker.id))
      if !json { Lines.print("\(story.assetName): \(answer.words), \(day.british).") }
    }
    if let again {
      try book.add(
        PrescriptionFeedback(
          id: book.mint(), prescriptionID: story.prescription.id, on: day, again: again,
          words: note, workerID: book.worker.id))
      if !json { Lines.print("\(story.assetName): \(again.words).") }
    }
    if json || (answer == nil && again == nil && mode == nil) {
      let now = try book.prescriptionStories(of: story.prescription.caseID)
        .first { $0.prescription.id == story.prescription.id }
      try print([now ?? story], named: false, in: book, on: today)
    }
  }

  private struct StoryObject: Encodable {
    struct Step: Encodable {
      var state: String
      var on: Day
      var reason: String?
      var wentWith: String
      var note: String
    }

    struct Feedback: Encodable {
      var on: Day
      var again: String
      var words: String
    }

    var id: String
    var caseId: String
    var person: String
    var service: String
    var kind: String
    var prescribedOn: Day
    var mode: String?
    var state: String
    var since: Day
    var isConnected: Bool
    var askOn: Day?
    var steps: [Step]
    var feedback: [Feedback]
  }

  private func print(
    _ stories: [PrescriptionStory], named: Bool, in book: Casebook, on today: Day
  ) throws {
    let policy = try book.setting(ChasePolicy.self)
    if json {
      return try JSON.print(
        stories.map { story in
          StoryObject(
            id: story.prescription.id.text, caseId: story.prescription.caseID.text,
            person: story.personName, service: story.assetName,
            kind: story.prescription.kind.rawValue, prescribedOn: story.prescription.on,
            mode: story.prescription.mode?.rawValue,
            state: story.state.rawValue, since: story.since, isConnected: story.isConnected,
            askOn: story.askOn(policy: policy),
            steps: story.steps.map {
              .init(
                state: $0.state.rawValue, on: $0.on, reason: $0.reason?.rawValue,
                wentWith: $0.wentWith, note: $0.note)
            },
            feedback: story.feedback.map {
              .init(on: $0.on, again: $0.again.rawValue, words: $0.words)
            })
        })
    }
    if stories.isEmpty {
      return Lines.print(
        named ? "Nobody has to be asked after today." : "Nothing has been prescribed yet.")
    }
    for (index, story) in stories.enumerated() {
      var parts = named ? [story.personName] : ["\(index + 1)"]
      parts += [story.assetName, story.state.words, story.sinceWords(on: today)]
      if let ask = story.askOn(policy: policy) {
        parts.append(ask <= today ? "ask now" : "ask on \(ask.british)")
      }
      Lines.print(parts.joined(separator: " · "))
    }
  }
}

extension PrescriptionState: ExpressibleByArgument {}
extension PrescriptionMode: ExpressibleByArgument {}
extension DropOutReason: ExpressibleByArgument {}
extension PrescriptionFeedback.Again: ExpressibleByArgument {}
