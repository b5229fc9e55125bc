// Two versions of a plan side by side, with what became of each line in words.

import Casebook
import Casework
import Terminal

struct VersionsScreen: ListPage {
  static let name = "versions"

  /// What can stand on a side.
  private struct Sheet {
    var title: String
    /// With whom and when it was agreed.
    var detail: String
    var sheet: PlanSheet
    var version: PlanVersion?
  }

  private let caseID: Identifier<Case>
  private var called = ""
  private var sheets: [Sheet] = []
  /// Left and right, as places in `sheets`.
  private var sides = (0, 0)
  private var isRight = false
  private var onlyChanges = false
  private var comparison = PlanComparison(PlanSheet(name: ""), PlanSheet(name: ""))
  var list = SectionList(id: "versions")
  private let wrapped = WrappedRows()

  var place: DeskContext.Place { .room(Self.name) }

  init(_ caseID: Identifier<Case>, from book: Casebook) throws {
    self.caseID = caseID
    try read(book)
    // What was agreed last against what stands now.
    sides = (max(0, sheets.count - 2), max(0, sheets.count - 1))
    compare()
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    try read(book)
    let last = max(0, sheets.count - 1)
    sides = (min(sides.0, last), min(sides.1, last))
    compare()
  }

  private mutating func read(_ book: Casebook) throws {
    guard let record = try book.caseRecord(caseID) else {
      throw CasebookError.noSuchRecord("case")
    }
    called = record.person.calledName
    // A case is read with the plan of one version; here all of them are looked at.
    sheets = try book.agreements(of: caseID).versions.compactMap { version in
      guard let sheet = version.sheet else { return nil }
      let whom = version.agreedWith.isEmpty ? "" : " with \(version.agreedWith)"
      let back = version.withdrawal.map { "taken back \($0.on.shortBritish), agreed" } ?? "agreed"
      return Sheet(
        title: "Version \(version.number)",
        detail: "\(back) \(version.agreedOn.british)\(whom), \(version.consent.clause)",
        sheet: sheet, version: version)
    }
    sheets.append(
      Sheet(
        title: "As it stands now", detail: Self.standing(PlanStanding(of: record)),
        sheet: PlanSheet(record), version: nil))
  }

  /// How the plan stands, in half a window's width: that it changed comes first.
  private static func standing(_ standing: PlanStanding) -> String {
    guard case .agreed(let version?, _, _, true) = standing else { return standing.words }
    return "changed since version \(version)"
  }

  private mutating func compare() {
    guard sheets.indices.contains(sides.0), sheets.indices.contains(sides.1) else { return }
    comparison = PlanComparison(sheets[sides.0].sheet, sheets[sides.1].sheet)
    wrapped.forget()
    list.rows = rows(width: 80)
  }

  // MARK: What the commands do

  /// The version on the chosen side, where it was agreed and not taken back.
  var chosenVersion: PlanVersion? {
    let version = sheets[isRight ? sides.1 : sides.0].version
    return version?.withdrawal == nil ? version : nil
  }

  func describe(_ context: inout DeskContext) {
    context.opensNothing = true
    context.versionStands = chosenVersion != nil
  }

  mutating func turn(by step: Int) {
    let last = sheets.count - 1
    if isRight {
      sides.1 = max(0, min(sides.1 + step, last))
    } else {
      sides.0 = max(0, min(sides.0 + step, last))
    }
    compare()
  }

  mutating func otherSide() { isRight.toggle() }

  mutating func toggleChanges() {
    onlyChanges.toggle()
    compare()
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    list.update(event, height: height - 5) ? .moved : .ignored
  }

  // MARK: Drawing

  /// The mark stands between the two sides: "~ changed".
  private static let gutter: Columns = 11

  func draw(on canvas: Canvas, in desk: Desk) {
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    let title = called.hasSuffix("s") ? "\(called)’ plan" : "\(called)’s plan"
    page.put(StyledText("\(title), side by side", .heading, .bold), at: Position(x: 1, y: 0))
    page.put(
      StyledText(comparison.summary, .soft), at: Position(x: 1, y: 0), width: page.width - 2,
      align: .right)
    let side = sideWidth(page.width - 2)
    drawTitle(sheets[sides.0], at: 1, width: side, isChosen: !isRight, on: page)
    drawTitle(
      sheets[sides.1], at: 1 + side + Self.gutter, width: side, isChosen: isRight, on: page)
    var list = list
    list.rows = wrapped.rows(width: page.width) { rows(width: $0) }
    list.draw(on: page.sub(page.bounds.inset(left: 0, top: 5, right: 0, bottom: 0)))
  }

  private func drawTitle(
    _ sheet: Sheet, at x: Columns, width: Columns, isChosen: Bool, on canvas: Canvas
  ) {
    let title = isChosen ? "‹ \(sheet.title) ›" : sheet.title
    canvas.put(
      StyledText(title, isChosen ? .accent : .text, .bold), at: Position(x: x, y: 2), width: width)
    canvas.put(
      StyledText(sheet.detail.neutralised.truncated(to: width), .muted),
      at: Position(x: x, y: 3), width: width)
  }

  private func sideWidth(_ width: Columns) -> Columns {
    Columns(max(8, (width.count - Self.gutter.count) / 2))
  }

  private func rows(width: Columns) -> [SectionRow] {
    let side = sideWidth(width - 2)
    var rows: [SectionRow] = []
    for part in comparison.parts where !onlyChanges || part.isChanged {
      rows.append(.heading(part.heading))
      for line in part.lines where !onlyChanges || line.mark != .same {
        rows.append(SectionRow(lines(line, side: side)))
      }
      rows.append(.blank)
    }
    if rows.isEmpty {
      rows.append(
        .words(
          onlyChanges ? "Nothing differs between these two." : "Nothing is written yet.", .muted))
    }
    return rows
  }

  private func lines(_ line: PlanComparison.Line, side: Columns) -> [RowLine] {
    let indent = Columns(line.depth * 2)
    let room = max(side - indent, 4)
    let isSame = line.mark == .same
    let left = WrappedRuns.lines(line.before, width: room, role: isSame ? .soft : .text)
    let right = WrappedRuns.lines(line.after, width: room, role: isSame ? .soft : .text)
    let role: Role =
      switch line.mark {
      case .same: .muted
      case .new: .good
      case .gone: .danger
      case .changed: .warning
      case .moved: .info
      }
    let mark = isSame ? "" : " \(line.mark.sign) \(line.mark.word)"
    let pad = StyledText(String(repeating: " ", count: indent.count))
    return (0..<max(left.count, right.count)).map { index in
      let before = index < left.count ? left[index] : StyledText("")
      let after = index < right.count ? right[index] : StyledText("")
      let middle = StyledText(index == 0 ? mark : "", role, .bold).column(Self.gutter)
      return RowLine(left: (pad + before).column(side) + middle + pad + after)
    }
  }
}

/// Runs of words wrapped to a width, those that differ underlined.
enum WrappedRuns {
  static func lines(_ runs: [WordRun], width: Columns, role: Role) -> [StyledText] {
    guard !runs.isEmpty else { return [] }
    // A line that is new or gone as a whole needs no marks inside.
    let marks = runs.contains { !$0.isChanged }
    var flags: [Bool] = []
    var text = ""
    // Lines of the text stay lines, and cells stand below each other: a pasted table can be
    // read.
    var tabs = runs.map(\.text).joined().spacesOfTabs.makeIterator()
    for run in runs {
      for character in run.text {
        let shown =
          character.isNewline
          ? "\n"
          : character == "\t"
            ? String(repeating: " ", count: tabs.next() ?? 1) : String(character).neutralised
        for character in shown {
          text.append(character)
          flags.append(run.isChanged && marks)
        }
      }
    }
    // A letter may join with the one before it across two runs.
    let characters = Array(text)
    var offset = 0
    return text.wrapped(to: width).map { line in
      var styled = StyledText("")
      var span = ""
      var isChanged = false
      func close() {
        guard !span.isEmpty else { return }
        // The air behind a word is no part of what is marked.
        let end = span.lastIndex { !$0.isWhitespace }.map(span.index(after:)) ?? span.startIndex
        if isChanged, end > span.startIndex {
          styled += StyledText(String(span[..<end]), .heading, [.bold, .underline])
          span = String(span[end...])
        }
        if !span.isEmpty { styled += StyledText(span, role) }
        span = ""
      }
      for character in line {
        while offset < characters.count, characters[offset] != character { offset += 1 }
        let flag = offset < flags.count && flags[offset]
        if flag != isChanged {
          close()
          isChanged = flag
        }
        span.append(character)
        offset += 1
      }
      close()
      return styled
    }
  }
}

extension Desk {
  mutating func compareVersions() {
    guard let caseID = person?.caseID else { return }
    attempt { desk in
      let screen = try desk.withBook { try VersionsScreen(caseID, from: $0) }
      desk.enter(screen)
    }
  }

  mutating func onVersions(_ body: (inout VersionsScreen) -> Void) {
    guard var screen = current as? VersionsScreen else { return }
    body(&screen)
    current = screen
  }

  mutating func takeBackChosen() {
    guard let version = (current as? VersionsScreen)?.chosenVersion else { return }
    show(AgreementForms.takeBack(version), .takingBack(version))
  }
}
