// The demonstration town: the same for the same seed, true to its figures, and
// nobody's real data.

import Foundation
import Testing

@testable import Casework

@Suite("The demonstration town")
struct DemonstrationTests {
  static let today = RandomFacts.today
  static let town = DemonstrationTown(seed: 1, today: today)

  static func bundles(_ town: DemonstrationTown) -> [PersonBundle] {
    (0..<town.people).map { town.bundle(at: $0) }
  }

  static func open(_ town: DemonstrationTown) -> [PersonBundle.Episode] {
    bundles(town).compactMap(\.episodes.last).filter { $0.case.closing == nil }
  }

  @Test("the same seed and day give the same town to the letter, in any order of asking")
  func determinism() {
    let one = DemonstrationTown(seed: 5, today: Self.today, people: 300)
    let other = DemonstrationTown(seed: 5, today: Self.today, people: 300)
    #expect(one.workers == other.workers)
    #expect(one.directory == other.directory)
    #expect(Self.bundles(one) == (0..<300).reversed().map { other.bundle(at: $0) }.reversed())
    let another = DemonstrationTown(seed: 6, today: Self.today, people: 300)
    #expect(Self.bundles(one) != Self.bundles(another))
    #expect(one.directory != another.directory)
  }

  @Test("seeds lead to towns that share hardly a full name and birth date")
  func seedsDiffer() {
    func people(_ seed: UInt64) -> Set<String> {
      let town = DemonstrationTown(seed: seed, today: Self.today, people: 200)
      return Set(
        Self.bundles(town).map { "\($0.person.fullName) \($0.person.dateOfBirth?.iso ?? "")" })
    }
    #expect(people(1).intersection(people(2)).count <= 2)
  }

  @Test(
    "the town is as large as asked for, within what it can be",
    arguments: [(-4, 0), (0, 0), (7, 7), (60, 60), (2_000_000, 1_000_000)])
  func size(asked: Int, people: Int) {
    #expect(DemonstrationTown(seed: 1, today: Self.today, people: asked).people == people)
  }

  @Test(
    "three workers serve a small town, a team of seven a larger one, about one in 250 a large one",
    arguments: [(60, 3), (61, 7), (600, 7), (10_000, 40), (1_000_000, 4_000)])
  func workers(people: Int, count: Int) {
    let workers = DemonstrationTown(seed: 1, today: Self.today, people: people).workers
    #expect(workers.count == count)
    #expect(Set(workers.map(\.id)).count == count)
    #expect(workers[0].role == .linkWorker && workers[0].wholeTimeEquivalent == 1)
    #expect(workers[1].wholeTimeEquivalent == 0.6)
    #expect(workers[2].role == .supervisor)
  }

  @Test("whoever sits at the desk takes the first worker's cases")
  func seating() {
    let me = LinkWorker(id: Identifier("me"), name: "Sam Bright")
    let town = Self.town.seating(me)
    #expect(town.workers[0] == me)
    let mine = Self.open(town).filter { $0.holdings.last?.workerID == me.id }
    #expect(mine.count == 23)
    #expect(mine.flatMap(\.contacts).contains { $0.workerID == me.id })
  }

  @Test(
    "the desk's worker holds 23 open cases, whatever the seed", arguments: [1, 2, 77] as [UInt64])
  func deskCaseload(seed: UInt64) {
    let town = DemonstrationTown(seed: seed, today: Self.today)
    let open = Self.open(town).compactMap { $0.holdings.last { $0.to == nil }?.workerID }
    #expect(open.filter { $0 == town.workers[0].id }.count == 23)
    #expect(open.filter { $0 == town.workers[1].id }.count == 13)
  }

  @Test(
    "on any day of the week the screens have something of everything",
    arguments: 0...6)
  func interesting(shift: Int) {
    let today = Self.today.adding(days: shift)
    let town = DemonstrationTown(seed: 1, today: today)
    let facts = Self.bundles(town).compactMap { $0.episodes.last?.facts(in: .gmt) }
    let stages = Set(facts.map { Stage(of: $0, on: today) })
    #expect(stages == Set(Stage.allCases))
    let dues = facts.filter { $0.holderID == town.workers[0].id || $0.holderID == nil }
      .compactMap { Due(of: $0, policy: ServicePolicy()) }
    let times = Set(dues.filter { $0.on == today }.compactMap(\.at))
    #expect(times.isSuperset(of: [630, 780, 915]))
    #expect(dues.contains { $0.kind == .review && $0.on == today })
    #expect(dues.contains { $0.kind == .review && $0.on < today })
    #expect(dues.contains { $0.kind == .silence && $0.on < today })
    #expect(dues.contains { $0.kind == .triage && $0.on >= today })
    #expect((3...9).contains(dues.filter { $0.on < today }.count))
    #expect(dues.filter { (1...6).contains(today.days(until: $0.on)) }.count >= 4)
    let tries = Set(facts.filter { Stage(of: $0, on: today) == .waiting }.map(\.attempts))
    #expect(tries == [0, 1, 2])
  }

  @Test("no sentence has a gap left open, and no text begins or ends with a space")
  func sentences() {
    let town = DemonstrationTown(seed: 3, today: Self.today, people: 1_500)
    for bundle in Self.bundles(town) {
      var texts = [bundle.person.address, bundle.person.fullName]
      for episode in bundle.episodes {
        texts += [episode.referral.reason, episode.referral.organisation, episode.case.need]
        texts += [episode.case.triage?.reason ?? "", episode.case.closing?.note ?? ""]
        texts += episode.holdings.map(\.reason) + episode.contacts.map(\.note)
        texts += episode.contacts.compactMap(\.nextStep?.text) + episode.prescriptions.map(\.note)
        texts += episode.plan?.entries.map(\.text) ?? []
        for goal in episode.plan?.goals ?? [] {
          texts.append(goal.text)
          texts += goal.actions.flatMap { [$0.what, $0.who] }
        }
      }
      for text in texts {
        #expect(!text.contains("{") && !text.contains("}"))
        #expect(text == text.trimmingCharacters(in: .whitespacesAndNewlines))
      }
    }
  }

  @Test("people do not look copied: no two of sixty have the same notes or plan")
  func varied() {
    let first = Self.bundles(Self.town)
    let plans = first.compactMap {
      $0.episodes.last?.plan?.entries.map(\.text).joined(separator: "|")
    }
    #expect(Set(plans).count == plans.count)
    let stories = first.compactMap { $0.episodes.last?.contacts.map(\.note).joined(separator: "|") }
      .filter { $0.contains("|") }
    #expect(Set(stories).count == stories.count)
    #expect(Set(first.map { $0.person.fullName }).count >= 57)
  }

  // MARK: Nobody's real data

  @Test("NHS numbers are valid, of the test range, and nobody shares one")
  func nhsNumbers() throws {
    var seen: Set<String> = []
    var without = 0
    for index in stride(from: 0, to: 1_000_000, by: 7) {
      guard let number = DemonstrationTown.nhsNumber(at: index, seed: 1) else {
        without += 1
        continue
      }
      #expect(number.digits.hasPrefix("999"))
      #expect((try? NHSNumber(number.digits)) == number)
      #expect(seen.insert(number.digits).inserted)
    }
    #expect(without < 1_000_000 / 7 / 10)
  }

  @Test("telephones, e-mail, postcodes and practice codes can be nobody's")
  func invented() {
    let town = DemonstrationTown(seed: 4, today: Self.today, people: 2_000)
    func isDrama(_ number: String) -> Bool {
      let digits = number.filter { $0 != " " }
      return digits.count == 11 && (digits.hasPrefix("07700900") || digits.hasPrefix("01632960"))
    }
    for bundle in Self.bundles(town) {
      let person = bundle.person
      #expect(isDrama(person.telephone))
      #expect(person.email.isEmpty || person.email.hasSuffix("@example.org"))
      #expect(person.postcode?.outward.hasPrefix("QX") == true)
      #expect(person.gpPracticeCode.hasPrefix("TEST"))
      let answers = bundle.episodes.map(\.referral.referrerContact).filter { !$0.isEmpty }
      #expect(answers.allSatisfy(isDrama))
    }
    for record in town.directory {
      if record.entity == .phone { #expect(isDrama(record.text("number"))) }
      for field in ["email", "assurer_email", "url", "website"] where !record.text(field).isEmpty {
        #expect(record.text(field).hasSuffix("example.org"))
      }
    }
  }

  @Test("no id comes twice in the whole town")
  func ids() {
    let town = DemonstrationTown(seed: 8, today: Self.today, people: 3_000)
    var ids = town.workers.map(\.id.text) + town.directory.map(\.id)
    for bundle in Self.bundles(town) { ids += bundle.everyID }
    #expect(Set(ids).count == ids.count)
  }
}
