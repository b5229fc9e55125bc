// Gathers an asset from the tables of the directory.

import Casework
import Foundation
import GRDB

/// A row of a directory table. The tables are wide, and a list asks many of them: a
/// copied `Row` finds a column by comparing every name, which took most of the time
/// that the directory took to open.
private struct DirectoryRow {
  private let columns: [String: Int]
  private let values: [DatabaseValue]

  static func all(_ sql: String, _ arguments: StatementArguments, in db: Database) throws
    -> [DirectoryRow]
  {
    let statement = try db.cachedStatement(sql: sql)
    // Of two columns of one name, the first counts, as in a `Row`.
    let columns = Dictionary(
      statement.columnNames.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
    let rows = try Row.fetchCursor(statement, arguments: arguments)
    var all: [DirectoryRow] = []
    while let row = try rows.next() {
      all.append(DirectoryRow(columns: columns, values: Array(row.databaseValues)))
    }
    return all
  }

  private func value(_ column: String) -> DatabaseValue {
    columns[column].map { values[$0] } ?? .null
  }

  func text(_ column: String) -> String { optional(column) ?? "" }
  func optional(_ column: String) -> String? {
    String.fromDatabaseValue(value(column)).map(StoredText.decoded)
  }
  func number(_ column: String) -> Int? { Int.fromDatabaseValue(value(column)) }
}

struct AssetLoading {
  let db: Database

  /// Rows of a list, in the order of `rows`: a few queries for the whole window.
  func lines(of rows: [Int64]) throws -> [AssetLine] {
    let assets = try assets(of: rows, whole: false).map(\.asset)
    let trust = try TrustLoading(db: db).trust(of: assets.map(\.id.text))
    return assets.map { AssetLine($0, trust: trust[$0.id.text] ?? AssetTrust()) }
  }

  /// Assets in the order of `rows`.
  ///
  /// - Parameter whole: also what a list does not show: terms, languages, access.
  func assets(of rows: [Int64], whole: Bool) throws -> [(row: Int64, asset: Asset)] {
    guard !rows.isEmpty else { return [] }
    let services = try fetch("directory_service", "row", rows.map(\.databaseValue))
    let byRow = Dictionary(
      services.map { (Int64($0.number("row") ?? 0), $0) }, uniquingKeysWith: { first, _ in first })
    let ids = services.map { $0.text("id") }
    let organizations = try keyed(
      "directory_organization", "id", services.compactMap { $0.optional("organization_id") })
    let costs = try linkedGroups(.costOption, "service_id", ids)
    let atLocations = try linkedGroups(.serviceAtLocation, "service_id", ids)
    let schedules = try linkedGroups(.schedule, "service_id", ids)
    let schedulesThere = try linkedGroups(
      .schedule, "service_at_location_id", atLocations.values.joined().map { $0.text("id") })
    let placeIDs = atLocations.values.joined().compactMap { $0.optional("location_id") }
    let places = try keyed("directory_location", "id", placeIDs)
    let addresses = try grouped("directory_address", by: "location_id", placeIDs)
    let languages = whole ? try linkedGroups(.language, "service_id", ids) : [:]
    let languagesThere = whole ? try linkedGroups(.language, "location_id", placeIDs) : [:]
    let access = whole ? try linkedGroups(.accessibility, "location_id", placeIDs) : [:]
    let terms = whole ? try terms(of: ids) : [:]
    return rows.compactMap { row in byRow[row].map { (row, $0) } }.map { row, service in
      let id = service.text("id")
      var asset = plain(service)
      asset.organizationName =
        organizations[service.text("organization_id")]?.text("name") ?? ""
      let links = atLocations[id] ?? []
      let there = links.flatMap { schedulesThere[$0.text("id")] ?? [] }
      asset.schedules = unique((schedules[id] ?? []) + there).map(schedule)
      asset.costs = (costs[id] ?? []).map(cost)
      asset.locations = links.compactMap { link in
        let placeID = link.text("location_id")
        return places[placeID].map { location($0, addresses: addresses[placeID] ?? []) }
      }
      guard whole else { return (row, asset) }
      let at = links.map { $0.text("location_id") }
      asset.languages = distinct(
        ((languages[id] ?? []) + at.flatMap { languagesThere[$0] ?? [] }).map {
          $0.text("name").isEmpty ? $0.text("code") : $0.text("name")
        })
      asset.accessibility = distinct(
        at.flatMap { access[$0] ?? [] }.map {
          $0.text("description").isEmpty ? $0.text("accessibility") : $0.text("description")
        })
      asset.taxonomyTerms = terms[id] ?? []
      return (row, asset)
    }
  }

  /// The names of the terms of many services.
  private func terms(of ids: [String]) throws -> [String: [String]] {
    let rows = try DirectoryRow.all(
      """
      SELECT s.value AS linked_to, coalesce(t.name, t.term, a.value, '') AS name
      FROM json_each(?) AS s
      JOIN directory_attribute AS a ON a.id IN (\(DirectorySearch.attributeIDs(of: "s.value")))
      LEFT JOIN directory_taxonomy_term AS t ON t.id = a.taxonomy_term_id
      ORDER BY a.row
      """, [list(distinct(ids).map(\.stored))], in: db)
    return Dictionary(grouping: rows, by: { $0.text("linked_to") }).mapValues {
      distinct($0.map { $0.text("name") })
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

  private func plain(_ row: DirectoryRow) -> Asset {
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

  private func location(_ row: DirectoryRow, addresses: [DirectoryRow]) -> AssetLocation {
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

  private func schedule(_ row: DirectoryRow) -> AssetSchedule {
    AssetSchedule(
      id: row.text("id"), freq: row.text("freq"), interval: row.number("interval"),
      byday: row.text("byday"), bymonthday: row.text("bymonthday"),
      opensAt: row.text("opens_at"), closesAt: row.text("closes_at"),
      validFrom: day(row, "valid_from"), validTo: day(row, "valid_to"),
      description: row.text("description"), notes: row.text("notes"),
      dtstart: day(row, "dtstart"), until: day(row, "until"), count: row.number("count"),
      wkst: row.text("wkst"), byyearday: row.text("byyearday"), byweekno: row.text("byweekno"),
      exceptions: days(row, ["exdate", "exdates", "except_date"]),
      additions: days(row, ["rdate", "rdates"]))
  }

  /// Days that a schedule names beside its rule. The standard has no field for them;
  /// publishers take iCalendar's names.
  private func days(_ row: DirectoryRow, _ names: [String]) -> Set<Day> {
    guard let extra = row.optional("extra"), let members = try? JSONValue(reading: extra) else {
      return []
    }
    var found: Set<Day> = []
    for name in names {
      let texts: [String] =
        switch members[name] {
        case .string(let text)?: text.split(whereSeparator: { ",; ".contains($0) }).map(String.init)
        case .array(let values)?:
          values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        default: []
        }
      for text in texts {
        let digits = text.prefix(8)
        let isBasic = text.count >= 8 && digits.allSatisfy(\.isNumber)
        let iso =
          isBasic
          ? "\(digits.prefix(4))-\(digits.dropFirst(4).prefix(2))-\(digits.suffix(2))"
          : String(text.prefix(10))
        if let day = Day(iso: iso) { found.insert(day) }
      }
    }
    return found
  }

  private func cost(_ row: DirectoryRow) -> AssetCost {
    AssetCost(
      option: row.text("option"), amount: row.text("amount"), currency: row.text("currency"),
      description: row.text("amount_description"))
  }

  private func phone(_ row: DirectoryRow) -> AssetPhone {
    AssetPhone(
      number: row.text("number"), extension: row.text("extension"), type: row.text("type"),
      description: row.text("description"))
  }

  private func day(_ row: DirectoryRow, _ column: String) -> Day? {
    Day(iso: row.text(column).prefix(10))
  }

  // MARK: - Queries

  /// The records of `entity` that belong to any of `parents`, each once.
  private func linked(_ entity: DirectoryEntity, _ field: String, _ parents: [String]) throws
    -> [DirectoryRow]
  {
    let groups = try linkedGroups(entity, field, parents)
    return unique(distinct(parents).flatMap { groups[$0] ?? [] })
  }

  /// The records of `entity` by the parent that they belong to, by their own column
  /// or as shared ones.
  private func linkedGroups(_ entity: DirectoryEntity, _ field: String, _ parents: [String])
    throws -> [String: [DirectoryRow]]
  {
    guard !parents.isEmpty else { return [:] }
    let rows = try DirectoryRow.all(
      """
      SELECT *, "\(field)" AS linked_to FROM "\(entity.table)"
        WHERE "\(field)" IN (SELECT value FROM json_each(?1))
      UNION ALL
      SELECT t.*, n.parent_id FROM directory_nesting AS n
        JOIN "\(entity.table)" AS t ON t.id = n.child_id
        WHERE n.parent_id IN (SELECT value FROM json_each(?1)) AND n.child_entity = ?2
          AND n.field = ?3
      ORDER BY row
      """, [list(parents.map(\.stored)), entity.rawValue, field], in: db)
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

  private func fetch(_ table: String, _ column: String, _ values: [DatabaseValue]) throws
    -> [DirectoryRow]
  {
    guard !values.isEmpty else { return [] }
    return try DirectoryRow.all(
      """
      SELECT * FROM "\(table)" WHERE "\(column)" IN (SELECT value FROM json_each(?))
      ORDER BY row
      """, [list(values)], in: db)
  }

  /// Values as a JSON array: one statement serves for any number of them.
  private func list(_ values: [DatabaseValue]) -> String {
    let parts = values.map { value in
      switch value.storage {
      case .int64(let number): "\(number)"
      default: JSONValue.quoted(String.fromDatabaseValue(value) ?? "")
      }
    }
    return "[\(parts.joined(separator: ","))]"
  }

  private func keyed(_ table: String, _ column: String, _ ids: [String]) throws -> [String:
    DirectoryRow]
  {
    Dictionary(
      try fetch(table, column, distinct(ids).map(\.stored)).map { ($0.text(column), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private func grouped(_ table: String, by column: String, _ ids: [String]) throws
    -> [String: [DirectoryRow]]
  {
    Dictionary(
      grouping: try fetch(table, column, distinct(ids).map(\.stored)), by: { $0.text(column) })
  }

  private func unique(_ rows: [DirectoryRow]) -> [DirectoryRow] {
    var seen: Set<String> = []
    return rows.filter { seen.insert($0.text("id")).inserted }
  }

  private func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { !$0.isEmpty && seen.insert($0).inserted }
  }
}
