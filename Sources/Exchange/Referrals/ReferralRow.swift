// One row of a referral list, checked.

import Casework
import Foundation

/// Reads the rows of a list, once its headings are known.
struct ReferralRowReader {
  let headings: [String]
  /// What each heading holds; nil for one that we do not know.
  let columns: [ReferralColumn?]
  let today: Day
  /// Characters of one cell.
  static let cellLimit = 20_000
  private let earliest = Day(year: 1900, month: 1, day: 1) ?? Day(number: 0)

  init(headings: [String], today: Day) {
    self.headings = headings
    self.today = today
    var taken: Set<ReferralColumn> = []
    columns = headings.map { heading in
      guard let column = ReferralColumn(heading: heading) else { return nil }
      // A second column of one kind is not lost: it goes into the reason.
      return column.joins != nil || taken.insert(column).inserted ? column : nil
    }
  }

  func has(_ column: ReferralColumn) -> Bool { columns.contains(column) }

  /// The heading that the file gives a column.
  func heading(_ column: ReferralColumn) -> String {
    columns.firstIndex(of: column).map { headings[$0] } ?? column.rawValue
  }

  /// The columns that the file lacks and cannot do without, in words.
  var missing: [String] {
    var result: [String] = []
    if !has(.fullName) {
      if !has(.firstName) { result.append("the first name (“First name” or “Name”)") }
      if !has(.familyName) { result.append("the family name (“Surname” or “Name”)") }
    }
    if !has(.dateOfBirth) { result.append("the date of birth (“Date of birth”)") }
    return result
  }

  /// Headings whose content is kept in the reason.
  var unknown: [String] {
    zip(headings, columns).filter { $0.1 == nil && !$0.0.isEmpty }.map(\.0)
  }

  /// - Returns: the row, or nil with what is wrong with it.
  func read(_ line: DelimitedText.Line) -> (row: IncomingReferral?, faults: [ReferralFault]) {
    var checks = Checks(row: line.row)
    guard line.cells.count >= headings.count,
      line.cells.dropFirst(headings.count).allSatisfy(\.isEmpty)
    else {
      checks.fault(
        "", line.cells.joined(separator: ","),
        "the row has \(line.cells.count) cells and the first row has \(headings.count); a comma or a quotation mark is missing or too many"
      )
      return (nil, checks.faults)
    }
    for (heading, cell) in zip(headings, line.cells) {
      if cell.utf8.contains(0) {
        checks.fault(heading, "", "the text has a NUL character in it; take it out")
      }
      if cell.count > ReferralRowReader.cellLimit {
        checks.fault(
          heading, cell,
          "the text has \(cell.count) characters; \(ReferralRowReader.cellLimit) is the most")
      }
    }
    let cells = gathered(line)
    func text(_ column: ReferralColumn) -> String { cells[column] ?? "" }
    let names = names(cells, &checks)
    let born = birth(text(.dateOfBirth), &checks)
    let referred = referralDate(text(.date), born: born, &checks)
    let nhsNumber = checks.optional(heading(.nhsNumber), text(.nhsNumber)) {
      try NHSNumber($0)
    }
    let postcode = checks.optional(heading(.postcode), text(.postcode)) { try Postcode($0) }
    if !text(.email).isEmpty && !ReferralWords.isEmail(text(.email)) {
      checks.fault(
        heading(.email), text(.email),
        "“\(text(.email))” is not an e-mail address; write it as name@example.org")
    }
    let consent = ReferralWords.consent(text(.consent))
    if consent == nil {
      checks.fault(
        heading(.consent), text(.consent),
        "“\(text(.consent))” does not say whether they agree; write yes, no or not recorded")
    }
    guard checks.faults.isEmpty, let names, let born, let referred, let consent else {
      return (nil, checks.faults)
    }
    let (source, sourceWord) = source(text(.source), organisation: text(.organisation))
    var reason = text(.reason).isEmpty ? [] : [text(.reason)]
    if let sourceWord { reason.append("\(heading(.source)): \(sourceWord)") }
    for (heading, (column, cell)) in zip(headings, zip(columns, line.cells))
    where column == nil && !cell.trimmingCharacters(in: .whitespacesAndNewlines).isEmpty {
      let name = heading.isEmpty ? "Column without a name" : heading
      reason.append("\(name): \(cell.trimmingCharacters(in: .whitespacesAndNewlines))")
    }
    let row = IncomingReferral(
      row: line.row, firstName: names.first, familyName: names.family,
      preferredName: text(.preferredName), pronouns: text(.pronouns), dateOfBirth: born,
      gender: text(.gender), nhsNumber: nhsNumber, aliases: text(.aliases),
      address: text(.address), postcode: postcode, telephone: text(.telephone),
      email: text(.email), preferredContact: text(.preferredContact),
      gpPractice: text(.gpPractice), gpPracticeCode: text(.gpPracticeCode), school: text(.school),
      source: source, referrer: text(.referrer), organisation: text(.organisation),
      referrerContact: text(.referrerContact), reason: reason.joined(separator: "\n"),
      date: referred, consentToContact: consent,
      need: IncomingReferral.need(from: text(.reason)))
    return (row, [])
  }

  /// The cells by what they hold, those of one kind put together.
  private func gathered(_ line: DelimitedText.Line) -> [ReferralColumn: String] {
    var result: [ReferralColumn: String] = [:]
    for (column, cell) in zip(columns, line.cells) {
      let value = cell.trimmingCharacters(in: .whitespacesAndNewlines)
      guard let column, !value.isEmpty else { continue }
      guard let before = result[column], let joint = column.joins else {
        result[column] = value
        continue
      }
      let parts = before.components(separatedBy: joint)
      if !parts.contains(value) { result[column] = before + joint + value }
    }
    return result
  }

  private func names(_ cells: [ReferralColumn: String], _ checks: inout Checks)
    -> (first: String, family: String)?
  {
    var first = cells[.firstName] ?? ""
    var family = cells[.familyName] ?? ""
    if first.isEmpty || family.isEmpty, let whole = cells[.fullName] {
      guard let parts = ReferralWords.names(in: whole) else {
        checks.fault(
          heading(.fullName), whole,
          "“\(whole)” is not a first and a family name; write it as Leo Sharma or SHARMA, Leo")
        return nil
      }
      if first.isEmpty { first = parts.first }
      if family.isEmpty { family = parts.family }
    }
    if first.isEmpty {
      checks.fault(heading(has(.firstName) ? .firstName : .fullName), "", "there is no first name")
    }
    if family.isEmpty {
      checks.fault(
        heading(has(.familyName) ? .familyName : .fullName), "", "there is no family name")
    }
    return first.isEmpty || family.isEmpty ? nil : (first, family)
  }

  private func birth(_ text: String, _ checks: inout Checks) -> Day? {
    let column = heading(.dateOfBirth)
    guard let day = checks.day(column, text, latest: today) else { return nil }
    if day > today {
      checks.fault(column, text, "\(day.british) is in the future; nobody is born then yet")
      return nil
    }
    if day < earliest {
      checks.fault(column, text, "\(day.british) is before 1900; check the year")
      return nil
    }
    return day
  }

  private func referralDate(_ text: String, born: Day?, _ checks: inout Checks) -> Day? {
    guard has(.date) else { return today }
    let column = heading(.date)
    guard let day = checks.day(column, text, latest: today) else { return nil }
    if day > today {
      checks.fault(
        column, text, "\(day.british) is in the future; a referral has been made already")
      return nil
    }
    if let born, day < born {
      checks.fault(column, text, "\(day.british) is before the person was born, on \(born.british)")
      return nil
    }
    return day
  }

  /// The source, and the file's own word where it is none of ours. Without a word
  /// the organisation's name may tell: a surgery, a school.
  private func source(_ text: String, organisation: String) -> (ReferralSource, String?) {
    if text.isEmpty { return (ReferralWords.source(organisation) ?? .other, nil) }
    guard let known = ReferralWords.source(text) else { return (.other, text) }
    return (known, nil)
  }
}

/// The faults of one row.
private struct Checks {
  let row: Int
  var faults: [ReferralFault] = []

  init(row: Int) { self.row = row }

  mutating func fault(_ column: String, _ value: String, _ reason: String) {
    let shown = value.count > 200 ? value.prefix(200) + "…" : value
    faults.append(ReferralFault(row: row, column: column, value: shown, reason: reason))
  }

  mutating func optional<Value>(
    _ column: String, _ text: String, _ read: (String) throws -> Value
  ) -> Value? {
    guard !text.isEmpty else { return nil }
    do { return try read(text) } catch {
      fault(column, text, "\(error)")
      return nil
    }
  }

  mutating func day(_ column: String, _ text: String, latest: Day) -> Day? {
    do { return try Day.read(text, latest: latest) } catch {
      fault(column, text, "\(error)")
      return nil
    }
  }
}
