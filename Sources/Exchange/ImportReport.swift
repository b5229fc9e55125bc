// What came of an import, in words for a person and as JSON for a script.

import Casework
import Foundation

/// What is wrong with one place of a file, or only worth a look.
public struct ImportFault: Error, Equatable, Hashable, Sendable, Codable,
  CustomStringConvertible
{
  /// The file's name.
  public var file: String
  /// "row 7", "line 3, column 9", or a JSON path such as "contents[2].schedules[0]".
  public var place: String
  /// The field or column as the file names it; "" when it is about the whole record.
  public var field: String
  /// The value as the file has it, cut where it is long.
  public var value: String
  /// What is wrong, and what would be right.
  public var reason: String

  public init(
    file: String, place: String, field: String = "", value: String = "", reason: String
  ) {
    self.file = file
    self.place = place
    self.field = field
    self.value = value.count > 200 ? value.prefix(200) + "…" : value
    self.reason = reason
  }

  public var description: String {
    let whereabouts = [file, place, field].filter { !$0.isEmpty }.joined(separator: ", ")
    return "\(whereabouts): \(reason)"
  }
}

/// What an import did, or on a dry run would have done.
public struct ImportReport: Equatable, Sendable, Codable, CustomStringConvertible {
  /// How many of one kind of thing.
  public struct Count: Equatable, Sendable, Codable {
    /// "services", "people".
    public var what: String
    public var added: Int
    public var updated: Int
    public var unchanged: Int
  }

  /// One field that is, or would be, other than it was.
  public struct Change: Equatable, Sendable, Codable {
    /// "service".
    public var what: String
    public var id: String
    public var name: String
    public var field: String
    public var before: String
    public var after: String

    /// What should be read first has the lowest.
    fileprivate var weight: Int { what != "service" ? 2 : field == "status" ? 0 : 1 }

    /// "Chess Club: fees “£1” → “£2”".
    public var words: String {
      func shown(_ text: String) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.isEmpty ? "nothing" : "“\(line.count > 60 ? line.prefix(59) + "…" : line)”"
      }
      let title = name.isEmpty ? "\(what) \(id)" : name
      return
        "\(title): \(field.replacing("_", with: " ")) \(shown(before)) → \(shown(after))"
    }
  }

  /// The file or folder that was read.
  public var source: String
  public var dryRun: Bool
  public var counts: [Count]
  /// Records or rows left out by `--skip-bad`.
  public var leftOut: Int
  public var faults: [ImportFault]
  public var warnings: [ImportFault]
  /// Sentences about the file as a whole.
  public var notes: [String]
  /// Where the records that were left out have been written.
  public var badRowsFile: String?
  /// What is, or on a dry run would be, other than it was: that a service runs or not first,
  /// then what else of services, then the rest.
  public var changes: [Change] = []
  /// How many changes there are besides, where there are very many.
  public var moreChanges = 0
  /// On a dry run: services that came from this source before and are not in it.
  public var absent: [String] = []

  public init(
    source: String, dryRun: Bool = false, counts: [Count] = [], leftOut: Int = 0,
    faults: [ImportFault] = [], warnings: [ImportFault] = [], notes: [String] = [],
    badRowsFile: String? = nil
  ) {
    self.source = source
    self.dryRun = dryRun
    self.counts = counts
    self.leftOut = leftOut
    self.faults = faults
    self.warnings = warnings
    self.notes = notes
    self.badRowsFile = badRowsFile
  }

  /// The count of one kind of thing, for example "services".
  public func count(of what: String) -> Count? { counts.first { $0.what == what } }

  /// Whether anything in the casebook is, or on a dry run would be, other than before.
  public var changed: Bool { counts.contains { $0.added + $0.updated > 0 } }

  public var description: String {
    var lines: [String] = []
    let width = counts.map(\.what.count).max() ?? 0
    lines.append(dryRun ? "What importing \(source) would do:" : "Imported \(source):")
    for count in counts {
      let name = count.what + String(repeating: " ", count: width - count.what.count)
      let parts = [
        count.added > 0 ? "\(count.added) added" : "",
        count.updated > 0 ? "\(count.updated) updated" : "",
        count.unchanged > 0
          ? "\(count.unchanged) \(count.what == "people" ? "known already" : "unchanged")" : "",
      ].filter { !$0.isEmpty }
      lines.append("  \(name)  \(parts.isEmpty ? "none" : parts.joined(separator: ", "))")
    }
    if !changes.isEmpty {
      lines.append(dryRun ? "Of what is here already:" : "Changed of what was here before:")
      // Before anything is applied, all of it can be read.
      let shown = dryRun ? changes.count : 40
      lines += changes.prefix(shown).map { "  \($0.words)" }
      let more = max(0, changes.count - shown) + moreChanges
      if more > 0 { lines.append("  and \(more) more" + (dryRun ? "" : "; --json lists them")) }
    }
    if !absent.isEmpty {
      lines.append("Here from an earlier \(source), and no longer in it (they stay):")
      let shown = dryRun ? absent.count : 20
      lines += absent.prefix(shown).map { "  \($0)" }
      if absent.count > shown { lines.append("  and \(absent.count - shown) more") }
    }
    if !changed { lines.append(dryRun ? "Nothing would change." : "Nothing has changed.") }
    if leftOut > 0 {
      lines.append(
        "Left out, because something in \(leftOut == 1 ? "it" : "them") is wrong: \(leftOut)")
      lines += ImportReport.listed(faults)
      if let badRowsFile {
        lines.append(
          "  They are in \(badRowsFile), each with the reason. Put them right there and import that file."
        )
      }
    }
    if !warnings.isEmpty {
      lines.append("Worth a look:")
      lines += ImportReport.listed(warnings)
    }
    lines += notes
    if dryRun { lines.append("This was a dry run: nothing has been written.") }
    return lines.joined(separator: "\n")
  }

  /// What was here before and is to be other than it was, in words, the weightiest first.
  public var changeWords: [String] {
    changes.map(\.words) + (moreChanges > 0 ? ["and \(moreChanges) more"] : [])
  }

  static func listed(_ faults: [ImportFault], limit: Int = 20) -> [String] {
    var lines = faults.prefix(limit).map { "  \($0)" }
    if faults.count > limit { lines.append("  and \(faults.count - limit) more") }
    return lines
  }
}

extension [ImportReport.Change] {
  /// What should be read first comes first; else in the order in which they came.
  var sortedByWeight: [ImportReport.Change] {
    (0...2).flatMap { weight in filter { $0.weight == weight } }
  }
}

/// Why nothing was imported.
public enum ImportError: Error, Equatable, CustomStringConvertible, LocalizedError {
  case noSuchFile(String)
  case unreadable(String)
  case tooLarge(String, megabytes: Int)
  case empty(String)
  /// The file is well formed and holds nothing of a directory; the second says why.
  case nothingToImport(String, String)
  case notADirectoryFile(String)
  /// Something in it is wrong. The report has every fault.
  case refused(ImportReport)
  /// It breaks off or cannot be read on, so nobody knows what is missing: it cannot
  /// be imported in part.
  case broken(ImportReport)
  case missingColumns(String, [String])
  /// Somebody stopped it.
  case cancelled(String)
  case cannotWriteBadRows(String)

  public var errorDescription: String? { description }

  public var description: String {
    switch self {
    case .noSuchFile(let path):
      "There is no file or folder \(path). Nothing was imported. Check the name."
    case .unreadable(let path):
      "\(path) cannot be read. Nothing was imported. Check that you may open it."
    case .tooLarge(let path, let megabytes):
      "\(path) is larger than \(megabytes) MiB. Nothing was imported. Ask for it in several parts."
    case .empty(let path): "\(path) is empty. Nothing was imported."
    case .nothingToImport(let path, let why):
      "\(path) holds nothing to import: \(why)."
    case .notADirectoryFile(let path):
      "\(path) is not an Open Referral file that Fingerpost knows: neither JSON nor CSV. Nothing was imported."
    case .refused(let report):
      ([
        "Nothing was imported from \(report.source), because \(report.faults.count == 1 ? "1 thing in it is" : "\(report.faults.count) things in it are") wrong:"
      ] + ImportReport.listed(report.faults) + [
        "Put \(report.faults.count == 1 ? "it" : "them") right and import again, or leave the bad ones out with --skip-bad."
      ]).joined(separator: "\n")
    case .broken(let report):
      (["Nothing was imported from \(report.source), because it cannot be read to its end:"]
        + ImportReport.listed(report.faults) + ["Get the file anew, whole, and import it again."])
        .joined(separator: "\n")
    case .missingColumns(let path, let columns):
      "\(path) has no column for \(columns.joined(separator: " or ")). Nothing was imported. Add it, or check that the first row has the column names."
    case .cancelled(let source):
      "The import of \(source) was stopped. Nothing of it was imported, and the directory is as it was."
    case .cannotWriteBadRows(let path):
      "The rows that are wrong could not be written to \(path). Nothing was imported. Name another place for them, or make room there."
    }
  }
}
