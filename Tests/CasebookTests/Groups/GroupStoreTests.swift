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

  @Test("of two groups linked as one, who was sent, what was said and what is due stand together")
  func twins() throws {
    let scratch = try ScratchBook(people: 30)
    let book = scratch.book
    let today = ScratchBook.today
    let before = try book.surveyedGroups(on: today)
    try #require(before.count > 2)
    let (kept, other) = (before[0], before[1])
    let linked = try [kept, other].map { try book.prescriptionStories(ofAsset: $0.assetID) }
    let talk = GroupContact(
      id: book.mint(), assetID: other.assetID, at: Date(timeIntervalSince1970: 60), with: "Sam",
      note: "two places", workerID: book.worker.id)
    try book.log(talk)
    try book.decide(kept: kept.assetID, other: other.assetID, areSame: true, on: today)

    let stories = try book.prescriptionStories(ofAsset: kept.assetID)
    #expect(
      Set(stories.map(\.prescription.id)) == Set(linked.flatMap { $0 }.map(\.prescription.id)))
    #expect(try book.contacts(withGroup: kept.assetID).map(\.note) == ["two places"])
    let groups = try book.surveyedGroups(on: today)
    #expect(groups.count == before.count - 1)
    let one = try #require(groups.first { $0.assetID == kept.assetID })
    #expect(one.sent == kept.sent + other.sent && one.name == kept.name)
    #expect(one.lastSentOn == max(kept.lastSentOn, other.lastSentOn))
    #expect(one.isDue(GroupSurvey(), on: today))
    #expect(!groups.contains { $0.assetID == other.assetID })

    // What either answered is what the one answered, and it is not asked again.
    try book.keep(
      SurveyResponse(
        id: book.mint(), assetID: other.assetID, on: today, answers: ["received": "3"],
        workerID: book.worker.id))
    #expect(try book.surveyResponses(of: kept.assetID).count == 1)
    #expect(try book.surveyResponses().map(\.assetID) == [kept.assetID])
    let asked = try #require(
      try book.surveyedGroups(on: today).first { $0.assetID == kept.assetID })
    #expect(!asked.isDue(GroupSurvey(), on: today))

    // Parted again, each has its own.
    try book.part(kept.assetID, other.assetID)
    #expect(try book.surveyedGroups(on: today).count == before.count)
    #expect(
      try book.prescriptionStories(ofAsset: kept.assetID).map(\.prescription.id)
        == linked[0].map(\.prescription.id))
    #expect(try book.contacts(withGroup: kept.assetID).isEmpty)
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
