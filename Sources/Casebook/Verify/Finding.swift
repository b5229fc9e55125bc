// What `fingerpost verify` finds wrong, in words.

/// One thing that is wrong with a casebook.
public struct Finding: Sendable, Hashable, Codable {
  /// What was being checked.
  public enum Check: String, Sendable, Codable, CaseIterable {
    /// Every sealed page, in the main file and the log.
    case pages
    /// How tables, indexes and references hold together.
    case structure
    /// The chain that the history is.
    case history
    /// The records against what the history last wrote for each.
    case records
    /// The lines of the caseload against the rules.
    case caseload
    /// Finding people and services by their words.
    case search

    /// What the check looks at, for a progress line.
    public var words: String {
      switch self {
      case .pages: "sealed pages"
      case .structure: "tables and indexes"
      case .history: "the history"
      case .records: "records against the history"
      case .caseload: "the caseload against the rules"
      case .search: "search"
      }
    }
  }

  public var check: Check
  /// What is wrong, a sentence that names the record.
  public var sentence: String
  /// The table of the record, where it is about one.
  public var record: String?
  /// The id of the record.
  public var id: String?

  public init(_ check: Check, _ sentence: String, record: String? = nil, id: String? = nil) {
    self.check = check
    self.sentence = sentence
    self.record = record
    self.id = id
  }
}

/// How far a verification has come.
public struct VerifyProgress: Sendable {
  public var check: Finding.Check
  public var done: Int
  /// Of how many; nil where that is not known.
  public var outOf: Int?
}
