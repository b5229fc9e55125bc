import ArgumentParser
import Casebook
import Casework
import Foundation

struct SearchDirectory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Search the directory of local services.",
    discussion: """
      Without a query, everything by name. Each word is found at the start of any word. \
      Options narrow it together; one that may be given again means any of those.
      """)

  @Argument(help: "What they would like: art, football, someone to talk to.")
  var query: [String] = []

  @OptionGroup(title: "Narrowing") var facets: FacetOptions

  @Option(help: "best, distance, freshness or name.")
  var sort: AssetQuery.Order = .best

  @Option(help: "At most this many.")
  var limit: Int?

  @Flag(help: "Also how many there are of each that could be chosen.")
  var counts = false

  @Flag(help: "Each service whole: evidence, checks, notes and all.")
  var whole = false

  @Flag(help: "Instead: services that look like one.")
  var duplicates = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    if duplicates { return try printDuplicates(book) }
    let now = Date()
    let today = Day(now)
    let clock = Calendar.current.dateComponents([.hour, .minute], from: now)
    var asked = try facets.query(in: book)
    asked.words = query.joined(separator: " ")
    asked.order = sort
    if sort == .distance && asked.origin == nil {
      throw ValidationError("Nearest to what? Name a postcode with --near.")
    }
    let found = try book.find(
      asked, on: today, minute: (clock.hour ?? 0) * 60 + (clock.minute ?? 0))
    let lines = try book.lines(of: found, in: 0..<min(found.count, limit ?? found.count))
    if json {
      let objects = try lines.compactMap { line -> AssetObject? in
        guard let asset = try book.asset(line.id) else { return nil }
        return AssetObject(asset, line: line, on: today, rules: book.directoryRules)
      }
      guard counts else { return try JSON.print(objects) }
      return try JSON.print([
        CountedAssets(
          found: found.count, services: objects,
          counts: Self.countGroups(found.counts, book.directoryRules.taxonomy))
      ])
    }
    for line in lines {
      if whole {
        try printWhole(line, of: book, on: today)
      } else {
        Lines.print(Self.words(line, on: today, rules: book.directoryRules))
      }
    }
    if lines.isEmpty { Lines.print(Self.nothing(asked, total: found.total)) }
    if counts { printCounts(found.counts, book.directoryRules.taxonomy) }
  }

  static func words(_ line: AssetLine, on today: Day, rules: DirectoryRules) -> String {
    var parts = [
      line.name, line.organizationName, line.ageWords, line.whenWords, line.costWords,
      line.placeWords, line.miles.map(Coordinates.words) ?? "",
      line.isOffered ? "" : line.status.words, line.trust.spaces?.words ?? "",
    ]
    parts.append(line.verifiedOn.map { "seen to run \($0.british)" } ?? "")
    if case .notYet = line.readiness(on: today, policy: rules.assurance) {
      parts.append("not for under 18s yet")
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private static func nothing(_ asked: AssetQuery, total: Int) -> String {
    if total == 0 {
      return "The directory is empty. Bring one in with “fingerpost import directory PATH”."
    }
    return asked.words.isEmpty
      ? "Nothing in the directory is left by what you narrow it with."
      : "Nothing in the directory is found by “\(asked.words)”."
  }

  private func printDuplicates(_ book: Casebook) throws {
    let twins = try book.likelyDuplicates(limit: limit ?? 200)
    if json {
      struct Pair: Encodable {
        var first: String
        var second: String
        var firstName: String
        var secondName: String
        var why: String
      }
      return try JSON.print(
        twins.map {
          Pair(
            first: $0.first.id.text, second: $0.second.id.text, firstName: $0.first.name,
            secondName: $0.second.name, why: $0.why)
        })
    }
    for twin in twins {
      Lines.print("\(twin.first.name) · \(twin.second.name) · \(twin.why)")
    }
    if twins.isEmpty { Lines.print("No two services look like one.") }
  }

  private func printWhole(_ line: AssetLine, of book: Casebook, on today: Day) throws {
    guard let asset = try book.asset(line.id) else { return }
    Lines.print(Self.words(line, on: today, rules: book.directoryRules))
    func fact(_ label: String, _ words: String) {
      if !words.isEmpty { Lines.print("  \(label): \(words)") }
    }
    fact("About", asset.description)
    for place in asset.locations {
      fact(
        "Where",
        [place.placeWords, place.address, place.postcode].filter { !$0.isEmpty }
          .joined(separator: ", "))
    }
    fact("Telephone", asset.phones.map(\.words).joined(separator: ", "))
    fact("Ask for", asset.contacts.map(\.name).filter { !$0.isEmpty }.joined(separator: ", "))
    fact("Email", asset.email)
    fact("Web", asset.url)
    fact("Access", asset.accessibility.joined(separator: "; "))
    fact("Kinds", asset.taxonomyTerms.joined(separator: ", "))
    fact("Languages", asset.languages.joined(separator: ", "))
    fact("Under 18s", line.readiness(on: today, policy: book.directoryRules.assurance).words)
    let workers = Dictionary(
      try book.workers().map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
    for assurance in line.trust.assurances {
      let until = assurance.expiresOn.map { ", until \($0.british)" } ?? ""
      fact(
        "Evidence",
        "\(assurance.kind.words), seen \(assurance.seenOn.british)\(until), \(workers[assurance.by] ?? "")"
          + (assurance.note.isEmpty ? "" : ": \(assurance.note)"))
    }
    for check in line.trust.checks {
      fact(
        "Checked",
        "\(check.on.british), \(workers[check.by] ?? ""), \(check.way.words): \(check.found.words)"
          + (check.note.isEmpty ? "" : " (\(check.note))"))
    }
    for note in line.trust.notes {
      fact("Note", "\(Day(note.at).british), \(workers[note.by] ?? ""): \(note.text)")
    }
    let story = try book.history(ofAsset: line.id, limit: 20)
    for event in story.events {
      fact("History", "\(Day(event.at).british), \(event.by): \(event.words)")
    }
    if !story.isWhole { fact("History", "there is more: fingerpost history --asset \(line.id)") }
  }

  /// What was found, and how many there are of each that could be chosen.
  private struct CountedAssets: Encodable {
    var found: Int
    var services: [AssetObject]
    var counts: [CountGroup]
  }

  /// The choices of one kind, with how many there are of each.
  private struct CountGroup: Encodable {
    struct Choice: Encodable {
      var name: String
      var count: Int
    }

    var group: String
    var choices: [Choice]
  }

  private func printCounts(_ counts: FacetCounts, _ taxonomy: AssetTaxonomy) {
    for group in Self.countGroups(counts, taxonomy) {
      let words = group.choices.map { "\($0.name) \($0.count)" }
      Lines.print("\(group.group): \(words.joined(separator: ", "))")
    }
  }

  /// Only what there is some of.
  private static func countGroups(_ counts: FacetCounts, _ taxonomy: AssetTaxonomy)
    -> [CountGroup]
  {
    var groups: [CountGroup] = []
    func add(_ title: String, _ pairs: [(String, Int)]) {
      let some = pairs.filter { $0.1 > 0 }.map { CountGroup.Choice(name: $0.0, count: $0.1) }
      if !some.isEmpty { groups.append(CountGroup(group: title, choices: some)) }
    }
    add("Kind", taxonomy.kinds.map { ($0.name, counts.kinds[$0.code] ?? 0) })
    add("Group", taxonomy.groups.map { ($0.name, counts.groups[$0.code] ?? 0) })
    add("Term", counts.terms.map { ($0.name, $0.count) })
    add("Day", Day.Weekday.allCases.map { ($0.name, counts.days[$0] ?? 0) })
    add("Time", WeekTimes.Part.allCases.map { ($0.words, counts.parts[$0] ?? 0) })
    add("Open", AssetQuery.Open.allCases.map { ($0.words, counts.open[$0] ?? 0) })
    add("Cost", AssetCostBand.allCases.map { ($0.words, counts.costs[$0] ?? 0) })
    add(
      "Within", FacetCounts.distances.map { (Coordinates.words($0), counts.within[$0] ?? 0) })
    add("Mode", AssetMode.allCases.map { ($0.words, counts.modes[$0] ?? 0) })
    add("Access", AssetAccess.allCases.map { ($0.words, counts.access[$0] ?? 0) })
    add("Language", counts.languages.map { ($0.name, $0.count) })
    add("Spaces", [("told us of some", counts.hasSpaces)])
    add(
      "Seen to run",
      FacetCounts.freshnesses.map { ("in \($0) days", counts.verifiedWithin[$0] ?? 0) })
    add("To be looked at again", [("", counts.needsCheck)])
    add("Checked for under 18s", [("", counts.readyForUnder18)])
    add("Not running", [("", counts.closed)])
    return groups
  }
}

extension AssetQuery.Order: ExpressibleByArgument {}
