// What a supervisor does about a record: says that they have seen it, asks, or agrees
// an action. A view alone changes nothing.

import Foundation

/// One act of a supervisor towards a worker.
public struct SupervisorNote: Equatable, Sendable {
  /// The raw value is how it is stored and exported.
  public enum Kind: String, CaseIterable, Codable, Sendable {
    /// Read and seen; the worker knows that somebody looks.
    case acknowledged
    /// Wants an answer; it stands in the worker's Today until there is one.
    case question
    /// Something that the worker will do; it stands in their Today until it is done.
    case action

    public var words: String {
      switch self {
      case .acknowledged: "Seen"
      case .question: "Question"
      case .action: "Agreed action"
      }
    }
  }

  public var id: Identifier<SupervisorNote>
  public var kind: Kind
  /// The case that it is about, where it is about one.
  public var caseID: Identifier<Case>?
  /// Whom it is for.
  public var workerID: Identifier<LinkWorker>
  /// Who said it.
  public var fromID: Identifier<LinkWorker>
  public var text: String
  public var at: Date
  public var by: Day?
  /// When it was answered or done, and what was said.
  public var settledAt: Date?
  public var answer: String

  public init(
    id: Identifier<SupervisorNote>, kind: Kind, caseID: Identifier<Case>? = nil,
    workerID: Identifier<LinkWorker>, fromID: Identifier<LinkWorker>, text: String, at: Date,
    by: Day? = nil, settledAt: Date? = nil, answer: String = ""
  ) {
    self.id = id
    self.kind = kind
    self.caseID = caseID
    self.workerID = workerID
    self.fromID = fromID
    self.text = text
    self.at = at
    self.by = by
    self.settledAt = settledAt
    self.answer = answer
  }

  /// Whether the worker still has to do something about it.
  public var isWaiting: Bool { kind != .acknowledged && settledAt == nil }
}
