// NHS numbers, postcodes, names as they are compared, and ids.

import Foundation
import Testing

@testable import Casework

@Suite("NHS numbers and postcodes")
struct NumberTests {
  @Test(
    "a valid NHS number is read with or without its spaces",
    arguments: ["9990000018", "999 000 0018", "999-000-0018", " 999 000 0018 "])
  func valid(text: String) throws {
    let number = try NHSNumber(text)
    #expect(number.digits == "9990000018")
    #expect(number.description == "999 000 0018")
  }

  @Test("a wrong check digit is refused", arguments: ["9990000019", "9990000081", "9990000010"])
  func wrongCheck(text: String) {
    #expect(throws: NHSNumberError.badCheck(text)) { try NHSNumber(text) }
  }

  @Test(
    "another number of digits is counted",
    arguments: [("99900000180", 11), ("999000001", 9), ("9", 1)])
  func wrongLength(text: String, count: Int) {
    #expect(throws: NHSNumberError.wrongLength(text, count: count)) { try NHSNumber(text) }
  }

  @Test(
    "what is not digits is refused",
    arguments: ["999000001X", "none", "", "999.000.0018", "٩٩٩٠٠٠٠٠١٨"])
  func notDigits(text: String) {
    #expect(throws: NHSNumberError.notDigits(text)) { try NHSNumber(text) }
  }

  @Test("every single wrong digit and every swap of two neighbours is caught")
  func errorsAreCaught() throws {
    let right = Array(try NHSNumber("9990000018").digits)
    for place in right.indices {
      for digit in "0123456789" where digit != right[place] {
        var wrong = right
        wrong[place] = digit
        #expect(throws: NHSNumberError.self) { try NHSNumber(String(wrong)) }
      }
      guard place > 0, right[place] != right[place - 1] else { continue }
      var swapped = right
      swapped.swapAt(place, place - 1)
      #expect(throws: NHSNumberError.self) { try NHSNumber(String(swapped)) }
    }
  }

  @Test("nine digits have one continuation, or none where the check would be ten")
  func continuations() throws {
    var none = 0
    for number in 0..<2_000 {
      let nine = [9, 9, 9] + String(number + 1_000_000).dropFirst().compactMap(\.wholeNumberValue)
      guard let made = NHSNumber(firstNine: nine) else {
        none += 1
        let stem = nine.map(String.init).joined()
        for digit in 0...9 {
          #expect(throws: NHSNumberError.self) { try NHSNumber("\(stem)\(digit)") }
        }
        continue
      }
      #expect(try NHSNumber(made.digits) == made)
    }
    #expect((150...215).contains(none))
    #expect(NHSNumber(firstNine: [1, 2, 3]) == nil)
    #expect(NHSNumber(firstNine: [10, 0, 0, 0, 0, 0, 0, 0, 0]) == nil)
  }

  @Test(
    "a postcode is read in every official shape, however it is spaced",
    arguments: [
      ("M1 1AE", "M1 1AE"), ("m11ae", "M1 1AE"), ("M60 1NW", "M60 1NW"), ("CR2 6XH", "CR2 6XH"),
      ("DN55 1PT", "DN55 1PT"), ("W1A 1HQ", "W1A 1HQ"), ("EC1A 1BB", "EC1A 1BB"),
      ("gir 0aa", "GIR 0AA"), ("  qx1  5nl ", "QX1 5NL"), ("zz99 3wz", "ZZ99 3WZ"),
    ])
  func postcodes(text: String, shown: String) throws {
    #expect(try Postcode(text).description == shown)
  }

  @Test(
    "what cannot be a postcode is refused",
    arguments: [
      "", "M1", "M1 1A", "M1 AAE", "M1 11E", "MMM1 1AE", "M1 1CE", "M1 1AO", "1M 1AE", "M123 1AE",
      "M1-1AE", "Ḿ1 1AE", "M1 1AEX", "GIR 0AB",
    ])
  func notPostcodes(text: String) {
    #expect(throws: PostcodeError.notAPostcode(text)) { try Postcode(text) }
  }
}

@Suite("Names and ids")
struct NameTests {
  @Test(
    "names that are written differently are compared alike",
    arguments: [
      ("De Haro", "DeHaro"), ("de haro", "DE HARO"), ("O'Neill", "ONeill"), ("O’Neill", "oneill"),
      ("Zoë", "Zoe"), ("Zoe\u{308}", "Zoë"), ("Anne-Marie", "Anne Marie"), ("Wójcik", "WOJCIK"),
      ("Inês", "Ines"), ("St. John", "St John"), ("Ｋａｔｅ", "Kate"),
    ])
  func folded(one: String, other: String) {
    #expect(PersonName.folded(one) == PersonName.folded(other))
  }

  @Test(
    "names that differ stay apart",
    arguments: [
      ("Brandy", "Brandi"), ("Khan", "Khanna"), ("Lee", "Leigh"), ("李", "王"), ("Ali", "Alia"),
    ])
  func different(one: String, other: String) {
    #expect(PersonName.folded(one) != PersonName.folded(other))
  }

  @Test("folding twice is folding once, and leaves no space or mark")
  func foldedTwice() {
    for name in ["De Haro-Smith", "O'Neill", "Żółć", "Nguyễn", "İpek", "Weiß", "Ð", "x\u{301}2"] {
      let once = PersonName.folded(name)
      #expect(PersonName.folded(once) == once)
      #expect(!once.contains { $0.isWhitespace || $0 == "-" || $0 == "'" })
    }
  }

  @Test("a person is called by the name they like, and lists show no family name in full")
  func called() {
    let person = Person(
      id: Identifier("p"), firstName: "Leonard", familyName: "Sharma", preferredName: "Leo")
    #expect(person.fullName == "Leo Sharma")
    #expect(person.listName == "Leo S")
    #expect(Person(id: Identifier("p"), firstName: "Kai", familyName: "").listName == "Kai")
  }

  @Test("an id is a UUID of version 7 that says when it was made")
  func version7() throws {
    var generator = SeededGenerator(seed: 16)
    for second in [0.0, 1_700_000_000.123, 1_795_392_000.999] {
      let text = UUIDv7.text(at: Date(timeIntervalSince1970: second), using: &generator)
      let bytes = Array(text)
      #expect(UUID(uuidString: text) != nil)
      #expect(text == text.lowercased())
      #expect(bytes[14] == "7")
      #expect("89ab".contains(bytes[19]))
      let milliseconds = try #require(
        UInt64(text.replacingOccurrences(of: "-", with: "").prefix(12), radix: 16))
      #expect(abs(Double(milliseconds) - second * 1000) <= 1)
    }
  }

  @Test("ids sort by the moment they were made")
  func order() {
    var generator = SeededGenerator(seed: 17)
    let start = 1_700_000_000.0
    let ids = (0..<2_000).map {
      Identifier<Person>(
        UUIDv7.text(at: Date(timeIntervalSince1970: start + Double($0) / 500), using: &generator))
    }
    #expect(ids == ids.sorted())
    #expect(Set(ids).count == ids.count)
  }

  @Test("an id tells when it was made; one that a publisher gave does not")
  func made() {
    var generator = SeededGenerator(seed: 17)
    let moment = Date(timeIntervalSince1970: 1_795_424_520.25)
    let id = Identifier<Person>(UUIDv7.text(at: moment, using: &generator))
    #expect(id.made == moment)
    for text in [
      "", "asset", "c4a9bd4e-ae2c-4b5e-9f0e-2f8c1f6d3b7a", "zzzzzzzz-zzzz-7zzz-8zzz-zzzzzzzzzzzz",
    ] {
      #expect(Identifier<Person>(text).made == nil, "\(text)")
    }
  }

  @Test("every bit that may be random is, and no other")
  func randomBits() {
    struct Ones: RandomNumberGenerator { mutating func next() -> UInt64 { .max } }
    struct Noughts: RandomNumberGenerator { mutating func next() -> UInt64 { 0 } }
    var ones = Ones()
    var noughts = Noughts()
    let moment = Date(timeIntervalSince1970: 0)
    #expect(UUIDv7.text(at: moment, using: &ones) == "00000000-0000-7fff-bfff-ffffffffffff")
    #expect(UUIDv7.text(at: moment, using: &noughts) == "00000000-0000-7000-8000-000000000000")
  }
}
