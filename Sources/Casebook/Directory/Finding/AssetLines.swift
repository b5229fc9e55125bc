// What each service is found and counted by, made from its record at the end of each
// action: its words for the search, and one narrow row for the facets.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Makes again what the services that a transaction's changes touch are found by. It
  /// works from the history alone, so whatever changes a record, undo and sync
  /// included, the directory's search follows.
  func refreshAssetLines(changedAfter last: Int64, in db: Database) throws {
    guard let touched = try AssetLines.touched(after: last, in: db) else {
      return try AssetLines(db: db, taxonomy: Self.taxonomy(in: db), progress: linesTold)
        .refreshAll()
    }
    // What casework does touches no service: it ends here.
    guard !touched.rows.isEmpty || touched.hasGone else { return }
    try AssetLines(db: db, taxonomy: Self.taxonomy(in: db), progress: linesTold)
      .refresh(touched, gone: servicesGone)
  }

  /// Makes all lines again, after the kinds that services are sorted by have changed.
  func remakeAssetLines() throws {
    try aside { db in
      try AssetLines(db: db, taxonomy: Self.taxonomy(in: db)).refreshAll()
    }
  }
}

/// Makes the lines of services.
struct AssetLines {
  let db: Database
  let taxonomy: AssetTaxonomy
  /// Told how many are done.
  var progress: ((Int) throws -> Void)?

  private static let batch = 400
  /// With more changes than these, going through every service once is quicker than
  /// asking of each change whose it is.
  private static let most = 20_000

  init(db: Database, taxonomy: AssetTaxonomy, progress: ((Int) throws -> Void)? = nil) {
    self.db = db
    self.taxonomy = taxonomy
    self.progress = progress
  }

  // MARK: Which

  struct Touched {
    /// The row numbers of services whose line may differ.
    var rows: Set<Int64> = []
    /// Whether a service was taken away.
    var hasGone = false
  }

  /// The services that the changes since `last` touch; nil when that may be most of
  /// them.
  static func touched(after last: Int64, in db: Database) throws -> Touched? {
    let latest =
      try Int64.fetchOne(
        db.cachedStatement(sql: "SELECT number FROM change ORDER BY number DESC LIMIT 1")) ?? 0
    if latest - last > Int64(most) {
      let any = try Bool.fetchOne(
        db,
        sql: """
          SELECT EXISTS (SELECT 1 FROM change WHERE number > ?
            AND (record GLOB 'directory_*' OR record GLOB 'asset_*'))
          """, arguments: [last])
      return any == true ? nil : Touched()
    }
    var touched = Touched()
    let changes = try Row.fetchCursor(
      db.cachedStatement(
        sql: """
          SELECT record, row_id, old, kind FROM change WHERE number > ?
            AND (record GLOB 'directory_*' OR record GLOB 'asset_*')
          """), arguments: [last])
    while let change = try changes.next() {
      let record = change[0] as String? ?? ""
      if record == "directory_service", change[3] == "delete" { touched.hasGone = true }
      try add(record, change[1], to: &touched.rows, in: db)
      // A link that was taken away or turned round touched a service that the record
      // no longer names.
      if let old = change[2] as String? { try addFormer(old, to: &touched.rows, in: db) }
    }
    return touched
  }

  private static func add(
    _ record: String, _ id: String?, to rows: inout Set<Int64>, in db: Database
  ) throws {
    guard let sql = owners[record], let id else { return }
    rows.formUnion(try Int64.fetchSet(db.cachedStatement(sql: sql), arguments: [id]))
  }

  private static func addFormer(_ old: String, to rows: inout Set<Int64>, in db: Database) throws {
    let ids = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT key, value FROM json_each(?) WHERE key IN ('service_id', 'location_id',
            'service_at_location_id', 'link_id', 'parent_id', 'asset_id', 'other_id', 'kept_id',
            'contact_id')
          """), arguments: [old])
    for pair in ids {
      let records =
        switch pair[0] as String? ?? "" {
        case "location_id": ["directory_location"]
        case "service_at_location_id": ["directory_service_at_location"]
        case "contact_id": ["directory_contact"]
        case "asset_id": ["directory_service", standsFor]
        case "parent_id":
          ["directory_service", "directory_service_at_location", "directory_location"]
        default: ["directory_service"]
        }
      for record in records { try add(record, pair[1], to: &rows, in: db) }
    }
  }

  /// The service that stands for another one.
  private static let standsFor = "stands for"
  private static let service = "SELECT row FROM directory_service WHERE id"
  private static let there = "SELECT service_id FROM directory_service_at_location"

  /// For each kind of record, the row numbers of the services that one of them, `?1`,
  /// says something of.
  private static let owners: [String: String] = {
    func owned(_ table: String) -> String { "FROM directory_\(table) WHERE id = ?1" }
    func shared(_ table: String) -> String {
      "SELECT parent_id FROM directory_nesting WHERE child_entity = '\(table)' AND child_id = ?1"
    }
    var owners = [
      "directory_service": "\(service) = ?1",
      "directory_organization": "SELECT row FROM directory_service WHERE organization_id = ?1",
      "directory_service_at_location":
        "\(service) IN (SELECT service_id \(owned("service_at_location")))",
      "directory_location": "\(service) IN (\(there) WHERE location_id = ?1)",
      "directory_taxonomy_term": """
      \(service) IN (SELECT link_id FROM directory_attribute WHERE taxonomy_term_id = ?1
        UNION SELECT n.parent_id FROM directory_attribute AS a JOIN directory_nesting AS n
          ON n.child_entity = 'attribute' AND n.child_id = a.id WHERE a.taxonomy_term_id = ?1)
      """,
      "directory_attribute": """
      \(service) IN (SELECT link_id \(owned("attribute")) UNION \(shared("attribute")))
      """,
      "directory_cost_option": "\(service) IN (SELECT service_id \(owned("cost_option")))",
      "directory_schedule": """
      \(service) IN (SELECT service_id \(owned("schedule")) UNION \(shared("schedule"))
        UNION \(there) WHERE id IN
          (SELECT service_at_location_id \(owned("schedule")) UNION \(shared("schedule"))))
      """,
      "directory_nesting": """
      \(service) IN (SELECT parent_id \(owned("nesting")) UNION \(there)
        WHERE id IN (SELECT parent_id \(owned("nesting")))
          OR location_id IN (SELECT parent_id \(owned("nesting"))))
      """,
    ]
    for table in ["address", "accessibility"] {
      owners["directory_\(table)"] = """
        \(service) IN (\(there) WHERE location_id IN
          (SELECT location_id \(owned(table)) UNION \(shared(table))))
        """
    }
    owners["directory_language"] = """
      \(service) IN (SELECT service_id \(owned("language")) UNION \(shared("language"))
        UNION \(there) WHERE location_id IN
          (SELECT location_id \(owned("language")) UNION \(shared("language"))))
      """
    let ofContact = """
      SELECT service_id FROM directory_contact WHERE id IN (@)
        UNION \(there) WHERE id IN
          (SELECT service_at_location_id FROM directory_contact WHERE id IN (@))
      """
    owners["directory_contact"] = "\(service) IN (\(ofContact.replacing("@", with: "?1")))"
    owners["directory_phone"] = """
      \(service) IN (SELECT service_id \(owned("phone"))
        UNION \(there) WHERE id IN (SELECT service_at_location_id \(owned("phone")))
          OR location_id IN (SELECT location_id \(owned("phone")))
        UNION \(ofContact.replacing("@", with: "SELECT contact_id \(owned("phone"))")))
      """
    owners["directory_program"] = "SELECT row FROM directory_service WHERE program_id = ?1"
    for table in ["asset_check", "asset_assurance", "asset_spaces", "asset_note"] {
      // And the service that stands for it, where it was found twice.
      owners[table] = """
        \(service) IN (SELECT asset_id FROM \(table) WHERE id = ?1 UNION
          SELECT p.kept_id FROM asset_pair AS p JOIN \(table) AS t ON t.asset_id = p.other_id
          WHERE t.id = ?1 AND p.decision = 'same')
        """
    }
    owners[standsFor] = """
      \(service) IN (SELECT kept_id FROM asset_pair WHERE other_id = ?1 AND decision = 'same')
      """
    owners["asset_pair"] =
      "\(service) IN (SELECT other_id FROM asset_pair WHERE id = ?1 UNION "
      + "SELECT kept_id FROM asset_pair WHERE id = ?1)"
    return owners
  }()

  // MARK: Making

  /// Makes the lines of every service again, and takes away those of services that are
  /// no longer here.
  func refreshAll() throws {
    var last: Int64 = 0
    var done = 0
    while true {
      let rows = try Int64.fetchAll(
        db.cachedStatement(
          sql: "SELECT row FROM directory_service WHERE row > ? ORDER BY row LIMIT ?"),
        arguments: [last, Self.batch])
      guard let end = rows.last else { break }
      try make(rows)
      last = end
      done += rows.count
      try progress?(done)
    }
    try sweep()
    try db.execute(
      sql: "UPDATE asset_line_state SET revision = revision + 1, made_with = ?",
      arguments: [Self.mark(of: taxonomy)])
  }

  /// - Parameter gone: the row numbers of the services that were taken away, where they are
  ///   known: looking for them goes through every service there is.
  func refresh(_ touched: Touched, gone: Set<Int64>? = nil) throws {
    let sorted = touched.rows.sorted()
    for start in stride(from: 0, to: sorted.count, by: Self.batch) {
      let end = min(start + Self.batch, sorted.count)
      try make(Array(sorted[start..<end]))
      try progress?(end)
    }
    if touched.hasGone {
      if let gone { try remove(gone) } else { try sweep() }
    }
    try db.execute(sql: "UPDATE asset_line_state SET revision = revision + 1")
  }

  private func remove(_ gone: Set<Int64>) throws {
    let there = try db.cachedStatement(sql: "SELECT 1 FROM directory_service WHERE row = ?")
    for row in gone.sorted() where try Row.fetchOne(there, arguments: [row]) == nil {
      for table in ["asset_search WHERE rowid", "asset_line WHERE row"] {
        try db.cachedStatement(sql: "DELETE FROM \(table) = ?").execute(arguments: [row])
      }
    }
  }

  /// Takes away what stands for services that are no longer here.
  private func sweep() throws {
    try db.execute(
      sql: """
        DELETE FROM asset_search WHERE rowid IN (SELECT id FROM asset_search_docsize
          WHERE id NOT IN (SELECT row FROM directory_service));
        DELETE FROM asset_line WHERE row NOT IN (SELECT row FROM directory_service);
        """)
  }

  /// Counts up whenever a line says more than before, or something else.
  private static let version = "3;"

  /// What the lines were made with: with other kinds they must be made again.
  static func mark(of taxonomy: AssetTaxonomy) -> String {
    // Lines of an older version of these rules are made again too.
    version
      + taxonomy.all.map { "\($0.code):\($0.name):\($0.words.joined(separator: ","))" }
      .joined(separator: ";")
  }

  private func make(_ rows: [Int64]) throws {
    let words = try refreshWords(of: rows)
    for line in try lines(of: rows, words: words) { try put(line) }
  }

  /// The rows of some services as they should be.
  func lines(of rows: [Int64], words: [Int64: [String]]) throws -> [[DatabaseValue]] {
    let assets = try AssetLoading(db: db).assets(of: rows, whole: true)
    let trust = try TrustLoading(db: db).trust(of: assets.map(\.asset.id.text))
    return assets.map { row, asset in
      AssetFacts(
        asset, trust: trust[asset.id.text] ?? AssetTrust(), taxonomy: taxonomy,
        initials: Initials.of(words[row] ?? [])
      ).stored(row: row)
    }
  }

  private func put(_ values: [DatabaseValue]) throws {
    let known = try Row.fetchOne(
      db.cachedStatement(sql: "SELECT * FROM asset_line WHERE row = ?"), arguments: [values[0]])
    if let known, values.indices.allSatisfy({ known[$0] as DatabaseValue == values[$0] }) { return }
    try db.cachedStatement(sql: "INSERT OR REPLACE INTO asset_line VALUES (?, ?, ?, ?, ?, ?, ?, ?)")
      .execute(arguments: StatementArguments(values))
  }

  /// The words of some services as their records have them, by row.
  func words(of rows: [Int64]) throws -> [Int64: [DatabaseValue]] {
    let list = "[\(rows.map(String.init).joined(separator: ","))]"
    let fresh = try Row.fetchAll(
      db.cachedStatement(
        sql: """
          SELECT row, \(DirectorySearch.columns) FROM asset_words
          WHERE row IN (SELECT value FROM json_each(?))
          """), arguments: [list])
    return Dictionary(
      fresh.map { row in (row[0], (0..<8).map { row[$0] as DatabaseValue }) },
      uniquingKeysWith: { first, _ in first })
  }

  static func texts(_ values: [DatabaseValue]) -> [String] {
    values.dropFirst().map { String.fromDatabaseValue($0) ?? "" }
  }

  /// Brings the search up to date, and gives the words of each service.
  private func refreshWords(of rows: [Int64]) throws -> [Int64: [String]] {
    var found: [Int64: [String]] = [:]
    for (id, values) in try words(of: rows).sorted(by: { $0.key < $1.key }) {
      found[id] = Self.texts(values)
      let known = try Row.fetchOne(
        db.cachedStatement(
          sql: "SELECT rowid, \(DirectorySearch.columns) FROM asset_search WHERE rowid = ?"),
        arguments: [id])
      if let known {
        if values.indices.allSatisfy({ known[$0] as DatabaseValue == values[$0] }) { continue }
        try db.cachedStatement(sql: "DELETE FROM asset_search WHERE rowid = ?")
          .execute(arguments: [id])
      }
      try db.cachedStatement(
        sql: """
          INSERT INTO asset_search (rowid, \(DirectorySearch.columns))
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
          """
      ).execute(arguments: StatementArguments(values))
    }
    return found
  }
}
