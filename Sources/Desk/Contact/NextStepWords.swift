// A next step as people say it in one go: "ring thu 2pm", "visit the club together on
// 12/3". The day is taken off the end, so that it needs no field of its own.

import Casework
import Terminal

/// What to do and when, read from one line.
public enum NextStepWords {
  /// The words and the day that they end in; the day is nil where they end in none.
  ///
  /// - Parameter today: the day that "tomorrow" is counted from.
  public static func read(
    _ text: String, today: Casework.Day
  ) -> (text: String, on: Casework.Day?, at: Int?) {
    let words = text.split(separator: " ", omittingEmptySubsequences: true).map(String.init)
    // The longest ending that is a date: "next tue 2pm" before "tue 2pm".
    for start in words.indices where words.count - start <= 6 {
      let ending = words[start...]
      // Somebody may be called Tom.
      guard ending.last?.lowercased() != "tom" else { continue }
      guard
        let moment = try? DateWords.read(
          ending.joined(separator: " "), today: today.forFields, leaning: .future),
        let day = moment.caseworkDay, day >= today
      else { continue }
      var before = words[..<start]
      while let last = before.last, ["on", "at", "by", "in", "-", "–"].contains(last.lowercased()) {
        before.removeLast()
      }
      let rest = before.joined(separator: " ").trimmingCharacters(in: [",", " "])
      return (rest, day, moment.minute)
    }
    return (words.joined(separator: " "), nil, nil)
  }
}
