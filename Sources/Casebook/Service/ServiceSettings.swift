// What the service has decided for itself, kept with history like everything else.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// A setting as the service has it now, or else as it is shipped.
  ///
  /// - Throws: ``ServiceSettingError`` when what is kept cannot be read.
  public func setting<S: ServiceSetting>(_ type: S.Type = S.self) throws -> S {
    try read { try Self.setting(type, in: $0) }
  }

  static func setting<S: ServiceSetting>(_ type: S.Type, in db: Database) throws -> S {
    let kept = try String.fetchOne(
      db.cachedStatement(sql: "SELECT value FROM service_setting WHERE id = ?"),
      arguments: [S.name])
    guard let kept else { return S() }
    return try S.read(json: StoredText.decoded(kept))
  }

  /// Whether the service has ever changed a setting.
  public func isChanged(_ type: any ServiceSetting.Type) throws -> Bool {
    try read {
      try Bool.fetchOne(
        $0, sql: "SELECT EXISTS (SELECT 1 FROM service_setting WHERE id = ?)",
        arguments: [type.name]) ?? false
    }
  }

  /// Keeps a setting. It can be undone, and its history says who changed it.
  ///
  /// - Throws: ``ServiceSettingError`` when the values cannot be used.
  public func keep<S: ServiceSetting>(_ value: S, at now: Date = Date()) throws {
    try value.check()
    let text = try value.tree().text
    try write("Change the service’s “\(S.title)”", at: now) { db in
      try db.execute(
        sql: """
          INSERT INTO service_setting (id, value) VALUES (?, ?)
          ON CONFLICT (id) DO UPDATE SET value = excluded.value
          """, arguments: [S.name, text.stored])
    }
  }

  /// Goes back to what is shipped.
  public func reset(_ type: any ServiceSetting.Type, at now: Date = Date()) throws {
    try write("Set “\(type.title)” back to what is shipped", at: now) { db in
      try db.execute(sql: "DELETE FROM service_setting WHERE id = ?", arguments: [type.name])
    }
  }

  /// How long things may take in this service. What cannot be read, such as a later
  /// version's, counts as shipped.
  public var policy: ServicePolicy { (try? setting(ServicePolicy.self)) ?? ServicePolicy() }
}
