// Bad input to the directory, every kind that the issue names, and imports that are
// large, stopped or refreshed.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("A directory with bad input")
struct DirectoryBadInputTests {
  private func service(_ fields: String) -> String {
    #"[{"id":"s","name":"A","url":"u","schedules":[{"id":"h",\#(fields)}]}]"#
  }

  @Test(
    "a rule of days that cannot be is named by path and field",
    arguments: [
      (#""freq":"WEEKLY","byday":"XX""#, "byday"), (#""freq":"MONTHLY","byday":"6MO""#, "byday"),
      (#""freq":"WEEKLY","interval":0,"byday":"MO""#, "interval"),
      (#""freq":"MONTHLY","bymonthday":"32""#, "bymonthday"),
      (#""byweekno":"60""#, "byweekno"), (#""byyearday":"400""#, "byyearday"),
      (#""count":0,"byday":"MO""#, "count"),
      (#""byday":"MO","dtstart":"2026-05-01","until":"2026-04-01""#, "until"),
    ])
  func rules(fields: String, field: String) throws {
    let scratch = try Scratch()
    let report = try DirectoryImporter.read(scratch.file("a.json", service(fields))).report
    #expect(report.faults.map(\.place) == ["[0].schedules[0]"], "\(report.faults)")
    #expect(report.faults.map(\.field) == [field])
  }

  @Test("a rule that no day fits is kept, with a warning")
  func never() throws {
    let scratch = try Scratch()
    let json = service(#""freq":"MONTHLY","bymonthday":"31","byyearday":"33""#)
    let report = try DirectoryImporter.read(scratch.file("a.json", json)).report
    #expect(report.faults.isEmpty)
    #expect(report.warnings.first?.reason.contains("never happens") == true)
  }

  @Test("a reference to nothing is kept, and named by file, row and field")
  func dangling() throws {
    let scratch = try Scratch()
    try scratch.file(
      "d/services.csv",
      "id,organization_id,name,status\r\n1,o,Chess,active\r\n2,gone,Art,active\r\n")
    try scratch.file("d/organizations.csv", "id,name\r\no,Library\r\n")
    try scratch.file("d/service_at_location.csv", "id,service_id,location_id\r\nx,9,8\r\n")
    let report = try DirectoryImporter.read(scratch.url.appendingPathComponent("d")).report
    #expect(report.faults.isEmpty)
    let told = report.warnings.map { "\($0.file) \($0.place) \($0.field) \($0.value)" }.sorted()
    #expect(
      told == [
        "service_at_location.csv row 2 location_id 8", "service_at_location.csv row 2 service_id 9",
        "services.csv row 3 organization_id gone",
      ])
  }

  @Test("two services with one id are named with both their places, in a page and over two files")
  func twice() throws {
    let scratch = try Scratch()
    let page = try scratch.file(
      "p.json",
      #"{"contents":[{"id":"a","name":"A","url":"u"},{"id":"s","name":"B","url":"u"},{"id":"s","name":"C","url":"u"}]}"#
    )
    let fault = try #require(try DirectoryImporter.read(page).report.faults.first)
    #expect(fault.place == "contents[2]" && fault.field == "name" && fault.value == "C")
    #expect(fault.reason.contains("“B” at p.json, contents[1]"), "\(fault.reason)")
    try scratch.file("d/1.json", #"[{"id":"s","name":"B","url":"u"}]"#)
    try scratch.file(
      "d/2.json", #"[{"id":"x","name":"X","url":"u"},{"id":"s","name":"C","url":"u"}]"#)
    let other = try #require(
      try DirectoryImporter.read(scratch.url.appendingPathComponent("d")).report.faults.first)
    #expect(other.file == "2.json" && other.place == "[1]")
    #expect(other.reason.contains("“B” at 1.json, [0]"), "\(other.reason)")
  }

  @Test("a second mention of a record may change what was here before, and may fill what is blank")
  func mentions() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let first = try scratch.file(
      "a.json", #"[{"id":"s","name":"A","url":"old","email":"e"},{"id":"t","name":"T","url":"u"}]"#)
    _ = try DirectoryImporter.run(path: first, into: casebook)
    // The service comes twice: once brief, once with another address than before; its
    // email is blank in one place and given in the other.
    let second = try scratch.file(
      "b.json",
      #"[{"id":"s","name":"A","url":"","email":null},{"id":"s","name":"A","url":"new","email":"e"}]"#
    )
    let report = try DirectoryImporter.run(path: second, into: casebook)
    #expect(report.count(of: "services")?.updated == 1)
    #expect(report.changes.map(\.words) == ["A: url “old” → “new”"])
    let asset = try #require(try casebook.asset(Identifier("s")))
    #expect(asset.url == "new" && asset.email == "e")
    #expect(try !DirectoryImporter.run(path: second, into: casebook).changed)
    let blank = try scratch.file("c.json", #"[{"id":"s","name":"A","url":null,"status":"active"}]"#)
    _ = try DirectoryImporter.run(path: blank, into: casebook)
    #expect(try casebook.asset(Identifier("s"))?.url == "")
  }

  @Test("pages: one missing, one twice, two that disagree, one with fewer records than it says")
  func pages() throws {
    func tried(_ pages: [(Int, Int, Int)]) throws -> [String] {
      let scratch = try Scratch()
      for (index, page) in pages.enumerated() {
        let contents = (0..<page.2).map { #"{"id":"\#(index)-\#($0)","name":"S","url":"u"}"# }
        try scratch.file(
          "d/\(index).json",
          #"{"total_items":\#(2 * page.1),"total_pages":\#(page.1),"page_number":\#(page.0),"size":2,"contents":[\#(contents.joined(separator: ","))]}"#
        )
      }
      return try DirectoryImporter.read(scratch.url.appendingPathComponent("d")).report.faults
        .map(\.reason)
    }
    #expect(try tried([(1, 3, 2), (2, 3, 2), (3, 3, 2)]) == [])
    #expect(try tried([(0, 2, 2), (1, 2, 2)]) == [], "some count pages from 0")
    #expect(
      try tried([(1, 3, 2), (3, 3, 2)]).first?.contains("page 2 is not in the folder") == true)
    #expect(try tried([(1, 2, 2), (1, 2, 2), (2, 2, 2)]).first?.contains("there twice") == true)
    #expect(try tried([(1, 2, 2), (2, 3, 2)]).contains { $0.contains("there are 3 pages") })
    #expect(
      try tried([(1, 2, 1), (2, 2, 2)]).first
        == "the page says that it has 2 records, and has 1; get it anew, whole")
  }

  @Test("a page that says ten pages, with nine in the folder, brings nothing in unless skipped")
  func nineOfTen() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    for page in 1...9 {
      try scratch.file(
        "d/\(page).json",
        #"{"total_pages":10,"page_number":\#(page),"contents":[{"id":"\#(page)","name":"S","url":"u"}]}"#
      )
    }
    let folder = scratch.url.appendingPathComponent("d")
    let error = #expect(throws: ImportError.self) {
      try DirectoryImporter.run(path: folder, into: casebook)
    }
    #expect(error?.description.contains("page 10 is not in the folder") == true)
    #expect(try casebook.assetCount(matching: "") == 0)
    #expect(
      try DirectoryImporter.run(path: folder, into: casebook, skipBad: true).count(of: "services")?
        .added == 9)
  }

  @Test("a wrong file does not fill the memory with its faults: reading stops and says so")
  func tooMany() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let rows = (0..<12_000).map { "\($0),,active" }.joined(separator: "\n")
    let file = try scratch.file("services.csv", "id,name,status\n\(rows)\n")
    let error = #expect(throws: ImportError.self) {
      try DirectoryImporter.run(path: file, into: casebook, skipBad: true)
    }
    #expect(error?.description.contains("is it the right file?") == true)
    #expect(try casebook.assetCount(matching: "") == 0)
  }

  @Test("stopped half way, nothing is brought in; told how far it has come until then")
  func stopped() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let many = (0..<9_000).map { #"{"id":"\#($0)","name":"Service \#($0)","url":"u"}"# }
    let file = try scratch.file("many.json", "[\(many.joined(separator: ",\n"))]")
    var told: [ImportProgress] = []
    #expect(throws: ImportError.cancelled("many.json")) {
      try DirectoryImporter.run(path: file, into: casebook) { progress in
        told.append(progress)
        if told.count == 2 { throw ImportError.cancelled("many.json") }
      }
    }
    #expect(told.count == 2 && told[1].done > told[0].done && told[1].fraction <= 1)
    #expect(try casebook.assetCount(matching: "") == 0)
    #expect(try casebook.nextUndo() == nil)
    told = []
    let report = try DirectoryImporter.run(path: file, into: casebook) { told.append($0) }
    #expect(report.count(of: "services")?.added == 9_000)
    #expect(told.contains { $0.phase == .preparing && $0.total == 9_000 })
    #expect(try casebook.assetCount(matching: "service 88") == 111)
    // Undone as one step, and done again.
    try casebook.undo()
    #expect(try casebook.assetCount(matching: "") == 0)
  }

  @Test("beside the desk: an import that is stopped brings nothing in, and can be begun again")
  func stoppedBeside() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let many = (0..<9_000).map { #"{"id":"\#($0)","name":"Service \#($0)","url":"u"}"# }
    let file = try scratch.file("many.json", "[" + many.joined(separator: ",") + "]")
    let running = BackgroundImport(file, through: try casebook.door)
    running.stop()
    #expect(running.wait(seconds: 60) == .stopped)
    #expect(running.progress.map { $0.fraction < 1 || $0.phase == .preparing } ?? true)
    #expect(try casebook.assetCount(matching: "") == 0)
    #expect(try casebook.nextUndo() == nil)
    #expect(casebook.verify() == [])
    let one = try scratch.file("one.json", #"[{"id":"1","name":"Chess","url":"u"}]"#)
    guard case .done? = BackgroundImport(one, through: try casebook.door).wait(seconds: 60) else {
      Issue.record("it should be brought in after one that was stopped")
      return
    }
    #expect(try casebook.assetCount(matching: "") == 1)
  }

  @Test("beside the desk: an import on a thread of its own ends, and says why where it cannot")
  func background() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("s.json", #"[{"id":"1","name":"Chess","url":"u"}]"#)
    let rehearsal = BackgroundImport(file, through: try casebook.door, dryRun: true)
    guard case .done(let report)? = rehearsal.wait(seconds: 60) else {
      Issue.record("\(String(describing: rehearsal.ending))")
      return
    }
    #expect(report.dryRun && report.changed)
    #expect(try casebook.assetCount(matching: "") == 0)
    let real = BackgroundImport(file, through: try casebook.door)
    real.wait(seconds: 60)
    #expect(try casebook.assetCount(matching: "") == 1)
    let wrong = BackgroundImport(
      scratch.url.appendingPathComponent("none.json"), through: try casebook.door)
    guard case .failed(let why)? = wrong.wait(seconds: 60) else {
      Issue.record("it should fail")
      return
    }
    #expect(why.contains("There is no file"))
  }
}

@Suite("A table of postcodes")
struct PostcodeImportTests {
  private let ons = """
    pcd,pcds,dointr,doterm,oslaua,osward,lat,long,lsoa21,imd
    QX4 2AB,QX4 2AB,198001,,E1,W1,53.621,1.183,L1,120
    QX4 2AD,QX4 2AD,198001,199901,E1,W1,53.62,1.18,L1,120
    QX5 1AA,QX5 1AA,198001,,E1,W2,99.999999,0.000000,L2,
    QX5 1AB,QX5 1AB,198001,,E1,W2,53.58,1.19,L2,9

    """

  @Test("as the ONS publishes it: live postcodes with a place are kept, the rest passed over")
  func kept() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("ONSPD.csv", ons)
    let rehearsal = try PostcodeImporter.run(file: file, into: casebook, dryRun: true)
    #expect(rehearsal.count(of: "postcodes")?.added == 2)
    #expect(try casebook.postcodeCount() == 0)
    let report = try PostcodeImporter.run(file: file, into: casebook)
    #expect(report.count(of: "postcodes")?.added == 2)
    #expect(report.notes.contains { $0.hasPrefix("2 rows have no place") })
    #expect(try casebook.place(of: "QX4 2AB")?.ward == "W1")
    let some = try PostcodeImporter.run(file: file, into: casebook, only: ["qx5"])
    #expect(some.count(of: "postcodes")?.added == 1)
    #expect(try casebook.place(of: "QX4 2AB") == nil, "the table is replaced")
    #expect(throws: ImportError.self) {
      try PostcodeImporter.run(file: file, into: casebook, only: ["ZZ"])
    }
    #expect(try casebook.postcodeCount() == 1)
  }

  @Test(
    "a fault is named by row and field, and nothing changes",
    arguments: [
      ("NOT ONE,53.6,1.2", "row 3", "postcode"), ("QX4 2AB,north,1.2", "row 3", "latitude"),
      ("QX4 2AB,53.6,1800", "row 3", "latitude"), ("\"QX4", "row 3, cell 1", ""),
    ])
  func faults(row: String, place: String, field: String) throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("p.csv", "postcode,latitude,longitude\nQX1 1AA,53.6,1.2\n\(row)\n")
    do {
      _ = try PostcodeImporter.run(file: file, into: casebook)
      Issue.record("it should be refused")
    } catch ImportError.refused(let report), ImportError.broken(let report) {
      #expect(report.faults.map(\.place) == [place])
      #expect(report.faults.map(\.field) == [field])
    }
    #expect(try casebook.postcodeCount() == 0)
  }

  @Test("a file without the columns says which are missing")
  func columns() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("p.csv", "pcds,east\nQX1 1AA,1\n")
    let error = #expect(throws: ImportError.self) {
      try PostcodeImporter.run(file: file, into: casebook)
    }
    #expect(error?.description.contains("the latitude (lat) or the longitude (long)") == true)
  }
}
