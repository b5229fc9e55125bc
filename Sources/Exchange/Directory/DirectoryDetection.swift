// Which kind of record an object or a row is, from what it says and not from the
// name of its file.

import Casework
import Foundation

enum DirectoryDetection {
  /// Names of fields and children that tell the kinds apart.
  private static let tellTale: [DirectoryEntity: Set<String>] = {
    let common: Set<String> = ["id", "name", "description", "attributes", "metadata"]
    return Dictionary(
      DirectoryEntity.published.map { entity in
        let names = Set(
          entity.fields.filter { !$0.isOurs }.map(\.name) + entity.children.map(\.key))
        return (entity, names.subtracting(common))
      }, uniquingKeysWith: { first, _ in first })
  }()

  /// The kinds that a JSON file may be about, the likeliest first.
  private static let inJSON: [DirectoryEntity] = [
    .service, .organization, .location, .serviceAtLocation, .taxonomyTerm, .taxonomy,
  ]

  /// The kind of a JSON object that stands by itself, or nil when it has nothing of
  /// the standard.
  static func entity(ofObject keys: [String]) -> DirectoryEntity? {
    guard keys.contains("id") || keys.contains("name") else { return nil }
    if let best = best(keys, among: inJSON) { return best }
    // An id, a name and nothing that tells: a service with next to nothing said.
    return keys.contains("id") && keys.contains("name") ? .service : nil
  }

  /// Fields without a value that an object needs beside its own, so that it is told for
  /// what it is: a place of which only a name and a link are known looks like a service.
  static func telling(_ entity: DirectoryEntity, from keys: [String]) -> [String] {
    let others = inJSON.filter { $0 != entity }
    let unique = entity.fields.map(\.name).filter { name in
      !keys.contains(name) && tellTale[entity, default: []].contains(name)
        && !others.contains { tellTale[$0, default: []].contains(name) }
    }
    var added: [String] = []
    for name in unique where self.entity(ofObject: keys + added) != entity { added.append(name) }
    return added
  }

  /// The kind of record that the rows of a CSV file are, by its header.
  static func entity(ofHeader names: [String]) -> DirectoryEntity? {
    guard names.contains("id") else { return nil }
    let known = best(names, among: DirectoryEntity.published)
    guard let known, let tells = tellTale[known] else { return nil }
    return tells.intersection(names).count >= 3 ? known : nil
  }

  private static func best(_ names: [String], among entities: [DirectoryEntity])
    -> DirectoryEntity?
  {
    let given = Set(names)
    let scores = entities.map { ($0, tellTale[$0, default: []].intersection(given).count) }
    guard let highest = scores.map(\.1).max(), highest > 0 else { return nil }
    return scores.first { $0.1 == highest }?.0
  }
}
