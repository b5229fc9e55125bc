// The tables of the directory, made from the table of the standard: one for each
// kind of record, a column for each field.
//
// None of the references between them is a FOREIGN KEY, on purpose. Published
// files point at records that they do not hold (the parent of an organisation, the
// taxonomy of a term), pages arrive in any order, and a record that one publisher
// leaves out may come from another tomorrow. A dangling reference is kept as it
// was written and finds its record on the day that comes.

import Casework
import GRDB

enum DirectoryTables {
  /// The tables whose every change is kept in the history and travels with sync.
  static let synced: [String] = DirectoryEntity.allCases.map(\.table)

  static func create(in db: Database) throws {
    for entity in DirectoryEntity.allCases {
      try db.execute(sql: table(of: entity))
      for field in entity.fields where field.isReference {
        try db.execute(
          sql: """
            CREATE INDEX "\(entity.table)_by_\(field.name)" ON "\(entity.table)" ("\(field.name)")
              WHERE "\(field.name)" IS NOT NULL
            """)
      }
    }
    try db.execute(
      sql: """
        CREATE INDEX directory_service_by_name ON directory_service (name COLLATE NOCASE, row);
        CREATE INDEX directory_taxonomy_term_by_name
          ON directory_taxonomy_term (name COLLATE NOCASE);
        CREATE INDEX directory_nesting_of_parent
          ON directory_nesting (parent_id, child_entity, field);
        """)
    try DirectorySearch.create(in: db)
  }

  /// `extra` is a JSON object of the fields that the standard does not have;
  /// `came_from` names the file that last changed the row.
  private static func table(of entity: DirectoryEntity) -> String {
    let columns = entity.fields.map { field in
      "\"\(field.name)\" \(field.kind == .integer ? "INTEGER" : "TEXT")"
    }
    return """
      CREATE TABLE "\(entity.table)" (
        row INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        \(columns.joined(separator: ",\n  ")),
        extra TEXT,
        came_from TEXT NOT NULL DEFAULT ''
      ) STRICT
      """
  }
}
