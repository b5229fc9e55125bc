// What somebody asked to have outside the casebook, as a file that only its owner can read.

import Foundation

/// Why a file was not written.
public enum PrivateFileError: Error, Equatable, CustomStringConvertible {
  case alreadyThere(String)
  case isFolder(String)
  case noFolder(String)
  case notWritten(String, String)

  public var description: String {
    switch self {
    case .alreadyThere(let path):
      "There is a file \(path) already. It was left as it is; choose another name."
    case .isFolder(let path): "\(path) is a folder: give the file a name. Nothing was written."
    case .noFolder(let path): "There is no folder \(path). Nothing was written."
    case .notWritten(let path, let why): "The file \(path) was not written: \(why)."
    }
  }
}

public enum PrivateFile {
  /// Writes a new file with mode 600; a file that is there is never written over.
  ///
  /// - Throws: ``PrivateFileError``; then nothing is left behind.
  public static func write(_ text: String, to file: URL) throws {
    let folder = file.deletingLastPathComponent().path
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue
    else { throw PrivateFileError.noFolder(folder) }
    // Made exclusively, so that neither a file nor a link that stands there is followed.
    let descriptor = open(file.path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else {
      let code = errno
      if FileManager.default.fileExists(atPath: file.path, isDirectory: &isFolder),
        isFolder.boolValue
      {
        throw PrivateFileError.isFolder(file.path)
      }
      if code == EEXIST { throw PrivateFileError.alreadyThere(file.path) }
      throw PrivateFileError.notWritten(file.path, String(cString: strerror(code)))
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    do {
      try handle.write(contentsOf: Data(text.utf8))
      try handle.synchronize()
    } catch {
      unlink(file.path)
      throw PrivateFileError.notWritten(file.path, "the disk is full or was taken away")
    }
  }
}
