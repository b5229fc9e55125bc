// What every reader of a directory gives: findings, one at a time, so that a
// reader which streams can take the place of one that does not.

import Casework
import Foundation

/// One thing found in a file.
enum DirectoryFinding {
  /// A record that is right, and where it stands.
  case record(DirectoryRecord, file: String, place: String)
  /// A record that is wrong: it is left out, or stops the import.
  case fault(ImportFault, entity: DirectoryEntity?, id: String)
  /// A record that is wrong, whole as it was written, with what stood in it: it is listed
  /// so that it can be put right and imported.
  case leftOut(LeftOutRecord)
  /// Kept as it is written, and worth a look.
  case warning(ImportFault, entity: DirectoryEntity, id: String)
  /// About the file as a whole.
  case note(String)
  /// A page of several, and what it says of itself.
  case page(DirectoryJSONReader.Page, file: String)
}

extension DirectoryFinding {
  /// Why a record is wrong; nil for any other finding.
  var fault: ImportFault? { if case .fault(let fault, _, _) = self { fault } else { nil } }

  /// Whether it is a record, right or wrong.
  var isRecord: Bool {
    switch self {
    case .record, .leftOut: true
    case .fault, .warning, .note, .page: false
    }
  }
}

/// A record that an import leaves out.
struct LeftOutRecord {
  var entity: DirectoryEntity
  var members: [JSONValue.Member]
  var nestedIn: DirectoryNesting?
  var faults: [ImportFault]

  /// The record as it is listed: with where it stood, and why it was left out.
  var object: JSONValue {
    let why = faults.map { fault in
      fault.field.isEmpty ? fault.reason : "\(fault.field): \(fault.reason)"
    }
    let own = [DirectoryShared.leftOutBecause, DirectoryShared.stoodIn]
    var members = [
      JSONValue.Member(DirectoryShared.leftOutBecause, .string(why.joined(separator: "; ")))
    ]
    if let nestedIn {
      members.append(
        JSONValue.Member(
          DirectoryShared.stoodIn,
          .object([
            JSONValue.Member("field", .string(nestedIn.field)),
            JSONValue.Member("parent", .string(nestedIn.parent.rawValue)),
            JSONValue.Member("id", .string(nestedIn.parentID)),
          ])))
    }
    return .object(members + self.members.filter { !own.contains($0.key) })
  }
}

extension DirectoryNesting {
  /// What a list of left-out records says of where one stood; nil where it says nothing
  /// that can be.
  init?(_ value: JSONValue) {
    guard case .object(let members) = value else { return nil }
    func text(_ key: String) -> String {
      members.first { $0.key == key }?.value.plain ?? ""
    }
    guard let parent = DirectoryEntity(rawValue: text("parent")), !text("id").isEmpty else {
      return nil
    }
    self.init(field: text("field"), parent: parent, parentID: text("id"))
  }
}

/// Reads a file, or a folder of them.
protocol DirectoryReader {
  /// Told how many bytes each piece has that is read. What it throws ends the reading.
  var told: (Int) throws -> Void { get set }

  /// Gives every finding in the order of the file, children before the record that
  /// they stand in.
  ///
  /// - Throws: ``ImportError`` when there is nothing to read; ``ImportFault`` when the
  ///   file is broken and reading cannot go on.
  func read(_ found: (DirectoryFinding) throws -> Void) throws
}

enum DirectoryLimits {
  /// The largest file that is read, in MiB. It is read a piece at a time; beyond this
  /// it is no list of local services.
  static let megabytes = 16 * 1_024
  /// Records of one import.
  static let records = 20_000_000
  /// Faults after which reading stops: it is another file than it should be.
  static let faults = 10_000
  /// Warnings that are kept; more are counted.
  static let warnings = 1_000
  /// Characters of an id.
  static let idLength = 200
}
