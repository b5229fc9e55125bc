// What was looked for in vain, ward by ward and kind by kind, beside what runs there.

import Casework
import Foundation
import GRDB

extension Casebook {
  /// The map of what is missing.
  ///
  /// - Parameter days: noted on one of these days; nil for whenever it was.
  public func missingMap(on days: ClosedRange<Day>? = nil) throws -> MissingMap {
    let needs = try unmetNeeds(on: days)
    return MissingMap(
      of: needs, existing: needs.isEmpty ? [:] : try existingServices(),
      taxonomy: directoryRules.taxonomy)
  }

  /// How many services run, by ward and kind. One that is at several places of a ward
  /// counts once there; where the table of postcodes names no ward, the first half of the
  /// postcode stands for it.
  private func existingServices() throws -> [MissingField: Int] {
    let index = try currentAssetIndex()
    let kinds = directoryRules.taxonomy.kinds.map(\.code)
    return try read { db in
      var found: [MissingField: Int] = [:]
      var seen: Set<Seen> = []
      let rows = try Row.fetchCursor(
        db,
        sql: """
          SELECT s.row, d.postal_code, coalesce(p.ward, '')
          FROM directory_service AS s
          JOIN directory_service_at_location AS x ON x.service_id = s.id
          JOIN directory_address AS d ON d.location_id = x.location_id
          LEFT JOIN postcode_place AS p
            ON p.postcode = upper(replace(coalesce(d.postal_code, ''), ' ', ''))
          """)
      while let row = try rows.next() {
        guard let place = index.place(ofRow: row[0]), index.runs(place) else { continue }
        var ward: String = row[2]
        if ward.isEmpty {
          let text = StoredText.decoded(row[1] as String? ?? "")
          ward = (try? Postcode(text))?.outward ?? ""
        }
        guard !ward.isEmpty, seen.insert(Seen(place: place, ward: ward)).inserted else { continue }
        for (bit, kind) in kinds.prefix(32).enumerated()
        where index.themes[place] & (1 << UInt32(bit)) != 0 {
          found[MissingField(ward: ward, kind: kind), default: 0] += 1
        }
      }
      return found
    }
  }

  private struct Seen: Hashable {
    var place: Int
    var ward: String
  }
}
