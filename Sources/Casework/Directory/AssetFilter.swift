// What a search of the directory is narrowed by.

/// Narrows a list of assets. An empty filter lets everything through.
public struct AssetFilter: Equatable, Sendable {
  /// Only what lets in somebody of this many full years.
  public var age: Int?
  /// Only what is classed under a taxonomy term that begins with this, in any case.
  public var kind: String
  /// Only what says that it costs nothing.
  public var freeOnly: Bool
  /// Only these; nil lets every status through.
  public var statuses: Set<AssetStatus>?

  public init(
    age: Int? = nil, kind: String = "", freeOnly: Bool = false, statuses: Set<AssetStatus>? = nil
  ) {
    self.age = age
    self.kind = kind
    self.freeOnly = freeOnly
    self.statuses = statuses
  }

  /// What may be offered now.
  public static let offered = AssetFilter(statuses: Set(AssetStatus.allCases.filter(\.isOffered)))

  public var isEmpty: Bool { self == AssetFilter() }
}

/// What applying a directory changed, for each kind of record.
public struct DirectoryTally: Equatable, Sendable, Codable {
  public struct Count: Equatable, Sendable, Codable {
    public var added: Int
    public var updated: Int
    public var unchanged: Int

    public init(added: Int = 0, updated: Int = 0, unchanged: Int = 0) {
      self.added = added
      self.updated = updated
      self.unchanged = unchanged
    }

    public var total: Int { added + updated + unchanged }
  }

  /// One field that is, or on a dry run would be, other than it was.
  public struct Change: Equatable, Sendable, Codable {
    public var entity: DirectoryEntity
    public var id: String
    /// The record's name before, "" where its kind has none.
    public var name: String
    public var field: String
    public var before: String
    public var after: String

    public init(
      entity: DirectoryEntity, id: String, name: String, field: String, before: String,
      after: String
    ) {
      self.entity = entity
      self.id = id
      self.name = name
      self.field = field
      self.before = before
      self.after = after
    }
  }

  /// Only the kinds that came.
  public var counts: [DirectoryEntity: Count]
  /// Changes to records that were here before, as many as a person may want to read.
  public var changes: [Change]
  /// How many changes there are besides.
  public var moreChanges = 0
  /// On a dry run: services that came from the same source before, and are not in it
  /// any more. They stay in the directory.
  public var absent: [String]

  public init(
    counts: [DirectoryEntity: Count] = [:], changes: [Change] = [], absent: [String] = []
  ) {
    self.counts = counts
    self.changes = changes
    self.absent = absent
  }

  public subscript(entity: DirectoryEntity) -> Count {
    get { counts[entity] ?? Count() }
    set { counts[entity] = newValue }
  }

  /// The kinds that came, services first.
  public var entities: [DirectoryEntity] {
    let came = DirectoryEntity.allCases.filter { counts[$0] != nil }
    return came.filter { $0 == .service } + came.filter { $0 != .service }
  }

  /// Whether anything is other than it was.
  public var changed: Bool { counts.values.contains { $0.added + $0.updated > 0 } }
}
