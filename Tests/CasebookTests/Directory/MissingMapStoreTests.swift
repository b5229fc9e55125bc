// What the casebook adds to an unmet need, and the map with what runs there.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("What is missing, in the casebook")
struct MissingMapStoreTests {
  let scratch: ScratchBook
  let caseID: Identifier<Case>
  var book: Casebook { scratch.book }

  init() throws {
    scratch = try ScratchBook()
    var referral = scratch.referral()
    referral.postcode = try Postcode("QX4 2AB")
    _ = try scratch.book.refer(referral)
    let id = try scratch.book.read { try String.fetchOne($0, sql: "SELECT id FROM case_record") }
    caseID = Identifier(try #require(id))
    let quay = try #require(Coordinates(latitude: 53.6, longitude: 1.2))
    try scratch.book.takePostcodes(replacing: true) { take in
      for (text, ward) in [("QX4 2AB", "Osier Hill"), ("QX1 1AA", "Weirbank")] {
        try take(PostcodeRow(postcode: try Postcode(text), at: quay, ward: ward))
      }
    }
  }

  private func note(_ wanted: String, place: String = "", times: String = "") throws -> UnmetNeed {
    try book.note(
      UnmetNeed(
        id: book.mint(), caseID: caseID, need: "isolation", wanted: wanted, age: 14, place: place,
        times: times, on: ScratchBook.today, workerID: book.worker.id))
    return try #require(try book.unmetNeeds().first)
  }

  @Test("ward, kind and days come from the record when the need is noted, and stay")
  func filled() throws {
    let person = try #require(try book.caseRecord(caseID)).person
    try book.keep(Reach(freeTimes: try FreeTimes(reading: "sat")), of: person.id)
    let home = try note("a craft group")
    #expect(home.ward == "Osier Hill" && home.kind == "arts" && home.weekdays == [.saturday])
    #expect(home.place == "QX4")
    let elsewhere = try note("a place to swim", place: "QX1 1AA", times: "Sun")
    #expect(elsewhere.ward == "Weirbank" && elsewhere.kind == "physical")
    #expect(elsewhere.weekdays == [.sunday])
    let unknown = try note("a craft group", place: "the old mill")
    #expect(unknown.ward == "" && unknown.area == "the old mill")
    #expect(book.verify() == [])
  }

  @Test("beside what is missing stands what runs there, each service once a ward")
  func existing() throws {
    func record(_ entity: DirectoryEntity, _ id: String, _ fields: [String: String])
      -> DirectoryRecord
    {
      DirectoryRecord(entity: entity, id: id, fields: fields.mapValues { .text($0) })
    }
    var records = [
      record(.taxonomyTerm, "t", ["name": "Arts"]),
      record(.location, "l", ["name": "Mill", "location_type": "physical"]),
      record(.address, "d", ["location_id": "l", "postal_code": "qx42ab"]),
      record(.location, "m", ["name": "Barn", "location_type": "physical"]),
      record(.address, "e", ["location_id": "m", "postal_code": "QX4 9ZZ"]),
    ]
    for (number, status) in ["active", "active", "defunct"].enumerated() {
      let id = "s\(number)"
      records += [
        record(.service, id, ["name": "Sketchers \(number)", "status": status]),
        record(.attribute, "a\(number)", ["link_id": id, "taxonomy_term_id": "t"]),
        record(.serviceAtLocation, "x\(number)", ["service_id": id, "location_id": "l"]),
      ]
    }
    records.append(record(.serviceAtLocation, "y", ["service_id": "s0", "location_id": "m"]))
    _ = try book.applyDirectory(records, source: "town.json")
    _ = try note("a craft group")
    let map = try book.missingMap()
    #expect(map.wards == ["Osier Hill"] && map.kinds == ["arts"])
    #expect(map.existing("Osier Hill", "arts") == 2)
    // The table does not have the second postcode: its first half stands for a ward.
    #expect(map.existing("QX4", "arts") == 1)
    let later = ScratchBook.today.adding(days: 1)
    #expect(try book.missingMap(on: later...later).total == 0)
  }
}
