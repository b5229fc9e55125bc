// The casebook without a screen: filling, opening, writing, reading.

import Casebook
import Casework
import Foundation

enum FillingRows {
  static let names = [
    "filling with the town, per person", "a directory of 10,000 services brought in",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    _ = try town.book()
    var rows: [BenchmarkRow] = []
    if let seconds = town.fillingSeconds {
      rows.append(
        BenchmarkRow(
          names[0], town, seconds * 1000 / Double(max(1, town.people)), "ms", budget: nil))
    }
    let (folder, book) = try town.sealedFolder()
    defer {
      book.close()
      try? FileManager.default.removeItem(at: folder)
    }
    let directory = DemonstrationTown(
      seed: 2, today: BenchmarkTown.today, people: 0, services: 10_000
    ).directory
    var sample = Sample()
    _ = try sample.measure { try book.applyDirectory(directory, source: "a made-up file") }
    rows.append(BenchmarkRow(names[1], town, sample.median, "s", budget: nil))
    return rows
  }
}

/// What opening costs once the key is there, to the first frame.
enum OpeningRows {
  static let names = ["open to first painted screen, p99", "of which open the casebook, p99"]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    _ = try town.book()
    var whole = Sample()
    var opening = Sample()
    for _ in 0..<100 {
      var opened: Casebook?
      try whole.measure {
        let book = try opening.measure { try town.open() }
        opened = book
        _ = DeskOnMemory(town, book)
      }
      opened?.close()
    }
    return [
      BenchmarkRow(names[0], town, whole.p99InMilliseconds, "ms", budget: 30),
      BenchmarkRow(names[1], town, opening.p99InMilliseconds, "ms", budget: nil),
    ]
  }
}

enum WritingRows {
  static let names = [
    "a sync of the disk alone, median", "one contact logged, sync taken off, median",
    "one contact logged, sync included, p99",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let book = try town.book()
    let everybody = CaseloadFilter(.everybodys)
    let count = try book.caseloadCount(everybody)
    let cases = try (0..<10).flatMap { part in
      try book.caseload(everybody, order: .name, offset: count / 10 * part, limit: 30)
    }.map(\.caseID)
    guard !cases.isEmpty else { return [] }
    let disk = try DiskSync(in: town.folder)
    defer { disk.close() }
    var syncs = Sample()
    var logs = Sample()
    // One after the other: a disk has its moods.
    for turn in 0..<600 {
      syncs.add(seconds: disk.once(turn))
      let contact = Contact(
        id: book.mint(), caseID: cases[turn % cases.count], workerID: book.worker.id, at: Date(),
        mode: .phone, minutes: 20, outcome: turn % 3 == 0 ? .notReached : .attended,
        note: "Talked about the walking group; will try it with a friend on Thursday.",
        nextStep: NextStep(text: "ring after the group", on: BenchmarkTown.today, at: 600))
      try logs.measure { try book.log(contact) }
    }
    return [
      BenchmarkRow(names[0], town, syncs.median * 1000, "ms", budget: nil),
      BenchmarkRow(names[1], town, (logs.median - syncs.median) * 1000, "ms", budget: 1),
      BenchmarkRow(names[2], town, logs.p99InMilliseconds, "ms", budget: nil),
    ]
  }
}

/// What the screens ask the casebook for.
enum ReadingRows {
  static let names = [
    "find people as you type, p99", "filter the caseload as you type, mine, p99",
    "filter the caseload as you type, everybody's, p99", "window at the end of everybody's, p99",
    "window in the middle of everybody's, p99", "window in the middle, closed too, p99",
    "count everybody's, closed too, p99", "count everybody's open cases, p99",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let book = try town.book()
    let everybody = CaseloadFilter(.everybodys)
    let mine = CaseloadFilter(.mineAndNew(book.worker.id))
    let closed = CaseloadFilter(.everybodys, includeClosed: true)
    let names = try NamesToType.of(book)
    var values: [Double] = []

    var people = Sample()
    for typed in names { try people.measure { _ = try book.people(matching: typed, limit: 8) } }
    values.append(people.p99InMilliseconds)

    for filter in [mine, everybody] {
      var sample = Sample()
      for typed in names.prefix(400) {
        var filter = filter
        filter.words = typed
        try sample.measure {
          _ = try book.caseloadCount(filter)
          _ = try book.caseload(filter, offset: 0, limit: 120)
        }
      }
      values.append(sample.p99InMilliseconds)
    }

    let open = try book.caseloadCount(everybody)
    let all = try book.caseloadCount(closed)
    for (filter, offset) in [
      (everybody, max(0, open - 120)), (everybody, open / 2), (closed, all / 2),
    ] {
      var sample = Sample()
      for turn in 0..<30 {
        for order in CaseloadOrder.stored {
          try sample.measure {
            _ = try book.caseload(
              filter, order: order, descending: turn % 2 == 1, offset: max(0, offset - turn),
              limit: 120)
          }
        }
      }
      values.append(sample.p99InMilliseconds)
    }
    for filter in [closed, everybody] {
      var sample = Sample()
      for _ in 0..<30 { try sample.measure { _ = try book.caseloadCount(filter) } }
      values.append(sample.p99InMilliseconds)
    }
    let budgets: [Double?] = [16, 16, 16, 8, 8, 8, nil, nil]
    return zip(zip(Self.names, values), budgets).map {
      BenchmarkRow($0.0, town, $0.1, "ms", budget: $1)
    }
  }
}

/// What people type to find somebody: every beginning of names that are there, from
/// one letter to the full name.
enum NamesToType {
  static func of(_ book: Casebook) throws -> [String] {
    let closed = CaseloadFilter(.everybodys, includeClosed: true)
    let count = try book.caseloadCount(closed)
    let step = max(1, count / 60)
    var typed: [String] = []
    for offset in stride(from: 0, to: count, by: step).prefix(60) {
      guard let row = try book.caseload(closed, order: .name, offset: offset, limit: 1).first
      else { continue }
      let name = row.person.fullName.lowercased()
      typed += (1...max(1, name.count)).map { String(name.prefix($0)) }
    }
    // Scattered, so that one query does not warm the next one's pages.
    var generator = SeededGenerator(seed: 5)
    return typed.shuffled(using: &generator)
  }
}
