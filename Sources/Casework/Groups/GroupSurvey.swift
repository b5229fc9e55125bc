// The community groups' side of the outcomes: a short survey that comes round again, so
// that nobody prescribes a group to death.

import Foundation

/// What is asked of the groups that people are sent to, and how often.
public struct GroupSurvey: ServiceSetting {
  public static let name = "group-survey"
  public static let title = "Survey of community groups"
  public static let about = """
    The Common Outcomes Framework has community groups as one of its three areas. That a short \
    recurring survey asks after referrals received, whether they could be taken, volunteers, \
    confidence and support needed is our own reading of it, and the wording is ours: edit it.
    """

  public struct Question: Codable, Equatable, Sendable {
    public enum Kind: String, Codable, CaseIterable, Sendable {
      /// A whole number, 0 or more.
      case number
      case yesOrNo = "yes-or-no"
      /// 0 to 10.
      case scale
      case words
    }

    /// What the answer is kept under: do not change it, or the trend breaks.
    public var id: String
    public var text: String
    public var kind: Kind

    public init(_ id: String, _ text: String, _ kind: Kind) {
      self.id = id
      self.text = text
      self.kind = kind
    }
  }

  public var everyMonths: Int
  /// A group is asked when somebody was sent to it within so many months.
  public var sentWithinMonths: Int
  public var questions: [Question]

  public init() {
    everyMonths = 3
    sentWithinMonths = 12
    questions = [
      Question("received", "How many people did we send you in the last three months?", .number),
      Question("taken", "Could you take everybody who came?", .yesOrNo),
      Question("volunteers", "How many volunteers do you have now?", .number),
      Question("confidence", "How sure are you of still being here in a year?", .scale),
      Question("support", "What would help you most?", .words),
    ]
  }

  public func problems() -> [String] {
    var problems: [String] = []
    if !(1...24).contains(everyMonths) { problems.append("Every how many months is 1 to 24.") }
    if !(1...60).contains(sentWithinMonths) {
      problems.append("Sent within how many months is 1 to 60.")
    }
    if questions.isEmpty { problems.append("There has to be a question.") }
    if Set(questions.map(\.id)).count != questions.count {
      problems.append("Two questions have one id.")
    }
    if questions.contains(where: { $0.id.isEmpty || $0.text.isEmpty }) {
      problems.append("Every question has an id and a text.")
    }
    return problems
  }

  /// Reads an answer as it was typed.
  ///
  /// - Returns: the answer as it is kept; nil where the field is left empty.
  /// - Throws: ``SurveyError`` with what would be right.
  public func answer(_ text: String, to question: Question) throws -> String? {
    let words = text.trimmingCharacters(in: .whitespacesAndNewlines)
    guard !words.isEmpty else { return nil }
    switch question.kind {
    case .words: return words
    case .number:
      guard let number = Int(words), (0...1_000_000).contains(number) else {
        throw SurveyError(why: "write a whole number, 0 or more")
      }
      return String(number)
    case .scale:
      guard let number = Int(words), (0...10).contains(number) else {
        throw SurveyError(why: "write a number from 0 to 10")
      }
      return String(number)
    case .yesOrNo:
      switch words.lowercased() {
      case "yes", "y": return "yes"
      case "no", "n": return "no"
      default: throw SurveyError(why: "write yes or no")
      }
    }
  }
}

/// Why an answer cannot be taken.
public struct SurveyError: Error, Equatable, CustomStringConvertible {
  public var why: String
  public var description: String { why }
}

/// What a group answered on one day.
public struct SurveyResponse: Equatable, Sendable {
  public var id: Identifier<SurveyResponse>
  public var assetID: Identifier<Asset>
  public var on: Day
  /// By the question's id.
  public var answers: [String: String]
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<SurveyResponse>, assetID: Identifier<Asset>, on day: Day,
    answers: [String: String], workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.assetID = assetID
    self.on = day
    self.answers = answers
    self.workerID = workerID
  }
}

/// A group that people were sent to, and how it stands with the survey.
public struct SurveyedGroup: Equatable, Sendable {
  public var assetID: Identifier<Asset>
  public var name: String
  public var organization: String
  /// How many were sent to it within the survey's months.
  public var sent: Int
  /// The day when somebody was last sent there.
  public var lastSentOn: Day
  /// The day of its last answer, where it ever answered.
  public var answeredOn: Day?

  public init(
    assetID: Identifier<Asset>, name: String, organization: String = "", sent: Int,
    lastSentOn: Day, answeredOn: Day? = nil
  ) {
    self.assetID = assetID
    self.name = name
    self.organization = organization
    self.sent = sent
    self.lastSentOn = lastSentOn
    self.answeredOn = answeredOn
  }

  /// The one rule for when a group is to be asked next: so many months after its last
  /// answer, or now where it never answered.
  public func dueOn(_ survey: GroupSurvey) -> Day {
    answeredOn.map { $0.adding(months: survey.everyMonths) } ?? lastSentOn
  }

  public func isDue(_ survey: GroupSurvey, on today: Day) -> Bool { dueOn(survey) <= today }
}

/// One question's answers, period by period.
public struct SurveyTrend: Equatable, Sendable {
  /// A quarter of a year.
  public struct Point: Equatable, Sendable {
    /// "2026 Q4", of the calendar year.
    public var period: String
    /// How many groups answered; each counts once, with its latest answer.
    public var groups: Int
    /// The mean, or the share of yes from 0 to 1; nil where there is none to reckon.
    public var value: Double?
  }

  public var question: GroupSurvey.Question
  /// The oldest first.
  public var points: [Point]

  /// Reckons the trend of one question.
  public init(of question: GroupSurvey.Question, in responses: [SurveyResponse]) {
    self.question = question
    let byPeriod = Dictionary(grouping: responses) { response in
      response.on.year * 4 + (response.on.month - 1) / 3
    }
    points = byPeriod.keys.sorted().map { key in
      let latest = Dictionary(
        grouping: byPeriod[key] ?? [], by: \.assetID
      ).compactMap { $0.value.max { ($0.on, $0.id) < ($1.on, $1.id) }?.answers[question.id] }
      let values: [Double] = latest.compactMap { text in
        switch question.kind {
        case .number, .scale: Double(text)
        case .yesOrNo: text == "yes" ? 1 : text == "no" ? 0 : nil
        case .words: nil
        }
      }
      return Point(
        period: "\(key / 4) Q\(key % 4 + 1)", groups: latest.count,
        value: values.isEmpty ? nil : values.reduce(0, +) / Double(values.count))
    }
  }

  /// "6.5", or "80 % yes", or "—".
  public func words(_ value: Double?) -> String {
    guard let value else { return "—" }
    switch question.kind {
    case .yesOrNo: return "\(Int((value * 100).rounded())) % yes"
    default:
      let tenths = Int((value * 10).rounded())
      return tenths % 10 == 0 ? "\(tenths / 10)" : "\(tenths / 10).\(tenths % 10)"
    }
  }
}

extension Day {
  /// The same day of the month `months` on, or the month's last where it has no such day.
  public func adding(months: Int) -> Day {
    let index = year * 12 + month - 1 + months
    let (year, month) = (index.quotientAndRemainder(dividingBy: 12).quotient, index % 12 + 1)
    let last = Day.length(ofMonth: month, in: year)
    return Day(year: year, month: month, day: min(day, last)) ?? self
  }
}
