// What was said with groups, and what they answer.

import Casework
import Foundation
import Testing

@testable import Casebook

@Suite("Groups")
struct GroupStoreTests {
  @Test("a group that people were sent to is due to be asked, until it has answered")
  func survey() throws {
    let scratch = try ScratchBook(people: 30)
    let book = scratch.book
    let today = ScratchBook.today
    let groups = try book.surveyedGroups(on: today)
    let first = try #require(groups.first)
    #expect(first.isDue(GroupSurvey(), on: today))
    #expect(first.sent > 0)
    let response = SurveyResponse(
      id: book.mint(), assetID: first.assetID, on: today,
      answers: ["received": "3", "support": "“chairs”\nand \u{0} tea"], workerID: book.worker.id)
    try book.keep(response)
    #expect(try book.surveyResponses(of: first.assetID) == [response])
    let after = try #require(
      try book.surveyedGroups(on: today).first { $0.assetID == first.assetID })
    #expect(!after.isDue(GroupSurvey(), on: today))
    #expect(after.isDue(GroupSurvey(), on: today.adding(months: 3)))
  }

  @Test("talks with a group come back, the latest first")
  func contacts() throws {
    let scratch = try ScratchBook()
    let book = scratch.book
    let asset: Identifier<Asset> = Identifier("canal-sketchers")
    let contacts = (0..<3).map { hour in
      GroupContact(
        id: book.mint(), assetID: asset, at: Date(timeIntervalSince1970: Double(hour) * 3600),
        with: "Tom", note: "two places free", workerID: book.worker.id)
    }
    for contact in contacts { try book.log(contact) }
    #expect(try book.contacts(withGroup: asset) == contacts.reversed())
    _ = try book.undo()
    #expect(try book.contacts(withGroup: asset).count == 2)
  }
}
