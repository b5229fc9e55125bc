// `swift run -c release benchmarks`: makes a casebook of a made-up town, measures
// what the design sets budgets for, and prints a table.

import ArgumentParser
import Foundation

/// The whole of the benchmark.
struct Benchmarks: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "benchmarks",
    abstract: "Measures Fingerpost on a made-up town, beside the budgets of its design.")

  @Option(help: "How many people the casebook holds.")
  var people = 10_000

  @Flag(help: "Print a JSON array instead of a table.")
  var json = false

  @Option(help: "Measure only what has all these words in its name.")
  var only = ""

  @Flag(help: "Count the processor's time, not the clock's, on a machine that is busy.")
  var processorTime = false

  @Option(help: "Name every key on the desk that took longer than these milliseconds.")
  var tellOver: Double?

  nonisolated(unsafe) private(set) static var tellsOver: Double?

  @Option(help: .hidden)
  var use: String?

  @Option(help: .hidden)
  var bringIn: String?

  @Option(help: "Keep the casebook in this folder and use it again if it is there.")
  var keep: String?

  mutating func run() throws {
    if let use, let bringIn {
      // The child in which a directory is brought in.
      let (file, folder) = (URL(fileURLWithPath: bringIn), URL(fileURLWithPath: use))
      print(try DirectoryRows.child(file, into: folder))
      return
    }
    if let use {
      // The child whose memory is measured.
      print(try MemoryOfUse.peak(using: URL(fileURLWithPath: use)))
      return
    }
    Self.tellsOver = tellOver
    let town = try BenchmarkTown(people: people, keep: keep)
    defer { town.remove() }
    let rows = try Suite(town: town, only: only).rows { row in
      if !json { FileHandle.standardOutput.write(Data((RowTable.line(row) + "\n").utf8)) }
    }
    if json {
      let encoder = JSONEncoder()
      encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
      print(String(decoding: try encoder.encode(rows), as: UTF8.self))
    } else {
      RowTable.printEnd(of: rows)
    }
  }
}

Benchmarks.main()
