// The words that an asset is found by. The triggers here are those of the first
// version; since the second, ``AssetLines`` keeps the words right at the end of each
// action, whatever changed the tables: an import, an undo, a bundle from another
// device.

import Casework
import GRDB

enum DirectorySearch {
  static func create(in db: Database) throws {
    try db.execute(
      sql: """
        CREATE VIEW asset_words AS
          \(firstWords)
          FROM directory_service AS s;
        CREATE VIRTUAL TABLE asset_search USING fts5 (
          name, alternate_name, description, organization, terms, place,
          prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
        );
        """)
    for watch in watches {
      for event in ["INSERT", "UPDATE", "DELETE"] {
        try db.execute(sql: trigger(watch, event))
      }
    }
  }

  /// A table whose rows give words to services, and how those services are found
  /// from one of its rows, written `@`.
  private struct Watch {
    var entity: DirectoryEntity
    var columns: [String]
    var services: String
  }

  private static let atPlace = "SELECT service_id FROM directory_service_at_location"

  private static let watches: [Watch] = [
    Watch(
      entity: .service,
      columns: ["id", "name", "alternate_name", "description", "organization_id"],
      services: "row = @.row"),
    Watch(
      entity: .organization, columns: ["id", "name", "alternate_name"],
      services: "organization_id = @.id"),
    Watch(
      entity: .serviceAtLocation, columns: ["id", "service_id", "location_id"],
      services: "id = @.service_id"),
    Watch(
      entity: .location, columns: ["id", "name", "alternate_name"],
      services: "id IN (\(atPlace) WHERE location_id = @.id)"),
    Watch(
      entity: .address, columns: ["id", "location_id", "city", "region", "postal_code"],
      services: "id IN (\(atPlace) WHERE location_id = @.location_id)"),
    Watch(
      entity: .attribute,
      columns: ["id", "link_id", "link_entity", "nested_in", "taxonomy_term_id", "value"],
      services: """
        id = @.link_id OR id IN (SELECT parent_id FROM directory_nesting
          WHERE child_entity = 'attribute' AND child_id = @.id)
        """),
    Watch(
      entity: .taxonomyTerm, columns: ["id", "name", "term"],
      services: """
        id IN (SELECT link_id FROM directory_attribute WHERE taxonomy_term_id = @.id
          UNION SELECT n.parent_id FROM directory_attribute AS a
            JOIN directory_nesting AS n ON n.child_entity = 'attribute' AND n.child_id = a.id
            WHERE a.taxonomy_term_id = @.id)
        """),
    Watch(
      entity: .nesting, columns: ["child_entity", "child_id", "parent_entity", "parent_id"],
      services: "@.child_entity = 'attribute' AND id = @.parent_id"),
  ]

  private static func trigger(_ watch: Watch, _ event: String) -> String {
    let differs = watch.columns.map { "OLD.\"\($0)\" IS NOT NEW.\"\($0)\"" }
    let sides =
      switch event {
      case "INSERT": ["NEW"]
      case "DELETE": ["OLD"]
      default: ["OLD", "NEW"]
      }
    let which = sides.map {
      "SELECT row FROM directory_service WHERE \(watch.services.replacing("@", with: $0))"
    }.joined(separator: " UNION ")
    // A deleted service has no row any more, only words.
    let gone = watch.entity == .service && event == "DELETE" ? "OLD.row" : which
    return """
      CREATE TRIGGER "asset_words_\(watch.entity.rawValue)_\(event.lowercased())"
        AFTER \(event) ON "\(watch.entity.table)"
        \(event == "UPDATE" ? "WHEN \(differs.joined(separator: " OR "))" : "")
      BEGIN
        DELETE FROM asset_search WHERE rowid IN (\(gone));
        INSERT INTO asset_search (rowid, \(firstColumns))
          SELECT row, \(firstColumns) FROM asset_words WHERE row IN (\(which));
      END
      """
  }

  private static let firstColumns =
    "name, alternate_name, description, organization, terms, place"

  /// The columns of the search, in the order of their weights.
  static let columns = firstColumns + ", other"

  /// The columns that say what a service is, for a pattern that is not to find a street
  /// or somebody's name: `"\(about) : (\(pattern))"`.
  static let about = "{name alternate_name description organization terms place}"

  /// How much a hit in each column weighs, as `bm25` takes it.
  static let weights = "10, 6, 1, 4, 4, 3, 1"

  private static let firstWords = """
    SELECT s.row AS row, s.name AS name, s.alternate_name AS alternate_name,
      s.description AS description,
      (SELECT o.name || ' ' || coalesce(o.alternate_name, '')
        FROM directory_organization AS o WHERE o.id = s.organization_id) AS organization,
      (SELECT group_concat(
          coalesce(t.name, '') || ' ' || coalesce(t.term, '') || ' ' || coalesce(a.value, ''),
          ' ')
        FROM (\(attributeIDs(of: "s.id"))) AS linked
        JOIN directory_attribute AS a ON a.id = linked.id
        LEFT JOIN directory_taxonomy_term AS t ON t.id = a.taxonomy_term_id) AS terms,
      (SELECT group_concat(
          coalesce(l.name, '') || ' ' || coalesce(l.alternate_name, '') || ' '
            || coalesce(d.city, '') || ' ' || coalesce(d.region, '') || ' '
            || coalesce(d.postal_code, ''), ' ')
        FROM directory_service_at_location AS x
        JOIN directory_location AS l ON l.id = x.location_id
        LEFT JOIN directory_address AS d ON d.location_id = l.id
        WHERE x.service_id = s.id) AS place
    """

  /// Finds services by all that is known of them: how to reach them, who may come, what
  /// they speak, how one gets in, the programme, and what the team has written. The words
  /// of every service are made anew.
  static func widen(in db: Database) throws {
    let theirs = "SELECT id FROM directory_service_at_location WHERE service_id = s.id"
    let places = "SELECT location_id FROM directory_service_at_location WHERE service_id = s.id"
    let contacts = """
      SELECT id FROM directory_contact WHERE service_id = s.id
        UNION SELECT id FROM directory_contact WHERE service_at_location_id IN (\(theirs))
      """
    func all(_ words: String, _ source: String) -> String {
      "coalesce((SELECT group_concat(\(words), ' ') FROM \(source)), '')"
    }
    func joined(_ columns: String...) -> String {
      columns.map { "coalesce(\($0), '')" }.joined(separator: " || ' ' || ")
    }
    // What every address of the web begins with would find all of them.
    let web = "replace(replace(replace(s.url, 'https://', ''), 'http://', ''), 'www.', '')"
    let other = [
      joined(web, "s.email", "s.eligibility_description", "s.interpretation_services"),
      all(
        joined("p.number", "replace(p.number, ' ', '')"),
        """
        directory_phone AS p WHERE p.id IN (
          SELECT id FROM directory_phone WHERE service_id = s.id
          UNION SELECT id FROM directory_phone WHERE service_at_location_id IN (\(theirs))
          UNION SELECT id FROM directory_phone WHERE location_id IN (\(places))
          UNION SELECT id FROM directory_phone WHERE contact_id IN (\(contacts)))
        """),
      all(
        joined("c.name", "c.title", "c.department", "c.email"),
        "directory_contact AS c WHERE c.id IN (\(contacts))"),
      all(
        joined("d.attention", "d.address_1", "d.address_2"),
        "directory_address AS d WHERE d.location_id IN (\(places))"),
      all(
        joined("l.name", "l.code"),
        """
        directory_language AS l WHERE l.id IN (
          SELECT id FROM directory_language WHERE service_id = s.id
          UNION SELECT id FROM directory_language WHERE location_id IN (\(places)))
        """),
      all(
        joined("e.description", "e.details", "e.accessibility"),
        "directory_accessibility AS e WHERE e.location_id IN (\(places))"),
      all(
        joined("g.name", "g.alternate_name"),
        "directory_program AS g WHERE g.id = s.program_id"),
      all("n.text", "asset_note AS n WHERE n.asset_id = s.id"),
      all("k.note", "asset_check AS k WHERE k.asset_id = s.id AND k.note <> ''"),
    ].joined(separator: "\n || ' ' || ")
    try db.execute(
      sql: """
        DROP VIEW asset_words;
        CREATE VIEW asset_words AS
          \(firstWords),
            trim(\(other)) AS other
          FROM directory_service AS s;
        DROP TABLE asset_search;
        CREATE VIRTUAL TABLE asset_search USING fts5 (
          \(columns), prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO asset_search (rowid, \(columns)) SELECT row, \(columns) FROM asset_words;
        UPDATE asset_line_state SET made_with = '';
        """)
  }

  /// A query for the ids of the attributes of the service that `service` names in
  /// SQL. An attribute names the kind of record it is of; one that names none, or
  /// none that we know, is taken by the id alone.
  static func attributeIDs(of service: String) -> String {
    let others = DirectoryEntity.published.filter { $0 != .service }
      .flatMap(\.fileNames).map { "'\($0)'" }.joined(separator: ", ")
    return """
      SELECT id FROM directory_attribute WHERE link_id = \(service)
        AND coalesce(nested_in, link_entity, '') NOT IN (\(others))
      UNION SELECT child_id FROM directory_nesting WHERE parent_id = \(service)
        AND child_entity = 'attribute' AND parent_entity = 'service'
      """
  }
}
