// What a page of the desk is. Each tab of the top bar is one; so is a room that opens over
// them, such as an inbox or a review, and that Esc leaves again.

import Casebook
import Casework
import Foundation
import Terminal

/// What an event did to a page.
enum PageOutcome {
  case ignored
  /// Something moved: rows that the screen shows next may have to be read.
  case moved
  /// What is asked for changed: the page is to be read again.
  case reload
  /// This case is to be opened, at a part of its record.
  case open(Identifier<Case>, at: Landing = .timeline)
  /// This room is to be entered.
  case enter(any DeskPage)
  /// Anything else, done by the desk.
  case act((inout Desk) -> Void)
}

/// A page of the desk. Only `place`, `load`, `update` and `draw` have to be written; the rest
/// has an answer that suits a page which is only read.
protocol DeskPage {
  /// Where somebody is who looks at it: what commands apply.
  var place: DeskContext.Place { get }

  /// Reads what it shows, keeping what is chosen chosen.
  mutating func load(from book: Casebook, on today: Day) throws

  /// The same where the hour matters too; as the above for most.
  mutating func load(from book: Casebook, at now: Date) throws

  /// Reads rows that the screen may show next, where they are not read yet.
  mutating func window(from book: Casebook) throws

  /// Takes an event. `height` is that of the page.
  mutating func update(_ event: Event, height: Rows) -> PageOutcome

  /// Draws the page. Nothing is read here.
  func draw(on canvas: Canvas, in desk: Desk)

  /// The case that commands about a case are about.
  var chosenRow: CaseloadRow? { get }
  /// Whether the page shows people, so that commands about a case belong on it.
  var listsPeople: Bool { get }
  /// Whether `/` has something to narrow here.
  var canFind: Bool { get }
  /// Whether letters go into a text now.
  var isTyping: Bool { get }
  /// Whether a list is narrowed, or one thing of it fills the screen: there is a step to go back.
  var isNarrowed: Bool { get }
  /// What Enter does to the chosen row, on the key line.
  var enterWords: String { get }
  /// Says more to the commands than the above.
  func describe(_ context: inout DeskContext)

  /// Opens the line in which one finds.
  mutating func beginFinding()
  /// Goes back one step; false when there was none.
  mutating func back() -> Bool

  /// Whether the next run goes back into it: not where it leads through something, which would
  /// begin again from its first step.
  var isComeBackTo: Bool { get }

  /// The chosen row's place, to be remembered between runs.
  var row: Int? { get }
  mutating func select(row: Int, from book: Casebook) throws

  /// What it is sorted by and narrowed to, and how far it is scrolled, to be remembered between
  /// runs.
  var arrangement: [String: String] { get }
  /// Takes an arrangement up again, before the page is read.
  mutating func arrange(as kept: [String: String])
  /// Scrolls as an arrangement says, when the page has been read and its row chosen.
  func scroll(as kept: [String: String])
}

extension DeskPage {
  mutating func load(from book: Casebook, at now: Date) throws {
    try load(from: book, on: Day(now))
  }
  mutating func window(from book: Casebook) throws {}
  var chosenRow: CaseloadRow? { nil }
  var listsPeople: Bool { chosenRow != nil }
  var canFind: Bool { false }
  var isTyping: Bool { false }
  var isNarrowed: Bool { false }
  var enterWords: String { "open" }
  func describe(_ context: inout DeskContext) {}
  mutating func beginFinding() {}
  mutating func back() -> Bool { false }
  var isComeBackTo: Bool { true }
  var row: Int? { nil }
  mutating func select(row: Int, from book: Casebook) throws {}
  var arrangement: [String: String] { [:] }
  mutating func arrange(as kept: [String: String]) {}
  func scroll(as kept: [String: String]) {}
}

/// A page of one list: the next run chooses the row again that was chosen.
protocol ListPage: DeskPage {
  var list: SectionList { get set }
}

extension ListPage {
  var row: Int? { list.selected }

  mutating func select(row: Int, from book: Casebook) throws {
    list.select(row)
    try window(from: book)
  }
}

/// A page of one table: the next run chooses the row again, as far down the page as it was.
protocol TablePage: DeskPage {
  var table: Table { get set }
}

extension TablePage {
  var row: Int? { table.selectedRow }

  mutating func select(row: Int, from book: Casebook) throws {
    table.select(row)
    try window(from: book)
  }

  var arrangement: [String: String] { ["top": "\(table.top)"] }

  func scroll(as kept: [String: String]) { table.top = kept["top"].flatMap { Int($0) } ?? 0 }
}

/// A tab of the top bar. Its number is its key.
struct PageTab {
  let page: Desk.Page
  let title: String
  /// One sentence for help.
  let help: String
  let read: (Desk) -> any DeskPage
  let write: (inout Desk, any DeskPage) -> Void
  /// Puts an empty page in its place, when the screen is covered.
  let empty: (inout Desk) -> Void

  private init<Kept: DeskPage>(
    _ page: Desk.Page, _ title: String, _ help: String, _ path: WritableKeyPath<Desk, Kept>,
    _ fresh: @escaping () -> Kept
  ) {
    self.page = page
    self.title = title
    self.help = help
    read = { $0[keyPath: path] }
    write = { desk, changed in
      if let changed = changed as? Kept { desk[keyPath: path] = changed }
    }
    empty = { $0[keyPath: path] = fresh() }
  }

  /// The tabs in their order. A new page is a case of `Desk.Page`, a property of `Desk` and a
  /// row here; its key, its command and its place in the bar follow.
  static var all: [PageTab] {
    [
      PageTab(.today, "Today", "Who needs you today.", \.todayScreen) { TodayScreen() },
      PageTab(.caseload, "Caseload", "Your cases and new referrals.", \.caseload) {
        CaseloadScreen()
      },
      PageTab(.directory, "Directory", "What is on locally.", \.directory) { DirectoryScreen() },
      PageTab(.team, "Team", "Who carries too much, who could take more, who waits.", \.teamScreen)
      {
        TeamScreen()
      },
    ]
  }
}

/// A page that lies over the tabs, and who was open when it was entered.
struct Room {
  var page: any DeskPage
  var person: PersonScreen?
  /// The command that leads here, where one does, so that it can be come back to.
  var door: String?

  /// What stands for a command where opening the chosen row leads here.
  static let chosenRow = "the chosen row"
}

extension Desk {
  /// The page below whatever is open of a person: the room entered last, or the tab's page.
  var current: any DeskPage {
    get { rooms.last?.page ?? tab.read(self) }
    set {
      if rooms.isEmpty {
        tab.write(&self, newValue)
      } else {
        rooms[rooms.count - 1].page = newValue
      }
    }
  }

  private var tab: PageTab { PageTab.all[page.rawValue] }

  /// Opens a page over what is there now; Esc goes back to it.
  mutating func enter(_ room: any DeskPage) {
    endEditing()
    rooms.append(Room(page: room, person: person))
    person = nil
    reload()
  }

  /// Leaves the room entered last; false where there is none.
  @discardableResult
  mutating func leaveRoom() -> Bool {
    guard let left = rooms.popLast() else { return false }
    person = left.person
    reload()
    return true
  }

  /// Hands an event to the page; nil when it was for none of its parts.
  mutating func handlePage(_ event: Event, height: Rows) -> Flow? {
    switch current.update(event, height: height) {
    case .ignored: return nil
    case .moved: attempt { desk in try desk.withBook { try desk.current.window(from: $0) } }
    case .reload:
      attempt { desk in
        try desk.withBook { try desk.current.load(from: $0, at: desk.setting.now()) }
      }
    case .open(let id, let landing): open(id, at: landing)
    case .enter(let room):
      enter(room)
      rooms[rooms.count - 1].door = Room.chosenRow
    case .act(let body): body(&self)
    }
    return .continue
  }
}
