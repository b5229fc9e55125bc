// Every sealed page of the main file and of the log, opened one by one through the
// sealing VFS. Not through a file descriptor of our own: closing one lets go of every
// lock that SQLite holds on that file in this process.

import CSealedVFS
import Foundation
import GRDB
import GRDBSQLite

extension Verification {
  private static let page = Int64(SEALED_PAGE_SIZE)
  private static let logHeader: Int64 = 32
  private static let frame: Int64 = 24 + page

  /// Opens every page. One that does not open is a finding, unless the log has it:
  /// then a checkpoint is at it, or was cut off, and will write it again.
  func checkPages() {
    tell(.pages, 0)
    var connection: OpaquePointer?
    let path = CasebookPaths(folder).database.path
    _ = Damage.latest(at: folder)
    let opened = sqlite3_open_v2(path, &connection, SQLITE_OPEN_READWRITE, nil)
    defer { sqlite3_close(connection) }
    guard opened == SQLITE_OK else {
      let why = Damage.latest(at: folder) ?? "the file cannot be opened"
      return found(Finding(.pages, Self.sentence(why)))
    }
    sqlite3_busy_timeout(connection, 5000)
    // A moment held still: the log cannot be begun anew while we read it.
    let began = sqlite3_exec(
      connection, "BEGIN; SELECT count(*) FROM sqlite_schema", nil, nil, nil)
    if began != SQLITE_OK {
      found(
        Finding(.pages, Self.sentence(Damage.latest(at: folder) ?? "its first page is no start")))
    }
    let inLog = checkLog(connection)
    guard let main = Self.file(connection, SQLITE_FCNTL_FILE_POINTER) else { return }
    let size = Self.size(of: main)
    let pages = size / Self.page
    var buffer = [UInt8](repeating: 0, count: Int(Self.page))
    for number in stride(from: Int64(1), through: pages, by: 1) {
      tell(.pages, Int(number), of: Int(pages))
      if inLog.contains(UInt32(number)) { continue }
      // A checkpoint elsewhere may be writing this very page.
      var code = SQLITE_IOERR
      for attempt in 0..<5 {
        if attempt > 0 { usleep(20_000) }
        code = Self.read(main, &buffer, at: (number - 1) * Self.page)
        if code == SQLITE_OK { break }
      }
      if code != SQLITE_OK {
        found(
          Finding(
            .pages,
            Self.sentence(
              Damage.latest(at: folder) ?? "page \(number) of casebook.db cannot be read")))
      }
    }
    if size % Self.page != 0, inLog.isEmpty {
      found(Finding(.pages, Self.sentence("casebook.db ends in the middle of a page")))
    }
    _ = Damage.latest(at: folder)
  }

  /// Opens every entry of the log that counts.
  ///
  /// - Returns: the pages that it holds.
  private func checkLog(_ connection: OpaquePointer?) -> Set<UInt32> {
    guard let log = Self.file(connection, SQLITE_FCNTL_JOURNAL_POINTER) else { return [] }
    let size = Self.size(of: log)
    guard size > Self.logHeader else { return [] }
    var header = [UInt8](repeating: 0, count: Int(Self.logHeader))
    guard Self.read(log, &header, at: 0) == SQLITE_OK else {
      found(
        Finding(.pages, Self.sentence(Damage.latest(at: folder) ?? "the log’s start is damaged")))
      return []
    }
    var pages: Set<UInt32> = []
    var broken: [Int64] = []
    var entry = [UInt8](repeating: 0, count: 24)
    for number in 0..<((size - Self.logHeader) / Self.frame) {
      tell(.pages, Int(number))
      if Self.read(log, &entry, at: Self.logHeader + number * Self.frame) != SQLITE_OK {
        broken.append(number)
        continue
      }
      // What is left from before the log was begun anew.
      if entry[8..<16] != header[16..<24] { break }
      // Behind a broken entry stands a good one: it was no write cut short.
      for number in broken {
        found(
          Finding(
            .pages, Self.sentence("entry \(number + 1) of the log casebook.db-wal does not open")))
      }
      broken = []
      pages.insert(entry[0..<4].reduce(0) { $0 << 8 | UInt32($1) })
    }
    _ = Damage.latest(at: folder)
    return pages
  }

  private static func sentence(_ what: String) -> String {
    "The file is damaged: \(what). What it held cannot be read; restore the last good copy."
  }

  private static func file(
    _ connection: OpaquePointer?, _ which: Int32
  ) -> UnsafeMutablePointer<sqlite3_file>? {
    var file: UnsafeMutablePointer<sqlite3_file>?
    guard sqlite3_file_control(connection, "main", which, &file) == SQLITE_OK,
      file?.pointee.pMethods != nil
    else { return nil }
    return file
  }

  private static func read(
    _ file: UnsafeMutablePointer<sqlite3_file>, _ buffer: inout [UInt8], at offset: Int64
  ) -> Int32 {
    guard let read = file.pointee.pMethods?.pointee.xRead else { return SQLITE_IOERR }
    return buffer.withUnsafeMutableBytes { read(file, $0.baseAddress, Int32($0.count), offset) }
  }

  private static func size(of file: UnsafeMutablePointer<sqlite3_file>) -> Int64 {
    var size: Int64 = 0
    _ = file.pointee.pMethods?.pointee.xFileSize?(file, &size)
    return size
  }
}
