// What can be done with the team, as rows of the table of commands.

import Casebook
import Casework
import Foundation
import Terminal

extension DeskCommands {
  static var team: [Row] { teamPage + supervision + loads + hints }

  /// Keys that the rooms themselves answer to, so that they stand on the key line and in
  /// help.
  private static var hints: [Row] {
    func hint(
      _ id: String, _ title: String, _ keys: [Key], _ short: String, _ help: String, _ room: String
    )
      -> Row
    {
      Row(
        command: Command(
          id, title, keys: keys, short: short, group: "The team", help: help, priority: 92,
          isInPalette: false, availability: { isIn(room, $0) ? .ready : .hidden }),
        action: { desk in
          for key in keys.prefix(1) {
            _ = desk.handlePage(.key(key), height: desk.size.height - 3)
          }
        })
    }
    return [
      hint(
        "move.choose", "Choose or leave out", [.space], "choose",
        "Chooses the case that moves, or leaves it out again.", "move"),
      hint(
        "move.whom", "From the cases to the people and back", [.tab], "to whom",
        "Goes from the cases on the left to the people on the right, and back.", "move"),
      hint(
        "what-if.less", "Less of it", [.left], "less",
        "Fewer people, fewer weeks; an earlier start, with - fewer hours.", "what if"),
      hint(
        "what-if.more", "More of it", [.right], "more",
        "More people, more weeks; a later start, with + more hours.", "what if"),
      hint(
        "supervision.done", "Done, or not", [.space], "done",
        "Marks what was agreed as done, or as still to do.", "supervision"),
    ]
  }

  /// On the team's page, with somebody chosen.
  private static func needsWorker(_ context: DeskContext) -> Availability {
    guard context.place == .team else { return .hidden }
    return context.team.name == nil ? .disabled("choose somebody first") : .ready
  }

  private static func needsOversight(_ context: DeskContext) -> Availability {
    let needed = needsWorker(context)
    guard needed == .ready else { return needed }
    return context.team.oversees ? .ready : .disabled("a supervisor does this")
  }

  /// For what somebody may see of themselves, and a supervisor of anybody.
  private static func needsOwnOrOversight(_ context: DeskContext) -> Availability {
    let needed = needsWorker(context)
    guard needed == .ready else { return needed }
    return context.team.oversees || context.team.isMe
      ? .ready : .disabled("a supervisor sees that of others")
  }

  private static var teamPage: [Row] {
    [
      command(
        "team.move", "Move cases", keys: [.character("m")], short: "move cases", group: "The team",
        help: "Chooses cases of the chosen worker and to whom they go; both loads are seen first.",
        priority: 70, when: needsOwnOrOversight
      ) { $0.beginMoving() },
      command(
        "team.what-if", "What if", keys: [.character("w")], short: "what if", group: "The team",
        help: "Twelve weeks ahead: one more, five more, somebody away, somebody new.",
        priority: 66, when: needsWorker
      ) { desk in
        if let id = desk.teamScreen.selected?.worker.id { desk.enter(WhatIfRoom(id)) }
      },
      command(
        "team.supervision", "Supervision", keys: [.character("s")], short: "supervision",
        group: "The team", help: "The agenda drawn from the caseload, sessions, actions, audits.",
        priority: 64, when: needsOwnOrOversight
      ) { desk in
        if let id = desk.teamScreen.selected?.worker.id { desk.enter(SupervisionRoom(id)) }
      },
      command(
        "team.ask", "Ask or agree", keys: [.character("a")], short: "ask", group: "The team",
        help: "A question or an action that lands in the chosen worker’s Today.", priority: 60,
        when: needsOversight
      ) { desk in
        if let worker = desk.teamScreen.selected?.worker { desk.tell(worker, about: nil) }
      },
      command(
        "team.waiting", "The waiting list", keys: [.character("l")], short: "waiting list",
        group: "The team", help: "Who waits to be spoken with, in order, with the reason.",
        priority: 45, when: { $0.place == .team ? .ready : .hidden }
      ) { $0.enter(WaitingRoom()) },
      command(
        "team.over", "Over-capacity log", keys: [.character("o")], short: "over-capacity",
        group: "The team", help: "Every week over guidance, and what was done about it.",
        priority: 40, when: { $0.place == .team ? .ready : .hidden }
      ) { desk in
        let isAll = desk.oversight?.seesTeam ?? false
        desk.enter(
          OverCapacityRoom(isAll ? desk.teamScreen.selected?.worker.id : desk.book?.worker.id))
      },
      command(
        "team.over-all", "Over-capacity log of the whole team", keys: [.character("O")],
        group: "The team", help: "Every week over guidance of everybody you see.",
        when: { $0.place == .team ? .ready : .hidden }
      ) { $0.enter(OverCapacityRoom(nil)) },
      command(
        "team.terms", "Hours and guidance", keys: [.character("e")], group: "The team",
        help: "On what terms the chosen worker is here: hours, guidance, first and last day.",
        when: needsOversight
      ) { $0.changeTerms() },
      command(
        "team.away", "Somebody is away", keys: [.character("b")], group: "The team",
        help: "Leave, sickness or training of the chosen worker, from when to when.",
        when: needsOwnOrOversight
      ) { $0.writeAbsence() },
      command(
        "team.absences", "Who is away", keys: [.character("B")], group: "The team",
        help: "Everybody’s leave, today and later, and who covers; Delete takes one out.",
        when: { $0.place == .team ? .ready : .hidden }
      ) { $0.enter(AbsencesRoom()) },
      command(
        "absence.remove", "Take the absence out", keys: [.delete], short: "take out",
        group: "The team", help: "The chosen absence was a mistake; u brings it back.",
        priority: 80,
        when: { context in
          guard isIn("absences", context) else { return .hidden }
          if context.team.name == nil { return .disabled("choose an absence first") }
          return context.team.oversees || context.team.isMe
            ? .ready : .disabled("a supervisor takes out that of others")
        }
      ) { $0.removeAbsence() },
      command(
        "note.record", "The record that it is about", keys: [.right], short: "the record",
        group: "Supervision", help: "Opens the case that a supervisor asks about.", priority: 82,
        when: { $0.place == .today && $0.team.noteCase != nil ? .ready : .hidden }
      ) { desk in
        if let id = desk.context.team.noteCase { desk.open(id) }
      },
      command(
        "team.my-leave", "You are away", keys: [], group: "The team",
        help: "Your own leave, and who stands in for you.",
        when: { $0.place == .team && $0.team.oversees ? .ready : .hidden }
      ) { $0.writeMyAbsence() },
      command(
        "team.sort", "Sort by the next column", keys: [.character("S")], group: "The team",
        help:
          "Load, name, open, waiting, late and the others in turn. A click on a title sorts too.",
        when: { $0.place == .team ? .ready : .hidden }
      ) { $0.teamScreen.sortByNext() },
      command(
        "team.group", "Group", keys: [.character("g")], short: "group", group: "The team",
        help: "By supervisor, practice or network.", priority: 20,
        when: { $0.place == .team ? .ready : .hidden }
      ) { $0.teamScreen.groupByNext() },
    ]
  }

  private static func isIn(_ room: String, _ context: DeskContext) -> Bool {
    context.place == .room(room)
  }

  private static var supervision: [Row] {
    [
      command(
        "supervision.session", "Write down a session", keys: [.character("+")],
        short: "write a session", group: "Supervision",
        help: "What was talked about, how they are, and what was agreed.", priority: 80,
        when: { context in
          guard isIn("supervision", context) else { return .hidden }
          return context.team.oversees ? .ready : .disabled("a supervisor writes it down")
        }
      ) { $0.writeSession() },
      command(
        "supervision.audit", "Audit a record", keys: [.character("c")], short: "audit",
        group: "Supervision",
        help: "Holds the chosen record, or the first drawn, against the list.",
        priority: 70,
        when: { context in
          guard isIn("supervision", context) else { return .hidden }
          return context.team.oversees ? .ready : .disabled("a supervisor does this")
        }
      ) { $0.auditChosen() },
      command(
        "supervision.note", "Ask about this record", keys: [.character("Q")], group: "Supervision",
        help: "Asks the worker, agrees an action, or says that you have seen it.",
        when: { context in
          guard context.listsPeople, context.team.oversees else { return .hidden }
          guard context.hasCase, context.caseIsHeld else {
            return .disabled("choose a case that somebody holds")
          }
          return context.caseIsHeldByMe ? .disabled("you hold it yourself") : .ready
        }
      ) { $0.tellAboutChosen() },
      command(
        "over.export", "Export for a manager", keys: [.character("X")], short: "export",
        group: "Supervision", help: "Writes the log to a file that a spreadsheet opens.",
        priority: 60,
        when: { context in
          guard isIn("over", context) else { return .hidden }
          return context.team.oversees
            ? .ready : .disabled("a supervisor hands on the weeks of others")
        }
      ) { $0.exportOverCapacity() },
    ]
  }

  private static var loads: [Row] {
    [
      command(
        "load.mine", "Your load, point by point", keys: [.character("Y")], group: "Casework",
        help: "What each of your cases weighs, and why.",
        when: { [.today, .caseload, .team].contains($0.place) ? .ready : .hidden }
      ) { desk in
        if let me = desk.book?.worker.id { desk.enter(LoadRoom(me)) }
      },
      command(
        "case.weigh", "Weigh the case", keys: [.character("W")], group: "Casework",
        help: "How much the case asks: signpost, short, standard, intensive or complex.",
        when: { context in
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          return !context.caseIsHeld || context.caseIsHeldByMe || context.team.overseesHolder
            ? .ready : .disabled("whoever holds it weighs it, or a supervisor")
        }
      ) { $0.weighChosen() },
      command(
        "case.move", "Give to somebody else", keys: [.character("M")], group: "Casework",
        help: "Moves this case, or every marked one, to a colleague, and keeps the reason.",
        when: { context in
          if context.place == .caseload, context.markedCases > 0 { return .ready }
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          if !context.caseIsHeld { return .disabled("nobody holds it: t takes it on") }
          if let why = context.team.moveRefusal { return .disabled(why) }
          return .ready
        }
      ) { $0.moveChosen() },
    ]
  }
}

extension Desk {
  mutating func beginMoving() {
    if let id = teamScreen.selected?.worker.id { enter(MoveRoom(from: [id])) }
  }

  /// Gives the chosen case, or every marked one, to somebody else.
  mutating func moveChosen() {
    let cases = chosenCases
    attempt { desk in
      let (found, oversight) = try desk.withBook {
        (try $0.holders(of: cases), try $0.oversight(on: desk.today))
      }
      if let why = MoveRoom.refusal(cases, found, oversight) {
        desk.toast = Toast(why, role: .warning)
        return
      }
      var holders: [Identifier<LinkWorker>] = []
      for case let holder? in cases.map({ found[$0]?.holderID }) where !holders.contains(holder) {
        holders.append(holder)
      }
      desk.enter(MoveRoom(from: holders, choosing: Set(cases)))
    }
  }

  mutating func weighChosen() {
    guard let chosen = chosenCase else { return }
    let day = today
    attempt { desk in
      let (weight, model) = try desk.withBook {
        (try $0.weight(of: chosen.id), try $0.setting(PointsModel.self))
      }
      desk.show(
        TeamForms.weight(of: chosen.name, weight, model: model, on: day),
        FormPurpose(draft: "weight", of: chosen.id) { desk, form in
          let now = desk.setting.now()
          return FormEnd(
            desk.save("\(chosen.name)’s case is weighed") {
              try $0.keep(
                TeamForms.read(form, of: chosen.id, id: weight?.id ?? $0.mint(at: now)), at: now)
            })
        })
    }
  }

  mutating func changeTerms() {
    guard let row = teamScreen.selected, let team = teamScreen.team else { return }
    show(
      TeamForms.terms(row, team: team, on: today),
      FormPurpose { desk, form in
        let now = desk.setting.now()
        return FormEnd(
          desk.save("Kept how \(row.worker.name) works here") { book in
            let read = TeamForms.read(form, of: row, id: book.mint(at: now))
            try book.keep(read.terms, hours: read.hours, at: now)
          })
      })
  }

  mutating func writeAbsence() {
    guard let row = teamScreen.selected else { return }
    // Somebody who is ill does not name who stands in for them.
    let deputies =
      AccessRules.oversees(row.worker.role)
      ? teamScreen.team?.workers.filter { $0.id != row.worker.id } : nil
    askAbsence(of: row.worker, deputies: deputies)
  }

  mutating func writeMyAbsence() {
    guard let me = book?.worker, let team = teamScreen.team else { return }
    askAbsence(of: me, deputies: team.workers.filter { $0.id != me.id })
  }

  private mutating func askAbsence(of worker: LinkWorker, deputies: [LinkWorker]?) {
    let title = worker.id == book?.worker.id ? "You are away" : "\(worker.name) is away"
    show(
      TeamForms.absence(titled: title, deputies: deputies, on: today),
      FormPurpose { desk, form in
        let now = desk.setting.now()
        let from = form.moment("from")?.caseworkDay ?? desk.today
        let to = form.moment("to")?.caseworkDay ?? from
        guard from <= to else {
          throw FormProblem(field: "to", why: "that is before the first day away")
        }
        return FormEnd(
          desk.save("\(worker.name) is away \(from.shortBritish) to \(to.shortBritish)") { book in
            let absence = Absence(
              id: book.mint(at: now), workerID: worker.id, from: from, to: to,
              kind: form.option("kind").flatMap(Absence.Kind.init) ?? .leave,
              note: form.text("note"))
            let deputy = form.option("deputy")
            try book.keep(
              absence, deputy: deputy == nil || deputy == "-" ? nil : Identifier(deputy ?? ""),
              at: now)
          })
      })
  }

  // MARK: Saying something to a worker

  mutating func tell(_ worker: LinkWorker, about chosen: (id: Identifier<Case>, name: String)?) {
    show(
      SupervisionForms.note(to: worker.name, about: chosen?.name, on: today),
      FormPurpose(draftKey: { _ in ("note \(worker.id.text)", chosen?.id.text ?? "") }) {
        desk, form in
        let now = desk.setting.now()
        let kind = form.option("kind").flatMap(SupervisorNote.Kind.init) ?? .question
        let words =
          kind == .acknowledged
          ? "\(worker.name) will see that you looked" : "It is in \(worker.name)’s Today"
        return FormEnd(
          desk.save(words) { book in
            try book.keep(
              SupervisorNote(
                id: book.mint(at: now), kind: kind, caseID: chosen?.id, workerID: worker.id,
                fromID: book.worker.id, text: form.text("text"), at: now,
                by: form.moment("by")?.caseworkDay), at: now)
          })
      })
  }

  mutating func tellAboutChosen() {
    guard let chosen = chosenCase, let holder = chosen.facts.holderID else { return }
    attempt { desk in
      guard let worker = try desk.withBook({ try $0.worker(holder) }) else { return }
      desk.tell(worker, about: (chosen.id, chosen.name))
    }
  }

  /// Answers a supervisor.
  mutating func answer(_ note: ShownNote) {
    show(
      SupervisionForms.answer(note),
      FormPurpose(draftKey: { _ in ("answer \(note.note.id.text)", note.note.caseID?.text ?? "") })
      {
        desk, form in
        let now = desk.setting.now()
        return FormEnd(
          desk.save("\(note.from) will see it") {
            try $0.settle(note.note.id, answer: form.text("answer"), at: now)
          })
      })
  }
}
