// That somebody of the team looked at a service: when, how, and what they found.
// "I need to be able to trust the data" is what users of directories say first.

import Foundation

/// One look at a service by the team. Checks are only ever added.
public struct AssetCheck: Equatable, Sendable {
  /// How it was looked at. The raw value is how it is stored.
  public enum Way: String, CaseIterable, Codable, Sendable {
    case phone, visit, email, website, person, partner

    public var words: String {
      switch self {
      case .phone: "rang them"
      case .visit: "went there"
      case .email: "wrote to them"
      case .website: "looked at their website"
      case .person: "somebody who goes told us"
      case .partner: "another service told us"
      }
    }
  }

  /// What was found. The raw value is how it is stored.
  public enum Found: String, CaseIterable, Codable, Sendable {
    case right, different, notReached, paused, moved, closed

    public var words: String {
      switch self {
      case .right: "all is as the directory says"
      case .different: "it runs, and something is different"
      case .notReached: "nobody could be reached"
      case .paused: "closed for now"
      case .moved: "it has moved"
      case .closed: "closed for good"
      }
    }

    /// Whether the service was seen to run.
    public var confirms: Bool { self == .right || self == .different || self == .moved }

    /// What it says of whether the service runs; nil where it says nothing of it.
    var status: AssetStatus? {
      switch self {
      case .right, .different, .moved: .active
      case .paused: .temporarilyClosed
      case .closed: .defunct
      case .notReached: nil
      }
    }
  }

  public var id: Identifier<AssetCheck>
  public var assetID: Identifier<Asset>
  public var on: Day
  public var by: Identifier<LinkWorker>
  public var way: Way
  public var found: Found
  /// What is different, where it has moved to, whom they spoke with.
  public var note: String

  public init(
    id: Identifier<AssetCheck>, assetID: Identifier<Asset>, on day: Day,
    by worker: Identifier<LinkWorker>, way: Way, found: Found, note: String = ""
  ) {
    self.id = id
    self.assetID = assetID
    self.on = day
    self.by = worker
    self.way = way
    self.found = found
    self.note = note
  }
}

/// How many more a service can take, as it told the team.
public struct AssetSpaces: Equatable, Sendable {
  public var assetID: Identifier<Asset>
  /// Free places; 0 when it is full, nil when they only said how long the wait is.
  public var spaces: Int?
  /// Weeks until a place comes free; nil when nobody said.
  public var waitWeeks: Int?
  public var on: Day
  public var by: Identifier<LinkWorker>
  public var note: String

  public init(
    assetID: Identifier<Asset>, spaces: Int?, waitWeeks: Int? = nil, on day: Day,
    by worker: Identifier<LinkWorker>, note: String = ""
  ) {
    self.assetID = assetID
    self.spaces = spaces
    self.waitWeeks = waitWeeks
    self.on = day
    self.by = worker
    self.note = note
  }

  /// "3 spaces", "full, about 6 weeks", "about 2 weeks’ wait".
  public var words: String {
    let wait = waitWeeks.map { $0 == 1 ? "about a week" : "about \($0) weeks" }
    switch (spaces, wait) {
    case (nil, nil): return ""
    case (nil, let wait?): return waitWeeks == 0 ? "no wait" : "\(wait)’s wait"
    case (0?, nil): return "full"
    case (0?, let wait?): return "full, \(wait)"
    case (1?, _): return "1 space"
    case (let spaces?, _): return "\(spaces) spaces"
    }
  }
}

/// What somebody of the team wrote about a service, for colleagues.
public struct AssetNote: Equatable, Sendable {
  public var id: Identifier<AssetNote>
  public var assetID: Identifier<Asset>
  public var at: Date
  public var by: Identifier<LinkWorker>
  public var text: String

  public init(
    id: Identifier<AssetNote>, assetID: Identifier<Asset>, at: Date,
    by worker: Identifier<LinkWorker>, text: String
  ) {
    self.id = id
    self.assetID = assetID
    self.at = at
    self.by = worker
    self.text = text
  }
}
