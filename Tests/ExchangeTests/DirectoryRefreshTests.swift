// A directory that comes again: what is called a change, and what is not.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("A directory that comes again")
struct DirectoryRefreshTests {
  private let scratch: Scratch
  private let casebook: Casebook

  init() throws {
    scratch = try Scratch()
    casebook = try scratch.casebook()
  }

  private func bring(_ json: String, as name: String = "a.json", dryRun: Bool = false) throws
    -> ImportReport
  {
    try DirectoryImporter.run(
      path: scratch.file(name, json), into: casebook, dryRun: dryRun)
  }

  private static func service(_ rest: String, name: String = "Chess") -> String {
    #"[{"id":"s","name":"\#(name)","status":"active",\#(rest)}]"#
  }

  @Test("what is our own field is never counted, listed or told in a service's history")
  func ours() throws {
    try scratch.file("d/services.csv", "id,name,status\ns,Chess,active\n")
    try scratch.file("d/taxonomy_terms.csv", "id,name\nt,Games\n")
    for link in ["service", "services", ""] {
      try scratch.file(
        "d/attributes.csv", "id,link_id,link_entity,taxonomy_term_id\na\(link),s,\(link),t\n")
      _ = try DirectoryImporter.run(
        path: scratch.url.appendingPathComponent("d"), into: casebook)
    }
    let attributes = ["aservice", "aservices", "a"].map {
      #"{"id":"\#($0)","taxonomy_term":{"id":"t","name":"Games"}}"#
    }
    let again = try bring(Self.service(#""attributes":[\#(attributes.joined(separator: ","))]"#))
    #expect(again.changes.isEmpty && !again.changed, "\(again)")
    #expect(again.count(of: "attributes")?.unchanged == 3)
    let asset = try #require(try casebook.asset(Identifier("s")))
    #expect(asset.taxonomyTerms == ["Games"])
    // Where something else of the attribute is news, only that is told.
    let told = try bring(
      Self.service(
        #""attributes":[{"id":"a","value":"weekly","taxonomy_term":{"id":"t","name":"Games"}}]"#))
    #expect(told.changes.map(\.field) == ["value"], "\(told)")
    let story = try casebook.history(ofAsset: Identifier("s"))
    #expect(story.events.contains { $0.words.contains("weekly") })
    #expect(!story.events.contains { $0.words.contains("nested in") }, "\(story.events)")
  }

  @Test(
    "two spellings of one value are no change, and no contradiction",
    arguments: [
      (#""minimum_age":12"#, #""minimum_age":12.0"#),
      (#""minimum_age":12.50"#, #""minimum_age":"12.5""#),
      (#""maximum_age":1e1"#, #""maximum_age":10"#),
      (#""last_modified":"2026-01-01T10:00:00Z""#, #""last_modified":"2026-01-01T10:00:00+00:00""#),
      (
        #""last_modified":"2026-06-01T10:00:00.500Z""#,
        #""last_modified":"2026-06-01T11:00:00.5+01:00""#
      ),
      (#""x_depth":{"a":1.50,"b":2}"#, #""x_depth":{"b":2.0,"a":1.5}"#),
      (
        #""cost_options":[{"id":"c","amount":2.5}]"#, #""cost_options":[{"id":"c","amount":2.50}]"#
      ),
      (
        #""schedules":[{"id":"h","opens_at":"10:00"}]"#,
        #""schedules":[{"id":"h","opens_at":"10:00:00"}]"#
      ),
    ])
  func spelling(first: String, second: String) throws {
    _ = try bring(Self.service(first))
    let before = try casebook.directoryRecords()
    let again = try bring(Self.service(second))
    #expect(!again.changed && again.changes.isEmpty, "\(again)")
    #expect(try casebook.directoryRecords() == before)
    let both = "[\(Self.service(first).dropFirst().dropLast()),\(Self.service(second).dropFirst())"
    #expect(try !bring(both).changed)
  }

  @Test(
    "another value is a change, however alike it looks",
    arguments: [
      (#""minimum_age":12"#, #""minimum_age":12.01"#),
      (#""last_modified":"2026-01-01T10:00:00Z""#, #""last_modified":"2026-01-01T10:00:00+01:00""#),
      (#""last_modified":"2026-01-01T10:00:00Z""#, #""last_modified":"2026-01-01T10:00:00""#),
      (#""fees":"1.50""#, #""fees":"1.5""#), (#""x_depth":"1.50""#, #""x_depth":"1.5""#),
    ])
  func change(first: String, second: String) throws {
    _ = try bring(Self.service(first))
    #expect(try bring(Self.service(second), dryRun: true).changed)
    let both = "[\(Self.service(first).dropFirst().dropLast()),\(Self.service(second).dropFirst())"
    #expect(throws: ImportError.self) { try bring(both) }
  }

  @Test("nothing of an empty casebook was there before, though a file says it in two places")
  func firstTime() throws {
    let report = try bring(
      #"""
      [{"id":"s","name":"Chess","status":"active"},
       {"id":"s","name":"Chess","status":"active","fees":"£1","phones":[{"id":"p","number":"1"}]}]
      """#)
    #expect(report.changes.isEmpty && report.count(of: "services")?.added == 1, "\(report)")
    #expect(!"\(report)".contains("what was here before"))
  }

  @Test("a dry run names every change, what has closed first")
  func everyChange() throws {
    func town(_ status: String, _ fees: String) -> String {
      let all = (0..<90).map {
        #"{"id":"\#($0)","name":"S\#($0)","status":"\#($0 == 80 ? status : "active")","fees":"\#(fees)","phones":[{"id":"p\#($0)","number":"\#(fees)"}]}"#
      }
      return "[\(all.joined(separator: ","))]"
    }
    _ = try bring(town("active", "1"))
    let dry = try bring(town("defunct", "2"), dryRun: true)
    #expect(dry.changes.count == 181 && dry.changes.first?.field == "status")
    #expect(dry.changes.prefix(91).allSatisfy { $0.what == "service" })
    let lines = "\(dry)".split(separator: "\n")
    #expect(lines.filter { $0.contains(" → ") }.count == 181 && !"\(dry)".contains(" more"))
    let done = try bring(town("defunct", "2"))
    #expect("\(done)".contains("and 141 more; --json lists them"))
  }
}

@Suite("Of what kind a record is")
struct DirectoryKindTests {
  private func kinds(_ name: String, _ json: String) throws -> (kinds: [String], notes: [String]) {
    let scratch = try Scratch()
    let read = try DirectoryImporter.read(scratch.file(name, json))
    #expect(read.report.faults.isEmpty, "\(read.report)")
    return (read.records.map { "\($0.entity.rawValue) \($0.id)" }.sorted(), read.report.notes)
  }

  @Test(
    "the name of a file says it where the standard has that name",
    arguments: [
      (
        "organizations.json", #"{"id":"o","name":"A","description":"d","email":"e"}"#,
        "organization o"
      ),
      ("organizations-2.json", #"{"id":"o","name":"A","description":"d"}"#, "organization o"),
      ("taxonomies.json", #"{"id":"t","name":"A","description":"d","uri":"u"}"#, "taxonomy t"),
      ("taxonomy_terms.json", #"{"id":"t","name":"A","description":"d"}"#, "taxonomy_term t"),
      ("locations.json", #"{"id":"l","name":"A","url":"u"}"#, "location l"),
      (
        "service_at_locations.json", #"{"id":"x","description":"d","phones":[],"contacts":[]}"#,
        "service_at_location x"
      ),
      ("phones.json", #"{"id":"p","number":"1","service_id":"s"}"#, "phone p"),
      // What says plainly that it is something else is taken for that.
      ("organizations.json", #"{"id":"s","name":"A","status":"active","fees":"£1"}"#, "service s"),
      ("phones.json", #"{"id":"s","name":"A","status":"active"}"#, "service s"),
    ])
  func named(file: String, record: String, kind: String) throws {
    for json in [record, "[\(record)]", #"{"contents":[\#(record)]}"#] {
      let read = try kinds(file, json)
      #expect(read.kinds == [kind] && read.notes.isEmpty, "\(json) \(read)")
    }
  }

  @Test("else the other records of the page say it, and the report says that it was assumed")
  func page() throws {
    let bare = #"{"id":"b","name":"B","description":"d","email":"e"}"#
    let organization = #"{"id":"o","name":"A","description":"d","website":"w","tax_id":"1"}"#
    let service = #"{"id":"s","name":"A","status":"active","fees":"1"}"#
    for (list, wanted) in [
      ("[\(bare),\(organization)]", ["organization b", "organization o"]),
      (#"{"data":[\#(organization),\#(bare)]}"#, ["organization b", "organization o"]),
      ("[\(bare),\(service)]", ["service b", "service s"]),
    ] {
      let read = try kinds("x.json", list)
      #expect(read.kinds == wanted, "\(list)")
      let isAssumed = wanted[0].hasPrefix("organization")
      #expect(read.notes.count == (isAssumed ? 1 : 0), "\(read.notes)")
      if isAssumed {
        #expect(read.notes.first?.contains("1 record does not say of what kind it is") == true)
      }
    }
    let alone = try kinds("x.json", "[\(bare)]")
    #expect(alone.kinds == ["service b"] && alone.notes.count == 1)
    #expect(try kinds("x.json", "[\(service)]").notes.isEmpty)
    // HSDS 3.1 lists the services of a place.
    let place = try kinds(
      "x.json", #"[{"id":"l","name":"L","location_type":"physical","services":[]}]"#)
    #expect(place.kinds == ["location l"] && place.notes.isEmpty)
  }
}

@Suite("A package of tables that says what is in it")
struct DataPackageTests {
  @Test("names, places in folders beneath and delimiters are as it says; nothing outside is read")
  func described() throws {
    let scratch = try Scratch()
    try scratch.file("secret.csv", "id,name,status\nout,Outside,active\n")
    try scratch.file("d/t1.csv", "id;name;status\ns1;Chess;active\n")
    try scratch.file("d/data/t2.csv", "id,name,description\no1,Library,d\n")
    try scratch.file("d/phones.csv", "id,number\np1,01\n")
    try scratch.file(
      "d/datapackage.json",
      #"""
      {"resources":[{"name":"services","path":"t1.csv","dialect":{"delimiter":";"}},
        {"name":"organizations","path":["./data/t2.csv"]},{"name":"contacts","path":"none.csv"},
        {"name":"services","path":"../secret.csv"},{"name":"locations","path":"link.csv"}]}
      """#)
    try FileManager.default.createSymbolicLink(
      atPath: scratch.url.appendingPathComponent("d/link.csv").path,
      withDestinationPath: scratch.url.appendingPathComponent("secret.csv").path)
    let read = try DirectoryImporter.read(scratch.url.appendingPathComponent("d"))
    #expect(
      read.records.map { "\($0.entity.rawValue) \($0.id)" }.filter { !$0.hasSuffix(" out") }
        .sorted()
        == ["organization o1", "phone p1", "service s1"], "\(read.report)")
    #expect(read.report.notes.contains { $0.hasPrefix("datapackage.json names ../secret.csv") })
    #expect(read.report.notes.contains { $0.hasPrefix("datapackage.json names a file") })
  }

  @Test("a byte that is wrong is named by its path in the file")
  func bytes() throws {
    let scratch = try Scratch()
    let begin = #"{"contents":[{"id":"1","name":"A"},{"id":"2","name":""#
    let file = try scratch.file("a.json", Array(begin.utf8) + [0xC3, 0x28] + Array(#""}]}"#.utf8))
    let fault = try #require(try DirectoryImporter.read(file).report.faults.first)
    #expect(fault.place == "contents[1].name" && fault.reason.contains("line 1, column"))
  }
}
