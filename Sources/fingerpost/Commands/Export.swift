import ArgumentParser
import Casebook
import Casework
import Exchange
import Foundation

struct Export: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write the directory out for others.", subcommands: [ExportDirectory.self])
}

struct ExportDirectory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Write the whole directory in Open Referral UK 3.0 or HSDS 3.0.",
    discussion: """
      Everything that was imported is written back, fields included that the standard does \
      not know. What your team has added (checks, evidence, notes, spaces) stays here: it is \
      nobody else’s. Importing the file again gives the same directory.
      """)

  @Option(
    name: .customLong("to"),
    help: ArgumentHelp("A file, or a folder for CSV and for pages.", valueName: "path"))
  var path: String

  @Option(help: "json, or csv for a folder with a data package.")
  var format: DirectoryExporter.Format = .json

  @Option(
    help: ArgumentHelp(
      "JSON in pages of so many, in a folder.", valueName: "records"))
  var pageSize: Int?

  @Option(help: "What stands at the top of the JSON: services or organizations.")
  var top: Top = .services

  @Flag(help: "Print JSON about what was written.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  enum Top: String, ExpressibleByArgument, CaseIterable {
    case services, organizations, locations, taxonomies

    var entity: DirectoryEntity {
      switch self {
      case .services: .service
      case .organizations: .organization
      case .locations: .location
      case .taxonomies: .taxonomy
      }
    }
  }

  func validate() throws {
    if let pageSize, pageSize < 1 { throw ValidationError("A page has 1 record or more.") }
    if pageSize != nil && format == .csv { throw ValidationError("CSV has no pages.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let report = try DirectoryExporter.run(
      book, to: URL(fileURLWithPath: path), format: format, root: top.entity, pageSize: pageSize)
    if json { return try JSON.print([report]) }
    let counts = report.counts.sorted { $0.key < $1.key }.filter { $0.value > 0 }
    Lines.print("Written to \(report.path):")
    for (what, count) in counts { Lines.print("  \(what)  \(count)") }
  }
}

extension DirectoryExporter.Format: ExpressibleByArgument {}
