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
  /// The rows are kept beside the casebook until all have been handed over. Then what differs
  /// comes in, in parts: nobody's saving waits for more than one.
  ///
  /// - Parameters:
  ///   - replacing: whether what the table has more than these rows goes.
  ///   - body: hands over one row after another.
  public func takePostcodes(
    replacing: Bool, _ body: ((PostcodeRow) throws -> Void) throws -> Void
  ) throws {
    let staged = try StagedDirectory(beside: folder, needed: waitingFiles())
    defer { staged.remove() }
    let differing = try readAtOneMoment { db in
      try staged.fill { stage in
        let insert = try stage.cachedStatement(
          sql: "INSERT OR REPLACE INTO postcode_place VALUES (?, ?, ?, ?, ?, ?)")
        try body { row in
          try insert.execute(arguments: [
            row.postcode.outward + row.postcode.inward,
            Int((row.at.latitude * 100_000).rounded()),
            Int((row.at.longitude * 100_000).rounded()), row.ward, row.area, row.deprivation,
          ])
        }
        return try Postcodes.compare(stage, with: db, replacing: replacing)
      }
    }
    guard differing > 0 else { return }
    guard differing > Postcodes.inPart else {
      return try aside { db in
        try Self.put(staged.postcodes("postcode_place", after: ""), in: db)
        try Self.drop(staged.postcodes("postcode_gone", after: ""), in: db)
      }
    }
    guard try read({ try Postcodes.waiting(in: $0) }) == nil else {
      throw CasebookError.refused(
        "Another table of postcodes is being brought in just now. Nothing was changed. Try again when it is done."
      )
    }
    try staged.settle()
    try remember(staged.name, as: Postcodes.key)
    // From here on all of it comes in, after a power cut too.
    do { try bringInPostcodes(staged) } catch {
      staged.keep()
      throw CasebookError.refused(
        "\(error) Part of the postcodes is in already. The rest comes in by itself when the casebook is opened again and there is room."
      )
    }
  }

  private func bringInPostcodes(_ staged: StagedDirectory) throws {
    for (table, write) in [("postcode_place", Self.put), ("postcode_gone", Self.drop)] {
      var last = ""
      while case let rows = try staged.postcodes(table, after: last), let end = rows.last {
        try aside { try write(rows, $0) }
        last = end[0]
        usleep(3_000)
      }
    }
    try forgetPostcodes()
  }

  private static func put(_ rows: [Row], in db: Database) throws {
    let insert = try db.cachedStatement(
      sql: "INSERT OR REPLACE INTO postcode_place VALUES (?, ?, ?, ?, ?, ?)")
    for row in rows { try insert.execute(arguments: StatementArguments(Array(row.databaseValues))) }
  }

  private static func drop(_ rows: [Row], in db: Database) throws {
    let delete = try db.cachedStatement(sql: "DELETE FROM postcode_place WHERE postcode = ?")
    for row in rows { try delete.execute(arguments: [row[0] as String]) }
  }

  private func forgetPostcodes() throws {
    try aside { try $0.execute(literal: "DELETE FROM local_state WHERE key = \(Postcodes.key)") }
  }

  /// Brings in the rest of a table of postcodes whose program ended in the middle. To do any
  /// of it twice does no harm.
  func finishInterruptedPostcodes() {
    guard let file = try? read({ try Postcodes.waiting(in: $0) }) else { return }
    switch StagedDirectory.reopen(folder.appendingPathComponent(file)) {
    case .inUse: return
    case .there(let staged):
      do { try bringInPostcodes(staged) } catch CasebookError.damaged {
        try? forgetPostcodes()
      } catch { staged.keep() }
    case .gone:
      // Each row that is in is right by itself; the table is imported again at any time.
      try? forgetPostcodes()
      StagedDirectory.unlinkAll(folder.appendingPathComponent(file))
    }
  }
}

/// A table of postcodes on its way in.
enum Postcodes {
  /// How many come in before others may save something.
  static let inPart = 5_000
  /// Under what the casebook remembers the file that some are still in.
  static let key = "incoming postcodes"

  /// The tables beside the casebook: what is to come in, and what is to go.
  static let staged = """
    CREATE TABLE postcode_place (
      postcode TEXT PRIMARY KEY NOT NULL, latitude INTEGER NOT NULL, longitude INTEGER NOT NULL,
      ward TEXT NOT NULL, area TEXT NOT NULL, deprivation INTEGER
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE postcode_gone (postcode TEXT PRIMARY KEY NOT NULL) STRICT, WITHOUT ROWID;
    """

  static func waiting(in db: Database) throws -> String? {
    try String.fetchOne(db, sql: "SELECT value FROM local_state WHERE key = ?", arguments: [key])
      .map(StoredText.decoded)
  }

  /// Leaves in `stage` what differs from what `db` has.
  ///
  /// - Returns: how many rows are to come in or to go.
  static func compare(_ stage: Database, with db: Database, replacing: Bool) throws -> Int {
    let known = try Row.fetchCursor(db, sql: "SELECT * FROM postcode_place")
    let same = try stage.cachedStatement(sql: "SELECT * FROM postcode_place WHERE postcode = ?")
    let drop = try stage.cachedStatement(sql: "DELETE FROM postcode_place WHERE postcode = ?")
    let gone = try stage.cachedStatement(sql: "INSERT INTO postcode_gone VALUES (?)")
    while let row = try known.next() {
      let postcode: String = row[0]
      let staged = try Row.fetchOne(same, arguments: [postcode])
      if let staged {
        guard staged == row else { continue }
        try drop.execute(arguments: [postcode])
      } else if replacing {
        try gone.execute(arguments: [postcode])
      }
    }
    return try Int.fetchOne(
      stage,
      sql: "SELECT (SELECT count(*) FROM postcode_place) + (SELECT count(*) FROM postcode_gone)")
      ?? 0
  }
}

extension StagedDirectory {
  /// Some rows of a table of postcodes, those after `last`.
  fileprivate func postcodes(_ table: String, after last: String) throws -> [Row] {
    try read { db in
      try Row.fetchAll(
        db.cachedStatement(
          sql: "SELECT * FROM \(table) WHERE postcode > ? ORDER BY postcode LIMIT ?"),
        arguments: [last, Postcodes.inPart])
    }
  }
}
