// What became of prescriptions, as rows: steps, feedback, and the list of those that
// somebody should ask after.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Writes down the next step of a prescription.
  ///
  /// - Throws: ``CasebookError/refused(_:)`` when the step is before the prescription.
  ///
  /// - Parameters:
  ///   - feedback: what the person said of it, written in the same action.
  ///   - mode: how it happens, where that was said.
  public func add(
    _ step: PrescriptionStep, and feedback: PrescriptionFeedback? = nil,
    mode: PrescriptionMode? = nil, at now: Date = Date()
  ) throws {
    try write("\(step.state.words): a prescription", at: now) { db in
      guard
        let first = try String.fetchOne(
          db, sql: "SELECT prescribed_on FROM prescription WHERE id = ?",
          arguments: [step.prescriptionID.text]
        ).flatMap({ Day(iso: $0) })
      else { throw CasebookError.noSuchRecord("prescription") }
      guard step.on >= first else {
        throw CasebookError.refused(
          "They were linked on \(first.british), and \(step.on.british) is before that. "
            + "Nothing was changed. Check the day.")
      }
      try insert(step, in: db)
      if let feedback { try insert(feedback, in: db) }
      if let mode { try set(mode, on: step.prescriptionID, in: db) }
    }
  }

  /// Says how what was prescribed happens: by telephone, by video, outdoors, in person. Nil
  /// is that nobody has said.
  public func set(
    _ mode: PrescriptionMode?, on id: Identifier<Prescription>, at now: Date = Date()
  ) throws {
    try write("How a prescription happens", at: now) { try set(mode, on: id, in: $0) }
  }

  private func set(
    _ mode: PrescriptionMode?, on id: Identifier<Prescription>, in db: Database
  ) throws {
    try db.execute(
      sql: "UPDATE prescription SET mode = ? WHERE id = ? AND mode IS NOT ?",
      arguments: [mode?.rawValue, id.text, mode?.rawValue])
  }

  func insert(_ step: PrescriptionStep, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO prescription_step (id, prescription_id, state, happened_on, reason, went_with,
          note, worker_id)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      step.id.stored, step.prescriptionID.stored, step.state.rawValue, step.on.stored,
      step.reason?.rawValue, step.wentWith.stored, step.note.stored, step.workerID.stored,
    ])
  }

  /// Writes down what the person said of what they went to.
  public func add(_ feedback: PrescriptionFeedback, at now: Date = Date()) throws {
    try write("Feedback on a prescription", at: now) { try insert(feedback, in: $0) }
  }

  func insert(_ feedback: PrescriptionFeedback, in db: Database) throws {
    try db.cachedStatement(
      sql: """
        INSERT INTO prescription_feedback (id, prescription_id, given_on, again, words, worker_id)
        VALUES (?, ?, ?, ?, ?, ?)
        """
    ).execute(arguments: [
      feedback.id.stored, feedback.prescriptionID.stored, feedback.on.stored,
      feedback.again.rawValue, feedback.words.stored, feedback.workerID.stored,
    ])
  }

  /// Every prescription of a case with all that became of it, the newest first.
  public func prescriptionStories(of caseID: Identifier<Case>) throws -> [PrescriptionStory] {
    try read { db in
      try Self.stories(
        where: "prescription.case_id = ?", [caseID.stored],
        order: "prescribed_on DESC, prescription.row DESC", in: db)
    }
  }

  /// Every prescription of an asset, the newest first; with those of a twin that it was
  /// linked with and stands for.
  public func prescriptionStories(
    ofAsset assetID: Identifier<Asset>, limit: Int = 500
  ) throws -> [PrescriptionStory] {
    try read { db in
      try Self.stories(
        where: "prescription.asset_id IN (\(Self.assetAndTwins))", [assetID.stored],
        order: "prescribed_on DESC, prescription.row DESC LIMIT \(limit)", in: db)
    }
  }

  /// What somebody should ask after today, the longest due first.
  ///
  /// - Parameter holder: of the open cases that this worker holds; nil for everybody's.
  public func prescriptionsToAskAfter(
    heldBy holder: Identifier<LinkWorker>?, on today: Day
  ) throws -> [PrescriptionStory] {
    try read { db in
      let policy = try Self.setting(ChasePolicy.self, in: db)
      let stories = try Self.stories(
        where: "case_line.closed_on IS NULL"
          + (holder == nil ? "" : " AND case_line.holder_id = ?"),
        holder.map { [$0.stored] } ?? [], order: "prescribed_on, prescription.row", in: db)
      return stories.compactMap { story in story.askOn(policy: policy).map { ($0, story) } }
        .filter { $0.0 <= today }
        .sorted { ($0.0, $0.1.prescription.id) < ($1.0, $1.1.prescription.id) }
        .map(\.1)
    }
  }

  /// The asset `?1` and every twin that it stands for.
  static let assetAndTwins = """
    SELECT ?1 UNION ALL
    SELECT other_id FROM asset_pair WHERE kept_id = ?1 AND decision = 'same'
    """

  private static func stories(
    where condition: String, _ arguments: [DatabaseValue], order: String, in db: Database
  ) throws -> [PrescriptionStory] {
    let rows = try Row.fetchAll(
      db,
      sql: """
        SELECT prescription.*, directory_service.name AS asset_name, case_line.holder_id,
          case_line.closed_on, person.first_name, person.family_name, person.preferred_name
        FROM case_line
        JOIN prescription ON prescription.case_id = case_line.case_id
        JOIN person ON person.id = case_line.person_id
        LEFT JOIN directory_service ON directory_service.id = prescription.asset_id
        WHERE \(condition) ORDER BY \(order)
        """, arguments: StatementArguments(arguments))
    let steps = try db.cachedStatement(
      sql: """
        SELECT * FROM prescription_step WHERE prescription_id = ? ORDER BY happened_on, row
        """)
    let feedback = try db.cachedStatement(
      sql: """
        SELECT * FROM prescription_feedback WHERE prescription_id = ? ORDER BY given_on, row
        """)
    return try rows.map { row in
      let prescription = try Self.prescription(row)
      let called = row.text("preferred_name")
      let first = called.isEmpty ? row.text("first_name") : called
      let initial = row.text("family_name").prefix(1)
      return PrescriptionStory(
        prescription: prescription,
        assetName: row["asset_name"] == nil
          ? "a service no longer in the directory" : row.text("asset_name"),
        personName: [first, String(initial)].filter { !$0.isEmpty }.joined(separator: " "),
        holderID: row.optionalID("holder_id"), caseIsClosed: row["closed_on"] != nil,
        steps: try Row.fetchAll(steps, arguments: [prescription.id.text]).map(Self.step),
        feedback: try Row.fetchAll(feedback, arguments: [prescription.id.text]).map(Self.feedback))
    }
  }

  private static func prescription(_ row: Row) throws -> Prescription {
    Prescription(
      id: row.id("id"), caseID: row.id("case_id"), goalID: row.optionalID("goal_id"),
      assetID: row.id("asset_id"), kind: try row.code("kind"),
      on: row.day("prescribed_on") ?? Day(number: 0), workerID: row.id("worker_id"),
      note: row.text("note"),
      mode: row["mode"] == nil ? nil : try row.code("mode") as PrescriptionMode)
  }

  /// What became of a case's prescriptions, in the order that it happened.
  static func prescriptionSteps(
    of id: Identifier<Case>, in db: Database
  ) throws -> [PrescriptionStep] {
    try values(
      """
      SELECT prescription_step.* FROM prescription
      JOIN prescription_step ON prescription_step.prescription_id = prescription.id
      WHERE prescription.case_id = ? ORDER BY happened_on, prescription_step.row
      """, [id.text], in: db, step)
  }

  private static func step(_ row: Row) throws -> PrescriptionStep {
    PrescriptionStep(
      id: row.id("id"), prescriptionID: row.id("prescription_id"), state: try row.code("state"),
      on: row.day("happened_on") ?? Day(number: 0),
      reason: row["reason"] == nil ? nil : try row.code("reason") as DropOutReason,
      wentWith: row.text("went_with"), note: row.text("note"), workerID: row.id("worker_id"))
  }

  private static func feedback(_ row: Row) throws -> PrescriptionFeedback {
    PrescriptionFeedback(
      id: row.id("id"), prescriptionID: row.id("prescription_id"),
      on: row.day("given_on") ?? Day(number: 0), again: try row.code("again"),
      words: row.text("words"), workerID: row.id("worker_id"))
  }
}
