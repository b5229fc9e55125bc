// Every widget on a page of its own, live: what the golden pictures are taken from, and what
// `fingerpost gallery` shows.

import Foundation

/// The gallery as a program on the screen.
public struct Gallery: Application {
  public private(set) var theme: Theme?
  /// The page shown, counted from 0.
  public private(set) var page = 0
  private var size = Size(width: 80, height: 24)
  private var pages: GalleryPages
  private var help: HelpOverlay?
  private var palette: Palette?
  private var themeBefore: Theme?
  private var dialog: Dialog?
  private var toast: Toast?
  private var toastUntil: Date?
  private var now: Date?
  private var recent: [String] = []
  private let registry = Gallery.commands()

  /// Where somebody is in the gallery.
  struct Place {
    var page: Int
    /// Whether the table with a million rows is shown.
    var isVast = false
  }

  private var place: Place { Place(page: page, isVast: pages.isVast) }

  /// - Parameters:
  ///   - today: the day that the date fields count from.
  ///   - theme: the theme to start in; nil keeps the driver's.
  public init(today: Day, theme: Theme? = nil) {
    pages = GalleryPages(today: today)
    self.theme = theme
  }

  public static let titles = GalleryPages.titles

  public var takesTyping: Bool {
    help != nil || palette != nil || dialog == nil && pages.takesTyping(page)
  }

  public var nextWake: Date? { toastUntil }

  // MARK: Events

  public mutating func handle(_ event: Event) -> Flow {
    if case .tick(let time) = event {
      now = time
      if let until = toastUntil, until <= time {
        toast = nil
        toastUntil = nil
      }
      return .continue
    }
    if case .resize(let new) = event {
      size = new
      return .continue
    }
    if help != nil { return handleHelp(event) }
    if palette != nil { return handlePalette(event) }
    if dialog != nil { return handleDialog(event) }
    // In a text ^Z takes back typing, and what the text makes nothing of is a command.
    if let key = event.key ?? event.clickedKey, !(takesTyping && key == .ctrl("z")),
      !takesTyping || key.typed == nil || event.key == nil,
      let meaning = registry.meaning(of: key, in: place)
    {
      switch meaning {
      case .run(let id): return run(id)
      case .refused(let title, let why):
        say(Toast("\(title): \(why)", role: .warning))
        return .continue
      }
    }
    let (said, flow) = pages.handle(event, page: page)
    if let said { say(said) }
    return flow
  }

  private mutating func handleHelp(_ event: Event) -> Flow {
    switch help?.update(event) {
    case .run(let id):
      help = nil
      return run(id)
    case .cancelled, nil: help = nil
    case .open: break
    }
    return .continue
  }

  private mutating func handlePalette(_ event: Event) -> Flow {
    let place = place
    let outcome = palette?.update(event) { [recent, place] in Gallery.entries($0, recent, place) }
    switch outcome {
    case .chosen(let id):
      palette = nil
      recent.insert(id, at: 0)
      if id.hasPrefix("theme.") { return .continue }
      theme = themeBefore
      return run(id)
    case .refused(let why): say(Toast(why, role: .warning))
    case .cancelled, nil:
      palette = nil
      theme = themeBefore
    case .open:
      // A theme is shown while it is only looked at.
      let looked = palette?.selected?.id ?? ""
      theme = looked.hasPrefix("theme.") ? Gallery.theme(looked) : themeBefore
    }
    return .continue
  }

  private mutating func handleDialog(_ event: Event) -> Flow {
    switch dialog?.update(event) {
    case .chosen(let index):
      say(Toast(index == 0 ? "Kept as it was" : "Moved to Tom A", undo: Gallery.undo))
      dialog = nil
    case .cancelled, nil: dialog = nil
    case .open: break
    }
    return .continue
  }

  private mutating func run(_ id: String) -> Flow {
    switch id {
    case "quit": return .quit(0)
    case "suspend": return .suspend
    case "editor": return pages.handle(.key(.ctrl("e")), page: page).flow
    case "help": help = HelpOverlay(entries: registry.help(in: place))
    case "palette":
      themeBefore = theme
      palette = Palette(
        placeholder: "a page, a theme, anything", entries: Gallery.entries("", recent, place))
    case "dialog":
      dialog = Dialog(
        title: "Move two cases",
        message: "Tom A would go from 41.0 to 49.0 of 51 points.\nBoth keep their history.",
        buttons: ["Keep here", "Move to Tom A"], focus: 1)
    case "toast": say(Toast("Contact logged for Leo S", undo: Gallery.undo))
    case "find", "sort", "turn", "group", "mark", "vast": pages.arrangeTable(id)
    case "next": page = (page + 1) % Gallery.titles.count
    case "previous": page = (page + Gallery.titles.count - 1) % Gallery.titles.count
    default:
      if let index = Int(id.dropFirst("page.".count)) { page = index }
    }
    return .continue
  }

  private mutating func say(_ toast: Toast) {
    self.toast = toast
    toastUntil = Date(timeIntervalSinceNow: 5)
  }

  private static let undo = KeyLineItem(keys: "u", label: "undo", press: .character("u"))

  // MARK: Drawing

  public func draw(on canvas: Canvas) {
    let (top, rest) = canvas.bounds.splitTop(1)
    let (_, middle) = rest.splitBottom(1)
    TopBar(
      title: "Gallery", tabs: Gallery.titles, active: page,
      status: StyledText("\(canvas.size)")
    ).draw(on: canvas.sub(top))
    pages.draw(
      page, on: canvas.sub(middle.inset(left: 1, top: middle.height > 8 ? 1 : 0, right: 1)))
    KeyLine(registry.keyLine(in: place)).draw(on: canvas)
    toast?.draw(on: canvas)
    dialog?.draw(on: canvas)
    help?.draw(on: canvas)
    palette?.draw(on: canvas)
  }

  // MARK: Commands

  private static func commands() -> CommandRegistry<Place> {
    var all: [Command<Place>] = [
      Command(
        "move", "Move about", keys: [.up, .down], short: "move", group: "Everywhere",
        help: "Arrow keys move, Enter opens.", priority: 9, isInPalette: false,
        availability: { _ in .hidden }),
      Command(
        "next", "Next page", keys: [.ctrl("n"), .function(6)], short: "next page",
        group: "Pages", help: "Goes on to the next widget.", priority: 8),
      Command(
        "previous", "Page before", keys: [.ctrl("b"), .function(5)], group: "Pages",
        help: "Goes back to the widget before.", priority: 7),
      Command(
        "palette", "Go to anything", keys: [.ctrl("p")], short: "anything",
        group: "Everywhere", help: "Finds a page or a theme by a few letters.", priority: 7),
      Command(
        "help", "Help", keys: [.function(1), .character("?")], short: "help",
        group: "Everywhere", help: "Shows what can be done here.", priority: 9,
        isInPalette: false),
      Command(
        "editor", "Your own editor", keys: [.ctrl("e")], short: "your editor", group: "Pages",
        help: "Writes in it, by a file in memory that never reaches the disk.", priority: 8,
        isInPalette: false, availability: { $0.page == 2 ? .ready : .hidden }),
    ]
    all += tableCommands
    all += [
      Command(
        "dialog", "Ask something", keys: [.ctrl("d")], short: "dialog", group: "Overlays",
        help: "Shows a question with two answers.", priority: 3),
      Command(
        "toast", "Say something", keys: [.ctrl("t")], short: "toast", group: "Overlays",
        help: "Shows a word at the bottom that goes by itself.", priority: 2),
      Command(
        "undo", "Undo", keys: [.character("u")], group: "Everywhere",
        help: "Takes the last change back.",
        availability: { _ in .disabled("nothing has been changed here") }),
      Command(
        "suspend", "Stop for now", keys: [.ctrl("z")], group: "Everywhere",
        help: "Goes back to the shell; fg brings this back.", isInPalette: false),
      Command(
        "quit", "Leave the gallery", keys: [.ctrl("q")], short: "leave", group: "Everywhere",
        help: "Goes back to the shell.", priority: 6),
    ]
    for (index, title) in titles.enumerated() {
      let digit = Character(String((index + 1) % 10))
      all.append(
        Command(
          "page.\(index)", title, keys: [.character(digit), .alt(digit)],
          group: "Pages", help: "Shows the page \(title)."))
    }
    return CommandRegistry(all)
  }

  private static var tableCommands: [Command<Place>] {
    func onTable(_ place: Place) -> Availability {
      guard place.page == 0 else { return .hidden }
      return place.isVast ? .disabled("a million rows stand as they are") : .ready
    }
    return [
      Command(
        "find", "Narrow the list", keys: [.character("/")], short: "find", group: "The table",
        help: "Shows those who have what you type; Esc shows everybody again.", priority: 6,
        availability: onTable),
      Command(
        "sort", "Sort by the next column", keys: [.character("s")], short: "sort",
        group: "The table", help: "A click on a title sorts too.", priority: 5,
        availability: onTable),
      Command(
        "turn", "Turn the order round", keys: [.character("S")], group: "The table",
        help: "So does a second click on a title.", availability: onTable),
      Command(
        "group", "Group by the next thing", keys: [.character("g")], short: "group",
        group: "The table", help: "By stage, by need, by nothing.", priority: 4,
        availability: onTable),
      Command(
        "mark", "Mark all that are shown", keys: [.character("*")], group: "The table",
        help: "Space marks one; marks stay while the list is narrowed.", availability: onTable),
      Command(
        "vast", "A million rows, or few", keys: [.character("m")], group: "The table",
        help: "A table of a million rows is as quick as a short one.",
        availability: { $0.page == 0 ? .ready : .hidden }),
    ]
  }

  private static func entries(_ query: String, _ recent: [String], _ place: Place)
    -> [PaletteEntry]
  {
    var all = commands().palette(in: place).map(PaletteEntry.init)
    all.append(
      PaletteEntry(id: "theme.terminal", title: "Theme: the terminal’s own", note: "theme"))
    all += BuiltInTheme.all.map {
      PaletteEntry(id: "theme.\($0.id)", title: "Theme: \($0.theme.name)", note: "theme")
    }
    return PaletteEntry.ranked(all, query: query, recent: recent)
  }

  private static func theme(_ id: String) -> Theme {
    BuiltInTheme.named(String(id.dropFirst("theme.".count)))?.theme ?? .terminal
  }
}
