// Deciding on a referral with a key or two.

import Casebook
import Casework
import Foundation
import Terminal

extension DeskCommands {
  /// The commands of the inbox, of the first-contact clock and of closing.
  static var triage: [Row] {
    [
      command(
        "inbox.open", "The inbox", keys: [.character("i")], short: "inbox", group: "Triage",
        help: "Referrals that nobody holds yet, risk first, then the oldest.", priority: 66,
        when: { context in
          switch context.place {
          case .today, .caseload: .ready
          default: .hidden
          }
        }
      ) { $0.enter(InboxPage()) },
      command(
        "triage.accept", "Accept the referral", keys: [.character("a")], short: "accept",
        group: "Triage", help: "It is for us; somebody takes it on next.", priority: 88,
        when: { context in
          guard needsReferral(context) == .ready else { return needsReferral(context) }
          return context.caseIsAccepted
            ? .disabled("it is accepted already; h hands it to somebody") : .ready
        }
      ) { $0.acceptReferral() },
      command(
        "triage.hand", "Hand it to somebody", keys: [.character("h")], short: "hand to",
        group: "Triage", help: "Gives the case to a worker, with what each holds in view.",
        priority: 87,
        when: { context in
          guard isTriage(context) || context.isOnPerson || context.place == .caseload else {
            return .hidden
          }
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          return context.team.moveRefusal.map { .disabled($0) } ?? .ready
        }, mainIn: isTriage
      ) { $0.handToSomebody() },
      command(
        "triage.more", "Ask for more", keys: [.character("m")], short: "ask for more",
        group: "Triage", help: "Writes to the referrer what is missing; it stays in the inbox.",
        priority: 86, when: needsReferral
      ) { $0.askForMore() },
      command(
        "triage.instead", "Not for us: where instead", keys: [.character("w")],
        short: "where instead", group: "Triage",
        help: "Chooses somewhere better and tells the referrer.", priority: 85,
        when: needsReferral
      ) { $0.sayWhereInstead() },
      command(
        "triage.declined", "They declined", keys: [.character("d")], short: "they declined",
        group: "Triage", help: "The person does not want it.", priority: 84, when: needsReferral
      ) { $0.noteDeclined() },
      command(
        "clock.pause", "Pause the first contact, or go on", keys: [.character("z")],
        group: "Casework",
        help: "Stops the first-contact clock with a reason, and lets it go on.",
        when: { context in
          // On a plan the same letter folds a goal.
          if context.isOnPlan { return .hidden }
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          if !context.caseIsHeld { return .disabled("nobody holds the case yet") }
          return context.isReached ? .disabled("they have been reached") : .ready
        }
      ) { $0.pauseOrGoOn() },
      command(
        "clock.letter", "The letter after the last try", keys: [.character("L")],
        group: "Casework", help: "Writes the letter that comes before closing.",
        when: { context in
          guard needsCase(context) == .ready else { return needsCase(context) }
          if context.caseIsClosed { return .disabled("the case is closed") }
          if context.isReached { return .disabled("they have been reached") }
          return context.tries == 0 ? .disabled("nobody has tried to reach them yet") : .ready
        }
      ) { $0.writeLetter() },
      command(
        "safety.task", "Safety task", keys: [.character("!")], group: "Casework",
        help: "Something that must be done for their safety; a case cannot close over it.",
        when: { context in
          guard needsCase(context) == .ready else { return needsCase(context) }
          return context.caseIsClosed ? .disabled("the case is closed") : .ready
        }
      ) { $0.openSafety() },
      command(
        "case.reopen", "Open again", keys: [.character("o")], short: "open again",
        group: "Casework", help: "A new episode; the closed one stays as it is.", priority: 64,
        when: { context in
          guard needsCase(context) == .ready, context.caseIsClosed else { return .hidden }
          return .ready
        }
      ) { $0.beginReopening() },
      command(
        "person.edit", "Change who they are", keys: [.character("e")], short: "change",
        group: "The record", help: "Name, birth date, how to reach them safely, what they need.",
        priority: 70, when: { $0.place == .person(.about) ? .ready : .hidden }
      ) { $0.editPerson() },
      command(
        "person.referral", "Correct the referral", keys: [.character("E")], group: "The record",
        help: "Who referred them, why, whether they agreed, and where answers go.",
        when: { $0.place == .person(.about) ? .ready : .hidden }
      ) { $0.correctReferral() },
      command(
        "person.risks", "Risks", keys: [.character("r")], short: "risks", group: "The record",
        help: "Records a risk, looks at one again, ends one, or says that none is known.",
        priority: 69, when: { $0.isOnPerson && !$0.isOnPlan ? .ready : .hidden }
      ) { $0.openRisks() },
      command(
        "person.duplicates", "Is this record double?", keys: [.character("=")],
        group: "The record", help: "Finds other records of the same person, to link them.",
        when: { $0.isOnPerson && !$0.isOnPlan ? .ready : .hidden }
      ) { $0.lookForDoubles() },
    ]
  }

  private static func isTriage(_ context: DeskContext) -> Bool {
    context.place == .room(InboxPage.name)
  }

  private static func needsReferral(_ context: DeskContext) -> Availability {
    guard isTriage(context) else { return .hidden }
    return context.hasCase ? .ready : .disabled("the inbox is empty")
  }
}

extension Desk {
  /// What the inbox shows of the chosen referral, or the same read anew.
  private func chosenReferral() throws -> InboxDetail {
    if let detail = (current as? InboxPage)?.chosen, detail.record.case.id == chosenCase?.id {
      return detail
    }
    return InboxDetail(record: try chosenRecord(), findings: [], duplicates: [], missing: [])
  }

  private func letterWords(_ record: CaseRecord) -> LetterWords {
    LetterWords(
      person: record.person, referral: record.referral, worker: book?.worker.name ?? "",
      today: today)
  }

  private func decision(
    _ kind: TriageDecision.Kind, _ id: Identifier<Case>, _ book: Casebook, reason: String
  ) -> TriageDecision {
    TriageDecision(
      id: book.mint(at: setting.now()), caseID: id, kind: kind, on: today,
      workerID: book.worker.id, reason: reason)
  }

  mutating func acceptReferral() {
    guard let chosen = chosenCase else { return }
    let desk = self
    save("Accepted: \(chosen.name). h hands it to somebody") { book in
      try book.decide(
        desk.decision(.accepted, chosen.id, book, reason: ""), at: desk.setting.now())
    }
  }

  mutating func askForMore() {
    attempt { desk in
      let detail = try desk.chosenReferral()
      let words = desk.letterWords(detail.record)
      let id = detail.record.case.id
      var purpose = FormPurpose(draft: "more", of: id) { desk, form in
        let now = desk.setting.now()
        let told = desk
        return FormEnd(
          desk.save("Asked. It stays in the inbox") { book in
            try book.decide(
              told.decision(.moreAsked, id, book, reason: form.text("ask")),
              letter: told.letter(.askForMore, id, form, book), at: now)
          })
      }
      // The message follows what is missing, until somebody writes in it.
      var written = words.askForMore(TriageForms.lines(detail.missing.joined(separator: "; ")))
      purpose.changed = { _, form, field in
        guard field == "ask", form.form.text("body") == written else { return }
        written = words.askForMore(TriageForms.lines(form.form.text("ask")))
        form.rewrite("body", written)
      }
      desk.show(
        TriageForms.askForMore(
          words, lacks: detail.missing, contact: detail.record.referral?.referrerContact ?? ""),
        purpose)
    }
  }

  mutating func sayWhereInstead() {
    attempt { desk in
      let detail = try desk.chosenReferral()
      let words = desk.letterWords(detail.record)
      let id = detail.record.case.id
      var filter = AssetFilter.offered
      filter.age = detail.record.person.age(on: desk.today)
      // A few to look at, and whatever else the directory has by its name.
      let places = try desk.withBook { try $0.assets(matching: "", filter: filter, limit: 40) }
      let known = desk.book
      func find(_ words: String) -> [AssetLine] {
        (try? known?.assets(matching: words, filter: filter, limit: 20)) ?? []
      }
      func name(_ chosen: String?, _ book: Casebook?) -> String? {
        guard let chosen, chosen != TriageForms.nothing else { return nil }
        return (try? book?.asset(Identifier(chosen))).flatMap { $0 }?.name
      }
      var purpose = FormPurpose(draft: "instead", of: id) { desk, form in
        let now = desk.setting.now()
        let told = desk
        let chosen = form.option("instead") ?? TriageForms.nothing
        return FormEnd(
          desk.save("Not for us. The referrer’s message is kept") { book in
            var decision = told.decision(.notForUs, id, book, reason: form.text("reason"))
            decision.nothingExists = chosen == TriageForms.nothing
            decision.instead = name(chosen, book) ?? ""
            decision.insteadID = decision.instead.isEmpty ? nil : Identifier(chosen)
            try book.decide(
              decision, letter: told.letter(.notForUs, id, form, book), at: now)
          })
      }
      func body(_ reason: String, _ chosen: String?, _ book: Casebook?) -> String {
        let id = chosen == TriageForms.nothing ? nil : chosen
        let asset = id.flatMap { id in (try? book?.asset(Identifier(id))).flatMap { $0 } }
        return words.notForUs(
          reason: reason, instead: asset?.name ?? "", reach: asset.map(TriageWords.reach) ?? "")
      }
      var written = body(detail.reason, nil, nil)
      purpose.changed = { desk, form, field in
        guard ["instead", "reason"].contains(field), form.form.text("body") == written else {
          return
        }
        written = body(form.form.text("reason"), form.form.option("instead"), desk.book)
        form.rewrite("body", written)
      }
      desk.show(
        TriageForms.notForUs(
          words, reason: detail.reason,
          places: places.map(TriageForms.option),
          contact: detail.record.referral?.referrerContact ?? "",
          find: { find($0).map(TriageForms.option) }), purpose)
    }
  }

  mutating func noteDeclined() {
    attempt { desk in
      let detail = try desk.chosenReferral()
      let id = detail.record.case.id
      let purpose = FormPurpose(draft: "declined", of: id) { desk, form in
        let now = desk.setting.now()
        let told = desk
        return FormEnd(
          desk.save("Noted: they declined") { book in
            try book.decide(
              told.decision(.declined, id, book, reason: form.text("reason")),
              letter: form.flag("tell") ? told.letter(.declined, id, form, book) : nil, at: now)
          })
      }
      desk.show(
        TriageForms.declined(
          desk.letterWords(detail.record),
          contact: detail.record.referral?.referrerContact ?? ""), purpose)
    }
  }

  private func letter(
    _ kind: Letter.Kind, _ id: Identifier<Case>, _ form: Form, _ book: Casebook
  ) -> Letter {
    Letter(
      id: book.mint(at: setting.now()), caseID: id, kind: kind, to: form.text("to"),
      contact: form.text("contact"), body: form.text("body"), on: today,
      workerID: book.worker.id)
  }

  // MARK: Handing over

  mutating func handToSomebody() {
    guard let chosen = chosenCase else { return }
    attempt { desk in
      let loads = try desk.withBook { try $0.loads() }
      let today = desk.today
      // The same figures as the worker and the supervisor see.
      let standings = try desk.withBook { book in
        Dictionary(
          try loads.compactMap { try book.load(of: $0.worker.id, on: today) }
            .map { ($0.row.worker.id, $0.row.load) }, uniquingKeysWith: { first, _ in first })
      }
      let me = try desk.withBook { $0.worker.id }
      desk.overlay = .panel(
        HandPanel(loads, standings, me: me, name: chosen.name, holder: chosen.facts.holderID) {
          desk, worker in
          let name = loads.first { $0.worker.id == worker }?.worker.listName ?? ""
          guard chosen.facts.holderID != worker else {
            desk.toast = Toast("\(name) holds it already.", role: .info)
            return
          }
          let now = desk.setting.now()
          desk.askWhyItMoves(chosen, to: name) { desk, reason in
            desk.save("\(name) holds \(chosen.name)’s case now") {
              try $0.hand(chosen.id, to: worker, reason: reason, at: now)
            }
          }
        })
    }
  }

  /// Asks why a case goes from whoever holds it to somebody else, which stays with the
  /// record of who held it when. One that nobody holds yet goes without a question.
  ///
  /// - Parameter move: told the reason; whether it was done.
  mutating func askWhyItMoves(
    _ chosen: (id: Identifier<Case>, name: String, facts: CaseFacts), to name: String,
    move: @escaping (inout Desk, String) -> Bool
  ) {
    guard chosen.facts.holderID != nil else {
      _ = move(&self, "")
      return
    }
    let form = Form(
      id: "moving",
      fields: [
        .text(
          "reason", "Why", placeholder: "on leave, asked for somebody else, knows the family",
          help: "kept with who held the case when", isRequired: true)
      ], submitLabel: "Hand it over")
    show(
      DeskForm(title: "\(chosen.name)’s case goes to \(name)", form: form),
      FormPurpose { desk, form in FormEnd(move(&desk, form.text("reason"))) })
  }

  // MARK: The letter after the last try

  mutating func writeLetter() {
    attempt { desk in
      let record = try desk.chosenRecord()
      let words = desk.letterWords(record)
      let policy = try desk.withBook { $0.policy }
      let tries = record.contacts.reversed().filter(\.outcome.isTry).map {
        "\(Day($0.at).spoken), \($0.mode.words.lowercased())"
      }
      let body = words.notReached(
        tries: tries, answerBy: policy.day(policy.letterWorkingDays, workingDaysAfter: desk.today))
      let address = [record.person.address, record.person.postcode?.description ?? ""]
        .filter { !$0.isEmpty }.joined(separator: ", ")
      let id = record.case.id
      let purpose = FormPurpose(draft: "letter", of: id) { desk, form in
        let now = desk.setting.now()
        let told = desk
        let path = form.text("file")
        if !path.isEmpty {
          do { try PlainFile.write(form.text("body"), to: path) } catch {
            throw FormProblem(field: "file", why: "\(error)")
          }
        }
        let done = desk.save(path.isEmpty ? "The letter is kept" : "The letter is kept and saved") {
          try $0.keep(told.letter(.notReached, id, form, $0), at: now)
        }
        return FormEnd(done)
      }
      desk.show(
        TriageForms.letter(
          words, body: body, address: address, file: "~/letter-\(desk.today.iso).txt"), purpose)
    }
  }
}

enum TriageWords {
  /// How a place is reached, for the referrer: a telephone, an e-mail or a site.
  static func reach(_ asset: Asset) -> String {
    if let phone = asset.phones.first?.number, !phone.isEmpty { return "Telephone \(phone)." }
    if !asset.email.isEmpty { return "E-mail \(asset.email)." }
    return asset.url.isEmpty ? "" : "See \(asset.url)."
  }
}

/// Text that somebody asked to have outside the casebook, where it can be printed.
enum PlainFile {
  struct Refused: Error, CustomStringConvertible {
    let description: String
  }

  /// Writes a file that only its owner reads. One that is there already is left alone.
  static func write(_ text: String, to path: String) throws {
    let full = NSString(string: path).expandingTildeInPath
    guard !FileManager.default.fileExists(atPath: full) else {
      throw Refused(description: "there is such a file already; choose another name")
    }
    let done = FileManager.default.createFile(
      atPath: full, contents: Data((text + "\n").utf8), attributes: [.posixPermissions: 0o600])
    if !done { throw Refused(description: "it cannot be written there; choose another place") }
  }
}

/// Who takes a case on, with what each holds in view.
struct HandPanel: DeskPanel {
  private var palette: Palette
  private let entries: [PaletteEntry]
  private let chosen: (inout Desk, Identifier<LinkWorker>) -> Void
  let isTyping = true

  init(
    _ loads: [WorkerCounts], _ standings: [Identifier<LinkWorker>: WorkerLoad],
    me: Identifier<LinkWorker>, name: String,
    holder: Identifier<LinkWorker>?,
    chosen: @escaping (inout Desk, Identifier<LinkWorker>) -> Void
  ) {
    // Oneself first: that is one key more.
    let ordered = loads.filter { $0.worker.id == me } + loads.filter { $0.worker.id != me }
    entries = ordered.map { load in
      let standing = standings[load.worker.id]
      let guide = standing?.band.map { ", guide \($0.words)" } ?? ""
      let points = standing.map {
        " · \(Figures.oneDecimal($0.points)) of \(Figures.plain($0.capacity)) points"
      }
      let who = load.worker.id == me ? " (you)" : ""
      return PaletteEntry(
        id: load.worker.id.text, title: load.worker.name + who,
        detail: "\(load.open) open\(guide)\(points ?? ""), \(load.waiting) waiting",
        note: standing.map { "\($0.standing.sign) \($0.standing.words)" } ?? "",
        why: load.worker.id == holder ? "they hold it now" : nil)
    }
    palette = Palette(
      title: "Who takes on \(name)?", placeholder: "part of a name", entries: entries)
    self.chosen = chosen
  }

  var keys: [KeyLineItem] {
    [
      KeyLineItem(keys: "↑↓", label: "move", priority: 50),
      KeyLineItem(keys: "Enter", label: "hand it to them", press: .enter, priority: 80),
      KeyLineItem(keys: "Esc", label: "leave", press: .escape, priority: 90),
    ]
  }

  mutating func update(_ event: Event) -> PanelOutcome {
    let entries = entries
    let outcome = palette.update(event) { query in
      query.isEmpty ? entries : PaletteEntry.ranked(entries, query: query)
    }
    switch outcome {
    case .open: return .open
    case .cancelled: return .closed
    case .refused(let why):
      return .act { $0.toast = Toast(why, role: .warning) }
    case .chosen(let id):
      let chosen = chosen
      return .closedThen { chosen(&$0, Identifier(id)) }
    }
  }

  func draw(on canvas: Canvas) { palette.draw(on: canvas) }
}
