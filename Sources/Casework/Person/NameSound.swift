// How a name sounds, roughly, so that Brandy and Brandi, Catherine and Katherine,
// O'Neill and ONeill come out alike. It only finds whom to compare; whether two names
// are alike is decided by ``alike(_:_:)``.

/// The sound of names, for finding likely duplicates.
public enum NameSound {
  /// A few letters that names of one sound share. Our own: consonants in the order they
  /// are heard, those that English spelling mixes up as one, vowels only at the start.
  public static func of(_ name: String) -> String {
    let letters = Array(PersonName.folded(name))
    var result: [Character] = []
    var index = 0
    func next(_ offset: Int) -> Character? {
      letters.indices.contains(index + offset) ? letters[index + offset] : nil
    }
    while index < letters.count {
      var used = 1
      let sound: Character?
      switch letters[index] {
      case "a", "e", "i", "o", "u", "y":
        sound = index == 0 ? (letters[0] == "y" ? "j" : "a") : nil
      case "h": sound = nil
      case "w": sound = index == 0 && next(1) != "r" ? "w" : nil
      case "c":
        if next(1) == "h" {
          sound = "c"
          used = 2
          // Christopher and Kristofer; Chloe and Khloe.
          if let after = next(2), "rlm".contains(after) { return finish(&result, "k", letters, 2) }
        } else {
          sound = next(1).map { "eiy".contains($0) } == true ? "s" : "k"
        }
      case "k":
        sound = index == 0 && next(1) == "n" ? nil : "k"
      case "q": sound = "k"
      case "g":
        if next(1) == "h", index > 0 {
          sound = nil
          used = 2
        } else if index == 0, next(1) == "n" {
          sound = nil
        } else {
          sound = next(1).map { "ei".contains($0) } == true ? "j" : "g"
        }
      case "p":
        if next(1) == "h" {
          sound = "f"
          used = 2
        } else {
          sound = "p"
        }
      case "v", "f": sound = "f"
      case "s", "z": sound = "s"
      case "x": sound = index == 0 ? "s" : "k"
      case "d", "t": sound = letters[index]
      case let other: sound = other
      }
      if let sound, result.last != sound { result.append(sound) }
      index += used
    }
    return String(result)
  }

  /// A hard "ch" at the start, and then the rest of the name.
  private static func finish(
    _ result: inout [Character], _ first: Character, _ letters: [Character], _ from: Int
  ) -> String {
    result.append(first)
    for character in of(String(letters[from...])) where result.last != character {
      result.append(character)
    }
    return String(result)
  }

  /// Whether two names may well be one name, spelt, shortened or typed differently.
  /// Spaces, hyphens, accents and apostrophes do not count.
  public static func alike(_ a: String, _ b: String) -> Bool {
    let (a, b) = (Array(PersonName.folded(a)), Array(PersonName.folded(b)))
    guard !a.isEmpty, !b.isEmpty else { return false }
    if a == b { return true }
    let (short, long) = a.count < b.count ? (a, b) : (b, a)
    // Leo for Leonard, Alex for Alexandra.
    if short.count >= 3, long.starts(with: short) { return true }
    let apart = distance(a, b)
    if of(String(a)) == of(String(b)) { return apart <= max(1, long.count / 3) }
    // One slip of the finger in a name long enough to have one.
    return long.count >= 5 && apart <= 1
  }

  /// How many letters must be added, taken away, changed or swapped with their neighbour.
  static func distance(_ a: [Character], _ b: [Character]) -> Int {
    var before: [Int] = []
    var row = Array(0...b.count)
    for i in a.indices {
      var next = [i + 1]
      next.reserveCapacity(b.count + 1)
      for j in b.indices {
        var best = min(row[j + 1] + 1, next[j] + 1, row[j] + (a[i] == b[j] ? 0 : 1))
        if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
        next.append(best)
      }
      before = row
      row = next
    }
    return row[b.count]
  }
}
