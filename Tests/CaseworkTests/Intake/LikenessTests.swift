// Likely duplicates: who is taken for one person, and who is told apart.

import Casework
import Testing

@Suite("Likely duplicates")
struct LikenessTests {
  struct Row: Sendable, CustomTestStringConvertible {
    var name: String
    var sought: SoughtPerson
    var known: Person
    var degree: Likeness.Degree?
    var testDescription: String { name }
  }

  static let birth = Day(year: 2012, month: 5, day: 14)
  static let number = try? NHSNumber("9990000018")
  static let otherNumber = try? NHSNumber("9990000026")
  static let postcode = try? Postcode("QX1 1TQ")

  static func known(
    _ first: String, _ family: String, born: Day? = birth, number: NHSNumber? = nil,
    telephone: String = "", postcode: Postcode? = nil, preferred: String = "", aliases: String = ""
  ) -> Person {
    Person(
      id: Identifier("known"), firstName: first, familyName: family, preferredName: preferred,
      dateOfBirth: born, nhsNumber: number, aliases: aliases, postcode: postcode,
      telephone: telephone)
  }

  static func sought(
    _ first: String, _ family: String, born: Day? = birth, number: NHSNumber? = nil,
    telephone: String = "", postcode: Postcode? = nil
  ) -> SoughtPerson {
    SoughtPerson(
      firstName: first, familyName: family, dateOfBirth: born, nhsNumber: number,
      telephone: telephone, postcode: postcode)
  }

  static let table: [Row] = [
    Row(
      name: "the same name and birth date", sought: sought("Leo", "Sharma"),
      known: known("Leo", "Sharma"), degree: .likely),
    Row(
      name: "De Haro and DeHaro", sought: sought("Ana", "DeHaro"), known: known("Ana", "De Haro"),
      degree: .likely),
    Row(
      name: "Brandy and Brandi", sought: sought("Brandi", "Cole"), known: known("Brandy", "Cole"),
      degree: .likely),
    Row(
      name: "O’Neill and ONeill", sought: sought("Sean", "ONeill"),
      known: known("Seán", "O’Neill"), degree: .likely),
    Row(
      name: "Catherine Anne and Katherine-Anne", sought: sought("Katherine-Anne", "Poole"),
      known: known("Catherine Anne", "Poole"), degree: .likely),
    Row(
      name: "Mohammed and Muhammad", sought: sought("Mohammed", "Iqbal"),
      known: known("Muhammad", "Iqbal"), degree: .likely),
    Row(
      name: "a short form", sought: sought("Alex", "Poole"), known: known("Alexandra", "Poole"),
      degree: .likely),
    Row(
      name: "the name they like to be called by", sought: sought("Kit", "Poole"),
      known: known("Christopher", "Poole", preferred: "Kit"), degree: .likely),
    Row(
      name: "an alias", sought: sought("Leo", "Marsh"),
      known: known("Leo", "Sharma", aliases: "Leo Marsh"), degree: .likely),
    Row(
      name: "first and family name the other way round", sought: sought("Sharma", "Leo"),
      known: known("Leo", "Sharma"), degree: .likely),
    Row(
      name: "another family name, the same birth date and telephone",
      sought: sought("Leo", "Marsh", telephone: "07700 900123"),
      known: known("Leo", "Sharma", telephone: "+44 7700 900123"), degree: .likely),
    Row(
      name: "another family name and nothing else", sought: sought("Leo", "Marsh"),
      known: known("Leo", "Sharma"), degree: nil),
    Row(
      name: "the NHS number alone", sought: sought("Lee", "Marsh", number: number),
      known: known("Leo", "Sharma", number: number), degree: .certain),
    Row(
      name: "another NHS number speaks against it", sought: sought("Leo", "Sharma", number: number),
      known: known("Leo", "Sharma", number: otherNumber), degree: .possible),
    Row(
      name: "day and month the other way round",
      sought: sought("Leo", "Sharma", born: Day(year: 2012, month: 3, day: 5)),
      known: known("Leo", "Sharma", born: Day(year: 2012, month: 5, day: 3)), degree: .possible),
    Row(
      name: "one figure of the birth date wrong",
      sought: sought("Leo", "Sharma", born: Day(year: 2011, month: 5, day: 14)),
      known: known("Leo", "Sharma"), degree: .possible),
    Row(
      name: "no birth date yet", sought: sought("Leo", "Sharma", born: nil),
      known: known("Leo", "Sharma"), degree: .possible),
    Row(
      name: "no birth date yet, the same house",
      sought: sought("Leo", "Sharma", born: nil, postcode: postcode),
      known: known("Leo", "Sharma", postcode: postcode), degree: .likely),
    Row(
      name: "twins", sought: sought("Omar", "Sharma", telephone: "07700900123", postcode: postcode),
      known: known("Leo", "Sharma", telephone: "07700 900123", postcode: postcode),
      degree: .family),
    Row(
      name: "twins with names that sound alike",
      sought: sought("Ella", "Sharma", postcode: postcode),
      known: known("Ellie", "Sharma", postcode: postcode), degree: .family),
    Row(
      name: "a sister",
      sought: sought("Mia", "Sharma", born: Day(year: 2015, month: 2, day: 3), postcode: postcode),
      known: known("Leo", "Sharma", postcode: postcode), degree: .family),
    Row(
      name: "father and son of one name in one house",
      sought: sought("Leo", "Sharma", born: Day(year: 1980, month: 1, day: 2), postcode: postcode),
      known: known("Leo", "Sharma", postcode: postcode), degree: nil),
    Row(
      name: "two people of one family name", sought: sought("Omar", "Sharma"),
      known: known("Leo", "Sharma"), degree: nil),
    Row(
      name: "neighbours", sought: sought("Omar", "Bell", postcode: postcode),
      known: known("Leo", "Sharma", postcode: postcode), degree: nil),
    Row(
      name: "nobody yet", sought: sought("", "", born: nil), known: known("Leo", "Sharma"),
      degree: nil),
  ]

  @Test("one person is found, twins and siblings are told apart", arguments: table)
  func rule(row: Row) {
    #expect(Likeness(of: row.sought, to: row.known)?.degree == row.degree)
  }

  @Test("whoever is taken for the same shares a key or the NHS number", arguments: table)
  func keys(row: Row) {
    guard let degree = row.degree, degree > .family else { return }
    let ours = Set(PersonKeys.of(row.sought))
    let theirs = Set(
      PersonKeys.of(
        firstName: row.known.firstName, familyName: row.known.familyName,
        preferredName: row.known.preferredName, aliases: row.known.aliases,
        telephone: row.known.telephone, postcode: row.known.postcode?.description,
        born: row.known.dateOfBirth?.iso))
    let isFound =
      !ours.isDisjoint(with: theirs)
      || row.sought.nhsNumber != nil && row.sought.nhsNumber == row.known.nhsNumber
    #expect(isFound)
  }

  @Test("a number that is somebody else’s is said in words, one’s own is not")
  func taken() {
    let holder = Self.known("Leo", "Sharma", number: Self.number)
    let other = Self.sought(
      "Mia", "Bell", born: Day(year: 2014, month: 1, day: 1), number: Self.number)
    #expect(
      Likeness.numberIsTaken(other, by: holder)?.contains("already belongs to Leo S") == true)
    let same = Self.sought("Leo", "Sharma", number: Self.number)
    #expect(Likeness.numberIsTaken(same, by: holder) == nil)
    // A birth date typed wrong beside the right name is looked at, not refused.
    let slip = Self.sought(
      "Leo", "Sharma", born: Day(year: 2012, month: 5, day: 15), number: Self.number)
    #expect(Likeness.numberIsTaken(slip, by: holder) == nil)
  }

  @Test(
    "names that sound alike have one sound",
    arguments: [
      ("Brandy", "Brandi"), ("De Haro", "DeHaro"), ("O'Neill", "ONeill"),
      ("Catherine", "Katherine"), ("Stephen", "Steven"), ("Mohammed", "Muhammad"),
      ("Christopher", "Kristofer"), ("Chloe", "Khloe"), ("Zoë", "Zoe"), ("Knight", "Night"),
      ("Philip", "Filip"), ("Geoff", "Jeff"), ("Siân", "Sian"), ("Wright", "Right"),
    ])
  func sounds(a: String, b: String) {
    #expect(NameSound.of(a) == NameSound.of(b))
    #expect(!NameSound.of(a).isEmpty)
  }

  @Test("a name of marks only has no sound and is like no other", arguments: ["", "-", "'", "  "])
  func empty(text: String) {
    #expect(NameSound.of(text).isEmpty)
    #expect(!NameSound.alike(text, "Leo"))
    #expect(PersonKeys.of(firstName: text, familyName: text).isEmpty)
  }

  @Test("however a telephone is written, its last ten digits are compared")
  func telephones() {
    #expect(PersonKeys.digits(of: "+44 (0)7700 900-123") == "7700900123")
    #expect(PersonKeys.digits(of: "07700 900123") == "7700900123")
    #expect(PersonKeys.digits(of: "none") == "")
    #expect(PersonKeys.digits(of: "999") == "")
  }
}
