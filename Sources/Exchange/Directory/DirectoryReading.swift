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
  /// Kept as it is written, and worth a look.
  case warning(ImportFault, entity: DirectoryEntity, id: String)
  /// About the file as a whole.
  case note(String)
  /// A page of several, and what it says of itself.
  case page(DirectoryJSONReader.Page, file: String)
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
