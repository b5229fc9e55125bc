// The plan that a person takes home: as a page for any browser and printer, in large
// print, in the young person's own voice, and as plain text.

import Casework
import Foundation

/// A plan, and how it is to be put on paper.
public struct PrintedPlan: Sendable {
  /// For whom the page is set.
  public enum Style: String, CaseIterable, Sendable {
    case standard
    /// 18 point throughout, one column, nothing in italics.
    case largePrint = "large"
    /// In the first person, with a picture for each goal and its reading age.
    case youngPerson = "young"
  }

  public var sheet: PlanSheet
  public var agreed: Agreed?
  public var reviewOn: Day?
  /// When anything of it was last changed; nil of an agreed version, which never is.
  public var updatedOn: Day?
  /// Actions still to do that are not as they were agreed, by their ids; they say when they
  /// were changed.
  public var changedActions: Set<String> = []
  public var printedOn: Day
  public var style: Style
  public var language: PageLanguage
  public var wording: PlanWording

  /// With whom, when and how what is printed was agreed.
  public struct Agreed: Equatable, Sendable {
    public var on: Day
    public var with: String
    /// How they said yes; nil where it was agreed before that was kept.
    public var consent: ConsentWay?
    /// Nil where it was agreed before versions were kept.
    public var version: Int?
    /// Whether what is printed reads differently from what was agreed.
    public var isChanged: Bool

    public init(
      on day: Day, with whom: String, by consent: ConsentWay? = nil, version: Int?,
      isChanged: Bool = false
    ) {
      self.on = day
      self.with = whom
      self.consent = consent
      self.version = version
      self.isChanged = isChanged
    }
  }

  public init(
    sheet: PlanSheet, agreed: Agreed? = nil, reviewOn: Day? = nil, printedOn: Day,
    style: Style = .standard, language: PageLanguage = .english,
    wording: PlanWording = PlanWording()
  ) {
    self.sheet = sheet
    self.agreed = agreed
    self.reviewOn = reviewOn
    self.printedOn = printedOn
    self.style = style
    self.language = language
    self.wording = wording
  }

  /// The plan of a case as it stands now.
  public init(
    _ record: CaseRecord, printedOn: Day, style: Style = .standard,
    language: PageLanguage = .english, wording: PlanWording = PlanWording()
  ) {
    var agreed: Agreed?
    if case .agreed(let version, let on, let whom, let changed) = PlanStanding(of: record) {
      agreed = Agreed(
        on: on, with: whom, by: version.flatMap { _ in record.agreements.standing?.consent },
        version: version, isChanged: changed)
    }
    self.init(
      sheet: PlanSheet(record), agreed: agreed, reviewOn: record.plan?.reviewOn,
      printedOn: printedOn, style: style, language: language, wording: wording)
    updatedOn = record.planUpdatedOn
    changedActions = record.agreements.standing?.sheet.map { sheet.actionsChanged(since: $0) } ?? []
  }

  /// A version as it was agreed.
  ///
  /// - Parameters:
  ///   - version: who agreed it, and when.
  ///   - sheet: the plan as it was then.
  public init(
    _ version: PlanVersion, _ sheet: PlanSheet, printedOn: Day, style: Style = .standard,
    language: PageLanguage = .english, wording: PlanWording = PlanWording()
  ) {
    self.init(
      sheet: sheet,
      agreed: version.withdrawal == nil
        ? Agreed(
          on: version.agreedOn, with: version.agreedWith, by: version.consent,
          version: version.number) : nil,
      reviewOn: version.reviewOn, printedOn: printedOn, style: style, language: language,
      wording: wording)
  }

  /// How old somebody is who reads the words of this plan with ease; nil where it has
  /// none. The formula is for English: headings in Welsh are not counted.
  public var readingAge: ReadingAge? { sheet.readingAge }

  /// The whole page as a document that refers to nothing outside itself.
  public func html() throws -> String { try PlanTemplates.html(of: PlanPageContent(self)) }

  /// The same in plain lines of at most 76 letters, for reading aloud and for mail.
  public func text() -> String { PlanPageText(PlanPageContent(self)).text }
}
