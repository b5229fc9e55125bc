// The desk on a terminal in memory: from a key to the painted screen.

import Casebook
import Casework
import Desk
import Foundation
import Terminal

/// A desk at 120×40 on the memory driver, which works out the bytes for a terminal
/// as the real one does.
final class DeskOnMemory {
  private var session: Session<Desk>
  private let driver: MemoryDriver

  init(_ town: BenchmarkTown, _ book: Casebook) {
    let size = Size(width: 120, height: 40)
    driver = MemoryDriver(size: size)
    let setting = DeskSetting(folder: town.bookFolder, strength: .quick, idleMinutes: 1_000)
    session = Session(Desk(setting, book: book), size: size)
    send(.resize(size))
  }

  func send(_ event: Event) {
    _ = session.deliver([event])
    driver.present(session.draw())
  }

  /// Sends a key and takes the time until the screen is painted.
  func press(_ key: Key, into sample: inout Sample) {
    let seconds = sample.time { send(.key(key)) }
    guard let limit = Benchmarks.tellsOver, seconds * 1000 > limit else { return }
    let title = screen.split(separator: "\n").dropFirst(1).first ?? ""
    FileHandle.standardError.write(
      Data(
        "\(seconds * 1000) ms: \(Key.label(for: [key])), after which: \(title.prefix(70))\n".utf8))
  }

  func press(_ keys: [Key]) { keys.forEach { send(.key($0)) } }

  func type(_ text: String, into sample: inout Sample) {
    for character in text { press(.character(character), into: &sample) }
  }

  func clearLine(_ text: String) { press(text.map { _ in .backspace }) }

  var screen: String { driver.frame?.plainText ?? "" }
}

enum DeskRows {
  static let names = [
    "open Today, painted, p99", "open Caseload, painted, p99",
    "open a person with 500 timeline entries, painted, p99", "key to painted screen, p99",
    "key to painted screen, everybody's caseload, p99", "Ctrl-P, letter to painted results, p99",
    "/ in the caseload, letter to painted results, p99",
    "/ in everybody's caseload, letter to painted results, p99",
    "open the week, painted, p99", "everybody's caseload by stage, painted",
    "Ctrl-P with a slip, letter to painted results, p99", "cover the screen, painted, p99",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let book = try town.book()
    let desk = DeskOnMemory(town, book)
    var values: [Double] = []
    var today = Sample()
    var caseload = Sample()
    for _ in 0..<60 {
      desk.press(.character("1"), into: &today)
      desk.press(.character("2"), into: &caseload)
    }
    values += [today.p99InMilliseconds, caseload.p99InMilliseconds]

    desk.press([.character("1")])
    values.append(try longStory(book, town).p99InMilliseconds)
    values.append(strolling(desk).p99InMilliseconds)
    desk.press([.character("2"), .character("m")])
    values.append(everybody(desk).p99InMilliseconds)

    let names = try NamesToType.full(of: book)
    var palette = Sample()
    for name in names {
      desk.press([.ctrl("p")])
      desk.type(name, into: &palette)
      desk.press([.escape])
    }
    values.append(palette.p99InMilliseconds)
    var everybodys = Sample()
    filter(desk, names, into: &everybodys)
    desk.press([.character("m")])
    var mine = Sample()
    filter(desk, names, into: &mine)
    values += [mine.p99InMilliseconds, everybodys.p99InMilliseconds]
    desk.press([.character("1")])
    var week = Sample()
    for _ in 0..<40 {
      desk.press(.character("w"), into: &week)
      desk.press([.escape])
    }
    values.append(week.p99InMilliseconds)
    // Grouping counts every case once; nobody does it twice a second, so it has no budget.
    desk.press([.character("2"), .character("m"), .character("g")])
    var groups = Sample()
    desk.press(.character("g"), into: &groups)
    values.append(groups.p99InMilliseconds)
    desk.press([.character("g"), .character("g"), .character("m")])
    values.append(slips(desk, names).p99InMilliseconds)
    // Covering closes the casebook, which others go on with: this desk has one of its own.
    values.append(covering(DeskOnMemory(town, try town.open())).p99InMilliseconds)
    let budgets: [Double?] = [8, 8, 8, 8, 8, 16, 16, 16, 8, nil, 16, 8]
    return zip(zip(Self.names, values), budgets).map {
      BenchmarkRow($0.0, town, $0.1, "ms", budget: $1)
    }
  }

  /// Names with two letters swapped, and their consonants alone.
  private static func slips(_ desk: DeskOnMemory, _ names: [String]) -> Sample {
    var sample = Sample()
    for name in names {
      var letters = Array(name)
      if letters.count > 3 { letters.swapAt(1, 2) }
      let bones = name.filter { !"aeiou".contains($0) }
      for query in [String(letters), bones, bones.filter { $0 != " " }] {
        desk.press([.ctrl("p")])
        desk.type(query, into: &sample)
        desk.press([.escape])
      }
    }
    return sample
  }

  /// Covers the screen and opens it again; the cover alone is measured.
  private static func covering(_ desk: DeskOnMemory) -> Sample {
    var sample = Sample()
    for _ in 0..<20 {
      desk.press(.function(12), into: &sample)
      desk.send(.tick(Date()))
      desk.press(BenchmarkTown.passphrase.map { .character($0) } + [.enter])
      desk.send(.tick(Date()))
    }
    return sample
  }

  private static func filter(_ desk: DeskOnMemory, _ names: [String], into sample: inout Sample) {
    for name in names {
      desk.press([.character("/")])
      desk.type(name, into: &sample)
      desk.press([.escape])
    }
  }

  /// Opens a person of 500 contacts, again and again.
  private static func longStory(_ book: Casebook, _ town: BenchmarkTown) throws -> Sample {
    let first = try book.caseload(CaseloadFilter(.held(by: book.worker.id)), order: .due, limit: 1)
    guard let row = first.first else { return Sample() }
    let there = try book.caseRecord(row.caseID)?.contacts.count ?? 0
    for turn in 0..<max(0, 500 - there) {
      try book.log(
        Contact(
          id: book.mint(), caseID: row.caseID, workerID: book.worker.id,
          at: Date(timeIntervalSinceNow: Double(turn - 1_000) * 3_600), mode: .text, minutes: 5,
          outcome: .attended,
          note: "Wrote to say how the week went, and that the walk on Thursday was worth it."))
    }
    let desk = DeskOnMemory(town, book)
    desk.press([.character("2"), .home])
    var sample = Sample()
    for _ in 0..<40 {
      desk.press(.enter, into: &sample)
      desk.press([.escape])
    }
    return sample
  }

  /// Keys as they come in a day's work, over every page and what lies over them.
  static func strolling(_ desk: DeskOnMemory) -> Sample {
    var sample = Sample()
    let round: [Key] =
      [.character("1")] + Array(repeating: .down, count: 8)
      + [.enter, .down, .pageDown, .end, .home, .tab, .down, .down, .down, .tab, .tab, .escape]
      + [.character("2"), .down, .down, .up, .pageDown, .end, .home, .character("s")]
      + [.character("s"), .character("s"), .character("s"), .character("s"), .enter, .tab, .escape]
      + [.character("?"), .down, .down, .escape, .character("l"), .tab, .tab]
      + "Rang back".map { .character($0) } + [.escape, .character("3"), .down, .down, .pageDown]
      + [.ctrl("p"), .escape]
    for _ in 0..<20 { for key in round { desk.press(key, into: &sample) } }
    desk.press([.escape, .character("1")])
    return sample
  }

  /// Up and down the list of everybody.
  private static func everybody(_ desk: DeskOnMemory) -> Sample {
    var sample = Sample()
    let round: [Key] =
      [.home] + Array(repeating: .pageDown, count: 12) + [.end]
      + Array(repeating: .pageUp, count: 12) + [.down, .up]
    for _ in 0..<5 {
      for key in round { desk.press(key, into: &sample) }
      desk.press([.character("s")])
    }
    return sample
  }
}

extension NamesToType {
  /// Some full names, in small letters.
  static func full(of book: Casebook) throws -> [String] {
    let closed = CaseloadFilter(.everybodys, includeClosed: true)
    let count = try book.caseloadCount(closed)
    return try stride(from: 0, to: count, by: max(1, count / 12)).prefix(12).flatMap {
      try book.caseload(closed, order: .name, offset: $0, limit: 1)
    }.map { $0.person.fullName.lowercased() }
  }
}

/// How much memory a desk needs, in a process of its own, so that making the
/// casebook does not count.
enum MemoryOfUse {
  static let names = ["peak memory of opening and using the desk"]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    _ = try town.book()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["--people", "\(town.people)", "--use", town.folder.path]
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let text = String(decoding: output, as: UTF8.self).trimmingCharacters(
      in: .whitespacesAndNewlines)
    guard process.terminationStatus == 0, let peak = Double(text) else {
      throw BenchmarkError.child(text)
    }
    return [BenchmarkRow(names[0], town, peak, "MiB", budget: 64)]
  }

  /// Opens the casebook in `folder`, goes over every page, searches, and logs
  /// contacts.
  ///
  /// - Returns: the most memory that this process has had, in MiB.
  static func peak(using folder: URL) throws -> Double {
    let town = try BenchmarkTown(people: 0, keep: folder.path)
    let book = try town.open()
    let desk = DeskOnMemory(town, book)
    _ = DeskRows.strolling(desk)
    for name in ["mia", "jo", "s", "nadia o"] {
      var sample = Sample()
      desk.press([.ctrl("p")])
      desk.type(name, into: &sample)
      desk.press([.escape, .character("2"), .character("m"), .character("/")])
      desk.type(name, into: &sample)
      desk.press([.escape, .end, .pageUp, .home, .character("m")])
    }
    if let row = try book.caseload(CaseloadFilter(.everybodys), limit: 1).first {
      for _ in 0..<50 {
        try book.log(
          Contact(
            id: book.mint(), caseID: row.caseID, workerID: book.worker.id, at: Date(), mode: .phone,
            minutes: 5, outcome: .attended, note: "Rang."))
      }
    }
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let line = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    let kibibytes = line?.split(whereSeparator: { !$0.isNumber }).first.flatMap { Double($0) }
    return (kibibytes ?? 0) / 1024
  }
}
