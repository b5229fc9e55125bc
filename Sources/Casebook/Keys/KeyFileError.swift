// What can be wrong with keys.json or with what somebody typed, each as the
// sentence that a person reads.

import Foundation

/// Why a casebook's keys could not be read, opened or changed.
public enum KeyFileError: Error, Equatable, CustomStringConvertible, LocalizedError {
  /// No slot opens with this passphrase.
  case wrongPassphrase
  /// The recovery key is well formed, but isn't this casebook's.
  case wrongRecoveryKey
  /// What was typed isn't a recovery key: a letter is missing or mistyped.
  case mistypedRecoveryKey
  case emptyPassphrase
  /// Somebody else in this casebook uses the same passphrase.
  case passphraseTaken
  /// The slot to change or remove isn't there.
  case noSuchSlot
  /// Removing this slot would leave no passphrase.
  case lastPassphrase
  /// The worker's id or label is too long to keep.
  case ownerTooLong
  /// More slots than a keys.json may have.
  case tooManySlots
  case missing(path: String)
  case unreadable(path: String, reason: String)
  case tooLarge(bytes: Int)
  /// Not a keys.json, or one cut short. `detail` says where it stopped making sense.
  case damaged(detail: String)
  /// It was changed by something other than Fingerpost.
  case edited
  case newerVersion(Int)
  /// It asks for more work or memory than any casebook needs.
  case excessive(passes: UInt64, mebibytes: UInt64)
  /// The key given belongs to another casebook.
  case otherCasebook
  case outOfMemory
  /// The new keys.json couldn't be written; the old one is still there.
  case notWritten(path: String, reason: String)
  /// The key couldn't be handed to the sealed store.
  case notRegistered(path: String)

  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .wrongPassphrase:
      "That passphrase does not open this casebook. Nothing was changed. Check Caps Lock and try again, or use the recovery key."
    case .wrongRecoveryKey:
      "That is a recovery key, but not this casebook’s, or it has been withdrawn. Nothing was changed. Look for the sheet printed for this casebook."
    case .mistypedRecoveryKey:
      "That is not a whole recovery key: a letter or digit is missing or mistyped. Nothing was changed. Compare it with the printed sheet and try again."
    case .emptyPassphrase:
      "The passphrase is empty. Nothing was changed. Choose one; four or five words are easy to remember."
    case .passphraseTaken:
      "That passphrase cannot be used in this casebook. Nothing was changed. Choose a different one."
    case .noSuchSlot:
      "That way in is not in this casebook any more. Nothing was changed."
    case .lastPassphrase:
      "This is the last passphrase of the casebook, and without it nobody could get in. Nothing was changed. Add another person first."
    case .ownerTooLong:
      "The worker’s name is too long to keep with the passphrase. Nothing was changed. Use a name of at most \(SlotOwner.longest) letters."
    case .tooManySlots:
      "This casebook has as many ways in as it can keep (\(KeyFile.mostSlots)). Nothing was changed. Remove one that is no longer used."
    case .missing(let path):
      "The casebook’s keys are missing: there is no \(path). The records cannot be read without them. Put keys.json back from a backup."
    case .unreadable(let path, let reason):
      "The casebook’s keys in \(path) cannot be read: \(reason). Nothing was changed. Check the folder’s permissions."
    case .tooLarge(let bytes):
      "keys.json is \(bytes) bytes long, far more than keys need, and was not read. Nothing was changed. Put keys.json back from a backup."
    case .damaged(let detail):
      "keys.json is damaged: \(detail). The records were not touched. Put keys.json back from a backup."
    case .edited:
      "keys.json has been changed by something other than Fingerpost, so it is not trusted. The records were not touched. Put keys.json back from a backup."
    case .newerVersion(let version):
      "keys.json was written by a newer Fingerpost (key file version \(version)). Nothing was changed. Install that version to open this casebook."
    case .excessive(let passes, let mebibytes):
      "keys.json asks for \(mebibytes) MiB of memory and \(passes) passes to check a passphrase, which no Fingerpost wrote. Nothing was changed. Put keys.json back from a backup."
    case .otherCasebook:
      "That key belongs to another casebook. Nothing was changed."
    case .outOfMemory:
      "There is not enough memory to check the passphrase. Nothing was changed. Close some other programs and try again."
    case .notWritten(let path, let reason):
      "The new keys could not be written to \(path): \(reason). The old keys are kept and still work. Make room or check permissions, and try again."
    case .notRegistered(let path):
      "The casebook in \(path) could not be opened for reading: its folder is not there, or it is open under another key. Nothing was changed."
    }
  }
}
