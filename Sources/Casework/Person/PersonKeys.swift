// The keys by which likely duplicates are found among a million: whoever shares one
// is compared, and nobody else is read.

/// Numbers that two records of one person are likely to share.
public enum PersonKeys {
  /// The keys of a person as the tables hold them. They only find: two people may share
  /// one by chance.
  ///
  /// - Parameter born: the birth date in ISO 8601.
  public static func of(
    firstName: String, familyName: String, preferredName: String = "", aliases: String = "",
    telephone: String = "", postcode: String? = nil, born: String? = nil
  ) -> [Int64] {
    var keys: Set<Int64> = []
    func add(_ key: Int64?) { if let key { keys.insert(key) } }
    for first in [firstName, preferredName] where !first.isEmpty {
      add(name(first, familyName))
      add(birth(born, first))
    }
    for alias in aliases.split(whereSeparator: { ";,".contains($0) }) {
      let words = alias.split(separator: " ")
      guard let first = words.first, words.count > 1 else { continue }
      add(name(String(first), words.dropFirst().joined(separator: " ")))
      add(birth(born, String(first)))
    }
    add(self.telephone(telephone))
    add(home(familyName, postcode))
    return keys.sorted()
  }

  public static func of(_ sought: SoughtPerson) -> [Int64] {
    of(
      firstName: sought.firstName, familyName: sought.familyName,
      preferredName: sought.preferredName, telephone: sought.telephone,
      postcode: sought.postcode?.description, born: sought.dateOfBirth?.iso)
  }

  /// The two sounds in either order: forms are filled in the wrong way round.
  private static func name(_ first: String, _ family: String) -> Int64? {
    let sounds = [NameSound.of(first), NameSound.of(family)].sorted()
    guard sounds.allSatisfy({ !$0.isEmpty }) else { return nil }
    return hash("n\(sounds[0])|\(sounds[1])")
  }

  private static func telephone(_ text: String) -> Int64? {
    let digits = digits(of: text)
    return digits.isEmpty ? nil : hash("t\(digits)")
  }

  /// The house and the family: brothers and sisters are found by it.
  private static func home(_ family: String, _ postcode: String?) -> Int64? {
    guard let postcode, !postcode.isEmpty else { return nil }
    let sound = NameSound.of(family)
    return sound.isEmpty ? nil : hash("h\(postcode.filter { $0 != " " })|\(sound)")
  }

  /// The birth date and how the first name begins to sound: a short form begins alike.
  private static func birth(_ born: String?, _ first: String) -> Int64? {
    guard let born, let sound = NameSound.of(first).first else { return nil }
    return hash("b\(born)|\(sound)")
  }

  /// The last ten digits of a telephone number, however it is written; empty where
  /// there are fewer than nine.
  public static func digits(of telephone: String) -> String {
    let digits = telephone.utf8.filter { (48...57).contains($0) }
    guard digits.count >= 9 else { return "" }
    return String(decoding: digits.suffix(10), as: UTF8.self)
  }

  /// FNV-1a, of which 62 bits are kept: the same on every machine and in every version.
  private static func hash(_ text: String) -> Int64 {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
    return Int64(hash >> 2)
  }
}
