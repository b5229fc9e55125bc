// A plan with its versions in JSON.

import Casework
import Foundation

struct PlanObject: Encodable {
  struct VersionObject: Encodable {
    var id: String
    var number: Int
    var agreedOn: Day
    var agreedWith: String
    var consent: ConsentWay
    /// Whether somebody else said yes for the person.
    var byRepresentative: Bool
    var note: String
    var reviewOn: Day?
    var takenBackOn: Day?
    var takenBackBecause: String?
    var plan: PlanSheet?
  }

  struct SharingObject: Encodable {
    var on: Day
    var with: String
    var how: SharingWay
  }

  struct ReviewObject: Encodable {
    var on: Day
    var with: String
    var note: String
    var nextOn: Day?
  }

  var personId: String
  var caseId: String
  /// "agreed with Leo 28/09/2026 (version 2) · changed since".
  var standing: String
  var reviewOn: Day?
  /// When anything of it was last changed; absent of an agreed version, which never is.
  var updatedOn: Day?
  var readingAge: Int?
  var plan: PlanSheet
  var versions: [VersionObject]
  var sharings: [SharingObject]
  var reviews: [ReviewObject]

  /// - Parameter only: this version alone, in the place of the plan as it stands.
  init(_ record: CaseRecord, only version: PlanVersion?) {
    personId = record.person.id.text
    caseId = record.case.id.text
    // A version says only what was so when it was agreed: it reads the same for ever.
    standing =
      version.map { "\($0.title), \($0.consent.clause)" } ?? PlanStanding(of: record).words
    reviewOn = version == nil ? record.plan?.reviewOn : version?.reviewOn
    updatedOn = version == nil ? record.planUpdatedOn : nil
    plan = version?.sheet ?? PlanSheet(record)
    readingAge = plan.readingAge?.years
    versions = (version.map { [$0] } ?? record.agreements.versions).map {
      VersionObject(
        id: $0.id.text, number: $0.number, agreedOn: $0.agreedOn, agreedWith: $0.agreedWith,
        consent: $0.consent, byRepresentative: $0.consent.isByRepresentative, note: $0.note,
        reviewOn: $0.reviewOn,
        takenBackOn: $0.withdrawal?.on, takenBackBecause: $0.withdrawal?.reason, plan: $0.sheet)
    }
    let then = version.map(record.agreements.before) ?? record.agreements
    sharings = then.sharings.map {
      SharingObject(on: $0.on, with: $0.whom, how: $0.how)
    }
    reviews = then.reviews.map {
      ReviewObject(on: $0.on, with: $0.whom, note: $0.note, nextOn: $0.nextOn)
    }
  }
}

struct ComparedPartObject: Encodable {
  struct LineObject: Encodable {
    var mark: PlanComparison.Mark
    var before: String?
    var after: String?
  }

  var heading: String
  var lines: [LineObject]

  init(_ part: PlanComparison.Part) {
    heading = part.heading
    lines = part.lines.map {
      LineObject(
        mark: $0.mark, before: $0.before.isEmpty ? nil : $0.beforeText,
        after: $0.after.isEmpty ? nil : $0.afterText)
    }
  }
}
