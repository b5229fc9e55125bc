// Records in the field's words, for findings: "The contact of 12/11/2026 with
// Megan Reilly", not a table and an id.

import Casework
import Foundation
import GRDB

struct RecordNames {
  private let db: Database

  init(_ db: Database) { self.db = db }

  /// What a row of `table` is, with its article.
  static func noun(_ table: String) -> String {
    nouns[table]?.one ?? "a row of \(table.replacing("_", with: " "))"
  }

  static func plural(_ table: String) -> String {
    nouns[table]?.many ?? "rows of \(table.replacing("_", with: " "))"
  }

  private static let nouns: [String: (one: String, many: String)] = [
    "worker": ("a worker", "workers"), "person": ("a person", "people"),
    "referral": ("a referral", "referrals"), "case_record": ("a case", "cases"),
    "holding": ("a case’s holder", "holders of cases"),
    "case_contact": ("a contact", "contacts"), "plan": ("a plan", "plans"),
    "plan_entry": ("an entry of a plan", "entries of plans"), "goal": ("a goal", "goals"),
    "goal_action": ("an action towards a goal", "actions towards goals"),
    "prescription": ("a link with a service", "links with services"),
    "goal_score": ("a score of a goal", "scores of goals"),
    "interest": ("an interest in a service", "interests in services"),
    "unmet_need": ("an unmet need", "unmet needs"),
    "reach": ("a note of when and where somebody can go", "notes of when and where people can go"),
    "plan_sharing": ("a plan’s sharing", "sharings of plans"),
    "plan_version": ("an agreed version of a plan", "agreed versions of plans"),
    "plan_withdrawal": ("an agreement taken back", "agreements taken back"),
    "plan_review": ("a plan’s review", "reviews of plans"),
    "reading": ("a note of who read a record", "notes of who read a record"),
    "prescription_step": ("a step of a link with a service", "steps of links with services"),
    "prescription_feedback": ("feedback on a service", "feedback on services"),
    "group_contact": ("a contact with a group", "contacts with groups"),
    "fund": ("a fund", "funds"), "fund_budget": ("a fund’s budget", "funds’ budgets"),
    "payment": ("a payment", "payments"),
    "survey_response": ("a group’s answers", "groups’ answers"),
    "service_setting": ("a setting of the service", "settings of the service"),
    "appointment": ("an appointment", "appointments"),
    "lone_visit": ("a visit alone", "visits alone"),
    "relation": ("somebody in a person’s life", "people in a person’s life"),
    "involvement": ("another service involved", "other services involved"),
    "person_flag": ("a flag on a record", "flags on records"),
    "case_member": ("a worker beside the lead", "workers beside the lead"),
    "saved_view": ("a saved view", "saved views"),
    "worker_terms": ("somebody’s terms", "workers’ terms"),
    "absence": ("an absence", "absences"),
    "case_weight": ("what a case weighs", "weights of cases"),
    "case_cover": ("a case’s cover", "covers of cases"),
    "supervision_session": ("a supervision", "supervisions"),
    "supervision_action": ("an action from supervision", "actions from supervision"),
    "record_audit": ("an audit of a record", "audits of records"),
    "supervisor_note": ("a supervisor’s note", "supervisors’ notes"),
    "capacity_week": ("a week’s load", "weeks of load"),
    "over_capacity_note": ("a note on a week over guidance", "notes on weeks over guidance"),
    "directory_service": ("a service", "services"),
    "directory_organization": ("an organisation", "organisations"),
    "asset_check": ("a check of a service", "checks of services"),
    "asset_assurance": ("evidence about a service", "evidence about services"),
    "asset_spaces": ("a service’s spaces", "spaces of services"),
    "asset_note": ("a note about a service", "notes about services"),
    "asset_pair": ("two services linked or kept apart", "pairs of services"),
  ].merging(IntakeTables.nouns) { first, _ in first }

  /// The record as a person would name it. Whatever cannot be read is left out: this
  /// is for damaged casebooks.
  func words(_ table: String, _ id: String) -> String {
    let noun = Self.noun(table)
    let known = (try? detail(table, id)) ?? nil
    let capital = noun.prefix(1).uppercased() + noun.dropFirst()
    guard let known, !known.isEmpty else { return "\(capital) (\(id))" }
    return "\(capital) \(known)"
  }

  private func detail(_ table: String, _ id: String) throws -> String? {
    switch table {
    case "person": return try person("SELECT * FROM person WHERE id = ?", id).map { "(\($0))" }
    case "worker", "directory_service", "directory_organization":
      return try String.fetchOne(
        db, sql: "SELECT name FROM \"\(table)\" WHERE id = ?", arguments: [id]
      ).map { "(\(StoredText.decoded($0)))" }
    case "referral":
      return try person(
        "SELECT p.*, r.date AS day FROM referral r JOIN person p ON p.id = r.person_id WHERE r.id = ?",
        id
      ).map { "of \($0)" }
    case "case_contact":
      return try of("case_contact", id, day: "date(t.at / 1000, 'unixepoch')")
    case "record_audit": return try of("record_audit", id, day: "t.audited_on")
    case "case_weight", "case_cover", "supervisor_note":
      return try of(table, id, day: "NULL")
    case "worker_terms", "absence", "supervision_session", "over_capacity_note",
      "capacity_week":
      return try String.fetchOne(
        db,
        sql: """
          SELECT w.name FROM \(table) AS t JOIN worker AS w ON w.id = t.worker_id WHERE t.id = ?
          """,
        arguments: [id]
      ).map { "of \(StoredText.decoded($0))" }
    case "prescription": return try of("prescription", id, day: "t.prescribed_on")
    case "interest": return try of("interest", id, day: "t.interested_on")
    case "unmet_need": return try of("unmet_need", id, day: "t.noted_on")
    case "reach":
      return try person(
        "SELECT p.* FROM reach t JOIN person p ON p.id = t.person_id WHERE t.id = ?", id
      ).map { "of \($0)" }
    case "plan_sharing": return try of(table, id, day: "t.shared_on")
    case "plan_version": return try of(table, id, day: "t.agreed_on")
    case "plan_withdrawal": return try of(table, id, day: "t.withdrawn_on")
    case "plan_review": return try of(table, id, day: "t.reviewed_on")
    case "risk":
      return try person(
        "SELECT p.*, t.begins AS day FROM risk t JOIN person p ON p.id = t.person_id WHERE t.id = ?",
        id
      ).map { "of \($0)" }
    case "person_link":
      return try person(
        "SELECT p.* FROM person_link t JOIN person p ON p.id = t.first_id WHERE t.id = ?", id
      ).map { "of \($0)" }
    case "triage_decision", "letter", "clock_pause", "safety_task":
      return try of(table, id, day: IntakeTables.days[table] ?? "NULL")
    case "goal_outcome": return try of(table, id, day: "NULL")
    case "appointment": return try of(table, id, day: "t.on_day")
    case "lone_visit":
      return try of(table, id, day: "date(t.begins / 1000, 'unixepoch')")
    case "relation", "involvement", "person_flag":
      return try person(
        "SELECT p.* FROM \(table) t JOIN person p ON p.id = t.person_id WHERE t.id = ?", id
      ).map { "of \($0)" }
    case "saved_view":
      return try String.fetchOne(
        db, sql: "SELECT name FROM saved_view WHERE id = ?", arguments: [id]
      ).map { "(\(StoredText.decoded($0)))" }
    case "holding", "plan", "case_member": return try of(table, id, day: "NULL")
    case "case_record":
      return try person(
        "SELECT p.* FROM case_record c JOIN person p ON p.id = c.person_id WHERE c.id = ?", id
      ).map { "of \($0)" }
    case "plan_entry", "goal":
      return try person(
        """
        SELECT p.* FROM \(table) t JOIN plan ON plan.id = t.plan_id
        JOIN case_record c ON c.id = plan.case_id JOIN person p ON p.id = c.person_id
        WHERE t.id = ?
        """, id
      ).map { "of \($0)" }
    case "goal_action", "goal_score":
      return try person(
        """
        SELECT p.* FROM \(table) t JOIN goal ON goal.id = t.goal_id
        JOIN plan ON plan.id = goal.plan_id
        JOIN case_record c ON c.id = plan.case_id JOIN person p ON p.id = c.person_id
        WHERE t.id = ?
        """, id
      ).map { "of \($0)" }
    case "prescription_step", "prescription_feedback":
      return try person(
        """
        SELECT p.* FROM \(table) t JOIN prescription r ON r.id = t.prescription_id
        JOIN case_record c ON c.id = r.case_id JOIN person p ON p.id = c.person_id
        WHERE t.id = ?
        """, id
      ).map { "of \($0)" }
    default: return nil
    }
  }

  /// A row that belongs to a case.
  private func of(_ table: String, _ id: String, day: String) throws -> String? {
    try person(
      """
      SELECT p.*, \(day) AS day FROM \(table) t JOIN case_record c ON c.id = t.case_id
      JOIN person p ON p.id = c.person_id WHERE t.id = ?
      """, id
    ).map { "of \($0)" }
  }

  private func person(_ sql: String, _ id: String) throws -> String? {
    guard let row = try Row.fetchOne(db, sql: sql, arguments: [id]) else { return nil }
    let name = PersonName.joined([row.text("first_name"), row.text("family_name")])
    guard row.hasColumn("day"), let day = row.day("day") else { return name }
    return "\(name), \(day.british)"
  }
}
