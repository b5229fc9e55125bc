// The copies that make themselves: begun when the desk opens, told of where it shows.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// Begins the day's copy, in the background, where it is not there yet.
  mutating func tendCopies() {
    guard let book else { return }
    if let ending = copying?.ending {
      copying = nil
      // Words that cannot be kept come before a copy that can be made tomorrow.
      if case .failed(let why) = ending, draftWarning == nil {
        toast = Toast("No copy was made today: \(why)", role: .warning)
      }
      lastCopy = try? book.lastGoodBackup()
    }
    guard copying == nil, copiedOn != today else { return }
    copiedOn = today
    lastCopy = try? book.lastGoodBackup()
    copying = book.beginDailyCopy(on: today, at: setting.now())
  }

  /// Gives up a copy that is not done: it is made next time.
  mutating func stopCopying() {
    copying?.giveUp()
    copying?.wait(seconds: 2)
    copying = nil
    copiedOn = nil
  }

  /// "today 09:02", "21/11/2026", "being made …", "none yet".
  var copyWords: String {
    guard let lastCopy else { return copying == nil ? "none yet" : "being made …" }
    let moment = Moment(lastCopy)
    if Day(lastCopy) == today { return "today " + (moment.time?.description ?? "") }
    return Day(lastCopy).british
  }
}
