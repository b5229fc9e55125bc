// What is being typed, beside other programs' work.

import Casework
import Foundation
import TestBooks
import Testing

@testable import Casebook

@Suite("Drafts beside another program")
struct DraftTests {
  @Test("while another program writes at length, a draft is put off at once and kept after it")
  func busy() throws {
    let scratch = try ScratchBook()
    let other = try Casebook.open(at: scratch.folder, passphrase: ScratchBook.passphrase)
    defer { other.close() }
    let draft = Draft(
      form: "contact", caseID: "", fields: ["note": "the allotment"], at: Date())
    try other.write("A long import") { _ in
      let start = ContinuousClock.now
      #expect(throws: CasebookError.busy) { try scratch.book.keep(draft) }
      // A save waits for five seconds.
      #expect(ContinuousClock.now - start < .seconds(3))
    }
    try scratch.book.keep(draft)
    #expect(try other.draft(form: "contact")?.fields == draft.fields)
  }
}
