// The lines of Today: who needs somebody now, what today and tomorrow hold, new
// referrals, and each later day of the week in a few words.

import Casebook
import Casework
import Terminal

struct TodayLayout {
  let facts: TodayFacts
  private(set) var rows: [SectionRow] = []
  private(set) var things: [Int: TodayRow] = [:]

  init(_ facts: TodayFacts) { self.facts = facts }

  private var ahead: DayAhead { facts.ahead }
  private var today: Day { facts.today }

  mutating func lay() {
    if !facts.standIns.isEmpty {
      rows += facts.standIns.map { .words("▲ \($0)", .warning) }
      rows.append(.blank)
    }
    if !ahead.late.isEmpty {
      rows.append(.heading("Needs you now", "\(ahead.lateCount)"))
      for row in ahead.late { add(.caseload(row), Self.line(row, on: today)) }
      addMore(ahead.lateCount - ahead.late.count)
      rows.append(.blank)
    }
    addAsked()
    rows.append(.heading("Today"))
    let items = ahead.agenda.items(on: today)
    items.forEach { add($0) }
    if items.isEmpty { rows.append(.words("Nothing is due today.", .muted)) }
    rows.append(.blank)
    addEarlier()
    if !ahead.new.isEmpty {
      rows.append(.heading("New referrals nobody holds yet", "\(ahead.newCount)"))
      for row in ahead.new { add(.caseload(row), Self.line(row, on: today)) }
      addMore(ahead.newCount - ahead.new.count)
      rows.append(.blank)
    }
    if !ahead.beside.isEmpty {
      rows.append(.heading("You work with them too", "\(ahead.besideCount)"))
      for row in ahead.beside { add(.caseload(row), Self.line(row, on: today)) }
      addMore(ahead.besideCount - ahead.beside.count)
      rows.append(.blank)
    }
    let tomorrow = ahead.agenda.items(on: today.adding(days: 1))
    if !tomorrow.isEmpty {
      rows.append(.heading("Tomorrow", today.adding(days: 1).spoken))
      tomorrow.forEach { add($0) }
      rows.append(.blank)
    }
    let later = (2...6).map { today.adding(days: $0) }.filter {
      ahead.agenda.summary(of: $0) != nil
    }
    if !later.isEmpty {
      rows.append(.heading("Later this week", "w shows the week"))
      for day in later { add(.day(day), line(day)) }
    }
  }

  /// What a supervisor asks, what was agreed, and what they have seen.
  private mutating func addAsked() {
    guard let load = facts.load, load.hasWords else { return }
    let asks = !load.notes.isEmpty || !load.actions.isEmpty || !load.seen.isEmpty
    rows.append(.heading(asks ? "Asked of you" : "Answered"))
    for note in load.notes {
      things[rows.count] = .note(note)
      rows.append(TodayLoad.row(note, on: today))
    }
    for action in load.actions {
      things[rows.count] = .action(action)
      rows.append(TodayLoad.row(action, on: today))
    }
    rows += load.answered.map(TodayLoad.words(answered:))
    rows += load.seen.map(TodayLoad.words(seen:))
    rows.append(.blank)
  }

  /// What is in the diary of the last days and was not written down. What is about
  /// somebody's case needs somebody now, and stands there.
  private mutating func addEarlier() {
    let earlier = ahead.agenda.items.filter { item in
      guard item.on < today, item.caseID == nil || item.standing == .unlogged else { return false }
      if case .visit = item.source { return false }
      return item.standing == .unlogged && !ahead.late.contains { $0.caseID == item.caseID }
        || item.standing == .open
    }
    guard !earlier.isEmpty else { return }
    rows.append(.heading("Still open from the days before"))
    earlier.forEach { add($0, showsDay: true) }
    rows.append(.blank)
  }

  private mutating func add(_ thing: TodayRow, _ line: RowLine) {
    things[rows.count] = thing
    rows.append(SectionRow([line]))
  }

  private mutating func add(_ item: AgendaItem, showsDay: Bool = false) {
    let row = item.caseID.flatMap { ahead.rows[$0] }
    add(.item(item, row), Self.line(item, on: today, showsDay: showsDay))
  }

  private mutating func addMore(_ count: Int) {
    if count > 0 { rows.append(.words("and \(count) more: see 2 Caseload", .muted)) }
  }

  // MARK: Lines

  /// "▲ Maya R   11   first contact, 1 of 3 tries made          2 days late"
  static func line(_ row: CaseloadRow, on today: Day) -> RowLine {
    let isLate = row.due?.needsSomebodyNow(on: today) ?? false
    var left = sign(row, isLate: isLate) + name(row.person, on: today)
    left += StyledText("  " + (row.due?.text ?? ""), .text)
    if !row.need.isEmpty { left += StyledText("  " + row.need, .muted) }
    let when = row.due?.whenWords(on: today) ?? ""
    return RowLine(
      left: left, right: isLate ? StyledText(when, .warning, .bold) : StyledText(when, .soft))
  }

  /// "10:30  Leo S   14  plan review                    library, room 2"
  static func line(_ item: AgendaItem, on today: Day, showsDay: Bool = false) -> RowLine {
    let settled = item.standing == .settled
    let sign: StyledText =
      switch item.standing {
      case .settled: StyledText("✓ ", .good)
      case .unlogged: StyledText("? ", .caution, .bold)
      case .open: StyledText("· ", .caution)
      case .toCome: StyledText("  ")
      }
    let when = showsDay ? "\(item.on.weekday.shortName) \(item.clock)" : item.clock
    var left = sign + StyledText(when, settled ? .muted : .accent).column(showsDay ? 11 : 7)
    if let person = item.person {
      left += name(person, on: today)
      left += StyledText("  " + item.text, settled ? .muted : .text)
    } else {
      left += StyledText(item.text, settled ? .muted : .heading, settled ? [] : .bold)
    }
    let note: StyledText =
      switch item.standing {
      case .unlogged:
        StyledText(
          { if case .visit = item.source { "not back yet" } else { "not logged yet" } }(),
          .caution, .bold)
      case .open: StyledText("Space when done", .caution)
      case .settled, .toCome: StyledText(item.note, .muted)
      }
    return RowLine(left: left, right: note)
  }

  /// "▲" for late, "!" where somebody may come to harm soon, or both.
  static func sign(_ row: CaseloadRow, isLate: Bool) -> StyledText {
    let signs = (isLate ? "▲" : "") + (row.risk == .urgent ? row.risk.sign : "")
    return StyledText(signs, .warning, .bold).column(2)
  }

  private static func name(_ person: Person, on today: Day) -> StyledText {
    let age = person.age(on: today).map(String.init) ?? ""
    return StyledText(person.listName, .heading, .bold).column(14)
      + StyledText(String(repeating: " ", count: max(0, 3 - age.count)) + age, .muted)
  }

  /// "Wed   3 contacts, 1 review                          Town Hall 10:00"
  private func line(_ day: Day) -> RowLine {
    let items = ahead.agenda.items(on: day)
    let first = items.first { $0.at != nil }
    var left = StyledText("  ") + StyledText(day.weekday.shortName, .soft, .bold).column(5)
    left += StyledText(ahead.agenda.summary(of: day) ?? "")
    let place: String
    if case .appointment? = first?.source { place = first?.note ?? "" } else { place = "" }
    let words = [place, first?.clock ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
    return RowLine(left: left, right: StyledText(words, .muted))
  }
}
