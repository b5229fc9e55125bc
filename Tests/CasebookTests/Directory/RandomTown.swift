// A random directory and what a team knows of it, for tests of finding.

import Casework
import Foundation
import TestBooks
import Testing

@testable import Casebook

/// A casebook with a random directory and what the team knows of it.
final class RandomTown {
  let url = FileManager.default.temporaryDirectory
    .appendingPathComponent("fingerpost-finding-\(UUID().uuidString)")
  let book: Casebook
  let today = Day(number: 20_780)  // Monday 23/11/2026
  private(set) var services = 0

  init(seed: UInt64, services: Int) throws {
    book = try NewCasebook.make(at: url)
    self.services = services
    var generator = SeededGenerator(seed: seed)
    _ = try book.applyDirectory(Self.records(services, using: &generator), source: "random")
    try addTrust(using: &generator)
  }

  deinit {
    book.close()
    try? FileManager.default.removeItem(at: url)
  }

  private static func records(_ count: Int, using generator: inout SeededGenerator)
    -> [DirectoryRecord]
  {
    func one<T>(_ values: [T]) -> T {
      values[Int.random(in: 0..<values.count, using: &generator)]
    }
    var records = ["arts", "Sports", "Mental Health", "SEND", "Something else", "Élan vital"]
      .enumerated().map {
        DirectoryRecord(
          entity: .taxonomyTerm, id: "t\($0.offset)", fields: ["name": .text($0.element)])
      }
    for number in 0..<10 {
      records.append(
        DirectoryRecord(
          entity: .location, id: "l\(number)",
          fields: [
            "name": .text(one(["Quay House", "Éclair Rooms", "zoo café"])),
            "location_type": .text(one(["physical", "physical", "virtual"])),
            "latitude": .number(one(["53.6", "53.61", "53.7", "95"])),
            "longitude": .number(one(["1.2", "1.25"])),
          ]))
      records.append(
        DirectoryRecord(
          entity: .accessibility, id: "a\(number)",
          fields: [
            "location_id": .text("l\(number)"),
            "description": .text(one(["Ramp at the door", "Two steps, no ramp", "Hearing loop"])),
          ]))
    }
    for number in 0..<count {
      let id = "s\(number)"
      var service = DirectoryRecord(
        entity: .service, id: id,
        fields: ["name": .text("\(one(["Art", "Chess", "The club", "élan", "9 pins"])) \(number)")])
      if one([true, false]) {
        service.fields["minimum_age"] = .number(one(["0", "5", "11", "18"]))
      }
      if one([true, false]) { service.fields["maximum_age"] = .number(one(["11", "16.5", "25"])) }
      service.fields["status"] = .text(one(["active", "active", "inactive", "defunct"]))
      service.fields["description"] = .text(one(["online and by phone", "Quiet digging", "Tea"]))
      service.fields["last_modified"] = .text("2026-0\(one([1, 5, 9]))-01T00:00:00Z")
      records.append(service)
      for place in 0..<one([0, 1, 1, 2]) {
        records.append(
          DirectoryRecord(
            entity: .serviceAtLocation, id: "\(id)-\(place)",
            fields: [
              "service_id": .text(id), "location_id": .text("l\(one(Array(0..<10)))"),
            ]))
      }
      for schedule in 0..<one([0, 1, 2]) {
        records.append(
          DirectoryRecord(
            entity: .schedule, id: "\(id)-h\(schedule)",
            fields: [
              "service_id": .text(id), "freq": .text(one(["WEEKLY", "MONTHLY"])),
              "byday": .text(one(["MO", "TU,SA", "FR"])),
              "opens_at": .text(one(["09:00", "16:00", "19:30"])),
              "closes_at": .text(one(["12:00", "17:30", "22:00"])),
              "interval": .integer(one([1, 1, 2])),
              // Some begin in the week to come, and some after it.
              "dtstart": .text(
                number % 7 == 3 ? "2026-11-25" : number % 7 == 5 ? "2027-01-04" : "2026-11-02"),
              "notes": .text(one(["", "Term time only", "", "Open on bank holidays"])),
            ]))
      }
      for term in 0..<one([0, 1, 2]) {
        records.append(
          DirectoryRecord(
            entity: .attribute, id: "\(id)-x\(term)",
            fields: ["link_id": .text(id), "taxonomy_term_id": .text("t\(one(Array(0..<6)))")]))
      }
      if one([true, false]) {
        records.append(
          DirectoryRecord(
            entity: .costOption, id: "\(id)-c",
            fields: ["service_id": .text(id), "amount": .number(one(["0", "2.00", "4.5", "20"]))]))
      }
      if one([true, false]) {
        records.append(
          DirectoryRecord(
            entity: .language, id: "\(id)-l",
            fields: ["service_id": .text(id), "name": .text(one(["English", "Urdu"]))]))
      }
    }
    return records
  }

  private func addTrust(using generator: inout SeededGenerator) throws {
    func chance(_ share: Double) -> Bool { Double.random(in: 0..<1, using: &generator) < share }
    for number in 0..<services {
      let id = Identifier<Asset>("s\(number)")
      if chance(0.5) {
        try book.keep(
          AssetCheck(
            id: book.mint(), assetID: id,
            on: today.adding(days: -Int.random(in: 0...400, using: &generator)),
            by: book.worker.id, way: .phone,
            found: AssetCheck.Found.allCases.randomElement(using: &generator) ?? .right),
          spaces: chance(0.5)
            ? AssetSpaces(
              assetID: id, spaces: Int.random(in: 0...3, using: &generator), on: today,
              by: book.worker.id) : nil)
      }
      if chance(0.4) {
        try book.keep(
          AssetAssurance.Kind.allCases.filter { _ in chance(0.9) }.map { kind in
            AssetAssurance(
              assetID: id, kind: kind, seenOn: today.adding(days: -100),
              expiresOn: chance(0.4)
                ? today.adding(days: Int.random(in: -20...60, using: &generator)) : nil,
              by: book.worker.id)
          })
      }
    }
    try book.decide(kept: Identifier("s0"), other: Identifier("s1"), areSame: true, on: today)
  }

  /// Every service as the rules see it.
  func assets() throws -> [(asset: Asset, trust: AssetTrust)] {
    try (0..<services).map { number in
      let id = Identifier<Asset>("s\(number)")
      return (try #require(try book.asset(id)), try book.trust(in: id))
    }
  }
}
