// Gathers an asset from the tables of the directory.

import Casework
import Foundation
import GRDB

struct AssetLoading {
  let db: Database

  /// Rows of a list, in the order of `rows`: a few queries for the whole window.
  func lines(of rows: [Int64]) throws -> [AssetLine] {
    guard !rows.isEmpty else { return [] }
    let services = try fetch("directory_service", "row", rows.map(\.databaseValue))
    let byRow = Dictionary(
      services.map { ($0["row"] as Int64? ?? 0, $0) }, uniquingKeysWith: { first, _ in first })
    let ids = services.map { $0.text("id") }
    let organizations = try keyed(
      "directory_organization", "id", services.compactMap { $0["organization_id"] as String? })
    let costs = try linkedGroups(.costOption, "service_id", ids)
    let atLocations = try linkedGroups(.serviceAtLocation, "service_id", ids)
    let schedules = try linkedGroups(.schedule, "service_id", ids)
    let schedulesThere = try linkedGroups(
      .schedule, "service_at_location_id", atLocations.values.joined().map { $0.text("id") })
    let placeIDs = atLocations.values.joined().compactMap { $0["location_id"] as String? }
    let places = try keyed("directory_location", "id", placeIDs)
    let addresses = try grouped("directory_address", by: "location_id", placeIDs)
    return rows.compactMap { byRow[$0] }.map { service in
      let id = service.text("id")
      var asset = plain(service)
      asset.organizationName =
        organizations[service.text("organization_id")]?.text("name") ?? ""
      let there = (atLocations[id] ?? []).flatMap { schedulesThere[$0.text("id")] ?? [] }
      asset.schedules = unique((schedules[id] ?? []) + there).map(schedule)
      asset.costs = (costs[id] ?? []).map(cost)
      asset.locations = (atLocations[id] ?? []).compactMap { link in
        let placeID = link.text("location_id")
        return places[placeID].map { location($0, addresses: addresses[placeID] ?? []) }
      }
      return AssetLine(asset)
    }
  }

  func asset(_ id: String) throws -> Asset? {
    guard let service = try fetch("directory_service", "id", [id.stored]).first else { return nil }
    var asset = plain(service)
    let organization = try keyed(
      "directory_organization", "id", [asset.organizationID])[asset.organizationID]
    asset.organizationName = organization?.text("name") ?? ""
    let links = try linked(.serviceAtLocation, "service_id", [id])
    let linkIDs = links.map { $0.text("id") }
    let placeIDs = distinct(links.map { $0.text("location_id") })
    let places = try keyed("directory_location", "id", placeIDs)
    let addresses = try grouped("directory_address", by: "location_id", placeIDs)
    asset.locations = placeIDs.compactMap { placeID in
      places[placeID].map { location($0, addresses: addresses[placeID] ?? []) }
    }
    asset.schedules = unique(
      try linked(.schedule, "service_id", [id])
        + linked(.schedule, "service_at_location_id", linkIDs)
    ).map(schedule)
    asset.costs = try linked(.costOption, "service_id", [id]).map(cost)
    asset.languages = distinct(
      unique(
        try linked(.language, "service_id", [id]) + linked(.language, "location_id", placeIDs)
      ).map { $0.text("name").isEmpty ? $0.text("code") : $0.text("name") })
    asset.taxonomyTerms = try terms(of: id)
    asset.accessibility = distinct(
      try linked(.accessibility, "location_id", placeIDs).map {
        $0.text("description").isEmpty ? $0.text("accessibility") : $0.text("description")
      })
    let contacts = unique(
      try linked(.contact, "service_id", [id])
        + linked(.contact, "service_at_location_id", linkIDs))
    asset.contacts = try contacts.map { row in
      AssetContact(
        name: row.text("name"), title: row.text("title"), department: row.text("department"),
        email: row.text("email"),
        phones: try linked(.phone, "contact_id", [row.text("id")]).map(phone))
    }
    asset.phones = unique(
      try linked(.phone, "service_id", [id]) + linked(.phone, "service_at_location_id", linkIDs)
        + linked(.phone, "location_id", placeIDs)
    ).map(phone)
    return asset
  }

  // MARK: - Rows into values

  private func plain(_ row: Row) -> Asset {
    Asset(
      id: Identifier(row.text("id")), name: row.text("name"),
      alternateName: row.text("alternate_name"), description: row.text("description"),
      status: AssetStatus(reading: row.text("status")), statusAsWritten: row.text("status"),
      organizationID: row.text("organization_id"),
      feesDescription: row.text("fees_description").isEmpty
        ? row.text("fees") : row.text("fees_description"),
      minimumAge: Double(row.text("minimum_age")), maximumAge: Double(row.text("maximum_age")),
      eligibility: row.text("eligibility_description"),
      howToApply: row.text("application_process"), waitTime: row.text("wait_time"),
      url: row.text("url"), email: row.text("email"), alert: row.text("alert"),
      assuredOn: day(row, "assured_date"), modifiedOn: day(row, "last_modified"))
  }

  private func location(_ row: Row, addresses: [Row]) -> AssetLocation {
    let address = addresses.first { $0.text("address_type") != "postal" } ?? addresses.first
    let parts = ["address_1", "address_2", "city", "region", "state_province"]
    let lines = parts.compactMap { address?.text($0) }.filter { !$0.isEmpty }
    return AssetLocation(
      id: row.text("id"), type: row.text("location_type"), name: row.text("name"),
      address: distinct(lines).joined(separator: ", "),
      postcode: address?.text("postal_code") ?? "", town: address?.text("city") ?? "",
      latitude: Double(row.text("latitude")), longitude: Double(row.text("longitude")),
      url: row.text("url"), transport: row.text("transportation"))
  }

  private func schedule(_ row: Row) -> AssetSchedule {
    AssetSchedule(
      id: row.text("id"), freq: row.text("freq"), interval: row.number("interval"),
      byday: row.text("byday"), bymonthday: row.text("bymonthday"),
      opensAt: row.text("opens_at"), closesAt: row.text("closes_at"),
      validFrom: day(row, "valid_from"), validTo: day(row, "valid_to"),
      description: row.text("description"), notes: row.text("notes"))
  }

  private func cost(_ row: Row) -> AssetCost {
    AssetCost(
      option: row.text("option"), amount: row.text("amount"), currency: row.text("currency"),
      description: row.text("amount_description"))
  }

  private func phone(_ row: Row) -> AssetPhone {
    AssetPhone(
      number: row.text("number"), extension: row.text("extension"), type: row.text("type"),
      description: row.text("description"))
  }

  private func day(_ row: Row, _ column: String) -> Day? { Day(iso: row.text(column).prefix(10)) }

  // MARK: - Queries

  /// The records of `entity` that belong to any of `parents`, each once.
  private func linked(_ entity: DirectoryEntity, _ field: String, _ parents: [String]) throws
    -> [Row]
  {
    let groups = try linkedGroups(entity, field, parents)
    return unique(distinct(parents).flatMap { groups[$0] ?? [] })
  }

  /// The records of `entity` by the parent that they belong to, by their own column
  /// or as shared ones.
  private func linkedGroups(_ entity: DirectoryEntity, _ field: String, _ parents: [String])
    throws -> [String: [Row]]
  {
    guard !parents.isEmpty else { return [:] }
    let marks = Array(repeating: "?", count: parents.count).joined(separator: ", ")
    let values = parents.map(\.stored)
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT *, "\(field)" AS linked_to FROM "\(entity.table)" WHERE "\(field)" IN (\(marks))
        UNION ALL
        SELECT t.*, n.parent_id FROM directory_nesting AS n
          JOIN "\(entity.table)" AS t ON t.id = n.child_id
          WHERE n.parent_id IN (\(marks)) AND n.child_entity = ? AND n.field = ?
        ORDER BY row
        """,
      arguments: StatementArguments(
        values + values + [entity.rawValue.databaseValue, field.databaseValue]))
    return Dictionary(grouping: rows, by: { $0.text("linked_to") })
  }

  private func terms(of id: String) throws -> [String] {
    let names = try String.fetchAll(
      db,
      sql: """
        SELECT coalesce(t.name, t.term, a.value, '')
        FROM (\(DirectorySearch.attributeIDs(of: "?1"))) AS linked
        JOIN directory_attribute AS a ON a.id = linked.id
        LEFT JOIN directory_taxonomy_term AS t ON t.id = a.taxonomy_term_id
        ORDER BY a.row
        """, arguments: [id.stored])
    return distinct(names.map(StoredText.decoded))
  }

  private func fetch(_ table: String, _ column: String, _ values: [DatabaseValue]) throws -> [Row] {
    guard !values.isEmpty else { return [] }
    let marks = Array(repeating: "?", count: values.count).joined(separator: ", ")
    return try Row.fetchAll(
      db, sql: "SELECT * FROM \"\(table)\" WHERE \"\(column)\" IN (\(marks)) ORDER BY row",
      arguments: StatementArguments(values))
  }

  private func keyed(_ table: String, _ column: String, _ ids: [String]) throws -> [String: Row] {
    Dictionary(
      try fetch(table, column, distinct(ids).map(\.stored)).map { ($0.text(column), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private func grouped(_ table: String, by column: String, _ ids: [String]) throws
    -> [String: [Row]]
  {
    Dictionary(
      grouping: try fetch(table, column, distinct(ids).map(\.stored)), by: { $0.text(column) })
  }

  private func unique(_ rows: [Row]) -> [Row] {
    var seen: Set<String> = []
    return rows.filter { seen.insert($0.text("id")).inserted }
  }

  private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
