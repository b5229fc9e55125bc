// A prescription: a person linked with a local asset, for a goal of theirs.

import Foundation

/// One link between a person and an asset.
public struct Prescription: Equatable, Sendable {
  public var id: Identifier<Prescription>
  public var caseID: Identifier<Case>
  /// The goal it serves, where it serves one.
  public var goalID: Identifier<Goal>?
  public var assetID: Identifier<Asset>
  /// PRSB tells a referral, where we make the link, from a signpost, where the
  /// person is told of it.
  public var kind: PrescriptionKind
  public var on: Day
  public var workerID: Identifier<LinkWorker>
  public var note: String

  public init(
    id: Identifier<Prescription>, caseID: Identifier<Case>, goalID: Identifier<Goal>? = nil,
    assetID: Identifier<Asset>, kind: PrescriptionKind, on day: Day,
    workerID: Identifier<LinkWorker>, note: String = ""
  ) {
    self.id = id
    self.caseID = caseID
    self.goalID = goalID
    self.assetID = assetID
    self.kind = kind
    self.on = day
    self.workerID = workerID
    self.note = note
  }
}

/// Whether we refer or signpost. The raw value is how it is stored and exported.
public enum PrescriptionKind: String, CaseIterable, Codable, Sendable {
  case referral
  case signpost

  public var words: String { self == .referral ? "Referred" : "Signposted" }
}
