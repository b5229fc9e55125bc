// What lies over the page: help, the palette, forms and questions.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  mutating func handleOverlay(_ event: Event) -> Flow {
    switch overlay {
    case .help(var help)?:
      let outcome = help.update(event)
      overlay = .help(help)
      switch outcome {
      case .open: break
      case .cancelled: overlay = nil
      case .run(let id):
        overlay = nil
        return run(id)
      }
    case .palette(var palette)?:
      let desk = self
      let outcome = palette.update(event) { desk.paletteEntries(for: $0) }
      overlay = .palette(palette)
      let themes = setting.settings.themes
      switch outcome {
      // Colours are seen while they are only looked at.
      case .open:
        theme = ThemeChoice.chosen(palette.selected?.id, from: themes)?.theme ?? themeBefore
      case .cancelled:
        overlay = nil
        theme = themeBefore
      case .refused(let why): toast = Toast(why, role: .warning)
      case .chosen(let id):
        overlay = nil
        theme = themeBefore
        if let choice = ThemeChoice.chosen(id, from: themes) {
          use(choice)
          return .continue
        }
        return choose(id)
      }
    case .form(var form, let purpose)?:
      if case .edited(.refused(let why)) = event { toast = Toast(why, role: .warning) }
      let outcome = form.form.update(event)
      overlay = .form(form, purpose)
      switch outcome {
      case .submitted: submit(form, purpose)
      case .cancelled: leave(form, purpose)
      case .copied(let text): return .copy(text)
      case .edit(let text): return .edit(text)
      default: break
      }
    case .question(var dialog, let purpose)?:
      let outcome = dialog.update(event)
      overlay = .question(dialog, purpose)
      switch outcome {
      case .open: break
      case .cancelled: answer(purpose, with: nil)
      case .chosen(let index): answer(purpose, with: index)
      }
    case nil: break
    }
    return .continue
  }

  /// Runs the command of an id, from help or the palette.
  private mutating func run(_ id: String) -> Flow {
    guard let action = DeskAction(rawValue: id), let command = registry[id] else {
      return .continue
    }
    switch command.availability(context) {
    case .ready:
      // A command that only moves is its own key.
      if let flow = run(action) { return flow }
      return command.keys.first.map { handle(.key($0)) } ?? .continue
    case .disabled(let why): toast = Toast("\(command.title): \(why)", role: .warning)
    case .hidden: break
    }
    return .continue
  }

  // MARK: Palette

  mutating func openPalette() {
    themeBefore = theme
    // Whoever is on the worker's own list is found by any of their letters; the whole
    // casebook, which may hold a million, by the beginnings of words.
    near =
      (try? withBook { book in
        try book.caseload(CaseloadFilter(.mineAndNew(book.worker.id)), order: .name, limit: 200)
          .map { entry($0.person) }
      }) ?? []
    overlay = .palette(
      Palette(
        title: "Go to anything", placeholder: "a person, a service, or something to do",
        entries: paletteEntries(for: "")))
  }

  private func paletteEntries(for query: String) -> [PaletteEntry] {
    let commands = PaletteEntry.ranked(
      registry.palette(in: context).map { PaletteEntry($0) }, query: query, recent: recent,
      limit: 20)
    let themes = PaletteEntry.ranked(
      setting.settings.themes.map(\.entry), query: query, limit: 40)
    guard let book else { return commands + themes }
    guard !query.isEmpty else { return recentPeople(in: book) + commands + themes }
    let found = ((try? book.people(matching: query, limit: 8)) ?? []).map(entry)
    let known = Set(found.map(\.id))
    let close = PaletteEntry.ranked(
      near.filter { !known.contains($0.id) }, query: query, recent: recent, limit: 6)
    let people = found.filter { recent.contains($0.id) } + found.filter { !recent.contains($0.id) }
    let assets = ((try? book.assets(matching: query, limit: 8)) ?? []).map { line in
      PaletteEntry(
        id: "asset \(line.name)", title: line.name, detail: line.organizationName, note: "service")
    }
    // People come first: most who type here are looking for somebody.
    return people + commands.prefix(people.isEmpty ? 20 : 4) + close + assets + themes
  }

  private func entry(_ person: Person) -> PaletteEntry {
    PaletteEntry(
      id: "person \(person.id)", title: person.fullName,
      detail: person.age(on: today).map { "\($0)" } ?? "", note: "person")
  }

  /// The people who were last gone to, the latest first.
  private func recentPeople(in book: Casebook) -> [PaletteEntry] {
    recent.filter { $0.hasPrefix("person ") }.prefix(5).compactMap { id in
      (try? book.person(Identifier(String(id.dropFirst(7))))).flatMap { $0 }.map(entry)
    }
  }

  private mutating func choose(_ id: String) -> Flow {
    noteChoice(id)
    if id.hasPrefix("person ") {
      let personID = Identifier<Person>(String(id.dropFirst(7)))
      attempt { desk in
        let cases = try desk.withBook { try $0.cases(of: personID) }
        guard let first = cases.first else { throw CasebookError.noSuchRecord("case") }
        desk.endEditing()
        desk.linking = nil
        desk.open(first)
      }
      return .continue
    }
    if id.hasPrefix("asset ") {
      go(to: .directory)
      directory.search.text = String(id.dropFirst(6))
      reload()
      return .continue
    }
    return run(id)
  }

  // MARK: Forms

  private mutating func submit(_ form: DeskForm, _ purpose: FormPurpose) {
    guard let book else { return }
    let now = setting.now()
    switch purpose {
    case .contact(let caseID, let referredOn):
      let contact = ContactForm.read(
        form.form, id: book.mint(at: now), caseID: caseID, workerID: book.worker.id,
        referredOn: referredOn, now: now)
      keep(contact, form, purpose) { desk, contact in
        desk.save("Contact logged") { try $0.log(contact, at: now) }
      }
    case .referral:
      keep(ReferralForm.read(form.form, today: today), form, purpose) { desk, row in
        var opened: Identifier<Case>?
        let done = desk.save("Referral written down") { opened = try $0.refer(row) }
        if done, let opened {
          desk.open(opened)
        }
        return done
      }
    case .goal(let id):
      guard let caseID = person?.caseID else { return }
      let goal = PlanForms.read(form.form, as: id ?? book.mint(at: now))
      close(if: save("Goal kept") { try $0.write(goal, inPlanOf: caseID, at: now) })
      person?.plan.select(goal: goal.id)
    case .action(let id, let goalID):
      let action = PlanForms.read(form.form, as: id ?? book.mint(at: now))
      close(if: save("Action kept") { try $0.write(action, for: goalID, at: now) })
    case .agreement:
      guard let caseID = person?.caseID else { return }
      let day = form.form.moment("on")?.caseworkDay ?? today
      close(
        if: save("Plan agreed") {
          try $0.agreePlan(
            of: caseID, with: form.form.text("whom"), on: day,
            review: form.form.moment("review")?.caseworkDay, at: now)
        })
    case .closing(let caseID):
      let reason = form.form.option("reason").flatMap(ClosingReason.init) ?? .other
      let closing = Closing(on: today, reason: reason, note: form.form.text("note"))
      close(if: save("Case closed") { try $0.close(caseID, closing, at: now) })
    case .reason(let caseID, _):
      overlay = nil
      open(caseID, because: AccessForm.reason(form.form))
    }
    if overlay == nil { dropDraft(of: purpose) }
  }

  /// Writes what a form says, or shows in the form what is still wrong with it.
  private mutating func keep<Value>(
    _ result: Result<Value, FormProblem>, _ form: DeskForm, _ purpose: FormPurpose,
    _ body: (inout Desk, Value) -> Bool
  ) {
    switch result {
    case .failure(let problem):
      var form = form
      form.form.setFocus(problem.field)
      form.form.setError(problem.why, on: problem.field)
      overlay = .form(form, purpose)
    case .success(let value):
      close(if: body(&self, value))
    }
  }

  /// Closes the form once it is written. Where it could not be, what was typed stays
  /// under the dialog that says why.
  private mutating func close(if done: Bool) {
    if done {
      if case .form? = overlay { overlay = nil }
      return
    }
  }

  private mutating func leave(_ form: DeskForm, _ purpose: FormPurpose) {
    guard form.isTouched else {
      overlay = nil
      return
    }
    overlay = .question(
      Dialog(
        title: "Nothing has been saved yet",
        message: "Go on writing, or leave and lose what you typed here?",
        buttons: ["Go on writing", "Leave"]),
      .leave(form, purpose))
  }

  private mutating func answer(_ purpose: QuestionPurpose, with index: Int?) {
    overlay = nil
    switch purpose {
    case .told(let under): overlay = under
    case .link(let asset, let name, let goal):
      switch index {
      case 0: link(asset, name: name, goal: goal, kind: .referral)
      case 1: link(asset, name: name, goal: goal, kind: .signpost)
      default: break
      }
    case .leave(let form, let formPurpose):
      if index == 1 {
        dropDraft(of: formPurpose)
      } else {
        overlay = .form(form, formPurpose)
      }
    case .draft(let draft):
      switch index {
      case 0: bringBack(draft)
      case 2: dropDraft(form: draft.form, caseID: draft.caseID)
      default: toast = Toast("Kept. It is offered again when you open that form.", role: .info)
      }
    case .resume(var form, let formPurpose, let draft):
      if index == 0 {
        form.restore(draft.fields)
      } else if index == 1 {
        dropDraft(form: draft.form, caseID: draft.caseID)
      }
      if index != nil { overlay = .form(form, formPurpose) }
    }
  }
}
