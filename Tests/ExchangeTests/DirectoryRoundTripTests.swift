// The directory out and in again: the standards' own examples, and random directories.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("The examples of the standards, out again", .enabled(if: SharedData.isThere))
struct ExampleRoundTripTests {
  /// A JSON example, and the kind of record at its top.
  static let examples: [(String, DirectoryEntity)] = {
    let names: [(String, DirectoryEntity)] = [
      ("organization_full", .organization), ("organization_list", .organization),
      ("service_at_location_full", .serviceAtLocation),
      ("service_at_location_list", .serviceAtLocation), ("service_full", .service),
      ("service_list", .service), ("taxonomy", .taxonomy), ("taxonomy_list", .taxonomy),
      ("taxonomy_term", .taxonomyTerm), ("taxonomy_term_list", .taxonomyTerm),
    ]
    return names.flatMap { name, entity in
      [("hsds-3.0/\(name).json", entity), ("oruk-3.0/\(name).json", entity)]
    } + [("hsds-3.0/location.json", .location)]
  }()

  @Test("each comes back with every byte's meaning", arguments: examples.map(\.0))
  func same(path: String) throws {
    let entity = try #require(Self.examples.first { $0.0 == path }?.1)
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let url = SharedData.url(path)
    _ = try DirectoryImporter.run(path: url, into: casebook)
    let file = try JSONValue(
      reading: String(decoding: try Data(contentsOf: url), as: UTF8.self))
    let wanted: [JSONValue]
    if case .array(let contents)? = file["contents"] { wanted = contents } else { wanted = [file] }
    #expect(!wanted.isEmpty)
    for object in wanted {
      guard case .string(let id)? = object["id"] else {
        Issue.record("an example without an id")
        continue
      }
      let written = try #require(try DirectoryExporter.object(entity, id: id, of: casebook))
      let differences = Meaning.differences(object, written)
      #expect(differences.isEmpty, "\(path):\n\(differences.joined(separator: "\n"))")
    }
  }

  @Test("the tables of the HSDS example come back row by row, as JSON and as CSV")
  func tables() throws {
    for path in ["hsds-3.0/tabular.json", "hsds-3.0/csv", "oruk-3.0/csv"] {
      for format in DirectoryExporter.Format.allCases {
        let scratch = try Scratch()
        let first = try scratch.casebook()
        _ = try DirectoryImporter.run(path: SharedData.url(path), into: first)
        let out = scratch.url.appendingPathComponent(format == .csv ? "out" : "out.json")
        _ = try DirectoryExporter.run(first, to: out, format: format)
        let second = try scratch.casebook()
        _ = try DirectoryImporter.run(path: out, into: second)
        #expect(try second.directoryMeaning() == first.directoryMeaning(), "\(path) \(format)")
      }
    }
  }

  @Test("a CSV file of the example has the same rows in the file that is written")
  func rows() throws {
    for folder in ["hsds-3.0/csv"] {
      let scratch = try Scratch()
      let casebook = try scratch.casebook()
      _ = try DirectoryImporter.run(path: SharedData.url(folder), into: casebook)
      let out = scratch.url.appendingPathComponent("out")
      let report = try DirectoryExporter.run(casebook, to: out, format: .csv)
      #expect(report.files.contains("datapackage.json"))
      for name in report.files where name.hasSuffix(".csv") {
        let original = SharedData.url(folder).appendingPathComponent(name)
        guard FileManager.default.fileExists(atPath: original.path) else {
          Issue.record("\(name) is no file of the example")
          continue
        }
        #expect(
          try Meaning.rows(of: original) == Meaning.rows(of: out.appendingPathComponent(name)),
          "\(name)")
      }
    }
  }
}

/// What a text of JSON or CSV says, whatever the order of its members and columns; a
/// member without a value says what a missing one does.
enum Meaning {
  static func differences(_ a: JSONValue, _ b: JSONValue, at path: String = "") -> [String] {
    switch (a, b) {
    case (.object(let first), .object(let second)):
      func members(_ all: [JSONValue.Member]) -> [String: JSONValue] {
        Dictionary(
          all.filter { !isEmpty($0.value) }.map { ($0.key, $0.value) },
          uniquingKeysWith: { one, _ in one })
      }
      let (here, there) = (members(first), members(second))
      return Set(here.keys).union(there.keys).sorted().flatMap { key -> [String] in
        let place = path.isEmpty ? key : "\(path).\(key)"
        switch (here[key], there[key]) {
        case (let one?, let other?): return differences(one, other, at: place)
        case (let one?, nil): return ["\(place) is lost: \(one.text.prefix(80))"]
        case (nil, let other?): return ["\(place) is new: \(other.text.prefix(80))"]
        case (nil, nil): return []
        }
      }
    case (.array(let first), .array(let second)):
      guard first.count == second.count else {
        return ["\(path) has \(second.count) for \(first.count)"]
      }
      return zip(first, second).enumerated().flatMap {
        differences($0.element.0, $0.element.1, at: "\(path)[\($0.offset)]")
      }
    case (.number(let one), .number(let other)):
      return Double(one) == Double(other) ? [] : ["\(path): \(one) is \(other)"]
    default: return a == b ? [] : ["\(path): \(a.text.prefix(60)) is \(b.text.prefix(60))"]
    }
  }

  private static func isEmpty(_ value: JSONValue) -> Bool {
    value == .null || value == .string("") || value == .array([])
  }

  /// The rows of a CSV file, each as its named cells.
  static func rows(of file: URL) throws -> [[String: String]] {
    var text = DelimitedText(ByteFeed(Array(try Data(contentsOf: file))))
    try text.skipMark()
    let header = try text.next()?.cells ?? []
    var rows: [[String: String]] = []
    while let line = try text.next() {
      if line.isBlank { continue }
      rows.append(
        Dictionary(
          zip(header, line.cells).filter { !$0.1.isEmpty }, uniquingKeysWith: { one, _ in one }))
    }
    return rows
  }
}

@Suite("Random directories, out and in again")
struct RandomRoundTripTests {
  @Test("JSON, pages of JSON and CSV each give the same directory", arguments: 0..<24)
  func same(seed: Int) throws {
    var generator = SeededGenerator(seed: UInt64(seed))
    let scratch = try Scratch()
    let first = try scratch.casebook()
    var random = RandomDirectory(using: &generator)
    random.fill(using: &generator)
    _ = try first.applyDirectory(random.records, source: "random")
    let meaning = try first.directoryMeaning()
    #expect(meaning.count > 40)
    let ways: [(String, DirectoryExporter.Format, DirectoryEntity, Int?)] = [
      ("one.json", .json, .service, nil), ("pages", .json, .service, 3),
      ("csv", .csv, .service, nil),
      ("orgs.json", .json, .organization, nil), ("places.json", .json, .location, nil),
    ]
    for (name, format, root, pageSize) in ways {
      let out = scratch.url.appendingPathComponent(name)
      _ = try DirectoryExporter.run(first, to: out, format: format, root: root, pageSize: pageSize)
      let second = try scratch.casebook()
      defer { second.close() }
      let report = try DirectoryImporter.run(path: out, into: second)
      #expect(report.faults.isEmpty)
      let again = try second.directoryMeaning()
      #expect(
        again == meaning,
        "\(name): \(Set(again).symmetricDifference(meaning).sorted().prefix(8))")
      let isChanged = try DirectoryImporter.run(path: out, into: second).changed
      #expect(!isChanged, "\(name) twice")
    }
  }

  @Test("what is there already is not written over, and nothing is left of a failed export")
  func refused() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let there = try scratch.file("out.json", "mine")
    #expect(throws: ExportError.alreadyThere(there.path)) {
      try DirectoryExporter.run(casebook, to: there, format: .json)
    }
    #expect(try String(contentsOf: there, encoding: .utf8) == "mine")
    let nowhere = scratch.url.appendingPathComponent("no/such/folder/out.json")
    #expect(throws: ExportError.cannotWrite(nowhere.path)) {
      try DirectoryExporter.run(casebook, to: nowhere, format: .json)
    }
  }

  @Test("an empty directory is written and read as one")
  func empty() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let out = scratch.url.appendingPathComponent("out.json")
    _ = try DirectoryExporter.run(casebook, to: out, format: .json)
    let text = try String(contentsOf: out, encoding: .utf8)
    #expect(try JSONValue(reading: text)["total_items"] == .number("0"))
  }
}

/// A directory of any shape that the standard allows, and some fields that it does not.
private struct RandomDirectory {
  private(set) var records: [DirectoryRecord] = []
  private var ids: [DirectoryEntity: [String]] = [:]

  init(using generator: inout SeededGenerator) {}

  mutating func fill(using generator: inout SeededGenerator) {
    // Those that others point at first, so that there is something to point at.
    let order: [DirectoryEntity] =
      [.taxonomy, .taxonomyTerm, .organization, .program, .service, .location, .serviceAtLocation]
      + DirectoryEntity.published.filter {
        ![
          .taxonomy, .taxonomyTerm, .organization, .program, .service, .location,
          .serviceAtLocation,
        ].contains($0)
      }
    for entity in order {
      let most = [.service, .location, .schedule].contains(entity) ? 8 : 4
      for number in 0..<Int.random(in: entity == .service ? 2...most : 0...most, using: &generator)
      {
        add(entity, "\(entity.rawValue)-\(number)", using: &generator)
      }
    }
  }

  private mutating func add(
    _ entity: DirectoryEntity, _ id: String, using generator: inout SeededGenerator
  ) {
    var record = DirectoryRecord(entity: entity, id: id)
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
    func text() -> String {
      [
        "Chess", "Ann’s, “best” club", "a,b;c", "line\nbreak", "tab\tand \\ slash", "é ü 💚",
        " edges ", "=1+1", "{\"a\":1}", "12", "0012", "null", "\u{85}x", "\u{FEFF}mark",
      ].randomElement(using: &generator) ?? ""
    }
    for field in entity.fields where !field.isOurs && (field.isRequired || chance(0.5)) {
      let value: DirectoryValue
      switch field.kind {
      case .text: value = .text(text())
      case .integer: value = .integer(Int.random(in: 1...9, using: &generator))
      case .number:
        value = .number(
          ["0", "-0.50", "1e3", "52.123456789", "7"].randomElement(using: &generator) ?? "1")
      case .date: value = .text(chance(0.5) ? "2026-11-23" : "2030-02-28")
      case .dateTime: value = .text("2026-11-23T10:30:45.123Z")
      case .time: value = .text(chance(0.5) ? "10:00" : "18:30:00Z")
      case .choice(let words): value = .text(words.randomElement(using: &generator) ?? "")
      case .reference(let other):
        let known = ids[other] ?? []
        // One in ten points at nothing.
        value = .text(chance(0.1) ? "nowhere" : known.randomElement(using: &generator) ?? "nowhere")
      case .anyReference:
        value = .text(ids[.service]?.randomElement(using: &generator) ?? "nowhere")
      }
      record.fields[field.name] = value
    }
    fix(&record)
    for key in ["colour", "X-Odd", "depth", "a b"] where chance(0.2) {
      record.extra[key] =
        ["\"blue\"", "\"\"", "7", "1.50", "true", "{\"b\":[1,null]}", "[\"a\"]"].randomElement(
          using: &generator) ?? "1"
    }
    if let parent = ids[.service]?.randomElement(using: &generator), chance(0.3),
      let child = DirectoryEntity.service.children.first(where: { $0.entity == entity && $0.isMany }
      )
    {
      record.nestedIn = [
        DirectoryNesting(field: child.field, parent: .service, parentID: parent)
      ]
    }
    ids[entity, default: []].append(id)
    records.append(record)
  }

  /// Makes the fields fit each other: a rule of days that can be, ages the right way
  /// round, an attribute that says what it is of.
  private func fix(_ record: inout DirectoryRecord) {
    switch record.entity {
    case .service:
      record.fields["minimum_age"] = record.fields["minimum_age"] == nil ? nil : .number("5")
      record.fields["maximum_age"] = record.fields["maximum_age"] == nil ? nil : .number("16.5")
    case .location:
      for field in ["latitude", "longitude"] where record.fields[field] != nil {
        record.fields[field] = .number("52.25")
      }
    case .schedule:
      for (field, value) in [
        ("byday", "MO,-1FR"), ("bymonthday", "1,-1"), ("byyearday", "7"), ("byweekno", "41"),
      ] where record.fields[field] != nil {
        record.fields[field] = .text(value)
      }
      record.fields["until"] = record.fields["until"] == nil ? nil : .text("2031-01-01")
    case .attribute:
      record.fields["link_entity"] = .text("service")
      if record.fields["link_id"] == nil { record.fields["link_id"] = .text("nowhere") }
    case .metadata:
      record.fields["resource_type"] = .text("service")
      if record.fields["resource_id"] == nil { record.fields["resource_id"] = .text("nowhere") }
    default: break
    }
  }
}
