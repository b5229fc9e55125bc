// The directory as a CSV data package: a file for each kind of record, and a
// datapackage.json that says what is in them (Frictionless Data, tabular profile).

import Casebook
import Casework
import Foundation

struct DirectoryCSVWriter {
  private let records: DirectoryRecords

  init(_ records: DirectoryRecords) { self.records = records }

  func write(folder url: URL) throws -> DirectoryJSONWriter.Written {
    try FileManager.default.createDirectory(
      at: url, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o700])
    var counts: [String: Int] = [:]
    var files: [String] = []
    var resources: [JSONValue] = []
    for entity in DirectoryEntity.allCases {
      let count = try records.count(entity)
      guard count > 0 || entity == .service else { continue }
      let name = entity == .nesting ? DirectoryShared.fileName : entity.fileNames[0]
      let table = try Table(entity, records)
      let file = try TextFile(url.appendingPathComponent(name + ".csv"))
      try file.write(DelimitedText.line(table.header))
      try records.each(entity) { batch in
        for stored in batch { try file.write(DelimitedText.line(table.cells(of: stored.record))) }
      }
      try file.close()
      files.append(name + ".csv")
      if entity != .nesting { counts[entity.plural] = count }
      resources.append(table.resource(name: name))
    }
    let package = JSONValue.object([
      JSONValue.Member("name", .string("human_services_data")),
      JSONValue.Member("profile", .string("tabular-data-package")),
      JSONValue.Member("title", .string("Local services (Open Referral UK 3.0, HSDS 3.0)")),
      JSONValue.Member("resources", .array(resources)),
    ])
    let file = try TextFile(url.appendingPathComponent("datapackage.json"))
    try file.write(package.text + "\n")
    try file.close()
    return (counts, files + ["datapackage.json"])
  }

  /// The columns of one kind of record.
  private struct Table {
    let entity: DirectoryEntity
    let fields: [DirectoryField]
    /// Unknown fields with a column of their own.
    let plain: [String]
    let hasOther: Bool

    init(_ entity: DirectoryEntity, _ records: DirectoryRecords) throws {
      self.entity = entity
      fields = entity.fields
      let keys = try records.extraKeys(of: entity)
      plain = keys.filter { $0.isText && Self.isPlain($0.key, of: entity) }.map(\.key)
      hasOther = keys.count > plain.count
    }

    /// Whether a name can be a column’s and be read back as it was.
    private static func isPlain(_ key: String, of entity: DirectoryEntity) -> Bool {
      let lower = key.lowercased()
      return !key.isEmpty && key == lower && entity.field(lower) == nil && lower != "id"
        && lower != DirectoryShared.extraColumn
        && key.utf8.allSatisfy {
          (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5F
        }
    }

    var header: [String] {
      ["id"] + fields.map(\.name) + plain + (hasOther ? [DirectoryShared.extraColumn] : [])
    }

    func cells(of record: DirectoryRecord) -> [String] {
      var cells = [record.id] + fields.map { record.text($0.name) }
      var rest = record.extra
      for key in plain {
        let value = rest.removeValue(forKey: key).flatMap { try? JSONValue(reading: $0) }
        if case .string(let text)? = value { cells.append(text) } else { cells.append("") }
      }
      guard hasOther else { return cells }
      let members = rest.sorted { $0.key < $1.key }.map { "\(JSONValue.quoted($0)):\($1)" }
      return cells + [members.isEmpty ? "" : "{\(members.joined(separator: ","))}"]
    }

    func resource(name: String) -> JSONValue {
      func text(_ key: String, _ value: String) -> JSONValue.Member {
        JSONValue.Member(key, .string(value))
      }
      let schema = fields.map { field -> JSONValue in
        let type =
          switch field.kind {
          case .integer: "integer"
          case .number: "number"
          case .date: "date"
          default: "string"
          }
        return .object([text("name", field.name), text("type", type)])
      }
      let own = (["id"] + plain + (hasOther ? [DirectoryShared.extraColumn] : [])).map {
        JSONValue.object([text("name", $0), text("type", "string")])
      }
      let references = fields.compactMap { field -> JSONValue? in
        guard case .reference(let other) = field.kind else { return nil }
        return .object([
          text("fields", field.name),
          JSONValue.Member(
            "reference",
            .object([text("resource", other.fileNames[0]), text("fields", "id")])),
        ])
      }
      return .object([
        text("name", name), text("path", name + ".csv"), text("encoding", "utf-8"),
        JSONValue.Member(
          "schema",
          .object([
            JSONValue.Member("fields", .array(own.prefix(1) + schema + own.dropFirst())),
            text("primaryKey", "id"), JSONValue.Member("foreignKeys", .array(references)),
          ])),
      ])
    }
  }
}
