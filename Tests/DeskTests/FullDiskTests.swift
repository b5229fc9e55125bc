// The disk is full while somebody sits at the desk. A limit on how far files may grow stands
// in for the disk; a process can only set it for itself, so each story has one of its own.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

#if canImport(Glibc)
  import Glibc
#endif

@testable import Desk

@Suite("A full disk, at the desk")
struct FullDiskTests {
  @Test("a line of a plan that cannot be saved stays in its line")
  func plan() async {
    await #expect(processExitsWith: .success) {
      let test = TestBook()
      let desk = try test.desk()
      desk.press("Enter", "Tab", "Enter").press("Ctrl-A").type("Swimming in the sea")
      fillDisk()
      desk.press("Enter")
      try hold(desk.shows("The disk is full"), 33)
      desk.press("Enter").waits()
      try hold(desk.shows("Swimming in the sea"), 34)
      makeRoom()
      desk.press("Enter").waits()
      try hold(!desk.shows("The disk is full"), 35)
      let id = try #require(desk.application.person?.caseID)
      let plan = try #require(try desk.application.book?.caseRecord(id)?.plan)
      try hold(plan.entries.contains { $0.text == "Swimming in the sea" }, 36)
      try hold(#require(desk.application.book).verify() == [], 37)
    }
  }
}

/// Ends the child at once where something does not hold. Its exit code tells what.
private func hold(_ holds: @autoclosure () throws -> Bool, _ code: Int32) throws {
  if try !holds() { exit(code) }
}

private func fillDisk() {
  signal(SIGXFSZ, SIG_IGN)
  limitFiles(to: 0)
}

private func makeRoom() { limitFiles(to: nil) }

private func limitFiles(to bytes: rlim_t?) {
  let resource = __rlimit_resource_t(UInt32(RLIMIT_FSIZE.rawValue))
  var limit = rlimit()
  getrlimit(resource, &limit)
  limit.rlim_cur = bytes ?? limit.rlim_max
  setrlimit(resource, &limit)
}
