// The service's own settings in the casebook: kept, undone, and at work at once.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("The service's settings in the casebook")
struct ServiceSettingStoreTests {
  @Test("a changed setting is kept, has a history, and is taken back by undo")
  func keptAndUndone() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    #expect(try book.setting(ServicePolicy.self) == ServicePolicy())
    let changed = ServicePolicy(firstContactWorkingDays: 2, quietDays: 14)
    try book.keep(changed)
    #expect(try book.setting(ServicePolicy.self) == changed)
    #expect(try book.isChanged(ServicePolicy.self))
    #expect(try book.nextUndo()?.name == "Change the service’s “Clocks”")
    _ = try book.undo()
    #expect(try book.setting(ServicePolicy.self) == ServicePolicy())
    _ = try book.redo()
    #expect(try book.setting(ServicePolicy.self) == changed)
    try book.reset(ServicePolicy.self)
    #expect(try book.setting(ServicePolicy.self) == ServicePolicy())
  }

  @Test("other clocks run on every open case at once, and undoing them runs the old ones again")
  func clocksRun() throws {
    let scratch = try ScratchBook(people: 20)
    let book = scratch.book
    func lines() throws -> [String] {
      try book.read {
        try String.fetchAll(
          $0, sql: "SELECT case_id || ifnull(due_on, '') FROM case_line ORDER BY case_id")
      }
    }
    let before = try lines()
    try book.keep(
      ServicePolicy(triageWorkingDays: 20, firstContactWorkingDays: 40, quietDays: 90))
    let after = try lines()
    #expect(after != before)
    #expect(book.verify().isEmpty)
    _ = try book.undo()
    #expect(try lines() == before)
  }

  @Test("values that cannot be used are refused, and what was there stays")
  func refused() throws {
    let scratch = try ScratchBook()
    #expect(throws: ServiceSettingError.self) {
      try scratch.book.keep(ServicePolicy(firstContactTries: 0))
    }
    #expect(try scratch.book.isChanged(ServicePolicy.self) == false)
  }
}
