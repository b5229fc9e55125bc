// The directory of a whole region: bringing it in from a file, and finding in it.

import Casebook
import Casework
import Exchange
import Foundation

enum DirectoryRows {
  /// Services of the file; a whole region's. Fewer for a quick look:
  /// `FINGERPOST_BENCHMARK_SERVICES=20000`.
  static let services =
    ProcessInfo.processInfo.environment["FINGERPOST_BENCHMARK_SERVICES"].flatMap(Int.init)
    ?? 200_000

  static let names = [
    "directory of \(services) services brought in, services a second",
    "directory of \(services) services brought in, peak memory",
    "directory of \(services), opened for finding the first time",
    "directory of \(services), search as you type, results and facets, p99",
    "directory of \(services), facet chosen, counts and list, p99",
    "directory of \(services), window of the list, p99",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let folder = town.folder.appendingPathComponent("region")
    let file = town.folder.appendingPathComponent("region.json")
    defer {
      try? FileManager.default.removeItem(at: folder)
      try? FileManager.default.removeItem(at: file)
    }
    try RegionFile.write(services, to: file)
    try Casebook.create(
      at: folder, passphrase: BenchmarkTown.passphrase, name: "Nobody", strength: .quick
    ).close()
    // In a process of its own, so that nothing else is in the memory that is measured.
    let (seconds, peak) = try bringIn(file, into: folder)
    let book = try Casebook.open(at: folder, passphrase: BenchmarkTown.passphrase)
    defer { book.close() }
    var values = [Double(services) / seconds, peak]
    values += try find(in: book)
    let units = ["/s", "MiB", "ms", "ms", "ms", "ms"]
    // The most that a search may take from key to painted screen is 16 ms; a facet is
    // a key like any other and may take 8.
    let budgets: [Double?] = [nil, nil, nil, 16, 16, 8]
    return zip(names, zip(values, zip(units, budgets))).map {
      BenchmarkRow($0.0, town, $0.1.0, $0.1.1.0, budget: $0.1.1.1)
    }
  }

  private static func find(in book: Casebook) throws -> [Double] {
    let today = BenchmarkTown.today
    var first = Sample()
    try first.measure { _ = try book.find(AssetQuery(), on: today, minute: 600) }
    var typing = Sample()
    for name in ["chess club", "youth theatre", "art on tuesday", "kelder", "swim", "music 77"] {
      var typed = ""
      for letter in name {
        typed.append(letter)
        var query = AssetQuery()
        query.words = typed
        try typing.measure {
          let found = try book.find(query, on: today, minute: 600)
          _ = try book.lines(of: found, in: 0..<min(40, found.count))
        }
      }
    }
    var facets = Sample()
    var query = AssetQuery()
    let steps: [(inout AssetQuery) -> Void] = [
      { $0.age = 12 }, { $0.days = [.saturday] }, { $0.costs = [.free] },
      { $0.kinds = ["arts", "nature"] }, { $0.parts = [.morning] }, { $0.open = .week },
      { $0.modes = [.inPerson] }, { $0.origin = nil }, { $0.age = nil }, { $0.costs = [] },
      { $0.order = .freshness }, { $0.days = [] }, { $0.kinds = [] }, { $0.order = .name },
    ]
    for step in (0..<9).flatMap({ _ in steps }) {
      step(&query)
      try facets.measure {
        let found = try book.find(query, on: today, minute: 600)
        _ = try book.lines(of: found, in: 0..<min(40, found.count))
      }
    }
    var windows = Sample()
    let all = try book.find(AssetQuery(), on: today, minute: 600)
    for step in 0..<100 {
      let start = all.count / 100 * step
      try windows.measure { _ = try book.lines(of: all, in: start..<min(start + 80, all.count)) }
    }
    return [
      first.median * 1000, typing.p99InMilliseconds, facets.p99InMilliseconds,
      windows.p99InMilliseconds,
    ]
  }

  // MARK: In a process of its own

  /// What the child says: seconds, and MiB at the peak.
  private static func bringIn(_ file: URL, into folder: URL) throws -> (Double, Double) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    process.arguments = ["--bring-in", file.path, "--use", folder.path]
    let out = Pipe()
    process.standardOutput = out
    try process.run()
    let data = out.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    let parts = String(decoding: data, as: UTF8.self).split(whereSeparator: \.isWhitespace)
      .compactMap { Double($0) }
    guard process.terminationStatus == 0, parts.count == 2 else {
      throw BenchmarkError.child("bringing in \(file.lastPathComponent)")
    }
    return (parts[0], parts[1])
  }

  /// Brings a file in; what the child does.
  static func child(_ file: URL, into folder: URL) throws -> String {
    let book = try Casebook.open(at: folder, passphrase: BenchmarkTown.passphrase)
    defer { book.close() }
    var sample = Sample()
    try sample.measure { _ = try DirectoryImporter.run(path: file, into: book) }
    let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
    let peak = status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }?
      .split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Double($0) }
    return "\(sample.median) \((peak ?? 0) / 1024)"
  }
}

/// A made-up region's directory as one page of JSON.
private enum RegionFile {
  static func write(_ count: Int, to url: URL) throws {
    try Data().write(to: url)
    let handle = try FileHandle(forWritingTo: url)
    var text = #"{"total_items":\#(count),"total_pages":1,"page_number":1,"contents":["#
    for number in 0..<count {
      text += (number == 0 ? "\n" : ",\n") + service(number)
      if text.utf8.count > 1_048_576 {
        try handle.write(contentsOf: Data(text.utf8))
        text = ""
      }
    }
    try handle.write(contentsOf: Data((text + "\n]}\n").utf8))
    try handle.close()
  }

  private static let kinds = [
    "Chess", "Youth theatre", "Art", "Swimming", "Music", "Nature walks", "Advice", "Counselling",
    "Homework", "Football", "Baking", "Befriending",
  ]
  private static let days = ["MO", "TU", "WE", "TH", "FR", "SA", "SU", "MO,WE", "SA,SU"]
  private static let terms = [
    "arts", "sport", "nature", "advice", "counselling", "volunteering", "learning", "befriending",
    "SEND", "Family support", "Health", "Transport",
  ]

  private static func id(_ kind: Int, _ number: Int) -> String {
    // Random as most publishers’ are, and always the same.
    var generator = SeededGenerator(seed: UInt64(kind) << 40 | UInt64(number))
    func hexadecimal(_ digits: Int) -> String {
      let text = String(generator.next() & (1 << UInt64(digits * 4) - 1), radix: 16)
      return String(repeating: "0", count: digits - text.count) + text
    }
    return
      "\(hexadecimal(8))-\(hexadecimal(4))-4\(hexadecimal(3))-a\(hexadecimal(3))-\(hexadecimal(12))"
  }

  private static func service(_ number: Int) -> String {
    let body = number / 20
    let place = number / 8
    let kind = kinds[number % kinds.count]
    let low = number % 16
    let monthly = number % 11 == 0
    let day = monthly ? "1\(days[number % 7])" : days[number % days.count]
    let north = 53 + Double(place * 7919 % 10_000) / 10_000
    let west = -1 - Double(place * 104_729 % 10_000) / 10_000
    let term = number % terms.count
    return """
      {"id":"\(id(1, number))","name":"\(kind) \(["club", "group", "for all", "on tuesday"][number % 4]) \(number % 9_973)",\
      "description":"\(kind) in good company, for whoever comes. Turn up, or ring first.","status":"\(number % 17 == 0 ? "inactive" : "active")",\
      "minimum_age":\(low),"maximum_age":\(low + 9),"last_modified":"2026-0\(number % 9 + 1)-11T09:00:00Z",\
      "organization":{"id":"\(id(2, body))","name":"Kelderwick body \(body)","description":"Works with people."},\
      "schedules":[{"id":"\(id(3, number))","freq":"\(monthly ? "MONTHLY" : "WEEKLY")","interval":1,"byday":"\(day)","opens_at":"\(9 + number % 10 < 10 ? "0" : "")\(9 + number % 10):00","closes_at":"\(11 + number % 10):00"\(number % 5 == 0 ? ",\"description\":\"Term time only\"" : "")}],\
      "service_at_locations":[{"id":"\(id(4, number))","location":{"id":"\(id(5, place))","location_type":"physical","name":"Hall \(place)",\
      "latitude":\(north),"longitude":\(west),"addresses":[{"id":"\(id(6, place))","address_1":"\(place % 90 + 1) Ropewalk","city":"Kelderwick","postal_code":"QX\(place % 9 + 1) 1AA","country":"GB","address_type":"physical"}]}}],\
      "cost_options":[{"id":"\(id(7, number))","amount":\(number % 3 == 0 ? 0 : number % 7),"currency":"gbp"}],\
      "phones":[{"id":"\(id(8, number))","number":"01632 96\(1000 + number % 9000)"}],\
      "attributes":[{"id":"\(id(9, number))","link_type":"service","taxonomy_term":{"id":"\(id(10, term))","name":"\(terms[term])"}}]}
      """
  }
}
