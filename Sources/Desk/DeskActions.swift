// What the desk does when a command runs.

import Casebook
import Casework
import Foundation
import Terminal

extension Desk {
  /// The case that commands are about: the person's who is open, or the chosen one.
  var chosenCase: (id: Identifier<Case>, name: String, facts: CaseFacts)? {
    if let person {
      return (person.caseID, person.record.person.calledName, person.facts)
    }
    return current.chosenRow.map { ($0.caseID, $0.person.calledName, $0.facts) }
  }

  var context: DeskContext {
    let place: DeskContext.Place
    if linking != nil {
      place = .linking
    } else if let person {
      place =
        person.tab == .plan && person.plan.fits.isFocused ? DeskContext.fits : .person(person.tab)
    } else {
      place = current.place
    }
    var context = DeskContext(place: place)
    context.team.oversees = oversight?.oversees ?? false
    context.team.seesTeam = oversight?.seesTeam ?? true
    if let chosen = chosenCase {
      context.hasCase = true
      context.caseIsHeld = chosen.facts.holderID != nil
      context.caseIsHeldByMe = chosen.facts.holderID == book?.worker.id
      if let holder = chosen.facts.holderID {
        context.team.moveRefusal = oversight?.refusal(toMoveCaseHeldBy: holder)
        context.team.overseesHolder = oversight?.oversees(holder) ?? false
      }
      context.caseIsClosed = chosen.facts.closedOn != nil
      context.caseIsAccepted = chosen.facts.triagedOn != nil
      context.isReached = chosen.facts.firstReachedOn != nil
      context.tries = chosen.facts.attempts
    }
    if let person, person.tab == .plan {
      context.planItem = person.plan.selected
      context.hasGoal = person.plan.goal != nil
      context.hasPlan = person.record.plan != nil
      if person.plan.fits.isFocused { context.hasAsset = person.plan.fits.selected != nil }
      context.hasGoals = person.record.plan?.goals.isEmpty == false
    }
    context.showsEverybody = caseload.showsEverybody
    context.isOut = ownVisit != nil
    context.someoneIsLate = !overdueVisits.isEmpty
    context.markedCases = caseload.marked.count
    context.isInRoom = !rooms.isEmpty || context.isOnFits
    if let linking {
      context.hasAsset = linking.selected != nil
      context.canFind = true
    } else if person == nil {
      context.isNarrowed = current.isNarrowed
      context.listsPeople = current.listsPeople
      context.canFind = current.canFind
      current.describe(&context)
    } else {
      context.listsPeople = true
      context.canFind = person?.tab == .timeline
      context.isNarrowed = person?.timeline.isNarrowed ?? false
      context.networkItem = person?.tab == .network ? person?.network.selected : nil
    }
    context.undo = undoStep?.name
    context.redo = redoStep?.name
    return context
  }

  /// Runs the command of an id; nil leaves the event to the page.
  @discardableResult
  mutating func perform(_ id: String, by event: Event? = nil) -> Flow? {
    lastRun = id
    if asksWhy(before: id) { return .continue }
    if let own = actions[id] {
      let depth = rooms.count
      own(&self)
      if rooms.count == depth + 1 { rooms[depth].door = id }
      return .continue
    }
    return DeskAction(rawValue: id).flatMap { run($0, by: event) }
  }

  /// Runs a command; nil leaves the event to the page.
  @discardableResult
  mutating func run(_ action: DeskAction, by event: Event? = nil) -> Flow? {
    switch action {
    case .move, .nextTab: return event == nil ? .continue : nil
    case .open: return openChosen()
    case .logContact: logContact()
    case .newReferral: writeReferral()
    case .takeOn: takeOn()
    case .closeCase: beginClosing()
    case .find: beginFinding()
    case .sort:
      caseload.sortByNext()
      reload()
    case .everybody:
      caseload.toggleEverybody()
      reload()
    case .closedToo:
      caseload.toggleClosed()
      reload()
    case .newGoal: typeGoal()
    case .newAction: typeNewAction()
    case .scores: editDetails(startingAt: "importance")
    case .markDone: markDone()
    case .removeEntry: removeLine()
    case .linkService: beginLinking()
    case .together: sitTogether()
    case .agreePlan: beginAgreeing()
    case .undo: undoLast()
    case .redo: redoLast()
    case .palette: openPalette()
    case .help: overlay = .help(HelpOverlay(entries: registry.help(in: context)))
    case .back: back()
    case .cover: cover()
    case .theme: nextTheme()
    case .quit:
      endEditing()
      rememberPlace()
      return .quit(0)
    }
    return .continue
  }

  mutating func go(to page: Page) {
    endEditing()
    linking = nil
    person = nil
    rooms = []
    reasonGivenFor = nil
    self.page = page
    if page == .team { countWeeks() }
    reload()
  }

  /// Opens a person's record, which is noted. Where somebody else holds the case, it
  /// asks why first.
  ///
  /// - Parameter landing: which part of the record is shown.
  mutating func open(
    _ id: Identifier<Case>, because reason: String? = nil, at landing: Landing = .timeline
  ) {
    attempt { desk in
      try desk.withBook { book in
        var screen = try PersonScreen(id, from: book, on: desk.today)
        if reason == nil, case .asksWhy(let holder) = try book.access(to: screen.record) {
          let form = AccessForm.make(
            for: screen.record.person, heldBy: screen.record.name(of: holder))
          desk.overlay = .form(form, .reason(id, at: landing))
          return
        }
        try book.openRecord(screen.record, because: reason ?? "", at: desk.setting.now())
        screen.land(on: landing)
        desk.person = screen
      }
    }
  }

  private mutating func openChosen() -> Flow? {
    if linking != nil { return nil }
    if person?.tab == .plan {
      if person?.plan.fits.isFocused == true { person?.plan.fits.explain() } else { openPlanItem() }
      return .continue
    }
    if person?.tab == .network {
      openNetworkItem()
      return .continue
    }
    // A page whose lines open each in a way of their own is asked, also from the palette.
    if person == nil, context.opensItself { return handlePage(.key(.enter), height: 24) }
    guard let chosen = chosenCase else { return nil }
    open(chosen.id)
    return .continue
  }

  mutating func back() {
    if linking != nil {
      linking = nil
    } else if person?.tab == .plan, person?.plan.fits.isFocused == true {
      leaveFits()
    } else if person != nil {
      if person?.timeline.clear() == true { return }
      endEditing()
      person = nil
      reload()
    } else if current.back() {
      reload()
    } else {
      leaveRoom()
    }
  }

  private mutating func beginFinding() {
    if linking != nil {
      linking?.beginFinding()
      return
    }
    if person != nil {
      person?.timeline.beginFinding()
      return
    }
    // Today has no list to narrow: what is looked for is in the caseload.
    if rooms.isEmpty, page == .today { go(to: .caseload) }
    current.beginFinding()
  }

  /// Shows a form; where a draft of it is kept, offers that back.
  mutating func show(_ form: DeskForm, _ purpose: FormPurpose) {
    overlay = .form(form, purpose)
    let key = purpose.draftKey(person)
    guard !isBringingBack, !key.form.isEmpty,
      let draft = try? book?.draft(form: key.form, caseID: key.caseID)
    else { return }
    overlay = .question(
      Dialog(
        title: "You were writing this before",
        message: "What you typed at \(Moment(draft.at)) was not saved. Go on with it?",
        buttons: ["Bring it back", "Start afresh"]), .resume(form, purpose, draft))
  }

  // MARK: Casework

  private mutating func logContact() {
    guard let chosen = chosenCase else { return }
    let contacts = (try? book?.caseRecord(chosen.id))?.contacts ?? []
    let start = ContactStart(name: chosen.name, contacts: contacts)
    show(
      ContactForm.make(start, referredOn: chosen.facts.referredOn, at: setting.now()),
      .contact(chosen.id, start, referredOn: chosen.facts.referredOn))
  }

  private mutating func takeOn() {
    guard let chosen = chosenCase else { return }
    guard let me = book?.worker, chosen.facts.holderID != me.id else {
      toast = Toast("You hold it already.", role: .info)
      return
    }
    askWhyItMoves(chosen, to: "you") { desk, reason in
      desk.save("You hold \(chosen.name)’s case now") { book in
        try book.takeOn(chosen.id, by: book.worker.id, reason: reason)
      }
    }
  }

  /// Writes something, says so, and reads the screen again.
  ///
  /// - Returns: whether it was written.
  @discardableResult
  mutating func save(_ words: String, _ body: (Casebook) throws -> Void) -> Bool {
    var done = false
    attempt { desk in
      try desk.withBook(body)
      desk.savedAt = desk.setting.now()
      desk.toast = Toast(
        words, undo: KeyLineItem(keys: "u", label: "undo", press: .character("u")))
      done = true
    }
    if done { reload() }
    return done
  }

  // MARK: Leaving

  /// Closes the casebook and wipes the key, when the desk is left.
  public mutating func shut() {
    keepDraft()
    endEditing()
    rememberPlace()
    stopCopying()
    stopImport()
    leaveUndo()
    book?.close()
    book = nil
  }

  /// Notes what was chosen in the palette, the latest first.
  mutating func noteChoice(_ id: String) {
    recent.removeAll { $0 == id }
    recent.insert(id, at: 0)
    recent = Array(recent.prefix(12))
    try? book?.rememberMine(recent.joined(separator: "\n"), as: "recent")
  }
}
