import ArgumentParser
import Casebook
import Casework
import Foundation

/// Every facet of the directory as an option.
struct FacetOptions: ParsableArguments {
  @Option(help: "Only what takes somebody of this age.")
  var age: Int?

  @Option(help: "Only this kind, for example arts or nature; may be given again.")
  var kind: [String] = []

  @Option(help: "Only this group of the family services list, for example SEND.")
  var group: [String] = []

  @Option(help: "Only what its publisher classes under this term.")
  var term: [String] = []

  @Option(help: "Only on this day: mon, tue …; may be given again.")
  var day: [String] = []

  @Option(help: "Only in the morning, afternoon, after-school or evening.")
  var time: [String] = []

  @Option(help: "Only what is open now, today, or in the next week.")
  var open: String?

  @Option(help: "Only what costs free, 2 (up to £2), 5 (up to £5), more, or unknown.")
  var cost: [String] = []

  @Flag(help: "Only what is free.")
  var free = false

  @Option(
    help: ArgumentHelp("From this postcode, or its first half.", valueName: "postcode"))
  var near: String?

  @Option(help: "Only within so many miles of --near.")
  var miles: Double?

  @Option(
    help: "Only with: step-free, toilet, hearing, signing, quiet, parking, transport.")
  var access: [String] = []

  @Option(help: "Only in this language.")
  var language: [String] = []

  @Flag(help: "Only what told you that it has spaces.")
  var spaces = false

  @Option(help: "Only what your team saw run in so many days.")
  var verified: Int?

  @Flag(help: "Only what your team has to look at again.")
  var needsCheck = false

  @Flag(help: "Only what has shown all that is asked before somebody under 18 is sent.")
  var readyForUnder18 = false

  @Option(help: "Only in-person, online, phone or outdoors.")
  var mode: [String] = []

  @Flag(help: "Only what runs now.")
  var running = false

  func validate() throws {
    if let age, !(0...120).contains(age) { throw ValidationError("An age is 0 to 120 years.") }
    if let miles, !(miles > 0) { throw ValidationError("--miles is more than 0.") }
    if miles != nil && near == nil {
      throw ValidationError("Miles from where? Name a postcode with --near.")
    }
    if let verified, verified < 0 { throw ValidationError("--verified is 0 days or more.") }
  }

  func query(in book: Casebook) throws -> AssetQuery {
    var query = AssetQuery()
    query.age = age
    let taxonomy = book.directoryRules.taxonomy
    query.kinds = Set(try kind.map { try Self.theme($0, in: taxonomy.kinds, "kind") })
    query.groups = Set(try group.map { try Self.theme($0, in: taxonomy.groups, "group") })
    query.terms = Set(term)
    query.days = Set(
      try day.map { text in
        try Self.one(text, "day", Day.Weekday.allCases) { $0.name }
      })
    query.parts = Set(
      try time.map { text in
        try Self.one(text.replacing("-", with: " "), "time", WeekTimes.Part.allCases) { $0.words }
      })
    query.open = try open.map { try Self.one($0, "open", AssetQuery.Open.allCases) { $0.rawValue } }
    query.costs = Set(
      try cost.map { try Self.one($0, "cost", AssetCostBand.allCases) { $0.code } })
    if free { query.costs.insert(.free) }
    if let near {
      guard let place = try book.place(of: near) else {
        let count = try book.postcodeCount()
        throw ValidationError(
          count == 0
            ? "There is no table of postcodes yet. Bring one in with “fingerpost import postcodes FILE”."
            : "\(near) is not in the table of postcodes. Check it, or name its first half.")
      }
      query.origin = place
      query.miles = miles
    }
    query.access = Set(
      try access.map { try Self.one($0, "access", AssetAccess.allCases) { $0.rawValue } })
    query.languages = Set(language)
    query.hasSpaces = spaces
    query.verifiedWithin = verified
    query.needsCheck = needsCheck
    query.readyForUnder18 = readyForUnder18
    query.modes = Set(try mode.map { try Self.one($0, "mode", AssetMode.allCases) { $0.rawValue } })
    query.closedToo = !running
    return query
  }

  /// The one whose name begins so.
  private static func one<T>(
    _ text: String, _ option: String, _ all: [T], _ name: (T) -> String
  ) throws -> T {
    let text = text.lowercased()
    let whole = all.filter { name($0).lowercased() == text }
    let found = whole.isEmpty ? all.filter { name($0).lowercased().hasPrefix(text) } : whole
    guard found.count == 1, let only = found.first, !text.isEmpty else {
      throw ValidationError(
        "--\(option) is one of \(all.map { name($0).lowercased() }.joined(separator: ", ")).")
    }
    return only
  }

  private static func theme(_ text: String, in themes: [AssetTheme], _ option: String) throws
    -> String
  {
    if let known = themes.first(where: { $0.code == text.lowercased() }) { return known.code }
    return try one(text, option, themes) { $0.name }.code
  }
}
