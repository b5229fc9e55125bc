// What differs between two texts, word by word.

import Foundation

/// A run of words that stands in both texts, or in one only.
public struct WordRun: Equatable, Sendable {
  public var text: String
  /// Whether it stands in this text only.
  public var isChanged: Bool

  public init(_ text: String, isChanged: Bool = false) {
    self.text = text
    self.isChanged = isChanged
  }
}

public enum WordDifference {
  /// Past so many words a text is marked as changed as a whole: nobody reads word by
  /// word there, and the comparison would take longer than the reading.
  public static let mostWords = 1_500

  /// Both texts in runs; the runs of each, put together, are the text to the letter.
  public static func runs(_ before: String, _ after: String)
    -> (before: [WordRun], after: [WordRun])
  {
    guard before != after else {
      let same = before.isEmpty ? [] : [WordRun(before)]
      return (same, same)
    }
    let old = words(of: before)
    let new = words(of: after)
    guard old.count <= mostWords, new.count <= mostWords else {
      return ([WordRun(before, isChanged: true)], [WordRun(after, isChanged: true)])
    }
    var gone: Set<Int> = []
    var come: Set<Int> = []
    for change in new.difference(from: old) {
      switch change {
      case .remove(let offset, _, _): gone.insert(offset)
      case .insert(let offset, _, _): come.insert(offset)
      }
    }
    return (joined(old, changed: gone), joined(new, changed: come))
  }

  /// Words with the spaces after them.
  private static func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var isInSpace = false
    for index in text.indices {
      let isSpace = text[index].isWhitespace
      if isInSpace, !isSpace {
        words.append(text[start..<index])
        start = index
      }
      isInSpace = isSpace
    }
    if start < text.endIndex { words.append(text[start...]) }
    return words
  }

  private static func joined(_ words: [Substring], changed: Set<Int>) -> [WordRun] {
    var runs: [WordRun] = []
    for (index, word) in words.enumerated() {
      let isChanged = changed.contains(index)
      if runs.last?.isChanged == isChanged {
        runs[runs.count - 1].text += word
      } else {
        runs.append(WordRun(String(word), isChanged: isChanged))
      }
    }
    return runs
  }
}
