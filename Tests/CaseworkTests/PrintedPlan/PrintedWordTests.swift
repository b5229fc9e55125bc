// The words around the person's own on a printed plan, its reading age, its pictures.

import Foundation
import Testing

@testable import Casework

@Suite("The words of a printed plan")
struct PlanWordingTests {
  @Test("every phrase and every section has words in both languages")
  func complete() {
    let wording = PlanWording()
    #expect(wording.problems() == [])
    for language in PageLanguage.allCases {
      for isYoung in [false, true] {
        let words = wording.words(language, isYoung: isYoung)
        for section in PlanSection.allCases { #expect(!words.heading(section).isEmpty) }
      }
    }
    let english = wording.words(.english, isYoung: false)
    let welsh = wording.words(.welsh, isYoung: false)
    for section in PlanSection.allCases {
      #expect(english.heading(section) != welsh.heading(section), "\(section)")
    }
  }

  @Test("gaps are filled once: a name that looks like a gap stays a name")
  func gaps() {
    let words = PlanWording().words(.english, isYoung: false)
    #expect(
      words(.agreed, ["whom": "{day}", "day": "23/11/2026"]) == "Agreed with {day} on 23/11/2026")
    #expect(words.title("Leo") == "Leo’s plan")
    #expect(words.title("Tomos") == "Tomos’ plan")
    #expect(PlanWording().words(.welsh, isYoung: false).title("Leo") == "Cynllun Leo")
    #expect(PlanWording().words(.english, isYoung: true).title("Leo") == "My plan")
  }

  @Test("words that a service kept before a phrase was asked for are filled up with ours")
  func keptBefore() {
    var kept = PlanWording()
    let new = ["consent-said", "section who-reviews"]
    for key in new {
      kept.english[key] = nil
      kept.englishYoung[key] = nil
      kept.welsh[key] = nil
      kept.welshYoung[key] = nil
    }
    kept.english["goals"] = "What we hope for"
    kept.englishYoung["goals"] = nil
    // It can be read, also by a casebook that checks what it reads.
    #expect(kept.problems() == [])
    #expect(kept.words(.english, isYoung: false)(.consentSaid) == "they said so")
    #expect(kept.words(.english, isYoung: true)(.consentSaid) == "I said so")
    #expect(kept.words(.welsh, isYoung: true).heading(.reviewer).hasPrefix("Pwy"))
    // What a service says of its own stays, also where it says nothing young of it.
    #expect(kept.words(.english, isYoung: false)(.goals) == "What we hope for")
    #expect(kept.words(.english, isYoung: true)(.goals) == "What we hope for")
  }

  @Test("a wording that loses its gap or a heading is refused in words")
  func problems() {
    var wording = PlanWording()
    wording.welsh["review"] = "Byddwn yn edrych arno eto"
    wording.english["section needs"] = ""
    wording.english["sectoin needs"] = "Needs"
    #expect(wording.problems().count == 3)
    #expect(wording.problems().contains { $0.contains("{day}") })
  }
}

@Suite("Reading age")
struct ReadingAgeTests {
  @Test(
    "syllables are counted by sound",
    arguments: [
      ("cat", 1), ("happy", 2), ("table", 2), ("have", 1), ("walked", 1), ("wanted", 2),
      ("club", 1), ("another", 3), ("university", 5), ("goes", 1), ("boxes", 2), ("clothes", 1),
      ("the", 1), ("a", 1), ("café", 2), ("asked", 1), ("people", 2), ("school", 1),
    ])
  func syllables(word: String, count: Int) {
    #expect(ReadingAge.syllables(in: word) == count, "\(word)")
  }

  @Test("the figure is Flesch–Kincaid’s: grade plus five, and never below five")
  func formula() throws {
    // 0.39 × 10 + 11.8 × 1.5 − 15.59 = 6.01, so about 11.
    #expect(ReadingAge.years(words: 100, sentences: 10, syllables: 150) == 11)
    let easy = try #require(ReadingAge(of: ["The cat sat.", "The dog ran."]))
    #expect(easy.years == 5 && easy.words == 6 && easy.sentences == 2)
    let hard = try #require(
      ReadingAge(of: [
        "Individualised multidisciplinary interventions necessitate comprehensive documentation."
      ]))
    #expect(hard.years > 16)
    #expect(easy.description.contains("Flesch–Kincaid") && easy.description.contains("rough"))
  }

  @Test("a line of a list ends a sentence, and no words have no reading age")
  func lines() throws {
    #expect(ReadingAge(of: ["drawing", "my dog Biscuit"])?.sentences == 2)
    #expect(ReadingAge(of: ["One. Two! Three? Four"])?.sentences == 4)
    #expect(ReadingAge(of: []) == nil)
    #expect(ReadingAge(of: ["…", "—", ""]) == nil)
    #expect(ReadingAge(of: ["30/11"])?.words == 1)
  }
}

@Suite("A picture for a goal")
struct GoalSymbolTests {
  @Test(
    "speaks of what the words speak of",
    arguments: [
      ("Make one friend", GoalSymbol.friends), ("Sleep before midnight on school nights", .sleep),
      ("Play a song to somebody who isn’t family", .music),
      ("Go to one thing a week that isn’t school", .star), ("Get a Saturday job", .work),
      ("Go swimming with my brother", .sport), ("Walk the dog every day", .animals),
      ("Feel less worried", .feelings), ("Draw every day", .art),
      ("Get the bus on my own", .travel),
      ("", .star), ("qwertz", .star),
    ])
  func symbols(text: String, symbol: GoalSymbol) {
    #expect(GoalSymbol(for: text) == symbol, "\(text)")
  }

  @Test("every picture says in words what it shows")
  func words() {
    #expect(Set(GoalSymbol.allCases.map(\.words)).count == GoalSymbol.allCases.count)
  }
}
