import ArgumentParser
import Casebook
import Casework
import Exchange
import Foundation

struct ShowPlan: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show a person's plan, compare its versions, or write the page they take home.",
    discussion: """
      Without an option the plan is shown in plain lines, with where it stands. A page is a \
      new file that only you can read; it is not sealed, so delete it once it is printed.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(help: ArgumentHelp("Write a page for any browser and printer.", valueName: "file"))
  var html: String?

  @Option(help: ArgumentHelp("Write the page in large print.", valueName: "file"))
  var largePrint: String?

  @Option(
    help: ArgumentHelp(
      "Write the young person's own version: first person, pictures, reading age.",
      valueName: "file"))
  var youngPerson: String?

  @Flag(help: "Print the page as plain text.")
  var text = false

  @Flag(help: "Print JSON: the plan and every agreed version.")
  var json = false

  @Flag(help: "Headings in Welsh.")
  var welsh = false

  @Option(help: "Use this agreed version, not the plan as it stands.")
  var version: Int?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Compare two versions, or one with the plan as it stands.", valueName: "n"))
  var compare: [Int] = []

  @OptionGroup var opening: OpeningReason

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    guard compare.count <= 2 else {
      throw ValidationError("--compare takes one version or two: --compare 1 2.")
    }
    let files = [html, largePrint, youngPerson].compactMap { $0 }
    guard !files.contains(where: \.isEmpty) else {
      throw ValidationError("Say which file: --html leo.html.")
    }
    guard compare.isEmpty || files.isEmpty && version == nil && !text && !welsh else {
      throw ValidationError("--compare is told in lines or with --json; it makes no page.")
    }
    guard !text || !json else {
      throw ValidationError("--text and --json are two answers: take one of them.")
    }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let person = try book.onePerson(person)
    let records = try book.cases(of: person.id).compactMap { try book.caseRecord($0) }
    guard var record = records.first(where: { $0.plan != nil }) ?? records.first else {
      throw CasebookError.refused("\(person.fullName) has no case here, and so no plan.")
    }
    // Here every version is wanted whole, not the one that stands alone.
    if json || version != nil || !compare.isEmpty {
      record.agreements = try book.agreements(of: record.case.id)
    }
    let files = [html, largePrint, youngPerson].compactMap { $0 }
    try book.openRecord(
      of: person.id, because: opening.why,
      doing: files.isEmpty ? "read the plan" : "printed the plan")
    if !compare.isEmpty { return try printComparison(record) }
    let wording = try book.setting(PlanWording.self)
    if json {
      try JSON.print([PlanObject(record, only: try version.map { try find($0, in: record) })])
    }
    if text { Lines.print(try page(of: record, .standard, wording).text()) }
    let pages: [(String?, PrintedPlan.Style)] = [
      (html, .standard), (largePrint, .largePrint), (youngPerson, .youngPerson),
    ]
    for case (let path?, let style) in pages {
      let plan = try page(of: record, style, wording)
      try PrivateFile.write(try plan.html(), to: URL(fileURLWithPath: path))
      Lines.complain("Written to \(path). It is not sealed: delete it once it is printed.")
      if style == .youngPerson, let age = plan.readingAge {
        Lines.complain("Reading age: \(age.description).")
      }
    }
    if files.isEmpty, !text, !json {
      for line in try Self.lines(record, page: page(of: record, .standard, wording)) {
        Lines.print(line)
      }
    }
  }

  private func page(
    of record: CaseRecord, _ style: PrintedPlan.Style, _ wording: PlanWording
  ) throws -> PrintedPlan {
    let today = Day(Date())
    let language: PageLanguage = welsh ? .welsh : .english
    guard let version else {
      return PrintedPlan(
        record, printedOn: today, style: style, language: language, wording: wording)
    }
    let found = try find(version, in: record)
    return PrintedPlan(
      found, try sheet(of: found), printedOn: today, style: style, language: language,
      wording: wording)
  }

  private func sheet(of version: PlanVersion) throws -> PlanSheet {
    guard let sheet = version.sheet else { throw CasebookError.noSuchRecord("version") }
    return sheet
  }

  private func find(_ number: Int, in record: CaseRecord) throws -> PlanVersion {
    let versions = record.agreements.versions
    if let version = versions.first(where: { $0.number == number }) { return version }
    let name = record.person.calledName
    let known =
      versions.isEmpty
      ? "No version of \(name)’s plan has been agreed yet."
      : "There are: \(versions.map { "\($0.number)" }.joined(separator: ", "))."
    throw CasebookError.refused("There is no version \(number). \(known)")
  }

  // MARK: Lines

  private static func lines(_ record: CaseRecord, page: PrintedPlan) -> [String] {
    var lines = page.text().components(separatedBy: "\n")
    lines += ["", "How it stands: \(PlanStanding(of: record).words)"]
    for version in record.agreements.versions {
      lines.append("\(version.title), \(version.consent.clause)")
      if let withdrawal = version.withdrawal {
        lines.append("  taken back \(withdrawal.on.british): \(withdrawal.reason)")
      }
    }
    for sharing in record.agreements.sharings {
      lines.append(
        "Shared with \(sharing.whom) \(sharing.on.british): \(sharing.how.words.lowercased())")
    }
    return lines
  }

  private func printComparison(_ record: CaseRecord) throws {
    let before = try find(compare[0], in: record)
    let after = try compare.dropFirst().first.map { try find($0, in: record) }
    let comparison = try PlanComparison(
      sheet(of: before), after.map { try sheet(of: $0) } ?? PlanSheet(record))
    if json { return try JSON.print(comparison.parts.map(ComparedPartObject.init)) }
    Lines.print("\(before.title) · \(after?.title ?? "As it stands now")")
    Lines.print(comparison.summary)
    for part in comparison.parts {
      Lines.print("")
      Lines.print(part.heading)
      for line in part.lines {
        let indent = String(repeating: " ", count: 2 + line.depth * 2)
        switch line.mark {
        case .same: Lines.print("\(indent)same     \(line.afterText)")
        case .new: Lines.print("\(indent)new      \(line.afterText)")
        case .gone: Lines.print("\(indent)gone     \(line.beforeText)")
        case .changed:
          Lines.print("\(indent)changed  \(line.afterText)")
          // What came from another goal said it there.
          if !line.before.isEmpty { Lines.print("\(indent)  before \(line.beforeText)") }
        case .moved:
          let text = line.after.isEmpty ? line.beforeText : line.afterText
          let place = line.after.isEmpty ? "from here: " : line.before.isEmpty ? "to here: " : ""
          Lines.print("\(indent)moved    \(place)\(text)")
        }
      }
    }
  }
}
