// Turns what a file says of a record into a checked record: each value against the
// kind of its field, and the fields against each other.

import Casework
import Foundation

/// Checks one record.
struct DirectoryRecordMaker {
  let file: String

  /// - Parameters:
  ///   - values: the members of a JSON object that are not nested records, or the
  ///     cells of a row as strings.
  ///   - place: a JSON path or a row.
  ///   - isTable: whether it is a row of a table, which may have columns of our own.
  /// - Returns: the record, or nil where it has a fault, and what was found.
  func make(
    _ entity: DirectoryEntity, _ values: [JSONValue.Member], place: String, isTable: Bool = false
  ) -> (record: DirectoryRecord?, findings: [DirectoryFinding]) {
    var faults: [ImportFault] = []
    var warnings: [ImportFault] = []
    func fault(_ field: String, _ value: String, _ reason: String) {
      faults.append(
        ImportFault(file: file, place: place, field: field, value: value, reason: reason))
    }
    func warn(_ field: String, _ value: String, _ reason: String) {
      warnings.append(
        ImportFault(file: file, place: place, field: field, value: value, reason: reason))
    }
    var record = DirectoryRecord(entity: entity, id: "")
    for member in values {
      if member.key == "id" {
        switch DirectoryRecordMaker.id(member.value) {
        case .success(let id): record.id = id
        case .failure(let reason): fault("id", member.value.plain, reason.sentence)
        }
        continue
      }
      guard let field = entity.field(member.key), isTable || !field.isOurs else {
        if member.value.plain.utf8.contains(0) {
          fault(member.key, "", "the text has a NUL character in it; take it out")
        }
        record.extra[member.key] = member.value.text
        continue
      }
      switch FieldReading.read(member.value, as: field.kind) {
      case .value(let value): record.fields[field.name] = value
      case .doubtful(let value, let reason):
        record.fields[field.name] = value
        warn(field.name, member.value.plain, reason)
      case .wrong(let reason): fault(field.name, member.value.plain, reason)
      }
    }
    if record.id.isEmpty && !faults.contains(where: { $0.field == "id" }) {
      fault("id", "", "there is no id; every \(entity.singular) needs one of its own")
    }
    for field in entity.fields where field.isRequired {
      let isGiven = !record.text(field.name).trimmingCharacters(in: .whitespaces).isEmpty
      if !isGiven && !faults.contains(where: { $0.field == field.name }) {
        fault(field.name, "", "there is no \(field.name); every \(entity.singular) needs one")
      }
    }
    DirectoryRecordMaker.compare(record, fault: fault, warn: warn)
    let findings =
      faults.map { DirectoryFinding.fault($0, entity: entity, id: record.id) }
      + warnings.map { DirectoryFinding.warning($0, entity: entity, id: record.id) }
    return (faults.isEmpty ? record : nil, findings)
  }

  struct Reason: Error {
    var sentence: String
  }

  /// An id: text, or a number as some systems have it.
  static func id(_ value: JSONValue) -> Result<String, Reason> {
    let text: String
    switch value {
    case .string(let string): text = string.trimmingCharacters(in: .whitespacesAndNewlines)
    case .number(let digits): text = digits
    case .null: text = ""
    default: return .failure(Reason(sentence: "an id is a text, such as a UUID"))
    }
    if text.isEmpty { return .failure(Reason(sentence: "the id is empty; give it one of its own")) }
    if text.count > DirectoryLimits.idLength {
      return .failure(
        Reason(sentence: "the id is longer than \(DirectoryLimits.idLength) characters"))
    }
    if text.unicodeScalars.contains(where: { $0.properties.generalCategory == .control }) {
      return .failure(Reason(sentence: "the id has a control character in it; take it out"))
    }
    return .success(text)
  }

  /// Rules between the fields of one record.
  private static func compare(
    _ record: DirectoryRecord, fault: (String, String, String) -> Void,
    warn: (String, String, String) -> Void
  ) {
    func number(_ field: String) -> Double? { Double(record.text(field)) }
    switch record.entity {
    case .service:
      for field in ["minimum_age", "maximum_age"] {
        guard let age = number(field) else { continue }
        if age < 0 { fault(field, record.text(field), "an age cannot be below 0") }
        if age > 150 {
          warn(field, record.text(field), "nobody is that old; kept as it is written")
        }
      }
      if let low = number("minimum_age"), let high = number("maximum_age"), low > high {
        fault(
          "minimum_age", record.text("minimum_age"),
          "the lowest age \(record.text("minimum_age")) is above the highest, \(record.text("maximum_age")); one of the two is wrong"
        )
      }
    case .location:
      for (field, limit) in [("latitude", 90.0), ("longitude", 180.0)] {
        if let degrees = number(field), abs(degrees) > limit {
          warn(
            field, record.text(field),
            "\(record.text(field)) is not on Earth (−\(Int(limit)) to \(Int(limit))); kept as it is written, and not used for distances"
          )
        }
      }
    case .schedule, .costOption:
      if record.entity == .schedule { compareRule(record, fault: fault, warn: warn) }
      let from = record.text("valid_from")
      let to = record.text("valid_to")
      if let start = Day(iso: from.prefix(10)), let end = Day(iso: to.prefix(10)), end < start {
        warn("valid_to", to, "it ends on \(to), before it begins on \(from); kept as it is written")
      }
      if let amount = number("amount"), amount < 0 {
        warn("amount", record.text("amount"), "the amount is below 0; kept as it is written")
      }
    default: break
    }
  }
}

extension DirectoryRecordMaker {
  /// A rule of days that cannot be, or that no day ever fits.
  private static func compareRule(
    _ record: DirectoryRecord, fault: (String, String, String) -> Void,
    warn: (String, String, String) -> Void
  ) {
    do {
      guard let rule = try RecurrenceRule.read(record.text) else { return }
      // Most rules name weekdays and nothing else: those always happen.
      let narrowing = [rule.byMonthDay, rule.byYearDay, rule.byWeekNumber].filter { !$0.isEmpty }
      if narrowing.count + (rule.byDay.isEmpty ? 0 : 1) > 1 || rule.interval > 12,
        !rule.everHappens
      {
        warn(
          "byday", record.text("byday"),
          "no day fits all that the rule asks for, so it never happens; kept as it is written")
      }
    } catch {
      fault(error.field, error.value, error.reason)
    }
  }
}

extension JSONValue {
  /// The value as a person would write it into a cell.
  var plain: String {
    switch self {
    case .null: ""
    case .string(let text): text
    default: text
    }
  }
}

extension DirectoryEntity {
  /// "service at location".
  var singular: String { rawValue.replacing("_", with: " ") }

  /// "an organisation", "a programme": as it is written here.
  var withArticle: String {
    let words = singular.replacing("organization", with: "organisation")
    let spoken = words == "program" ? "programme" : words
    return ("aeiou".contains(spoken.prefix(1)) ? "an " : "a ") + spoken
  }
}
