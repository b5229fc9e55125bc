// Every room of the desk, found by going everywhere that keys lead: what can be done there is
// shown there, and done by a click as well as by a key.

import Casebook
import Casework
import Foundation
import Terminal
import TestBooks
import Testing

@testable import Desk

@Suite("Every room, by the keyboard alone and by the mouse alone")
struct EveryRoomTests {
  /// A state of the desk that was come to, and how.
  private struct Stop {
    var way: String
    var desk: Desk
  }

  /// What tells one stop from another: the place, and what can and what cannot be done there.
  private func sign(of desk: Desk) -> String {
    let shown = desk.registry.help(in: desk.context)
    return "\(desk.context.place) "
      + shown.map { $0.id + ($0.why == nil ? "" : "!") }.joined(separator: " ")
  }

  /// Keys that move in any place.
  private static let moves: [Key] = [.down, .enter, .tab, .right]

  /// Everywhere that commands and keys lead from some stops. Each command is tried once in each
  /// place, and each place is taken once for each set of things to be done there, up to `variants`.
  ///
  /// - Parameter staying: what led nowhere else for whoever sat there before either.
  private func everywhere(
    from starts: [Stop], variants: Int = 5, staying: inout Set<String>
  ) -> [Stop] {
    var tried = staying
    var stops: [Stop] = []
    var known: Set<String> = []
    var places: [String: Int] = [:]
    func take(_ stop: Stop) {
      guard case .open = stop.desk.door, stop.desk.together == nil else { return }
      // A form or a question lies over the place: what can be done in it, it says itself.
      guard stop.desk.overlay == nil, !stop.desk.takesTyping else { return }
      guard known.insert(sign(of: stop.desk)).inserted else { return }
      // A list of which each row can do something else has been seen after some.
      let place = "\(stop.desk.context.place)"
      places[place, default: 0] += 1
      if stops.count < starts.count || places[place, default: 0] <= variants { stops.append(stop) }
    }
    starts.forEach(take)
    var next = 0
    while next < stops.count {
      let stop = stops[next]
      next += 1
      let place = "\(stop.desk.context.place)"
      for entry in stop.desk.registry.help(in: stop.desk.context)
      where entry.why == nil && tried.insert("\(place) \(entry.id)").inserted {
        var desk = stop.desk
        var way = "\(stop.way) (\(entry.title))"
        if let key = entry.keys.first {
          _ = desk.handle(.key(key))
          way = "\(stop.way) \(key)"
        } else {
          desk.perform(entry.id)
        }
        if "\(desk.context.place)" == place { staying.insert("\(place) \(entry.id)") }
        take(Stop(way: way, desk: desk))
      }
      for key in Self.moves {
        var desk = stop.desk
        _ = desk.handle(.key(key))
        take(Stop(way: "\(stop.way) \(key)", desk: desk))
      }
    }
    return stops
  }

  /// Where the walk begins: the page that opens, each line of a plan that has goals, and what only
  /// some casebooks have: money that is promised, and somebody out on a visit.
  private func starts(_ desk: Story<Desk>) -> [Stop] {
    let fresh = desk.application
    var starts = [Stop(way: "1", desk: fresh)]
    for _ in 0..<40 where !desk.application.context.team.hasNote { desk.press("Down") }
    starts.append(Stop(way: "a question", desk: desk.application))
    desk.application = fresh
    desk.application.perform("money")
    desk.press("+").type("A made-up fund").press("Tab", "Tab").type("500").press("Ctrl-S")
    let group = try? desk.application.book?.assets(matching: "", limit: 1).first?.name
    desk.press("g").type(group ?? "").press("Tab", "Tab").type("50").press("Ctrl-S")
    for _ in 0..<6 {
      starts.append(Stop(way: "money", desk: desk.application))
      desk.press("Down")
    }
    desk.application = fresh
    desk.chooseSomebodyWithAPlan()
    desk.press("Enter", "Tab", "+").type("Paint with other people").press("Enter")
      .press("Esc", "a").type("Ask when the group meets").press("Enter", "Esc", "Home")
    for line in 0..<40 {
      starts.append(Stop(way: "plan, line \(line)", desk: desk.application))
      desk.press("Down")
    }
    desk.application = fresh
    desk.press(",")
    for setting in 0..<ServiceSettings.all.count {
      desk.press("Enter")
      for line in 0..<9 {
        starts.append(Stop(way: "setting \(setting), line \(line)", desk: desk.application))
        desk.press("Down")
      }
      desk.press("Esc", "Down")
    }
    desk.application = fresh
    desk.application.perform("loop.ask")
    for line in 0..<25 {
      starts.append(Stop(way: "linked with, line \(line)", desk: desk.application))
      desk.press("Down")
    }
    desk.application = fresh
    desk.press("o").type("6pm").press("Tab").press("Ctrl-A").type("Tom").press("Ctrl-S")
    starts.append(Stop(way: "out on a visit", desk: desk.application))
    desk.application = fresh
    return starts
  }

  @Test("every command is shown where it applies, and a click there runs it")
  func clicked() throws {
    TestBook.keepsHome
    var clicked: Set<String> = []
    var shownAnywhere: Set<String> = []
    var places: Set<String> = []
    var staying: Set<String> = []
    // A supervisor first, who may do most.
    for seat in [2, 0] {
      let test = TestBook()
      let desk = try test.teamDesk(seat: seat)
      for stop in everywhere(from: starts(desk), staying: &staying) {
        let shown = stop.desk.registry.help(in: stop.desk.context)
        shownAnywhere.formUnion(shown.map(\.id))
        let isFirst = places.insert("\(stop.desk.context.place)").inserted
        let new = shown.filter { $0.why == nil && clicked.insert($0.id).inserted }
        guard isFirst || !new.isEmpty else { continue }
        desk.application = stop.desk
        desk.resize(120, 40)
        if isFirst { checkKeyLine(of: desk, after: stop.way) }
        let start = desk.application
        for entry in new {
          desk.application = start
          click(entry, among: shown, on: desk, after: stop.way)
        }
      }
    }
    let all = Set(DeskCommands.rows.map(\.command.id))
    #expect(all.subtracting(shownAnywhere).sorted() == [], "never shown anywhere")
    #expect(all.subtracting(clicked).sorted() == [], "shown, but never to be run")
    #expect(places.count >= 25, "\(places.sorted())")
  }

  /// Opens help by a click, and clicks what stands there.
  private func click(
    _ entry: CommandEntry, among shown: [CommandEntry], on desk: Story<Desk>, after way: String
  ) {
    desk.click("? help")
    let row = HelpOverlay(entries: shown).found.firstIndex { $0.id == entry.id } ?? -1
    func target() -> Target? {
      desk.grid.targets.first { $0.widget == "help" && $0.part == row }
    }
    // All of the way at once: one frame instead of fifty.
    if let list = desk.grid.targets.first(where: { $0.widget == "help" && $0.part >= 0 }) {
      let turn = Event.mouse(Mouse(.wheelDown, at: list.area.origin))
      desk.send(Array(repeating: turn, count: max(row, 0)))
    }
    guard let spot = target() else {
      Issue.record("“\(entry.title)” is not in the help after \(way)")
      return
    }
    desk.application.lastRun = nil
    desk.send(.mouse(Mouse(.press(.left), at: spot.area.origin)))
    #expect(desk.application.lastRun == entry.id, "a click on “\(entry.title)” after \(way)")
    if let fault = desk.grid.fault { Issue.record("\(entry.title): \(fault)") }
  }

  /// The keys that matter most stand on the bottom line, and each of them works there.
  private func checkKeyLine(of desk: Story<Desk>, after way: String) {
    for (width, height) in [(80, 24), (120, 40)] {
      desk.resize(Columns(width), Rows(height))
      let bottom = Rows(height - 1)
      let keys = desk.grid.targets.filter { $0.area.y == bottom }.compactMap(\.key)
      #expect(keys.count >= 3, "after \(way):\n\(desk.screen)")
      #expect(keys.contains(.character("?")), "help after \(way)")
      for key in keys {
        let meaning = desk.application.registry.meaning(of: key, in: desk.application.context)
        guard case .run? = meaning else {
          Issue.record("\(key) stands there and does nothing, after \(way)")
          continue
        }
      }
      #expect(desk.grid.cursor != nil, "no cursor after \(way)")
      if let fault = desk.grid.fault { Issue.record("\(fault), after \(way)") }
    }
  }

  @Test("every command has a key of its own or stands in the palette, and says what it does")
  func reachable() {
    for row in DeskCommands.rows {
      let command = row.command
      #expect(!command.keys.isEmpty || command.isInPalette, "\(command.id)")
      #expect(!command.title.isEmpty && !command.help.isEmpty, "\(command.id)")
      #expect(row.action != nil || DeskAction(rawValue: command.id) != nil, "\(command.id)")
    }
  }
}
