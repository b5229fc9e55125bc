// What was worked out beside the casebook comes in: at once where it is little, in parts
// where it is much, so that whoever saves something meanwhile waits for one part at the most.
//
// From the first part on the import is remembered in the casebook, and what is left of it in
// a sealed file beside. Should the program end in between, whoever opens the casebook next
// brings in the rest. A service comes in after all that belongs to it: it is there whole, or
// not yet.

import Casework
import Foundation
import GRDB

/// An import that is being brought in, as the casebook remembers it until all of it is in.
struct IncomingImport: Codable, Equatable {
  /// The name of the file that the rest is in.
  var file: String
  /// The action that all its parts belong to, and its name.
  var action: String
  var name: String
  var workerID: String
  /// The kind of record that came in last, and the last one's number.
  var entity = StagedDirectory.order[0].rawValue
  var row: Int64 = 0

  static let key = "incoming import"
}

extension Casebook {
  /// How many records come in before others may save something.
  static let recordsInPart = 400
  /// The same for services, each of which is made ready to be found.
  static let servicesInPart = 80

  /// Brings in what differs. Either all of it comes in, or nothing stays.
  ///
  /// - Parameters:
  ///   - isAlone: whether nobody else can be at this casebook, so that it may be one
  ///     transaction however much it is.
  ///   - progress: told how many services are in; what it throws takes back what is in.
  func bringIn(
    _ staged: StagedDirectory, as name: String, isAlone: Bool = false,
    progress: ((Int) throws -> Void)?
  ) throws {
    let count = try staged.count()
    guard count > 0 else { return }
    guard count > Self.recordsInPart, !isAlone else {
      return try widened {
        try write(name, isDirectoryOnly: true) { db in
          for entity in StagedDirectory.order {
            let arriving = ArrivingRecords(entity, db)
            var last: Int64 = 0
            while case let rows = try staged.records(entity, after: last, limit: 400),
              let end = rows.last
            {
              try progress?(0)
              for row in rows { try arriving.take(row) }
              last = end[0]
            }
          }
          linesTold = progress
        }
      }
    }
    try staged.settle()
    var incoming = IncomingImport(
      file: staged.name, action: freshActionID(), name: name, workerID: worker.id.text)
    try begin(incoming)
    do {
      try bringInRest(of: staged, &incoming, progress)
    } catch let stopped as Stopped {
      do { try takeBack(incoming) } catch {
        // Where taking back had begun, it is that which goes on.
        guard try read({ try Self.incoming(in: $0) }) != nil else { throw error }
        staged.keep()
        throw CasebookError.refused(
          "“\(name)” could not be taken back: \(error) The rest of it comes in when the casebook is opened again."
        )
      }
      throw stopped.cause
    } catch {
      staged.keep()
      throw CasebookError.refused(
        "\(error) Part of “\(name)” is in already. The rest of it comes in by itself when the casebook is opened again and there is room."
      )
    }
  }

  /// What stopped an import from outside, for example somebody who did.
  private struct Stopped: Error { let cause: any Error }

  /// Remembers that an import has begun: from now on it will be finished, or taken back.
  private func begin(_ incoming: IncomingImport) throws {
    try aside { db in
      guard try Self.incoming(in: db) == nil, try Reversal.remembered(in: db) == nil else {
        throw CasebookError.refused(
          "Another directory is being brought in or taken back just now. Nothing was changed. Try again when it is done."
        )
      }
      try Self.remember(incoming, in: db)
    }
  }

  private func bringInRest(
    of staged: StagedDirectory, _ incoming: inout IncomingImport,
    _ progress: ((Int) throws -> Void)?
  ) throws {
    let first = StagedDirectory.order.firstIndex { $0.rawValue == incoming.entity } ?? 0
    var services = 0
    try widened {
      for entity in StagedDirectory.order[first...] {
        let limit = entity == .service ? Self.servicesInPart : Self.recordsInPart
        if entity.rawValue != incoming.entity {
          incoming.entity = entity.rawValue
          incoming.row = 0
        }
        while case let rows = try staged.records(entity, after: incoming.row, limit: limit),
          let last = rows.last
        {
          incoming.row = last[0]
          try bringIn(rows, of: entity, incoming)
          if entity == .service { services += rows.count }
          do { try progress?(services) } catch { throw Stopped(cause: error) }
          // Whoever waits to save something has it now.
          usleep(3_000)
        }
      }
    }
    try aside {
      try $0.execute(literal: "DELETE FROM local_state WHERE key = \(IncomingImport.key)")
    }
  }

  /// Brings in one part, and remembers how far it came, in one transaction.
  private func bringIn(
    _ rows: [Row], of entity: DirectoryEntity, _ incoming: IncomingImport
  ) throws {
    let before = try read { try Self.parts(of: incoming.action, in: $0) }
    let part = ActionPart(
      action: incoming.action, number: before + 1, workerID: incoming.workerID)
    try write(incoming.name, isDirectoryOnly: true, part: part) { db in
      let arriving = ArrivingRecords(entity, db)
      for row in rows { try arriving.take(row) }
      try Self.remember(incoming, in: db)
    }
  }

  static func parts(of action: String, in db: Database) throws -> Int {
    try Int.fetchOne(
      db.cachedStatement(
        sql: "SELECT count(*) FROM action WHERE id = ?1 OR (id > ?1 || ':' AND id < ?1 || ';')"),
      arguments: [action]) ?? 0
  }

  // MARK: What was left

  /// The names of files that hold something which is still to come in.
  func waitingFiles() throws -> Set<String> {
    try read { db in
      Set([try Self.incoming(in: db)?.file, try Postcodes.waiting(in: db)].compactMap { $0 })
    }
  }

  static func incoming(in db: Database) throws -> IncomingImport? {
    try String.fetchOne(
      db, sql: "SELECT value FROM local_state WHERE key = ?", arguments: [IncomingImport.key]
    ).flatMap {
      try? JSONDecoder().decode(IncomingImport.self, from: Data(StoredText.decoded($0).utf8))
    }
  }

  private static func remember(_ incoming: IncomingImport, in db: Database) throws {
    let json = String(decoding: try JSONEncoder().encode(incoming), as: UTF8.self)
    try db.execute(
      sql: "INSERT OR REPLACE INTO local_state (key, value) VALUES (?, ?)",
      arguments: [IncomingImport.key, json.stored])
  }

  /// Brings in the rest of an import whose program ended in the middle. Where that cannot be,
  /// for want of room for example, it is tried again at the next opening.
  func finishInterruptedImport() {
    guard var incoming = try? read({ try Self.incoming(in: $0) }) else { return }
    switch StagedDirectory.reopen(folder.appendingPathComponent(incoming.file)) {
    case .inUse: return
    case .there(let staged):
      do {
        try bringInRest(of: staged, &incoming, nil)
        staged.remove()
      } catch CasebookError.damaged {
        // It can never be whole: then nothing of it stays.
        if (try? takeBack(incoming)) == nil { staged.keep() }
      } catch {
        staged.keep()
      }
    case .gone:
      guard (try? takeBack(incoming)) != nil else { return }
      StagedDirectory.unlinkAll(folder.appendingPathComponent(incoming.file))
    }
  }

  /// Takes back what is in of an import.
  private func takeBack(_ incoming: IncomingImport) throws {
    if try read({ try Self.parts(of: incoming.action, in: $0) }) > 0 {
      return try takeBackInParts(
        UndoStep(actionID: incoming.action, name: incoming.name), insteadOf: incoming)
    }
    try aside {
      try $0.execute(literal: "DELETE FROM local_state WHERE key = \(IncomingImport.key)")
    }
  }

  /// Half of an import cannot be undone while the other half is on its way.
  func refuseUnfinished(_ step: UndoStep) throws {
    guard try read({ try Self.incoming(in: $0) })?.action == step.actionID else { return }
    throw CasebookError.refused(
      "“\(step.name)” is still being brought in. Nothing was changed. Undo it when all of it is here."
    )
  }
}

/// Brings records of one kind into their table.
private struct ArrivingRecords {
  private let db: Database
  private let layout: EntityLayout
  private let table: String
  private let columns: [String]

  init(_ entity: DirectoryEntity, _ db: Database) {
    self.db = db
    layout = EntityLayout(entity)
    table = entity.table
    columns = layout.fields.map(\.name) + ["extra"]
  }

  /// Takes one record as it is staged: number, id, fields, what the standard does not have,
  /// where it came from, and what of it differs.
  func take(_ staged: Row) throws {
    let values = Array(staged.databaseValues)
    let count = columns.count
    let known = try Row.fetchOne(db.cachedStatement(sql: layout.select), arguments: [values[1]])
    guard let known else {
      return try db.cachedStatement(sql: layout.insert).execute(
        arguments: StatementArguments(Array(values[1...(count + 2)])))
    }
    let isNew = (staged[0] as Int64) & 1 == 1
    let changed: Int64 = staged[count + 3]
    var wanted: [(column: String, value: DatabaseValue)] = []
    for place in 0..<count where changed & (1 << Int64(place)) != 0 {
      let value = values[place + 2]
      // Somebody brought it in meanwhile: what this file does not say stays.
      if isNew, value.isNull { continue }
      if (known[place + 2] as DatabaseValue) != value { wanted.append((columns[place], value)) }
    }
    guard !wanted.isEmpty else { return }
    wanted.append(("came_from", values[count + 2]))
    let sets = wanted.map { "\"\($0.column)\" = ?" }.joined(separator: ", ")
    try db.cachedStatement(sql: "UPDATE \"\(table)\" SET \(sets) WHERE row = ?").execute(
      arguments: StatementArguments(wanted.map(\.value) + [known[0] as DatabaseValue]))
  }
}
