// What services are found and counted by, against what their records say now.

import Casework
import Foundation
import GRDB

struct AssetLineCheck {
  let verification: Verification
  let db: Database
  private static let batch = 400

  init(_ verification: Verification, _ db: Database) {
    self.verification = verification
    self.db = db
  }

  func run() throws {
    let taxonomy = Casebook.taxonomy(in: db)
    let mark = try String.fetchOne(db, sql: "SELECT made_with FROM asset_line_state") ?? ""
    // After a change of the kinds, the lines are made again when somebody looks.
    guard mark.isEmpty || mark == AssetLines.mark(of: taxonomy) else { return }
    let lines = AssetLines(db: db, taxonomy: taxonomy)
    let names = RecordNames(db)
    var last: Int64 = 0
    while true {
      let rows = try Int64.fetchAll(
        db, sql: "SELECT row FROM directory_service WHERE row > ? ORDER BY row LIMIT ?",
        arguments: [last, Self.batch])
      guard let end = rows.last else { break }
      last = end
      let words = try lines.words(of: rows).mapValues(AssetLines.texts)
      for line in try lines.lines(of: rows, words: words) {
        let known = try Row.fetchOne(
          db.cachedStatement(sql: "SELECT * FROM asset_line WHERE row = ?"), arguments: [line[0]])
        if let known, line.indices.allSatisfy({ known[$0] as DatabaseValue == line[$0] }) {
          continue
        }
        // A casebook of the version before has no lines until somebody looks.
        if known == nil && mark.isEmpty { continue }
        let id =
          try String.fetchOne(
            db, sql: "SELECT id FROM directory_service WHERE row = ?", arguments: [line[0]]) ?? ""
        verification.found(
          Finding(
            .search,
            "\(names.words("directory_service", id)) is not counted in the directory as its record says.",
            record: "asset_line", id: id))
      }
    }
    let strays =
      try Int.fetchOne(
        db,
        sql: """
          SELECT count(*) FROM asset_line AS l
          WHERE NOT EXISTS (SELECT 1 FROM directory_service WHERE row = l.row)
          """) ?? 0
    if strays > 0 {
      verification.found(
        Finding(.search, "The directory counts \(strays) services that are no longer here."))
    }
  }
}
