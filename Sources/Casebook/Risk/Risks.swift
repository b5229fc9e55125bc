// Risks are recorded, looked at again, and ended; never deleted.

import Casework
import Foundation
import GRDB

extension Casebook {
  public func risks(of person: Identifier<Person>) throws -> [Risk] {
    try read { try Self.risks(of: person, in: $0) }
  }

  /// Records a risk, or that none is known.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` where "no known risks" would stand beside a
  ///   risk that has not ended.
  public func record(_ risk: Risk, at now: Date = Date()) throws {
    try write("Record a risk", at: now) { try record(risk, in: $0) }
  }

  func record(_ risk: Risk, in db: Database) throws {
    let standing = RiskStanding(of: try Self.risks(of: risk.personID, in: db))
    if risk.kind == .noneKnown, standing > .notAsked {
      throw CasebookError.refused(
        "A risk is recorded that has not ended. Nothing was changed. End that one first, then say that none is known."
      )
    }
    // What was true until now is ended, so that the two never stand side by side.
    try db.execute(
      sql: """
        UPDATE risk SET ends = max(?, begins)
        WHERE person_id = ? AND kind = 'none-known' AND ends IS NULL
        """, arguments: [risk.from.iso, risk.personID.text])
    try insert(risk, in: db)
  }

  /// Somebody has looked at a risk again, and it stands.
  public func review(_ id: Identifier<Risk>, on day: Day, at now: Date = Date()) throws {
    try change("reviewed_on", of: id, to: day, named: "Review a risk", at: now)
  }

  /// A risk is over.
  public func end(_ id: Identifier<Risk>, on day: Day, at now: Date = Date()) throws {
    try change("ends", of: id, to: day, named: "End a risk", at: now)
  }

  private func change(
    _ column: String, of id: Identifier<Risk>, to day: Day, named name: String, at now: Date
  ) throws {
    try write(name, at: now) { db in
      try db.execute(
        sql: "UPDATE risk SET \(column) = max(?, begins) WHERE id = ?",
        arguments: [day.iso, id.text])
      guard db.changesCount == 1 else { throw CasebookError.noSuchRecord("risk") }
    }
  }
}
