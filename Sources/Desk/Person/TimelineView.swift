// A case's story on the screen, newest first.

import Casework
import Terminal

struct TimelineView {
  /// Everything, and what of it is shown.
  private var every: [TimelineEntry] = []
  private var entries: [TimelineEntry] = []
  /// The kind that is shown; nil shows every kind.
  private(set) var kind: TimelineEntry.Kind?
  private var search = TextField(id: "timeline search", placeholder: "words of the story")
  private(set) var isSearching = false
  private var today = Day(number: 0)
  private var list = SectionList(id: "timeline")
  private let wrapped = WrappedRows()

  /// The chosen entry.
  var selected: TimelineEntry? {
    list.selected.flatMap { entries.indices.contains($0) ? entries[$0] : nil }
  }

  var isNarrowed: Bool { kind != nil || !search.text.isEmpty || isSearching }

  /// - Parameter earlier: the person's other episodes, whose story is told with this one's.
  mutating func load(_ record: CaseRecord, earlier: [CaseRecord] = [], on today: Day) {
    every = record.timeline(withThatOf: earlier)
    self.today = today
    narrow()
  }

  private mutating func narrow() {
    entries = every.narrowed(to: kind, words: search.text)
    wrapped.forget()
    list.rows = entries.map { _ in SectionRow([RowLine(left: "")]) }
  }

  /// Shows the next kind of entry that this story has, and after the last all of them.
  mutating func nextKind() {
    let others = TimelineEntry.Kind.allCases.filter { $0 != .contact }
    let kinds = ([.contact] + others).filter { kind in every.contains { $0.kind == kind } }
    let next = kind.flatMap { kinds.firstIndex(of: $0) }.map { $0 + 1 } ?? 0
    kind = next < kinds.count ? kinds[next] : nil
    narrow()
  }

  mutating func beginFinding() { isSearching = true }

  /// What is shown of it and which entry is chosen, to be remembered between runs.
  var arrangement: [String: String] {
    var kept = ["words": search.text]
    if let kind { kept["kind"] = "\(kind)" }
    if let row = list.selected { kept["row"] = "\(row)" }
    return kept
  }

  mutating func arrange(as kept: [String: String]) {
    kind = TimelineEntry.Kind.allCases.first { "\($0)" == kept["kind"] }
    search.text = kept["words"] ?? ""
    narrow()
    list.select(kept["row"].flatMap { Int($0) })
  }

  /// Shows everything again; false when it does already.
  mutating func clear() -> Bool {
    guard isNarrowed else { return false }
    kind = nil
    search.text = ""
    isSearching = false
    narrow()
    return true
  }

  /// Takes an event for the line in which one looks for words; false when it is none.
  mutating func updateSearch(_ event: Event) -> Bool {
    switch event.key {
    case .escape?:
      _ = clear()
      return true
    case .enter?, .tab?:
      isSearching = false
      return true
    case .up?, .down?, .pageUp?, .pageDown?: return false
    default: break
    }
    switch search.update(event) {
    case .changed: narrow()
    case .ignored: return false
    default: break
    }
    return true
  }

  mutating func update(_ event: Event, height: Rows) -> Bool { list.update(event, height: height) }

  func draw(on canvas: Canvas) {
    var canvas = canvas
    if isNarrowed {
      drawNarrowing(on: canvas)
      canvas = canvas.sub(canvas.bounds.inset(left: 0, top: 2, right: 0, bottom: 0))
    }
    guard !entries.isEmpty else {
      canvas.put(
        StyledText("Nothing of the story is like that. Esc shows all of it.", .muted),
        at: Position(x: 1, y: 0), width: canvas.width - 1)
      return
    }
    var list = list
    list.rows = wrapped.rows(width: canvas.width) { width in entries.map { row($0, width: width) } }
    list.draw(on: canvas, isFocused: !isSearching)
  }

  private func drawNarrowing(on canvas: Canvas) {
    let what = kind.map { "Only \($0.words)" } ?? "Everything"
    let used = canvas.put(
      StyledText(what, .accent, .bold) + StyledText("  \(entries.count) of \(every.count)", .soft),
      at: Position(x: 1, y: 0), width: canvas.width - 2)
    guard isSearching || !search.text.isEmpty, canvas.width > used + 12 else { return }
    canvas.put("/", at: Position(x: used + 4, y: 0), style: Style(.accent, on: .page, .bold))
    search.draw(
      on: canvas.sub(
        Rect(x: used + 5, y: 0, width: min(40, canvas.width - used - 6), height: 1)),
      isFocused: isSearching)
  }

  private func row(_ entry: TimelineEntry, width: Columns) -> SectionRow {
    let details = Self.lines(of: entry.detail, width: max(width - 19, 8))
    // Holds no more than it needs: the rows are kept by what this view keeps.
    return SectionRow(height: details.count + 2) { [today] in
      let (sign, role) = Self.sign(entry.kind)
      let when = entry.on == today ? "today" : entry.on.british
      let left =
        StyledText(when, .muted).column(12) + StyledText("\(sign) ", role)
        + StyledText(entry.title, .heading, .bold)
      return [RowLine(left: left, right: StyledText(entry.by, .muted))]
        + details.map { RowLine(left: StyledText(Self.indent + $0)) } + [.air]
    }
  }

  private static let indent = String(repeating: " ", count: 14)

  /// A detail's paragraphs, wrapped. Most have one.
  private static func lines(of detail: String, width: Columns) -> [String] {
    guard !detail.isEmpty else { return [] }
    let breaks: ClosedRange<UInt8> = 10...13
    guard detail.utf8.contains(where: { breaks.contains($0) }) else {
      return detail.neutralised.wrapped(to: width)
    }
    return detail.split(separator: "\n", omittingEmptySubsequences: false).flatMap {
      String($0).neutralised.wrapped(to: width)
    }
  }

  /// A sign for each kind, so that the story can be skimmed without colour.
  private static func sign(_ kind: TimelineEntry.Kind) -> (String, Role) {
    switch kind {
    case .referral: ("→", .info)
    case .triage: ("✓", .good)
    case .holding: ("◦", .muted)
    case .contact: ("•", .accent)
    case .plan: ("✓", .good)
    case .prescription: ("+", .special)
    case .diary: ("◇", .info)
    case .visit: ("⌂", .caution)
    case .involvement: ("≡", .special)
    case .flag: ("⚑", .caution)
    case .relation: ("○", .special)
    case .risk: ("▲", .warning)
    case .closing: ("■", .muted)
    case .letter: ("»", .info)
    case .safety: ("!", .danger)
    case .supervision: ("›", .info)
    }
  }
}

/// Rows that were laid out for one width, kept until the words or the width change.
final class WrappedRows {
  private var rows: [SectionRow]?
  private var width: Columns = 0

  func forget() { rows = nil }

  func rows(width: Columns, make: (Columns) -> [SectionRow]) -> [SectionRow] {
    if let rows, self.width == width { return rows }
    let made = make(width)
    rows = made
    self.width = width
    return made
  }
}
