// What the sealing costs: the same work on a sealed and on a plain database, as
// ratios.

import Casebook
import Foundation

enum SealingRows {
  static let names = [
    "sealed / plain: bulk insert", "sealed / plain: 1,000 durable single writes",
    "sealed / plain: full scan, cold cache", "sealed / plain: prefix search",
    "sealed / plain: whole mix",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let (folder, book) = try town.sealedFolder()
    defer {
      book.close()
      try? FileManager.default.removeItem(at: folder)
    }
    let pair = Pair(
      sealed: try WorkBase(path: folder.appendingPathComponent("work.db").path, vfs: nil),
      plain: try WorkBase(
        path: folder.appendingPathComponent("plain.db").path, vfs: "unix"))
    defer {
      pair.sealed.close()
      pair.plain.close()
    }
    let work = SealingWork(people: town.people)
    let batches = (town.people + SealingWork.batch - 1) / SealingWork.batch
    let inserts = try pair.ratio(turns: batches) { try work.insert(batch: $0, into: $1) }
    let writes = try pair.ratio(turns: 1_000) { try work.write($0, to: $1) }
    let scans = try pair.ratio(turns: town.people >= 500_000 ? 5 : 21) { turn, base in
      try base.reopen()
      return { try work.scan(base) }
    }
    let searches = try pair.ratio(turns: 400) { try work.search($0, in: $1) }
    let mixture = try pair.ratio(turns: 200) { try work.mixture($0, on: $1) }
    return zip(names, [inserts, writes, scans, searches, mixture]).map { name, ratio in
      BenchmarkRow(name, town, ratio, "×", budget: 1.3)
    }
  }

  /// Two databases that take turns.
  struct Pair {
    let sealed: WorkBase
    let plain: WorkBase

    /// The median turn of the one over the median turn of the other.
    func ratio(turns: Int, _ turn: @escaping (Int, WorkBase) throws -> Void) throws -> Double {
      try ratio(turns: turns) { number, base in { try turn(number, base) } }
    }

    /// As above; what `prepare` does before it returns the work is not measured.
    func ratio(turns: Int, _ prepare: (Int, WorkBase) throws -> () throws -> Void) throws -> Double
    {
      var ours = Sample()
      var theirs = Sample()
      for number in 0..<turns {
        // Whoever goes second finds the machine as the first has left it.
        let sealedFirst = number % 2 == 0
        for isSealed in [sealedFirst, !sealedFirst] {
          let work = try prepare(number, isSealed ? sealed : plain)
          if isSealed { try ours.measure(work) } else { try theirs.measure(work) }
        }
      }
      return ours.median / theirs.median
    }
  }
}

/// SQLCipher on the same work, where Python has it.
enum SQLCipherRows {
  static let names = [
    "SQLCipher / plain: bulk insert", "SQLCipher / plain: 1,000 durable single writes",
    "SQLCipher / plain: full scan, cold cache", "SQLCipher / plain: prefix search",
    "SQLCipher / plain: whole mix",
  ]

  static func measure(_ town: BenchmarkTown) throws -> [BenchmarkRow] {
    let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("SQLCipher/compare.py")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["python3", script.path, "--people", "\(town.people)", "--json"]
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TMPDIR": town.folder.path]) { _, ours in ours }
    let pipe = Pipe()
    process.standardOutput = pipe
    try process.run()
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    // The script has said why on standard error.
    guard process.terminationStatus == 0 else { return [] }
    return (try? JSONDecoder().decode([BenchmarkRow].self, from: output)) ?? []
  }
}
