// The standards' own examples, read and imported.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("The examples of Open Referral UK and HSDS", .enabled(if: SharedData.isThere))
struct DirectoryExampleTests {
  private static let records: [String] = [
    "location", "organization_full", "organization_list", "service_at_location_full",
    "service_at_location_list", "service_full", "service_list", "tabular", "taxonomy",
    "taxonomy_list", "taxonomy_term", "taxonomy_term_list",
  ]

  static let all: [String] =
    records.map { "hsds-3.0/\($0).json" }
    + records.filter { $0 != "location" && $0 != "tabular" }.map { "oruk-3.0/\($0).json" }
    + ["hsds-3.0/csv", "oruk-3.0/csv"]

  @Test("each imports without a fault, and a second time changes nothing", arguments: all)
  func importsTwice(path: String) throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let url = SharedData.url(path)
    let rehearsal = try DirectoryImporter.run(path: url, into: casebook, dryRun: true)
    #expect(rehearsal.changed && rehearsal.faults.isEmpty)
    #expect(try casebook.assetCount(matching: "") == 0)
    let first = try DirectoryImporter.run(path: url, into: casebook)
    #expect(first.counts == rehearsal.counts)
    #expect(first.counts.allSatisfy { $0.updated == 0 && $0.unchanged == 0 && $0.added > 0 })
    let undo = try casebook.nextUndo()
    let second = try DirectoryImporter.run(path: url, into: casebook)
    #expect(!second.changed)
    #expect(second.counts.map(\.unchanged) == first.counts.map(\.added))
    #expect(try casebook.nextUndo() == undo, "a second import must write no history")
  }

  @Test("the whole HSDS service becomes an asset with all its parts")
  func hsdsAsset() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    _ = try DirectoryImporter.run(
      path: SharedData.url("hsds-3.0/service_full.json"), into: casebook)
    let asset = try #require(
      try casebook.asset(Identifier("ac148810-d857-441c-9679-408f346de14b")))
    #expect(asset.name == "Community Counselling")
    #expect(asset.organizationName == "Example Organization Inc.")
    #expect(asset.ageWords == "from 12" && asset.whenWords == "Thu, Fri 10:00–18:00")
    #expect(asset.costWords == "£35 per 1 hour session")
    #expect(asset.locations.map(\.name) == ["MyCity Civic Center"])
    #expect(asset.locations.first?.postcode == "ABC 1234")
    #expect(asset.locations.first?.latitude == nil, "100 is not on Earth")
    #expect(asset.languages == ["Urdu"] && asset.taxonomyTerms == ["name"])
    #expect(asset.phones.map(\.words) == ["+44 1234 234567 ext. 100"])
    #expect(asset.contacts.map(\.name) == ["Ann Persona"])
    #expect(asset.contacts.first?.phones.count == 1)
    #expect(asset.assuredOn == Day(iso: "2005-01-01"))
    #expect(asset.modifiedOn == Day(iso: "2023-03-15"))
    #expect(asset.accessibility.count == 1 && asset.isOffered)
  }

  @Test("the UK service, as JSON and as CSV, is the same line of a list")
  func orukBothWays() throws {
    let scratch = try Scratch()
    var lines: [AssetLine] = []
    for path in ["oruk-3.0/service_full.json", "oruk-3.0/csv"] {
      let casebook = try scratch.casebook()
      _ = try DirectoryImporter.run(path: SharedData.url(path), into: casebook)
      lines += try casebook.assets(matching: "couns", limit: 10)
    }
    #expect(lines.count == 2)
    #expect(lines.first == lines.last)
  }

  @Test("latitude 100 is a warning, kept as it is written")
  func latitude() throws {
    let reading = try DirectoryImporter.read(SharedData.url("hsds-3.0/location.json"))
    #expect(reading.report.warnings.map(\.field).contains("latitude"))
    let place = try #require(reading.records.first { $0.entity == .location })
    #expect(place.fields["latitude"] == .number("100"))
  }

  @Test("every field of every example is read: none is left over as unknown")
  func nothingUnknown() throws {
    for path in Self.all {
      let reading = try DirectoryImporter.read(SharedData.url(path))
      for record in reading.records {
        #expect(record.extra.isEmpty, "\(path) \(record.entity) \(record.extra)")
      }
    }
  }

  @Test("the description of an API is refused in one sentence")
  func base() throws {
    let error = #expect(throws: ImportError.self) {
      try DirectoryImporter.read(SharedData.url("hsds-3.0/base.json"))
    }
    #expect(error?.description.contains("describes an Open Referral API") == true)
    let package = #expect(throws: ImportError.self) {
      try DirectoryImporter.read(SharedData.url("hsds-3.0/csv/datapackage.json"))
    }
    #expect(package?.description.contains("import the folder") == true)
  }

  @Test("a page says which others are missing")
  func paging() throws {
    let reading = try DirectoryImporter.read(SharedData.url("oruk-3.0/service_list.json"))
    #expect(
      reading.report.notes == ["service_list.json is page 1 of 10: import the other pages as well."]
    )
  }

  @Test("cut off at any length, an example is refused and leaves the casebook as it was")
  func truncated() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let bytes = Array(try Data(contentsOf: SharedData.url("oruk-3.0/taxonomy.json")))
    let end = bytes.lastIndex(of: UInt8(ascii: "}")) ?? 0
    for length in 0...end {
      let file = try scratch.file("cut.json", Array(bytes.prefix(length)))
      #expect(throws: ImportError.self, "\(length)") {
        try DirectoryImporter.run(path: file, into: casebook, skipBad: true)
      }
    }
    #expect(try casebook.nextUndo() == nil)
  }

  @Test("one counter part after another: what a file does not mention stays")
  func layering() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    _ = try DirectoryImporter.run(
      path: SharedData.url("hsds-3.0/service_full.json"), into: casebook)
    _ = try DirectoryImporter.run(
      path: SharedData.url("oruk-3.0/service_full.json"), into: casebook)
    let asset = try #require(
      try casebook.asset(Identifier("ac148810-d857-441c-9679-408f346de14b")))
    #expect(asset.alternateName == "MyCity Counselling Services")
    #expect(asset.languages == ["Urdu"])
  }
}
