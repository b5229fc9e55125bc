// Where somebody was on the desk, kept for the next time: the page with its order and what it was
// narrowed to, the chosen row, how far it was scrolled, whoever was open, and the rooms over it.

import Casebook
import Casework
import Foundation
import Terminal

/// A place on the desk, as it is kept for a worker.
struct KeptPlace: Codable, Equatable {
  /// A page as it lay.
  struct Page: Codable, Equatable {
    var row: Int?
    var arrangement: [String: String] = [:]

    init(_ page: any DeskPage) {
      row = page.row
      arrangement = page.arrangement
    }
  }

  /// Somebody who was open, and on which part of their record.
  struct Open: Codable, Equatable {
    var caseID: String
    var tab: Int
    var arrangement: [String: String]

    init(_ person: PersonScreen) {
      caseID = person.caseID.text
      tab = person.tab.rawValue
      arrangement = person.arrangement
    }
  }

  /// A room, by the command that leads there.
  struct Entered: Codable, Equatable {
    var door: String
    var page: Page
    var under: Open?
  }

  var page = 0
  var tabs: [Page] = []
  var rooms: [Entered] = []
  var person: Open?
}

extension Desk {
  private static let placeKey = "place"

  /// Keeps the place for the next time.
  mutating func rememberPlace() {
    guard let book else { return }
    var place = KeptPlace()
    place.page = page.rawValue
    place.tabs = PageTab.all.map { KeptPlace.Page($0.read(self)) }
    for room in rooms {
      // What no command leads to is not come back to, nor what lies over it.
      guard let door = room.door, room.page.isComeBackTo else { break }
      place.rooms.append(
        KeptPlace.Entered(
          door: door, page: KeptPlace.Page(room.page), under: room.person.map { .init($0) }))
    }
    let isWhole = place.rooms.count == rooms.count
    place.person = (isWhole ? person : rooms[place.rooms.count].person).map { .init($0) }
    guard let words = try? JSONEncoder().encode(place) else { return }
    try? book.rememberMine(String(decoding: words, as: UTF8.self), as: Self.placeKey)
  }

  /// Takes up the page as it lay, before it is read.
  mutating func recallPlace(from book: Casebook) throws {
    recent = (try book.rememberedMine("recent") ?? "").split(separator: "\n").map(String.init)
    let kept = keptForm
    keptForm = nil
    if let kept, kept.worker == book.worker.id { overlay = kept.overlay }
    let words = try book.rememberedMine(Self.placeKey) ?? ""
    placeBefore = try? JSONDecoder().decode(KeptPlace.self, from: Data(words.utf8))
    // Whoever sits down for the first time begins with their own day.
    page = placeBefore.flatMap { Page(rawValue: $0.page) } ?? .today
    for (tab, before) in zip(PageTab.all, placeBefore?.tabs ?? []) {
      var lying = tab.read(self)
      lying.arrange(as: before.arrangement)
      tab.write(&self, lying)
    }
  }

  /// Chooses the row again that was chosen before, in the list as it is now, and goes back into
  /// the rooms and the record that were open.
  mutating func recallRows() {
    guard let place = placeBefore else { return }
    placeBefore = nil
    if place.tabs.indices.contains(page.rawValue) { choose(as: place.tabs[page.rawValue]) }
    for room in place.rooms {
      reopen(room.under)
      guard go(through: room.door) else { return }
      current.arrange(as: room.page.arrangement)
      if !room.page.arrangement.isEmpty { reload() }
      choose(as: room.page)
    }
    reopen(place.person)
  }

  /// Enters a room as it was entered; false where that leads nowhere today.
  private mutating func go(through door: String) -> Bool {
    let depth = rooms.count
    if door == Room.chosenRow {
      // Opening what lies there by now may do anything else: that is not done by itself.
      var page = current
      guard person == nil,
        case .enter(let room) = page.update(.key(.enter), height: size.height - 2)
      else { return false }
      enter(room)
      rooms[depth].door = door
    } else if registry[door]?.availability(context) == .ready {
      perform(door)
    }
    return rooms.count == depth + 1
  }

  private mutating func choose(as before: KeptPlace.Page) {
    attempt { desk in
      if let row = before.row {
        try desk.withBook { try desk.current.select(row: row, from: $0) }
      }
      desk.current.scroll(as: before.arrangement)
    }
  }

  /// Opens a record again, where it may be read without asking why.
  private mutating func reopen(_ open: KeptPlace.Open?) {
    guard let open, let book else { return }
    guard var screen = try? PersonScreen(Identifier(open.caseID), from: book, on: today),
      [nil, book.worker.id].contains(screen.record.holderID)
    else { return }
    screen.tab = PersonScreen.Tab(rawValue: open.tab) ?? .timeline
    screen.arrange(as: open.arrangement)
    attempt { desk in
      try book.openRecord(screen.record, at: desk.setting.now())
      try screen.readHistory(from: book)
      desk.person = screen
    }
  }
}
