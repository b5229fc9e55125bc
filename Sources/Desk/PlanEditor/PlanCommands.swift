// The commands of the plan's page: what its keys do, what they are called, and when they
// apply.

import Casework
import Terminal

extension DeskContext {
  /// Where the list of what fits a goal has the keys.
  static var fits: Place { .room("fits") }

  var isOnFits: Bool { place == Self.fits }
}

extension DeskCommands {
  /// The rows of the plan's outline and of what fits a goal.
  static var outline: [Row] { writing + structure + fitting }

  private static let group = "The plan"

  /// The chosen line has to be one of the plan's own.
  private static func needsLine(_ what: String) -> (DeskContext) -> Availability {
    { context in
      guard context.isOnPlan else { return .hidden }
      return context.planItem?.line != nil ? .ready : .disabled("choose \(what) first")
    }
  }

  private static func needsAction(_ context: DeskContext) -> Availability {
    guard context.isOnPlan else { return .hidden }
    if case .action? = context.planItem { return .ready }
    return .disabled("choose an action first")
  }

  private static func needsGoalLine(_ context: DeskContext) -> Availability {
    guard context.isOnPlan else { return .hidden }
    if case .goal? = context.planItem { return .ready }
    return .disabled("choose a goal first")
  }

  private static func onPlan(_ context: DeskContext) -> Availability {
    context.isOnPlan ? .ready : .hidden
  }

  private static var writing: [Row] {
    [
      command(
        "plan.below", "One more line below", keys: [.character("o")], group: group,
        help: "Writes another line like the chosen one, below it.", when: onPlan
      ) { $0.typeBelow() },
      command(
        "plan.score", "Score the goal", keys: [.character("s")], short: "score", group: group,
        help: "How near they are today, 0 to 10; kept with its day.", priority: 69,
        when: needsGoal
      ) { $0.scoreGoal() },
      command(
        "plan.scored", "Scored over time, or not", keys: [.character("*")], group: group,
        help: "Marks the goal as one of the up to three that are scored over time.",
        when: needsGoal
      ) { $0.markScored() },
      command(
        "plan.details", "Everything about it", keys: [.character("e")], short: "details",
        group: group,
        help: "The whole of a goal or an action: what may help, how confident, when to look again.",
        priority: 44, when: needsLine("a line")
      ) { $0.editDetails() },
      command(
        "plan.voice", "Whose words", keys: [.character("w")], group: group,
        help: "Says whether the words are theirs, the family’s or the worker’s.",
        when: needsLine("a line")
      ) { $0.changeVoice() },
      command(
        "plan.outcome", "What came of it", keys: [.character("O")], group: group,
        help: "Writes down what came of the chosen goal.", when: needsGoal
      ) { $0.typeOutcome() },
      command(
        "plan.refused", "Refused, or not", keys: [.character("-")], group: group,
        help: "Marks the chosen action as refused, with what was said.", when: needsAction
      ) { $0.markRefused() },
      command(
        "plan.template", "Begin from …", keys: [.character("T")], group: group,
        help: "Goals and actions to begin from; the service’s settings hold them.", when: onPlan
      ) { $0.beginFromTemplate() },
    ]
  }

  private static var structure: [Row] {
    [
      command(
        "plan.up", "Move the line up", keys: [.character("K"), Key(.up, alt: true)],
        short: "move it", group: group,
        help: "Moves the chosen goal, action or words up; an action goes on to the goal above.",
        priority: 35, when: needsLine("a line")
      ) { $0.moveLine(by: -1) },
      command(
        "plan.down", "Move the line down", keys: [.character("J"), Key(.down, alt: true)],
        group: group,
        help: "Moves the chosen goal, action or words down; an action goes on to the goal below.",
        when: needsLine("a line")
      ) { $0.moveLine(by: 1) },
      command(
        "plan.indent", "Make it a stage", keys: [.character(">")], group: group,
        help: "Makes the chosen goal a stage of the goal above it.", when: needsGoalLine
      ) { $0.indentGoal(by: 1) },
      command(
        "plan.outdent", "Make it a goal of its own", keys: [.character("<")], group: group,
        help: "Makes the chosen stage a goal of its own.", when: needsGoalLine
      ) { $0.indentGoal(by: -1) },
      command(
        "plan.carry", "Move to another goal", keys: [.character("m")], group: group,
        help: "Moves the chosen action to the end of another goal.", when: needsAction
      ) { $0.carryAction() },
      command(
        "plan.fold", "Fold the goal", keys: [.character("z")], short: "fold", group: group,
        help: "Shows only the words of the goal, or everything of it again.", priority: 34,
        when: needsGoal
      ) { $0.person?.plan.fold() },
      command(
        "plan.foldAll", "Fold every goal", keys: [.character("Z")], group: group,
        help: "Shows only the words of every goal, or everything again.", when: onPlan
      ) { $0.person?.plan.foldAll() },
    ]
  }

  private static func needsFit(_ context: DeskContext) -> Availability {
    guard context.isOnFits else { return .hidden }
    return context.hasAsset ? .ready : .disabled("there is nothing here to choose")
  }

  private static var fitting: [Row] {
    [
      command(
        "fits.choose", "What fits this goal", keys: [.character("f")], short: "what fits",
        group: group, help: "Goes to the local services that fit the chosen goal.", priority: 77,
        when: { context in
          guard context.isOnPlan else { return .hidden }
          return context.hasGoals ? .ready : .disabled("write a goal first, with +")
        }
      ) { $0.focusFits() },
      command(
        "fits.reach", "When and how far they can go", keys: [.character("F")], group: group,
        help: "Free times, miles, money and what they need there; what fits depends on them.",
        when: { $0.isOnPlan || $0.isOnFits ? .ready : .hidden }
      ) { $0.editReach() },
      command(
        "fits.refer", "Refer them there", keys: [.character("p")], short: "refer",
        group: "What fits", help: "Links the chosen service with the goal: we make the link.",
        priority: 88, when: needsFit
      ) { $0.prescribeFit(.referral) },
      command(
        "fits.signpost", "They go themselves", keys: [.character("s")], short: "signpost",
        group: "What fits", help: "Links the chosen service with the goal: they make the link.",
        priority: 80, when: needsFit
      ) { $0.prescribeFit(.signpost) },
      command(
        "fits.interest", "They are interested", keys: [.character("i")], short: "interested",
        group: "What fits", help: "Notes that they like the sound of it; nobody is told.",
        priority: 86, when: needsFit
      ) { $0.noteInterest() },
      command(
        "fits.nothing", "Nothing fits", keys: [.character("n")], short: "nothing fits",
        group: "What fits",
        help: "Notes that nothing fits: an unmet need, with age, place and time.", priority: 84,
        when: { $0.isOnFits ? .ready : .hidden }
      ) { $0.noteNothingFits() },
      command(
        "fits.search", "Search the whole directory", keys: [.character("/")],
        short: "search all", group: "What fits",
        help: "Searches every service, whether it fits or not.", priority: 60,
        when: { $0.isOnFits ? .ready : .hidden }
      ) { $0.beginLinking() },
    ]
  }
}
