import ArgumentParser
import Casebook
import Casework
import Foundation

struct ShowNetwork: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "family",
    abstract: "Show the people and services around somebody, and who may know what.",
    discussion: "Flags, family and network, who works with them here, and who else is involved.")

  @Argument(help: "Whom: part of a name that only they have, an NHS number, or an id.")
  var person: String

  @OptionGroup var opening: OpeningReason

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let (caseID, record) = try book.openCase(of: person, why: opening.why)
    if json {
      try JSON.print([NetworkObject(record, caseID: caseID)])
      return
    }
    Self.lines(record).forEach { Lines.print($0) }
  }

  static func lines(_ record: CaseRecord) -> [String] {
    let network = record.network
    var lines = [record.person.fullName, "", "To know before you ring or visit"]
    lines += network.flags.map { flag in
      "  \(flag.words)" + (flag.to.map { " (until \($0.british))" } ?? "")
    }
    lines += ["", "Family and network"]
    for relation in network.relations {
      let name = relation.name.isEmpty ? relation.organisation : relation.name
      let tail = [relation.telephone, relation.note].filter { !$0.isEmpty }
      lines.append(
        ([name, relation.standing, relation.mayKnow.words] + tail).joined(separator: " · "))
    }
    lines += ["", "Who works with them here"]
    if let holder = record.holderID { lines.append("  \(record.name(of: holder)), leads") }
    for member in network.members {
      let until = member.to.map { " until \(Day($0).british)" } ?? ""
      lines.append("  \(record.name(of: member.workerID)), \(member.reason)\(until)")
    }
    lines += ["", "Who else is involved"]
    for involvement in network.involvements {
      let until =
        involvement.to.map { "until \($0.british)" } ?? "since \(involvement.from.british)"
      lines.append(
        "  "
          + [
            involvement.sector.words, involvement.organisation, involvement.who, involvement.does,
            involvement.agreed, until, "checked \(involvement.checkedOn.british)",
          ].filter { !$0.isEmpty }.joined(separator: " · "))
    }
    for sector in network.sectorsNotAsked { lines.append("  \(sector.words): nothing is known") }
    return lines
  }
}

struct NetworkObject: Encodable {
  struct FlagObject: Encodable {
    var id: String
    var kind: FlagKind
    var words: String
    var from: Day
    var to: Day?
  }
  struct RelationObject: Encodable {
    var id: String
    var kind: RelationKind
    var name: String
    var relation: String
    var parentalResponsibility: Bool
    var nextOfKin: Bool
    var livesWith: Bool
    var telephone: String
    var organisation: String
    var mayKnow: MayKnow
    var note: String
  }
  struct WorkerObject: Encodable {
    var worker: String
    var leads: Bool
    var reason: String
    var from: Date?
    var to: Date?
  }
  struct InvolvementObject: Encodable {
    var id: String
    var sector: Sector
    var organisation: String
    var who: String
    var does: String
    var agreed: String
    var from: Day
    var to: Day?
    var checkedOn: Day
  }

  var personId: String
  var caseId: String
  var flags: [FlagObject]
  var network: [RelationObject]
  var workers: [WorkerObject]
  var involved: [InvolvementObject]
  var notAskedAbout: [Sector]

  init(_ record: CaseRecord, caseID: Identifier<Case>) {
    let network = record.network
    personId = record.person.id.text
    caseId = caseID.text
    flags = network.flags.map {
      FlagObject(id: $0.id.text, kind: $0.kind, words: $0.words, from: $0.from, to: $0.to)
    }
    self.network = network.relations.map {
      RelationObject(
        id: $0.id.text, kind: $0.kind, name: $0.name, relation: $0.relation,
        parentalResponsibility: $0.hasParentalResponsibility, nextOfKin: $0.isNextOfKin,
        livesWith: $0.livesWith, telephone: $0.telephone, organisation: $0.organisation,
        mayKnow: $0.mayKnow, note: $0.note)
    }
    let lead = record.holderID.map {
      WorkerObject(
        worker: record.name(of: $0), leads: true, reason: "",
        from: record.holdings.last?.from, to: nil)
    }
    workers =
      [lead].compactMap { $0 }
      + network.members.map {
        WorkerObject(
          worker: record.name(of: $0.workerID), leads: false, reason: $0.reason, from: $0.from,
          to: $0.to)
      }
    involved = network.involvements.map {
      InvolvementObject(
        id: $0.id.text, sector: $0.sector, organisation: $0.organisation, who: $0.who,
        does: $0.does, agreed: $0.agreed, from: $0.from, to: $0.to, checkedOn: $0.checkedOn)
    }
    notAskedAbout = network.sectorsNotAsked
  }
}
