// What an import leaves out is written whole, so that it can be put right and brought in;
// and lists of any length, under any name, are read a record at a time.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("What an import leaves out")
struct LeftOutTests {
  private static let wrong = #"""
    [{"id":"1","name":"Chess","url":"u","x_depth":{"b":1.50},
      "organization":{"id":"o","name":"Library"},
      "schedules":[{"id":"h","freq":"WEEKLY","byday":"SA","opens_at":"25:00"},
                   {"id":"i","freq":"WEEKLY","byday":"SU","opens_at":"10:00"}],
      "attributes":[{"id":"a","taxonomy_term":{"id":"t","name":"Games"}}]},
     {"id":"2","name":"Bad","url":"u","minimum_age":19,"maximum_age":3,
      "organization":{"id":"p","name":"Barn"},
      "phones":[{"id":"n","number":"01632 960001"}],
      "contacts":[{"id":"c","name":"Ann","phones":[{"id":"m","number":"01632 960002"}]}]}]
    """#

  private static func putRight(_ text: String) -> String {
    text.replacing("25:00", with: "15:00").replacing(
      #""minimum_age":19"#, with: #""minimum_age":1"#)
  }

  @Test("put right in that file and imported, it gives the directory of the right file")
  func putRight() throws {
    let scratch = try Scratch()
    let whole = try Scratch()
    let right = try whole.casebook()
    _ = try DirectoryImporter.run(
      path: whole.file("right.json", Self.putRight(Self.wrong)), into: right)
    let book = try scratch.casebook()
    let report = try DirectoryImporter.run(
      path: scratch.file("wrong.json", Self.wrong), into: book, skipBad: true)
    #expect(report.leftOut == 2)
    // What stood in the wrong service is not here without it.
    let here = try book.directoryMeaning()
    for id in ["2", "p", "n", "c", "m", "h"] {
      #expect(!here.contains { $0.contains(" \(id) ") || $0.hasSuffix(" \(id)") }, "\(id)")
    }
    let path = try #require(report.badRowsFile)
    #expect(path.hasSuffix("wrong-left-out.json"))
    let left = try String(contentsOfFile: path, encoding: .utf8)
    #expect(left.contains("above the highest") && left.contains("opens_at"))
    let repaired = try scratch.file("repaired.json", Self.putRight(left))
    let again = try DirectoryImporter.run(path: repaired, into: book)
    #expect(again.faults.isEmpty)
    #expect(try book.directoryMeaning() == right.directoryMeaning())
    #expect(book.verify() == [])
  }

  @Test("rows of a CSV file too, and the shifted ones as far as they can be told apart")
  func rows() throws {
    let scratch = try Scratch()
    let book = try scratch.casebook()
    let file = try scratch.file(
      "services.csv",
      "id,name,minimum_age,url\n1,Chess,11,u\n2,Art,old,u\n3,Go\n,Draughts,12,u\n")
    let report = try DirectoryImporter.run(path: file, into: book, skipBad: true)
    #expect(report.leftOut == 3)
    let left = try String(contentsOfFile: try #require(report.badRowsFile), encoding: .utf8)
    #expect(left.contains(#""name":"Draughts""#) && left.contains(#""name":"Go""#))
    let text = left.replacing(#""minimum_age":"old""#, with: #""minimum_age":"12""#)
      .replacing(#""name":"Draughts""#, with: #""id":"4","name":"Draughts""#)
    let again = try DirectoryImporter.run(
      path: scratch.file("again.json", text), into: book)
    #expect(again.count(of: "services")?.added == 3)
    #expect(try book.asset(Identifier("2"))?.minimumAge == 12)
    #expect(try book.directoryRecords().allSatisfy { $0.extra.isEmpty })
  }

  @Test(
    "a list of services is read under any of these names, and a record’s own lists stay its own",
    arguments: ["contents", "services", "service", "data", "results", "items", "records"])
  func lists(name: String) throws {
    let scratch = try Scratch()
    let file = try scratch.file(
      "a.json",
      #"{"meta":{"n":2},"\#(name)":[{"id":"1","name":"A","url":"u"},{"id":"2","name":"B","url":"u"}]}"#
    )
    #expect(try DirectoryImporter.read(file).records.map(\.id).sorted() == ["1", "2"])
    let one = try scratch.file(
      "b.json",
      #"{"services":[{"id":"1","name":"A","url":"u"}],"id":"o","name":"Library"}"#)
    let tried = try DirectoryImporter.read(one)
    #expect(tried.records.map(\.entity) == [.organization, .service])
    #expect(tried.records.last?.text("organization_id") == "o")
  }

  @Test("a value larger than a record can be is refused where it stands")
  func tooLarge() throws {
    let text = #"[{"a":1},{"a":["\#(String(repeating: "x", count: 90))","y"]}]"#
    var scanner = JSONScanner(ByteFeed(Array(text.utf8)), valueLimit: 60)
    try scanner.openArray()
    #expect(try scanner.nextElement())
    #expect(try scanner.value() == .object([JSONValue.Member("a", .number("1"))]))
    #expect(try scanner.nextElement())
    let fault = #expect(throws: JSONFault.self) { try scanner.value() }
    #expect(fault?.kind == .tooLarge(limit: 60))
  }

  @Test("skipping a value goes past all that is in it")
  func skipping() throws {
    var scanner = JSONScanner(ByteFeed(Array(#"[{"a":[1,"]}",{"b":null}]},true,7]"#.utf8)))
    try scanner.openArray()
    for _ in 0..<2 {
      #expect(try scanner.nextElement())
      try scanner.skipValue()
    }
    #expect(try scanner.nextElement())
    #expect(try scanner.value() == .number("7"))
    #expect(try !scanner.nextElement())
  }
}
