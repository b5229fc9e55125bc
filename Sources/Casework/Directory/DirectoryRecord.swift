// One row of the directory as a file has it, whatever file it came in.

import Foundation

/// One record of the standard: a service, a place, a telephone number.
public struct DirectoryRecord: Equatable, Sendable {
  public var entity: DirectoryEntity
  /// The id that its publisher gave it.
  public var id: String
  /// What the file says of the standard's own fields, without the id. A field that
  /// the file does not mention is not here; one that it leaves empty is `.blank`.
  public var fields: [String: DirectoryValue]
  /// Fields that the standard does not have: the value as JSON text, kept so that it
  /// can be written back.
  public var extra: [String: String]
  /// The records that this one was nested in, for files that nest.
  public var nestedIn: [DirectoryNesting]

  public init(
    entity: DirectoryEntity, id: String, fields: [String: DirectoryValue] = [:],
    extra: [String: String] = [:], nestedIn: [DirectoryNesting] = []
  ) {
    self.entity = entity
    self.id = id
    self.fields = fields
    self.extra = extra
    self.nestedIn = nestedIn
  }

  /// The text of a field, "" where it is blank or not mentioned.
  public func text(_ field: String) -> String { fields[field]?.text ?? "" }
}

/// The value of one field.
public enum DirectoryValue: Hashable, Sendable {
  /// The file mentions the field and gives it no value.
  case blank
  case text(String)
  case integer(Int)
  /// A number in the very digits of the file, so that none is lost.
  case number(String)

  /// As people read it.
  public var text: String {
    switch self {
    case .blank: ""
    case .text(let text): text
    case .integer(let whole): String(whole)
    case .number(let digits): digits
    }
  }
}

/// That a record stood inside another one in a file.
public struct DirectoryNesting: Hashable, Sendable {
  /// The child's field that points at the parent, for example "service_id".
  public var field: String
  public var parent: DirectoryEntity
  public var parentID: String

  public init(field: String, parent: DirectoryEntity, parentID: String) {
    self.field = field
    self.parent = parent
    self.parentID = parentID
  }
}
