// Where a postcode is: a table that the service imports from the Office for National
// Statistics, because none may be shipped. Without it there are simply no distances.

import Casework
import Foundation
import GRDB

/// One postcode of the table.
public struct PostcodeRow: Equatable, Sendable {
  public var postcode: Postcode
  public var at: Coordinates
  /// The code of its ward, "" where there is none.
  public var ward: String
  /// The code of its lower layer super output area, "" where there is none.
  public var area: String
  /// The rank of its area in the index of multiple deprivation; 1 is most deprived.
  public var deprivation: Int?

  public init(
    postcode: Postcode, at: Coordinates, ward: String = "", area: String = "",
    deprivation: Int? = nil
  ) {
    self.postcode = postcode
    self.at = at
    self.ward = ward
    self.area = area
    self.deprivation = deprivation
  }
}

extension Casebook {
  /// The place of a postcode, or the middle of a district such as "QX4"; nil where
  /// the table does not have it.
  public func place(of text: String) throws -> Place? {
    try read { try Self.place(of: text, in: $0) }
  }

  static func place(of text: String, in db: Database) throws -> Place? {
    let key = text.uppercased().filter { !$0.isWhitespace }
    guard !key.isEmpty else { return nil }
    let known = try Row.fetchOne(
      db.cachedStatement(
        sql: "SELECT latitude, longitude, ward FROM postcode_place WHERE postcode = ?"),
      arguments: [key])
    if let known {
      let name = (try? Postcode(text))?.description ?? key
      return place(name, known)
    }
    // Half a postcode: a district, whose inward halves all begin with a digit.
    let middle = try Row.fetchOne(
      db.cachedStatement(
        sql: """
          SELECT CAST(avg(latitude) AS INTEGER), CAST(avg(longitude) AS INTEGER), ''
          FROM postcode_place WHERE postcode >= ?1 AND postcode < ?1 || char(0x7E)
            AND length(postcode) = length(?1) + 3
          """), arguments: [key])
    guard let middle, !(middle[0] as DatabaseValue).isNull else { return nil }
    return place(key, middle)
  }

  private static func place(_ name: String, _ row: Row) -> Place? {
    let scale = 100_000.0
    return Coordinates(
      latitude: Double(row[0] as Int? ?? 0) / scale, longitude: Double(row[1] as Int? ?? 0) / scale
    ).map { Place(name: name, at: $0, ward: row[2] ?? "") }
  }

  /// How many postcodes the table has.
  public func postcodeCount() throws -> Int {
    try read { try Int.fetchOne($0, sql: "SELECT count(*) FROM postcode_place") ?? 0 }
  }

  /// Takes in a table of postcodes, all of it or nothing. It is no casework: it has no
  /// history and does not travel.
  ///
  /// - Parameters:
  ///   - replacing: whether the table that is there goes first.
  ///   - body: hands over one row after another.
  public func takePostcodes(
    replacing: Bool, _ body: ((PostcodeRow) throws -> Void) throws -> Void
  ) throws {
    try aside { db in
      if replacing { try db.execute(sql: "DELETE FROM postcode_place") }
      let insert = try db.cachedStatement(
        sql: "INSERT OR REPLACE INTO postcode_place VALUES (?, ?, ?, ?, ?, ?)")
      try body { row in
        try insert.execute(arguments: [
          row.postcode.outward + row.postcode.inward,
          Int((row.at.latitude * 100_000).rounded()), Int((row.at.longitude * 100_000).rounded()),
          row.ward, row.area, row.deprivation,
        ])
      }
    }
  }
}
