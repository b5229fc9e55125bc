// What was looked for in vain: each time in a line, or counted on a map.

import ArgumentParser
import Casebook
import Casework
import Exchange
import Foundation

struct ListUnmetNeeds: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "unmet",
    abstract: "List what was looked for and did not exist: need, age, place and times.",
    discussion: """
      No names of people. What was wanted stands in the words that were noted: read them before \
      you hand them on. With --map it is counted instead, by ward and kind, against what runs \
      there; small counts are hidden by the service’s own rule, fingerpost service small-numbers. \
      A commissioner gets that with --to FILE.
      """,
    aliases: ["missing"])

  @Option(help: "Noted on this day or later, as dd/mm/yyyy.")
  var since: String?

  @Flag(help: "Count it by ward and kind, with ages and days, small counts hidden.")
  var map = false

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("Write the map as CSV, for a commissioner.", valueName: "file"))
  var path: String?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let today = Day(Date())
    let from = try since.map { try Day.read($0, latest: today) }
    let book = try casebook.open()
    defer { book.close() }
    let days = from.map { min($0, today)...today }
    if map || path != nil { return try showMap(of: book, on: days) }
    let needs = try book.unmetNeeds(on: days)
    if json {
      try JSON.print(
        needs.map {
          UnmetObject(
            id: $0.id.text, on: $0.on, need: $0.need, wanted: $0.wanted, age: $0.age,
            place: $0.place, ward: $0.ward, kind: $0.kind, times: $0.times)
        })
      return
    }
    if needs.isEmpty { Lines.print("Nothing was looked for in vain.") }
    for need in needs {
      let parts = [
        need.on.british, need.need, need.wanted, need.age.map { "age \($0)" } ?? "", need.place,
        need.times,
      ]
      Lines.print(parts.filter { !$0.isEmpty }.joined(separator: " · "))
    }
  }

  struct UnmetObject: Encodable {
    var id: String
    var on: Day
    var need: String
    var wanted: String
    var age: Int?
    var place: String
    var ward: String
    var kind: String
    var times: String
  }

  // MARK: The map

  private func showMap(of book: Casebook, on days: ClosedRange<Day>?) throws {
    let small = try book.setting(SmallNumbers.self)
    let map = try book.missingMap(on: days)
    if let path {
      try MissingMapFile.write(map, small, to: URL(fileURLWithPath: path))
      if !json { Lines.print("Written to \(path).") }
      if !self.map { return }
    }
    let lines = map.lines(small)
    if json {
      return try JSON.print(lines.dropFirst().map(MapObject.init))
    }
    if map.total == 0 { return Lines.print("Nothing was looked for in vain.") }
    for line in lines.dropFirst() {
      let about = line[1...4].filter { !$0.isEmpty }.joined(separator: " · ")
      let there = line[6].isEmpty ? "" : "; \(line[6]) there"
      Lines.print("\(about.isEmpty ? "all" : about): \(line[5]) in vain\(there)")
    }
  }

  struct MapObject: Encodable {
    var table: String
    var ward: String
    var kind: String
    var age: String
    var day: String
    /// "*" where it is hidden.
    var inVain: String
    var servicesThere: Int?

    init(_ line: [String]) {
      table = line[0]
      ward = line[1]
      kind = line[2]
      age = line[3]
      day = line[4]
      inVain = line[5]
      servicesThere = Int(line[6])
    }
  }
}
