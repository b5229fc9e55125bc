// Everything that can be done on the desk, said once: the key line, the help, the
// palette and the keys themselves are read from this table.

import Casework
import Terminal

/// Where somebody is on the desk, for deciding what can be done there.
struct DeskContext {
  enum Place: Equatable {
    case today, caseload, directory, team
    case person(PersonScreen.Tab)
    /// Choosing a service for a goal.
    case linking
    /// A page that was entered over the tabs, by its name.
    case room(String)
  }

  var place: Place
  var team = TeamContext()
  var hasCase = false
  var caseIsHeldByMe = false
  var caseIsHeld = false
  var caseIsClosed = false
  var caseIsAccepted = false
  /// Whether somebody of the service has spoken with the person.
  var isReached = false
  /// Tries that reached nobody, before the first that did.
  var tries = 0
  var planItem: PlanItem?
  var hasGoal = false
  var hasPlan = false
  var hasGoals = false
  /// Whether Enter has nothing to open here, or means something else.
  var opensNothing = false
  /// Whether figures are an answer here, and lead to no tab.
  var takesFigures = false
  /// Whether an agreed version is chosen that was not taken back.
  var versionStands = false
  var hasAsset = false
  var showsEverybody = false
  /// Whether what is chosen can be opened, though it is nobody's case.
  var opensItself = false
  /// The chosen line of the diary, on Today and in the week.
  var diaryItem: AgendaItem?
  /// The chosen line of somebody's family and network.
  var networkItem: NetworkItem?
  /// How many cases of the list are marked.
  var markedCases = 0
  /// Whether the worker is on a visit alone, and whether anybody is late from one.
  var isOut = false
  var someoneIsLate = false
  /// Whether a list is narrowed, or one thing of it fills the screen.
  var isNarrowed = false
  /// Whether a page was entered over the tabs: there is a step to go back.
  var isInRoom = false
  /// Whether commands about a case belong here.
  var listsPeople = false
  /// Whether there is something to find here.
  var canFind = false
  /// The prescription that is chosen, where some are listed.
  var prescription: PrescriptionStory?
  var hasFund = false
  /// Whether a payment is chosen that is promised and not paid.
  var hasPromise = false
  /// What of a setting is chosen, on the page of one.
  var settingLine: SettingChoice?
  /// What undo and redo would do.
  var undo: String?
  var redo: String?

  var isOnPlan: Bool { place == .person(.plan) }
  var isOnPerson: Bool { if case .person = place { true } else { false } }
}

/// What a command does. The raw value is its id in help and in settings files.
enum DeskAction: String, CaseIterable {
  case move
  case open = "open"
  case logContact = "contact.log"
  case newReferral = "referral.new"
  case takeOn = "case.take"
  case closeCase = "case.close"
  case find = "find"
  case sort = "caseload.sort"
  case everybody = "caseload.everybody"
  case closedToo = "caseload.closed"
  case nextTab = "person.tab"
  case newGoal = "plan.goal"
  case newAction = "plan.action"
  case scores = "plan.scores"
  case markDone = "plan.done"
  case removeEntry = "plan.remove"
  case linkService = "plan.link"
  case agreePlan = "plan.agree"
  case together = "plan.together"
  case undo, redo
  case palette, help
  case back
  case cover
  case theme
  case quit
}

/// A row of the table: a command, and what it does where it says so itself.
struct DeskCommand {
  var command: Command<DeskContext>
  /// What it does; nil where `Desk.run` does it.
  var action: ((inout Desk) -> Void)?
}

enum DeskCommands {
  typealias Row = DeskCommand

  /// Every command, in the order in which help shows them. A subject's own rows are in its
  /// own folder, as an extension of this type, and are added here.
  static var rows: [Row] {
    [
      moving,
      casework,
      day,
      diary,
      network,
      marking,
      views,
      triage,
      plan,
      outline,
      agreement,
      directory,
      missing,
      loop,
      team,
      service,
      everywhere,
      pages,
      leaving,
    ].flatMap { $0 }
  }

  static func registry() -> CommandRegistry<DeskContext> {
    CommandRegistry(rows.map(\.command))
  }

  static func actions() -> [String: (inout Desk) -> Void] {
    rows.reduce(into: [:]) { $0[$1.command.id] = $1.action }
  }

  /// A row whose action is a case of `DeskAction`.
  static func command(
    _ action: DeskAction, _ title: String, keys: [Key], short: String = "", group: String,
    help: String, priority: Int = 0, isInPalette: Bool = true,
    when availability: @escaping (DeskContext) -> Availability = { _ in .ready },
    mainIn isMain: @escaping (DeskContext) -> Bool = { _ in true }
  ) -> Row {
    Row(
      command: Command(
        action.rawValue, title, keys: keys, short: short, group: group, help: help,
        priority: priority, isInPalette: isInPalette, availability: availability, isMain: isMain))
  }

  /// A row that carries its own action: `command("inbox.open", "The inbox", …) { $0.enter(…) }`.
  static func command(
    _ id: String, _ title: String, keys: [Key], short: String = "", group: String,
    help: String, priority: Int = 0, isInPalette: Bool = true,
    when availability: @escaping (DeskContext) -> Availability = { _ in .ready },
    mainIn isMain: @escaping (DeskContext) -> Bool = { _ in true },
    run action: @escaping (inout Desk) -> Void
  ) -> Row {
    Row(
      command: Command(
        id, title, keys: keys, short: short, group: group, help: help,
        priority: priority, isInPalette: isInPalette, availability: availability, isMain: isMain),
      action: action)
  }

  /// For commands about a case: there has to be one.
  static func needsCase(_ context: DeskContext) -> Availability {
    guard context.listsPeople else { return .hidden }
    return context.hasCase ? .ready : .disabled("choose a person first")
  }

  // MARK: The table

  static var moving: [Row] {
    [
      command(
        .move, "Move", keys: [.up, .down], short: "move", group: "Moving about",
        help: "Up and down the list; Page Up, Page Down, Home and End go further.", priority: 90,
        isInPalette: false),
      command(
        .open, "Open", keys: [.enter], short: "open", group: "Moving about",
        help: "Opens what is chosen; on a plan, writes in it.", priority: 95, isInPalette: false,
        when: { context in
          if context.opensNothing { return .hidden }
          return switch context.place {
          case .today, .caseload:
            context.hasCase || context.opensItself || context.team.hasNote
              ? .ready : .disabled("there is nobody to open")
          case .directory: context.hasAsset ? .ready : .disabled("there is nothing to open")
          case .person(.plan), .person(.network), .linking, .room, .team: .ready
          case .person: .hidden
          }
        }),
      command(
        .nextTab, "The next part of the record", keys: [.tab], short: "next part",
        group: "Moving about",
        help: "Goes to the next part of this person’s record.", priority: 60, isInPalette: false,
        when: { $0.isOnPerson ? .ready : .hidden }),
    ]
  }

  static var casework: [Row] {
    [
      command(
        .logContact, "Log a contact", keys: [.character("l")], short: "log a contact",
        group: "Casework",
        help: "Writes down a call, a visit or a try at one, and what comes next.",
        priority: 80, when: needsCase, mainIn: { !$0.isOnPlan }),
      command(
        .takeOn, "Take the case on", keys: [.character("t")], short: "take on", group: "Casework",
        help: "Accepts the referral and holds the case from now.", priority: 70,
        when: { context in
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          if context.caseIsHeldByMe { return .hidden }
          return context.team.moveRefusal.map { .disabled($0) } ?? .ready
        }),
      command(
        .newReferral, "New referral", keys: [.character("n")], short: "new referral",
        group: "Casework", help: "Writes down a referral from anybody: there is no wrong door.",
        priority: 65,
        when: { context in
          switch context.place {
          case .today, .caseload: .ready
          default: .hidden
          }
        }),
      command(
        .closeCase, "Close the case", keys: [.character("x")], group: "Casework",
        help: "Ends this episode with its reason; nothing is deleted.",
        when: { context in
          guard needsCase(context) == .ready else { return needsCase(context) }
          return context.caseIsClosed ? .disabled("the case is closed already") : .ready
        }),
      command(
        .find, "Find", keys: [.character("/")], short: "find", group: "Finding",
        help: "Narrows the list as you type; Esc shows everything again.", priority: 75,
        when: { $0.canFind ? .ready : .hidden }),
      command(
        .sort, "Sort by the next column", keys: [.character("s")], short: "sort", group: "Finding",
        help: "By what is due, name, age, load, wellbeing and the others. A click on a title too.",
        priority: 30, when: { $0.place == .caseload ? .ready : .hidden }),
      command(
        .everybody, "Yours or everybody’s", keys: [.character("m")], short: "mine or everybody’s",
        group: "Finding", help: "Shows your own cases and new referrals, or the whole team’s.",
        priority: 40,
        when: { context in
          guard context.place == .caseload else { return .hidden }
          return context.team.seesTeam
            ? .ready : .disabled("this service shows each worker their own cases")
        }),
      command(
        .closedToo, "Closed cases too", keys: [.character("c")], group: "Finding",
        help: "Shows or hides cases that have ended.",
        when: { $0.place == .caseload ? .ready : .hidden }),
    ]
  }

  static var plan: [Row] {
    [
      command(
        .newGoal, "New goal", keys: [.character("+"), .character("g")], short: "goal",
        group: "The plan", help: "Writes down something they want, in their own words.",
        priority: 72, when: { $0.isOnPlan ? .ready : .hidden }),
      command(
        .newAction, "New action", keys: [.character("a")], short: "action", group: "The plan",
        help: "Who will do what, by when, towards the chosen goal.", priority: 71, when: needsGoal),
      command(
        .linkService, "Link a service", keys: [.character("p")], short: "link a service",
        group: "The plan",
        help: "Finds something local for the chosen goal and links them with it.",
        priority: 70, when: needsGoal),
      command(
        .together, "Together view", keys: [.character("v")], short: "together", group: "The plan",
        help: "Shows this person’s own plan and nothing else, for when they sit beside you.",
        priority: 45, when: { $0.isOnPlan ? .ready : .hidden }),
      command(
        .scores, "Importance and confidence", keys: [.character("i")], group: "The plan",
        help: "How much the goal matters and how sure they are, 1 to 10.", when: needsGoal),
      command(
        .markDone, "Done, or not", keys: [.space], short: "done", group: "The plan",
        help: "Marks the chosen action as done, or as still to do.", priority: 79,
        when: { context in
          guard context.isOnPlan else { return .hidden }
          if case .action = context.planItem { return .ready }
          return .disabled("choose an action first")
        }),
      command(
        .removeEntry, "Take away", keys: [.delete], group: "The plan",
        help: "Takes the chosen words out of the plan; u brings them back.",
        when: { context in
          guard context.isOnPlan else { return .hidden }
          return context.planItem?.line != nil
            ? .ready : .disabled("choose a line of the plan first")
        }),
      command(
        .agreePlan, "The plan is agreed", keys: [.character("A")], group: "The plan",
        help: "Records with whom the plan was agreed, and when you look at it again.",
        when: { context in
          guard context.isOnPlan else { return .hidden }
          return context.hasPlan ? .ready : .disabled("nothing is written in it yet")
        }),
    ]
  }

  static func needsGoal(_ context: DeskContext) -> Availability {
    guard context.isOnPlan else { return .hidden }
    return context.hasGoal ? .ready : .disabled("choose a goal first, or write one with +")
  }

  static var everywhere: [Row] {
    [
      command(
        .palette, "Go to anything", keys: [.ctrl("p")], short: "anything", group: "Everywhere",
        help: "Any command, person or service, by a few letters.", priority: 74,
        isInPalette: false),
      command(
        .undo, "Undo", keys: [.character("u")], short: "undo", group: "Everywhere",
        help: "Takes back the last thing that you did.", priority: 50,
        when: { $0.undo == nil ? .disabled("there is nothing to undo") : .ready }),
      command(
        .redo, "Redo", keys: [.ctrl("r")], group: "Everywhere",
        help: "Does again what was undone.",
        when: { $0.redo == nil ? .disabled("there is nothing to do again") : .ready }),
      command(
        .back, "Back", keys: [.escape], short: "back", group: "Everywhere",
        help: "One step back. What you have typed is kept.", priority: 83, isInPalette: false,
        when: { context in
          context.isOnPerson || context.place == .linking || context.isNarrowed
            || context.isInRoom ? .ready : .hidden
        }),
      command(
        .help, "Help", keys: [.character("?"), .function(1)], short: "help", group: "Everywhere",
        help: "What you can do here and now.", priority: 100, isInPalette: false),
    ]
  }

  static var leaving: [Row] {
    [
      command(
        .theme, "Next colours", keys: [.function(2)], group: "Everywhere",
        help: "Dark, light, high contrast and others in turn; the choice is kept."),
      command(
        .cover, "Cover the screen", keys: [.function(12)], short: "cover", group: "Everywhere",
        help: "Hides everything at once and locks; your passphrase opens it again.", priority: 55),
      command(
        .quit, "Quit", keys: [.character("q"), .ctrl("q")], short: "quit", group: "Everywhere",
        help: "Everything is saved already.", priority: 10),
    ]
  }

  /// One command a tab of the top bar.
  private static var pages: [Row] {
    PageTab.all.map { tab in
      let number = Character("\(tab.page.rawValue + 1)")
      return command(
        "go.\(tab.page)", "Go to \(tab.title)", keys: [.character(number)], group: "Everywhere",
        help: tab.help, when: { $0.takesFigures ? .hidden : .ready }
      ) { $0.go(to: tab.page) }
    }
  }
}
