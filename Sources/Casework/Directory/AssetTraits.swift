// What the standard has no field for, told from words: how a service is reached, and
// what helps somebody to get in.

import Foundation

/// How somebody takes part.
public enum AssetMode: String, CaseIterable, Codable, Sendable {
  case inPerson = "in-person"
  case online
  case phone
  case outdoors

  public var words: String { self == .inPerson ? "in person" : rawValue }
}

/// What helps somebody to take part.
public enum AssetAccess: String, CaseIterable, Codable, Sendable {
  case stepFree = "step-free"
  case toilet
  case hearing
  case signing
  case quiet
  case parking
  case transport

  public var words: String {
    switch self {
    case .stepFree: "step-free"
    case .toilet: "accessible toilet"
    case .hearing: "hearing loop"
    case .signing: "sign language"
    case .quiet: "quiet, sensory"
    case .parking: "parking"
    case .transport: "transport sent"
    }
  }

  /// In lower case; a text that has one of these in it speaks of it.
  var signs: [String] {
    switch self {
    case .stepFree:
      ["step-free", "step free", "wheelchair", "ramp", "level access", "level path", "lift to"]
    case .toilet: ["accessible toilet", "disabled toilet", "changing place", "and toilet"]
    case .hearing: ["hearing loop", "induction loop", "t-coil", "hearing aid"]
    case .signing: ["sign language", "bsl", "makaton"]
    case .quiet: ["quiet", "sensory", "low light", "autis"]
    case .parking: ["parking", "car park"]
    case .transport: ["transport can be sent", "pick up", "pick-up", "minibus"]
    }
  }

  /// Said against it: "no ramp", "not step free".
  private static func denies(_ text: String, _ sign: String) -> Bool {
    text.contains("no \(sign)") || text.contains("not \(sign)") || text.contains("without \(sign)")
  }

  /// What a service’s texts speak of.
  public static func told(in texts: [String]) -> Set<AssetAccess> {
    let texts = texts.map { $0.lowercased() }
    return Set(
      allCases.filter { access in
        texts.contains { text in
          access.signs.contains { text.contains($0) && !denies(text, $0) }
        }
      })
  }
}

extension Asset {
  /// How somebody takes part: from the kinds of its places, its schedules and words.
  public var modes: Set<AssetMode> {
    var modes: Set<AssetMode> = []
    let texts = ([name, alternateName, description] + schedules.map(\.description)).map {
      $0.lowercased()
    }
    func speaks(_ signs: [String]) -> Bool {
      texts.contains { text in signs.contains { text.contains($0) } }
    }
    let types = Set(locations.map { $0.type.lowercased() })
    if !types.subtracting(["virtual"]).isEmpty { modes.insert(.inPerson) }
    if types.contains("virtual") || speaks(["online", "video call", "by video", "zoom", "webchat"])
    {
      modes.insert(.online)
    }
    if speaks(["by phone", "telephone support", "helpline", "phone line", "over the phone"]) {
      modes.insert(.phone)
    }
    if speaks([
      "outdoor", "allotment", "garden", "woodland", "walk with", "canoe", "park run", "in the park",
    ]) || taxonomyTerms.contains(where: { $0.lowercased() == "nature" }) {
      modes.insert(.outdoors)
    }
    return modes.isEmpty ? [.inPerson] : modes
  }

  public var access: Set<AssetAccess> {
    AssetAccess.told(in: accessibility + locations.map(\.transport) + [description])
  }
}

/// What something costs, in the steps that people ask by.
public enum AssetCostBand: Int, CaseIterable, Codable, Sendable {
  case unknown, free, upTo2, upTo5, more

  public var words: String {
    switch self {
    case .unknown: "cost not said"
    case .free: "free"
    case .upTo2: "up to £2"
    case .upTo5: "up to £5"
    case .more: "more than £5"
    }
  }

  /// What somebody gets who asks for it: up to £2 means what is free, too.
  public var admitted: Set<AssetCostBand> {
    switch self {
    case .unknown, .free, .more: [self]
    case .upTo2: [.free, .upTo2]
    case .upTo5: [.free, .upTo2, .upTo5]
    }
  }

  /// The word by which a command asks for it.
  public var code: String {
    switch self {
    case .unknown: "unknown"
    case .free: "free"
    case .upTo2: "2"
    case .upTo5: "5"
    case .more: "more"
    }
  }
}

extension Asset {
  /// By the dearest way of paying, so that nobody is met with a price at the door.
  public var costBand: AssetCostBand {
    if isFree == true { return .free }
    let amounts = costs.compactMap { $0.isFree ? 0 : Double($0.amount) }
    guard let most = amounts.max() else {
      let said = feesDescription.lowercased().trimmingCharacters(in: .whitespaces)
      return said == "free" || said.hasPrefix("free of charge") ? .free : .unknown
    }
    return most <= 2 ? (most == 0 ? .free : .upTo2) : most <= 5 ? .upTo5 : .more
  }
}
