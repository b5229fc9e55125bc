// The parts of an asset: its places, times, costs and the people to ring, each
// with the plain words that screens and lists show.

import Foundation

/// A place where an asset is to be found.
public struct AssetLocation: Equatable, Sendable {
  public var id: String
  /// "physical", "postal" or "virtual".
  public var type: String
  public var name: String
  /// The address in one line, without the postcode.
  public var address: String
  public var postcode: String
  /// The town, for lists.
  public var town: String
  /// Degrees north, −90 to 90; nil also where the file says something impossible.
  public var latitude: Double?
  /// Degrees east, −180 to 180; nil also where the file says something impossible.
  public var longitude: Double?
  public var url: String
  /// How to get there.
  public var transport: String

  public init(
    id: String, type: String = "", name: String = "", address: String = "", postcode: String = "",
    town: String = "", latitude: Double? = nil, longitude: Double? = nil, url: String = "",
    transport: String = ""
  ) {
    self.id = id
    self.type = type
    self.name = name
    self.address = address
    self.postcode = postcode
    self.town = town
    let possible = AssetLocation.isPossible(latitude: latitude, longitude: longitude)
    self.latitude = possible ? latitude : nil
    self.longitude = possible ? longitude : nil
    self.url = url
    self.transport = transport
  }

  /// Whether a pair of degrees is a place on Earth.
  public static func isPossible(latitude: Double?, longitude: Double?) -> Bool {
    guard let latitude, let longitude else { return false }
    return (-90...90).contains(latitude) && (-180...180).contains(longitude)
  }

  /// The place's name, else its town or postcode; "online" for a virtual one.
  public var placeWords: String {
    if !name.isEmpty { return name }
    if type.lowercased() == "virtual" { return "online" }
    return town.isEmpty ? (postcode.isEmpty ? address : postcode) : town
  }
}

/// When an asset is open, in the iCalendar terms of the standard.
public struct AssetSchedule: Equatable, Sendable {
  public var id: String
  /// "WEEKLY" or "MONTHLY".
  public var freq: String
  public var interval: Int?
  /// "TH,FR", or "2MO" and "-1FR" within a month.
  public var byday: String
  public var bymonthday: String
  /// As the file has it: "10:00", "10:00:00", perhaps with a zone.
  public var opensAt: String
  public var closesAt: String
  public var validFrom: Day?
  public var validTo: Day?
  public var description: String
  public var notes: String
  /// The first day of the rule.
  public var dtstart: Day?
  /// The last day of the rule.
  public var until: Day?
  /// How often in all.
  public var count: Int?
  /// "MO": the day that a week begins with.
  public var wkst: String
  public var byyearday: String
  public var byweekno: String
  /// Days of the rule on which it is shut, where a file names any (EXDATE).
  public var exceptions: Set<Day>
  /// Further days on which it is open, where a file names any (RDATE).
  public var additions: Set<Day>

  public init(
    id: String = "", freq: String = "", interval: Int? = nil, byday: String = "",
    bymonthday: String = "", opensAt: String = "", closesAt: String = "",
    validFrom: Day? = nil, validTo: Day? = nil, description: String = "", notes: String = "",
    dtstart: Day? = nil, until: Day? = nil, count: Int? = nil, wkst: String = "",
    byyearday: String = "", byweekno: String = "", exceptions: Set<Day> = [],
    additions: Set<Day> = []
  ) {
    self.dtstart = dtstart
    self.until = until
    self.count = count
    self.wkst = wkst
    self.byyearday = byyearday
    self.byweekno = byweekno
    self.exceptions = exceptions
    self.additions = additions
    self.id = id
    self.freq = freq
    self.interval = interval
    self.byday = byday
    self.bymonthday = bymonthday
    self.opensAt = opensAt
    self.closesAt = closesAt
    self.validFrom = validFrom
    self.validTo = validTo
    self.description = description
    self.notes = notes
  }

  /// "Thu, Fri 10:00–18:00", "every 2 weeks Mon 18:30–20:00", "last Fri of the month";
  /// the publisher's own sentence where there is no rule to put into words.
  public var words: String {
    let rule = PersonName.joined([rhythm, days, times])
    return rule.isEmpty ? description : rule
  }

  private var isMonthly: Bool { freq.uppercased() == "MONTHLY" }

  private var rhythm: String {
    guard let interval, interval > 1 else { return "" }
    return "every \(interval) \(isMonthly ? "months" : "weeks")"
  }

  private var days: String {
    let parts = byday.split(whereSeparator: { ", ;".contains($0) }).compactMap(AssetSchedule.day)
    if !parts.isEmpty {
      let ofMonth = isMonthly || byday.contains(where: \.isNumber) ? " of the month" : ""
      return AssetSchedule.runs(parts) + ofMonth
    }
    if isMonthly && !bymonthday.isEmpty { return "on day \(bymonthday) of the month" }
    return freq.uppercased() == "DAILY" ? "every day" : ""
  }

  private var times: String {
    let opens = AssetSchedule.clock(opensAt)
    let closes = AssetSchedule.clock(closesAt)
    switch (opens.isEmpty, closes.isEmpty) {
    case (true, true): return ""
    case (false, true): return "from \(opens)"
    case (true, false): return "until \(closes)"
    case (false, false): return "\(opens)–\(closes)"
    }
  }

  /// "Mon–Fri" for the five days in a row, else "Thu, Fri".
  private static func runs(_ days: [String]) -> String {
    let week = Day.Weekday.allCases.map(\.shortName)
    if days == Array(week.prefix(5)) { return "Mon–Fri" }
    if days == week { return "every day" }
    return days.joined(separator: ", ")
  }

  private static let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
  private static let ordinals = [
    "1": "1st", "2": "2nd", "3": "3rd", "4": "4th", "5": "5th", "-1": "last", "-2": "2nd to last",
  ]

  private static func day(_ part: Substring) -> String? {
    let code = part.uppercased()
    guard let index = codes.firstIndex(where: { code.hasSuffix($0) }),
      let weekday = Day.Weekday(rawValue: index + 1)
    else { return nil }
    let which = String(code.dropLast(2)).replacing("+", with: "")
    if which.isEmpty { return weekday.shortName }
    return ordinals[which].map { "\($0) \(weekday.shortName)" }
  }

  /// "10:00" of "10:00:00Z"; a text that is no time is given back as it stands.
  static func clock(_ text: String) -> String {
    let parts = text.split(separator: ":", maxSplits: 2)
    guard parts.count >= 2, let hour = Int(parts[0].suffix(2)), (0...24).contains(hour) else {
      return text
    }
    let minutes = String(parts[1].prefix(2))
    return (hour < 10 ? "0" : "") + "\(hour):\(minutes)"
  }
}

/// One way of paying for an asset.
public struct AssetCost: Equatable, Sendable {
  /// For whom: "Under 18s and Over 60s".
  public var option: String
  /// The amount exactly as the file writes it.
  public var amount: String
  /// "gbp"; empty counts as pounds.
  public var currency: String
  /// "per 1 hour session".
  public var description: String

  public init(
    option: String = "", amount: String = "", currency: String = "", description: String = ""
  ) {
    self.option = option
    self.amount = amount
    self.currency = currency
    self.description = description
  }

  /// Whether the amount is 0, or the words say free where there is no amount.
  public var isFree: Bool {
    if let value = Double(amount) { return value == 0 }
    let said = [option, description].map { $0.lowercased() }
    return said.contains("free") || said.contains("free of charge") || said.contains("no charge")
  }

  /// "free", "£35 per 1 hour session".
  public var words: String {
    if isFree { return "free" }
    guard let value = Double(amount) else { return PersonName.joined([option, description]) }
    let whole = value == value.rounded() && abs(value) < 1_000_000
    let figure = whole ? String(Int(value)) : String(format: "%.2f", value)
    let code = currency.trimmingCharacters(in: .whitespaces).uppercased()
    let money =
      switch code {
      case "", "GBP", "£": "£\(figure)"
      case "EUR", "€": "€\(figure)"
      case "USD", "$": "$\(figure)"
      default: "\(figure) \(code)"
      }
    return PersonName.joined([money, description])
  }
}

/// Somebody to ask for.
public struct AssetContact: Equatable, Sendable {
  public var name: String
  public var title: String
  public var department: String
  public var email: String
  public var phones: [AssetPhone]

  public init(
    name: String = "", title: String = "", department: String = "", email: String = "",
    phones: [AssetPhone] = []
  ) {
    self.name = name
    self.title = title
    self.department = department
    self.email = email
    self.phones = phones
  }
}

/// A telephone number of an asset.
public struct AssetPhone: Equatable, Sendable {
  public var number: String
  public var `extension`: String
  /// "voice", "text", "fax" and so on.
  public var type: String
  public var description: String

  public init(
    number: String, extension: String = "", type: String = "", description: String = ""
  ) {
    self.number = number
    self.extension = `extension`
    self.type = type
    self.description = description
  }

  /// The number as it is dialled: publishers put quotation marks about it.
  public var words: String {
    let plain = number.trimmingCharacters(in: CharacterSet(charactersIn: "\"“” "))
    return `extension`.isEmpty ? plain : "\(plain) ext. \(`extension`)"
  }
}

/// Age limits: the one rule, used by lists, filters and offers alike.
public enum AssetAges {
  /// A maximum of 16 lets in somebody until their 17th birthday.
  public static func accept(_ age: Int?, minimum: Double?, maximum: Double?) -> Bool {
    guard let age else { return true }
    if let minimum, Double(age) < minimum.rounded(.down) { return false }
    if let maximum, Double(age) > maximum { return false }
    return true
  }

  /// Limits that say nothing, from 0 up to 100 or more, count as "any age".
  public static func words(minimum: Double?, maximum: Double?) -> String {
    let lowest = minimum.flatMap { $0 > 0 ? $0 : nil }
    let highest = maximum.flatMap { $0 < 99 ? $0 : nil }
    return switch (lowest, highest) {
    case (nil, nil): "any age"
    case (let low?, nil): "from \(plain(low))"
    case (nil, let high?): "up to \(plain(high))"
    case (let low?, let high?): low == high ? plain(low) : "\(plain(low))–\(plain(high))"
    }
  }

  private static func plain(_ years: Double) -> String {
    years == years.rounded() && abs(years) < 1_000 ? String(Int(years)) : String(years)
  }
}

enum AssetWords {
  /// Each text once, in the order of its first coming.
  static func distinct(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
  }
}
