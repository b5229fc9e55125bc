// Whether two records may be one person's: the one rule for the form, the person's
// record and the command. Twins and siblings share a name, a house and a telephone,
// and are told apart by their first names.

/// What is known of somebody while a referral is being written.
public struct SoughtPerson: Equatable, Sendable {
  public var firstName: String
  public var familyName: String
  public var preferredName: String
  public var dateOfBirth: Day?
  public var nhsNumber: NHSNumber?
  public var telephone: String
  public var postcode: Postcode?

  public init(
    firstName: String, familyName: String, preferredName: String = "", dateOfBirth: Day? = nil,
    nhsNumber: NHSNumber? = nil, telephone: String = "", postcode: Postcode? = nil
  ) {
    self.firstName = firstName
    self.familyName = familyName
    self.preferredName = preferredName
    self.dateOfBirth = dateOfBirth
    self.nhsNumber = nhsNumber
    self.telephone = telephone
    self.postcode = postcode
  }

  public init(_ person: Person) {
    self.init(
      firstName: person.firstName, familyName: person.familyName,
      preferredName: person.preferredName, dateOfBirth: person.dateOfBirth,
      nhsNumber: person.nhsNumber, telephone: person.telephone, postcode: person.postcode)
  }
}

/// How alike somebody is to a person whom we know.
public struct Likeness: Equatable, Sendable {
  public enum Degree: Int, Comparable, Sendable {
    /// The same family, and somebody else: told apart, and shown so that nobody takes
    /// one for the other.
    case family
    /// Something is the same, and somebody should look.
    case possible
    case likely
    /// The NHS number is the same.
    case certain

    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
  }

  public var degree: Degree
  /// Why: "same name, same date of birth".
  public var why: String

  /// The rule.
  ///
  /// - Returns: nil where they are two people, as far as anybody can tell.
  public init?(of sought: SoughtPerson, to person: Person) {
    let signs = Signs(sought, person)
    if signs.sameNumber {
      degree = .certain
      why = "same NHS number" + (signs.isConflict ? ", but another name and date of birth" : "")
      return
    }
    let first = signs.firstNamesAlike
    let family = signs.familyNamesAlike
    let shared = signs.shared
    guard first else {
      guard family, !shared.isEmpty, !PersonName.folded(sought.firstName).isEmpty else {
        return nil
      }
      degree = .family
      why =
        (signs.birth == .same ? "a twin? " : "a brother or sister? ") + signs.words(["family name"])
      return
    }
    switch signs.birth {
    case .same:
      guard family || !shared.isEmpty else { return nil }
      // Another NHS number, each with a right check digit, speaks against it.
      degree = signs.otherNumber ? .possible : .likely
      why = signs.words(family ? ["name"] : ["first name"])
    case .near:
      guard family else { return nil }
      degree = .possible
      why = signs.words(["name"]) + ", date of birth nearly the same"
    case .unknown:
      guard family else { return nil }
      degree = signs.otherNumber ? .possible : shared.isEmpty ? .possible : .likely
      why = signs.words(["name"])
    case .other:
      // A father and a son may share a name and a house.
      return nil
    }
    if signs.otherNumber { why += ", but another NHS number" }
  }

  /// Why two people cannot have the number: it is somebody's of another name and
  /// another birth date. Nil where it may be theirs.
  public static func numberIsTaken(_ sought: SoughtPerson, by person: Person) -> String? {
    let signs = Signs(sought, person)
    guard signs.sameNumber, signs.isConflict, let number = sought.nhsNumber else { return nil }
    let conflict: PersonConflict = signs.birth == .other ? .dateOfBirth : .name
    return conflict.words(number: number, holder: person)
  }
}

/// What two descriptions have in common.
private struct Signs {
  enum Birth { case same, near, other, unknown }

  let sameNumber: Bool
  let otherNumber: Bool
  let firstNamesAlike: Bool
  let familyNamesAlike: Bool
  let birth: Birth
  /// Of telephone and postcode, those that are the same.
  let shared: [String]

  /// One number and two people: other names, or another birth date.
  var isConflict: Bool {
    birth == .other && !(firstNamesAlike && familyNamesAlike)
      || !firstNamesAlike && !familyNamesAlike
  }

  init(_ sought: SoughtPerson, _ person: Person) {
    sameNumber = sought.nhsNumber != nil && sought.nhsNumber == person.nhsNumber
    otherNumber =
      sought.nhsNumber != nil && person.nhsNumber != nil && sought.nhsNumber != person.nhsNumber
    let theirs = Signs.names(of: person)
    let ours = [sought.firstName, sought.preferredName].filter { !$0.isEmpty }
    let straight = ours.contains { our in
      theirs.first.contains { NameSound.alike(our, $0) }
    }
    let straightFamily = theirs.family.contains { NameSound.alike(sought.familyName, $0) }
    // First and family name the other way round, as forms are sometimes filled in.
    let swapped =
      !(straight && straightFamily) && NameSound.alike(sought.firstName, person.familyName)
      && NameSound.alike(sought.familyName, person.firstName)
    firstNamesAlike = straight || swapped
    familyNamesAlike = straightFamily || swapped
    birth = Signs.birth(sought.dateOfBirth, person.dateOfBirth)
    var shared: [String] = []
    let digits = PersonKeys.digits(of: sought.telephone)
    if !digits.isEmpty, PersonKeys.digits(of: person.telephone) == digits {
      shared.append("telephone")
    }
    if sought.postcode != nil, sought.postcode == person.postcode { shared.append("postcode") }
    self.shared = shared
  }

  private static func names(of person: Person) -> (first: [String], family: [String]) {
    var first = [person.firstName, person.preferredName]
    var family = [person.familyName]
    for alias in person.aliases.split(whereSeparator: { ";,".contains($0) }) {
      let words = alias.split(separator: " ").map(String.init)
      if let word = words.first { first.append(word) }
      if words.count > 1 { family.append(words.dropFirst().joined(separator: " ")) }
    }
    return (first.filter { !$0.isEmpty }, family.filter { !$0.isEmpty })
  }

  /// Nearly the same: day and month the other way round, or one figure wrong.
  private static func birth(_ a: Day?, _ b: Day?) -> Birth {
    guard let a, let b else { return .unknown }
    if a == b { return .same }
    if a.year == b.year, a.month == b.day, a.day == b.month { return .near }
    let differing = zip(a.iso, b.iso).count { $0 != $1 }
    return differing == 1 ? .near : .other
  }

  func words(_ names: [String]) -> String {
    var parts = names
    if birth == .same { parts.append("date of birth") }
    parts += shared
    return "same " + parts.joined(separator: ", ")
  }
}
