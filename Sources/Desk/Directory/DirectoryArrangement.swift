// What the directory is narrowed to, as words that can be kept for the next day. They are kept
// sealed, for one worker: where somebody looks from may be a person's home.

import Casework

extension AssetQuery {
  /// Whatever is asked besides the words and whose sake it is for.
  var arrangement: [String: String] {
    var kept: [String: String] = [:]
    func keep(_ name: String, _ values: some Sequence<String>) {
      let joined = values.sorted().joined(separator: "\n")
      if !joined.isEmpty { kept[name] = joined }
    }
    func keep(_ name: String, _ isOn: Bool) { if isOn { kept[name] = "yes" } }
    keep("kinds", kinds)
    keep("groups", groups)
    keep("terms", terms)
    keep("languages", languages)
    keep("days", days.map { "\($0.rawValue)" })
    keep("parts", parts.map { "\($0.rawValue)" })
    keep("costs", costs.map { "\($0.rawValue)" })
    keep("access", access.map(\.rawValue))
    keep("modes", modes.map { "\($0)" })
    keep("spaces", hasSpaces)
    keep("check", needsCheck)
    keep("under 18", readyForUnder18)
    keep("closed", closedToo)
    kept["open"] = open?.rawValue
    kept["verified"] = verifiedWithin.map { "\($0)" }
    kept["age"] = age.map { "\($0)" }
    if let origin {
      kept["near"] = [
        origin.name, "\(origin.at.latitude)", "\(origin.at.longitude)", origin.ward,
      ].joined(separator: "\n")
    }
    kept["miles"] = miles.map { "\($0)" }
    if order != .best { kept["order"] = order.rawValue }
    return kept
  }

  private static func place(_ kept: String) -> Place? {
    let parts = kept.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    guard parts.count == 4, let latitude = Double(parts[1]), let longitude = Double(parts[2]),
      let at = Coordinates(latitude: latitude, longitude: longitude)
    else { return nil }
    return Place(name: parts[0], at: at, ward: parts[3])
  }

  /// Asks the same again.
  mutating func arrange(as kept: [String: String]) {
    func values(_ name: String) -> Set<String> {
      Set((kept[name] ?? "").split(separator: "\n").map(String.init))
    }
    kinds = values("kinds")
    groups = values("groups")
    terms = values("terms")
    languages = values("languages")
    days = Set(values("days").compactMap { Int($0).flatMap(Day.Weekday.init) })
    parts = Set(values("parts").compactMap { Int($0).flatMap(WeekTimes.Part.init) })
    costs = Set(values("costs").compactMap { Int($0).flatMap(AssetCostBand.init) })
    access = Set(values("access").compactMap(AssetAccess.init))
    modes = Set(AssetMode.allCases.filter { values("modes").contains("\($0)") })
    hasSpaces = kept["spaces"] != nil
    needsCheck = kept["check"] != nil
    readyForUnder18 = kept["under 18"] != nil
    closedToo = kept["closed"] != nil
    open = kept["open"].flatMap(Open.init)
    verifiedWithin = kept["verified"].flatMap { Int($0) }
    age = kept["age"].flatMap { Int($0) }
    origin = kept["near"].flatMap(Self.place)
    miles = origin == nil ? nil : kept["miles"].flatMap { Double($0) }
    order = kept["order"].flatMap(Order.init) ?? .best
    if order == .distance, origin == nil { order = .best }
  }
}
