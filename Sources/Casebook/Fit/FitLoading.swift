// Gathers what is asked of services before they are offered: a few queries for all of
// them, and no more columns than the rules read.

import Casework
import Foundation
import GRDB

struct FitLoading {
  let db: Database

  /// The services of some rows, in no order that matters.
  func assets(of rows: [Int64]) throws -> [FitAsset] {
    guard !rows.isEmpty else { return [] }
    var assets: [String: FitAsset] = [:]
    let services = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT id, name, description, status, minimum_age, maximum_age, wait_time, alert,
            assured_date, coalesce(fees_description, fees), last_modified
          FROM directory_service WHERE row IN (SELECT value FROM json_each(?))
          """), arguments: ["[\(rows.map(String.init).joined(separator: ","))]"])
    while let row = try services.next() {
      let id = text(row, 0)
      assets[id] = FitAsset(
        id: Identifier(id), name: text(row, 1), description: text(row, 2),
        status: AssetStatus(reading: text(row, 3)), minimumAge: Double(text(row, 4)),
        maximumAge: Double(text(row, 5)), fees: text(row, 9), waitTime: text(row, 6),
        alert: text(row, 7), assuredOn: Day(iso: text(row, 8).prefix(10)),
        modifiedOn: Day(iso: text(row, 10).prefix(10)))
    }
    for (id, trust) in try TrustLoading(db: db).trust(of: Array(assets.keys)) {
      assets[id]?.trust = trust
    }
    let ids = list(assets.keys.map { $0 })
    try addTerms(to: &assets, ids)
    try addCosts(to: &assets, ids)
    let places = try addPlaces(to: &assets, ids)
    try addSchedules(to: &assets, ids, places)
    return Array(assets.values)
  }

  private func addTerms(to assets: inout [String: FitAsset], _ ids: String) throws {
    // An attribute that says it is of another kind of record is not the service's, even
    // where an id is the same.
    let others = DirectoryEntity.published.filter { $0 != .service }
      .flatMap(\.fileNames).map { "'\($0)'" }.joined(separator: ", ")
    let rows = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT a.link_id, coalesce(t.name, t.term, a.value, '') FROM directory_attribute AS a
            LEFT JOIN directory_taxonomy_term AS t ON t.id = a.taxonomy_term_id
            WHERE a.link_id IN (SELECT value FROM json_each(?1))
              AND coalesce(a.nested_in, a.link_entity, '') NOT IN (\(others))
          UNION ALL
          SELECT n.parent_id, coalesce(t.name, t.term, a.value, '') FROM directory_nesting AS n
            JOIN directory_attribute AS a ON a.id = n.child_id
            LEFT JOIN directory_taxonomy_term AS t ON t.id = a.taxonomy_term_id
            WHERE n.parent_id IN (SELECT value FROM json_each(?1))
              AND n.child_entity = 'attribute' AND n.parent_entity = 'service'
          """), arguments: [ids])
    while let row = try rows.next() { assets[text(row, 0)]?.terms.append(text(row, 1)) }
  }

  private func addCosts(to assets: inout [String: FitAsset], _ ids: String) throws {
    let rows = try linked(
      .costOption, "service_id", "t.option, t.amount, t.currency, t.amount_description", ids)
    while let row = try rows.next() {
      assets[text(row, 0)]?.costs.append(
        AssetCost(
          option: text(row, 1), amount: text(row, 2), currency: text(row, 3),
          description: text(row, 4)))
    }
  }

  /// Adds places and what they offer; returns the service of each of its places there.
  private func addPlaces(
    to assets: inout [String: FitAsset], _ ids: String
  ) throws -> [String: String] {
    var services: [String: String] = [:]
    var byLocation: [String: [String]] = [:]
    let links = try linked(.serviceAtLocation, "service_id", "t.id, t.location_id", ids)
    while let row = try links.next() {
      services[text(row, 1)] = text(row, 0)
      byLocation[text(row, 2), default: []].append(text(row, 0))
    }
    let locations = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT id, location_type, latitude, longitude FROM directory_location
          WHERE id IN (SELECT value FROM json_each(?))
          """), arguments: [list(byLocation.keys.map { $0 })])
    while let row = try locations.next() {
      let place = Coordinates(latitude: Double(text(row, 2)), longitude: Double(text(row, 3)))
      for service in byLocation[text(row, 0)] ?? [] {
        if let place { assets[service]?.places.append(place) }
        if text(row, 1).lowercased() == "virtual" { assets[service]?.isOnline = true }
      }
    }
    let access = try linked(
      .accessibility, "location_id", "coalesce(t.description, t.accessibility)",
      list(byLocation.keys.map { $0 }))
    while let row = try access.next() {
      for service in byLocation[text(row, 0)] ?? [] {
        assets[service]?.accessibility.append(text(row, 1))
      }
    }
    return services
  }

  private func addSchedules(
    to assets: inout [String: FitAsset], _ ids: String, _ places: [String: String]
  ) throws {
    let columns =
      "t.id, t.freq, t.interval, t.byday, t.bymonthday, t.opens_at, t.closes_at, t.valid_from,"
      + " t.valid_to, t.description"
    var seen: Set<String> = []
    let own = try linked(.schedule, "service_id", columns, ids)
    while let row = try own.next() {
      guard seen.insert(text(row, 0) + text(row, 1)).inserted else { continue }
      assets[text(row, 0)]?.schedules.append(schedule(row))
    }
    let there = try linked(
      .schedule, "service_at_location_id", columns, list(places.keys.map { $0 }))
    while let row = try there.next() {
      guard let service = places[text(row, 0)], seen.insert(service + text(row, 1)).inserted
      else { continue }
      assets[service]?.schedules.append(schedule(row))
    }
  }

  private func schedule(_ row: Row) -> AssetSchedule {
    AssetSchedule(
      id: text(row, 1), freq: text(row, 2), interval: row[3], byday: text(row, 4),
      bymonthday: text(row, 5), opensAt: text(row, 6), closesAt: text(row, 7),
      validFrom: Day(iso: text(row, 8).prefix(10)), validTo: Day(iso: text(row, 9).prefix(10)),
      description: text(row, 10))
  }

  /// Records that belong to any of `parents`, by their own column or as shared ones. The
  /// first column is the parent.
  private func linked(
    _ entity: DirectoryEntity, _ field: String, _ columns: String, _ parents: String
  ) throws -> RowCursor {
    try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT t."\(field)", \(columns) FROM "\(entity.table)" AS t
            WHERE t."\(field)" IN (SELECT value FROM json_each(?1))
          UNION ALL
          SELECT n.parent_id, \(columns) FROM directory_nesting AS n
            JOIN "\(entity.table)" AS t ON t.id = n.child_id
            WHERE n.parent_id IN (SELECT value FROM json_each(?1)) AND n.child_entity = ?2
              AND n.field = ?3
          """), arguments: [parents, entity.rawValue, field])
  }

  /// Ids as a JSON array: one statement serves for any number of them.
  private func list(_ ids: [String]) -> String {
    "[\(ids.map { JSONValue.quoted(StoredText.encoded($0)) }.joined(separator: ","))]"
  }

  private func text(_ row: Row, _ index: Int) -> String {
    StoredText.decoded(row[index] as String? ?? "")
  }
}
