// The standard as data: every entity and field of Open Referral UK 3.0 and the
// Human Services Data Specification 3.0 that it profiles, with the few entities
// of HSDS 3.1 that publishers already send. Tables, readers and writers all come
// from this one place. Source: openreferral.org, schema of version 3.0.

import Foundation

/// A kind of record in the standard. The raw value is the standard's name.
public enum DirectoryEntity: String, CaseIterable, Codable, Sendable {
  case organization
  case organizationIdentifier = "organization_identifier"
  case program
  case service
  case location
  case serviceAtLocation = "service_at_location"
  case address
  case contact
  case phone
  case schedule
  case costOption = "cost_option"
  case serviceArea = "service_area"
  case accessibility
  case language
  case funding
  case requiredDocument = "required_document"
  case taxonomy
  case taxonomyTerm = "taxonomy_term"
  case attribute
  case metadata
  case metaTableDescription = "meta_table_description"
  /// HSDS 3.1.
  case url
  /// HSDS 3.1.
  case unit
  /// HSDS 3.1.
  case serviceCapacity = "service_capacity"
  /// Ours: a further parent of a record that a file nests in more places than its
  /// own columns can say, for example one contact of two services.
  case nesting

  /// The fields besides the id, in the order of the standard's CSV files.
  public var fields: [DirectoryField] { DirectoryStandard.shapes[self]?.fields ?? [] }

  /// What may stand inside it in JSON.
  public var children: [DirectoryChild] { DirectoryStandard.shapes[self]?.children ?? [] }

  /// The names of its CSV file without the ending, the standard's own first.
  public var fileNames: [String] {
    [DirectoryStandard.shapes[self]?.plural ?? rawValue, rawValue]
  }

  /// As a report says it: "services", "organisations".
  public var plural: String {
    (DirectoryStandard.shapes[self]?.words ?? fileNames[0]).replacing("_", with: " ")
  }

  /// The table that holds it in the casebook.
  public var table: String { "directory_\(rawValue)" }

  public func field(_ name: String) -> DirectoryField? {
    DirectoryStandard.fieldsByName[self]?[name]
  }

  /// The entity that a CSV file of this name holds.
  public init?(fileName: String) {
    let plain = fileName.lowercased().replacing("-", with: "_").replacing(" ", with: "_")
    guard
      let found = DirectoryEntity.published.first(where: { $0.fileNames.contains(plain) })
        ?? DirectoryStandard.otherFileNames[plain]
    else { return nil }
    self = found
  }

  /// The entities that files carry.
  public static let published = allCases.filter { $0 != .nesting }
}

/// One field of an entity.
public struct DirectoryField: Equatable, Sendable {
  public enum Kind: Equatable, Sendable {
    case text
    /// A whole number.
    case integer
    /// A decimal, kept in the digits of the file.
    case number
    /// "2026-11-23".
    case date
    /// "2023-03-15T10:30:45.123Z".
    case dateTime
    /// "10:00" or "10:00:00", perhaps with a zone.
    case time
    /// One of these words.
    case choice([String])
    /// The id of a record of this entity.
    case reference(DirectoryEntity)
    /// The id of a record of an entity that another field names.
    case anyReference
  }

  public var name: String
  public var kind: Kind
  /// Whether a record without it is refused.
  public var isRequired: Bool
  /// Ours, and never in a file.
  public var isOurs: Bool

  init(_ name: String, _ kind: Kind = .text, required: Bool = false, ours: Bool = false) {
    self.name = name
    self.kind = kind
    isRequired = required
    isOurs = ours
  }

  /// Whether it points at another record.
  public var isReference: Bool {
    switch kind {
    case .reference, .anyReference: true
    default: false
    }
  }
}

/// How one entity stands inside another in JSON.
public struct DirectoryChild: Equatable, Sendable {
  /// The key that holds it.
  public var key: String
  public var entity: DirectoryEntity
  /// Whether the key holds an array.
  public var isMany: Bool
  /// The field that links the two: of the child when `isMany`, else of the parent.
  public var field: String
}
