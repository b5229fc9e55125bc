// When, how far and for how much a person can go somewhere, and what they need there.

import Foundation

/// What a person needs of a place. The raw value is how it is stored.
public enum AccessNeed: String, CaseIterable, Codable, Sendable {
  case stepFree = "step-free"
  case toilet = "accessible-toilet"
  case quiet
  case hearingLoop = "hearing-loop"
  case signLanguage = "sign-language"
  case parking
  case withSomebody = "with-somebody"

  public var words: String {
    switch self {
    case .stepFree: "step-free"
    case .toilet: "an accessible toilet"
    case .quiet: "somewhere quiet"
    case .hearingLoop: "a hearing loop"
    case .signLanguage: "sign language"
    case .parking: "parking"
    case .withSomebody: "somebody to come along"
    }
  }

  /// What a publisher writes where there is such a thing, folded.
  var signs: [String] {
    switch self {
    case .stepFree: ["step-free", "step free", "level access", "level path", "lift to", "ramp"]
    case .toilet: ["accessible toilet", "disabled toilet", "changing place", "entrance and toilet"]
    case .quiet: ["quiet", "low light", "sensory", "calm"]
    case .hearingLoop: ["hearing loop", "induction loop"]
    case .signLanguage: ["sign language", "bsl"]
    case .parking: ["parking", "car park", "blue badge"]
    case .withSomebody:
      ["carers welcome", "bring a friend", "parents welcome", "buddy", "with a grown-up"]
    }
  }

  /// What a publisher writes where there is no such thing.
  var denials: [String] {
    switch self {
    case .stepFree: ["no ramp", "steps, no", "not step-free", "stairs only", "no lift"]
    case .toilet: ["no accessible toilet", "no changing place", "no toilet"]
    case .parking: ["no parking"]
    case .quiet, .hearingLoop, .signLanguage, .withSomebody: []
    }
  }
}

/// When, how far and for how much a person can go.
public struct Reach: Equatable, Sendable {
  public var freeTimes: FreeTimes
  /// The most that they can go, in miles; nil where nobody asked.
  public var miles: Int?
  /// The most that they can pay each time, in pence; nil where nobody asked.
  public var pence: Int?
  public var access: Set<AccessNeed>

  public init(
    freeTimes: FreeTimes = FreeTimes(), miles: Int? = nil, pence: Int? = nil,
    access: Set<AccessNeed> = []
  ) {
    self.freeTimes = freeTimes
    self.miles = miles
    self.pence = pence
    self.access = access
  }

  /// Whether anything of it is known.
  public var isEmpty: Bool { self == Reach() }

  /// "free Mon–Fri after 16:00 · up to 2 miles · up to £3 · step-free"; empty where
  /// nobody asked.
  public var words: String {
    var parts: [String] = []
    if !freeTimes.isEmpty { parts.append("free \(freeTimes.words)") }
    if let miles { parts.append("up to \(miles) mile\(miles == 1 ? "" : "s")") }
    if let pence { parts.append(pence == 0 ? "nothing to pay" : "up to \(Pence.words(pence))") }
    parts += AccessNeed.allCases.filter(access.contains).map(\.words)
    return parts.joined(separator: " · ")
  }
}

/// Pounds in words.
enum Pence {
  /// "£3", "£2.50".
  static func words(_ pence: Int) -> String {
    let rest = pence % 100
    return "£\(pence / 100)" + (rest == 0 ? "" : "." + (rest < 10 ? "0" : "") + "\(rest)")
  }
}

extension Coordinates {
  /// Nil where either is missing, or for degrees that are no place on Earth.
  public init?(latitude: Double?, longitude: Double?) {
    guard let latitude, let longitude,
      let here = Coordinates(latitude: latitude, longitude: longitude)
    else { return nil }
    self = here
  }
}
