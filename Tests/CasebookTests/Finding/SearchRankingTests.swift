// What is found first, and how it may be typed.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("search: names first, accents or none, a prefix or the whole")
struct SearchRankingTests {
  @Test("somebody of that name comes before somebody who was called so once")
  func namesFirst() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    var alias = scratch.referral("Gwen", number: 1)
    alias.aliases = "Rosalind"
    _ = try book.refer(alias)
    var named = scratch.referral("Rosalind", number: 2)
    named.familyName = "Pugh"
    _ = try book.refer(named)
    for typed in ["r", "ros", "Rosalind", "ROSA"] {
      let found = try book.people(matching: typed, limit: 5).map(\.firstName)
      #expect(found.first == "Rosalind" || typed == "r", "\(typed): \(found)")
      #expect(found.contains("Gwen") || typed == "r", "\(typed): \(found)")
    }
    // A whole name before the beginning of a longer one.
    var longer = scratch.referral("Rosalinda", number: 3)
    longer.familyName = "Pugh"
    _ = try book.refer(longer)
    #expect(
      try book.people(matching: "rosalind pugh", limit: 5).map(\.firstName)
        == ["Rosalind", "Rosalinda"])
  }

  @Test(
    "accents, case, groups of digits and a postcode's space are as one types them",
    arguments: [
      "sian", "Siân", "SIAN", "si", "siân pry", "pryce sian", "999 000 0018", "9990000018",
      "qx4 2ab", "QX42AB", "qx4", "01632 960 111", "01632960111",
    ])
  func typed(_ text: String) throws {
    let scratch = try ScratchBook()
    var row = scratch.referral("Siân", number: 1)
    row.familyName = "Prŷce"
    row.nhsNumber = try NHSNumber("9990000018")
    row.postcode = try Postcode("QX4 2AB")
    row.telephone = "01632 960111"
    _ = try scratch.book.refer(row)
    _ = try scratch.book.refer(scratch.referral("Tom", number: 2))
    #expect(try scratch.book.people(matching: text, limit: 5).map(\.firstName) == ["Siân"])
  }

  @Test("a service of that name comes before one that only speaks of it")
  func services() throws {
    let scratch = try ScratchBook()
    func service(_ id: String, _ name: String, _ description: String) -> DirectoryRecord {
      DirectoryRecord(
        entity: .service, id: id,
        fields: ["name": .text(name), "description": .text(description)])
    }
    _ = try scratch.book.applyDirectory(
      [
        service(
          "1", "Allotment mornings", "Tea, and a game of châss, and chess again: chess, chess."),
        service("2", "Zugzwang", "A club"), service("3", "Young chess", "On Mondays"),
      ], source: "town.json")
    for typed in ["chess", "che", "CHESS"] {
      #expect(
        try scratch.book.assets(matching: typed, limit: 5).map(\.name)
          == ["Young chess", "Allotment mornings"], "\(typed)")
    }
    #expect(
      try scratch.book.assets(matching: "chass", limit: 5).map(\.name) == ["Allotment mornings"])
  }
}
