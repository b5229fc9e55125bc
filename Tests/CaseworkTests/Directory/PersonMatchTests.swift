// Whether somebody in a list is a person whom we know.

import Casework
import Testing

@Suite("Recognising a person")
struct PersonMatchTests {
  private func person(
    _ id: String, _ first: String, _ family: String, born: String = "2012-03-04",
    nhs: String? = nil, postcode: String? = nil, preferred: String = ""
  ) throws -> Person {
    Person(
      id: Identifier(id), firstName: first, familyName: family, preferredName: preferred,
      dateOfBirth: Day(iso: born), nhsNumber: try nhs.map { try NHSNumber($0) },
      postcode: try postcode.map { try Postcode($0) })
  }

  private func details(
    _ first: String, _ family: String, born: String = "2012-03-04", nhs: String? = nil,
    postcode: String? = nil
  ) throws -> PersonDetails {
    PersonDetails(
      firstName: first, familyName: family, dateOfBirth: Day(iso: born),
      nhsNumber: try nhs.map { try NHSNumber($0) },
      postcode: try postcode.map { try Postcode($0) })
  }

  @Test("the NHS number finds them, whatever the spelling of one of their names")
  func byNumber() throws {
    let leo = try person("1", "Leo", "O’Neill", nhs: "9990000018")
    #expect(
      PersonMatch.of(try details("Leo", "Oneil", nhs: "999 000 0018"), among: [leo]) == .same(leo))
  }

  @Test("one NHS number with another birth date, or with both names other, is a conflict")
  func conflict() throws {
    let leo = try person("1", "Leo", "Sharma", nhs: "9990000018")
    #expect(
      PersonMatch.of(
        try details("Leo", "Sharma", born: "2011-01-01", nhs: "9990000018"), among: [leo])
        == .conflict(leo, .dateOfBirth))
    #expect(
      PersonMatch.of(try details("Maya", "Reid", nhs: "9990000018"), among: [leo])
        == .conflict(leo, .name))
  }

  @Test("folded names and birth date find them, also by the name they like")
  func byName() throws {
    let leo = try person("1", "Leonardo", "De Haro", preferred: "Léo")
    #expect(PersonMatch.of(try details("leo", "DeHaro"), among: [leo]) == .same(leo))
    #expect(PersonMatch.of(try details("Leo", "DeHaro", born: "2012-03-05"), among: [leo]) == .none)
  }

  @Test("another postcode makes it a possible match, and none on one side does not")
  func byPostcode() throws {
    let leo = try person("1", "Leo", "Sharma", postcode: "M1 1AE")
    #expect(
      PersonMatch.of(try details("Leo", "Sharma", postcode: "M2 1AA"), among: [leo])
        == .possible([leo]))
    #expect(PersonMatch.of(try details("Leo", "Sharma"), among: [leo]) == .same(leo))
    #expect(
      PersonMatch.of(try details("Leo", "Sharma", postcode: "m11ae"), among: [leo]) == .same(leo))
  }

  @Test("a row that made a person of its own finds that very person the second time")
  func twice() throws {
    let a = try person("1", "Leo", "Sharma", postcode: "M1 1AE")
    let b = try person("2", "Leo", "Sharma", postcode: "M2 1AA")
    let row = try details("Leo", "Sharma")
    #expect(PersonMatch.of(row, among: [a, b]) == .possible([a, b]))
    let made = try person("3", "Leo", "Sharma")
    #expect(PersonMatch.of(row, among: [a, b, made]) == .same(made))
  }

  @Test("twins of one name with two NHS numbers stay two people")
  func twins() throws {
    let leo = try person("1", "Leo", "Sharma", nhs: "9990000018")
    let other = try details("Leo", "Sharma", nhs: "9990000026")
    #expect(PersonMatch.of(other, among: [leo]) == .possible([leo]))
  }

  @Test("blanks are filled, nothing is written over, and what differs is told")
  func blanks() throws {
    var known = try person("1", "Leo", "Sharma", postcode: "M1 1AE")
    known.telephone = "0161 496 0000"
    var other = try person("x", "LEO", "SHARMA", nhs: "9990000018", postcode: "M2 1AA")
    other.telephone = "01614960000"
    other.email = "leo@example.org"
    #expect(known.fillBlanks(from: other) == ["postcode"])
    #expect(known.email == "leo@example.org" && known.nhsNumber?.digits == "9990000018")
    #expect(known.postcode?.description == "M1 1AE" && known.familyName == "Sharma")
  }
}

@Suite("A referral on its way in")
struct IncomingReferralTests {
  @Test(
    "the need is the first clause, cut at a word",
    arguments: [
      ("Low mood. Not at school.", "Low mood"), ("", ""), ("\n\n  Isolation\nMore", "Isolation"),
      ("School, confidence", "School, confidence"),
      (
        "Struggling to leave the house since the move to a new area",
        "Struggling to leave the house since the…"
      ),
      (
        "Supercalifragilisticexpialidociousnessandmore",
        "Supercalifragilisticexpialidociousnessa…"
      ),
    ])
  func need(reason: String, need: String) {
    #expect(IncomingReferral.need(from: reason) == need)
    #expect(need.count <= 40)
  }
}
