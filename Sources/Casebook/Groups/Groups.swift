// What was said with groups, and what they answer when asked how they are.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// Writes down a talk with a group.
  public func log(_ contact: GroupContact, at now: Date = Date()) throws {
    try write("Log a contact with a group", at: now) { db in
      try db.execute(
        sql: """
          INSERT INTO group_contact (id, asset_id, at, spoke_with, mode, note, worker_id)
          VALUES (?, ?, ?, ?, ?, ?, ?)
          """,
        arguments: [
          contact.id.stored, contact.assetID.stored, contact.at.stored, contact.with.stored,
          contact.mode.rawValue, contact.note.stored, contact.workerID.stored,
        ])
    }
  }

  /// What was said with a group and with a twin that it stands for, the latest first.
  public func contacts(withGroup assetID: Identifier<Asset>) throws -> [GroupContact] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT * FROM group_contact WHERE asset_id IN (\(Self.assetAndTwins))
          ORDER BY at DESC, row DESC
          """, arguments: [assetID.stored]
      ).map { row in
        GroupContact(
          id: row.id("id"), assetID: assetID, at: row.moment("at") ?? .distantPast,
          with: row.text("spoke_with"), mode: try row.code("mode"), note: row.text("note"),
          workerID: row.id("worker_id"))
      }
    }
  }

  /// Writes down what a group answered.
  public func keep(_ response: SurveyResponse, at now: Date = Date()) throws {
    let answers = JSONValue.object(
      response.answers.sorted { $0.key < $1.key }.map { .init($0.key, .string($0.value)) })
    try write("A group’s answers", at: now) { db in
      try db.execute(
        sql: """
          INSERT INTO survey_response (id, asset_id, answered_on, answers, worker_id)
          VALUES (?, ?, ?, ?, ?)
          """,
        arguments: [
          response.id.stored, response.assetID.stored, response.on.stored, answers.text.stored,
          response.workerID.stored,
        ])
    }
  }

  /// What groups answered, the oldest first. What a twin answered is told of the group
  /// that stands for it.
  ///
  /// - Parameter assetID: of this group alone; nil for all.
  public func surveyResponses(of assetID: Identifier<Asset>? = nil) throws -> [SurveyResponse] {
    try read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT survey_response.*, coalesce(pair.kept_id, survey_response.asset_id) AS stands
          FROM survey_response
          LEFT JOIN asset_pair AS pair
            ON pair.other_id = survey_response.asset_id AND pair.decision = 'same'
          \(assetID == nil ? "" : "WHERE survey_response.asset_id IN (\(Self.assetAndTwins))")
          ORDER BY answered_on, survey_response.row
          """, arguments: assetID.map { [$0.stored] } ?? []
      ).map { row in
        var answers: [String: String] = [:]
        if case .object(let members)? = try? JSONValue(reading: row.text("answers")) {
          for member in members {
            if case .string(let text) = member.value { answers[member.key] = text }
          }
        }
        return SurveyResponse(
          id: row.id("id"), assetID: row.id("stands"),
          on: row.day("answered_on") ?? Day(number: 0), answers: answers,
          workerID: row.id("worker_id"))
      }
    }
  }

  /// The groups that people were sent to lately, those due to be asked first. Two that were
  /// linked as one are one group here, with all who were sent to either.
  public func surveyedGroups(on today: Day) throws -> [SurveyedGroup] {
    try read { db in
      let survey = try Self.setting(GroupSurvey.self, in: db)
      let groups = try Row.fetchAll(
        db,
        sql: """
          SELECT p.asset_id, p.sent, p.last_sent, s.name, o.name AS organization,
            (SELECT max(answered_on) FROM survey_response AS r
              WHERE r.asset_id = p.asset_id OR r.asset_id IN
                (SELECT other_id FROM asset_pair
                  WHERE kept_id = p.asset_id AND decision = 'same')) AS answered_on
          FROM (
            SELECT coalesce(pair.kept_id, prescription.asset_id) AS asset_id, count(*) AS sent,
              max(prescribed_on) AS last_sent
            FROM prescription
            LEFT JOIN asset_pair AS pair
              ON pair.other_id = prescription.asset_id AND pair.decision = 'same'
            WHERE prescribed_on BETWEEN ? AND ? GROUP BY 1
          ) AS p
          JOIN directory_service AS s ON s.id = p.asset_id
          LEFT JOIN directory_organization AS o ON o.id = s.organization_id
          """,
        arguments: [today.adding(months: -survey.sentWithinMonths).iso, today.iso]
      ).map { row in
        SurveyedGroup(
          assetID: row.id("asset_id"), name: row.text("name"),
          organization: row.text("organization"), sent: row["sent"],
          lastSentOn: row.day("last_sent") ?? today, answeredOn: row.day("answered_on"))
      }
      return groups.sorted { a, b in
        let (left, right) = (a.dueOn(survey), b.dueOn(survey))
        if a.isDue(survey, on: today) != b.isDue(survey, on: today) {
          return a.isDue(survey, on: today)
        }
        return left == right ? (a.sent, b.name) > (b.sent, a.name) : left < right
      }
    }
  }
}
