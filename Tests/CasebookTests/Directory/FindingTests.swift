// Finding in the directory: what the index in memory says is what the rules of each
// service say, for every facet and every count.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Finding in the directory")
struct FindingTests {
  private func names(_ book: Casebook, _ query: AssetQuery, on day: Day, minute: Int = 600) throws
    -> Set<String>
  {
    let found = try book.find(query, on: day, minute: minute)
    let lines = try book.lines(of: found, in: 0..<found.count)
    #expect(lines.count == found.count)
    return Set(lines.map(\.id.text))
  }

  @Test(
    "each facet lets through what the rules of a service say, and its count is right",
    arguments: [1, 2, 3] as [UInt64])
  func facets(seed: UInt64) throws {
    let town = try RandomTown(seed: seed, services: 120)
    let rules = town.book.directoryRules
    let all = try town.assets()
    let today = town.today
    let quay = try #require(Coordinates(latitude: 53.6, longitude: 1.2))
    func status(_ one: (asset: Asset, trust: AssetTrust)) -> AssetStatus {
      one.trust.status(published: one.asset.status, modifiedOn: one.asset.modifiedOn)
    }
    let listed = all.filter { $0.trust.mergedInto == nil }
    let running = listed.filter { status($0) == .active }
    func same(
      _ what: String, _ change: (inout AssetQuery) -> Void,
      count: ((FacetCounts) -> Int?)? = nil, rule: ((asset: Asset, trust: AssetTrust)) -> Bool
    ) throws {
      var query = AssetQuery()
      let before = try town.book.find(query, on: today, minute: 600)
      change(&query)
      let expected = Set(running.filter(rule).map(\.asset.id.text))
      #expect(try names(town.book, query, on: today) == expected, "\(what)")
      if let count { #expect(count(before.counts) ?? 0 == expected.count, "count of \(what)") }
    }
    #expect(try names(town.book, AssetQuery(), on: today) == Set(running.map(\.asset.id.text)))
    var closed = AssetQuery()
    closed.closedToo = true
    #expect(try names(town.book, closed, on: today) == Set(listed.map(\.asset.id.text)))
    for age in [0, 4, 5, 11, 16, 17, 18, 25, 26] {
      try same("age \(age)", { $0.age = age }, rule: { $0.asset.accepts(age: age) })
    }
    for (place, theme) in rules.taxonomy.all.enumerated() {
      try same(
        theme.code,
        { query in
          if place < rules.taxonomy.kinds.count {
            query.kinds = [theme.code]
          } else {
            query.groups = [theme.code]
          }
        }, count: { $0.kinds[theme.code] ?? $0.groups[theme.code] },
        rule: { $0.asset.taxonomyTerms.contains(where: theme.covers) })
    }
    for weekday in Day.Weekday.allCases {
      try same(
        weekday.name, { $0.days = [weekday] }, count: { $0.days[weekday] },
        rule: { $0.asset.weekTimes.weekdays.contains(weekday) })
    }
    for part in WeekTimes.Part.allCases {
      try same(
        part.words, { $0.parts = [part] }, count: { $0.parts[part] },
        rule: { $0.asset.weekTimes.parts.contains(part) })
    }
    try same(
      "Saturday evening",
      {
        $0.days = [.saturday]; $0.parts = [.evening]
      }
    ) {
      $0.asset.weekTimes.contains(WeekTimes(.saturday, .evening))
    }
    try same("today", { $0.open = .today }, count: { $0.open[.today] }) {
      !$0.asset.sessions(in: today...today, calendar: rules.calendar).isEmpty
    }
    try same("this week", { $0.open = .week }, count: { $0.open[.week] }) {
      !$0.asset.sessions(in: today...today.adding(days: 6), calendar: rules.calendar).isEmpty
    }
    try same("now", { $0.open = .now }) {
      $0.asset.isOpen(on: today, minute: 600, calendar: rules.calendar) == true
    }
    for band in AssetCostBand.allCases {
      try same(band.words, { $0.costs = [band] }, count: { $0.costs[band] }) {
        band.admitted.contains($0.asset.costBand)
      }
    }
    for access in AssetAccess.allCases {
      try same(access.words, { $0.access = [access] }, count: { $0.access[access] }) {
        $0.asset.access.contains(access)
      }
    }
    for mode in AssetMode.allCases {
      try same(mode.words, { $0.modes = [mode] }, count: { $0.modes[mode] }) {
        $0.asset.modes.contains(mode)
      }
    }
    try same(
      "Urdu", { $0.languages = ["urdu"] },
      count: { counts in counts.languages.first { $0.name == "Urdu" }?.count }
    ) { $0.asset.languages.contains("Urdu") }
    try same(
      "a term", { $0.terms = ["Élan vital"] },
      count: { counts in counts.terms.first { $0.name == "Élan vital" }?.count }
    ) { $0.asset.taxonomyTerms.contains("Élan vital") }
    try same("spaces", { $0.hasSpaces = true }, count: { $0.hasSpaces }) {
      ($0.trust.spaces?.spaces ?? 0) > 0
    }
    for days in FacetCounts.freshnesses {
      try same("seen \(days)", { $0.verifiedWithin = days }, count: { $0.verifiedWithin[days] }) {
        $0.trust.verified.map { $0.on.days(until: today) <= days } ?? false
      }
    }
    try same("to be looked at", { $0.needsCheck = true }, count: { $0.needsCheck }) {
      $0.trust.recheckReason(on: today, policy: rules.assurance) != nil
    }
    try same("ready", { $0.readyForUnder18 = true }, count: { $0.readyForUnder18 }) {
      $0.trust.readiness(minimumAge: $0.asset.minimumAge, on: today, policy: rules.assurance)
        == .ready
    }
    for miles in [1.0, 2, 5, 10] {
      try same(
        "within \(miles)",
        {
          $0.origin = Place(name: "Q", at: quay); $0.miles = miles
        }
      ) {
        ($0.asset.coordinates.map(quay.miles).min() ?? .infinity) <= miles
      }
    }
  }

  @Test("a count beside a choice is what choosing it as well would give")
  func together() throws {
    let town = try RandomTown(seed: 9, services: 150)
    var query = AssetQuery()
    query.age = 12
    query.days = [.monday, .friday]
    query.costs = [.free, .unknown]
    let counts = try town.book.find(query, on: town.today, minute: 600).counts
    for part in WeekTimes.Part.allCases {
      var more = query
      more.parts = [part]
      #expect(
        try town.book.find(more, on: town.today, minute: 600).count == counts.parts[part] ?? 0,
        "\(part)")
    }
    for mode in AssetMode.allCases {
      var more = query
      more.modes = [mode]
      #expect(
        try town.book.find(more, on: town.today, minute: 600).count == counts.modes[mode] ?? 0)
    }
    for band in AssetCostBand.allCases {
      var other = query
      other.costs = [band]
      #expect(
        try town.book.find(other, on: town.today, minute: 600).count == counts.costs[band] ?? 0)
    }
  }

  @Test(
    "one letter, by its bit, finds what the search's own index finds",
    arguments: Array("abcdeqrtz09é").map(String.init))
  func initials(letter: String) throws {
    let town = try RandomTown(seed: 4, services: 60)
    var query = AssetQuery()
    query.words = letter
    query.closedToo = true
    let fast = try names(town.book, query, on: town.today)
    let slow = try town.book.assets(matching: letter, limit: 1_000).map(\.id.text)
    #expect(fast == Set(slow).subtracting(["s1"]))
  }

  @Test("words find the same as before, best first where they are few")
  func words() throws {
    let town = try RandomTown(seed: 6, services: 80)
    for words in ["art", "chess 1", "quay", "elan", "eclair", "mental", "zzz", "\"", "a b c"] {
      var query = AssetQuery()
      query.words = words
      query.closedToo = true
      let found = try town.book.find(query, on: town.today, minute: 600)
      let lines = try town.book.lines(of: found, in: 0..<found.count).map(\.id.text)
      let before = try town.book.assets(matching: words, limit: 1_000).map(\.id.text)
      #expect(Set(lines) == Set(before).subtracting(["s1"]), "\(words)")
    }
  }

  @Test("orders: nearest first, freshest first, by name")
  func orders() throws {
    let town = try RandomTown(seed: 7, services: 80)
    let quay = try #require(Coordinates(latitude: 53.6, longitude: 1.2))
    func lines(_ order: AssetQuery.Order) throws -> [AssetLine] {
      var query = AssetQuery()
      query.order = order
      query.origin = Place(name: "Q", at: quay)
      let found = try town.book.find(query, on: town.today, minute: 600)
      return try town.book.lines(of: found, in: 0..<found.count)
    }
    let near = try lines(.distance).map { $0.miles ?? .infinity }
    #expect(zip(near, near.dropFirst()).allSatisfy { $0 <= $1 + 0.01 })
    let fresh = try lines(.freshness).map { $0.verifiedOn?.number ?? 0 }
    #expect(zip(fresh, fresh.dropFirst()).allSatisfy { $0 >= $1 })
    let named = try lines(.name).map { PersonName.folded($0.name) }
    #expect(named == named.sorted())
  }

  @Test("many services are put in order as few are, names first where the rest is the same")
  func manyInOrder() {
    var dice = SeededGenerator(seed: 4)
    for count in [10, 3_999, 4_000, 9_000] {
      let keys = (0..<count).map { _ in
        let far: [Int64] = [.max, .min, -1, 0, 70_000]
        return Bool.random(using: &dice)
          ? far.randomElement(using: &dice) ?? 0 : Int64.random(in: -90_000...90_000, using: &dice)
      }
      let places = (0..<Int32(count)).filter { $0 % 7 != 3 }
      let expected = places.sorted {
        (Int32(clamping: keys[Int($0)]), $0) < (Int32(clamping: keys[Int($1)]), $1)
      }
      #expect(AssetOrder.byKey(places) { keys[$0] } == expected, "\(count)")
    }
  }

  @Test("lines follow every change, undone and done again too")
  func follows() throws {
    let town = try RandomTown(seed: 8, services: 40)
    let book = town.book
    func contents() throws -> [String] {
      try book.read { try ScratchBook.contents(of: $0, tables: ["asset_line"]) }
    }
    var queries = [AssetQuery(), AssetQuery(), AssetQuery(), AssetQuery()]
    queries[0].closedToo = true
    queries[1].open = .today
    queries[2].order = .freshness
    let quay = try #require(Coordinates(latitude: 53.6, longitude: 1.2))
    queries[3].origin = Place(name: "Q", at: quay)
    func isRight(_ what: String) throws {
      // Lines that were read before and are brought up to date find what all of them,
      // read anew, would.
      for query in queries {
        let kept = try book.find(query, on: town.today, minute: 600)
        let index = book.assetIndex
        book.assetIndex = nil
        let fresh = try book.find(query, on: town.today, minute: 600)
        book.assetIndex = index
        #expect(kept.rows == fresh.rows, "\(what)")
        #expect(kept.counts == fresh.counts, "\(what)")
      }
      let now = try contents()
      try book.remakeAssetLines()
      #expect(try contents() == now, "\(what)")
    }
    try isRight("the beginning")
    let start = try contents()
    let steps: [(String, () throws -> Void)] = [
      (
        "a service",
        { try self.apply(book, .service, "s2", ["name": "Zebra crossing", "maximum_age": "9"]) }
      ),
      (
        "a place", { try self.apply(book, .location, "l1", ["latitude": "53.9", "name": "Moved"]) }
      ),
      ("a term", { try self.apply(book, .taxonomyTerm, "t1", ["name": "Gardens"]) }),
      (
        "a link",
        {
          try self.apply(
            book, .serviceAtLocation, "s3-0", ["service_id": "s4", "location_id": "l2"])
        }
      ),
      (
        "a schedule",
        {
          try self.apply(
            book, .schedule, "s5-h0", ["service_id": "s5", "byday": "SU", "freq": "WEEKLY"])
        }
      ),
      (
        "a cost",
        { try self.apply(book, .costOption, "s6-c", ["service_id": "s6", "amount": "0"]) }
      ),
      ("access", { try self.apply(book, .accessibility, "a2", ["description": "Ramp"]) }),
      (
        "an attribute",
        { try self.apply(book, .attribute, "s7-x9", ["link_id": "s7", "taxonomy_term_id": "t0"]) }
      ),
      (
        "a pair",
        {
          try book.decide(
            kept: Identifier("s8"), other: Identifier("s9"), areSame: true, on: town.today)
        }
      ),
      ("parted", { try book.part(Identifier("s8"), Identifier("s9")) }),
      ("a new service", { try self.apply(book, .service, "new", ["name": "Brand new"]) }),
      (
        "seen running",
        {
          try book.keep(
            AssetCheck(
              id: book.mint(), assetID: Identifier("s10"), on: town.today, by: book.worker.id,
              way: .phone, found: .right),
            spaces: AssetSpaces(
              assetID: Identifier("s10"), spaces: 4, on: town.today, by: book.worker.id))
        }
      ),
      ("evidence back", { try book.takeBack(.dbs, of: Identifier("s3")) }),
    ]
    var done = 0
    for (what, step) in steps {
      let before = try book.nextUndo()
      try step()
      try isRight(what)
      if try book.nextUndo() != before { done += 1 }
    }
    let end = try contents()
    for number in 0..<done {
      try book.undo()
      try isRight("undo \(number)")
    }
    #expect(try contents() == start)
    for _ in 0..<done { try book.redo() }
    #expect(try contents() == end)
    #expect(book.verify() == [])
  }

  private func apply(
    _ book: Casebook, _ entity: DirectoryEntity, _ id: String, _ fields: [String: String]
  ) throws {
    var record = DirectoryRecord(entity: entity, id: id)
    for (name, text) in fields {
      record.fields[name] = entity.field(name)?.kind == .number ? .number(text) : .text(text)
    }
    _ = try book.applyDirectory([record], source: "a change")
  }

  @Test("other kinds, set by the service, sort the directory anew")
  func taxonomy() throws {
    let town = try RandomTown(seed: 10, services: 40)
    var taxonomy = AssetTaxonomy()
    taxonomy.kinds = [AssetTheme("odd", "odd things", words: ["something"])]
    try town.book.keep(taxonomy)
    var query = AssetQuery()
    query.kinds = ["odd"]
    query.closedToo = true
    let expected = try town.assets().filter {
      $0.asset.taxonomyTerms.contains("Something else") && $0.trust.mergedInto == nil
    }
    #expect(!expected.isEmpty)
    #expect(
      try names(town.book, query, on: town.today) == Set(expected.map(\.asset.id.text)))
  }
}
