// What a service may decide for itself, as JSON that people edit.

import Foundation
import Testing

@testable import Casework

@Suite("The service's own settings")
struct ServiceSettingTests {
  @Test("every setting that is shipped can be used, and is told apart by its name")
  func shipped() throws {
    #expect(Set(ServiceSettings.all.map { $0.name }).count == ServiceSettings.all.count)
    for type in ServiceSettings.all {
      func check<S: ServiceSetting>(_ type: S.Type) throws {
        let value = S()
        #expect(value.problems() == [], "\(S.name)")
        #expect(!S.title.isEmpty && !S.about.isEmpty, "\(S.name)")
        #expect(try S.read(json: value.tree().text) == value, "\(S.name)")
        #expect(try S.read(json: value.tree().prettyText) == value, "\(S.name)")
      }
      try check(type)
    }
  }

  @Test("fields stand in the order that the type names them")
  func order() throws {
    guard case .object(let members) = try ServicePolicy().tree() else {
      Issue.record("not an object")
      return
    }
    #expect(
      members.map(\.key) == [
        "triageWorkingDays", "firstContactWorkingDays", "firstContactTries",
        "letterWorkingDays", "answerWorkingDays", "quietDays", "bankHolidays",
      ])
  }

  @Test("a field that is not named stays as it was")
  func merging() throws {
    let base = ServicePolicy(triageWorkingDays: 1, quietDays: 30)
    let read = try ServicePolicy.read(json: #"{"firstContactTries": 4}"#, over: base)
    #expect(read == ServicePolicy(triageWorkingDays: 1, firstContactTries: 4, quietDays: 30))
  }

  @Test(
    "what cannot be used is refused in words that name the place",
    arguments: [
      (#"{"quietDays": 0}"#, "Days after which a quiet case comes up again are 1 to 366."),
      (#"{"quietDays": "long"}"#, "at quietDays, this should be a whole number"),
      (#"{"quiteDays": 3}"#, "there is no field “quiteDays”"),
      (#"[1]"#, "it should begin with {"),
      (#"{"quietDays": "#, "the file ends at line 1"),
    ])
  func refused(json: String, words: String) {
    do {
      _ = try ServicePolicy.read(json: json, refusingUnknown: true)
      Issue.record("it was taken: \(json)")
    } catch {
      #expect("\(error)".contains(words), "\(error)")
    }
  }

  @Test("a field of a later version does not keep this one from reading what it knows")
  func laterVersion() throws {
    let read = try ServicePolicy.read(json: #"{"quietDays": 9, "of2031": [1, 2]}"#)
    #expect(read.quietDays == 9)
  }
}
