// Goals and actions to begin from, as data that a service can change. They are examples
// of our own making, and say so: no standard words a young person's goal.

import Foundation

/// An action to begin from.
public struct ActionTemplate: Codable, Equatable, Sendable {
  public var what: String
  /// Who does it; {name} and {worker} stand for the person and the worker.
  public var who: String
  /// By when, in days from today; 0 where no day is set.
  public var days: Int
  /// PRSB "Suggested strategies".
  public var strategies: String

  public init(what: String = "", who: String = "", days: Int = 0, strategies: String = "") {
    self.what = what
    self.who = who
    self.days = days
    self.strategies = strategies
  }
}

/// A goal to begin from, with actions towards it.
public struct GoalTemplate: Codable, Equatable, Sendable {
  /// As the list of templates shows it.
  public var name: String
  /// In words that somebody might use; they are there to be changed.
  public var goal: String
  public var actions: [ActionTemplate]

  public init(name: String = "", goal: String = "", actions: [ActionTemplate] = []) {
    self.name = name
    self.goal = goal
    self.actions = actions
  }
}

/// The goals and actions that a service begins from.
public struct PlanTemplates: ServiceSetting {
  public static let name = "templates"
  public static let title = "Goals to begin from"
  public static let about =
    "Goals and actions that T on a plan offers as a beginning. They are examples of our own and "
    + "nobody’s official wording; each is changed into the person’s own words. {name} and "
    + "{worker} stand for the person and the worker."

  public var goals: [GoalTemplate]

  public init() { goals = Self.own }

  public func problems() -> [String] {
    var problems: [String] = []
    for (place, goal) in goals.enumerated() {
      if goal.name.isEmpty { problems.append("Goal \(place + 1) has no name.") }
      if goal.goal.isEmpty { problems.append("“\(goal.name)” has no words for the goal.") }
      if goal.actions.contains(where: { $0.what.isEmpty }) {
        problems.append("“\(goal.name)” has an action without words.")
      }
      if goal.actions.contains(where: { !(0...730).contains($0.days) }) {
        problems.append("“\(goal.name)” has an action whose days are not between 0 and 730.")
      }
    }
    if Set(goals.map(\.name)).count != goals.count {
      problems.append("Two goals have one name.")
    }
    return problems
  }

  private static let own = [
    GoalTemplate(
      name: "Out of the house once a week", goal: "Go to one thing a week that isn’t school",
      actions: [
        ActionTemplate(what: "choose two things to try", who: "{name} + {worker}", days: 7),
        ActionTemplate(
          what: "visit one of them together", who: "{name} + {worker}", days: 21,
          strategies: "go when it is quiet; stay ten minutes and decide then"),
        ActionTemplate(what: "go without {worker}", who: "{name}", days: 42),
      ]),
    GoalTemplate(
      name: "Somebody to spend time with", goal: "Have somebody to spend time with",
      actions: [
        ActionTemplate(what: "ask one person to do something", who: "{name}", days: 14),
        ActionTemplate(
          what: "find a group for something {name} likes", who: "{worker}", days: 7),
      ]),
    GoalTemplate(
      name: "Sleep", goal: "Sleep before midnight on school nights",
      actions: [
        ActionTemplate(
          what: "phone charges outside the bedroom", who: "{name} + family", days: 7,
          strategies: "an alarm clock instead"),
        ActionTemplate(what: "write down when sleep comes", who: "{name}", days: 14),
      ]),
    GoalTemplate(
      name: "Calmer", goal: "Feel calmer when things get too much",
      actions: [
        ActionTemplate(what: "make a list of what helps", who: "{name} + {worker}", days: 7),
        ActionTemplate(what: "tell one person about the list", who: "{name}", days: 14),
      ]),
    GoalTemplate(
      name: "Moving more", goal: "Do something active that I like",
      actions: [
        ActionTemplate(what: "try one free session", who: "{name}", days: 21),
        ActionTemplate(what: "ask about kit and bus fare", who: "{worker}", days: 7),
      ]),
    GoalTemplate(
      name: "School days", goal: "Get through a whole school week",
      actions: [
        ActionTemplate(
          what: "agree who to go to in school", who: "{name} + school", days: 10),
        ActionTemplate(
          what: "bring “About me” to the class teacher", who: "family", days: 10),
      ]),
    GoalTemplate(
      name: "Work or a course", goal: "Find out what I want to do next",
      actions: [
        ActionTemplate(what: "look at three things and choose one", who: "{name}", days: 21),
        ActionTemplate(what: "go along to the first meeting", who: "{name} + {worker}", days: 35),
      ]),
    GoalTemplate(
      name: "Money and home", goal: "Get the worry about money or home looked at",
      actions: [
        ActionTemplate(what: "book an advice appointment", who: "{worker}", days: 5),
        ActionTemplate(what: "bring the letters along", who: "family", days: 14),
      ]),
  ]
}

extension ActionTemplate {
  /// The action that it is the beginning of, in the worker's words until it is theirs.
  ///
  /// - Parameters:
  ///   - name: what the person is called.
  ///   - worker: the worker's first name.
  public func action(
    _ id: Identifier<Action>, name: String, worker: String, on today: Day
  ) -> Action {
    Action(
      id: id, what: what.filled(name: name, worker: worker),
      who: who.filled(name: name, worker: worker),
      when: days > 0 ? today.adding(days: days) : nil, voice: .worker,
      strategies: strategies.filled(name: name, worker: worker))
  }
}

extension String {
  fileprivate func filled(name: String, worker: String) -> String {
    replacing("{name}", with: name).replacing("{worker}", with: worker)
  }
}

extension GoalTemplate {
  /// The change that puts the goal and its actions into a plan.
  ///
  /// - Parameters:
  ///   - name: what the person is called.
  ///   - worker: the worker's first name.
  ///   - goalID, actionIDs: fresh ids, one for each action.
  public func edit(
    name: String, worker: String, goalID: Identifier<Goal>, actionIDs: [Identifier<Action>],
    after: Identifier<Goal>? = nil, on today: Day
  ) -> PlanEdit {
    let steps = zip(actions, actionIDs).map { action, id in
      PlanEdit.action(action.action(id, name: name, worker: worker, on: today), for: goalID)
    }
    // Until the person has said it in their own words, the words are the worker's.
    let written = Goal(
      id: goalID, text: goal.filled(name: name, worker: worker), voice: .worker)
    return .several("Begin from “\(self.name)”", [.goal(written, after: after)] + steps)
  }
}
