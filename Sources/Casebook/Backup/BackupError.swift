// What can go wrong with a copy of the casebook, each as the sentence that a
// person reads.

import Foundation

/// Why a copy was not made, or could not be put back.
public enum BackupError: Error, Equatable, CustomStringConvertible, LocalizedError {
  case alreadyThere(String)
  case noSuchFile(String)
  case notACopy(String)
  case damaged(String, what: String)
  case newerVersion(Int)
  case notSound(String)
  case noRoom(needed: Int64, free: Int64)
  case notWritten(String, reason: String)
  case inUse(String)

  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .alreadyThere(let path):
      "There is a file \(path) already. It was left as it is, and no copy was made. Name another file, or say --force to replace it."
    case .noSuchFile(let path): "There is no file \(path). Nothing was changed. Check its name."
    case .notACopy(let path):
      "\(path) is not a Fingerpost copy, or its end is missing. Nothing was changed. Try another copy."
    case .damaged(let path, let what):
      "The copy \(path) is damaged: \(what). It was not used and nothing was changed. Try another copy."
    case .newerVersion(let version):
      "That copy was made by a newer Fingerpost (copy version \(version)). Nothing was changed. Install that version to use it."
    case .notSound(let what):
      "The copy was not kept, because it is not sound: \(what). The casebook and the copies made before are as they were. Run “fingerpost verify”."
    case .noRoom(let needed, let free):
      "There is too little room for a copy: it needs \(Self.mebibytes(needed)), and \(Self.mebibytes(free)) are free. The casebook and the copies made before are kept. Free some space, or copy to another disk with “fingerpost backup FILE”."
    case .notWritten(let path, let reason):
      "The copy \(path) could not be written: \(reason). The casebook and the copies made before are kept. Try another place."
    case .inUse(let path):
      "The casebook in \(path) is open in another Fingerpost. Nothing was changed. Close it and try again."
    }
  }

  private static func mebibytes(_ bytes: Int64) -> String { "\((bytes >> 20) + 1) MB" }

  /// The sentence for what the system last said about `path`.
  static func fromSystem(_ path: String, code: Int32 = errno) -> BackupError {
    .notWritten(path, reason: code == EFBIG ? "the disk is full" : String(cString: strerror(code)))
  }
}
