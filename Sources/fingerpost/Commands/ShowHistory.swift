import ArgumentParser
import Casebook
import Casework
import Foundation

struct ShowHistory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history",
    abstract: "Show who changed what in a person's record, when, and from what.",
    discussion: """
      The latest first. With --readings, who opened the record instead; with --asset, what \
      became of a service; with --record, what is no person's own, such as fund, \
      service_setting or worker_terms.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String?

  @Option(help: "The records of a table, for supervisors and the office.")
  var record: String?

  @Option(help: "A service, by its name or id, in place of a person.")
  var asset: String?

  @Option(help: "Only this field, for example \"next step\".")
  var field: String?

  @Flag(help: "Who opened the record, when and why.")
  var readings = false

  @Option(help: "At most this many lines.")
  var limit: Int?

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    if let record { return try printHistory(ofRecords: record, in: book) }
    if let asset { return try printHistory(ofAsset: asset, in: book) }
    guard let wanted = person else {
      throw ValidationError("Name a person, a service with --asset, or a table with --record.")
    }
    let person = try book.onePerson(wanted)
    if readings { return try printReadings(of: person, in: book) }
    try book.openRecord(of: person.id, because: opening.why, doing: "read the history")
    try printEntries(try book.history(of: person.id, field: field))
  }

  private func printHistory(ofRecords table: String, in book: Casebook) throws {
    guard AccessRules.oversees(book.worker.role) else {
      throw CasebookError.refused(
        "What changed in the service's own records is for supervisors and the office to read.")
    }
    guard Casebook.recordTables.contains(table) else {
      throw CasebookError.refused(
        "There are no records called “\(table)”. There are: \(Casebook.recordTables.sorted().joined(separator: ", "))."
      )
    }
    let most = 2_000
    let stretch = try book.history(ofRecords: table, field: field, limit: most)
    try printEntries(stretch.entries)
    if !stretch.isWhole, !json, stretch.entries.count <= limit ?? .max {
      Lines.print("There is more: these are the latest \(most) changes.")
    }
  }

  private func printHistory(ofAsset words: String, in book: Casebook) throws {
    let known = try book.asset(Identifier(words)).map { ($0.id, $0.name) }
    let (id, name) = try known ?? { ($0.id, $0.name) }(book.oneAsset(words))
    let events = try book.history(ofAsset: id, limit: limit ?? .max).events
    if json { return try JSON.print(events.map(AssetEventObject.init)) }
    Lines.print(name)
    for event in events {
      Lines.print("\(Self.moment(event.at)) · \(event.by) · \(event.action) · \(event.words)")
    }
  }

  private func printEntries(_ all: [HistoryEntry]) throws {
    let entries = all.prefix(limit ?? .max)
    if json {
      try JSON.print(entries.map(HistoryObject.init))
      return
    }
    for entry in entries {
      let change =
        switch (entry.old, entry.new) {
        case (nil, let new?): new
        case (let old?, nil): "(taken away: \(old))"
        case (let old?, let new?): "\(new) (was \(old))"
        default: ""
        }
      Lines.print(
        "\(Self.moment(entry.at)) · \(entry.workerName) · \(entry.action) · \(entry.record), \(entry.field): \(change)"
      )
    }
    if entries.isEmpty { Lines.print("Nothing of that has changed.") }
  }

  private func printReadings(of person: Person, in book: Casebook) throws {
    let readings = try book.readings(of: person.id).prefix(limit ?? .max)
    if json {
      try JSON.print(readings.map(ReadingObject.init))
      return
    }
    for reading in readings {
      let reason = reading.reason.isEmpty ? "" : " · \(reading.reason)"
      Lines.print("\(Self.moment(reading.at)) · \(reading.workerName)\(reason)")
    }
    if readings.isEmpty { Lines.print("Nobody has opened the record of \(person.fullName) yet.") }
  }

  static func moment(_ date: Date) -> String {
    let formatter = DateFormatter()
    formatter.locale = Locale(identifier: "en_GB")
    formatter.dateFormat = "dd/MM/yyyy HH:mm"
    return formatter.string(from: date)
  }
}

private struct HistoryObject: Encodable {
  var at: Date
  var worker: String
  var action: String
  var record: String
  var recordId: String
  var field: String
  var old: String?
  var new: String?

  init(_ entry: HistoryEntry) {
    at = entry.at
    worker = entry.workerName
    action = entry.action
    record = entry.record
    recordId = entry.recordID
    field = entry.field
    old = entry.old
    new = entry.new
  }
}

private struct AssetEventObject: Encodable {
  var at: Date
  var worker: String
  var action: String
  var change: String

  init(_ event: AssetEvent) {
    at = event.at
    worker = event.by
    action = event.action
    change = event.words
  }
}

private struct ReadingObject: Encodable {
  var at: Date
  var worker: String
  var workerId: String
  var reason: String

  init(_ reading: Reading) {
    at = reading.at
    worker = reading.workerName
    workerId = reading.workerID.text
    reason = reading.reason
  }
}
