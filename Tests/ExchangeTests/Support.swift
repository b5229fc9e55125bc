// Folders for tests, and the examples that lie beside the project.

import Casebook
import Casework
import Foundation
import TestBooks

@testable import Exchange

/// A folder of its own for one test, gone when the test is.
final class Scratch {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-exchange-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  @discardableResult
  func file(_ name: String, _ text: String) throws -> URL { try file(name, Array(text.utf8)) }

  @discardableResult
  func file(_ name: String, _ bytes: [UInt8]) throws -> URL {
    let place = url.appendingPathComponent(name)
    try FileManager.default.createDirectory(
      at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data(bytes).write(to: place)
    return place
  }

  func casebook() throws -> Casebook {
    try NewCasebook.make(at: url.appendingPathComponent("casebook-\(UUID().uuidString)"))
  }
}

/// The examples of the two standards, which are not ours to copy.
enum SharedData {
  static let folder: URL = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("shared/data")

  static let isThere: Bool = {
    let found = FileManager.default.fileExists(
      atPath: folder.appendingPathComponent("hsds-3.0").path)
    if !found { print("Skipped: the examples are not at \(folder.path)") }
    return found
  }()

  static func url(_ path: String) -> URL { folder.appendingPathComponent(path) }
}

/// What came of reading a file into a directory that was empty.
struct TriedImport {
  var report: ImportReport
  /// In the order in which they came, by kind.
  var records: [DirectoryRecord] = []
  var isBroken = false
}

extension DirectoryImporter {
  /// Reads a file, and says what was in it or what was wrong with it.
  static func read(_ path: URL) throws -> TriedImport {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    defer { casebook.close() }
    do {
      let report = try run(path: path, into: casebook)
      return TriedImport(report: report, records: try casebook.directoryRecords())
    } catch ImportError.refused(let report) {
      return TriedImport(report: report)
    } catch ImportError.broken(let report) {
      return TriedImport(report: report, isBroken: true)
    }
  }
}

extension Casebook {
  /// Every record of the directory.
  func directoryRecords() throws -> [DirectoryRecord] {
    try readDirectory { records in
      var all: [DirectoryRecord] = []
      for entity in DirectoryEntity.allCases {
        try records.each(entity) { all += $0.map(\.record) }
      }
      return all
    }
  }

  /// What the directory says, whatever way its records came in: each record’s own
  /// words, and which records it belongs to. Where one record stands in several, which
  /// of them its own column names says nothing.
  func directoryMeaning() throws -> [String] {
    var facts: Set<String> = []
    for record in try directoryRecords() {
      if record.entity == .nesting {
        facts.insert(
          "\(record.text("child_entity")) \(record.text("child_id")) \(record.text("field")) → \(record.text("parent_id"))"
        )
        continue
      }
      facts.insert("\(record.entity.rawValue) \(record.id)")
      for field in record.entity.fields where !field.isOurs {
        guard let value = record.fields[field.name], value != .blank else { continue }
        let arrow = field.isReference ? " → " : " = "
        facts.insert("\(record.entity.rawValue) \(record.id) \(field.name)\(arrow)\(value.text)")
      }
      for (key, value) in record.extra {
        facts.insert("\(record.entity.rawValue) \(record.id) +\(key) \(value)")
      }
    }
    return facts.sorted()
  }
}

let someDay = Day(number: 20_780)  // 23/11/2026
