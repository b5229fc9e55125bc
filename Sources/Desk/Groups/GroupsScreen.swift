// The groups that people are sent to: whom to ask how they are, and what they say.

import Casebook
import Casework
import Foundation
import Terminal

struct GroupsScreen: ListPage {
  var enterWords: String { "ask them" }
  var list = SectionList(id: "groups")
  private var groups: [Int: SurveyedGroup] = [:]
  private var survey = GroupSurvey()
  private var trends: [SurveyTrend] = []
  /// The question whose answers are drawn.
  private var drawn = 0
  private var responses: [SurveyResponse] = []
  private var dueCount = 0
  private var today = Day(number: 0)

  var place: DeskContext.Place { .room("groups") }
  var selected: SurveyedGroup? { list.selected.flatMap { groups[$0] } }

  mutating func load(from book: Casebook, on today: Day) throws {
    self.today = today
    survey = try book.setting(GroupSurvey.self)
    responses = try book.surveyResponses()
    trends = survey.questions.filter { $0.kind != .words }
      .map { SurveyTrend(of: $0, in: responses) }
    let all = try book.surveyedGroups(on: today)
    let due = all.filter { $0.isDue(survey, on: today) }
    dueCount = due.count
    var rows: [SectionRow] = []
    var groups: [Int: SurveyedGroup] = [:]
    func add(_ group: SurveyedGroup) {
      groups[rows.count] = group
      rows.append(SectionRow([line(group)]))
    }
    if !due.isEmpty {
      rows.append(.heading("Ask them now", "\(due.count)"))
      due.prefix(300).forEach(add)
      rows.append(.blank)
    }
    let later = all.filter { !$0.isDue(survey, on: today) }
    if !later.isEmpty {
      rows.append(.heading("Asked already", "\(later.count)"))
      later.prefix(300).forEach(add)
    }
    self.groups = groups
    list.rows = rows
  }

  private func line(_ group: SurveyedGroup) -> RowLine {
    let asked = group.answeredOn.map { "asked \($0.british)" } ?? "never asked"
    return RowLine(
      left: StyledText(group.name, .heading, .bold).column(32)
        + StyledText("  \(group.sent) sent", .text).column(12)
        + StyledText("  " + group.organization, .muted),
      right: StyledText(asked, group.isDue(survey, on: today) ? .warning : .soft))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .enter || event.mouse(on: "groups")?.kind == .doubleClick, let selected {
      let survey = survey
      return .act { Self.ask(selected, survey, in: &$0) }
    }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  /// The survey as a form.
  private static func ask(_ group: SurveyedGroup, _ survey: GroupSurvey, in desk: inout Desk) {
    let fields = survey.questions.map { question -> FormField in
      switch question.kind {
      case .scale: .scale(question.id, question.text)
      case .yesOrNo:
        .choice(
          question.id, question.text, options: [FieldOption("yes", "Yes"), FieldOption("no", "No")])
      case .words: .notes(question.id, question.text, rows: 3)
      case .number:
        .text(
          question.id, question.text,
          check: { text in
            do {
              _ = try survey.answer(text, to: question)
              return nil
            } catch { return "\(error)" }
          })
      }
    }
    desk.show(
      DeskForm(
        title: "How is \(group.name)?",
        form: Form(id: "survey", fields: fields, submitLabel: "Keep")),
      FormPurpose(draft: "survey \(group.assetID.text)") { desk, form in
        var answers: [String: String] = [:]
        for question in survey.questions {
          let typed: String =
            switch question.kind {
            case .scale: form.number(question.id).map(String.init) ?? ""
            case .yesOrNo: form.option(question.id) ?? ""
            default: form.text(question.id)
            }
          answers[question.id] = try survey.answer(typed, to: question)
        }
        guard !answers.isEmpty else {
          throw FormProblem(field: survey.questions[0].id, why: "nothing is answered yet")
        }
        let now = desk.setting.now()
        let today = desk.today
        return FormEnd(
          desk.save("Answers of \(group.name) kept") { book in
            try book.keep(
              SurveyResponse(
                id: book.mint(at: now), assetID: group.assetID, on: today, answers: answers,
                workerID: book.worker.id), at: now)
          })
      })
  }

  /// Draws the answers to the next question.
  mutating func drawNext() {
    if !trends.isEmpty { drawn = (drawn + 1) % trends.count }
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 110
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 46 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: isWide ? 2 : 1, bottom: 0))
    main.put(
      StyledText("How the groups are", .heading, .bold)
        + StyledText(
          "  \(dueCount) to ask · every \(survey.everyMonths) months", .soft),
      at: Position(x: 1, y: 0), width: main.width - 2)
    if groups.isEmpty {
      main.put(
        StyledText("Nobody has been sent anywhere lately.", .text), at: Position(x: 1, y: 2))
      main.setCursor(Position(x: 1, y: 2))
      return
    }
    // Below the list where there is no room beside it.
    let foot: Rows = !isWide && main.height >= 18 && !responses.isEmpty ? 8 : 0
    list.draw(on: main.sub(main.bounds.inset(left: 0, top: 2, right: 0, bottom: foot)))
    guard isWide else {
      if foot > 0 {
        let (low, _) = main.bounds.splitBottom(foot - 1)
        drawTrend(on: main.sub(low.inset(left: 1, top: 0, right: 1, bottom: 0)))
      }
      return
    }
    canvas.line(vertical: Position(x: aside.x, y: 0), length: canvas.height - 1)
    drawAside(on: canvas.sub(aside.inset(left: 3, top: 0, right: 2, bottom: 0)))
  }

  private func drawAside(on canvas: Canvas) {
    var y: Rows = 0
    func put(_ words: String, _ role: Role, bold: Bool = false) {
      for line in words.neutralised.wrapped(to: max(canvas.width, 1)) where y < canvas.height {
        canvas.put(StyledText(line, role, bold ? .bold : []), at: Position(x: 0, y: y))
        y += 1
      }
    }
    if let group = selected {
      put(group.name, .heading, bold: true)
      let last = responses.last { $0.assetID == group.assetID }
      if let last {
        put("What they said on \(last.on.british)", .muted)
        for question in survey.questions {
          guard let answer = last.answers[question.id] else { continue }
          put(question.text, .soft)
          put("  " + answer, .text)
        }
      } else {
        put("They have not been asked yet. Enter asks them.", .soft)
      }
      y += 1
    }
    guard y + 3 < canvas.height else { return }
    drawTrend(on: canvas.sub(canvas.bounds.inset(left: 0, top: y, right: 0, bottom: 0)))
  }

  /// What all groups answer to one question, a bar for each quarter; and below, where there
  /// is room, what they said last to each of the others.
  private func drawTrend(on canvas: Canvas) {
    guard trends.indices.contains(drawn) else { return }
    let trend = trends[drawn]
    canvas.put(
      StyledText("ALL GROUPS, QUARTER BY QUARTER", .muted, .bold), at: .origin,
      width: canvas.width)
    canvas.put(
      StyledText("c", .accent, .bold) + StyledText(" next", .soft), at: .origin,
      width: canvas.width, align: .right)
    var y: Rows = 1
    for line in trend.question.text.wrapped(to: max(canvas.width, 1)) where y < canvas.height {
      canvas.put(StyledText(line, .soft), at: Position(x: 0, y: y))
      y += 1
    }
    guard !trend.points.isEmpty else {
      canvas.put(StyledText("nobody has answered yet", .text), at: Position(x: 0, y: y))
      return
    }
    let room = max((canvas.height - y).count, 1)
    let bars = trend.points.suffix(min(room, 8)).map { point in
      // In brackets how many groups answered: three are no trend.
      BarChart.Bar(
        "\(point.period) (\(point.groups))", point.value ?? 0, note: trend.words(point.value),
        role: .accent)
    }
    BarChart(bars, maximum: trend.question.kind.most).draw(
      on: canvas.sub(
        Rect(x: 0, y: y, width: canvas.width, height: min(Rows(bars.count), canvas.height - y))))
    y += Rows(bars.count + 1)
    guard y + Rows(trends.count) < canvas.height else { return }
    canvas.put(
      StyledText("in brackets how many answered", .muted), at: Position(x: 0, y: y),
      width: canvas.width)
    y += 2
    for (index, other) in trends.enumerated() where index != drawn {
      canvas.put(
        StyledText(other.question.text, .soft), at: Position(x: 0, y: y), width: canvas.width - 11)
      canvas.put(
        StyledText(other.words(other.points.last?.value), .text), at: Position(x: 0, y: y),
        width: canvas.width, align: .right)
      y += 1
    }
  }
}

extension GroupSurvey.Question.Kind {
  /// What a whole bar stands for; nil for the largest that there is.
  fileprivate var most: Double? {
    switch self {
    case .scale: 10
    case .yesOrNo: 1
    case .number, .words: nil
    }
  }
}

extension DeskCommands {
  static var groups: [Row] {
    [
      command(
        "groups", "How the groups are", keys: [], group: "Services and groups",
        help: "The short survey of the groups that people are sent to.",
        when: { $0.place == .room("groups") ? .hidden : .ready },
        run: { $0.enter(GroupsScreen()) }),
      command(
        "groups.question", "Another question", keys: [.character("c")], short: "another question",
        group: "Services and groups", help: "Draws what all groups answer to the next question.",
        priority: 44, when: { $0.place == .room("groups") ? .ready : .hidden },
        run: { desk in
          guard var page = desk.current as? GroupsScreen else { return }
          page.drawNext()
          desk.current = page
        }),
    ]
  }
}
