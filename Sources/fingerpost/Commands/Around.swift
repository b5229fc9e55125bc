// The people and services around somebody, and visits alone, by command.

import ArgumentParser
import Casebook
import Casework
import Foundation

extension FlagKind: ExpressibleByArgument {}
extension Sector: ExpressibleByArgument {}

/// Prints the people and services around somebody as they stand after a command.
private func printAround(_ id: Identifier<Case>, in book: Casebook, json: Bool) throws {
  guard let record = try book.caseRecord(id) else { return }
  if json { return try JSON.print([NetworkObject(record, caseID: id)]) }
  ShowNetwork.lines(record).forEach { Lines.print($0) }
}

struct FlagPerson: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "flag",
    abstract: "Something to know before somebody is rung or visited: add it, or end it.",
    discussion: "“fingerpost family PERSON” lists them.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "In words.")
  var add: String?

  @Option(help: "What it is about: \(FlagKind.allCases.map(\.rawValue).joined(separator: ", ")).")
  var kind: FlagKind = .visiting

  @Option(help: "The flag with these words in it no longer holds.")
  var end: String?

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if (add == nil) == (end == nil) { throw ValidationError("Say --add or --end.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let (id, record) = try book.openCase(of: person, why: opening.why, doing: "a flag")
    if let add {
      try book.write(
        PersonFlag(
          id: book.mint(), personID: record.person.id, kind: kind, words: add, from: today))
    } else if let end {
      let found = record.network.flags.filter {
        $0.to == nil && $0.words.localizedCaseInsensitiveContains(end)
      }
      guard var flag = found.first, found.count == 1 else {
        throw CasebookError.refused(
          "\(found.count) flags have “\(end)” in them. Nothing was changed.")
      }
      flag.to = today
      try book.write(flag)
    }
    try printAround(id, in: book, json: json)
  }
}

struct Involved: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "involved",
    abstract: "Who else is involved with somebody, so that nothing is done twice.",
    discussion: """
      Writes down education, CAMHS, social care, youth justice and others. “fingerpost family \
      PERSON” lists them.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "Which: \(Sector.allCases.map(\.rawValue).joined(separator: ", ")).")
  var sector: Sector

  @Option(help: "The organisation.")
  var organisation: String = ""

  @Option(help: "Who there.")
  var who: String = ""

  @Option(help: "What they do.")
  var does: String = ""

  @Option(help: "What was agreed with them.")
  var agreed: String = ""

  @Flag(help: "They are involved no longer.")
  var ended = false

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "who else is involved")
    let known = record.network.involvements.filter { item in
      item.sector == sector && item.to == nil
        && (organisation.isEmpty
          || item.organisation.localizedCaseInsensitiveContains(organisation))
    }
    if ended {
      guard var item = known.first, known.count == 1 else {
        throw CasebookError.refused(
          "\(known.count) of \(sector.words) are involved now. Nothing was changed. Say which with --organisation."
        )
      }
      item.to = today
      item.checkedOn = today
      try book.write(item)
    } else {
      guard known.count <= 1 else {
        throw CasebookError.refused(
          "Several of \(sector.words) are involved. Nothing was changed. Say which with --organisation."
        )
      }
      var item =
        known.first
        ?? Involvement(
          id: book.mint(), personID: record.person.id, sector: sector, from: today,
          checkedOn: today)
      if !organisation.isEmpty { item.organisation = organisation }
      if !who.isEmpty { item.who = who }
      if !does.isEmpty { item.does = does }
      if !agreed.isEmpty { item.agreed = agreed }
      item.checkedOn = today
      try book.write(item)
    }
    try printAround(id, in: book, json: json)
  }
}

struct Beside: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "beside",
    abstract: "Somebody works with a person beside whoever leads, or no longer does.")

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: "Who, by part of their name; without it you.")
  var worker: String?

  @Option(help: "What they do with them, where they join.")
  var doing: String = ""

  @Flag(help: "They no longer do.")
  var leave = false

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "who works with them")
    let who = try worker.map { try TriageReferral.oneWorker($0, in: book) } ?? book.worker
    if leave {
      let member = record.network.members.first { $0.workerID == who.id && $0.to == nil }
      guard let member else {
        throw CasebookError.refused(
          "\(who.name) does not work with them beside the lead. Nothing was changed.")
      }
      try book.leave(member.id)
    } else {
      try book.join(id, worker: who.id, reason: doing)
    }
    try printAround(id, in: book, json: json)
  }
}

struct Alone: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "alone",
    abstract: "A visit alone: set out with the hour that you are expected, and say you are back.",
    discussion: """
      Whoever is not back in time is warned of on every screen here.

        fingerpost alone --place "12 Mill Lane" --back-by 15:30 --buddy "Tom, 07700 900123"
        fingerpost alone --back
      """)

  @Option(help: "Whom it is about: a name, an NHS number, or an id.")
  var person: String?

  @Option(help: "Where.")
  var place: String?

  @Option(help: "When you are expected back, today: 15:30.")
  var backBy: String?

  @Option(help: "Who waits to hear from you, and how to reach them.")
  var buddy: String = ""

  @Flag(help: "You are back.")
  var back = false

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  struct VisitObject: Encodable {
    var id: String
    var caseId: String?
    var place: String
    var buddy: String
    var from: Date
    var expectedBack: Date
    var backAt: Date?

    init(_ visit: LoneVisit) {
      id = visit.id.text
      caseId = visit.caseID?.text
      place = visit.place
      buddy = visit.buddy
      from = visit.from
      expectedBack = visit.expectedEnd
      backAt = visit.backAt
    }
  }

  func validate() throws {
    if (place == nil) != (backBy == nil) {
      throw ValidationError("--place goes with --back-by.")
    }
    if back, place != nil { throw ValidationError("Either --back, or a new visit.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let now = Date()
    if let place, let backBy {
      let end = try Self.moment(backBy, on: Day(now), after: now)
      let caseID = try person.map {
        try book.openCase(of: $0, why: opening.why, doing: "a visit alone").caseID
      }
      let visit = LoneVisit(
        id: book.mint(), caseID: caseID, workerID: book.worker.id, place: place, buddy: buddy,
        from: now, expectedEnd: end)
      try book.write(visit)
      if json { return try JSON.print([VisitObject(visit)]) }
      Lines.print("You are expected back at \(DayClock.words(end)).")
      return
    }
    let mine = try book.visitsNotBack().filter { $0.visit.workerID == book.worker.id }
    if back {
      guard let first = mine.first else {
        throw CasebookError.refused("You are out on no visit. Nothing was changed.")
      }
      try book.end(first.visit.id)
    }
    let out = try book.visitsNotBack()
    if json { return try JSON.print(out.map { VisitObject($0.visit) }) }
    if back { Lines.print("You are back.") }
    for named in out {
      Lines.print(
        "\(named.visit.place) · expected back \(DayClock.words(named.visit.expectedEnd))")
    }
    if out.isEmpty, !back { Lines.print("Nobody is out alone.") }
  }

  /// "15:30" of a day, which is to come.
  static func moment(_ text: String, on day: Day, after now: Date) throws -> Date {
    let parts = text.split(separator: ":").compactMap { Int($0) }
    guard parts.count == 2, (0..<24).contains(parts[0]), (0..<60).contains(parts[1]) else {
      throw CasebookError.refused("“\(text)” is no time. Write it as 15:30. Nothing was changed.")
    }
    let moment = DayClock.date(day, minute: parts[0] * 60 + parts[1])
    guard moment > now else {
      throw CasebookError.refused("\(text) has passed. Nothing was changed.")
    }
    return moment
  }
}
