// The survey of the groups that people are sent to.

import Testing

@testable import Casework

@Suite("The survey of community groups")
struct GroupSurveyTests {
  static let today = Day(number: 20_780)

  @Test("a group that never answered is due at once, and one that did after so many months")
  func due() {
    let survey = GroupSurvey()
    var group = SurveyedGroup(
      assetID: Identifier("a"), name: "Canal Sketchers", sent: 2,
      lastSentOn: Self.today.adding(days: -40))
    #expect(group.isDue(survey, on: Self.today))
    group.answeredOn = Self.today.adding(days: -20)
    #expect(!group.isDue(survey, on: Self.today))
    #expect(group.isDue(survey, on: Self.today.adding(days: 75)))
  }

  @Test(
    "answers are read by their kind",
    arguments: [
      ("received", " 12 ", "12"), ("taken", "Y", "yes"), ("taken", "no", "no"),
      ("confidence", "10", "10"), ("support", "more chairs", "more chairs"),
    ])
  func answers(id: String, text: String, kept: String) throws {
    let survey = GroupSurvey()
    let question = try #require(survey.questions.first { $0.id == id })
    #expect(try survey.answer(text, to: question) == kept)
    #expect(try survey.answer("  ", to: question) == nil)
  }

  @Test(
    "an answer of another kind is refused",
    arguments: [("received", "some"), ("received", "-1"), ("taken", "maybe"), ("confidence", "11")])
  func refused(id: String, text: String) throws {
    let survey = GroupSurvey()
    let question = try #require(survey.questions.first { $0.id == id })
    #expect(throws: SurveyError.self) { try survey.answer(text, to: question) }
  }

  @Test("a trend counts each group once a quarter, with its latest answer")
  func trend() throws {
    func response(_ id: String, _ asset: String, _ day: Day, _ answer: String) -> SurveyResponse {
      SurveyResponse(
        id: Identifier(id), assetID: Identifier(asset), on: day,
        answers: ["taken": answer, "confidence": answer == "yes" ? "8" : "3"],
        workerID: Identifier("w"))
    }
    let july = try #require(Day(year: 2026, month: 7, day: 1))
    let october = try #require(Day(year: 2026, month: 10, day: 1))
    let responses = [
      response("1", "a", july, "no"), response("2", "a", july.adding(days: 30), "yes"),
      response("3", "b", july, "no"), response("4", "a", october, "yes"),
    ]
    let survey = GroupSurvey()
    let taken = SurveyTrend(of: survey.questions[1], in: responses)
    #expect(taken.points.map(\.period) == ["2026 Q3", "2026 Q4"])
    #expect(taken.points.map(\.groups) == [2, 1])
    #expect(taken.points.map { taken.words($0.value) } == ["50 % yes", "100 % yes"])
    let confidence = SurveyTrend(of: survey.questions[3], in: responses)
    #expect(confidence.points.map { confidence.words($0.value) } == ["5.5", "8"])
  }

  @Test(
    "months are added to the same day, or the month's last",
    arguments: [
      ("2026-11-30", 3, "2027-02-28"), ("2026-01-31", 1, "2026-02-28"),
      ("2028-01-31", 1, "2028-02-29"),
      ("2026-11-23", 12, "2027-11-23"), ("2026-03-31", -1, "2026-02-28"),
      ("2026-01-15", -1, "2025-12-15"),
      ("2026-12-01", 1, "2027-01-01"),
    ])
  func months(from: String, months: Int, to: String) throws {
    #expect(try #require(Day(iso: from)).adding(months: months).iso == to)
  }
}
