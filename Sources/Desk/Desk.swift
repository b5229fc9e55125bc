// The desk: the screens that a link worker sits at. It is a value that events
// change and that draws itself; all reading and writing happens between the two.

import Casebook
import Casework
import Foundation
import Terminal

/// Where a desk opens.
public struct DeskSetting {
  /// The casebook's folder; set-up is offered where there is none.
  public var folder: URL
  public var theme: Theme
  /// The clock.
  public var now: () -> Date
  /// How hard new passphrases are made to guess.
  public var strength: KeyStrength
  /// Minutes without a key after which the screen covers itself.
  public var idleMinutes: Int
  /// A sentence to show first, such as why a theme was not used.
  public var notice: String?
  /// The colours and keys that somebody keeps; chosen colours are kept there.
  public var settings: ScreenSettings

  /// - Parameter theme: the terminal's own colours give way to those of the settings.
  public init(
    folder: URL, theme: Theme = .terminal, now: @escaping () -> Date = Date.init,
    strength: KeyStrength = .tuned, idleMinutes: Int = 10, notice: String? = nil,
    settings: ScreenSettings = .ofThisProgram()
  ) {
    self.folder = folder
    self.theme = theme == .terminal ? settings.theme?.theme ?? theme : theme
    self.settings = settings
    self.now = now
    self.strength = strength
    self.idleMinutes = idleMinutes
    self.notice = notice
  }
}

/// The program on the screen.
public struct Desk: Application {
  enum Door {
    case setUp(SetUpScreen)
    case locked(UnlockScreen)
    /// The passphrase is being tried, or a casebook made, at the next tick.
    case opening(Opening)
    case open
  }

  enum Opening {
    case unlock(String)
    case make(name: String, passphrase: String)
  }

  /// The tabs of the top bar, in the order of `PageTab.all`.
  enum Page: Int, CaseIterable { case today, caseload, directory, team }

  indirect enum Overlay {
    case help(HelpOverlay)
    case palette(Palette)
    case form(DeskForm, FormPurpose)
    case question(Dialog, QuestionPurpose)
    case panel(any DeskPanel)
  }

  var setting: DeskSetting
  var registry = DeskCommands.registry()
  /// What the commands do that carry their own action.
  let actions = DeskCommands.actions()
  var book: Casebook? {
    didSet { book?.clock = setting.now }
  }
  var door: Door
  var page = Page.today
  var todayScreen = TodayScreen()
  var caseload = CaseloadScreen()
  var directory = DirectoryScreen()
  var teamScreen = TeamScreen()
  /// Pages that were entered over the tab's own, the last one on top.
  var rooms: [Room] = []
  var person: PersonScreen?
  /// The search for a service, while one is being linked to a goal.
  var linking: DirectoryScreen?
  var overlay: Overlay?
  /// Everybody who is on a visit alone and not back yet, or plans one.
  var visits: [NamedVisit] = []
  /// When they should be back, while the screen is covered and nothing else is known.
  var dueBack: [Date] = []
  /// The plan alone, while the person sits beside the screen.
  var together: TogetherScreen?
  /// The place in which the desk was left, until its page is read again.
  var placeBefore: KeptPlace?
  /// The words of names, while the palette is open.
  var names = PaletteNames()
  /// The command that ran last.
  var lastRun: String?
  /// The case of a list that a reason was given for, until another tab is gone to.
  var reasonGivenFor: Identifier<Case>?
  /// What was last chosen in the palette, the latest first.
  var recent: [String] = []
  var toast: Toast?
  public internal(set) var theme: Theme?
  /// The colours before others are looked at in the palette.
  var themeBefore: Theme?
  var size = Size(width: 80, height: 24)
  /// Whether the screen is covered and what lay under it is still to be put away.
  private var isBeingPutAway = false
  private var revision = 0
  /// Whether another program has changed something that is not shown yet.
  private var isStale = false
  /// Says that what is being typed cannot be kept, for as long as it cannot.
  var draftWarning: Toast?
  /// The minute for which the page was read, since 1970.
  private var lookedAt = 0
  private var lastKeyAt: Date
  private var tickedAt: Date
  var savedAt: Date?
  /// A directory that is being brought in.
  var importing: DirectoryImport?
  /// Something large that is being undone.
  var undoing: BackgroundUndo?
  /// The day's copy while it is being made, the day it was seen to, and when the last
  /// good one was made.
  var copying: DailyCopy?
  var copiedOn: Day?
  var lastCopy: Date?
  /// Whether a form is being opened to put a draft back in it.
  var isBringingBack = false
  /// What the form of a referral knows beside its fields, while it is open.
  var intake = IntakeState()
  /// What was last kept of what is being typed.
  var keptDraft: Draft?
  /// The Monday up to which this desk has counted the weeks that are over.
  var countedTo: Day?
  /// Whom whoever works here oversees, as it was when the screen was last read.
  var oversight: Oversight?
  /// What the casebook was like when these were read.
  private var besideReadAt: (moment: Casebook.Moment, day: Day)?
  var undoStep: UndoStep?
  var redoStep: UndoStep?

  /// - Parameter book: an open casebook, where there is one already.
  public init(_ setting: DeskSetting, book: Casebook? = nil) {
    self.setting = setting
    self.book = book
    book?.clock = setting.now
    theme = setting.theme
    lastKeyAt = setting.now()
    tickedAt = lastKeyAt
    let path = setting.folder.path
    if book != nil {
      door = .open
    } else if Casebook.exists(at: setting.folder) {
      door = .locked(UnlockScreen(place: path))
    } else {
      door = .setUp(SetUpScreen(folder: path))
    }
    var problems = setting.settings.problems.map(\.description)
    do { try registry.rebind(setting.settings) } catch { problems.append("\(error)") }
    if let notice = setting.notice { toast = Toast(notice, role: .warning) }
    if !problems.isEmpty {
      let told = Dialog(
        title: "Some of your settings are not used", message: problems.joined(separator: "\n"))
      overlay = .question(told, .told(over: nil))
    }
    if book != nil { attempt { try $0.welcome() } }
  }

  var today: Day { Day(setting.now()) }

  public var nextWake: Date? {
    if case .opening = door { return setting.now() }
    if isBeingPutAway { return setting.now() }
    // Counted from the last time, not from now: somebody who types without a pause would
    // put off for ever what keeps their words.
    return tickedAt.addingTimeInterval(importing == nil && undoing == nil ? 1 : 0.1)
  }

  public var takesTyping: Bool {
    guard case .open = door else { return true }
    switch overlay {
    case .help?, .palette?: return true
    case .form(let form, _)?: return form.form.takesTyping
    case .panel(let panel)?: return panel.isTyping
    case .question?: return false
    case nil: break
    }
    if let linking { return linking.isSearching }
    return person?.isTyping ?? current.isTyping
  }

  // MARK: Events

  public mutating func handle(_ event: Event) -> Flow {
    if case .resize(let size) = event { self.size = size }
    if case .tick = event { return tick() }
    lastKeyAt = setting.now()
    if event.key != nil || isPress(event) { toast = nil }
    switch door {
    case .setUp(var screen):
      switch screen.update(event) {
      case .quit: return .quit(0)
      case .make(let name, let passphrase):
        door = .opening(.make(name: name, passphrase: passphrase))
        pendingSetUp = screen
      case .none: door = .setUp(screen)
      }
      return .continue
    case .locked(var screen):
      switch screen.update(event) {
      case .quit: return .quit(0)
      case .tried(let passphrase):
        pendingUnlock = screen
        door = .opening(.unlock(passphrase))
      case .none: door = .locked(screen)
      }
      return .continue
    case .opening: return .continue
    case .open:
      let flow = handleOpen(event)
      tendFits()
      return flow
    }
  }

  private var pendingSetUp: SetUpScreen?
  private var pendingUnlock: UnlockScreen?

  private func isPress(_ event: Event) -> Bool {
    if case .mouse(let mouse) = event, case .press = mouse.kind { true } else { false }
  }

  private mutating func handleOpen(_ event: Event) -> Flow {
    if event.key == .function(12) {
      cover()
      return .continue
    }
    // Nothing leads out of the plan that somebody was handed, not even to the shell.
    if together != nil { return handleTogether(event) }
    // In a text ^Z takes typing back, as it does everywhere.
    if event.key == .ctrl("z"), !takesTyping { return .suspend }
    if overlay != nil { return handleOverlay(event) }
    // A click on a key of the key line, on a tab or on a toast presses that key.
    if case .mouse(let mouse) = event, mouse.kind == .press(.left), let key = mouse.target?.key {
      return handleOpen(.key(key))
    }
    if isEditingText {
      if let flow = handleScreen(event) { return flow }
    }
    if let key = event.key, !(takesTyping && key.typed != nil),
      let meaning = registry.meaning(of: key, in: context)
    {
      switch meaning {
      case .run(let id):
        if let flow = perform(id, by: event) { return flow }
      case .refused(let title, let why):
        toast = Toast("\(title): \(why)", role: .warning)
        return .continue
      }
    }
    if case .paste = event, !takesTyping {
      toast = Toast(
        "Pasted text is not run as keys. Open a note or press / first.", role: .warning)
      return .continue
    }
    return handleScreen(event) ?? .continue
  }

  /// Whether a line that is being typed in comes before commands.
  private var isEditingText: Bool { takesTyping }

  /// Hands an event to the page; nil when it was for none of its parts.
  private mutating func handleScreen(_ event: Event) -> Flow? {
    let height = size.height - 2
    if linking != nil { return handleLinking(event) }
    if person != nil { return handlePerson(event, height: height) }
    return handlePage(event, height: height)
  }

  /// Time passes: a passphrase is tried, other programs' changes are read, an idle
  /// screen covers itself.
  private mutating func tick() -> Flow {
    tickedAt = setting.now()
    putAway()
    if case .opening(let opening) = door {
      finish(opening)
      return .continue
    }
    guard case .open = door, let book else { return .continue }
    if setting.now().timeIntervalSince(lastKeyAt) > Double(setting.idleMinutes) * 60 {
      cover()
      return .continue
    }
    tendImport()
    tendUndo()
    // While a directory is brought in or taken back, the casebook is that one writer's.
    if importing != nil || undoing != nil { return .continue }
    keepDraft()
    tendCopies()
    if let now = try? book.revision(), now != revision {
      revision = now
      isStale = true
    }
    if isStale {
      // What another program changed is shown once nobody types over it.
      if takesTyping { lookWhoIsOut() } else { reload() }
      isStale = takesTyping
    } else if lookedAt != Int(setting.now().timeIntervalSince1970 / 60) {
      // A new minute: what was to come may be over, and not logged.
      lookedAt = Int(setting.now().timeIntervalSince1970 / 60)
      if !takesTyping, overlay == nil { reload() }
    }
    return .continue
  }

  private mutating func finish(_ opening: Opening) {
    do {
      switch opening {
      case .unlock(let passphrase):
        book = try Casebook.open(at: setting.folder, passphrase: passphrase)
      case .make(let name, let passphrase):
        book = try Casebook.create(
          at: setting.folder, passphrase: passphrase, name: name, strength: setting.strength)
      }
      door = .open
      pendingSetUp = nil
      pendingUnlock = nil
      lastKeyAt = setting.now()
      attempt { try $0.welcome() }
    } catch {
      if var screen = pendingSetUp {
        screen.refuse("\(error)")
        door = .setUp(screen)
      } else {
        var screen = pendingUnlock ?? UnlockScreen(place: setting.folder.path)
        screen.message = StyledText("\(error)", .danger)
        door = .locked(screen)
      }
    }
  }

  /// Shows the desk for the first time since it was opened.
  private mutating func welcome() throws {
    lookedAt = Int(setting.now().timeIntervalSince1970 / 60)
    try withBook { book in
      revision = try book.revision()
      try book.returnCoveredCases(at: setting.now())
      try recallPlace(from: book)
    }
    if page == .team { countWeeks() }
    reload()
    recallRows()
    offerDraft()
  }

  /// Hides everything at once. What was open is put away, and the key wiped from memory, as
  /// soon as the covered screen is painted: writing to a disk may take longer than a frame.
  mutating func cover() {
    if case .palette? = overlay { theme = themeBefore }
    door = .locked(UnlockScreen(place: setting.folder.path, isCover: true))
    isBeingPutAway = true
  }

  /// Keeps what was being typed, closes the casebook and wipes the key, behind the cover.
  private mutating func putAway() {
    guard isBeingPutAway else { return }
    isBeingPutAway = false
    rememberPlace()
    keepDraft()
    if case .form(let form, _)? = overlay, form.isTouched, let overlay, let book {
      keptForm = (book.worker.id, overlay)
    }
    endEditing()
    overlay = nil
    keptDraft = nil
    draftWarning = nil
    recent = []
    countedTo = nil
    oversight = nil
    toast = nil
    stopCopying()
    stopImport()
    leaveUndo()
    book?.close()
    book = nil
    rooms = []
    for tab in PageTab.all { tab.empty(&self) }
    person = nil
    linking = nil
    together = nil
    dueBack = visits.map(\.visit.expectedEnd)
    visits = []
  }

  /// A form with words in it that was open when the screen was covered, and whose words
  /// they are. It comes back with the desk of that worker, and of nobody else: their
  /// words stay in their own draft.
  var keptForm: (worker: Identifier<LinkWorker>, overlay: Overlay)?

  mutating func nextTheme() {
    let all = setting.settings.themes
    let place = all.firstIndex { $0.theme == theme } ?? all.count - 1
    use(all[(place + 1) % all.count])
  }

  /// Switches to other colours, and keeps them for the next time.
  mutating func use(_ choice: ThemeChoice) {
    theme = choice.theme
    toast = Toast("Colours: \(choice.theme.name)", role: .info)
    do { try setting.settings.keep(choice) } catch {
      toast = Toast(
        "Colours: \(choice.theme.name), for now only: \(setting.settings.path ?? "") "
          + "could not be written", role: .warning)
    }
  }

  // MARK: Reading again

  /// Reads what is on the screen again.
  mutating func reload() {
    attempt { desk in
      try desk.withBook { book in
        let today = desk.today
        try desk.current.load(from: book, at: desk.setting.now())
        try desk.person?.load(from: book, on: today)
        try desk.linking?.load(from: book, at: desk.setting.now())
        let moment = try book.moment()
        guard desk.besideReadAt?.moment != moment || desk.besideReadAt?.day != today else { return }
        desk.besideReadAt = nil
        desk.oversight = try book.oversight(on: today)
        desk.undoStep = try book.nextUndo()
        desk.redoStep = try book.nextRedo()
        desk.visits = try book.visitsNotBack()
        desk.besideReadAt = (moment, today)
      }
    }
  }

  func withBook<T>(_ body: (Casebook) throws -> T) throws -> T {
    guard let book else { throw CasebookError.refused("The casebook is not open.") }
    return try body(book)
  }

  /// Does something that may fail; a failure is said in a dialog, and nothing else
  /// happens.
  mutating func attempt(_ body: (inout Desk) throws -> Void) {
    do { try body(&self) } catch {
      let dialog = Dialog(title: "That did not work", message: "\(error)")
      var under: Overlay?
      if case .form? = overlay { under = overlay }
      overlay = .question(dialog, .told(over: under))
    }
  }
}
