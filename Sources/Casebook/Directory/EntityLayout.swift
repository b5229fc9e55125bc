// One kind of record as an import sees it: its statements, in the casebook and in what is
// worked out beside it, and which of its rows have been touched.

import Casework
import Foundation
import GRDB

/// What laying needs to know of one kind of record, and which rows of it an import
/// has touched.
final class EntityLayout {
  let fields: [DirectoryField]
  /// The place of each field.
  let places: [String: Int]
  let select: String
  let selectRow: String
  let insert: String
  let stagedSelect: String
  let stagedSelectRow: String
  let stagedInsert: String
  /// How many new records there are.
  private(set) var fresh: Int64 = 0
  /// Of records that the casebook has, by half their number, and of new ones likewise.
  private var touched = (known: Touches(), fresh: Touches())
  /// The unknown fields that records of this kind have been found with, each with its bit.
  private var extraBits: [String: UInt32] = [:]
  /// For each row number, from the first that has any: the bits of its unknown fields.
  private var extrasOf: [UInt32] = []
  /// Rows and unknown fields for which there were no bits left.
  private var furtherExtras: Set<Int> = []

  /// Files have a handful of fields that the standard does not know. Of one that has a new
  /// name in every record no more than this is kept, whatever its size.
  static let mostExtraNames = 32
  static let mostFurtherExtras = 65_536

  /// The places of the fields by which records of this kind stand in others.
  private let parents: [Int]

  init(_ entity: DirectoryEntity) {
    let fields = entity.fields
    self.fields = fields
    places = Dictionary(
      fields.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    let names = Set(
      DirectoryEntity.published.flatMap(\.children)
        .filter { $0.isMany && $0.entity == entity }.map(\.field))
    parents = fields.indices.filter { names.contains(fields[$0].name) }
    assert(parents.count <= 8, "a byte holds no more")
    let columns = (["row", "id"] + fields.map(\.name) + ["extra"]).map { "\"\($0)\"" }
    let from = "SELECT \(columns.joined(separator: ", ")) FROM \"\(entity.table)\""
    select = "\(from) WHERE id = ?"
    selectRow = "\(from) WHERE row = ?"
    let written = columns.dropFirst() + ["came_from"]
    let marks = Array(repeating: "?", count: written.count).joined(separator: ", ")
    insert =
      "INSERT INTO \"\(entity.table)\" (\(written.joined(separator: ", "))) VALUES (\(marks))"
    let staged =
      "SELECT \((columns + ["changed"]).joined(separator: ", ")) FROM \"\(entity.table)\""
    stagedSelect = "\(staged) WHERE id = ?"
    stagedSelectRow = "\(staged) WHERE row = ?"
    let all = columns + ["came_from", "changed"]
    stagedInsert = """
      INSERT INTO "\(entity.table)" (\(all.joined(separator: ", ")))
      VALUES (\(Array(repeating: "?", count: all.count).joined(separator: ", ")))
      """
  }

  /// The number of one more new record.
  func freshRow() -> Int64 {
    fresh += 1
    return fresh * 2 - 1
  }

  /// The bit of a column in `changed`; the fields that the standard does not have are the last.
  func bit(of column: String) -> Int64 { 1 << Int64(places[column] ?? fields.count) }

  /// The bits of all columns.
  var everyBit: Int64 { (1 << Int64(fields.count + 1)) - 1 }

  private static let stateShift: UInt32 = 30

  func seen(_ row: Int64) -> (mask: UInt32, state: UInt32, place: UInt32) {
    let touches = row & 1 == 1 ? touched.fresh : touched.known
    let index = Int(row >> 1)
    guard touches.masks.indices.contains(index) else { return (0, 0, 0) }
    let word = touches.masks[index]
    return (
      word & (1 << Self.stateShift - 1), word >> Self.stateShift, touches.firstPlaces[index]
    )
  }

  func see(_ row: Int64, mask: UInt32, state: UInt32, place: UInt32) {
    let word = mask | state << Self.stateShift
    if row & 1 == 1 {
      touched.fresh.see(Int(row >> 1), word, place)
    } else {
      touched.known.see(Int(row >> 1), word, place)
    }
  }

  /// Notes that this import has said something of an unknown field of a row.
  func mention(_ name: String, of row: Int64) {
    let index = Int(row)
    guard index >= 0 else { return }
    if extraBits[name] == nil, extraBits.count < Self.mostExtraNames {
      extraBits[name] = 1 << UInt32(extraBits.count)
    }
    guard let bit = extraBits[name] else {
      if furtherExtras.count < Self.mostFurtherExtras {
        furtherExtras.insert(Self.key(name, row))
      }
      return
    }
    if index >= extrasOf.count {
      let more = max(index + 1, extrasOf.count + extrasOf.count / 2) - extrasOf.count
      extrasOf.append(contentsOf: repeatElement(0, count: more))
    }
    extrasOf[index] |= bit
  }

  /// Whether this import has said something of an unknown field of a row. Beyond what is
  /// kept it says no: then what came later stands.
  func mentioned(_ name: String, of row: Int64) -> Bool {
    guard let bit = extraBits[name] else { return furtherExtras.contains(Self.key(name, row)) }
    return extrasOf.indices.contains(Int(row)) && extrasOf[Int(row)] & bit != 0
  }

  /// How many names and how many rows beyond them are kept.
  var extrasKept: (names: Int, further: Int) { (extraBits.count, furtherExtras.count) }

  private static func key(_ name: String, _ row: Int64) -> Int {
    var hasher = Hasher()
    hasher.combine(row)
    hasher.combine(name)
    return hasher.finalize()
  }

  /// Notes that a row, which has been seen, stood in the parent that its field names.
  func stand(_ row: Int64, by field: Int) {
    guard let bit = parents.firstIndex(of: field) else { return }
    if row & 1 == 1 {
      touched.fresh.stand(Int(row >> 1), 1 << UInt8(bit))
    } else {
      touched.known.stand(Int(row >> 1), 1 << UInt8(bit))
    }
  }

  /// Whether this import found the row standing in the parent that its field names.
  func stood(_ row: Int64, by field: Int) -> Bool {
    let touches = row & 1 == 1 ? touched.fresh : touched.known
    guard let bit = parents.firstIndex(of: field),
      touches.stoodIn.indices.contains(Int(row >> 1))
    else { return false }
    return touches.stoodIn[Int(row >> 1)] & (1 << UInt8(bit)) != 0
  }
}

/// Which rows an import has touched, in nine bytes a row.
private struct Touches {
  /// For each row: which fields this import has named, and what it did with the row.
  var masks: [UInt32] = []
  /// For each row: where it came first.
  var firstPlaces: [UInt32] = []
  /// For each row: which parents this import has found it standing in, a bit for each of
  /// ``EntityLayout/parents``.
  var stoodIn: [UInt8] = []

  mutating func see(_ index: Int, _ word: UInt32, _ place: UInt32) {
    guard index >= 0 else { return }
    if index >= masks.count {
      let more = max(index + 1, masks.count + masks.count / 2) - masks.count
      masks.append(contentsOf: repeatElement(0, count: more))
      firstPlaces.append(contentsOf: repeatElement(0, count: more))
      stoodIn.append(contentsOf: repeatElement(0, count: more))
    }
    masks[index] = word
    firstPlaces[index] = place
  }

  mutating func stand(_ index: Int, _ bit: UInt8) {
    if stoodIn.indices.contains(index) { stoodIn[index] |= bit }
  }
}

extension DirectoryValue {
  var stored: DatabaseValue {
    switch self {
    case .blank: .null
    case .text(let text): text.isEmpty ? .null : text.stored
    case .integer(let whole): whole.databaseValue
    case .number(let digits): digits.stored
    }
  }
}
