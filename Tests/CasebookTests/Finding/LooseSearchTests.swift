// Anybody is found by what one remembers of their name, and the words of names are kept
// right whatever happens to a record.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("People and services found loosely")
struct LooseSearchTests {
  private func words(_ book: Casebook, _ kind: LooseKind, most: Int = 20_000) throws -> LooseWords {
    var words = LooseWords()
    var last = ""
    while try book.addWords(to: &words, of: kind, after: &last, most: most) {}
    return words
  }

  private func everybody(_ book: Casebook) throws -> [Person] {
    try book.read { db in
      try Row.fetchAll(db, sql: "SELECT * FROM person").map(Casebook.person)
    }
  }

  @Test("everybody of a town by the consonants of their name, its beginnings, and a slip")
  func everybodyIsFound() throws {
    let scratch = try ScratchBook(people: 300)
    let book = scratch.book
    let words = try words(book, .person)
    for person in try everybody(book) {
      let first = PersonName.folded(person.firstName)
      let family = PersonName.folded(person.familyName)
      let bones = family.filter { !"aeiou".contains($0) }
      var tries = [
        "\(first) \(bones.count > 2 ? bones : family)", "\(first.prefix(3)) \(family.prefix(3))",
        "\(family) \(first)",
      ]
      if family.count > 4 {
        // The second and third letter swapped.
        var letters = Array(family)
        letters.swapAt(1, 2)
        tries.append("\(first) \(String(letters))")
        tries.append("\(first) \(family.dropLast(2))\(family.suffix(1))")
      }
      for query in tries {
        let found = try book.people(loosely: query, words: words, limit: 24)
        #expect(found.contains { $0.id == person.id }, "\(query) for \(person.fullName)")
      }
    }
  }

  @Test("letters run together, initials, and the nearest first")
  func together() throws {
    let scratch = try ScratchBook()
    for (number, name) in ["Erin Wren", "Eric Wynn", "Aaron Wright", "Ravi Nair"].enumerated() {
      let parts = name.split(separator: " ").map(String.init)
      _ = try scratch.book.refer(
        IncomingReferral(
          row: 1, firstName: parts[0], familyName: parts[1],
          dateOfBirth: Day(number: 15_000 + number), date: ScratchBook.today))
    }
    let words = try words(scratch.book, .person)
    func found(_ query: String) throws -> [String] {
      try scratch.book.people(loosely: query, words: words, limit: 8).map(\.fullName)
    }
    #expect(try found("erwr").first == "Erin Wren")
    #expect(try found("rnwr").first == "Erin Wren")
    #expect(try Set(found("ew")) == ["Erin Wren", "Eric Wynn"])
    #expect(try found("erni wren").first == "Erin Wren")
    #expect(try found("wrihgt") == ["Aaron Wright"])
    #expect(try found("ravinair") == ["Ravi Nair"])
    #expect(try found("zzz").isEmpty)
    // Nothing typed is read as an operator.
    #expect(try found("").isEmpty && found("'\" *").isEmpty && found("NEAR(").isEmpty)
    #expect(try found("\" OR \"a").isEmpty && found("erin NOT wren").isEmpty)
  }

  @Test("services too, by the words of their names")
  func services() throws {
    let scratch = try ScratchBook(people: 5)
    let words = try words(scratch.book, .service)
    for line in try scratch.book.assets(matching: "", limit: 20) {
      let query = LooseSearch.words(of: [line.name]).prefix(2).map { word in
        word.count > 4 ? String(word.prefix(1)) + String(word.dropFirst(2)) : word
      }.joined(separator: " ")
      let found = try scratch.book.assets(loosely: query, words: words, limit: 8)
      #expect(found.contains { $0.id == line.id }, "\(query) for \(line.name)")
    }
  }

  @Test("the words follow a changed name, an undo and a redo, and verify counts them again")
  func kept() throws {
    let scratch = try ScratchBook(people: 6)
    let book = scratch.book
    let id = try book.refer(scratch.referral("Siân-Mair"))
    func isThere(_ word: String) throws -> Bool {
      try words(book, .person).near(word, allowsSlip: false, limit: 1).first?.word == word
    }
    #expect(try isThere("sian") && isThere("mair") && isThere("sianmair"))
    let person = try #require(try book.caseRecord(id)?.person)
    try book.write("Change a name") { db in
      var changed = person
      changed.firstName = "Ffion"
      try book.save(changed, in: db)
    }
    #expect(try isThere("ffion") && !isThere("sianmair"))
    try book.undo()
    #expect(try isThere("sianmair") && !isThere("ffion"))
    try book.redo()
    #expect(try isThere("ffion") && !isThere("sianmair"))
    #expect(book.verify() == [])
    try scratch.meddle("UPDATE loose_word SET uses = uses + 1 WHERE word = 'ffion'")
    #expect(book.verify().contains { $0.check == .search && "\($0)".contains("names of people") })
    try scratch.meddle("DELETE FROM loose_word WHERE kind = 'service'")
    #expect(book.verify().contains { "\($0)".contains("names of services") })
  }

  @Test("read bit by bit they are the same words")
  func slices() throws {
    let scratch = try ScratchBook(people: 40)
    let whole = try words(scratch.book, .person)
    let slices = try words(scratch.book, .person, most: 7)
    #expect(whole.count > 20 && whole.count == slices.count)
    for word in ["a", "s", "ann"] {
      #expect(
        whole.near(word, allowsSlip: true, limit: 50)
          == slices.near(word, allowsSlip: true, limit: 50))
    }
  }

  @Test("a casebook made before this has the words of those who are in it already")
  func olderCasebook() throws {
    let scratch = try ScratchBook(people: 9)
    let before = try scratch.book.read {
      try Row.fetchAll($0, sql: "SELECT kind, word, uses FROM loose_word ORDER BY 1, 2")
    }
    try scratch.book.queue.writeWithoutTransaction { db in
      try db.execute(sql: "DROP TABLE loose_word")
      for source in LooseTables.sources {
        for event in ["insert", "update", "delete"] {
          try db.execute(sql: "DROP TRIGGER loose_\(source.kind.rawValue)_\(event)")
        }
      }
      try LooseTables.create(in: db)
    }
    let after = try scratch.book.read {
      try Row.fetchAll($0, sql: "SELECT kind, word, uses FROM loose_word ORDER BY 1, 2")
    }
    #expect(!before.isEmpty && before == after)
  }
}
