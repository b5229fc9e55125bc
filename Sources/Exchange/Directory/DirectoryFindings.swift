// What reading a directory finds, kept within bounds: each fault once, and never so
// many that the report of a wrong file fills the memory.

import Casebook
import Casework
import Foundation

struct DirectoryFindings {
  var report: ImportReport
  /// The records that are left out, by kind, each once.
  private(set) var leftOut: [DirectoryEntity: [JSONValue]] = [:]
  /// What is wrong and belongs to no record that could be put right.
  private(set) var loose: [ImportFault] = []
  private var leftOutSeen: Set<String> = []
  /// Whether the file breaks off, so that nobody knows what is missing.
  private(set) var isBroken = false
  /// Records read so far.
  private(set) var count = 0

  private let isFolder: Bool
  private var seen: Set<ImportFault> = []
  private var warned: Set<String> = []
  private var moreWarnings = 0
  private var pages: [(page: DirectoryJSONReader.Page, file: String)] = []
  private var places = PlaceNumbers()

  init(source: String, isFolder: Bool) {
    report = ImportReport(source: source)
    self.isFolder = isFolder
  }

  /// Reads all that a reader gives, and lays it.
  mutating func take(_ reader: any DirectoryReader, into laying: DirectoryLaying) throws {
    do {
      try reader.read { finding in try take(finding, into: laying) }
    } catch ImportError.nothingToImport(let name, let why) where isFolder {
      report.notes.append("\(name) was left alone: \(why).")
    } catch let fault as ImportFault {
      // Where it breaks off is said first.
      isBroken = true
      report.faults.insert(fault, at: 0)
    }
  }

  private mutating func take(_ finding: DirectoryFinding, into laying: DirectoryLaying) throws {
    switch finding {
    case .note(let sentence): report.notes.append(sentence)
    case .page(let page, let file): pages.append((page, file))
    case .warning(let fault, let entity, let id):
      // A record that stands in many places of a file is warned of once.
      warn(fault, about: "\(entity.rawValue)/\(id)/\(fault.field)/\(fault.value)")
    case .fault(let fault, let entity, let id):
      add(fault, entity: entity, id: id)
      if report.faults.count >= DirectoryLimits.faults { throw tooMany(fault) }
    case .leftOut(let record): leave(record)
    case .record(let record, let file, let place):
      count += 1
      guard count <= DirectoryLimits.records else {
        throw ImportFault(
          file: file, place: place,
          reason:
            "there are more than \(DirectoryLimits.records) records; ask for the file in parts"
        )
      }
      let number = places.number(file: file, place: place)
      if let clash = try laying.lay(record, at: number) {
        let fault = contradiction(record, clash, file: file, place: place)
        add(fault, entity: record.entity, id: record.id)
        leave(
          LeftOutRecord(
            entity: record.entity, members: record.members, nestedIn: record.nestedIn.first,
            faults: [fault]))
      }
    }
  }

  private func tooMany(_ fault: ImportFault) -> ImportFault {
    ImportFault(
      file: fault.file, place: fault.place,
      reason:
        "more than \(DirectoryLimits.faults) things are wrong, so reading stopped here; is it the right file?"
    )
  }

  private func contradiction(
    _ record: DirectoryRecord, _ clash: DirectoryClash, file: String, place: String
  ) -> ImportFault {
    func shown(_ text: String) -> String { text.count > 80 ? text.prefix(80) + "…" : text }
    return ImportFault(
      file: file, place: place, field: clash.field, value: clash.now,
      reason:
        "the \(record.entity.singular) \(record.id) comes twice with different contents: “\(shown(clash.now))” here, “\(shown(clash.before))” at \(places.words(clash.place)); each record needs an id of its own"
    )
  }

  private mutating func add(_ fault: ImportFault, entity: DirectoryEntity?, id: String) {
    guard seen.insert(fault).inserted else { return }
    report.faults.append(fault)
    if entity == nil { loose.append(fault) }
  }

  private mutating func leave(_ record: LeftOutRecord) {
    let object = record.object
    if leftOutSeen.insert(object.text).inserted {
      leftOut[record.entity, default: []].append(object)
    }
  }

  /// How many were left out.
  var leftOutCount: Int { leftOut.values.reduce(0) { $0 + $1.count } + loose.count }

  /// What was left out as JSON that can be put right and imported: a list for each kind of
  /// record, a record a line.
  var leftOutText: String {
    var lists: [(name: String, lines: [String])] = []
    for entity in DirectoryEntity.allCases {
      guard let records = leftOut[entity] else { continue }
      let name = entity == .nesting ? DirectoryShared.fileName : entity.fileNames[0]
      lists.append((name, records.map(\.text)))
    }
    if !loose.isEmpty {
      let rest = loose.map { fault in
        JSONValue.object([
          JSONValue.Member("file", .string(fault.file)),
          JSONValue.Member("place", .string(fault.place)),
          JSONValue.Member("field", .string(fault.field)),
          JSONValue.Member("value", .string(fault.value)),
          JSONValue.Member(DirectoryShared.leftOutBecause, .string(fault.reason)),
        ]).text
      }
      lists.append(("fingerpost_no_record", rest))
    }
    let texts = lists.map { list in
      "\(JSONValue.quoted(list.name)): [\n\(list.lines.joined(separator: ",\n"))\n]"
    }
    return "{\n\(texts.joined(separator: ",\n"))\n}\n"
  }

  private mutating func warn(_ fault: ImportFault, about: String) {
    guard report.warnings.count < DirectoryLimits.warnings else {
      moreWarnings += 1
      return
    }
    if warned.insert(about).inserted { report.warnings.append(fault) }
  }

  // MARK: Afterwards

  /// Says which pages of several are missing, and which came twice.
  mutating func checkPages() {
    let several = pages.filter { $0.page.pages ?? 1 > 1 }
    guard let first = several.first, let total = first.page.pages else { return }
    guard isFolder, several.count > 1 else {
      for (page, file) in several {
        report.notes.append(
          "\(file) is page \(page.number ?? 1) of \(page.pages ?? 1): import the other pages as well."
        )
      }
      return
    }
    var byNumber: [Int: String] = [:]
    for (page, file) in several {
      if page.pages != total {
        add(
          ImportFault(
            file: file, place: "", field: "total_pages", value: "\(page.pages ?? 0)",
            reason:
              "it says that there are \(page.pages ?? 0) pages, and \(first.file) says \(total); get them anew, all at one time"
          ), entity: nil, id: "")
      }
      guard let number = page.number else { continue }
      if let other = byNumber[number] {
        add(
          ImportFault(
            file: file, place: "", field: "page_number", value: "\(number)",
            reason: "page \(number) is there twice, here and in \(other)"), entity: nil, id: "")
      }
      byNumber[number] = file
    }
    // Some publishers count pages from 0.
    let begin = byNumber[0] == nil ? 1 : 0
    let missing = (begin..<begin + min(total, 100_000)).filter { byNumber[$0] == nil }
    guard !missing.isEmpty else { return }
    let shown = missing.prefix(20).map(String.init).joined(separator: ", ")
    add(
      ImportFault(
        file: first.file, place: "", field: "total_pages", value: "\(total)",
        reason:
          "it says that there are \(total) pages, and \(missing.count == 1 ? "page" : "pages") \(shown)\(missing.count > 20 ? " and more" : "") \(missing.count == 1 ? "is" : "are") not in the folder"
      ), entity: nil, id: "")
  }

  /// Warns of records that point at others which are nowhere.
  mutating func warnOfDangling(_ laying: DirectoryLaying) throws {
    let most = 200
    let all = try laying.dangling(limit: most + 1)
    if all.count > most {
      report.notes.append(
        "More than \(most) records point at others that are nowhere; the first are named.")
    }
    for dangling in all.prefix(most) {
      let whole = places.words(dangling.place)
      let cut = whole.firstRange(of: ", ")
      warn(
        ImportFault(
          file: cut.map { String(whole[..<$0.lowerBound]) } ?? whole,
          place: cut.map { String(whole[$0.upperBound...]) } ?? "", field: dangling.field,
          value: dangling.value,
          reason:
            "the \(dangling.entity.singular) \(dangling.id) points at \(dangling.wanted.withArticle) that is neither in the file nor in the directory; kept as it is written"
        ), about: "dangling/\(dangling.entity.rawValue)/\(dangling.id)/\(dangling.field)")
    }
    if moreWarnings > 0 { report.notes.append("\(moreWarnings) more things are worth a look.") }
  }
}

extension DirectoryRecord {
  /// The record as the members of a JSON object.
  fileprivate var members: [JSONValue.Member] {
    let own = fields.sorted { $0.key < $1.key }.map { name, value -> JSONValue.Member in
      switch value {
      case .blank: JSONValue.Member(name, .null)
      case .text(let text): JSONValue.Member(name, .string(text))
      case .integer(let whole): JSONValue.Member(name, .number(String(whole)))
      case .number(let digits): JSONValue.Member(name, .number(digits))
      }
    }
    let others = extra.sorted { $0.key < $1.key }.compactMap { key, text in
      (try? JSONValue(reading: text)).map { JSONValue.Member(key, $0) }
    }
    return [JSONValue.Member("id", .string(id))] + own + others
  }
}

/// Places of a file as numbers, so that millions of records can each say where they
/// came from in four bytes: the number of the top record that they stand in.
struct PlaceNumbers {
  private struct Run {
    var first: UInt32
    var file: String
    var prefix: String
    var suffix: String
    var begin: Int
  }

  private var runs: [Run] = []
  private var last: UInt32 = 0
  private var lastIndex = 0

  /// The number of the top record that `place` is in.
  mutating func number(file: String, place: String) -> UInt32 {
    let (prefix, index, suffix) = Self.parts(place)
    if let run = runs.last, run.file == file, run.prefix == prefix, run.suffix == suffix {
      if index == lastIndex { return last }
      if index == lastIndex + 1 {
        last += 1
        lastIndex = index
        return last
      }
    }
    last += 1
    lastIndex = index
    runs.append(Run(first: last, file: file, prefix: prefix, suffix: suffix, begin: index))
    return last
  }

  /// "services.json, contents[3]".
  func words(_ number: UInt32) -> String {
    guard let run = runs.last(where: { $0.first <= number }) else { return "the same file" }
    let place =
      run.prefix.isEmpty && run.suffix.isEmpty
      ? "" : "\(run.prefix)\(run.begin + Int(number - run.first))\(run.suffix)"
    return place.isEmpty ? run.file : "\(run.file), \(place)"
  }

  /// "contents[", 3, "]" of "contents[3].schedules[0]"; "row ", 7, "" of "row 7".
  private static func parts(_ place: String) -> (String, Int, String) {
    guard let digits = place.firstIndex(where: \.isNumber) else { return ("", 0, "") }
    let number = place[digits...].prefix(while: \.isNumber)
    let isList = place[..<digits].hasSuffix("[")
    return (String(place[..<digits]), Int(number) ?? 0, isList ? "]" : "")
  }
}
