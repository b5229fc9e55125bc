// The team as the screen and the commands read it: everybody who belongs to it, what
// they hold and how that stands.

import Casework
import Foundation
import GRDB

/// The service's own rules that the team is looked at by.
public struct TeamSettings: Equatable, Sendable {
  public var guidance: CaseloadGuidance
  public var points: PointsModel
  public var supervision: SupervisionRules
  public var waiting: WaitingRules
  public var access: AccessRules
  public var roles: RoleRules
  /// After how many days without a talk a case is quiet.
  public var quietDays: Int
}

/// The team at one moment.
public struct Team: Equatable, Sendable {
  public var today: Day
  public var settings: TeamSettings
  public var members: [TeamMember]
  /// In the order of ``members``.
  public var rows: [TeamRow]
  /// Supervisors of the team who are away, and who stands in for each.
  public var absentSupervisors: [AbsentSupervisor]
  /// What whoever looks may do for others today.
  public var oversight: Oversight
  /// Everybody's terms and names, also of those outside the team.
  public var workers: [LinkWorker]
  public var terms: [WorkerTerms]
  public var absences: [Absence]

  public func row(of id: Identifier<LinkWorker>) -> TeamRow? { rows.first { $0.worker.id == id } }

  public func member(_ id: Identifier<LinkWorker>) -> TeamMember? {
    members.first { $0.worker.id == id }
  }

  public func name(of id: Identifier<LinkWorker>) -> String {
    workers.first { $0.id == id }?.name ?? "somebody no longer listed"
  }

  /// The member of one worker with some cases more and some fewer, as a move would
  /// leave it.
  public func load(
    of id: Identifier<LinkWorker>, without: Set<Identifier<Case>> = [],
    with more: [WeighedCase] = []
  ) -> WorkerLoad? {
    guard let member = member(id) else { return nil }
    return WorkerLoad(
      worker: member.worker, terms: member.terms, absences: member.absences,
      cases: member.cases.filter { !without.contains($0.row.caseID) } + more,
      guidance: settings.guidance, model: settings.points, on: today)
  }
}

/// One worker and how they stand.
public struct MemberLoad: Equatable, Sendable {
  public var member: TeamMember
  public var row: TeamRow
  public var settings: TeamSettings
}

/// A supervisor who is away.
public struct AbsentSupervisor: Equatable, Sendable {
  public var supervisor: LinkWorker
  public var absence: Absence
  /// Nil where nobody was named.
  public var deputy: LinkWorker?

  /// "Ngozi Okafor is away until 30/11; Tom Hargreave stands in".
  public var words: String {
    let who = deputy.map { "\($0.name) stands in" } ?? "nobody is named to stand in"
    return "\(supervisor.name) is away until \(absence.to.shortBritish); \(who)"
  }
}

extension Casebook {
  /// The service's rules for teams.
  public func teamSettings() throws -> TeamSettings {
    TeamSettings(
      guidance: try setting(CaseloadGuidance.self), points: try setting(PointsModel.self),
      supervision: try setting(SupervisionRules.self), waiting: try setting(WaitingRules.self),
      access: try setting(AccessRules.self), roles: try setting(RoleRules.self),
      quietDays: policy.quietDays)
  }

  /// Whom whoever works here oversees today.
  public func oversight(on today: Day) throws -> Oversight {
    let rules = try setting(AccessRules.self)
    return try read { db in try oversight(rules, on: today, in: db) }
  }

  func oversight(_ rules: AccessRules, on today: Day, in db: Database) throws -> Oversight {
    // Asked for whenever a screen is read: everybody's terms only where they matter.
    let named = try Bool.fetchOne(
      db.cachedStatement(
        sql: "SELECT EXISTS (SELECT 1 FROM worker_terms WHERE deputy_id = ?)"),
      arguments: [worker.id.text])
    return Oversight(
      of: worker, rules: rules, terms: named == true ? try Self.terms(in: db) : [],
      absences: named == true ? try Self.absences(endingFrom: today, in: db) : [], on: today)
  }

  /// What whoever works here has to know of supervisors who are away, a sentence each:
  /// for whom they stand in, and who stands in for their own.
  public func standInWords(on today: Day) throws -> [String] {
    try read { db in
      let absences = try Self.absences(endingFrom: today, in: db).filter { $0.covers(today) }
      guard !absences.isEmpty else { return [] }
      let terms = try Self.terms(in: db)
      let names = try workerNames(in: db)
      func name(_ id: Identifier<LinkWorker>) -> String { names[id] ?? "somebody" }
      func until(_ id: Identifier<LinkWorker>) -> String {
        absences.filter { $0.workerID == id }.map(\.to).max()?.shortBritish ?? ""
      }
      let acting = TeamScope.actsFor(worker.id, terms: terms, absences: absences, on: today)
      var words = acting.map {
        "You stand in for \(name($0)) until \(until($0)): their team is yours to look after"
      }
      let own = terms.first { $0.workerID == worker.id }?.supervisorID
      if let own, !acting.contains(own), absences.contains(where: { $0.workerID == own }) {
        let deputy = terms.first { $0.workerID == own }?.deputyID
        let who = deputy.map { "\(name($0)) stands in" } ?? "nobody is named to stand in"
        words.append("\(name(own)) is away until \(until(own)); \(who)")
      }
      return words
    }
  }

  /// The team that whoever works here sees. Where the service's rules show workers
  /// their own work alone, that is one row.
  ///
  /// - Parameter minute: minutes after midnight, for what was to be met today.
  public func team(on today: Day, minute: Int = 0) throws -> Team {
    let settings = try teamSettings()
    return try read { db in
      let known = try scope(settings.access, on: today, in: db)
      let (workers, terms, absences) = (known.workers, known.terms, known.absences)
      let members = try known.members.map { worker in
        try member(
          worker, terms: terms.first { $0.workerID == worker.id },
          absences: absences.filter { $0.workerID == worker.id }, settings: settings, on: today,
          in: db)
      }
      let rows = members.map {
        TeamRow(
          $0, guidance: settings.guidance, model: settings.points,
          supervision: settings.supervision, quietDays: settings.quietDays, on: today,
          minute: minute)
      }
      return Team(
        today: today, settings: settings, members: members, rows: rows,
        absentSupervisors: Self.absent(workers, terms, absences, of: known.members, on: today),
        oversight: known.oversight, workers: workers, terms: terms, absences: absences)
    }
  }

  /// Who belongs to the team that whoever works here sees, without what they hold.
  public func teamMembers(on today: Day) throws -> [LinkWorker] {
    let rules = try setting(AccessRules.self)
    return try read { try scope(rules, on: today, in: $0).members }
  }

  /// Who belongs to the team, and what that was read from.
  private struct Scope {
    var workers: [LinkWorker]
    var terms: [WorkerTerms]
    var absences: [Absence]
    var oversight: Oversight
    var members: [LinkWorker]
  }

  private func scope(_ rules: AccessRules, on today: Day, in db: Database) throws -> Scope {
    let workers = try Self.values(
      "SELECT * FROM worker ORDER BY name, id", [], in: db, Self.worker)
    let terms = try Self.terms(in: db)
    let absences = try Self.absences(endingFrom: today.adding(years: -1), in: db)
    let holders = try Set(
      String.fetchAll(
        db,
        sql:
          "SELECT holder_id FROM case_count WHERE holder_id <> '' AND is_closed = 0 AND cases > 0"
      ).map { Identifier<LinkWorker>($0) })
    let oversight = Oversight(
      of: worker, rules: rules, terms: terms, absences: absences, on: today)
    let members = TeamScope.members(
      seenBy: worker, workers: workers, terms: terms, absences: absences, holders: holders,
      on: today)
    return Scope(
      workers: workers, terms: terms, absences: absences, oversight: oversight,
      members: oversight.seesTeam ? members : members.filter { $0.id == worker.id })
  }

  /// One worker's load: the same figures for the worker and the supervisor.
  public func load(
    of id: Identifier<LinkWorker>, on today: Day, minute: Int = 0
  ) throws -> MemberLoad? {
    let settings = try teamSettings()
    return try read { db in
      guard
        let row = try Row.fetchOne(
          db, sql: "SELECT * FROM worker WHERE id = ?", arguments: [id.text])
      else { return nil }
      let absences = try Self.absences(endingFrom: today.adding(years: -1), in: db)
      let member = try member(
        Self.worker(row), terms: Self.terms(of: id, in: db),
        absences: absences.filter { $0.workerID == id }, settings: settings, on: today, in: db)
      let one = TeamRow(
        member, guidance: settings.guidance, model: settings.points,
        supervision: settings.supervision, quietDays: settings.quietDays, on: today,
        minute: minute)
      return MemberLoad(member: member, row: one, settings: settings)
    }
  }

  private func member(
    _ worker: LinkWorker, terms: WorkerTerms?, absences: [Absence], settings: TeamSettings,
    on today: Day, in db: Database
  ) throws -> TeamMember {
    let rows = try CaseList(CaseloadFilter(.held(by: worker.id)), in: db).rows(
      .due, descending: false, offset: 0, limit: -1, in: db)
    let cases = try Self.weighed(rows, model: settings.points, on: today, in: db)
    // Covering for somebody is not taking people on.
    let since = Self.moment(startOf: today.adding(years: -1))
    let taken = try Self.values(
      """
      SELECT min(begins) AS begins FROM holding INDEXED BY holding_of_worker
      WHERE worker_id = ? AND begins >= ?
        AND NOT EXISTS (SELECT 1 FROM case_cover WHERE holding_id = holding.id)
      GROUP BY case_id
      """, [worker.id.text, since], in: db
    ) { Day($0.moment("begins") ?? .distantPast) }
    let new = try Self.values(
      """
      SELECT first_held_at FROM case_line INDEXED BY line_first_held
      WHERE first_holder_id = ? AND first_held_at >= ?
      """, [worker.id.text, since], in: db
    ) { Day($0.moment("first_held_at") ?? .distantPast) }
    return TeamMember(
      worker: worker, terms: terms, absences: absences, cases: cases,
      takenOn: taken.sorted(), newOn: new.sorted(),
      sessions: try Self.sessions(of: worker.id, in: db))
  }

  private static func absent(
    _ workers: [LinkWorker], _ terms: [WorkerTerms], _ absences: [Absence], of scope: [LinkWorker],
    on today: Day
  ) -> [AbsentSupervisor] {
    let inTeam = Set(scope.map(\.id))
    let supervisors = Set(
      terms.filter { inTeam.contains($0.workerID) }.compactMap(\.supervisorID))
    return workers.filter { supervisors.contains($0.id) }.compactMap { supervisor in
      guard
        let absence = absences.first(where: { $0.workerID == supervisor.id && $0.covers(today) })
      else { return nil }
      let deputy = terms.first { $0.workerID == supervisor.id }?.deputyID
      return AbsentSupervisor(
        supervisor: supervisor, absence: absence, deputy: workers.first { $0.id == deputy })
    }
  }

  // MARK: Ahead

  /// How long people stay with this service: its latest 400 ended cases.
  public func lengthOfStay(on today: Day) throws -> LengthOfStay {
    let guidance = try setting(CaseloadGuidance.self)
    return try read { db in
      let days = try Self.values(
        """
        SELECT coalesce(triaged_on, referred_on) AS begun, closed_on
        FROM case_line INDEXED BY line_ended
        WHERE closed_on IS NOT NULL AND first_reached_on IS NOT NULL AND closed_on <= ?
        ORDER BY closed_on DESC LIMIT 400
        """, [today.iso], in: db
      ) { row -> Int? in
        guard let begun = row.day("begun"), let ended = row.day("closed_on") else { return nil }
        return begun.days(until: ended)
      }
      let weeks = guidance[guidance.usual]?.figure(.weeks)?.high ?? 12
      return LengthOfStay(days: days.compactMap { $0 }, guidance: Int(weeks))
    }
  }

  /// What the forecast of a team starts from.
  public func forecastInput(for team: Team) throws -> ForecastInput {
    ForecastInput(
      members: team.members, rows: team.rows, stay: try lengthOfStay(on: team.today),
      model: team.settings.points, guidance: team.settings.guidance, roles: team.settings.roles,
      on: team.today)
  }

  // MARK: Waiting

  /// Those who wait for somebody to speak with them: whom nobody holds, and whom the
  /// team holds.
  ///
  /// - Parameters:
  ///   - holders: the team; nil is everybody.
  ///   - first: reads no more than so many from the top; nil is all.
  public func waitingList(
    heldBy holders: [Identifier<LinkWorker>]? = nil, first: Int? = nil, on today: Day
  ) throws -> WaitingList {
    let rules = try setting(WaitingRules.self)
    return try read { db in
      let spread = try waitingSpread(heldBy: holders, on: today, in: db)
      // The order is the rules' own: what is on record of a case moves it up by so many days,
      // which its line keeps, and what depends on the day is added here.
      let waiting = try Self.waiting(heldBy: holders)
      let people = try Self.values(
        """
        SELECT case_line.*, person.*, worker.name AS holder_name,
          case_line.need AS line_need, case_line.case_id AS line_id,
          referral.reason AS waiting_reason
        FROM (
          SELECT case_id, max(0, julianday(?) - julianday(referred_on)) AS waited,
            moved_up + CASE WHEN date_of_birth > ? THEN ? ELSE 0 END AS moved
          FROM (\(waiting.sql)) ORDER BY waited + moved DESC, waited DESC, case_id LIMIT ?
        ) AS first
        CROSS JOIN case_line ON case_line.case_id = first.case_id
        CROSS JOIN person ON person.id = case_line.person_id
        CROSS JOIN case_record ON case_record.id = case_line.case_id
        CROSS JOIN referral ON referral.id = case_record.referral_id
        LEFT JOIN worker ON worker.id = case_line.holder_id
        """,
        [today.iso, today.adding(years: -rules.youngerThan).iso, rules.youngDays]
          + waiting.arguments + [first ?? -1], in: db
      ) { WaitingPerson(try Self.caseloadRow($0), reason: $0.text("waiting_reason")) }
      return WaitingList(people, of: spread, rules: rules, on: today)
    }
  }

  /// How long they have waited, without reading who they are.
  public func waitingSpread(
    heldBy holders: [Identifier<LinkWorker>]? = nil, on today: Day
  ) throws -> WaitingSpread {
    try read { try waitingSpread(heldBy: holders, on: today, in: $0) }
  }

  private func waitingSpread(
    heldBy holders: [Identifier<LinkWorker>]?, on today: Day, in db: Database
  ) throws -> WaitingSpread {
    let waiting = try Self.waiting(heldBy: holders)
    let days = try Self.values(
      "SELECT referred_on, count(*) AS people FROM (\(waiting.sql)) GROUP BY referred_on",
      waiting.arguments, in: db
    ) { row in row.day("referred_on").map { (referredOn: $0, people: row.number("people") ?? 0) } }
    return WaitingSpread(days.compactMap { $0 }, on: today)
  }

  /// Cases that wait: an index holds what their order is made of, so that nothing else is
  /// read of them.
  private static func waiting(
    heldBy holders: [Identifier<LinkWorker>]?
  ) throws -> (sql: String, arguments: StatementArguments) {
    func those(_ held: String) -> String {
      """
      SELECT case_id, referred_on, moved_up, date_of_birth FROM case_line INDEXED BY line_waiting
      WHERE closed_on IS NULL AND first_reached_on IS NULL AND \(held)
      """
    }
    guard let holders else { return (those("1"), []) }
    let list = try String(decoding: JSONEncoder().encode(holders), as: UTF8.self)
    return (
      those("holder_id IS NULL") + " UNION ALL "
        + those("holder_id IN (SELECT value FROM json_each(?))"), [list]
    )
  }
}
