// What was looked for and did not exist: what commissioners ask about most and see
// least. And what somebody liked the sound of, before anybody was referred.

import Foundation

/// A need for which nothing was found.
public struct UnmetNeed: Equatable, Sendable {
  public var id: Identifier<UnmetNeed>
  public var caseID: Identifier<Case>
  /// The goal that nothing fitted.
  public var goalID: Identifier<Goal>?
  /// The need of the case in a few words, for counting.
  public var need: String
  /// What was looked for, in words: "a drawing group on a Saturday".
  public var wanted: String
  /// In full years on that day; nil where the birth date is not known.
  public var age: Int?
  /// Where: the first half of the postcode, or a quarter of the town.
  public var place: String
  /// When they were free, in words.
  public var times: String
  /// The code of the ward they live in; "" where no table of postcodes names one. The
  /// casebook fills it in when the need is noted.
  public var ward: String
  /// The code of the kind of support (``AssetTaxonomy``); "" where the words tell none. The
  /// casebook fills it in.
  public var kind: String
  /// The day on which it was looked for.
  public var on: Day
  public var workerID: Identifier<LinkWorker>

  public init(
    id: Identifier<UnmetNeed>, caseID: Identifier<Case>, goalID: Identifier<Goal>? = nil,
    need: String, wanted: String = "", age: Int? = nil, place: String = "", times: String = "",
    ward: String = "", kind: String = "", on day: Day, workerID: Identifier<LinkWorker>
  ) {
    self.id = id
    self.caseID = caseID
    self.goalID = goalID
    self.need = need
    self.wanted = wanted
    self.age = age
    self.place = place
    self.times = times
    self.ward = ward
    self.kind = kind
    self.on = day
    self.workerID = workerID
  }
}

/// An asset that somebody liked the sound of, for a goal. It is no referral: nobody has
/// been told, and it counts as nothing in a report.
public struct Interested: Equatable, Sendable {
  public var id: Identifier<Interested>
  public var caseID: Identifier<Case>
  public var goalID: Identifier<Goal>?
  public var assetID: Identifier<Asset>
  public var on: Day
  public var workerID: Identifier<LinkWorker>
  public var note: String

  public init(
    id: Identifier<Interested>, caseID: Identifier<Case>, goalID: Identifier<Goal>? = nil,
    assetID: Identifier<Asset>, on day: Day, workerID: Identifier<LinkWorker>, note: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.goalID = goalID
    self.assetID = assetID
    self.on = day
    self.workerID = workerID
    self.note = note
  }
}
