// The rules by which a service is judged, one for each kind of line.

import Foundation

/// Judges services for one wish. What the wish says is folded once.
public struct FitJudging: Sendable {
  public let wish: FitWish
  public let rules: FitRules
  /// What must have been seen of a service before anybody under 18 is sent there.
  public let assurance: AssurancePolicy
  public let today: Day
  /// The themes of the goal; those of the interests where the goal tells of none.
  public let themes: [FitTheme]
  /// The goal's own words that tell something.
  public let goalWords: [String]
  /// Words of what matters to the person.
  public let interestWords: [String]
  /// What of them is looked for in what a service says.
  private let goalSigns: [FitSign]
  private let interestSigns: [FitSign]
  private let themeSigns: [[FitSign]]

  public init(
    _ wish: FitWish, rules: FitRules, assurance: AssurancePolicy = AssurancePolicy(),
    on today: Day
  ) {
    self.wish = wish
    self.rules = rules
    self.assurance = assurance
    self.today = today
    // A goal may be 10,000 letters long; what it is about stands at its beginning.
    let wanted = FitWords.wanted(String(wish.goal.prefix(600)))
    let liked = wish.interests.map { FitWords.wanted($0) }.joined(separator: " ")
    func told(by text: String) -> [FitTheme] {
      let folded = FitWords.folded(text)
      return rules.themes.filter { theme in theme.words.contains { folded.begins(FitSign($0)) } }
    }
    let ofGoal = told(by: wanted)
    themes = ofGoal.isEmpty ? told(by: liked) : ofGoal
    let words = FitWords.telling(wanted)
    goalWords = words
    interestWords = FitWords.telling(liked).filter { !words.contains($0) }
    goalSigns = goalWords.map { FitSign(FitWords.stem($0)) }
    interestSigns = interestWords.map { FitSign(FitWords.stem($0)) }
    themeSigns = themes.map { $0.words.map { FitSign($0) } }
  }

  /// The beginnings of the goal's words, by which services are looked for.
  public var goalBeginnings: [String] { goalWords.map(FitWords.stem) }

  /// The beginnings of the words of what matters to the person.
  public var interestBeginnings: [String] { interestWords.map(FitWords.stem) }

  /// Judges one service, line by line.
  public func judge(_ asset: FitAsset) -> Fit {
    Fit(
      asset: asset,
      lines: [
        theme(asset), age(asset), time(asset), distance(asset), cost(asset), access(asset),
        spaces(asset), verified(asset), safety(asset), status(asset),
      ].compactMap { $0 })
  }

  private func theme(_ asset: FitAsset) -> FitLine {
    let text = FitWords.folded(
      ([asset.name, asset.description] + asset.terms).joined(separator: " . "))
    let own = zip(goalWords, goalSigns).filter { text.begins($0.1) }.map(\.0)
    let liked = zip(interestWords, interestSigns).filter { text.begins($0.1) }.map(\.0)
    let kinds = asset.terms.map { $0.lowercased() }
    let shared = zip(themes, themeSigns).filter { theme, signs in
      theme.kinds.contains { kind in kinds.contains { $0.hasPrefix(kind.lowercased()) } }
        || signs.contains { text.begins($0) }
    }.map(\.0)
    var reasons: [String] = []
    if !own.isEmpty { reasons.append(own.prefix(2).joined(separator: ", ")) }
    if !liked.isEmpty {
      let words = liked.prefix(2).joined(separator: ", ")
      reasons.append("\(words), which matter\(liked.count == 1 ? "s" : "") to \(wish.name)")
    }
    reasons += shared.prefix(own.isEmpty ? 2 : 1).map(\.name)
    guard !reasons.isEmpty else {
      return FitLine(.theme, .doesNot, "nothing of the goal in what it says")
    }
    let points =
      min(own.count, 2) * rules.pointsForGoalWord + min(liked.count, 2) * rules.pointsForInterest
      + (shared.isEmpty ? 0 : rules.pointsForTheme)
    return FitLine(.theme, .fits, reasons.joined(separator: "; "), points: points)
  }

  private func age(_ asset: FitAsset) -> FitLine {
    let words = AssetAges.words(minimum: asset.minimumAge, maximum: asset.maximumAge)
    guard let age = wish.age else { return FitLine(.age, .ask, "for \(words); age not known") }
    return AssetAges.accept(age, minimum: asset.minimumAge, maximum: asset.maximumAge)
      ? FitLine(.age, .fits, words, points: words == "any age" ? 0 : 1)
      : FitLine(.age, .doesNot, "for \(words), and \(wish.name) is \(age)")
  }

  private func time(_ asset: FitAsset) -> FitLine {
    let running = asset.schedules.filter { $0.validTo.map { $0 >= today } ?? true }
    let words = AssetWords.distinct(running.map(\.words).filter { !$0.isEmpty })
      .prefix(2).joined(separator: "; ")
    if !asset.schedules.isEmpty, running.isEmpty {
      return FitLine(.time, .doesNot, "its dates are over")
    }
    guard !words.isEmpty else { return FitLine(.time, .ask, "times not said") }
    guard !wish.reach.freeTimes.isEmpty else { return FitLine(.time, .fits, words) }
    let spans = running.flatMap(\.weekSpans)
    guard !spans.isEmpty else { return FitLine(.time, .ask, "\(words): ask which day") }
    // Half an hour of it is worth going for.
    let fits = spans.contains { span in
      wish.reach.freeTimes.spans.contains { $0.shared(with: span) >= min(30, span.to - span.from) }
    }
    return fits
      ? FitLine(
        .time, .fits, "\(words), when \(wish.name) is free", brief: words,
        points: rules.pointsForFreeTime)
      : FitLine(.time, .doesNot, "\(words), and \(wish.name) is not free then")
  }

  private func distance(_ asset: FitAsset) -> FitLine {
    if asset.isOnline { return FitLine(.distance, .fits, "online") }
    guard let home = wish.place, let miles = asset.places.map({ home.miles(to: $0) }).min() else {
      return FitLine(
        .distance, .ask, wish.place == nil ? "distance not known" : "place not said")
    }
    let rough = wish.isPlaceRough ? "about " : ""
    let words =
      miles < 0.05 ? "next door" : rough + String(format: "%.1f", miles) + " miles"
    let most = wish.reach.miles.map(Double.init) ?? rules.farMiles
    if miles > most {
      // 1.04 is told as 1.0, and is no more than 1 to anybody who reads that.
      let isJust = (miles * 10).rounded() <= most * 10
      let limit = wish.reach.miles.map {
        "\(isJust ? "just over" : "more than") the \($0) that \(wish.name) can go"
      }
      return FitLine(.distance, .doesNot, "\(words), \(limit ?? "too far")")
    }
    return FitLine(
      .distance, .fits, words, brief: words.replacing(" miles", with: " mi"),
      points: miles <= rules.nearMiles ? rules.pointsForNear : 0)
  }

  private func cost(_ asset: FitAsset) -> FitLine {
    if asset.costs.isEmpty {
      return asset.fees.isEmpty
        ? FitLine(.cost, .ask, "cost not said") : FitLine(.cost, .ask, asset.fees)
    }
    if asset.costs.contains(where: \.isFree) {
      return FitLine(.cost, .fits, "free", points: rules.pointsForFree)
    }
    let words = AssetWords.distinct(asset.costs.map(\.words).filter { !$0.isEmpty })
      .prefix(2).joined(separator: "; ")
    guard let most = wish.reach.pence else { return FitLine(.cost, .fits, words) }
    let least = asset.costs.compactMap { Double($0.amount) }.min()
    guard let least else { return FitLine(.cost, .ask, words) }
    return Int((least * 100).rounded(.up)) <= most
      ? FitLine(.cost, .fits, words)
      : FitLine(
        .cost, .doesNot,
        "\(words), more than \(most == 0 ? "nothing" : Pence.words(most))")
  }

  private func access(_ asset: FitAsset) -> FitLine? {
    let needs = AccessNeed.allCases.filter(wish.reach.access.contains)
    guard !needs.isEmpty else { return nil }
    let text = (asset.accessibility + [asset.description]).joined(separator: " . ").lowercased()
    if let denied = needs.first(where: { need in need.denials.contains { text.contains($0) } }) {
      return FitLine(.access, .doesNot, "without \(denied.words)")
    }
    let missing = needs.filter { need in !need.signs.contains { text.contains($0) } }
    return missing.isEmpty
      ? FitLine(
        .access, .fits, needs.map(\.words).joined(separator: ", "), points: rules.pointsForAccess)
      : FitLine(.access, .ask, "ask about \(missing.map(\.words).joined(separator: ", "))")
  }

  private func spaces(_ asset: FitAsset) -> FitLine? {
    // What the team was told counts before what the publisher wrote.
    if let told = asset.trust.spaces, !told.words.isEmpty {
      let hasRoom = told.spaces.map { $0 > 0 } ?? (told.waitWeeks == 0)
      return hasRoom
        ? FitLine(.spaces, .fits, told.words, points: rules.pointsForSpaces)
        : FitLine(.spaces, .ask, told.words)
    }
    let said = asset.waitTime.lowercased()
    if said.isEmpty { return nil }
    let isFull = ["no space", "no place", "full", "closed"].contains { said.contains($0) }
    let hasRoom =
      said == "0" || said == "none"
      || ["no wait", "spaces", "places", "straight away"].contains { said.contains($0) }
    return hasRoom && !isFull
      ? FitLine(.spaces, .fits, said, points: rules.pointsForSpaces) : FitLine(.spaces, .ask, said)
  }

  private func verified(_ asset: FitAsset) -> FitLine {
    let days = [asset.assuredOn, asset.trust.verified?.on].compactMap { $0 }
    guard let day = days.max() else {
      return FitLine(.verified, .ask, "never checked: ring first")
    }
    let age = max(0, day.days(until: today))
    let words = age == 0 ? "checked today" : "checked \(age) day\(age == 1 ? "" : "s") ago"
    if age > rules.staleDays { return FitLine(.verified, .ask, "\(words): ring first") }
    return FitLine(
      .verified, .fits, words, points: age <= rules.freshDays ? rules.pointsForFresh : 0)
  }

  /// Nobody under 18, or of unknown age, is sent where what must be seen was not seen.
  private func safety(_ asset: FitAsset) -> FitLine? {
    if let age = wish.age, age >= 18 { return nil }
    let readiness = asset.trust.readiness(
      minimumAge: asset.minimumAge, on: today, policy: assurance)
    switch readiness {
    case .adultsOnly: return nil
    case .ready: return FitLine(.safety, .fits, readiness.words)
    case .notYet: return FitLine(.safety, .doesNot, readiness.words)
    }
  }

  private func status(_ asset: FitAsset) -> FitLine? {
    if asset.trust.mergedInto != nil {
      return FitLine(.status, .doesNot, "listed twice: the other entry stands for it")
    }
    let status = asset.trust.status(published: asset.status, modifiedOn: asset.modifiedOn)
    if !status.isOffered {
      return FitLine(.status, .doesNot, status.words.lowercased())
    }
    return asset.alert.isEmpty ? nil : FitLine(.status, .ask, asset.alert)
  }
}

/// The beginning of a word, or of several in a row, to be looked for.
struct FitSign: Sendable {
  fileprivate let bytes: [UInt8]

  init(_ beginning: String) { bytes = Array(beginning.lowercased().utf8) }
}

/// A text whose words can be looked for by their beginnings. A goal is held against
/// hundreds of services for every line that the cursor passes, so this works in bytes.
struct FitText: Sendable {
  private let bytes: [UInt8]
  /// Where each word begins.
  private let starts: [Int]

  /// - Parameter words: lower case, with one space between two.
  fileprivate init(_ words: String) {
    bytes = Array(words.utf8)
    var starts = bytes.isEmpty ? [] : [0]
    for (index, byte) in bytes.enumerated() where byte == 0x20 { starts.append(index + 1) }
    self.starts = starts
  }

  /// Whether a word, or several in a row, begin so.
  func begins(_ sign: FitSign) -> Bool {
    guard let first = sign.bytes.first else { return false }
    return starts.contains { start in
      guard start + sign.bytes.count <= bytes.count, bytes[start] == first else { return false }
      for offset in 1..<max(sign.bytes.count, 1) where bytes[start + offset] != sign.bytes[offset] {
        return false
      }
      return true
    }
  }
}

enum FitWords {
  /// The text's words, lower case.
  static func folded(_ text: String) -> FitText {
    FitText(words(text).joined(separator: " "))
  }

  private static func words(_ text: String) -> [String] {
    let plain: String = text.lowercased().replacing("’", with: "'")
    let parts: [Substring] = plain.split { (character: Character) -> Bool in !isPart(character) }
    return parts.map { String($0) }
  }

  private static func isPart(_ character: Character) -> Bool {
    character.isLetter || character.isNumber || character == "'" || character == "-"
  }

  /// What somebody wants, without what they say they do not: "one thing a week that isn't
  /// school" is not about school.
  static func wanted(_ text: String) -> String {
    var kept: [String] = []
    var left = 0
    for word in words(text) {
      if negations.contains(word) || word.hasSuffix("n't") {
        left = 2
      } else if left > 0 {
        // "not being late" is about being late no more than "not late" is.
        left = word.count <= 3 || silent.contains(word) ? left - 1 : 0
      } else {
        kept.append(word)
      }
    }
    return kept.joined(separator: " ")
  }

  /// The words of a text that tell what it is about, each once.
  static func telling(_ text: String) -> [String] {
    AssetWords.distinct(words(text).filter { $0.count > 3 && !silent.contains($0) })
  }

  private static let negations: Set<String> = ["not", "no", "without", "never", "stop", "less"]

  /// Without its ending, so that "drawing" finds "draws" and "sketches" "Sketchers".
  static func stem(_ word: String) -> String {
    for ending in ["ings", "ing", "ers", "es", "ed", "er", "s"]
    where word.hasSuffix(ending) && word.count - ending.count >= 4 {
      return String(word.dropLast(ending.count))
    }
    return word
  }

  private static let silent: Set<String> = [
    "about", "after", "again", "also", "always", "another", "anything", "because", "been", "before",
    "being", "best", "better", "both", "cannot", "come", "comes", "could", "does", "doing", "done",
    "down", "each", "even", "ever", "every", "everybody", "feel", "find", "from",
    "gets", "getting", "give", "goes", "going", "good", "have", "having", "here", "hers", "into",
    "just", "keep", "know", "last", "less", "like", "likes", "little", "long",
    "look", "lots", "made", "make", "many", "more", "most", "much", "must", "myself", "need",
    "never", "next", "nobody", "nothing", "often", "once", "only", "other", "others", "over",
    "really", "some", "somebody", "something", "somewhere", "still", "such", "take", "than", "that",
    "their", "them", "then", "there", "these", "they", "thing", "things", "this", "those",
    "through",
    "time", "times", "told", "under", "until", "upon", "very", "want", "wants", "week", "weekend",
    "well", "went", "were", "what", "when", "where", "which", "while", "whole", "will", "with",
    "without", "would", "year", "years", "your", "yours", "monday", "tuesday", "wednesday",
    "thursday", "friday", "saturday", "sunday", "able", "start", "started", "stop", "turn", "part",
    "same", "kind", "whoever", "everything", "people", "first", "back", "left", "called", "asked",
    "twice", "alone", "tired", "talked", "front", "three",
  ]
}

extension AssetSchedule {
  /// The stretches of an ordinary week in which it runs. Without hours it may be at any
  /// time of its days.
  public var weekSpans: [WeekSpan] {
    let codes = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
    var days = byday.uppercased().split { ", ;".contains($0) }.compactMap { part in
      codes.firstIndex { part.hasSuffix($0) }.flatMap { Day.Weekday(rawValue: $0 + 1) }
    }
    if days.isEmpty, freq.uppercased() == "DAILY" { days = Day.Weekday.allCases }
    let opens = Self.minute(opensAt) ?? 0
    let closes = Self.minute(closesAt) ?? 1_440
    return days.compactMap { WeekSpan($0, from: opens, to: closes) }
  }

  private static func minute(_ text: String) -> Int? {
    let parts = clock(text).split(separator: ":").map { Int($0) }
    guard parts.count == 2, let hour = parts[0], let minute = parts[1],
      (0..<60).contains(minute), hour * 60 + minute <= 1_440
    else { return nil }
    return hour * 60 + minute
  }
}
