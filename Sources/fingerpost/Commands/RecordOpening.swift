// The one way in which a command opens somebody's record, to show it or to write in it:
// where a colleague holds the case it asks why, and who opened it, when and why is kept.

import ArgumentParser
import Casebook
import Casework

private let openingHelp = ArgumentHelp(
  "Why you open a case that somebody else holds; it is kept with your name.", valueName: "text")

/// What a command takes that opens a record.
struct OpeningReason: ParsableArguments {
  @Option(
    name: [.customLong("why"), .customLong("because"), .customLong("reason")], help: openingHelp)
  var why: String = ""
}

/// The same for a command whose --because or --reason says why of something else.
struct OpeningReasonAlone: ParsableArguments {
  @Option(name: .customLong("why"), help: openingHelp)
  var why: String = ""
}

extension Casebook {
  /// Finds the one person that words name, and opens their record.
  ///
  /// - Parameters:
  ///   - why: why, where somebody else holds the case.
  ///   - doing: what for, where it is more than looking at it; kept before the reason.
  /// - Throws: ``CasebookError/refused(_:)`` where a reason is asked for and none is given;
  ///   then nothing was shown or changed.
  func openPerson(_ words: String, why: String, doing: String = "") throws -> Person {
    let person = try onePerson(words)
    try openRecord(of: person.id, because: why, doing: doing)
    return person
  }

  /// The same for their open case, or else their latest.
  func openCase(
    of words: String, why: String, doing: String = ""
  ) throws -> (caseID: Identifier<Case>, record: CaseRecord) {
    let person = try onePerson(words)
    guard let id = try cases(of: person.id).first, let record = try caseRecord(id) else {
      throw CasebookError.noSuchRecord("case")
    }
    try openRecord(record, because: why, doing: doing)
    return (id, record)
  }
}
