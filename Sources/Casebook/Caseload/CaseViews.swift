// Views of the caseload that somebody keeps under a name: which cases, in which order,
// grouped by what. Some come with the program; the rest are a worker's own.

import Casework
import Foundation
import GRDB

/// One view of the caseload.
public struct CaseView: Codable, Equatable, Sendable {
  public enum Whose: Codable, Equatable, Sendable {
    case mine
    case mineAndNew
    case nobodys
    case everybodys
    case worker(Identifier<LinkWorker>)
    /// Others lead them, and the worker works on them too.
    case beside
  }

  public var whose: Whose
  public var includeClosed: Bool
  public var words: String
  /// Part of the few words that say what a case is about.
  public var need: String
  public var questions: [CaseQuestion]
  public var order: CaseloadOrder
  public var descending: Bool
  public var grouping: CaseloadGrouping?

  public init(
    whose: Whose = .mineAndNew, includeClosed: Bool = false, words: String = "",
    need: String = "", questions: [CaseQuestion] = [], order: CaseloadOrder = .due,
    descending: Bool = false, grouping: CaseloadGrouping? = nil
  ) {
    self.whose = whose
    self.includeClosed = includeClosed
    self.words = words
    self.need = need
    self.questions = questions
    self.order = order
    self.descending = descending
    self.grouping = grouping
  }

  /// Whether it shows none but cases that the worker is on.
  public var isOwn: Bool { whose == .mine || whose == .beside }

  /// What it asks the store for.
  public func filter(for worker: Identifier<LinkWorker>, on today: Day) -> CaseloadFilter {
    let whose: CaseloadFilter.Whose =
      switch self.whose {
      case .mine: .held(by: worker)
      case .mineAndNew: .mineAndNew(worker)
      case .nobodys: .nobodys
      case .everybodys: .everybodys
      case .worker(let other): .held(by: other)
      case .beside: .worksWith(worker)
      }
    return CaseloadFilter(
      whose, includeClosed: includeClosed, words: words, need: need, questions: questions,
      on: today)
  }

  /// The views that come with the program.
  ///
  /// - Parameter policy: where "for a while" has its days from.
  public static func shipped(_ policy: ServicePolicy) -> [NamedCaseView] {
    let quiet = policy.quietDays
    let views: [(String, CaseView)] = [
      ("Your cases and new referrals", CaseView()),
      ("Your cases", CaseView(whose: .mine)),
      ("You work with them too", CaseView(whose: .beside)),
      ("Needs you now", CaseView(whose: .mine, questions: [.needsNow])),
      (
        "New to you: yours, and no entry by you yet",
        CaseView(whose: .mine, questions: [.newToHolder])
      ),
      (
        "Nobody has spoken to them for \(quiet) days",
        CaseView(whose: .mine, questions: [.unspoken(days: quiet)], order: .lastSeen)
      ),
      ("Waiting for a first contact", CaseView(whose: .mine, questions: [.waitingForFirst])),
      ("Plans to review", CaseView(whose: .mine, questions: [.stage(.review)])),
      ("Referrals nobody holds", CaseView(whose: .nobodys)),
      (
        "Everybody’s cases, by worker",
        CaseView(whose: .everybodys, order: .holder, grouping: .worker)
      ),
    ]
    return views.map { NamedCaseView(id: nil, name: $0.0, view: $0.1) }
  }
}

/// A view with its name.
public struct NamedCaseView: Equatable, Sendable {
  /// Nil for one that comes with the program.
  public var id: Identifier<CaseView>?
  public var name: String
  public var view: CaseView

  public init(id: Identifier<CaseView>?, name: String, view: CaseView) {
    self.id = id
    self.name = name
    self.view = view
  }
}

extension Casebook {
  /// The views that come with the program, and then the worker's own by name.
  public func caseViews() throws -> [NamedCaseView] {
    let own = try read { db in
      try Row.fetchAll(
        db, sql: "SELECT * FROM saved_view WHERE worker_id = ? ORDER BY name, row",
        arguments: [worker.id.text]
      ).compactMap { row -> NamedCaseView? in
        // A view of a newer version that asks what this one does not know is left alone.
        guard
          let view = try? JSONDecoder().decode(
            CaseView.self, from: Data(row.text("definition").utf8))
        else { return nil }
        return NamedCaseView(id: row.id("id"), name: row.text("name"), view: view)
      }
    }
    return CaseView.shipped(policy) + own
  }

  /// Keeps a view under a name; one of the same name is changed.
  public func keep(_ view: CaseView, as name: String, at now: Date = Date()) throws {
    let name = name.trimmingCharacters(in: .whitespaces)
    guard !name.isEmpty else { throw CasebookError.refused("A view needs a name.") }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let definition = String(decoding: try encoder.encode(view), as: UTF8.self)
    try write("Keep a view", at: now) { db in
      let known = try String.fetchOne(
        db, sql: "SELECT id FROM saved_view WHERE worker_id = ? AND name = ?",
        arguments: [worker.id.text, name.stored])
      if let known {
        try db.execute(
          sql: "UPDATE saved_view SET definition = ? WHERE id = ?",
          arguments: [definition.stored, known])
        return
      }
      let id: Identifier<CaseView> = mint(at: now)
      try db.execute(
        sql: "INSERT INTO saved_view (id, worker_id, name, definition) VALUES (?, ?, ?, ?)",
        arguments: [id.text, worker.id.text, name.stored, definition.stored])
    }
  }

  /// Throws a kept view away; undo brings it back.
  public func remove(_ id: Identifier<CaseView>, at now: Date = Date()) throws {
    try write("Throw a view away", at: now) { db in
      try db.execute(sql: "DELETE FROM saved_view WHERE id = ?", arguments: [id.text])
    }
  }
}
