// The waiting list: fair, explained, and nobody can fall off it.

import Foundation
import Testing

@testable import Casework

@Suite("The waiting list")
struct WaitingTests {
  private func person(
    _ number: Int, days: Int, _ reason: String, age: Int = 15
  ) -> WaitingPerson {
    WaitingPerson(
      Made.row(
        number, age: age, facts: CaseFacts(referredOn: Made.today.adding(days: -days))),
      reason: reason)
  }

  @Test("days waited come first, moved up by what makes waiting worse, and both are said")
  func order() throws {
    let list = WaitingList(
      [
        person(1, days: 12, "Wants to get out more"),
        person(2, days: 9, "Looked after, and very isolated since the move"),
        person(3, days: 16, "Low mood"),
        person(4, days: 3, "Is a young carer for Mum", age: 9),
      ], rules: WaitingRules(), on: Made.today)
    // 9 + 7 + 2 = 18; 16; 12; 3 + 5 + 2 = 10.
    #expect(list.places.map(\.row.caseID.text) == ["case 2", "case 3", "case 1", "case 4"])
    #expect(list.places[0].words == "9 days waited + looked after 7 + isolated 2 = 18")
    #expect(list.places[1].words == "16 days waited")
    #expect(list.places[3].words == "3 days waited + young carer 5 + under 11 2 = 10")
    #expect(list.oldest == 16 && list.median == 9 && list.ninetieth == 16)
    #expect(list.words == "4 wait · oldest 16 days · half within 9 · nine in ten within 16")
  }

  @Test("words are looked for whole, and a stem may go on")
  func wholeWords() throws {
    for (words, days) in [
      ("Studied art, interested in careers", 0), ("Is in care.", 7), ("IN CARE, Leeds", 7),
      ("Grandad died", 3), ("Isolated since June", 2), ("isolation", 2), ("A fosterling", 7),
      ("unviolent", 0), ("studied; then Nan died", 3), ("self-harming", 10),
    ] {
      let place = try #require(
        WaitingList([person(1, days: 0, words)], rules: WaitingRules(), on: Made.today)
          .places.first)
      #expect(place.weight == days, "\(words)")
    }
  }

  @Test("a risk on record counts as the words for it do, and once")
  func recordedRisk() throws {
    for (risk, words, days) in [
      (RiskStanding.urgent, "Low mood", 10), (.known, "Low mood", 10), (.known, "violence", 10),
      (.noneKnown, "Low mood", 0), (.notAsked, "Low mood", 0), (.noneKnown, "violence", 10),
    ] {
      var waiting = person(1, days: 3, words)
      waiting.row.risk = risk
      let place = try #require(
        WaitingList([waiting], rules: WaitingRules(), on: Made.today).places.first)
      #expect(place.weight == 3 + days, "\(risk) \(words)")
    }
  }

  @Test("whoever waits is on the list, once, whatever is written about them")
  func nobodyFallsOff() {
    var generator = SeededGenerator(seed: 4)
    let words = WaitingRules().rules.flatMap(\.words) + ["", "no news", "ŵ\u{0}", "LOOKED AFTER"]
    for _ in 0..<300 {
      let people = (0..<Int.random(in: 0...60, using: &generator)).map { number in
        person(
          number, days: Int.random(in: -3...400, using: &generator),
          (0..<Int.random(in: 0...4, using: &generator))
            .compactMap { _ in words.randomElement(using: &generator) }.joined(separator: " "),
          age: Int.random(in: 0...30, using: &generator))
      }
      let list = WaitingList(
        people.shuffled(using: &generator), rules: WaitingRules(), on: Made.today)
      #expect(
        list.places.map(\.row.caseID).sorted() == people.map(\.row.caseID).sorted())
      // In order, and the order does not depend on how they came.
      #expect(zip(list.places, list.places.dropFirst()).allSatisfy { $0.weight >= $1.weight })
      #expect(list == WaitingList(people, rules: WaitingRules(), on: Made.today))
    }
  }

  @Test("nobody is passed over for ever: enough days outweigh every reason")
  func nobodyIsPassedOver() {
    let rules = WaitingRules()
    let most = rules.rules.reduce(0) { $0 + $1.days } + rules.youngDays
    let everything = rules.rules.flatMap(\.words).joined(separator: " ")
    let list = WaitingList(
      [person(1, days: 0, everything, age: 8), person(2, days: most + 1, "")], rules: rules,
      on: Made.today)
    #expect(list.places.first?.row.caseID.text == "case 2")
  }

  @Test("nobody waiting is said in words")
  func nobody() {
    let list = WaitingList([], rules: WaitingRules(), on: Made.today)
    #expect(list.words == "nobody waits" && list.oldest == nil && list.median == nil)
  }

  @Test("how long people wait is counted without knowing who they are")
  func spread() {
    let spread = WaitingSpread(
      [
        (Made.today.adding(days: -1), 4), (Made.today.adding(days: -9), 2),
        (Made.today.adding(days: -1), 1), (Made.today.adding(days: -30), 1),
        (Made.today.adding(days: 2), 2), (Made.today.adding(days: -50), 0),
      ], on: Made.today)
    #expect(spread.words == "10 wait · oldest 30 days · half within 1 · nine in ten within 9")
  }
}
