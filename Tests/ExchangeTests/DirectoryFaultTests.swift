// Directories with something wrong in them: each fault named, all or nothing.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("A directory with faults")
struct DirectoryFaultTests {
  private func faults(_ json: String) throws -> [ImportFault] {
    let scratch = try Scratch()
    return try DirectoryImporter.read(scratch.file("a.json", json)).report.faults
  }

  @Test(
    "each is named by path and field, with what would be right",
    arguments: [
      (
        #"{"id":"s","name":"A","minimum_age":16,"maximum_age":11}"#, "", "minimum_age",
        "above the highest"
      ),
      (#"{"id":"s","name":"A","minimum_age":-1}"#, "", "minimum_age", "below 0"),
      (#"{"id":"s","name":"A","minimum_age":"young"}"#, "", "minimum_age", "not a number"),
      (#"{"id":"s","name":"A","assured_date":"31/02/2025"}"#, "", "assured_date", "no such day"),
      (
        #"{"id":"s","name":"A","assured_date":"01/02/2025"}"#, "", "assured_date",
        "write it as 2025-02-01"
      ),
      (#"{"id":"s","name":"A","last_modified":"soon"}"#, "", "last_modified", "date and time"),
      (#"{"id":"s","name":["A"],"status":"active"}"#, "", "name", "a list stands where a text"),
      (#"{"id":"s","name":"A\u0000B","status":"active"}"#, "", "name", "NUL"),
      (#"{"name":"A","status":"active"}"#, "", "id", "there is no id"),
      (#"{"id":" ","name":"A","status":"active"}"#, "", "id", "the id is empty"),
      (#"{"id":"s","status":"active"}"#, "", "name", "there is no name"),
      (
        #"[{"id":"s","name":"A","status":"active","schedules":[{"id":"t","opens_at":"25:00"}]}]"#,
        "[0].schedules[0]", "opens_at", "not a time"
      ),
      (
        #"{"contents":[{"id":"s","name":"A","status":"active","phones":{"id":"p"}}]}"#,
        "contents[0]", "phones", "a list in [ ]"
      ),
      (
        #"{"id":"s","name":"A","organization_id":"x","organization":{"id":"y","name":"Y"}}"#,
        "", "organization_id", "should be the same"
      ),
      (
        #"{"contents":[{"id":"s","name":"A","status":"active"},7]}"#, "contents[1]", "",
        "a record should stand here"
      ),
      (
        #"[{"id":"s","name":"A","url":"u"},{"id":"s","name":"B","url":"u"}]"#, "[1]", "name",
        "comes twice with different contents"
      ),
    ])
  func named(json: String, place: String, field: String, reason: String) throws {
    let faults = try faults(json)
    #expect(faults.count == 1, "\(faults)")
    #expect(faults.first?.place == place)
    #expect(faults.first?.field == field)
    #expect(faults.first?.reason.contains(reason) == true, "\(faults)")
  }

  @Test(
    "what is odd but possible is kept, with a warning",
    arguments: [
      (#"{"id":"l","location_type":"physical","latitude":95,"longitude":0}"#, "latitude"),
      (#"{"id":"s","name":"A","status":"hibernating"}"#, "status"),
      (#"{"id":"s","name":"A","maximum_age":999}"#, "maximum_age"),
      (#"{"id":"s","name":"A","assured_date":"0001-01-01T00:00:00"}"#, "assured_date"),
    ])
  func warned(json: String, field: String) throws {
    let scratch = try Scratch()
    let report = try DirectoryImporter.read(scratch.file("a.json", json)).report
    #expect(report.faults.isEmpty)
    #expect(report.warnings.map(\.field) == [field])
  }

  @Test("one fault stops it all, and skipping it brings in the rest and lists it in a private file")
  func skipBad() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file(
      "two.json",
      #"[{"id":"1","name":"Chess","url":"u"},{"id":"2","name":"Bad","minimum_age":9,"maximum_age":3}]"#
    )
    let error = #expect(throws: ImportError.self) {
      try DirectoryImporter.run(path: file, into: casebook)
    }
    #expect(error?.description.contains("two.json, [1], minimum_age") == true)
    #expect(try casebook.assetCount(matching: "") == 0)
    let report = try DirectoryImporter.run(path: file, into: casebook, skipBad: true)
    #expect(report.leftOut == 1 && report.count(of: "services")?.added == 1)
    let path = try #require(report.badRowsFile)
    let listed = try String(contentsOfFile: path, encoding: .utf8)
    #expect(listed.contains("minimum_age") && listed.contains("above the highest"))
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let again = try DirectoryImporter.run(path: file, into: casebook, skipBad: true)
    #expect(again.badRowsFile != path && !again.changed)
  }

  @Test("unknown fields are kept as they are written, in JSON and in CSV")
  func unknown() throws {
    let scratch = try Scratch()
    let json = try scratch.file(
      "x.json", #"{"id":"s","name":"A","status":"active","x_depth":{"b":[1.50,null],"a":"é"}}"#)
    let service = try #require(try DirectoryImporter.read(json).records.first)
    #expect(service.extra == ["x_depth": #"{"b":[1.50,null],"a":"é"}"#])
    let csv = try scratch.file("services.csv", "id,name,colour\ns,A,blue\n")
    let row = try #require(try DirectoryImporter.read(csv).records.first)
    #expect(row.extra == ["colour": "\"blue\""])
  }

  @Test("one contact of two services stays the contact of both")
  func shared() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file(
      "shared.json",
      #"""
      [{"id":"1","name":"Chess","url":"u","contacts":[{"id":"c","name":"Ann"}],
        "attributes":[{"id":"a","taxonomy_term":{"id":"t","name":"Games"}}]},
       {"id":"2","name":"Draughts","url":"u","contacts":[{"id":"c","name":"Ann"}],
        "attributes":[{"id":"a","taxonomy_term":{"id":"t","name":"Games"}}]}]
      """#)
    let first = try DirectoryImporter.run(path: file, into: casebook)
    for id in ["1", "2"] {
      let asset = try #require(try casebook.asset(Identifier(id)))
      #expect(asset.contacts.map(\.name) == ["Ann"])
      #expect(asset.taxonomyTerms == ["Games"])
    }
    #expect(try casebook.assets(matching: "games", limit: 9).map(\.id.text).sorted() == ["1", "2"])
    #expect(first.count(of: "contacts")?.added == 1)
    #expect(try !DirectoryImporter.run(path: file, into: casebook).changed)
  }

  @Test(
    "a row that one comma too many has shifted is refused, though what it pushed out is empty",
    arguments: [
      // The last column of the row was empty before the shift.
      ("id,name,status,url\r\n1,Chess,active,u\r\n2,,Art,active,\r\n", ["row 3"]),
      ("id,name,status,url\r\n2,,Art,active,\r\n1,Chess,active,u\r\n", ["row 2"]),
      ("id,name,status\r\n1,Chess,active\r\n2,Art,active,\r\n3,Go,active\r\n", ["row 3"]),
      ("id,name,status\r\n1,Chess,active,\r\n", ["row 2"]),
      // A spreadsheet pads every row alike: nothing has moved.
      ("id,name,status\r\n1,Chess,active,,\r\n2,Art,active,,\r\n3,Go,active,,\r\n", []),
      ("id,name,status\r\n1,Chess,active,,\r\n2,Art,active,,\r\n3,Go,active,,,\r\n", ["row 4"]),
      ("id,name,status\r\n1,Chess,active,,\r\n2,Art,active,,x\r\n", ["row 3"]),
    ] as [(String, [String])])
  func shifted(csv: String, places: [String]) throws {
    let scratch = try Scratch()
    let file = try scratch.file("services.csv", csv)
    let report = try DirectoryImporter.read(file).report
    #expect(report.faults.map(\.place) == places)
    #expect(report.faults.allSatisfy { $0.reason.contains("a comma or a quotation mark") })
  }

  @Test("of a record that comes twice, unknown fields are compared too, however many there are")
  func unknownFieldsTwice() throws {
    func record(_ changed: [Int: Int]) -> String {
      let fields = (0..<60).map { #""x_\#($0)":\#(changed[$0] ?? 1)"# }.joined(separator: ",")
      return #"{"id":"s","name":"A","url":"u",\#(fields)}"#
    }
    #expect(try faults("[\(record([:])),\(record([:]))]").isEmpty)
    for field in [0, 31, 32, 59] {
      let found = try faults("[\(record([:])),\(record([field: 2]))]")
      #expect(found.map(\.field) == ["x_\(field)"] && found.map(\.place) == ["[1]"], "\(found)")
    }
  }

  @Test("a folder of CSVs with a shifted row, a missing id and an open quotation mark is refused")
  func csvFaults() throws {
    let scratch = try Scratch()
    try scratch.file(
      "d/services.csv", "id,name,status\r\n1,Chess,active\r\n2,Art\r\n,Go,active\r\n")
    try scratch.file("d/organizations.csv", "id,name\r\no,Library\r\n")
    let report = try DirectoryImporter.read(scratch.url.appendingPathComponent("d")).report
    #expect(report.faults.map(\.place) == ["row 3", "row 4"])
    #expect(report.faults.map(\.file) == ["services.csv", "services.csv"])
    #expect(report.faults.first?.reason.contains("2 cells and the first row has 3") == true)
    try scratch.file("d/phones.csv", "id,number\np,\"01\n")
    let broken = try DirectoryImporter.read(scratch.url.appendingPathComponent("d"))
    #expect(broken.isBroken)
    #expect(
      broken.report.faults.contains { $0.file == "phones.csv" && $0.place == "row 2, cell 2" })
    let casebook = try scratch.casebook()
    let error = #expect(throws: ImportError.self) {
      try DirectoryImporter.run(
        path: scratch.url.appendingPathComponent("d"), into: casebook, skipBad: true)
    }
    #expect(error?.description.contains("cannot be read to its end") == true)
    #expect(error?.description.contains("--skip-bad") == false)
  }

  @Test("a CSV is known by its columns when its name says nothing")
  func byContent() throws {
    let scratch = try Scratch()
    let csv = try scratch.file(
      "export 12.csv", "\u{FEFF}id,organization_id,name,status,minimum_age\n1,o,Chess,active,11\n")
    let reading = try DirectoryImporter.read(csv)
    #expect(reading.records.map(\.entity) == [.service])
    let other = try scratch.file("b.csv", "id,colour\n1,blue\n")
    #expect(throws: ImportError.self) { try DirectoryImporter.read(other) }
  }

  @Test(
    "files that are nothing of ours are refused in one sentence",
    arguments: [
      ("a.json", [UInt8]()), ("a.json", [0xFF, 0xFE, 0x7B, 0x00]), ("a.json", Array("7".utf8)),
      ("a.json", Array("{}".utf8)), ("a.json", Array("[]".utf8)),
      ("a.json", Array(#"{"resources":[]}"#.utf8)), ("a.json", Array(#"{"contents":[]}"#.utf8)),
      ("a.csv", Array("hello".utf8)), ("a.csv", [0xFE, 0xFF, 0, 0x61]), ("a.bin", [0x7F, 0x45]),
      ("a.json", [0x7B, 0x22, 0xC3, 0x28, 0x22]),
      ("a.json", Array(String(repeating: "[", count: 50_000).utf8)),
    ] as [(String, [UInt8])])
  func nothing(name: String, bytes: [UInt8]) throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file(name, bytes)
    let error = #expect(throws: ImportError.self) {
      try DirectoryImporter.run(path: file, into: casebook, skipBad: true)
    }
    #expect(error?.description.contains(name) == true, "\(String(describing: error))")
    #expect(try casebook.nextUndo() == nil)
  }

  @Test("random bytes are refused, never a crash")
  func randomBytes() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    var generator = SeededGenerator(seed: 5)
    let likely = Array(#"{}[]",:id name contents services1"#.utf8)
    for round in 0..<400 {
      let bytes = (0..<Int.random(in: 1..<80, using: &generator)).map { _ in
        round % 3 == 0
          ? UInt8.random(in: 0...255, using: &generator)
          : likely[Int.random(in: 0..<likely.count, using: &generator)]
      }
      let file = try scratch.file(round % 2 == 0 ? "r.json" : "services.csv", bytes)
      do {
        _ = try DirectoryImporter.run(path: file, into: casebook, dryRun: true)
      } catch { #expect(error is ImportError) }
    }
  }

  @Test("a folder of JSON pages is read page by page")
  func pages() throws {
    let scratch = try Scratch()
    for page in 1...3 {
      try scratch.file(
        "pages/\(page).json",
        #"{"total_pages":3,"page_number":\#(page),"contents":[{"id":"\#(page)","name":"S\#(page)","url":"u"}]}"#
      )
    }
    try scratch.file("pages/base.json", #"{"version":"3.0","openapi_url":"x"}"#)
    let casebook = try scratch.casebook()
    let report = try DirectoryImporter.run(
      path: scratch.url.appendingPathComponent("pages"), into: casebook)
    #expect(report.notes.contains { $0.hasPrefix("base.json was left alone") })
    #expect(report.count(of: "services")?.added == 3)
  }

  @Test("the report is plain words for a person and JSON for a script")
  func report() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("s.json", #"{"id":"1","name":"Chess","url":"u"}"#)
    let report = try DirectoryImporter.run(path: file, into: casebook)
    #expect(report.description == "Imported s.json:\n  services  1 added")
    let json = try JSONEncoder().encode(report)
    #expect(try JSONDecoder().decode(ImportReport.self, from: json) == report)
    let again = try DirectoryImporter.run(path: file, into: casebook)
    #expect(again.description == "Imported s.json:\n  services  1 unchanged\nNothing has changed.")
  }
}

@Suite("Files of a hostile size")
struct HostileSizeTests {
  @Test("a file of twenty gibibytes is refused at once, and so is a referral list of 100 MiB")
  func large() throws {
    let scratch = try Scratch()
    for (name, megabytes) in [("a.json", 20_480), ("services.csv", 20_480), ("list.csv", 100)] {
      let file = try scratch.file(name, "{")
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: UInt64(megabytes) * 1_048_576)  // sparse: takes no room
      try handle.close()
      let error = #expect(throws: ImportError.self) {
        if name == "list.csv" {
          _ = try ReferralImporter.read(file, today: someDay)
        } else {
          _ = try DirectoryImporter.read(file)
        }
      }
      #expect(error?.description.contains("larger than") == true)
    }
  }

  @Test("a file of two gibibytes that is no directory is refused at its first wrong byte")
  func twoGibibytes() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    for (name, begin) in [
      ("a.json", "{"), ("b.json", "[{\"id\":\"1\",\"name\":\"A\",\"url\":\"u\"}"),
      ("services.csv", "id,name\n1,A\n"),
    ] {
      let file = try scratch.file(name, begin)
      let handle = try FileHandle(forWritingTo: file)
      try handle.truncate(atOffset: 2_048 * 1_048_576)
      try handle.close()
      let error = #expect(throws: ImportError.self) {
        try DirectoryImporter.run(path: file, into: casebook, skipBad: true)
      }
      #expect(error?.description.contains(name) == true)
      #expect(try casebook.assetCount(matching: "") == 0)
    }
  }

  @Test("a text of five mebibytes and a row of twenty thousand cells are refused by place")
  func longTexts() throws {
    let scratch = try Scratch()
    let long = String(repeating: "x", count: 5 * 1_048_576)
    let json = try scratch.file("a.json", "[{\"id\":\"1\",\"name\":\"\(long)\"}]")
    #expect(try DirectoryImporter.read(json).report.faults.first?.reason.contains("MiB") == true)
    let csv = try scratch.file("services.csv", "id,name,status\n1,\(long),active\n")
    #expect(
      try DirectoryImporter.read(csv).report.faults.map(\.place) == ["row 2, cell 2"])
    let wide = try scratch.file(
      "services.csv", "id,name,status\n" + String(repeating: ",", count: 20_000) + "\n")
    #expect(try DirectoryImporter.read(wide).isBroken)
    let list = try scratch.file("l.csv", "Name,DOB\n\(long.prefix(30_000)) Smith,01/02/2012\n")
    let reading = try ReferralImporter.read(list, today: someDay)
    #expect(reading.faults.first?.reason.contains("20000 is the most") == true)
  }
}
