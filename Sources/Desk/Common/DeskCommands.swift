// Everything that can be done on the desk, said once: the key line, the help, the
// palette and the keys themselves are read from this table.

import Casework
import Terminal

/// Where somebody is on the desk, for deciding what can be done there.
struct DeskContext {
  enum Place: Equatable {
    case today, caseload, directory
    case person(PersonScreen.Tab)
    /// Choosing a service for a goal.
    case linking
  }

  var place: Place
  var hasCase = false
  var caseIsHeldByMe = false
  var caseIsHeld = false
  var caseIsClosed = false
  var planItem: PlanItem?
  var hasGoal = false
  var hasPlan = false
  var hasAsset = false
  var showsEverybody = false
  /// Whether a list is narrowed, or one thing of it fills the screen.
  var isNarrowed = false
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
  case today = "go.today"
  case caseload = "go.caseload"
  case directory = "go.directory"
  case back
  case cover
  case theme
  case quit
}

enum DeskCommands {
  static func registry() -> CommandRegistry<DeskContext> {
    CommandRegistry(moving + casework + plan + everywhere)
  }

  private typealias Row = Command<DeskContext>

  private static func command(
    _ action: DeskAction, _ title: String, keys: [Key], short: String = "", group: String,
    help: String, priority: Int = 0, isInPalette: Bool = true,
    when availability: @escaping (DeskContext) -> Availability = { _ in .ready }
  ) -> Row {
    Command(
      action.rawValue, title, keys: keys, short: short, group: group, help: help,
      priority: priority, isInPalette: isInPalette, availability: availability)
  }

  private static func needsCase(_ context: DeskContext) -> Availability {
    if context.place == .directory || context.place == .linking { return .hidden }
    return context.hasCase ? .ready : .disabled("choose a person first")
  }

  // MARK: The table

  private static var moving: [Row] {
    [
      command(
        .move, "Move", keys: [.up, .down], short: "move", group: "Moving about",
        help: "Up and down the list; Page Up, Page Down, Home and End go further.", priority: 90,
        isInPalette: false),
      command(
        .open, "Open", keys: [.enter], short: "open", group: "Moving about",
        help: "Opens what is chosen; on a plan, writes in it.", priority: 95, isInPalette: false,
        when: { context in
          switch context.place {
          case .today, .caseload: context.hasCase ? .ready : .disabled("there is nobody to open")
          case .directory: context.hasAsset ? .ready : .disabled("there is nothing to open")
          case .person(.plan), .linking: .ready
          case .person: .hidden
          }
        }),
      command(
        .nextTab, "The next part of the record", keys: [.tab], short: "next part",
        group: "Moving about",
        help: "Goes to the next part of this person's record.", priority: 60, isInPalette: false,
        when: { $0.isOnPerson ? .ready : .hidden }),
    ]
  }

  private static var casework: [Row] {
    [
      command(
        .logContact, "Log a contact", keys: [.character("l")], short: "log a contact",
        group: "Casework",
        help: "Writes down a call, a visit or a try at one, and what comes next.",
        priority: 80, when: needsCase),
      command(
        .takeOn, "Take the case on", keys: [.character("t")], short: "take on", group: "Casework",
        help: "Accepts the referral and holds the case from now.", priority: 70,
        when: { context in
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          return context.caseIsHeldByMe ? .hidden : .ready
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
        when: { $0.isOnPerson ? .hidden : .ready }),
      command(
        .sort, "Sort by the next column", keys: [.character("s")], short: "sort", group: "Finding",
        help: "By what is due, name, age, need, last seen. A click on a title sorts too.",
        priority: 30, when: { $0.place == .caseload ? .ready : .hidden }),
      command(
        .everybody, "Yours or everybody's", keys: [.character("m")], short: "mine or everybody's",
        group: "Finding", help: "Shows your own cases and new referrals, or the whole team's.",
        priority: 40, when: { $0.place == .caseload ? .ready : .hidden }),
      command(
        .closedToo, "Closed cases too", keys: [.character("c")], group: "Finding",
        help: "Shows or hides cases that have ended.",
        when: { $0.place == .caseload ? .ready : .hidden }),
    ]
  }

  private static var plan: [Row] {
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
        priority: 78, when: needsGoal),
      command(
        .together, "Together view", keys: [.character("v")], short: "together", group: "The plan",
        help: "Shows this person's own plan and nothing else, for when they sit beside you.",
        priority: 45, when: { $0.isOnPlan ? .ready : .hidden }),
      command(
        .scores, "Importance and confidence", keys: [.character("i")], group: "The plan",
        help: "How much the goal matters and how sure they are, 1 to 10.", when: needsGoal),
      command(
        .markDone, "Done, or not", keys: [.space], group: "The plan",
        help: "Marks the chosen action as done, or as still to do.",
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
          if case .entry = context.planItem { return .ready }
          return .disabled("choose a line of what matters, strengths or needs first")
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

  private static func needsGoal(_ context: DeskContext) -> Availability {
    guard context.isOnPlan else { return .hidden }
    return context.hasGoal ? .ready : .disabled("choose a goal first, or write one with +")
  }

  private static var everywhere: [Row] {
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
        help: "One step back. What you have typed is kept.", priority: 68, isInPalette: false,
        when: { context in
          context.isOnPerson || context.place == .linking || context.isNarrowed ? .ready : .hidden
        }),
      command(
        .help, "Help", keys: [.character("?"), .function(1)], short: "help", group: "Everywhere",
        help: "What you can do here and now.", priority: 100, isInPalette: false),
      command(
        .today, "Go to Today", keys: [.character("1")], group: "Everywhere",
        help: "Who needs you today."),
      command(
        .caseload, "Go to Caseload", keys: [.character("2")], group: "Everywhere",
        help: "Your cases and new referrals."),
      command(
        .directory, "Go to Directory", keys: [.character("3")], group: "Everywhere",
        help: "What is on locally."),
      command(
        .theme, "Next colours", keys: [.function(2)], group: "Everywhere",
        help: "Dark, light, high contrast and others in turn; the choice is kept."),
      command(
        .cover, "Cover the screen", keys: [.function(12)], short: "cover", group: "Everywhere",
        help: "Hides everything at once and locks; your passphrase opens it again.", priority: 55),
      command(
        .quit, "Leave", keys: [.character("q"), .ctrl("q")], short: "leave", group: "Everywhere",
        help: "Everything is saved already.", priority: 10),
    ]
  }
}
