// Telling what became of a prescription: by one key, or at length.

import Casebook
import Casework
import Foundation
import Terminal

enum LoopForms {
  /// The whole answer: what, when, with whom, why, and what they said of it.
  static func tell(
    _ story: PrescriptionStory, state: PrescriptionState? = nil, in desk: inout Desk
  ) {
    let answers = story.state.answers(for: story.prescription.kind)
    let today = desk.today
    let form = Form(
      id: "loop",
      fields: [
        .choice(
          "state", "What became of it",
          options: ([story.state] + answers.filter { $0 != story.state })
            .map { FieldOption($0.rawValue, $0.words) },
          chosen: (state ?? answers.first ?? story.state).rawValue, isRequired: true),
        .date(
          "on", "On", moment: Moment(today.forFields), today: today.forFields,
          leaning: .past, isRequired: true),
        .choice(
          "reason", "Why not",
          options: DropOutReason.allCases.map { FieldOption($0.rawValue, $0.words) },
          help: "where they stopped, or did not want it"),
        .choice(
          "mode", "How it happens",
          options: PrescriptionMode.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: story.prescription.mode?.rawValue),
        .text("with", "Who went with them", placeholder: "the first time"),
        .text("note", "Note"),
        .choice(
          "again", "Would they go again",
          options: PrescriptionFeedback.Again.allCases.map { FieldOption($0.rawValue, $0.words) }),
        .text("words", "In their words"),
      ], submitLabel: "Keep")
    desk.show(
      DeskForm(title: "\(story.personName) and \(story.assetName)", form: form, start: "state"),
      purpose(for: story))
  }

  private static func purpose(for story: PrescriptionStory) -> FormPurpose {
    FormPurpose(draft: "attended", of: story.prescription.caseID) { desk, form in
      let now = desk.setting.now()
      let day = form.moment("on")?.caseworkDay ?? desk.today
      if day > desk.today { throw FormProblem(field: "on", why: "that day has not come yet") }
      if day < story.prescription.on {
        throw FormProblem(
          field: "on", why: "they were linked on \(story.prescription.on.british), after that day")
      }
      let state = form.option("state").flatMap(PrescriptionState.init) ?? story.state
      let reason = form.option("reason").flatMap(DropOutReason.init)
      if state.asksReason, reason == nil {
        throw FormProblem(field: "reason", why: "say why, or that nobody knows")
      }
      let again = form.option("again").flatMap(PrescriptionFeedback.Again.init)
      if again == nil, !form.text("words").isEmpty {
        throw FormProblem(field: "again", why: "say whether they would go again, too")
      }
      return FormEnd(
        desk.save("\(story.personName): \(state.words)") { book in
          let feedback = again.map {
            PrescriptionFeedback(
              id: book.mint(at: now), prescriptionID: story.prescription.id, on: day, again: $0,
              words: form.text("words"), workerID: book.worker.id)
          }
          let step = PrescriptionStep(
            id: book.mint(at: now), prescriptionID: story.prescription.id, state: state, on: day,
            reason: state.asksReason ? reason : nil, wentWith: form.text("with"),
            note: form.text("note"), workerID: book.worker.id)
          let mode = form.option("mode").flatMap(PrescriptionMode.init)
          try book.add(
            step, and: feedback, mode: mode == story.prescription.mode ? nil : mode, at: now)
        })
    }
  }

  /// One key's answer, today. A reason is asked for where one belongs.
  static func answer(_ state: PrescriptionState, in desk: inout Desk) {
    guard let story = (desk.current as? LoopScreen)?.selected else { return }
    if state.asksReason { return tell(story, state: state, in: &desk) }
    let now = desk.setting.now()
    let today = desk.today
    desk.save("\(story.personName): \(state.words)") { book in
      try book.add(
        PrescriptionStep(
          id: book.mint(at: now), prescriptionID: story.prescription.id, state: state, on: today,
          workerID: book.worker.id), at: now)
    }
  }

  /// What it costs and who pays.
  static func pay(in desk: inout Desk) {
    guard let story = (desk.current as? LoopScreen)?.selected else { return }
    MoneyForms.pay(
      "What \(story.personName)’s place at \(story.assetName) costs", for: .prescription(story),
      in: &desk)
  }

  /// A talk with the group.
  static func talk(in desk: inout Desk) {
    let group: (id: Identifier<Asset>, name: String)?
    switch desk.current {
    case let page as LoopScreen:
      if case .group(let id, let name) = page.scope {
        group = (id, name)
      } else {
        group = page.selected.map { ($0.prescription.assetID, $0.assetName) }
      }
    case let page as GroupsScreen: group = page.selected.map { ($0.assetID, $0.name) }
    default: group = nil
    }
    guard let group else { return }
    let form = Form(
      id: "talk",
      fields: [
        .text("with", "Whom you spoke with"),
        .choice(
          "mode", "How", options: ContactMode.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ContactMode.phone.rawValue, isRequired: true),
        .notes("note", "What was said", rows: 5, isRequired: true),
      ], submitLabel: "Keep")
    desk.show(
      DeskForm(title: "A talk with \(group.name)", form: form, start: "note"),
      FormPurpose(draft: "talk \(group.id.text)") { desk, form in
        let now = desk.setting.now()
        return FormEnd(
          desk.save("Kept with \(group.name)") { book in
            try book.log(
              GroupContact(
                id: book.mint(at: now), assetID: group.id, at: now, with: form.text("with"),
                mode: form.option("mode").flatMap(ContactMode.init) ?? .phone,
                note: form.text("note"), workerID: book.worker.id), at: now)
          })
      })
  }
}

extension DeskCommands {
  /// The commands that write down what became of the chosen prescription.
  static let writesInPrescription: Set<String> = Set(
    PrescriptionState.allCases.map { "loop.\($0.rawValue)" } + ["loop.later", "loop.pay"])

  /// Following what was prescribed, the groups and the money.
  static var loop: [Row] {
    [
      command(
        "loop.ask", "Did they attend?", keys: [.character("d")], short: "did they attend",
        group: "Services and groups",
        help: "Those who were linked with something and should be asked after.", priority: 20,
        when: { isTab($0) || $0.isOnPerson ? .ready : .hidden },
        run: { $0.enter(LoopScreen()) }),
      command(
        "loop.person", "What they were linked with", keys: [.character("S")],
        group: "Services and groups",
        help: "This person’s services and what became of each.",
        when: needsCase,
        run: { desk in
          guard let chosen = desk.chosenCase else { return }
          desk.enter(LoopScreen(.person(chosen.id, chosen.name)))
        }),
      command(
        "loop.group", "Who was linked with it", keys: [.character("o")], short: "who goes",
        group: "Services and groups",
        help: "Everybody who was linked with this service, and the talks with the group.",
        priority: 60,
        when: { context in
          guard context.place == .directory else { return .hidden }
          return context.hasAsset ? .ready : .disabled("choose a service first")
        },
        run: { desk in
          guard let asset = desk.directory.asset else { return }
          desk.enter(LoopScreen(.group(asset.id, asset.name)))
        }),
      answer(.attendedFirst, "y", "They went", "went"),
      answer(.waiting, "w", "On the waiting list", "waiting"),
      answer(.accepted, "a", "The group has a place", "place"),
      answer(.contacted, "c", "The group was told", "told"),
      answer(.full, "f", "The group is full", "full"),
      answer(.finished, "e", "It has ended well", "ended"),
      answer(.droppedOut, "x", "They stopped, or did not want it", "stopped"),
      command(
        "loop.later", "Not known yet", keys: [.character("n")], short: "not known yet",
        group: "Services and groups", help: "Ask again later: the days count from today.",
        priority: 71, when: needsPrescription,
        run: { desk in
          guard let story = (desk.current as? LoopScreen)?.selected else { return }
          LoopForms.answer(story.state, in: &desk)
        }),
      command(
        "loop.pay", "What it costs, and who pays", keys: [.character("$"), .character("£")],
        short: "cost", group: "Services and groups",
        help: "Promises or pays for it from a fund.", priority: 40, when: needsPrescription,
        run: { LoopForms.pay(in: &$0) }),
      command(
        "loop.talk", "A talk with the group", keys: [.character("l")], short: "talk with group",
        group: "Services and groups", help: "Writes down what was said with the group.",
        priority: 45,
        when: { [.room("loop"), .room("groups")].contains($0.place) ? .ready : .hidden },
        run: { LoopForms.talk(in: &$0) }),
    ] + groups + money
  }

  static func isTab(_ context: DeskContext) -> Bool {
    [.today, .caseload, .directory].contains(context.place)
  }

  private static func needsPrescription(_ context: DeskContext) -> Availability {
    guard context.place == .room("loop") else { return .hidden }
    return context.prescription == nil ? .disabled("there is nothing to answer") : .ready
  }

  private static func answer(
    _ state: PrescriptionState, _ key: Character, _ title: String, _ short: String
  ) -> Row {
    /// What the key means where the prescription stands now.
    func meant(_ story: PrescriptionStory) -> PrescriptionState? {
      let answers = story.state.answers(for: story.prescription.kind)
      let candidates: [PrescriptionState] =
        switch state {
        case .attendedFirst: [.attendedFirst, .attending]
        case .droppedOut: [.droppedOut, .declined]
        default: [state]
        }
      return candidates.first { answers.contains($0) }
    }
    return command(
      "loop.\(state.rawValue)", title, keys: [.character(key)], short: short,
      group: "Services and groups", help: "Writes down: \(state.words.lowercased()), today.",
      priority: 72,
      when: { context in
        guard context.place == .room("loop") else { return .hidden }
        guard let story = context.prescription else {
          return .disabled("there is nothing to answer")
        }
        return meant(story) == nil
          ? .disabled("it stands at “\(story.state.words.lowercased())”") : .ready
      },
      run: { desk in
        guard let story = (desk.current as? LoopScreen)?.selected, let state = meant(story) else {
          return
        }
        LoopForms.answer(state, in: &desk)
      })
  }
}
