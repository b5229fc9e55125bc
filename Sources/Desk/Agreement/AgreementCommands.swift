// The commands of agreeing, comparing, reviewing and printing a plan.

import Casework
import Terminal

extension DeskContext {
  /// Whether the versions of a plan are compared.
  var isComparing: Bool { place == .room(VersionsScreen.name) }
  var isReviewing: Bool { place == .room(ReviewScreen.name) }
}

extension DeskCommands {
  static var agreement: [Row] {
    [
      command(
        "plan.share", "The plan is shared", keys: [.character("y")], group: "The plan",
        help: "Records that the person was shown the draft: how, and when.", when: needsPlan
      ) { $0.beginSharing() },
      command(
        "plan.versions", "Versions side by side", keys: [.character("V")], short: "versions",
        group: "The plan",
        help: "Compares the plan as it stands with any version that was agreed, or any two.",
        priority: 40, when: needsPlan
      ) { $0.compareVersions() },
      command(
        "plan.review", "Review meeting", keys: [.character("R")], short: "review",
        group: "The plan",
        help: "Goes through the plan goal by goal and asks how near each is now.",
        priority: 42,
        when: { context in
          guard needsPlan(context) == .ready else { return needsPlan(context) }
          return context.hasGoals ? .ready : .disabled("there is no goal to go through yet")
        }
      ) { $0.beginReview() },
      command(
        "plan.print", "Print the plan", keys: [.character("P")], short: "print",
        group: "The plan",
        help:
          "Writes the page that they take home: a plain page, large print, or their own version.",
        priority: 44, when: needsPlan
      ) { $0.beginPrinting() },
    ] + versions + review
  }

  private static func needsPlan(_ context: DeskContext) -> Availability {
    guard context.isOnPlan else { return .hidden }
    return context.hasPlan ? .ready : .disabled("nothing is written in it yet")
  }

  private static var versions: [Row] {
    func isComparing(_ context: DeskContext) -> Availability {
      context.isComparing ? .ready : .hidden
    }
    return [
      command(
        "versions.older", "An older version", keys: [.left], short: "older", group: "Versions",
        help: "Puts the version before on this side.", priority: 82, isInPalette: false,
        when: isComparing
      ) { $0.onVersions { $0.turn(by: -1) } },
      command(
        "versions.newer", "A newer version", keys: [.right], short: "newer", group: "Versions",
        help: "Puts the version after on this side; the last is the plan as it stands.",
        priority: 81, isInPalette: false, when: isComparing
      ) { $0.onVersions { $0.turn(by: 1) } },
      command(
        "versions.side", "The other side", keys: [.tab], short: "other side", group: "Versions",
        help: "Chooses the side on which versions are turned.", priority: 80, isInPalette: false,
        when: isComparing
      ) { $0.onVersions { $0.otherSide() } },
      command(
        "versions.changes", "Only what changed", keys: [.character("c")], short: "changes only",
        group: "Versions", help: "Shows every line, or only those that differ.", priority: 79,
        when: isComparing
      ) { $0.onVersions { $0.toggleChanges() } },
      command(
        "versions.takeBack", "Take an agreement back", keys: [.character("b")],
        short: "take back", group: "Versions",
        help: "Takes back that the version on this side was agreed. It stays in the record.",
        priority: 30,
        when: { context in
          guard context.isComparing else { return .hidden }
          return context.versionStands
            ? .ready : .disabled("choose an agreed version on this side first")
        }
      ) { $0.takeBackChosen() },
    ]
  }

  private static var review: [Row] {
    func isReviewing(_ context: DeskContext) -> Availability {
      context.isReviewing ? .ready : .hidden
    }
    return [
      command(
        "review.next", "Keep and go on", keys: [.enter], short: "keep and go on",
        group: "Review", help: "Keeps the score of this goal and goes to the next.",
        priority: 99, isInPalette: false, when: isReviewing
      ) { $0.keepScore() },
      command(
        "review.less", "A lower score", keys: [.left], group: "Review",
        help: "Or type the score: 0 to 9, and 1 then 0 for 10.", isInPalette: false,
        when: isReviewing
      ) { $0.onReview { $0.nudge(by: -1) } },
      command(
        "review.more", "A higher score", keys: [.right], short: "score", group: "Review",
        help: "Or type the score: 0 to 9, and 1 then 0 for 10.", priority: 85,
        isInPalette: false, when: isReviewing
      ) { $0.onReview { $0.nudge(by: 1) } },
      command(
        "review.done", "The action is done, or not", keys: [.space], short: "action done",
        group: "Review", help: "Marks the chosen action as done, or as still to do.", priority: 70,
        when: isReviewing
      ) { $0.markReviewed() },
      command(
        "review.note", "What was said", keys: [.character("w")], short: "what was said",
        group: "Review", help: "Writes down what they said about this goal.", priority: 69,
        when: isReviewing
      ) { $0.noteReviewed() },
      command(
        "review.skip", "Go past this goal", keys: [.character("s")], short: "skip",
        group: "Review", help: "Goes to the next goal and leaves the score as it was.",
        priority: 60, when: isReviewing
      ) { $0.onReview { $0.step(by: 1) } },
      command(
        "review.before", "The goal before", keys: [.character("b")], short: "goal before",
        group: "Review", help: "Goes back to the goal before.", priority: 40, when: isReviewing
      ) { $0.onReview { $0.step(by: -1) } },
    ]
  }
}
