// Brings together what a file says of one record in several places, and notices
// when it contradicts itself.

import Casework
import Foundation

/// The records of one import, each once.
struct DirectoryGathering {
  private struct Key: Hashable {
    var entity: DirectoryEntity
    var id: String
  }

  private var records: [DirectoryRecord] = []
  private var places: [String] = []
  private var index: [Key: Int] = [:]

  var count: Int { records.count }

  /// Lays a record on what came before it. A file may say more of it in one place
  /// than in another; it may not say two different things.
  ///
  /// - Returns: nil, or the contradiction; then the record is not taken.
  mutating func add(_ record: DirectoryRecord, file: String, place: String) -> ImportFault? {
    let key = Key(entity: record.entity, id: record.id)
    let here = "\(file), \(place)"
    guard let at = index[key] else {
      index[key] = records.count
      records.append(record)
      places.append(here)
      return nil
    }
    var whole = records[at]
    for (name, value) in record.fields where value != .blank {
      guard let before = whole.fields[name], before != .blank else {
        whole.fields[name] = value
        continue
      }
      let isOurs = record.entity.field(name)?.isOurs ?? false
      if before != value && !isOurs {
        return contradiction(
          record, field: name, now: value.text, before: before.text, file: file, place: place, at)
      }
    }
    for (name, value) in record.fields where value == .blank && whole.fields[name] == nil {
      whole.fields[name] = .blank
    }
    for (name, value) in record.extra {
      if let before = whole.extra[name], before != value {
        return contradiction(
          record, field: name, now: value, before: before, file: file, place: place, at)
      }
      whole.extra[name] = value
    }
    for nesting in record.nestedIn where !whole.nestedIn.contains(nesting) {
      whole.nestedIn.append(nesting)
    }
    records[at] = whole
    return nil
  }

  private func contradiction(
    _ record: DirectoryRecord, field: String, now: String, before: String, file: String,
    place: String, _ at: Int
  ) -> ImportFault {
    func shown(_ text: String) -> String { text.count > 80 ? text.prefix(80) + "…" : text }
    return ImportFault(
      file: file, place: place, field: field, value: now,
      reason:
        "the \(record.entity.singular) \(record.id) comes twice with different contents: “\(shown(now))” here, “\(shown(before))” at \(places[at]); each record needs an id of its own"
    )
  }

  /// The records with those that others are made of first, and services last: then
  /// the search words of each are made once.
  var ordered: [DirectoryRecord] {
    let rank = Dictionary(
      DirectoryGathering.order.enumerated().map { ($1, $0) },
      uniquingKeysWith: { first, _ in first })
    return records.enumerated().sorted {
      (rank[$0.element.entity] ?? 0, $0.offset) < (rank[$1.element.entity] ?? 0, $1.offset)
    }.map(\.element)
  }

  private static let order: [DirectoryEntity] =
    [.taxonomy, .taxonomyTerm, .organization, .location, .address]
    + DirectoryEntity.published.filter {
      ![.taxonomy, .taxonomyTerm, .organization, .location, .address, .service].contains($0)
    } + [.service]
}
