// What can be done about the day itself: visits alone, the diary and the week, the views
// of the caseload, the people around somebody. Rows of the one table of commands.

import Terminal

extension DeskCommands {
  /// Whether somebody is at their own work, and not choosing a service.
  private static func isAtWork(_ context: DeskContext) -> Bool {
    switch context.place {
    // On a plan the same letters write lines.
    case .person(.plan): false
    case .today, .caseload, .person, .room("week"): true
    default: false
    }
  }

  static var day: [Row] {
    [
      command(
        "visit.out", "Set out on a visit alone", keys: [.character("o")], group: "The day",
        help: "Where, with whom, who waits to hear, and when you should be back.",
        when: { context in
          guard isAtWork(context) else { return .hidden }
          return context.isOut ? .disabled("you are out already; b says that you are back") : .ready
        }
      ) { $0.setOut() },
      command(
        "visit.back", "Back from a visit", keys: [.character("b")], short: "back from the visit",
        group: "The day",
        help: "Says that you are back, or that whoever is late has been heard of.", priority: 97,
        when: { context in
          // In a review or beside versions the key goes back a step of theirs.
          if [.room("review"), .room("versions")].contains(context.place) { return .hidden }
          if context.isOut || context.someoneIsLate { return .ready }
          return isAtWork(context) ? .disabled("nobody is out") : .hidden
        }
      ) { $0.sayBack() },
    ]
  }

  static var diary: [Row] {
    [
      command(
        "diary.week", "The week", keys: [.character("w")], short: "week", group: "The day",
        help: "Your diary and what you promised, a week at a time; ← → and [ ] move.",
        priority: 62,
        when: { context in
          switch context.place {
          case .today, .caseload, .room("week"): .ready
          default: .hidden
          }
        }
      ) { $0.showWeek() },
      command(
        "diary.new", "Put something in the diary", keys: [.character("e")], short: "diary",
        group: "The day",
        help: "An appointment, a call or a task: with the chosen person, or your own.",
        priority: 38,
        // There e changes who they are.
        when: { isAtWork($0) && $0.place != .person(.about) ? .ready : .hidden }
      ) { $0.newAppointment() },
      command(
        "diary.done", "Done, or still to do", keys: [.space], group: "The day",
        help:
          "Marks what is chosen in the diary as done. What is about somebody is done when it is logged.",
        when: { context in
          guard let item = context.diaryItem else { return .hidden }
          if case .appointment = item.source { return .ready }
          return .disabled("log a contact: that is what was promised")
        }
      ) { $0.settleDiaryItem() },
      command(
        "diary.cancel", "Cancel", keys: [.delete], group: "The day",
        help: "Takes what is chosen out of the diary; u brings it back.",
        when: { context in
          guard let item = context.diaryItem else { return .hidden }
          if case .due = item.source { return .disabled("it was promised: log what came of it") }
          return .ready
        }
      ) { $0.cancelDiaryItem() },
    ]
  }

  static var network: [Row] {
    [
      command(
        "timeline.kind", "Only one kind of entry", keys: [.character("f")], short: "kind",
        group: "Finding",
        help: "Shows the contacts alone, then each other kind in turn, then everything.",
        priority: 40, when: { $0.place == .person(.timeline) ? .ready : .hidden }
      ) { $0.person?.timeline.nextKind() },
      command(
        "network.remove", "Take out, or no longer", keys: [.delete], short: "no longer",
        group: "Family and network",
        help: "Ends what is chosen, or takes somebody out; u brings it back.", priority: 40,
        when: { context in
          guard context.place == .person(.network) else { return .hidden }
          return context.networkItem?.isThere == true ? .ready : .disabled("choose somebody first")
        }
      ) { $0.removeNetworkItem() },
      command(
        "network.new", "Somebody in their life", keys: [.character("+")], short: "somebody",
        group: "Family and network",
        help: "Writes down family, friends, school, GP or a professional, and what they may know.",
        priority: 60, when: { $0.place == .person(.network) ? .ready : .hidden }
      ) { $0.openNetworkItem(.newRelation) },
    ]
  }

  static var marking: [Row] {
    [
      command(
        "caseload.mark", "Mark", keys: [.space], group: "Finding",
        help: "Marks the chosen case, for doing something with several at once.",
        isInPalette: false,
        when: { $0.place == .caseload && $0.hasCase ? .ready : .hidden }
      ) { desk in _ = desk.handlePage(.key(.space), height: desk.size.height - 2) },
      command(
        "caseload.mark-all", "Mark the whole list", keys: [.character("*")], group: "Finding",
        help: "Marks every case of the list, up to 500; again, none.",
        when: { $0.place == .caseload && $0.hasCase ? .ready : .hidden }
      ) { desk in
        desk.attempt { desk in try desk.withBook { try desk.caseload.markAll(from: $0) } }
      },
    ]
  }
}
