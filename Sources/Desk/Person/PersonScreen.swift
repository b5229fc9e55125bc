// One person: who they are in a line, and below it their timeline or their plan.

import Casebook
import Casework
import Terminal

struct PersonScreen {
  enum Tab: Int, CaseIterable {
    case timeline, plan, about, network, history

    var title: String {
      switch self {
      case .timeline: "Timeline"
      case .plan: "Plan"
      case .about: "Who they are"
      case .network: "Family & network"
      case .history: "History"
      }
    }
  }

  private(set) var caseID: Identifier<Case>
  /// The person's other episodes, whose story is told with this one's.
  private var earlier: [CaseRecord] = []
  private(set) var record: CaseRecord
  /// What the rules know of the case, worked out once for each reading of it.
  private(set) var facts: CaseFacts
  private var today: Day
  private var policy: ServicePolicy
  private var tabs = Tabs(id: "person tabs", Tab.allCases.map(\.title))
  var timeline = TimelineView()
  var network = NetworkView()
  private var history = HistoryView()
  private var about = FactsView()
  /// Whether the history has been read since the record last changed.
  private var hasHistory = false
  var plan = PlanPage()

  var tab: Tab {
    get { Tab(rawValue: tabs.active) ?? .timeline }
    set { tabs.active = newValue.rawValue }
  }

  /// Whether letters go into a text now.
  var isTyping: Bool { plan.typing != nil || tab == .timeline && timeline.isSearching }

  init(_ caseID: Identifier<Case>, from book: Casebook, on today: Day) throws {
    guard let record = try book.caseRecord(caseID) else {
      throw CasebookError.noSuchRecord("case")
    }
    self.caseID = caseID
    self.record = record
    facts = record.facts()
    self.today = today
    policy = book.policy
    earlier = try Self.otherEpisodes(of: record, from: book)
    lay(try book.besidePlan(of: record))
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    guard let record = try book.caseRecord(caseID) else {
      throw CasebookError.noSuchRecord("case")
    }
    self.record = record
    facts = record.facts()
    self.today = today
    earlier = try Self.otherEpisodes(of: record, from: book)
    lay(try book.besidePlan(of: record))
    hasHistory = false
    try readHistory(from: book)
  }

  private static func otherEpisodes(
    of record: CaseRecord, from book: Casebook
  ) throws -> [CaseRecord] {
    try book.cases(of: record.person.id).filter { $0 != record.case.id }
      .compactMap { try book.caseRecord($0) }
  }

  /// Reads the history where its tab is open: it is the one part that is long.
  mutating func readHistory(from book: Casebook) throws {
    guard tab == .history, !hasHistory else { return }
    try history.load(record.person.id, from: book)
    hasHistory = true
  }

  private mutating func lay(_ aside: PlanAside) {
    timeline.load(record, earlier: earlier, on: today)
    about.load(record)
    plan.load(record, aside, on: today)
    network.load(record, on: today)
  }

  /// How the parts of the record lie that were narrowed or scrolled, to be remembered.
  var arrangement: [String: String] {
    var kept = timeline.arrangement
    if tab == .plan, let goal = plan.goal { kept["goal"] = goal.id.text }
    return kept
  }

  mutating func arrange(as kept: [String: String]) {
    timeline.arrange(as: kept)
    if let goal = kept["goal"] { plan.select(goal: Identifier(goal)) }
  }

  /// True when the event was for this screen.
  mutating func update(_ event: Event, height: Rows) -> Bool {
    if tab == .timeline, timeline.isSearching, timeline.updateSearch(event) { return true }
    if tabs.update(event) { return true }
    switch tab {
    case .timeline: return timeline.update(event, height: height - 6)
    case .plan: return plan.update(event, height: height - 6)
    case .about: return about.update(event, height: height - 6)
    case .network: return network.update(event, height: height - 6)
    case .history: return history.update(event, height: height - 6)
    }
  }

  // MARK: Drawing

  func draw(on canvas: Canvas) {
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    drawHeader(on: page)
    let hasFlags =
      !record.network.flags(on: today).isEmpty
      || record.network.relations.contains { $0.mayKnow == .nothing }
    let top: Rows = canvas.height > 14 ? (hasFlags ? 6 : 5) : 3
    tabs.draw(
      on: page.sub(Rect(x: 0, y: top - 2, width: page.width, height: 1)))
    let body = page.bounds.inset(left: 0, top: top, right: 0, bottom: 0)
    let isWide = canvas.width >= 110 && (tab == .timeline || tab == .plan)
    if tab == .plan, !isWide, plan.fits.isFocused {
      let place = body.inset(left: 1, top: 0, right: 1, bottom: 0)
      plan.fits.draw(on: page.sub(place), goal: plan.fitGoal, number: plan.fitNumber, isPage: true)
      return
    }
    let (aside, rest) = body.splitRight(isWide ? 42 : 0)
    let main = page.sub(isWide ? rest.inset(left: 0, top: 0, right: 2, bottom: 0) : rest)
    switch tab {
    case .timeline: timeline.draw(on: main)
    case .plan: plan.draw(on: main)
    case .about: about.draw(on: main, isPage: true)
    case .network: network.draw(on: main)
    case .history: history.draw(on: main)
    }
    guard isWide else { return }
    page.line(vertical: Position(x: aside.x, y: aside.y), length: aside.height - 1)
    let side = page.sub(aside.inset(left: 3, top: 0, right: 1, bottom: 0))
    switch tab {
    case .timeline: about.draw(on: side, isPage: false)
    case .plan: plan.fits.draw(on: side, goal: plan.fitGoal, number: plan.fitNumber, isPage: false)
    case .about, .network, .history: break
    }
  }

  private func drawHeader(on canvas: Canvas) {
    let person = record.person
    var line = StyledText(person.fullName, .heading, .bold)
    var about: [String] = []
    if !person.pronouns.isEmpty { about.append(person.pronouns) }
    if let age = person.age(on: today) { about.append("\(age)") }
    if !person.school.isEmpty { about.append(person.school) }
    if !record.case.need.isEmpty { about.append(record.case.need) }
    line += StyledText("  " + about.joined(separator: " · "), .soft)
    canvas.put(line, at: Position(x: 1, y: 0), width: canvas.width - 2)
    guard canvas.height > 14 else { return }
    var state = StyledText(Stage(of: facts, on: today).words, .accent)
    if let holder = record.holderID {
      state += StyledText(" · held by \(record.name(of: holder))", .soft)
    } else if record.case.closing == nil {
      state += StyledText(" · nobody holds this case yet: t takes it on", .warning)
    }
    if let due = Due(of: facts, policy: policy) {
      let isLate = due.urgency(on: today).needsSomebodyNow
      state += StyledText(
        " · \(isLate ? "▲ " : "")\(due.text), \(due.whenWords(on: today))",
        isLate ? .warning : .soft)
    }
    canvas.put(state, at: Position(x: 1, y: 1), width: canvas.width - 2)
    drawFlags(on: canvas)
  }

  /// What must be known before anybody rings, and who may know what, in words.
  private func drawFlags(on canvas: Canvas) {
    let network = record.network
    var line = network.flags(on: today).reduce(StyledText("")) {
      $0 + StyledText("⚑ ", .caution) + StyledText($1.words + "   ", .caution, .bold)
    }
    let silent = network.relations.filter { $0.mayKnow == .nothing }
    for relation in silent {
      let name = relation.name.isEmpty ? relation.organisation : relation.name
      line += StyledText("✗ \(name) may know nothing   ", .danger, .bold)
    }
    guard !line.spans.isEmpty else { return }
    canvas.put(line, at: Position(x: 1, y: 2), width: canvas.width - 2)
  }
}
