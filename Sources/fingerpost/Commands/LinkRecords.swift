import ArgumentParser
import Casebook
import Casework
import Foundation

struct LinkRecords: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "link",
    abstract: "Find and link two records of one person, or mark them as two people.",
    discussion: """
      With one person, lists who may be the same. With two, links the second’s record into \
      the first’s: everything is kept, and --apart-again or undo on the desk takes them apart. \
      --two-people marks the pair, so that it is never offered again.
      """)

  @Argument(help: "The record that stands: a name, an NHS number, or an id.")
  var person: String

  @Argument(help: "The other record; its id is safest.")
  var other: String?

  @Flag(help: "They are two people.")
  var twoPeople = false

  @Flag(help: "Take two linked records apart.")
  var apartAgain = false

  @Option(help: "Why, in a few words.")
  var reason: String = ""

  @OptionGroup var opening: OpeningReasonAlone

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if twoPeople || apartAgain, other == nil { throw ValidationError("Name the other record too.") }
    if twoPeople, apartAgain { throw ValidationError("Either --two-people or --apart-again.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let kept = try book.onePerson(person)
    guard let other else { return try list(kept, in: book) }
    // An id names the record itself, also one that was linked away.
    let second = try book.person(Identifier(other.lowercased())) ?? book.onePerson(other)
    for one in [kept, second] {
      try book.openRecord(of: one.id, because: opening.why, doing: "is it one person")
    }
    let done: LinkObject.Done
    if apartAgain {
      try book.unlink(second.id)
      done = .apartAgain
    } else if twoPeople {
      try book.markApart(kept.id, second.id, reason: reason)
      done = .twoPeople
    } else {
      try book.link(second.id, into: kept.id, reason: reason)
      done = .linked
    }
    if json {
      return try JSON.print([
        LinkObject(done: done, personId: kept.id.text, otherId: second.id.text, reason: reason)
      ])
    }
    switch done {
    case .apartAgain: Lines.print("Two records again: \(kept.fullName) and \(second.fullName)")
    case .twoPeople: Lines.print("Two people: \(kept.fullName) and \(second.fullName)")
    case .linked:
      Lines.print("Linked: \(second.fullName)’s record is found in \(kept.fullName)’s")
    }
  }

  private func list(_ kept: Person, in book: Casebook) throws {
    let found = try book.duplicates(of: SoughtPerson(kept), except: kept.id, limit: 20)
    if json { return try JSON.print(found.map(DuplicateObject.init)) }
    for item in found {
      let born = item.person.dateOfBirth.map { ", born \($0.british)" } ?? ""
      let what = item.likeness.degree == .family ? "somebody else" : "may be the same"
      Lines.print(
        "\(item.person.fullName)\(born) · \(what): \(item.likeness.why) · \(item.person.id)")
    }
    if found.isEmpty { Lines.print("Nobody here is like \(kept.fullName).") }
  }
}

struct LinkObject: Encodable {
  enum Done: String, Encodable {
    case linked
    case twoPeople = "two-people"
    case apartAgain = "apart-again"
  }

  var done: Done
  var personId: String
  var otherId: String
  var reason: String
}

struct DuplicateObject: Encodable {
  var personId: String
  var name: String
  var dateOfBirth: Day?
  var likeness: String
  var why: String

  init(_ item: LikelyDuplicate) {
    personId = item.person.id.text
    name = item.person.fullName
    dateOfBirth = item.person.dateOfBirth
    likeness =
      switch item.likeness.degree {
      case .family: "family"
      case .possible: "possible"
      case .likely: "likely"
      case .certain: "certain"
      }
    why = item.likeness.why
  }
}
