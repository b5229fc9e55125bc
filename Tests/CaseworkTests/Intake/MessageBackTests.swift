// What the referrer and the GP practice are told when a case closes, under the standard's
// own names, with plain words beside them for the person who sees it first.

import Foundation
import Testing

@testable import Casework

@Suite("The message back")
struct MessageBackTests {
  static let day = TimelineTests.start

  static func message(signpost: Bool = true) -> MessageBack {
    var record = TimelineTests.record()
    record.person.nhsNumber = try? NHSNumber("9990000018")
    record.person.gpPractice = "Mill Lane Surgery"
    record.case.need = "isolation"
    if signpost {
      record.prescriptions.append(
        PrescribedAsset(
          prescription: Prescription(
            id: Identifier("s"), caseID: record.case.id, assetID: Identifier("asset"),
            kind: .signpost, on: day, workerID: Identifier("worker")),
          assetName: "Canal Sketchers"))
    }
    return MessageBack(
      record: record,
      closing: Closing(on: day.adding(days: 40), reason: .goalsMet, note: "well done"),
      outcomes: [
        GoalOutcome(
          id: Identifier("o"), caseID: record.case.id, goalID: Identifier("goal"), kind: .met,
          note: "I did it")
      ], worker: "Priya Nair")
  }

  @Test("has the standard’s section names, in its order, with plain words beside each")
  func headings() {
    let sections = Self.message().sections(toPractice: true)
    #expect(
      sections.map(\.heading.rawValue) == [
        "Person demographics", "GP practice", "Referral details", "Contacts with professionals",
        "Presenting complaints or issues", "Clinical summary", "Services and care",
        "Signpost details", "Plan and requested actions", "Care and support plan",
      ])
    let body = Self.message().body(toPractice: true)
    #expect(body.contains("REFERRAL DETAILS (the referral)\n"))
    #expect(body.contains("CARE AND SUPPORT PLAN (goals, and what became of them)\n"))
    #expect(body.contains("Goal: Take the bus (got there: I did it)"))
    #expect(body.hasSuffix("Priya Nair\nSocial prescribing, \(Self.day.adding(days: 40).british)"))
  }

  @Test(
    "every name is one of the standard’s",
    .enabled(if: Self.standard != nil, "the outline of the standard is not here"))
  func names() throws {
    let outline = try #require(Self.standard)
    let sections = outline.split(separator: "\n").filter { !$0.hasPrefix(" ") }.map {
      $0.split(separator: " [").first.map(String.init) ?? ""
    }
    var place = -1
    for heading in MessageBack.Heading.allCases {
      let found = sections.firstIndex { $0.lowercased() == heading.rawValue.lowercased() }
      #expect(found != nil, "\(heading.rawValue)")
      #expect(found.map { $0 > place } ?? false, "\(heading.rawValue) is out of order")
      place = found ?? place
    }
  }

  /// The outline of the standard, where it lies beside the project.
  static let standard: String? = {
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    let file = root.deletingLastPathComponent()
      .appendingPathComponent("shared/data/prsb/social-prescribing-v1.1-outline.txt")
    return try? String(contentsOf: file, encoding: .utf8)
  }()

  @Test("a referrer is told neither NHS number nor practice nor risks")
  func referrer() {
    var message = Self.message()
    let risk = Risk(
      .known("self-harm", isUrgent: false), id: Identifier("risk"), of: message.record.person.id,
      from: Self.day, by: Identifier("worker"))
    message.record.risks = [risk].compactMap { $0 }
    let body = message.body(toPractice: false)
    for secret in ["9990000018", "999 000 0018", "Mill Lane", "RISKS", "self-harm"] {
      #expect(!body.contains(secret), "\(secret)")
    }
    #expect(message.body(toPractice: true).contains("RISKS (what may be a danger)"))
  }

  @Test("a message is read back into its sections, with what was changed in it")
  func readBack() {
    let message = Self.message()
    let body = message.body(toPractice: true)
    #expect(MessageBack.sections(of: body) == message.sections(toPractice: true))
    let changed = body.replacing("well done", with: "well done\n\nLeo adds: thank you")
    let summary = MessageBack.sections(of: changed).first { $0.heading == .summary }
    #expect(summary?.lines.suffix(2) == ["well done", "Leo adds: thank you"])
    // A letter of before these names has none.
    #expect(MessageBack.sections(of: "WHO THIS IS ABOUT\nLeo Fox\n\nPriya") == [])
  }
}
