// The order in which services are listed.

import Casework
import Foundation
import GRDB

struct AssetOrder {
  private let query: AssetQuery
  private let index: AssetIndex
  private let words: AssetWords
  private let policy: AssurancePolicy
  private let today: Day

  init(
    _ query: AssetQuery, index: AssetIndex, words: AssetWords, policy: AssurancePolicy, today: Day
  ) {
    self.query = query
    self.index = index
    self.words = words
    self.policy = policy
    self.today = today
  }

  /// - Parameter places: in order of name.
  func order(_ places: [Int32], in db: Database) throws -> [Int32] {
    switch query.order {
    case .name: return places
    case .distance:
      guard let origin = query.origin?.at else { return places }
      return Self.byKey(places) { Int64(min(index.miles(to: $0, from: origin), 30_000) * 1_000) }
    case .freshness:
      let (verifiedOn, modifiedOn) = (index.verifiedOn, index.modifiedOn)
      return Self.byKey(places) { place in
        // The publisher's own date counts only where the team has not looked.
        let verified = Int64(verifiedOn[place])
        return -(verified > 0 ? verified + 1_000_000 : Int64(modifiedOn[place]))
      }
    case .due:
      return Self.byKey(places) { Int64(dueOn($0)) }
    case .best:
      if let ranked = words.ranked { return byRank(places, ranked) }
      if case .all = words.hits { return query.isNarrowed ? byTrust(places) : places }
      return try namesFirst(places, in: db)
    }
  }

  /// The day number on which it is to be looked at again, as
  /// ``AssetTrust/recheckOn(policy:)`` says; what nobody has looked at comes first, and
  /// what was found closed last.
  private func dueOn(_ place: Int) -> Int {
    if index.isFoundClosed[place] { return .max }
    let verified = Int(index.verifiedOn[place])
    guard verified > 0 else { return 0 }
    let runsOut = index.assured[Int32(place)]?.values.min() ?? AssetFacts.always
    return min(verified + policy.recheckAfterDays, runsOut - policy.warningDays)
  }

  /// By a number, and by name where it is the same.
  static func byKey(_ places: [Int32], _ key: (Int) -> Int64) -> [Int32] {
    // Each key with its place behind it. They come in order of name, and each of the two
    // passes keeps the order of those that are the same to it: 200,000 are sorted in the time
    // that comparing them would take for 20,000.
    var keyed = places.map { place in
      let number = UInt64(Int64(Int32(clamping: key(Int(place)))) - Int64(Int32.min))
      return number << 32 | UInt64(UInt32(bitPattern: place))
    }
    if keyed.count < 4_000 {
      keyed.sort()
    } else {
      for shift: UInt64 in [32, 48] { keyed = sorted(keyed, byDigitAt: shift) }
    }
    return keyed.map { Int32(truncatingIfNeeded: $0) }
  }

  /// Sorts by sixteen bits, and leaves those in their order that have the same.
  private static func sorted(_ values: [UInt64], byDigitAt shift: UInt64) -> [UInt64] {
    var next = [Int](repeating: 0, count: 1 << 16)
    for value in values { next[Int(value >> shift & 0xFFFF)] += 1 }
    var start = 0
    for digit in next.indices { (next[digit], start) = (start, start + next[digit]) }
    return Array(unsafeUninitializedCapacity: values.count) { buffer, count in
      for value in values {
        let digit = Int(value >> shift & 0xFFFF)
        buffer[next[digit]] = value
        next[digit] += 1
      }
      count = values.count
    }
  }

  private func byRank(_ places: [Int32], _ ranked: [Int64]) -> [Int32] {
    let passed = Set(places)
    return ranked.compactMap { row in
      guard row >= 0, Int(row) < index.placeOfRow.count else { return nil }
      let place = index.placeOfRow[Int(row)]
      return passed.contains(place) ? place : nil
    }
  }

  /// Those that the team saw run in the last half year first, those with spaces before
  /// others.
  private func byTrust(_ places: [Int32]) -> [Int32] {
    let (verifiedOn, hasAssured, spaces) = (index.verifiedOn, index.hasAssured, index.spaces)
    return Self.byKey(places) { place in
      let verified = Int(verifiedOn[place])
      var key: Int64 = verified > 0 && today.number - verified <= 182 ? 0 : 4
      if !hasAssured[place] { key += 2 }
      if spaces[place] <= 0 { key += 1 }
      return key
    }
  }

  /// Many hits are not ranked: those whose name begins with what was typed come
  /// first.
  private func namesFirst(_ places: [Int32], in db: Database) throws -> [Int32] {
    let folded = PersonName.folded(words.typed)
    guard !folded.isEmpty else { return places }
    // They lie next to each other in the order of names.
    func end(_ order: String) throws -> Int64? {
      try Int64.fetchOne(
        db.cachedStatement(
          sql: """
            SELECT row FROM asset_line INDEXED BY asset_line_by_name
            WHERE sort_name >= ?1 AND sort_name < ?1 || char(0x10FFFE)
            ORDER BY sort_name \(order), row \(order) LIMIT 1
            """), arguments: [folded])
    }
    guard let first = try end("ASC"), let last = try end("DESC") else { return places }
    let range = index.placeOfRow[Int(first)]...index.placeOfRow[Int(last)]
    let low = places.partitioningIndex { $0 >= range.lowerBound }
    let high = places.partitioningIndex { $0 > range.upperBound }
    return Array(places[low..<high]) + places[..<low] + places[high...]
  }
}

extension Array where Element: Comparable {
  /// The first place at which `test` holds, in a sorted array where it then goes on
  /// holding.
  fileprivate func partitioningIndex(where test: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if test(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
