// What a service decides for itself: clocks, rules of eligibility, guidance. Each
// is data with its source beside it, which the service can change and take back.

import Foundation

/// One thing that a service decides for itself.
///
/// A setting is a value that can be written as JSON. What is shipped is
/// ``init()``; what the service has changed is kept in the casebook, with history.
/// Make fields that a person can read: their names become the labels of the
/// screen where settings are changed ("firstContactTries" reads "First contact tries").
public protocol ServiceSetting: Codable, Equatable, Sendable {
  /// How it is stored and named in commands: "clocks".
  static var name: String { get }
  /// Its title on screen: "Clocks".
  static var title: String { get }
  /// What it decides, and where the figures that are shipped come from.
  static var about: String { get }
  /// What is shipped.
  init()
  /// What is wrong with the values, one sentence each; empty when they can be used.
  func problems() -> [String]
  /// A copy of an item of one of its lists, changed so that it can stand beside `others`.
  static func freed(_ copy: JSONValue, beside others: [JSONValue]) -> JSONValue
}

extension ServiceSetting {
  public static func freed(_ copy: JSONValue, beside others: [JSONValue]) -> JSONValue {
    copy.withFreeID(among: others)
  }

  public func problems() -> [String] { [] }
}

/// Every setting there is, in the order that the screen lists them.
public enum ServiceSettings {
  public static let all: [any ServiceSetting.Type] = [
    ServicePolicy.self,
    ChasePolicy.self,
    GroupSurvey.self,
    SmallNumbers.self,
    PlanWording.self,
    OpeningCalendar.self,
    AssurancePolicy.self,
    AssetTaxonomy.self,
    FitRules.self,
    PlanTemplates.self,
    Eligibility.self,
    RoleRules.self,
    CaseloadGuidance.self,
    PointsModel.self,
    WaitingRules.self,
    SupervisionRules.self,
    AccessRules.self,
  ]

  public static func type(named name: String) -> (any ServiceSetting.Type)? {
    all.first { $0.name == name }
  }
}

/// Why a setting was not kept or read.
public enum ServiceSettingError: Error, Equatable, CustomStringConvertible {
  case unknown(String)
  /// The JSON does not have the setting's shape; `why` names the place.
  case unreadable(title: String, why: String)
  case refused(title: String, problems: [String])

  /// What is wrong, without which setting it is about.
  public var why: String {
    switch self {
    case .unknown: description
    case .unreadable(_, let why): why
    case .refused(_, let problems): problems.joined(separator: " ")
    }
  }

  public var description: String {
    switch self {
    case .unknown(let name):
      return "There is no setting “\(name)”. There are: "
        + ServiceSettings.all.map { $0.name }.joined(separator: ", ") + "."
    case .unreadable(let title, let why):
      return "“\(title)” could not be read: \(why). Nothing was changed."
    case .refused(let title, let problems):
      return "“\(title)” was not changed: " + problems.joined(separator: " ")
    }
  }
}

extension ServiceSetting {
  /// The setting as a tree of JSON, its fields in the order that the type names them.
  public func tree() throws -> JSONValue {
    let encoded = String(decoding: try JSONEncoder().encode(self), as: UTF8.self)
    return try JSONValue(reading: encoded).ordered(like: self)
  }

  /// Reads a setting from JSON. A field that the text does not name is as it is in
  /// `base`, so that a casebook kept before there was such a field still opens.
  ///
  /// - Parameter refusingUnknown: refuses a field that there is not, as a slip of the pen.
  /// - Throws: ``ServiceSettingError``.
  public static func read(
    json text: String, over base: Self = Self(), refusingUnknown: Bool = false
  ) throws -> Self {
    let given: JSONValue
    do { given = try JSONValue(reading: text) } catch {
      throw ServiceSettingError.unreadable(title: title, why: "\(error)")
    }
    return try read(tree: given, over: base, refusingUnknown: refusingUnknown)
  }

  /// The same from a tree that is in memory already.
  public static func read(
    tree given: JSONValue, over base: Self = Self(), refusingUnknown: Bool = false
  ) throws -> Self {
    guard case .object(let members) = given, case .object(var all) = try base.tree() else {
      throw ServiceSettingError.unreadable(
        title: title, why: "it should begin with { and name its fields")
    }
    for member in members {
      if let place = all.firstIndex(where: { $0.key == member.key }) {
        all[place] = member
      } else if refusingUnknown {
        throw ServiceSettingError.unreadable(
          title: title,
          why: "there is no field “\(member.key)”; there are: "
            + all.map(\.key).joined(separator: ", "))
      } else {
        all.append(member)
      }
    }
    let value: Self
    do {
      value = try JSONDecoder().decode(Self.self, from: Data(JSONValue.object(all).text.utf8))
    } catch {
      throw ServiceSettingError.unreadable(title: title, why: words(for: error))
    }
    try value.check()
    return value
  }

  /// - Throws: ``ServiceSettingError`` when the values cannot be used.
  public func check() throws {
    let problems = problems()
    guard problems.isEmpty else {
      throw ServiceSettingError.refused(title: Self.title, problems: problems)
    }
  }

  private static func words(for error: any Error) -> String {
    func place(_ path: [any CodingKey]) -> String {
      path.isEmpty
        ? "at the top"
        : "at "
          + path.map { $0.intValue.map { "item \($0 + 1)" } ?? $0.stringValue }
          .joined(separator: ", ")
    }
    guard let error = error as? DecodingError else { return "\(error)" }
    switch error {
    case .keyNotFound(let key, let context):
      return "\(place(context.codingPath)), “\(key.stringValue)” is missing"
    case .typeMismatch(let type, let context):
      return "\(place(context.codingPath)), this should be \(kind(type))"
    case .valueNotFound(let type, let context):
      return "\(place(context.codingPath)), \(kind(type)) is missing"
    case .dataCorrupted(let context):
      return context.codingPath.isEmpty
        ? "it is not JSON" : "\(place(context.codingPath)), this value is not one of those allowed"
    @unknown default: return "its shape is not known"
    }
  }

  private static func kind(_ type: Any.Type) -> String {
    switch type {
    case is any BinaryInteger.Type: "a whole number"
    case is any BinaryFloatingPoint.Type: "a number"
    case is Bool.Type: "true or false"
    case is String.Type: "a text"
    default: "a list or a group of values"
    }
  }
}
