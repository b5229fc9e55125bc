// Opening somebody else's case asks why: every command that takes a person, tried. And the
// team in JSON against the team as the screen has it.

import Casebook
import Casework
import Foundation
import Testing

@Suite("Commands that open somebody's record")
struct OpeningTests {
  /// A command as `--experimental-dump-help` tells it.
  private struct Described: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { var name: String }
      var kind: String
      var valueName: String?
      var names: [Name]?
    }
    var commandName: String
    var subcommands: [Described]?
    var arguments: [Argument]?

    /// The commands under this one that take a person, with the words that call them.
    func takingAPerson(_ before: [String] = []) -> [(words: String, asksWhy: Bool)] {
      let here = before + [commandName]
      let mine = (arguments ?? []).filter { argument in
        argument.kind == "positional"
          ? argument.valueName == "person"
          : argument.names?.contains { ["person", "for", "known"].contains($0.name) } == true
      }
      let asks = arguments?.contains { $0.names?.contains { $0.name == "why" } == true } ?? false
      let own = mine.isEmpty ? [] : [(here.dropFirst().joined(separator: " "), asks)]
      return own + (subcommands ?? []).flatMap { $0.takingAPerson(here) }
    }
  }

  private struct Help: Decodable { var command: Described }

  /// How each of them is called for one person.
  private static func calls(_ id: String) -> [String: [String]] {
    [
      "show": ["show", id], "family": ["family", id], "plan": ["plan", id],
      "history": ["history", id], "fits": ["fits", id], "letters": ["letters", id],
      "log": ["log", id, "--note", "rang"],
      "flag": ["flag", id, "--add", "a dog"],
      "involved": ["involved", id, "--sector", "camhs"],
      "beside": ["beside", id],
      "alone": ["alone", "--person", id, "--place", "the park", "--back-by", "23:59"],
      "calendar add": ["calendar", "add", "a call", "--when", "next tue", "--person", id],
      "attended": ["attended", id],
      "pause": ["pause", id, "--because", "away", "--until", Day(Date()).adding(days: 9).british],
      "go-on": ["go-on", id],
      "safety": ["safety", id], "risks": ["risks", id],
      "close": ["close", id, "--because", "goals-met", "--preview"],
      "reopen": ["reopen", id, "--reason", "asked again"],
      "correct": ["correct", id, "--role", "nurse"],
      "triage": ["triage", id, "--accept"],
      "link": ["link", id, id],
      "money pay": ["money", "pay", "Arts and nature fund", "5", "--for", id],
    ]
  }

  /// A referral that comes in opens nobody's record: it is somebody's to triage.
  private static let takesOnly: Set<String> = ["refer"]

  @Test("every command that takes a person asks why where somebody else holds the case")
  func everyCommand() throws {
    let town = try BookOnDisk(seat: 2)
    let dumped = try Program.run(RealDesk.program.path, ["--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(dumped.output.utf8))
    let known = help.command.takingAPerson()
    let book = try town.open()
    let other = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    let row = try #require(
      try book.caseload(CaseloadFilter(.held(by: other.id)), order: .name, limit: 1).first)
    let before = try book.history(of: row.person.id).count
    let calls = Self.calls(row.person.id.text)
    #expect(Set(known.map(\.words)) == Set(calls.keys).union(Self.takesOnly))
    for (words, asks) in known where !Self.takesOnly.contains(words) {
      #expect(asks, "\(words) has no --why")
      let shut = try town.run(calls[words] ?? [])
      #expect(shut.code == 1, "\(words)")
      #expect(shut.errors.contains("Say why you open it, with --why"), "\(words): \(shut.errors)")
      #expect(shut.output.isEmpty, "\(words): \(shut.output)")
    }
    #expect(try book.readings(of: row.person.id).isEmpty)
    #expect(try book.history(of: row.person.id).count == before, "nothing was written")
    // With a reason they open, and the reason is kept with what it was for.
    for (words, kept) in [
      ("show", "covering"), ("risks", "risks: covering"), ("log", "a contact: covering"),
      ("attended", "did they attend: covering"), ("close", "closing the case: covering"),
    ] {
      let open = try town.run((calls[words] ?? []) + ["--why", "covering"])
      #expect(open.code == 0, "\(words): \(open.errors)")
      #expect(try book.readings(of: row.person.id).first?.reason == kept, "\(words)")
    }
    book.close()
  }

  // MARK: The team in JSON

  /// A row of `team --json`, with every field that it may have.
  private struct Row: Codable, Equatable {
    var id: String
    var name: String
    var role: String
    var wholeTimeEquivalent: Double
    var isNew: Bool
    var guidance: String
    var open: Int
    var guideLow: Int?
    var guideHigh: Int?
    var points: Double
    var capacity: Double
    var hoursAWeek: Double
    var hoursThere: Double
    var standing: String
    var weeksOver: Int
    var thisYear: Int
    var onCourse: Int
    var yearlyLow: Int?
    var yearlyHigh: Int?
    var waiting: Int
    var longestWaitDays: Int?
    var overdue: Int
    var unlogged: Int
    var outOfContact: Int
    var outOfContactAfterDays: Int
    var plansWithoutAgreement: Int
    var plansWithoutReview: Int
    var lastSupervised: String?
    var supervisionDue: String?
    var supervisionKind: String?
    var awayTo: String?
    var practice: String
    var network: String
    var forecastPoints: [Double]
  }

  /// The same from what the Team screen draws its table of.
  private func rows(of book: Casebook, at now: Date) throws -> [Row] {
    let today = Day(now)
    let team = try book.team(on: today, minute: DayClock.minute(of: now))
    let forecast = Forecast(try book.forecastInput(for: team))
    func tenths(_ value: Double) -> Double { (value * 10).rounded() / 10 }
    return try team.rows.sorted(by: TeamRow.needsMore).map { row in
      let member = try #require(team.member(row.worker.id))
      let weeks = try book.overCapacityWeeks(of: member, settings: team.settings, on: today)
      let choice = row.terms?.guidance ?? ""
      let usual = choice.isEmpty ? team.settings.guidance.usual : choice
      return Row(
        id: row.worker.id.text, name: row.worker.name, role: row.worker.role.rawValue,
        wholeTimeEquivalent: row.worker.wholeTimeEquivalent, isNew: row.isNew,
        guidance: team.settings.guidance.words(for: usual),
        open: row.load.open, guideLow: row.load.band?.people.lowerBound,
        guideHigh: row.load.band?.people.upperBound, points: tenths(row.load.points),
        capacity: tenths(row.load.capacity), hoursAWeek: tenths(row.load.hours),
        hoursThere: tenths(row.load.hoursThere), standing: row.load.standing.words,
        weeksOver: OverCapacity.run(weeks, on: today), thisYear: row.thisYear,
        onCourse: row.onCourse, yearlyLow: row.yearly?.lowerBound,
        yearlyHigh: row.yearly?.upperBound, waiting: row.waiting,
        longestWaitDays: row.longestWait, overdue: row.overdue, unlogged: row.unlogged,
        outOfContact: row.quiet, outOfContactAfterDays: row.quietDays,
        plansWithoutAgreement: row.withoutAgreement, plansWithoutReview: row.withoutReview,
        lastSupervised: row.lastSupervised?.iso, supervisionDue: row.supervisionDue?.on.iso,
        supervisionKind: row.supervisionDue?.kind.rawValue, awayTo: row.away?.to.iso,
        practice: row.terms?.practice ?? "", network: row.terms?.network ?? "",
        forecastPoints: (forecast[row.worker.id]?.own ?? []).map(tenths))
    }
  }

  @Test("team --json says of each worker what the team's table says, field by field, in its order")
  func teamRows() throws {
    let town = try BookOnDisk(seat: 2)
    let before = Date()
    let ran = try town.run(["team", "--json"])
    #expect(ran.code == 0, "\(ran.errors)")
    let book = try town.open()
    defer { book.close() }
    let printed = try JSONDecoder().decode([Row].self, from: Data(ran.output.utf8))
    // A minute may have passed between the two, and with it an hour that was promised.
    let expected = try [before, Date()].map { try rows(of: book, at: $0) }
    #expect(expected.contains(printed), "\(printed) is not \(expected[0])")
    #expect(printed.count > 4 && printed.contains { $0.isNew } && printed.contains { $0.open > 5 })
    // And nothing is printed beside those fields.
    let objects = try #require(
      JSONSerialization.jsonObject(with: Data(ran.output.utf8)) as? [[String: Any]])
    let again = try #require(
      JSONSerialization.jsonObject(with: JSONEncoder().encode(printed)) as? [[String: Any]])
    #expect(objects.map { Set($0.keys) } == again.map { Set($0.keys) })
  }
}
