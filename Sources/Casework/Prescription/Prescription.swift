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
  /// How what was prescribed happens; nil where nobody has said.
  public var mode: PrescriptionMode?

  public init(
    id: Identifier<Prescription>, caseID: Identifier<Case>, goalID: Identifier<Goal>? = nil,
    assetID: Identifier<Asset>, kind: PrescriptionKind, on day: Day,
    workerID: Identifier<LinkWorker>, note: String = "", mode: PrescriptionMode? = nil
  ) {
    self.id = id
    self.caseID = caseID
    self.goalID = goalID
    self.assetID = assetID
    self.kind = kind
    self.on = day
    self.workerID = workerID
    self.note = note
    self.mode = mode
  }
}

/// How something prescribed happens. The raw value is how it is stored and exported.
public enum PrescriptionMode: String, CaseIterable, Codable, Sendable {
  case inPerson = "in-person"
  case outdoors
  case phone
  case video

  public var words: String { reach.words }

  /// The way it counts in the shares of remote and outdoor work.
  public var reach: ContactWay {
    switch self {
    case .inPerson: .inPerson
    case .outdoors: .outdoors
    case .phone: .phone
    case .video: .video
    }
  }

  /// How a service happens, as far as its record says: by video where all its places
  /// are online, in person where it has another. Nil where it has none.
  public static func suggested(for asset: Asset) -> PrescriptionMode? {
    guard !asset.locations.isEmpty else { return nil }
    return asset.locations.allSatisfy { $0.placeWords == "online" } ? .video : .inPerson
  }
}

/// Whether we refer or signpost. The raw value is how it is stored and exported.
public enum PrescriptionKind: String, CaseIterable, Codable, Sendable {
  case referral
  case signpost

  public var words: String { self == .referral ? "Referred" : "Signposted" }
}
