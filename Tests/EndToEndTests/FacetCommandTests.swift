// Every facet of the directory as an option of its command, and nothing left untried.

import Casebook
import Casework
import Foundation
import Testing

@Suite("The directory narrowed by options")
struct FacetCommandTests {
  private static let services = #"""
    [
      {"id":"a","name":"Sketchers","status":"active","minimum_age":11,"maximum_age":16,
       "description":"Level access and an accessible toilet.",
       "schedules":[{"id":"h","freq":"DAILY","opens_at":"00:00","closes_at":"23:59",
         "notes":"Open on bank holidays"}],
       "cost_options":[{"id":"c","amount":0}],
       "languages":[{"id":"u","name":"Urdu"}],
       "service_at_locations":[{"id":"x","location":{"id":"l","location_type":"physical",
         "name":"Quay House","latitude":53.60,"longitude":1.20}}],
       "attributes":[{"id":"t","taxonomy_term":{"id":"arts","name":"Arts"}},
         {"id":"s","taxonomy_term":{"id":"send","name":"SEND"}},
         {"id":"d","taxonomy_term":{"id":"life","name":"Life drawing"}}]},
      {"id":"b","name":"Evenings","status":"inactive","minimum_age":30,
       "description":"All of it online.",
       "schedules":[{"id":"i","freq":"WEEKLY","byday":"TH","opens_at":"19:00",
         "closes_at":"21:00","valid_to":"2020-12-31"}],
       "cost_options":[{"id":"e","amount":20}]}
    ]
    """#

  /// Each option as it is tried, and who is left: a, b, or both.
  private static let tried: [String: [(arguments: [String], left: String)]] = [
    "age": [(["--age", "12"], "a"), (["--age", "40"], "b")],
    "kind": [(["--kind", "arts"], "a")],
    "group": [(["--group", "SEND"], "a")],
    "term": [(["--term", "life drawing"], "a")],
    "day": [(["--day", "sat"], "a"), (["--day", "thu", "--day", "sat"], "ab")],
    "time": [(["--time", "morning"], "a"), (["--time", "evening"], "ab")],
    "open": [
      (["--open", "now"], "a"), (["--open", "today"], "a"), (["--open", "week"], "a"),
    ],
    "cost": [(["--cost", "free"], "a"), (["--cost", "5"], "a"), (["--cost", "more"], "b")],
    "free": [(["--free"], "a")],
    "near": [(["--near", "QX4 2AB"], "ab")],
    "miles": [(["--near", "QX4 2AB", "--miles", "2"], "a")],
    "access": [(["--access", "step-free"], "a"), (["--access", "toilet"], "a")],
    "language": [(["--language", "urdu"], "a")],
    "spaces": [(["--spaces"], "a")],
    "verified": [(["--verified", "30"], "a")],
    "needs-check": [(["--needs-check"], "b")],
    "ready-for-under18": [(["--ready-for-under18"], "a")],
    "mode": [(["--mode", "in-person"], "a"), (["--mode", "online"], "b")],
    "running": [(["--running"], "a")],
  ]

  /// What `--experimental-dump-help` says of a command.
  private struct Described: Decodable {
    struct Argument: Decodable {
      struct Name: Decodable { var name: String }
      var names: [Name]?
      var sectionTitle: String?
    }
    var commandName: String
    var subcommands: [Described]?
    var arguments: [Argument]?
  }

  private struct Help: Decodable { var command: Described }

  @Test("each facet is an option that leaves whom it should, and none goes untried")
  func everyFacet() throws {
    let dumped = try Program.run(RealDesk.program.path, ["--experimental-dump-help"])
    let help = try JSONDecoder().decode(Help.self, from: Data(dumped.output.utf8))
    let command = try #require(
      help.command.subcommands?.first { $0.commandName == "directory" })
    let options = (command.arguments ?? []).filter { $0.sectionTitle == "Narrowing" }
      .compactMap { $0.names?.first?.name }
    #expect(Set(options) == Set(Self.tried.keys))

    let place = try BookOnDisk()
    try Self.services.write(to: place.file("s.json"), atomically: true, encoding: .utf8)
    let brought = try place.run(["import", "directory", place.file("s.json").path])
    #expect(brought.code == 0, "\(brought.errors)")
    try "pcds,lat,long\nQX4 2AB,53.61,1.20\n".write(
      to: place.file("p.csv"), atomically: true, encoding: .utf8)
    #expect(try place.run(["import", "postcodes", place.file("p.csv").path]).code == 0)
    let book = try place.open()
    let (id, today) = (Identifier<Asset>("a"), Day(Date()))
    try book.keep(
      AssetCheck(
        id: book.mint(), assetID: id, on: today, by: book.worker.id, way: .visit, found: .right),
      spaces: AssetSpaces(assetID: id, spaces: 3, on: today, by: book.worker.id))
    try book.keep(
      AssetAssurance.Kind.allCases.map {
        AssetAssurance(
          assetID: id, kind: $0, seenOn: today, expiresOn: today.adding(days: 300),
          by: book.worker.id)
      })
    book.close()
    for (option, tries) in Self.tried.sorted(by: { $0.key < $1.key }) {
      for one in tries {
        let ran = try place.run(["directory", "--json"] + one.arguments)
        #expect(ran.code == 0, "\(option): \(ran.errors)")
        let found = try JSONSerialization.jsonObject(with: Data(ran.output.utf8))
        let left = (found as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }.sorted()
        #expect(left.joined() == one.left, "\(one.arguments)")
      }
    }
    for (order, expected) in [("name", "ba"), ("distance", "ab"), ("freshness", "ab")] {
      let ran = try place.run(["directory", "--json", "--sort", order, "--near", "QX4 2AB"])
      let found = try JSONSerialization.jsonObject(with: Data(ran.output.utf8))
      let ids = (found as? [[String: Any]] ?? []).compactMap { $0["id"] as? String }
      #expect(ids.joined() == expected, "by \(order)")
    }
    for wrong in [
      ["--age", "200"], ["--miles", "2"], ["--open", "sometimes"], ["--mode", "by-post"],
      ["--near", "ZZ9 9ZZ"], ["--kind", "nothing"], ["--verified", "-1"],
    ] {
      #expect(try place.run(["directory"] + wrong).code == 64, "\(wrong)")
    }
  }
}
