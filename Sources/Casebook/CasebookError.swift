// What can go wrong with a casebook, each as the sentence that a person reads:
// what happened, what was kept, what to do next.

import Foundation
import GRDB

/// Why a casebook could not do what was asked.
public enum CasebookError: Error, Equatable, CustomStringConvertible, LocalizedError {
  case alreadyThere(String)
  case notThere(String)
  case noSuchFolder(String, reason: String)
  case newerVersion(String)
  case damaged(String)
  case diskFull
  case readOnly(String)
  case busy
  case noSuchPerson(String)
  case manyPeople(String, found: [String])
  case noSuchRecord(String)
  case nothingToUndo
  case changedSince(String)
  /// The next thing to undo is that a plan was agreed, which is taken back instead.
  case agreementStands
  case unknownCode(column: String, value: String)
  case tableWithoutID(String)
  case writeOutsideAction
  case refused(String)
  case store(String)

  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .alreadyThere(let path):
      "There is a casebook in \(path) already. Nothing was changed. Open it, or name another folder with --casebook."
    case .notThere(let path):
      "There is no casebook in \(path). Make one with “fingerpost init --name NAME”, or name its folder with --casebook."
    case .noSuchFolder(let path, let reason):
      "The folder \(path) cannot be used: \(reason). Nothing was changed. Choose another with --casebook."
    case .newerVersion(let version):
      "This casebook was made by a newer Fingerpost (\(version)). It was not opened or changed. Install that version to use it."
    case .damaged(let what):
      "The casebook is damaged: \(what). It was not changed. Restore the last good backup, and keep this folder until you have."
    case .diskFull:
      "The disk is full. Everything saved before is kept; this last change was not saved. Free some space and do it again."
    case .readOnly(let path):
      "The casebook in \(path) cannot be written to. Nothing was changed. Check the folder’s permissions."
    case .busy:
      "Another Fingerpost is writing to this casebook. This change was not saved. Try again in a moment."
    case .noSuchPerson(let name):
      "Nobody here is found by “\(name)”. Try part of a name, an NHS number or a postcode."
    case .manyPeople(let name, let found):
      "“\(name)” finds several people. Use more of the name, the NHS number, or an id:\n"
        + found.prefix(8).map { "  \($0)" }.joined(separator: "\n")
        + (found.count > 8 ? "\n  and others" : "")
    case .noSuchRecord(let what):
      "The \(what) is not in this casebook any more. Nothing was changed."
    case .nothingToUndo: "There is nothing to undo."
    case .changedSince(let name):
      "“\(name)” cannot be undone, because something it changed has been changed again since. Nothing was changed."
    case .agreementStands:
      "The plan was agreed, and an agreed version is kept. Nothing was changed. Take the agreement back with its reason instead."
    case .unknownCode(let column, let value):
      "The record holds “\(value)” as \(column), which this version does not know. It was kept as it is. A newer Fingerpost may have written it."
    case .tableWithoutID(let table):
      "The table \(table) has no id column, so it cannot have a history."
    case .writeOutsideAction: "A change without a named action was refused."
    case .refused(let why): why
    case .store(let message):
      "The casebook’s store gave an error: \(message). Everything saved before is kept; this last change was not saved."
    }
  }

  /// The sentence for an error of the store underneath.
  static func from(_ error: any Error, path: String) -> any Error {
    guard let error = error as? DatabaseError else { return error }
    switch error.resultCode {
    case .SQLITE_FULL: return CasebookError.diskFull
    case .SQLITE_READONLY, .SQLITE_PERM: return CasebookError.readOnly(path)
    case .SQLITE_BUSY, .SQLITE_LOCKED: return CasebookError.busy
    case .SQLITE_CORRUPT, .SQLITE_NOTADB:
      return CasebookError.damaged(named(path) ?? error.message ?? "its pages do not fit together")
    case .SQLITE_IOERR:
      if error.extendedResultCode == .SQLITE_IOERR_WRITE
        || error.extendedResultCode == .SQLITE_IOERR_FSYNC
        || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
      {
        return CasebookError.diskFull
      }
      return CasebookError.damaged(named(path) ?? error.message ?? "a page could not be read")
    default: return CasebookError.store(error.message ?? "code \(error.resultCode.rawValue)")
    }
  }

  /// What the sealed files below `path` last refused: the page, by its number.
  private static func named(_ path: String) -> String? {
    Damage.latest(at: URL(fileURLWithPath: path))
  }
}
