// The people and services around somebody, on their record: flags, family and network
// with who may know what, who works with them, and who else is involved.

import Casebook
import Casework
import Terminal

/// A line of the family and network, or the line below a part on which another is written.
enum NetworkItem: Equatable {
  case flag(PersonFlag)
  case newFlag
  case relation(Relation)
  case newRelation
  case member(CaseMember)
  case newMember
  case involvement(Involvement)
  /// Of a sector where one is named.
  case newInvolvement(Sector?)

  /// Whether it is there, and no place for another.
  var isThere: Bool {
    switch self {
    case .flag, .relation, .member, .involvement: true
    case .newFlag, .newRelation, .newMember, .newInvolvement: false
    }
  }
}

struct NetworkView {
  private var record: CaseRecord?
  private var today = Day(number: 0)
  private var items: [Int: NetworkItem] = [:]
  private var list = SectionList(id: "network")

  var selected: NetworkItem? { list.selected.flatMap { items[$0] } }

  mutating func load(_ record: CaseRecord, on today: Day) {
    self.record = record
    self.today = today
    lay(record)
  }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  func draw(on canvas: Canvas) { list.draw(on: canvas) }

  private mutating func lay(_ record: CaseRecord) {
    let network = record.network
    var rows: [SectionRow] = []
    items = [:]
    func add(_ item: NetworkItem, _ lines: RowLine...) {
      items[rows.count] = item
      rows.append(SectionRow(lines))
    }
    rows.append(.heading("To know before you ring or visit"))
    for flag in network.flags { add(.flag(flag), line(flag)) }
    add(.newFlag, Self.more("a flag"))
    rows.append(.blank)

    rows.append(.heading("Family and network", "and what each may know"))
    for relation in network.relations {
      add(.relation(relation), line(relation), Self.detail(relation))
    }
    add(.newRelation, Self.more("somebody"))
    rows.append(.blank)

    rows.append(.heading("Who works with them here"))
    if let holder = record.holderID {
      rows.append(
        SectionRow(
          [
            RowLine(
              left: StyledText("  " + record.name(of: holder), .heading, .bold).column(26)
                + StyledText("leads", .accent))
          ], isSelectable: false))
    }
    for member in network.members { add(.member(member), line(member, record)) }
    add(.newMember, Self.more("somebody of the team"))
    rows.append(.blank)

    rows.append(.heading("Who else is involved", "so that nothing is done twice"))
    for involvement in network.involvements {
      add(.involvement(involvement), line(involvement), Self.detail(involvement))
    }
    for sector in network.sectorsNotAsked {
      add(
        .newInvolvement(sector),
        RowLine(
          left: StyledText("  " + sector.words, .soft).column(20)
            + StyledText("nothing is known: Enter writes down what they say", .muted)))
    }
    add(.newInvolvement(nil), Self.more("another service"))
    list.rows = rows
  }

  private static func more(_ what: String) -> RowLine {
    RowLine(left: StyledText("  + \(what)", .muted))
  }

  private func line(_ flag: PersonFlag) -> RowLine {
    let holds = flag.to == nil
    return RowLine(
      left: StyledText(holds ? "⚑ " : "  ", .caution)
        + StyledText(flag.words, holds ? .text : .muted, holds ? .bold : []),
      right: StyledText(
        holds ? flag.kind.words : "until \(flag.to?.british ?? "")", .muted))
  }

  private func line(_ relation: Relation) -> RowLine {
    let name = relation.name.isEmpty ? relation.organisation : relation.name
    var standing = relation
    if relation.name.isEmpty { standing.organisation = "" }
    return RowLine(
      left: StyledText("  ") + StyledText(name, .heading, .bold).column(26) + StyledText(" ")
        + StyledText(standing.standing),
      right: StyledText(relation.telephone, .soft))
  }

  private static func detail(_ relation: Relation) -> RowLine {
    let role: Role =
      switch relation.mayKnow {
      case .everything: .good
      case .thatWeMeet, .askFirst: .text
      case .nothing: .danger
      case .notAsked: .caution
      }
    let note = relation.note.isEmpty ? "" : ": \(relation.note)"
    let sign = relation.mayKnow == .nothing ? "✗ " : relation.mayKnow == .notAsked ? "? " : "✓ "
    return RowLine(
      left: StyledText("    ") + StyledText(sign + relation.mayKnow.words, role)
        + StyledText(note, .soft))
  }

  private func line(_ member: CaseMember, _ record: CaseRecord) -> RowLine {
    let until = member.to.map { "until \(Day($0).british)" } ?? "since \(Day(member.from).british)"
    return RowLine(
      left: StyledText("  " + record.name(of: member.workerID), member.to == nil ? .text : .muted)
        .column(26) + StyledText(member.reason, .soft), right: StyledText(until, .muted))
  }

  private func line(_ involvement: Involvement) -> RowLine {
    let isNow = involvement.to == nil
    let left =
      StyledText("  ")
      + StyledText(involvement.sector.words, isNow ? .heading : .muted, .bold)
      .column(18) + StyledText(involvement.organisation, isNow ? .text : .muted)
      + StyledText(involvement.does.isEmpty ? "" : "  " + involvement.does, .soft)
    let when =
      involvement.to.map { "until \($0.british)" } ?? "since \(involvement.from.british)"
    return RowLine(left: left, right: StyledText(when, .muted))
  }

  private static func detail(_ involvement: Involvement) -> RowLine {
    let agreed = involvement.agreed.isEmpty ? "nothing agreed yet" : "agreed: \(involvement.agreed)"
    let who = involvement.who.isEmpty ? "" : " · \(involvement.who)"
    return RowLine(
      left: StyledText("    ") + StyledText(agreed + who, .soft),
      right: StyledText("checked \(involvement.checkedOn.british)", .muted))
  }
}
