import ArgumentParser
import Casebook
import Casework
import Exchange
import Foundation

struct Import: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Bring in a directory of services, a list of referrals, or postcodes.",
    discussion: """
      All or nothing: where a file has a fault, nothing is brought in, and each fault is \
      named with its place, its value and what would be right. With --skip-bad the rest is \
      brought in, and what is wrong is written to a file for you to put right. Doing it \
      twice changes nothing.
      """,
    subcommands: [ImportDirectory.self, ImportReferrals.self, ImportPostcodes.self])
}

struct ImportOptions: ParsableArguments {
  @Flag(help: "Bring in what is right, and write what is wrong to a file with the reasons.")
  var skipBad = false

  @Flag(help: "Say what would happen, and write nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("Where --skip-bad writes what is wrong.", valueName: "file"))
  var badRowsTo: String?

  @Flag(help: "Print JSON.")
  var json = false

  var badRows: URL? { badRowsTo.map { URL(fileURLWithPath: $0) } }

  func tell(_ report: ImportReport) throws {
    if json { try JSON.print([report]) } else { Lines.print("\(report)") }
  }
}

struct ImportDirectory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Bring in local services in Open Referral UK 3.0 or HSDS 3.0.",
    discussion: """
      PATH is a service in JSON, a page of services in JSON, or a folder of JSON pages or of \
      CSV files. It is read a record at a time, however large it is; Ctrl-C stops it with \
      nothing brought in. A refresh changes what the file says and nothing else: what your \
      team has added stays. See with --dry-run what would change.
      """)

  @Argument(help: "A JSON file, or a folder of JSON pages or of CSV files.")
  var path: String

  @OptionGroup var options: ImportOptions
  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let url = URL(fileURLWithPath: path)
    let line = ImportProgressLine(url.lastPathComponent)
    defer { line.clear() }
    let report = try DirectoryImporter.run(
      path: url, into: book, skipBad: options.skipBad, dryRun: options.dryRun,
      badRowsTo: options.badRows, progress: line.tell)
    line.clear()
    try options.tell(report)
  }
}

struct ImportPostcodes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "postcodes",
    abstract: "Bring in where postcodes are, for distances.",
    discussion: """
      FILE is the ONS Postcode Directory as CSV, or any CSV with columns pcds, lat and long. \
      It takes the place of the table that was there. Without a table there are no distances, \
      and all else works.
      """)

  @Argument(help: "A CSV file with a header row.")
  var file: String

  @Option(
    help: ArgumentHelp(
      "Keep only postcodes that begin so, for example LS6; may be given again.",
      valueName: "letters"))
  var only: [String] = []

  @OptionGroup var options: ImportOptions
  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let url = URL(fileURLWithPath: file)
    let line = ImportProgressLine(url.lastPathComponent)
    defer { line.clear() }
    let report = try PostcodeImporter.run(
      file: url, into: book, only: only, skipBad: options.skipBad, dryRun: options.dryRun,
      progress: line.tell)
    line.clear()
    try options.tell(report)
  }
}

struct ImportReferrals: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "referrals",
    abstract: "Bring in a list of referrals from a GP system or a spreadsheet.",
    discussion: """
      FILE is CSV with a header row; the usual names of columns are understood. A name and \
      a date of birth are needed; dates, NHS numbers and postcodes are checked, and \
      somebody who is here already is recognised.
      """)

  @Argument(help: "A CSV file with a header row.")
  var file: String

  @OptionGroup var options: ImportOptions
  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    try options.tell(
      ReferralImporter.run(
        file: URL(fileURLWithPath: file), into: book, today: Day(Date()),
        skipBad: options.skipBad, dryRun: options.dryRun, badRowsTo: options.badRows))
  }
}
