// The directory in the casebook: applied, searched, undone.

import Casebook
import Casework
import Foundation
import TestBooks
import Testing

@Suite("The directory in the casebook")
struct DirectoryStoreTests {
  private final class Scratch {
    let url = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-directory-\(UUID().uuidString)")

    func casebook() throws -> Casebook {
      try NewCasebook.make(at: url)
    }

    deinit { try? FileManager.default.removeItem(at: url) }
  }

  private func service(_ id: String, _ name: String, _ fields: [String: String] = [:])
    -> DirectoryRecord
  {
    var values: [String: DirectoryValue] = ["name": .text(name)]
    for (field, text) in fields { values[field] = text.isEmpty ? .blank : .text(text) }
    return DirectoryRecord(entity: .service, id: id, fields: values)
  }

  private func town() -> [DirectoryRecord] {
    [
      DirectoryRecord(
        entity: .organization, id: "o", fields: ["name": .text("Marsh Lane Library")]),
      DirectoryRecord(
        entity: .taxonomyTerm, id: "t", fields: ["name": .text("Games"), "code": .text("G1")]),
      DirectoryRecord(
        entity: .location, id: "l",
        fields: ["name": .text("Café Élan"), "location_type": .text("physical")]),
      DirectoryRecord(
        entity: .address, id: "ad",
        fields: [
          "location_id": .text("l"), "city": .text("Stockport"), "postal_code": .text("SK1 3XE"),
        ]),
      DirectoryRecord(
        entity: .serviceAtLocation, id: "x",
        fields: ["service_id": .text("1"), "location_id": .text("l")]),
      DirectoryRecord(
        entity: .attribute, id: "a",
        fields: ["link_id": .text("1"), "taxonomy_term_id": .text("t")]),
      DirectoryRecord(
        entity: .costOption, id: "c", fields: ["service_id": .text("1"), "amount": .number("0")]),
      DirectoryRecord(
        entity: .costOption, id: "d", fields: ["service_id": .text("2"), "amount": .number("3.50")]),
      service(
        "1", "Chess for all", ["organization_id": "o", "minimum_age": "11", "maximum_age": "16"]),
      service("2", "Art and drumming", ["description": "Sketch outdoors", "status": "inactive"]),
      service("3", "allotment"),
    ]
  }

  private func names(_ casebook: Casebook, _ query: String, _ filter: AssetFilter = AssetFilter())
    throws -> [String]
  {
    let lines = try casebook.assets(matching: query, filter: filter, limit: 50)
    #expect(try casebook.assetCount(matching: query, filter: filter) == lines.count)
    return lines.map(\.name)
  }

  @Test("words are found by their beginnings, in whatever they stand, accents or none")
  func search() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(town(), source: "town.json")
    #expect(try names(casebook, "") == ["allotment", "Art and drumming", "Chess for all"])
    for query in ["che", "CHESS for", "marsh", "game", "cafe el", "stockp", "sk1"] {
      #expect(try names(casebook, query) == ["Chess for all"], "\(query)")
    }
    #expect(try names(casebook, "sketch") == ["Art and drumming"])
    #expect(try names(casebook, "a").count == 3)
    #expect(try names(casebook, "zzz").isEmpty)
  }

  @Test("a window of the list is the same list, whatever its size")
  func windows() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    let many = (0..<1_500).map { service("s\($0)", $0 % 3 == 0 ? "Club \($0)" : "The club \($0)") }
    _ = try casebook.applyDirectory(many, source: "many.json")
    for query in ["", "club", "c"] {
      let whole = try casebook.assets(matching: query, limit: 5_000).map(\.id)
      #expect(whole.count == 1_500 && Set(whole).count == 1_500)
      var pieces: [Identifier<Asset>] = []
      for offset in stride(from: 0, to: 1_500, by: 130) {
        pieces += try casebook.assets(matching: query, offset: offset, limit: 130).map(\.id)
      }
      #expect(pieces == whole, "\(query)")
    }
    #expect(try casebook.assets(matching: "club", limit: 1).first?.name.hasPrefix("Club") == true)
    #expect(try casebook.assets(matching: "", offset: 9_999, limit: 5).isEmpty)
    #expect(try casebook.assets(matching: "", offset: -3, limit: 0).isEmpty)
  }

  @Test(
    "text that means something to a search engine means only itself",
    arguments: [
      "\"", "'", "chess\"", "chess*", "NOT", "chess AND", "name:chess", "^chess", "-chess", "(",
      ")",
      "a OR b", "NEAR(a b)", "\0", "chess\0x", "%", "_", ";DROP TABLE directory_service", "{a b}:c",
      String(repeating: "x", count: 10_000), String(repeating: "a ", count: 5_000), "💚", "e\u{301}",
    ])
  func hostile(query: String) throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(town(), source: "town.json")
    _ = try casebook.assets(matching: query, filter: AssetFilter(age: 12, kind: query), limit: 10)
    _ = try names(casebook, query)
    #expect(try casebook.assetCount(matching: "") == 3)
  }

  @Test("filters: age, kind, free, status")
  func filters() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(town(), source: "town.json")
    #expect(try names(casebook, "", AssetFilter(age: 17)) == ["allotment", "Art and drumming"])
    #expect(try names(casebook, "", AssetFilter(age: 16)).count == 3)
    #expect(try names(casebook, "", AssetFilter(kind: "gam")) == ["Chess for all"])
    #expect(try names(casebook, "", AssetFilter(kind: "g1")) == ["Chess for all"])
    #expect(try names(casebook, "", AssetFilter(kind: "ames")).isEmpty)
    #expect(try names(casebook, "", AssetFilter(freeOnly: true)) == ["Chess for all"])
    #expect(try names(casebook, "", .offered) == ["allotment", "Chess for all"])
    #expect(try names(casebook, "", AssetFilter(statuses: [.inactive])) == ["Art and drumming"])
    #expect(
      try names(casebook, "chess", AssetFilter(age: 12, kind: "games", freeOnly: true)) == [
        "Chess for all"
      ])
  }

  @Test("what the filters let through is what the rules of an asset say")
  func filtersAgree() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    var generator = SeededGenerator(seed: 21)
    func one<Value>(_ values: [Value]) -> Value {
      values[Int.random(in: 0..<values.count, using: &generator)]
    }
    var batch: [DirectoryRecord] = []
    for number in 0..<400 {
      var record = service("\(number)", "S\(number)")
      for field in ["minimum_age", "maximum_age"] {
        let age = one(["", "0", "5", "10.5", "11", "16", "25.0", "1e1", "100"])
        record.fields[field] = age.isEmpty ? .blank : .number(age)
      }
      record.fields["status"] = .text(
        one(["", "active", "ACTIVE", "inactive", "Temporarily_Closed", "defunct", "asleep"]))
      batch.append(record)
      for cost in 0..<one([0, 1, 2]) {
        let amount = one(["", "0", "0.00", "2.50", "1e-3"])
        batch.append(
          DirectoryRecord(
            entity: .costOption, id: "\(number)-\(cost)",
            fields: [
              "service_id": .text("\(number)"),
              "amount": amount.isEmpty ? .blank : .number(amount),
              "option": .text(one(["Free", "Adults", ""])),
            ]))
      }
    }
    _ = try casebook.applyDirectory(batch, source: "random")
    let assets = try (0..<400).compactMap { try casebook.asset(Identifier("\($0)")) }
    #expect(assets.count == 400)
    func same(_ filter: AssetFilter, _ rule: (Asset) -> Bool) throws {
      let found = try casebook.assets(matching: "", filter: filter, limit: 1_000).map(\.id.text)
      #expect(Set(found) == Set(assets.filter(rule).map(\.id.text)), "\(filter)")
    }
    for age in [0, 4, 5, 10, 11, 16, 17, 25, 26, 101] {
      try same(AssetFilter(age: age)) { $0.accepts(age: age) }
    }
    for status in AssetStatus.allCases {
      try same(AssetFilter(statuses: [status])) { $0.status == status }
    }
    try same(.offered) { $0.isOffered }
    try same(AssetFilter(statuses: [])) { _ in false }
    try same(AssetFilter(freeOnly: true)) { $0.isFree == true }
  }

  @Test("the same batch again changes nothing and leaves nothing to undo; one change is one update")
  func twice() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    let first = try casebook.applyDirectory(town(), source: "town.json")
    #expect(first[.service] == DirectoryTally.Count(added: 3))
    let undo = try casebook.nextUndo()
    let second = try casebook.applyDirectory(town(), source: "elsewhere.json")
    #expect(second[.service] == DirectoryTally.Count(unchanged: 3) && !second.changed)
    #expect(try casebook.nextUndo() == undo)
    let third = try casebook.applyDirectory([service("3", "Allotments")], source: "c.json")
    #expect(third[.service] == DirectoryTally.Count(updated: 1))
    #expect(third.entities == [.service])
  }

  @Test("what is not mentioned stays, and what is left blank becomes blank")
  func blanks() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(
      [service("1", "Chess", ["alert": "Shut on Monday", "url": "u"])], source: "a")
    _ = try casebook.applyDirectory([service("1", "Chess", ["alert": ""])], source: "b")
    let asset = try #require(try casebook.asset(Identifier("1")))
    #expect(asset.alert == "" && asset.url == "u")
  }

  @Test("a dry run counts and writes nothing")
  func dryRun() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    let tally = try casebook.applyDirectory(town(), source: "town.json", dryRun: true)
    #expect(tally[.service].added == 3)
    #expect(try casebook.assetCount(matching: "") == 0)
    #expect(try casebook.nextUndo() == nil)
  }

  @Test("an import is undone and done again as one step, and search follows each time")
  func undo() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(town(), source: "town.json")
    let before = try casebook.asset(Identifier("1"))
    try casebook.undo()
    #expect(try names(casebook, "").isEmpty && names(casebook, "chess").isEmpty)
    try casebook.redo()
    #expect(try casebook.asset(Identifier("1")) == before)
    for query in ["chess", "marsh", "game", "stockp"] {
      #expect(try names(casebook, query) == ["Chess for all"], "\(query)")
    }
  }

  @Test("search follows a change to any record that gave it words")
  func searchFollows() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(town().reversed(), source: "town.json")
    #expect(try names(casebook, "games") == ["Chess for all"])
    let changes: [(DirectoryEntity, String, String, String, String, String)] = [
      (.organization, "o", "name", "Quay House", "marsh", "quay"),
      (.taxonomyTerm, "t", "name", "Puzzles", "games", "puzzles"),
      (.location, "l", "name", "Boathouse", "elan", "boath"),
      (.address, "ad", "city", "Hyde", "stockport", "hyde"),
      (.service, "1", "name", "Draughts", "chess", "draughts"),
    ]
    for (entity, id, field, text, old, new) in changes {
      _ = try casebook.applyDirectory(
        [DirectoryRecord(entity: entity, id: id, fields: [field: .text(text)])], source: "c")
      #expect(try names(casebook, old).isEmpty, "\(entity)")
      #expect(try names(casebook, new).count == 1, "\(entity)")
    }
    _ = try casebook.applyDirectory(
      [DirectoryRecord(entity: .attribute, id: "a", fields: ["link_id": .text("2")])], source: "c")
    #expect(try names(casebook, "puzzles") == ["Art and drumming"])
  }

  @Test("records that point at nothing are kept, and find what they point at when it comes")
  func dangling() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    _ = try casebook.applyDirectory(
      [service("1", "Chess", ["organization_id": "later"])], source: "a")
    #expect(try casebook.asset(Identifier("1"))?.organizationName == "")
    _ = try casebook.applyDirectory(
      [DirectoryRecord(entity: .organization, id: "later", fields: ["name": .text("Library")])],
      source: "b")
    #expect(try casebook.asset(Identifier("1"))?.organizationName == "Library")
    #expect(try names(casebook, "library") == ["Chess"])
  }

  @Test("unknown fields add up over imports and change only where they differ")
  func extra() throws {
    let scratch = Scratch()
    let casebook = try scratch.casebook()
    func record(_ extra: [String: String]) -> DirectoryRecord {
      var record = service("1", "Chess")
      record.extra = extra
      return record
    }
    let rich = ["x": "{\"b\":1.50}", "y\"": "\"é\\u0000\""]
    #expect(try casebook.applyDirectory([record(rich)], source: "a")[.service].added == 1)
    #expect(try !casebook.applyDirectory([record(rich)], source: "a").changed)
    #expect(try !casebook.applyDirectory([record(["x": "{\"b\":1.50}"])], source: "a").changed)
    #expect(try casebook.applyDirectory([record(["x": "2"])], source: "a").changed)
  }

  @Test("nobody finds an asset that is not there")
  func missing() throws {
    let scratch = Scratch()
    #expect(try scratch.casebook().asset(Identifier("none")) == nil)
  }
}
