// Whether somebody in a list is a person whom we know: the one rule, for imports
// and for forms.

import Foundation

/// What is known of somebody before they are looked up.
public struct PersonDetails: Equatable, Sendable {
  public var firstName: String
  public var familyName: String
  public var dateOfBirth: Day?
  public var nhsNumber: NHSNumber?
  public var postcode: Postcode?

  public init(
    firstName: String, familyName: String, dateOfBirth: Day?, nhsNumber: NHSNumber? = nil,
    postcode: Postcode? = nil
  ) {
    self.firstName = firstName
    self.familyName = familyName
    self.dateOfBirth = dateOfBirth
    self.nhsNumber = nhsNumber
    self.postcode = postcode
  }

  public init(_ incoming: IncomingReferral) {
    self.init(
      firstName: incoming.firstName, familyName: incoming.familyName,
      dateOfBirth: incoming.dateOfBirth, nhsNumber: incoming.nhsNumber,
      postcode: incoming.postcode)
  }
}

/// What the rule says.
public enum PersonMatch: Equatable, Sendable {
  /// Nobody among the candidates.
  case none
  /// This one.
  case same(Person)
  /// Nobody for certain; these may be the same person, and somebody should look.
  case possible([Person])
  /// The NHS number belongs to somebody with another name or birth date. It cannot
  /// be both, so a person must decide.
  case conflict(Person, PersonConflict)

  /// The rule. The NHS number decides where both have one; else the folded names
  /// and the birth date, unless both have a postcode and these differ.
  ///
  /// - Parameter candidates: everybody with the same NHS number, and everybody with
  ///   the same birth date; others do no harm.
  public static func of(_ details: PersonDetails, among candidates: [Person]) -> PersonMatch {
    if let number = details.nhsNumber,
      let holder = candidates.first(where: { $0.nhsNumber == number })
    {
      if let birth = details.dateOfBirth, let known = holder.dateOfBirth, birth != known {
        return .conflict(holder, .dateOfBirth)
      }
      // A first name may be a preferred one, and a family name may have changed; both
      // at once is somebody else.
      return sharesName(details, holder) ? .same(holder) : .conflict(holder, .name)
    }
    guard let birth = details.dateOfBirth else { return .none }
    let named = candidates.filter {
      $0.dateOfBirth == birth && sameName(details, $0)
        && ($0.nhsNumber == nil || details.nhsNumber == nil)
    }
    let close = named.filter { !differs($0.postcode, details.postcode) }
    if close.count == 1, let only = close.first { return .same(only) }
    // Among several, the one of whom just this is known: a row that was brought in
    // before finds the person whom it made then.
    let exact = close.filter {
      $0.postcode == details.postcode && $0.nhsNumber == details.nhsNumber
    }
    if exact.count == 1, let only = exact.first { return .same(only) }
    let twins = candidates.filter {
      $0.dateOfBirth == birth && sameName(details, $0) && !named.contains($0)
    }
    return named.isEmpty && twins.isEmpty ? .none : .possible(named + twins)
  }

  /// The first name, and the one they like to be called by, folded.
  private static func firstNames(of person: Person) -> Set<String> {
    var names: Set<String> = [PersonName.folded(person.firstName)]
    if !person.preferredName.isEmpty { names.insert(PersonName.folded(person.preferredName)) }
    return names
  }

  private static func sameName(_ details: PersonDetails, _ person: Person) -> Bool {
    PersonName.folded(details.familyName) == PersonName.folded(person.familyName)
      && firstNames(of: person).contains(PersonName.folded(details.firstName))
  }

  private static func sharesName(_ details: PersonDetails, _ person: Person) -> Bool {
    PersonName.folded(details.familyName) == PersonName.folded(person.familyName)
      || firstNames(of: person).contains(PersonName.folded(details.firstName))
  }

  private static func differs(_ a: Postcode?, _ b: Postcode?) -> Bool {
    guard let a, let b else { return false }
    return a != b
  }
}

/// In what two people with one NHS number differ.
public enum PersonConflict: Equatable, Sendable {
  case name
  case dateOfBirth

  /// The sentence for the row that brought the number.
  public func words(number: NHSNumber, holder: Person) -> String {
    switch self {
    case .name:
      "NHS number \(number) already belongs to \(holder.listName), who has another name; "
        + "one of the two is wrong"
    case .dateOfBirth:
      "NHS number \(number) already belongs to \(holder.listName), who has another date of "
        + "birth; one of the two is wrong"
    }
  }
}

extension Person {
  /// Fills what is blank here from `other` and leaves everything else as it is.
  ///
  /// - Returns: the fields, in words, in which the two say different things.
  public mutating func fillBlanks(from other: Person) -> [String] {
    var differing: [String] = []
    func fill(_ field: WritableKeyPath<Person, String>, _ words: String) {
      let theirs = other[keyPath: field]
      guard !theirs.isEmpty else { return }
      if self[keyPath: field].isEmpty {
        self[keyPath: field] = theirs
      } else if !Person.reads(self[keyPath: field], as: theirs) {
        differing.append(words)
      }
    }
    fill(\.firstName, "first name")
    fill(\.familyName, "family name")
    fill(\.preferredName, "preferred name")
    fill(\.pronouns, "pronouns")
    fill(\.gender, "gender")
    fill(\.aliases, "aliases")
    fill(\.address, "address")
    fill(\.telephone, "telephone")
    fill(\.email, "email")
    fill(\.preferredContact, "preferred contact")
    fill(\.gpPractice, "GP practice")
    fill(\.gpPracticeCode, "GP practice code")
    fill(\.school, "school")
    fill(\.safeContact.whoMayAnswer, "who may answer")
    fill(\.safeContact.nameToUse, "name to use")
    fill(\.reasonableAdjustments, "reasonable adjustments")
    fill(\.interpreter, "interpreter")
    if other.safeContact.voicemail != .notAsked {
      if safeContact.voicemail == .notAsked { safeContact.voicemail = other.safeContact.voicemail }
      if safeContact.voicemail != other.safeContact.voicemail {
        // The careful answer stands until somebody has asked again.
        safeContact.voicemail = .refused
        differing.append("voicemail")
      }
    }
    if let theirs = other.dateOfBirth {
      if dateOfBirth == nil { dateOfBirth = theirs }
      if dateOfBirth != theirs { differing.append("date of birth") }
    }
    if let theirs = other.nhsNumber {
      if nhsNumber == nil { nhsNumber = theirs }
      if nhsNumber != theirs { differing.append("NHS number") }
    }
    if let theirs = other.postcode {
      if postcode == nil { postcode = theirs }
      if postcode != theirs { differing.append("postcode") }
    }
    return differing
  }

  /// Whether two texts say the same: SHARMA and Sharma do, and so does a number
  /// with other spaces.
  private static func reads(_ a: String, as b: String) -> Bool {
    PersonName.folded(a) == PersonName.folded(b)
  }
}
