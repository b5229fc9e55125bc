// Did they attend? Prescriptions to ask after, a person's, or a group's: each with where
// it stands, and one key for each answer.

import Casebook
import Casework
import Foundation
import Terminal

struct LoopScreen: ListPage {
  /// Whose prescriptions are shown.
  enum Scope: Equatable {
    /// Those of the worker's own cases that are due to be asked after.
    case toAsk
    case person(Identifier<Case>, String)
    case group(Identifier<Asset>, String)
  }

  var enterWords: String { "say what happened" }

  let scope: Scope
  var list = SectionList(id: "loop")
  private var stories: [PrescriptionStory] = []
  private var policy = ChasePolicy()
  private var payments: [Identifier<Prescription>: [Payment]] = [:]
  private var talks: [GroupContact] = []
  private var today = Day(number: 0)

  init(_ scope: Scope = .toAsk) { self.scope = scope }

  var place: DeskContext.Place { .room("loop") }

  var selected: PrescriptionStory? {
    list.selected.flatMap { stories.indices.contains($0) ? stories[$0] : nil }
  }

  func describe(_ context: inout DeskContext) { context.prescription = selected }

  mutating func load(from book: Casebook, on today: Day) throws {
    let before = selected?.prescription.id
    self.today = today
    policy = try book.setting(ChasePolicy.self)
    switch scope {
    case .toAsk:
      stories = try book.prescriptionsToAskAfter(heldBy: book.worker.id, on: today)
    case .person(let id, _): stories = try book.prescriptionStories(of: id)
    case .group(let id, _):
      stories = try book.prescriptionStories(ofAsset: id)
      talks = try book.contacts(withGroup: id)
    }
    list.rows = stories.map { SectionRow([line($0)]) }
    if let index = stories.firstIndex(where: { $0.prescription.id == before }) {
      list.select(index)
    }
    try window(from: book)
  }

  mutating func window(from book: Casebook) throws {
    guard let id = selected?.prescription.id, payments[id] == nil else { return }
    payments = [id: try book.payments(for: id)]
  }

  private func line(_ story: PrescriptionStory) -> RowLine {
    let isDue = story.askOn(policy: policy).map { $0 <= today } ?? false
    var left = isDue ? StyledText("? ", .warning, .bold) : StyledText("  ")
    switch scope {
    case .toAsk:
      left += StyledText(story.personName, .heading, .bold).column(14) + StyledText(" ")
      left += StyledText(story.assetName, .text).column(26)
    case .person: left += StyledText(story.assetName, .heading, .bold).column(34)
    case .group: left += StyledText(story.personName, .heading, .bold).column(20)
    }
    let role: Role = story.isConnected ? .good : story.state.isEnded ? .muted : .text
    left += StyledText("  " + story.state.short, role)
    return RowLine(left: left, right: StyledText(story.sinceWords(on: today), .soft))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .enter || event.mouse(on: "loop")?.kind == .doubleClick, let selected {
      return .act { desk in
        let waits = desk.asksWhy(
          ofCase: selected.prescription.caseID, doing: "What became of a link"
        ) { LoopForms.tell(selected, in: &$0) }
        if !waits { LoopForms.tell(selected, in: &desk) }
      }
    }
    return list.update(event, height: height - 4) ? .moved : .ignored
  }

  // MARK: Drawing

  private var title: String {
    switch scope {
    case .toAsk: "Did they attend?"
    case .person(_, let name): "What \(name) was linked with"
    case .group(_, let name): name
    }
  }

  private var summary: String {
    switch scope {
    case .toAsk:
      stories.isEmpty
        ? "Nobody has to be asked after today."
        : "\(stories.count) to ask after, the longest due first. Each answer is one key."
    default:
      "\(stories.count) linked · \(stories.filter(\.isConnected).count) have been there"
        + " · \(stories.filter { $0.state == .waiting }.count) waiting"
    }
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 110
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 44 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: isWide ? 2 : 1, bottom: 0))
    main.put(StyledText(title, .heading, .bold), at: Position(x: 1, y: 0), width: main.width - 2)
    main.put(StyledText(summary, .soft), at: Position(x: 1, y: 1), width: main.width - 2)
    var bottom: Rows = 0
    if !isWide, main.height > 16, selected != nil { bottom = 7 }
    list.draw(on: main.sub(main.bounds.inset(left: 0, top: 3, right: 0, bottom: bottom)))
    if stories.isEmpty { main.setCursor(Position(x: 1, y: 1)) }
    if isWide {
      canvas.line(vertical: Position(x: aside.x, y: 0), length: canvas.height - 1)
      drawStory(on: canvas.sub(aside.inset(left: 3, top: 0, right: 2, bottom: 0)), in: desk)
    } else if bottom > 0 {
      let (low, _) = main.bounds.splitBottom(bottom - 1)
      drawStory(on: main.sub(low.inset(left: 1, top: 0, right: 1, bottom: 0)), in: desk)
    }
  }

  private func drawStory(on canvas: Canvas, in desk: Desk) {
    var y: Rows = 0
    func put(_ text: StyledText) {
      guard y < canvas.height else { return }
      canvas.put(text, at: Position(x: 0, y: y), width: canvas.width)
      y += 1
    }
    func wrap(_ words: String, _ role: Role) {
      for line in words.neutralised.wrapped(to: max(canvas.width, 1)) {
        put(StyledText(line, role))
      }
    }
    if let story = selected {
      put(StyledText("\(story.personName) · \(story.assetName)", .heading, .bold))
      put(
        StyledText(
          "\(story.prescription.kind.words) \(story.prescription.on.british)", .soft))
      for step in story.steps.suffix(5) {
        var words = "\(step.on.shortBritish)  \(step.state.words)"
        if let reason = step.reason { words += ": \(reason.words.lowercased())" }
        if !step.wentWith.isEmpty { words += ", \(step.wentWith)" }
        wrap(words, .text)
        if !step.note.isEmpty { wrap("       “\(step.note)”", .soft) }
      }
      for feedback in story.feedback.suffix(2) {
        wrap(
          "\(feedback.on.shortBritish)  \(feedback.again.words)"
            + (feedback.words.isEmpty ? "" : ": “\(feedback.words)”"), .accent)
      }
      for payment in payments[story.prescription.id] ?? [] where payment.state.counts {
        put(StyledText("\(payment.amount.words) \(payment.state.words.lowercased())", .soft))
      }
      if let ask = story.askOn(policy: policy) {
        put(
          StyledText(ask <= today ? "Ask now" : "Ask again on \(ask.british)", .muted))
      }
    }
    guard case .group = scope, !talks.isEmpty else { return }
    y += 1
    put(StyledText("TALKS WITH THE GROUP", .muted, .bold))
    for talk in talks.prefix(6) {
      let day = Day(talk.at).shortBritish
      wrap(
        [day, talk.with, talk.note].filter { !$0.isEmpty }.joined(separator: " · "), .text)
    }
  }
}
