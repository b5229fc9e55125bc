// Picking cases out by more than words, keeping that as a view, and choosing a view.

import Casebook
import Casework
import Foundation
import Terminal

enum CaseViewForms {
  /// - Parameter workers: whose cases may be looked at; empty where one sees one's own alone.
  static func filter(_ view: CaseView, workers: [LinkWorker], quietDays: Int) -> DeskForm {
    var whose = [
      FieldOption("mine-and-new", "Yours and new referrals"), FieldOption("mine", "Yours"),
      FieldOption("beside", "You work with them too"),
    ]
    if !workers.isEmpty {
      whose += [FieldOption("nobodys", "Nobody’s yet"), FieldOption("everybodys", "Everybody’s")]
      whose += workers.map { FieldOption($0.id.text, $0.name) }
    }
    let chosen: String =
      switch view.whose {
      case .mine: "mine"
      case .mineAndNew: "mine-and-new"
      case .nobodys: "nobodys"
      case .everybodys: "everybodys"
      case .worker(let id): id.text
      case .beside: "beside"
      }
    var stage: String?
    var unspoken = ""
    var special: String?
    for question in view.questions {
      switch question {
      case .stage(let asked): stage = asked.rawValue
      case .unspoken(let days): unspoken = String(days)
      case .needsNow: special = "now"
      case .dueWithin: special = "week"
      case .newToHolder: special = "new"
      case .waitingForFirst: special = "waiting"
      }
    }
    return DeskForm(
      title: "Whom to show",
      form: Form(
        id: "case filter",
        fields: [
          .choice("whose", "Whose", options: whose, chosen: chosen, isRequired: true),
          .choice(
            "only", "Only those who",
            options: [
              FieldOption("now", "need somebody now"), FieldOption("week", "are due within a week"),
              FieldOption("new", "are new to whoever holds them"),
              FieldOption("waiting", "wait for a first contact"),
            ], chosen: special),
          .choice(
            "stage", "At the stage",
            options: Stage.allCases.map { FieldOption($0.rawValue, $0.words) }, chosen: stage),
          .text(
            "unspoken", "Not spoken with for", text: unspoken, placeholder: "\(quietDays)",
            help: "days; empty asks nothing",
            check: { text in
              Int(text).map { (1...3_650).contains($0) } == true ? nil : "write a number of days"
            }),
          .text("need", "About", text: view.need, placeholder: "school"),
          .toggle("closed", "Closed cases too", isOn: view.includeClosed),
        ], submitLabel: "Show them"), start: "only")
  }

  static func read(_ form: Form, from view: CaseView) -> CaseView {
    var view = view
    switch form.option("whose") {
    case "mine"?: view.whose = .mine
    case "beside"?: view.whose = .beside
    case "nobodys"?: view.whose = .nobodys
    case "everybodys"?: view.whose = .everybodys
    case "mine-and-new"?, nil: view.whose = .mineAndNew
    case let id?: view.whose = .worker(Identifier(id))
    }
    view.questions = []
    switch form.option("only") {
    case "now"?: view.questions.append(.needsNow)
    case "week"?: view.questions.append(.dueWithin(days: 6))
    case "new"?: view.questions.append(.newToHolder)
    case "waiting"?: view.questions.append(.waitingForFirst)
    default: break
    }
    if let stage = form.option("stage").flatMap(Stage.init) { view.questions.append(.stage(stage)) }
    if let days = Int(form.text("unspoken")) { view.questions.append(.unspoken(days: days)) }
    view.need = form.text("need")
    view.includeClosed = form.flag("closed") || form.option("stage") == Stage.closed.rawValue
    return view
  }
}

/// Views to choose from, found by a few letters.
struct ViewPicker: DeskPanel {
  private var palette: Palette
  private let views: [NamedCaseView]

  init(_ views: [NamedCaseView]) {
    self.views = views
    palette = Palette(
      title: "Views of the caseload", placeholder: "a view, by a few letters",
      entries: Self.entries(views, ""))
  }

  let isTyping = true

  var keys: [KeyLineItem] {
    [
      KeyLineItem(keys: "↑↓", label: "move", priority: 50),
      KeyLineItem(keys: "Enter", label: "show it", press: .enter, priority: 80),
      KeyLineItem(keys: "^D", label: "throw it away", press: .ctrl("d"), priority: 30),
      KeyLineItem(keys: "Esc", label: "leave", press: .escape, priority: 90),
    ]
  }

  private static func entries(_ views: [NamedCaseView], _ query: String) -> [PaletteEntry] {
    PaletteEntry.ranked(
      views.enumerated().map { index, view in
        PaletteEntry(
          id: String(index), title: view.name, note: view.id == nil ? "" : "yours")
      }, query: query)
  }

  mutating func update(_ event: Event) -> PanelOutcome {
    if event.key == .ctrl("d"), let view = chosen(palette.selected?.id), let id = view.id {
      return .closedThen { desk in
        let now = desk.setting.now()
        desk.save("Thrown away: \(view.name)") { try $0.remove(id, at: now) }
      }
    }
    let views = views
    switch palette.update(event, find: { Self.entries(views, $0) }) {
    case .open, .refused: return .open
    case .cancelled: return .closed
    case .chosen(let id):
      guard let view = chosen(id) else { return .closed }
      return .closedThen { desk in
        if desk.page != .caseload || desk.person != nil || !desk.rooms.isEmpty {
          desk.go(to: .caseload)
        }
        desk.caseload.show(view)
        desk.reload()
      }
    }
  }

  private func chosen(_ id: String?) -> NamedCaseView? {
    id.flatMap(Int.init).flatMap { views.indices.contains($0) ? views[$0] : nil }
  }

  func draw(on canvas: Canvas) { palette.draw(on: canvas) }
}

extension Desk {
  mutating func pickOut() {
    guard let book else { return }
    let seesTeam = (try? book.oversight(on: today).seesTeam) ?? false
    let workers = seesTeam ? (try? book.workers()) ?? [] : []
    let view = caseload.view
    show(
      CaseViewForms.filter(view, workers: workers, quietDays: book.policy.quietDays),
      FormPurpose { desk, form in
        desk.caseload.pickOut(CaseViewForms.read(form, from: view))
        desk.reload()
        return .saved
      })
  }

  mutating func chooseView() {
    attempt { desk in
      let views = try desk.withBook { try $0.caseViews() }
      desk.overlay = .panel(ViewPicker(views))
    }
  }

  mutating func keepView() {
    var view = caseload.view
    view.words = caseload.filter.text
    let form = DeskForm(
      title: "Keep this view",
      form: Form(
        id: "view",
        fields: [
          .text(
            "name", "Under the name", placeholder: CaseloadScreen.title(of: view), isRequired: true)
        ]))
    show(
      form,
      FormPurpose { desk, form in
        let now = desk.setting.now()
        let name = form.text("name")
        let done = desk.save("Kept: \(name). v shows your views") {
          try $0.keep(view, as: name, at: now)
        }
        if done { desk.caseload.show(NamedCaseView(id: nil, name: name, view: view)) }
        return FormEnd(done)
      })
  }
}

extension DeskCommands {
  static var views: [Row] {
    [
      command(
        "caseload.group", "Group by the next", keys: [.character("g")], short: "group",
        group: "Finding", help: "By when it is due, by stage, by who holds it, and not at all.",
        priority: 32, when: { $0.place == .caseload ? .ready : .hidden }
      ) { desk in
        desk.caseload.groupByNext()
        desk.reload()
      },
      command(
        "caseload.whole", "The whole table", keys: [.character("|")], group: "Finding",
        help: "More columns in the place of the person beside the list, and back.",
        when: { $0.place == .caseload ? .ready : .hidden }
      ) { $0.caseload.isWhole.toggle() },
      command(
        "caseload.pick", "Pick cases out", keys: [.character("f")], short: "pick out",
        group: "Finding",
        help: "By whose they are, stage, what is due, how long nobody has spoken to them.",
        priority: 34, when: { $0.place == .caseload ? .ready : .hidden }
      ) { $0.pickOut() },
      command(
        "caseload.views", "Views of the caseload", keys: [.character("v")], short: "views",
        group: "Finding",
        help: "Who needs you now, who is new to you, who is quiet, and the views you keep.",
        priority: 42,
        when: { context in
          switch context.place {
          case .caseload, .today: .ready
          default: .hidden
          }
        }
      ) { $0.chooseView() },
      command(
        "caseload.keep", "Keep this view", keys: [.character("V")], group: "Finding",
        help: "Keeps whom the list shows, and in which order, under a name of yours.",
        when: { $0.place == .caseload ? .ready : .hidden }
      ) { $0.keepView() },
    ]
  }
}
