// Which kind of record an object or a row is: from what it says, and where that tells too
// little, from the name of its file or from the other records of its page.

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

  /// What a JSON object is taken for, and whether that was only assumed.
  struct Guess: Equatable {
    var entity: DirectoryEntity
    var isAssumed = false
  }

  /// The kind of a JSON object that stands by itself in a file or on a page.
  ///
  /// - Parameters:
  ///   - named: the kind that the file's name says, where it is one of the standard's.
  ///   - page: the kind that all keys of the page together say; asked only where the object
  ///     itself tells too little.
  static func guess(
    _ keys: [String], named: DirectoryEntity?, page: () throws -> DirectoryEntity?
  ) rethrows -> Guess? {
    let given = Set(keys)
    func score(_ entity: DirectoryEntity) -> Int {
      tellTale[entity, default: []].intersection(given).count
    }
    if let named, given.contains("id"), hasAll(of: named, given) {
      let own = entity(ofObject: keys)
      // It says more of another kind than of this, with something that no other kind has.
      let isOther = own.map { score($0) > score(named) && tells($0, given) } ?? false
      if own != nil || score(named) > 0, !isOther { return Guess(entity: named) }
    }
    guard let own = entity(ofObject: keys) else { return nil }
    let tied = inJSON.filter {
      $0 != own && score($0) == score(own) && conforms($0, given)
    }
    // Only one of the two has all that the standard wants of it, and something of its own.
    if !conforms(own, given), tied.count == 1, tells(tied[0], given) {
      return Guess(entity: tied[0])
    }
    guard !tied.isEmpty || score(own) == 0 else { return Guess(entity: own) }
    let page = try page()
    if page == own { return Guess(entity: own) }
    guard let page, score(page) >= score(own), hasAll(of: page, given) else {
      return Guess(entity: own, isAssumed: true)
    }
    return Guess(entity: page, isAssumed: true)
  }

  /// The kind that the keys of a whole page say; nil where they say two as much.
  static func entity(ofPage keys: Set<String>) -> DirectoryEntity? {
    let scores = inJSON.map { ($0, tellTale[$0, default: []].intersection(keys).count) }
    guard let highest = scores.map(\.1).max(), highest > 0 else { return nil }
    let best = scores.filter { $0.1 == highest }
    return best.count == 1 ? best[0].0 : nil
  }

  /// The kind that the name of a JSON file says: "organizations.json", "services-2.json".
  static func entity(ofFile name: String) -> DirectoryEntity? {
    var plain = name.lowercased()
    if plain.hasSuffix(".json") { plain.removeLast(5) }
    while let last = plain.last, !last.isLetter { plain.removeLast() }
    return DirectoryEntity(fileName: plain)
  }

  /// Whether an object has what a record of this kind is refused without.
  private static func hasAll(of entity: DirectoryEntity, _ given: Set<String>) -> Bool {
    entity.fields.allSatisfy { !$0.isRequired || given.contains($0.name) }
  }

  /// Whether it has what the standard wants of every record of this kind.
  private static func conforms(_ entity: DirectoryEntity, _ given: Set<String>) -> Bool {
    let wanted: Set<String> =
      switch entity {
      case .service: ["name"]
      case .location: ["location_type"]
      case .organization, .taxonomy, .taxonomyTerm: ["name", "description"]
      default: []
      }
    return wanted.isSubset(of: given) && !(entity == .serviceAtLocation && given.contains("name"))
  }

  /// Whether something in it is of this kind and of no other.
  private static func tells(_ entity: DirectoryEntity, _ given: Set<String>) -> Bool {
    tellTale[entity, default: []].intersection(given).contains { name in
      !inJSON.contains { $0 != entity && tellTale[$0, default: []].contains(name) }
    }
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
