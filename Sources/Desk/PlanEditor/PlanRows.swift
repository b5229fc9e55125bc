// How a plan is laid out in lines: like the page that it becomes.

import Casework
import Terminal

/// Text wrapped once for each width, so that a page of two hundred goals is not wrapped
/// anew for every key. The last width is kept for whoever moves about before drawing.
final class PlanLayout {
  private struct Place: Hashable {
    let text: String
    let width: Columns
  }

  private var known: [Place: [String]] = [:]
  /// The width that the page was last drawn in.
  var width: Columns = 80

  func lines(_ text: String, width: Columns) -> [String] {
    let place = Place(text: text, width: width)
    if let lines = known[place] { return lines }
    if known.count > 4_000 { known = [:] }
    // Lines of the text stay lines, and cells stand below each other: a pasted table can be
    // read.
    let lines = text.cellsAligned.split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    )
    .flatMap { String($0).neutralised.wrapped(to: max(width, 4)) }
    known[place] = lines.isEmpty ? [""] : lines
    return known[place] ?? [""]
  }
}

struct PlanRows {
  /// Where the line that is being typed is drawn.
  struct Slot: Equatable {
    var row: Int
    var x: Columns
    var width: Columns
  }

  let record: CaseRecord
  let standing: PlanStanding
  let aside: PlanAside
  let today: Day
  let folded: Set<Identifier<Goal>>
  let opened: Set<PlanPart>
  let typing: PlanTyping?
  let layout: PlanLayout
  /// The width of a line without the list's own margin.
  let width: Columns

  var rows: [SectionRow] = []
  /// What each row of the page stands for, by its index.
  var items: [Int: PlanItem] = [:]
  var slot: Slot?

  var plan: Plan? { record.plan }
  /// The number of each goal.
  let numbers: [Identifier<Goal>: String]

  init(
    _ record: CaseRecord, _ standing: PlanStanding, aside: PlanAside, on today: Day, width: Columns,
    folded: Set<Identifier<Goal>>, opened: Set<PlanPart>, typing: PlanTyping?, layout: PlanLayout
  ) {
    self.record = record
    self.standing = standing
    self.aside = aside
    self.today = today
    self.folded = folded
    self.opened = opened
    self.typing = typing
    self.layout = layout
    self.width = max(width - 2, 10)
    numbers = record.plan?.numbers ?? [:]
    addHeading()
    addList(.whatMatters)
    addPart(.aboutMe, sections: Array(PlanPart.aboutMe.sections.dropFirst()))
    addList(.strengths)
    addList(.needs)
    addGoals()
    addPart(.safety, sections: PlanPart.safety.sections)
    addPart(.around, sections: PlanPart.around.sections)
    rows.append(
      .words(
        "\(Self.possessive(record.person.calledName)) own words, unless marked. Every change is kept.",
        .muted))
  }

  mutating func add(_ item: PlanItem, _ lines: [RowLine]) {
    items[rows.count] = item
    rows.append(SectionRow(lines))
  }

  private mutating func addHeading() {
    rows += [PlanHeading.row(for: record, standing, on: today, width: width), .blank]
  }

  static func possessive(_ name: String) -> String {
    name.hasSuffix("s") ? "\(name)’" : "\(name)’s"
  }

  // MARK: Words

  private mutating func addList(_ section: PlanSection) {
    rows.append(.heading(section.heading))
    addEntries(of: section, goal: nil) { _ in (label: StyledText("  "), x: 2) }
    rows.append(.blank)
  }

  /// A part whose sections stand beside labels; those in which nothing is written are
  /// asked for on one line, until that is opened.
  private mutating func addPart(_ part: PlanPart, sections: [PlanSection]) {
    rows.append(.heading(part.heading))
    let label: Columns = width < 50 ? 13 : 14
    for section in sections {
      addEntries(of: section, goal: nil, showsPrompt: opened.contains(part)) { isFirst in
        let name = isFirst ? "  \(section.label)" : ""
        return (label: StyledText(name, .muted).column(label), x: label)
      }
    }
    let missing = sections.filter { isEmpty($0) }
    if !missing.isEmpty, !opened.contains(part) {
      let names = missing.map { $0.label.lowercased() }.joined(separator: ", ")
      let words = StyledText("  + \(names)", .muted)
      add(.part(part), [RowLine(left: words.truncated(to: width))])
    }
    rows.append(.blank)
  }

  private func isEmpty(_ section: PlanSection) -> Bool {
    if case .entry(let entry, _)? = typing?.subject, typing?.isNew == true,
      entry.section == section
    {
      return false
    }
    return plan?.entries(in: section).isEmpty != false
  }

  /// - Parameters:
  ///   - goal: whose outcomes they are; nil for every other section.
  ///   - lead: what stands before the first entry, and before the others; and how wide.
  mutating func addEntries(
    of section: PlanSection, goal: Identifier<Goal>?, showsPrompt: Bool = true,
    lead: (_ isFirst: Bool) -> (label: StyledText, x: Columns)
  ) {
    let entries = (plan?.entries(in: section) ?? []).filter { $0.goalID == goal }
    var isFirst = true
    var isTyped = false
    for entry in entries {
      if typing?.line == .entry(entry.id) {
        addTyped(.entry(entry), lead(isFirst))
      } else {
        add(.entry(entry), words(entry.text, entry.voice, lead(isFirst)))
      }
      isFirst = false
      if case .entry(let new, let after)? = typing?.subject, typing?.isNew == true,
        after == entry.id, new.section == section
      {
        addTyped(.typing, lead(false))
        isTyped = true
      }
    }
    if !isTyped, case .entry(let new, _)? = typing?.subject, typing?.isNew == true,
      new.section == section, new.goalID == goal
    {
      addTyped(.typing, lead(isFirst))
      isFirst = false
    }
    if isFirst, showsPrompt, goal == nil {
      add(
        .newEntry(section),
        [RowLine(left: lead(true).label + StyledText("+ \(section.prompt)", .muted))])
    }
  }

  private func words(
    _ text: String, _ voice: Voice, _ lead: (label: StyledText, x: Columns)
  ) -> [RowLine] {
    let mark = Self.mark(voice)
    let room = width - lead.x - (mark.isEmpty ? 1 : mark.columns + 3)
    return layout.lines(text, width: room).enumerated().map { index, line in
      RowLine(
        left: (index == 0 ? lead.label : StyledText("").column(lead.x))
          + StyledText(line, voice == .worker ? .soft : .text),
        right: index == 0 ? StyledText(mark, .muted) : "")
    }
  }

  /// Whose words they are, where they are not the person's own.
  static func mark(_ voice: Voice) -> String {
    switch voice {
    case .person: ""
    case .family: "family"
    case .worker: "worker"
    }
  }

  // MARK: Typing

  /// Room for the line that is being typed.
  mutating func addTyped(
    _ item: PlanItem, _ lead: (label: StyledText, x: Columns), width wanted: Columns? = nil
  ) {
    guard let typing else { return }
    var mark = ""
    if case .entry(let entry, _) = typing.subject { mark = Self.mark(entry.voice) }
    let room = wanted ?? width - lead.x - (mark.isEmpty ? 1 : mark.columns + 3)
    slot = Slot(row: rows.count, x: lead.x, width: max(room, 4))
    let height = typing.editor.rows(width: max(room, 4)).count
    add(
      item,
      (0..<height).map { index in
        RowLine(
          left: index == 0 ? lead.label : "", right: index == 0 ? StyledText(mark, .muted) : "")
      })
  }
}
