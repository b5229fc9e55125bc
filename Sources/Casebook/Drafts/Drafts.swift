// What is being typed and is not saved yet. Drafts are kept by person and form, on
// this device, sealed like the rest, and offered back: never entered by themselves.

import Casework
import Foundation
import GRDB

/// Words that somebody was in the middle of.
public struct Draft: Equatable, Sendable {
  /// Which form: "contact".
  public var form: String
  /// Whose case; empty for a form that is nobody's yet.
  public var caseID: String
  /// What each field held, by its id.
  public var fields: [String: String]
  public var at: Date

  public init(form: String, caseID: String = "", fields: [String: String], at: Date) {
    self.form = form
    self.caseID = caseID
    self.fields = fields
    self.at = at
  }
}

extension Casebook {
  /// Keeps a draft in the place of the one before for the same form and case.
  ///
  /// - Throws: ``CasebookError/busy`` at once where another program writes just now: it can
  ///   be kept a second later, and nobody who types is to wait.
  public func keep(_ draft: Draft) throws {
    let data = try JSONEncoder().encode(draft.fields)
    try asideAtOnce { db in
      try db.execute(
        sql: """
          INSERT INTO draft (worker_id, form, case_id, fields, at) VALUES (?, ?, ?, ?, ?)
          ON CONFLICT (worker_id, form, case_id) DO UPDATE SET
            fields = excluded.fields, at = excluded.at
          """,
        arguments: [
          worker.id.text, draft.form, draft.caseID, String(decoding: data, as: UTF8.self).stored,
          draft.at.milliseconds,
        ])
    }
  }

  /// This worker's drafts, the latest first.
  public func drafts() throws -> [Draft] {
    try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM draft WHERE worker_id = ? ORDER BY at DESC",
        arguments: [worker.id.text]
      ).map { row in
        let fields = try? JSONDecoder().decode(
          [String: String].self, from: Data(row.text("fields").utf8))
        return Draft(
          form: row.text("form"), caseID: row.text("case_id"), fields: fields ?? [:],
          at: row.moment("at") ?? .distantPast)
      }
    }
  }

  public func draft(form: String, caseID: String = "") throws -> Draft? {
    try drafts().first { $0.form == form && $0.caseID == caseID }
  }

  /// Throws a draft away: its words were saved, or are not wanted.
  public func dropDraft(form: String, caseID: String = "") throws {
    try aside { db in
      try db.execute(
        sql: "DELETE FROM draft WHERE worker_id = ? AND form = ? AND case_id = ?",
        arguments: [worker.id.text, form, caseID])
    }
  }
}
