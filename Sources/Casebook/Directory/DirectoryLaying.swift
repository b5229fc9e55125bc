// Laying the records of a file over what the casebook has, one at a time. What comes of it
// is kept beside the casebook, which is only read.

import Casework
import Foundation
import GRDB

/// That a file says two things of one record.
public struct DirectoryClash: Equatable, Sendable {
  public var field: String
  public var now: String
  public var before: String
  /// The number that was given with the record when it came before.
  public var place: UInt32
}

/// Lays records over what the casebook has, one at a time.
public final class DirectoryLaying {
  private enum State: UInt32 {
    case unseen, unchanged, updated, added
  }

  private let db: Database
  /// Where what differs is kept.
  private let stage: Database
  private let source: String
  private var layouts: [DirectoryEntity: EntityLayout] = [:]
  private var tally = DirectoryTally()
  /// Fields that were left blank and may yet be filled in another place of the file.
  private var blanks: [Blank] = []
  /// How many records have been laid.
  public private(set) var count = 0

  /// So that a refresh can be read before it is applied. That a service has closed is kept
  /// beyond it: nobody should miss that for a thousand telephone numbers.
  static let mostChanges = 20_000

  private struct Blank {
    var entity: DirectoryEntity
    var row: Int64
    var field: Int
  }

  init(db: Database, stage: Database, source: String) {
    self.db = db
    self.stage = stage
    self.source = source
  }

  /// A record as it will be: as this import has it, or else as the casebook has it.
  private struct Known {
    /// Its number in what is staged.
    let number: Int64
    /// Row, id, fields, and the fields that the standard does not have.
    let row: Row
    let isStaged: Bool

    subscript(place: Int) -> DatabaseValue { row[place] }
    func extra(_ layout: EntityLayout) -> String? { row[layout.fields.count + 2] }
  }

  private func known(_ id: DatabaseValue, _ layout: EntityLayout) throws -> Known? {
    let staged = try Row.fetchOne(
      stage.cachedStatement(sql: layout.stagedSelect), arguments: [id])
    if let staged { return Known(number: staged[0], row: staged, isStaged: true) }
    let there = try Row.fetchOne(db.cachedStatement(sql: layout.select), arguments: [id])
    return there.map { Known(number: ($0[0] as Int64) * 2, row: $0, isStaged: false) }
  }

  private func known(numbered number: Int64, _ layout: EntityLayout) throws -> Known? {
    let staged = try Row.fetchOne(
      stage.cachedStatement(sql: layout.stagedSelectRow), arguments: [number])
    if let staged { return Known(number: number, row: staged, isStaged: true) }
    let there = try Row.fetchOne(
      db.cachedStatement(sql: layout.selectRow), arguments: [number / 2])
    return there.map { Known(number: number, row: $0, isStaged: false) }
  }

  private func layout(_ entity: DirectoryEntity) -> EntityLayout {
    if let known = layouts[entity] { return known }
    let made = EntityLayout(entity)
    layouts[entity] = made
    return made
  }

  /// Lays a record on what the casebook has of it. A file may say more of it in one
  /// place than in another; it may not say two different things.
  ///
  /// - Parameter place: a number that tells where it stands, for ``DirectoryClash``.
  /// - Returns: nil, or the contradiction; then the record is not taken.
  @discardableResult
  public func lay(_ record: DirectoryRecord, at place: UInt32) throws -> DirectoryClash? {
    count += 1
    let layout = layout(record.entity)
    guard let known = try known(record.id.stored, layout) else {
      try insert(record, layout, place)
      return nil
    }
    return try update(record, layout, known, place)
  }

  // MARK: New

  private func insert(_ record: DirectoryRecord, _ layout: EntityLayout, _ place: UInt32) throws {
    var values = [DatabaseValue](repeating: .null, count: layout.fields.count + 3)
    var mask: UInt32 = 0
    values[0] = record.id.stored
    for (name, value) in record.fields {
      guard let field = layout.places[name] else { continue }
      values[field + 1] = value.stored
      if !values[field + 1].isNull { mask |= 1 << UInt32(field) }
    }
    var shared: [DirectoryNesting] = []
    var stands: [Int] = []
    for nesting in record.nestedIn {
      guard let field = layout.places[nesting.field] else { continue }
      let parent = nesting.parentID.stored
      if values[field + 1].isNull { values[field + 1] = parent }
      if values[field + 1] == parent { stands.append(field) } else { shared.append(nesting) }
    }
    if !record.extra.isEmpty {
      values[layout.fields.count + 1] =
        try Self.merged(record.extra, over: nil)?.stored ?? .null
    }
    values[layout.fields.count + 2] = source.stored
    let row = try stageNew(values, layout)
    layout.see(row, mask: mask, state: State.added.rawValue, place: place)
    for field in stands { layout.stand(row, by: field) }
    note(record.extra, of: record.entity, row)
    tally[record.entity].added += 1
    for nesting in shared { _ = try share(record, nesting) }
  }

  /// Keeps a new record.
  ///
  /// - Parameter values: id, fields, what the standard does not have, and where it came from.
  private func stageNew(_ values: [DatabaseValue], _ layout: EntityLayout) throws -> Int64 {
    let row = layout.freshRow()
    try stage.cachedStatement(sql: layout.stagedInsert).execute(
      arguments: StatementArguments(
        [row.databaseValue] + values + [layout.everyBit.databaseValue]))
    return row
  }

  // MARK: Known

  private func update(
    _ record: DirectoryRecord, _ layout: EntityLayout, _ known: Known, _ place: UInt32
  ) throws -> DirectoryClash? {
    let row = known.number
    let before = layout.seen(row)
    var mask = before.mask
    var wanted: [(column: String, value: DatabaseValue)] = []
    var emptied: [Blank] = []
    var shared: [DirectoryNesting] = []
    var stands: [Int] = []
    // What is ours is kept with the rest, and is no news to anybody.
    var ours: [(column: String, value: DatabaseValue)] = []
    for (name, value) in record.fields {
      guard let field = layout.places[name] else { continue }
      let stored = value.stored
      let current = known[field + 2]
      let bit: UInt32 = 1 << UInt32(field)
      if layout.fields[field].isOurs {
        let isSaid = value.text == Self.parent(of: known, layout)?.rawValue
        if !stored.isNull, current.isNull, !isSaid { ours.append((name, stored)) }
        continue
      }
      if stored.isNull {
        if mask & bit == 0, !current.isNull {
          emptied.append(Blank(entity: record.entity, row: row, field: field))
        }
        continue
      }
      if current != stored, !layout.fields[field].kind.isSame(Self.text(current), value.text) {
        guard mask & bit == 0 else {
          return DirectoryClash(
            field: name, now: value.text, before: Self.text(current), place: before.place)
        }
        wanted.append((name, stored))
        if layout.stood(row, by: field) {
          // It stood in another before the file said whose it is: it is in both.
          shared += Self.nesting(layout.fields[field], of: known, layout).map { [$0] } ?? []
        }
      }
      mask |= bit
    }
    for nesting in record.nestedIn {
      guard let field = layout.places[nesting.field] else { continue }
      let at = wanted.firstIndex { $0.column == nesting.field }
      // A column that the file names itself decides; else the first parent to come.
      let current = at.map { wanted[$0].value } ?? known[field + 2]
      let parent = nesting.parentID.stored
      if current.isNull { wanted.append((nesting.field, parent)) }
      if current.isNull || current == parent {
        stands.append(field)
      } else {
        shared.append(nesting)
      }
    }
    if !record.extra.isEmpty {
      let stored = known.extra(layout)
      if let clash = try clash(record, over: stored, row, before.place) { return clash }
      if let extra = try Self.merged(record.extra, over: stored), extra.stored != stored.stored {
        wanted.append(("extra", extra.stored))
      }
    }
    blanks += emptied
    // Where nothing else is new and it says nothing against it, there is nothing to keep.
    if wanted.isEmpty, row & 1 == 0, Self.parent(of: known, layout) == nil { ours = [] }
    if !wanted.isEmpty || !ours.isEmpty {
      try write(wanted, ours, record: record, known: known, layout)
    }
    var isChanged = !wanted.isEmpty
    for nesting in shared where try share(record, nesting) { isChanged = true }
    count(record.entity, layout, row, mask: mask, isChanged: isChanged, place)
    for field in stands { layout.stand(row, by: field) }
    note(record.extra, of: record.entity, row)
    return nil
  }

  /// The parent that a row has now by one of its fields.
  private static func nesting(_ field: DirectoryField, of known: Known, _ layout: EntityLayout)
    -> DirectoryNesting?
  {
    guard let place = layout.places[field.name] else { return nil }
    let parent: DirectoryEntity?
    if case .reference(let entity) = field.kind {
      parent = entity
    } else {
      parent = Self.parent(of: known, layout)
    }
    return parent.map {
      DirectoryNesting(
        field: field.name, parent: $0, parentID: text(known[place + 2]))
    }
  }

  /// What an attribute stands in: as is kept beside it, or else as it says itself.
  private static func parent(of known: Known, _ layout: EntityLayout) -> DirectoryEntity? {
    let names = ["nested_in", "link_entity", "resource_type"].compactMap { layout.places[$0] }
    return names.lazy.map { text(known[$0 + 2]) }.first { !$0.isEmpty }
      .flatMap { DirectoryEntity(fileName: $0) }
  }

  /// Counts each record once, however often a file mentions it.
  private func count(
    _ entity: DirectoryEntity, _ layout: EntityLayout, _ row: Int64, mask: UInt32,
    isChanged: Bool, _ place: UInt32
  ) {
    let before = layout.seen(row)
    var state = State(rawValue: before.state) ?? .unseen
    switch (state, isChanged) {
    case (.unseen, true):
      tally[entity].updated += 1
      state = .updated
    case (.unseen, false):
      tally[entity].unchanged += 1
      state = .unchanged
    case (.unchanged, true):
      tally[entity].unchanged -= 1
      tally[entity].updated += 1
      state = .updated
    default: break
    }
    layout.see(
      row, mask: mask, state: state.rawValue, place: before.state == 0 ? place : before.place)
  }

  private func write(
    _ news: [(column: String, value: DatabaseValue)],
    _ ours: [(column: String, value: DatabaseValue)] = [], record: DirectoryRecord, known: Known,
    _ layout: EntityLayout
  ) throws {
    let wanted = news + ours
    // An odd number is of a record that this very import brings: nothing of it was there.
    for change in news where known.number & 1 == 0 {
      let isStatus = record.entity == .service && change.column == "status"
      guard tally.changes.count < (isStatus ? 2 : 1) * Self.mostChanges else {
        tally.moreChanges += 1
        continue
      }
      let place = layout.places[change.column].map { $0 + 2 } ?? layout.fields.count + 2
      let name = layout.places["name"].map { Self.text(known[$0 + 2]) } ?? ""
      tally.changes.append(
        DirectoryTally.Change(
          entity: record.entity, id: record.id, name: name, field: change.column,
          before: Self.text(known[place]), after: Self.text(change.value)))
    }
    let bits = wanted.reduce(0) { $0 | layout.bit(of: $1.column) }
    guard known.isStaged else {
      var values = Array(known.row.databaseValues)
      values[0] = known.number.databaseValue
      for change in wanted {
        let place = layout.places[change.column].map { $0 + 2 } ?? layout.fields.count + 2
        values[place] = change.value
      }
      return try stage.cachedStatement(sql: layout.stagedInsert).execute(
        arguments: StatementArguments(values + [source.stored, bits.databaseValue]))
    }
    let sets = (wanted.map(\.column) + ["came_from"]).map { "\"\($0)\" = ?" }
    try stage.cachedStatement(
      sql: """
        UPDATE "\(record.entity.table)" SET \(sets.joined(separator: ", ")), changed = changed | ?
        WHERE row = ?
        """
    ).execute(
      arguments: StatementArguments(
        wanted.map(\.value) + [source.stored, bits.databaseValue, known.number.databaseValue]))
  }

  private static func text(_ value: DatabaseValue) -> String {
    switch value.storage {
    case .int64(let whole): String(whole)
    default: StoredText.decoded(String.fromDatabaseValue(value) ?? "")
    }
  }

  // MARK: Parents and unknown fields

  /// Keeps a further parent of a record, which its own column has no room for.
  private func share(_ record: DirectoryRecord, _ nesting: DirectoryNesting) throws -> Bool {
    let parts = [
      record.entity.rawValue, record.id, nesting.field, nesting.parent.rawValue, nesting.parentID,
    ]
    // The same on every device, so that two that import one file agree.
    let id = JSONValue.array(parts.map(JSONValue.string)).text
    let layout = layout(.nesting)
    guard try known(id.stored, layout) == nil else { return false }
    _ = try stageNew([id.stored] + parts.map(\.stored) + [.null, source.stored], layout)
    return true
  }

  private func note(_ extra: [String: String], of entity: DirectoryEntity, _ row: Int64) {
    guard !extra.isEmpty else { return }
    let layout = layout(entity)
    // In one order, so that the same file keeps the same names every time.
    for name in extra.keys.sorted() { layout.mention(name, of: row) }
  }

  private func clash(
    _ record: DirectoryRecord, over stored: String?, _ row: Int64, _ place: UInt32
  ) throws -> DirectoryClash? {
    guard let stored, let known = try? JSONValue(reading: StoredText.decoded(stored)) else {
      return nil
    }
    for (name, value) in record.extra {
      guard let before = known[name], !Self.isSame(before, value),
        layout(record.entity).mentioned(name, of: row)
      else { continue }
      return DirectoryClash(field: name, now: value, before: before.text, place: place)
    }
    return nil
  }

  /// The unknown fields of a record laid over those that are there. Nil when there
  /// is nothing to say.
  private static func merged(_ extra: [String: String], over stored: String?) throws -> String? {
    guard !extra.isEmpty else { return nil }
    var members: [String: String] = [:]
    if let stored, case .object(let known) = try? JSONValue(reading: StoredText.decoded(stored)) {
      for member in known {
        let isSaid = extra[member.key].map { isSame(member.value, $0) } ?? true
        members[member.key] = isSaid ? member.value.text : extra[member.key]
      }
    }
    members.merge(extra) { kept, _ in kept }
    let parts = members.sorted { $0.key < $1.key }.map { "\(JSONValue.quoted($0)):\($1)" }
    return "{\(parts.joined(separator: ","))}"
  }

  /// Whether a text of JSON says what is known already, perhaps in another spelling.
  private static func isSame(_ known: JSONValue, _ text: String) -> Bool {
    known.text == text || (try? JSONValue(reading: text))?.isSame(as: known) == true
  }

  /// How many services there will be.
  public var services: Int {
    let there = (try? Int.fetchOne(db, sql: "SELECT count(*) FROM directory_service")) ?? 0
    return there + Int(layout(.service).fresh)
  }

  /// A reference to a record that is not here.
  public struct Dangling: Equatable, Sendable {
    public var entity: DirectoryEntity
    public var id: String
    public var field: String
    public var value: String
    public var wanted: DirectoryEntity
    /// The number that was given with the record.
    public var place: UInt32
  }

  /// References of what this import touched to records that are not here.
  public func dangling(limit: Int) throws -> [Dangling] {
    var found: [Dangling] = []
    for (entity, layout) in layouts.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      for field in layout.fields {
        guard case .reference(let wanted) = field.kind, found.count < limit else { continue }
        func look(in rows: RowCursor, times: Int64, orIn other: Database) throws {
          let sought = try other.cachedStatement(
            sql: "SELECT 1 FROM \"\(wanted.table)\" WHERE id = ?")
          while let row = try rows.next(), found.count < limit {
            let seen = layout.seen((row[0] as Int64) * times)
            guard seen.state != State.unseen.rawValue else { continue }
            // What this import changed is looked at as it will be.
            if times == 2, try isStaged(row[1], layout) { continue }
            let value: String = row[2]
            guard try Row.fetchOne(sought, arguments: [value]) == nil else { continue }
            found.append(
              Dangling(
                entity: entity, id: StoredText.decoded(row[1]), field: field.name,
                value: StoredText.decoded(value), wanted: wanted, place: seen.place))
          }
        }
        let sql = """
          SELECT row, id, "\(field.name)" FROM "\(entity.table)" AS t
          WHERE "\(field.name)" IS NOT NULL AND NOT EXISTS
            (SELECT 1 FROM "\(wanted.table)" AS w WHERE w.id = t."\(field.name)")
          ORDER BY row
          """
        try look(in: Row.fetchCursor(db, sql: sql), times: 2, orIn: stage)
        try look(in: Row.fetchCursor(stage, sql: sql), times: 1, orIn: db)
      }
    }
    return found
  }

  private func isStaged(_ id: String, _ layout: EntityLayout) throws -> Bool {
    try Row.fetchOne(
      stage.cachedStatement(sql: layout.stagedSelect), arguments: [id.databaseValue]) != nil
  }

  // MARK: The end

  /// Empties what the file left blank and nowhere filled.
  func finish() throws -> DirectoryTally {
    for blank in blanks {
      let layout = layout(blank.entity)
      let seen = layout.seen(blank.row)
      guard seen.mask & (1 << UInt32(blank.field)) == 0,
        !layout.stood(blank.row, by: blank.field)
      else { continue }
      guard let known = try known(numbered: blank.row, layout), !known[blank.field + 2].isNull
      else { continue }
      let record = DirectoryRecord(
        entity: blank.entity, id: StoredText.decoded(known.row[1]))
      try write(
        [(layout.fields[blank.field].name, .null)], record: record, known: known, layout)
      count(blank.entity, layout, blank.row, mask: seen.mask, isChanged: true, seen.place)
    }
    blanks = []
    return tally
  }

  /// The services that came from this source before and that it has no more. They
  /// stay: whether a service has closed is for somebody to find out.
  func absent() throws -> [String] {
    let layout = layout(.service)
    let rows = try Row.fetchCursor(
      db, sql: "SELECT row, name FROM directory_service WHERE came_from = ? ORDER BY name",
      arguments: [source.stored])
    var names: [String] = []
    while let row = try rows.next(), names.count < Self.mostChanges {
      if layout.seen((row[0] as Int64) * 2).state == 0 { names.append(row.text("name")) }
    }
    return names
  }
}
