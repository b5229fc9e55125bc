// Everything can be done by the keyboard alone, and by the mouse alone.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("By the keyboard alone, and by the mouse alone")
struct AloneTests {
  /// Every place of the desk, reached by keys.
  static let places: [(name: String, keys: [String])] = [
    ("Today", ["1"]), ("Caseload", ["2"]), ("Directory", ["3"]),
    ("a person", ["1", "Enter"]), ("a plan", ["1", "Enter", "Tab"]),
    ("a plan's goal", ["1", "Enter", "Tab", "+"]),
  ]

  /// A desk in one of the places; where a form opened, it is filled in and saved.
  private func desk(_ test: TestBook, at keys: [String]) throws -> Story<Desk> {
    let desk = try test.desk()
    for key in keys { desk.press(key) }
    if desk.application.overlay != nil || desk.application.person?.plan.typing != nil {
      desk.type("Paint with other people").press("Ctrl-S")
    }
    return desk
  }

  /// Where a part of a widget can be clicked.
  private func place(of widget: String, _ part: Int, on desk: Story<Desk>) -> Position? {
    let size = desk.grid.size
    for y in 0..<size.height.count {
      for x in stride(from: 0, to: size.width.count, by: 4) {
        let place = Position(x: Columns(x), y: Rows(y))
        if let target = desk.grid.target(at: place), target.widget == widget, target.part == part {
          return place
        }
      }
    }
    return nil
  }

  @Test("each command that shows in a place is in its help, and a click there runs it")
  func mouseAlone() throws {
    var clicked: Set<String> = []
    for place in Self.places {
      let test = TestBook()
      let start = try desk(test, at: place.keys)
      let shown = start.application.registry.help(in: start.application.context)
      // One of each is enough; commands that are refused say why in the list itself.
      for entry in shown where entry.why == nil && !clicked.contains(entry.id) {
        let desk = try self.desk(TestBook(), at: place.keys)
        desk.click("? help")
        #expect(desk.shows("What you can do here"), "\(place.name): help by the mouse")
        let row = HelpOverlay(entries: shown).found.firstIndex { $0.id == entry.id } ?? -1
        let middle = Position(x: 60, y: 20)
        for _ in 0..<80 where self.place(of: "help", row, on: desk) == nil {
          desk.send(.mouse(Mouse(.wheelDown, at: middle)))
        }
        let spot = try #require(self.place(of: "help", row, on: desk), "\(entry.title) is not seen")
        desk.application.lastRun = nil
        desk.send(.mouse(Mouse(.press(.left), at: spot)))
        #expect(desk.application.lastRun == entry.id, "\(place.name): “\(entry.title)”")
        #expect(desk.complaints.isEmpty)
        clicked.insert(entry.id)
      }
    }
    let ids = Set(DeskCommands.rows.map(\.command.id))
    // Those that only show elsewhere are shown, and so clicked, in the same list.
    #expect(clicked.isSubset(of: ids))
    #expect(clicked.count > 20)
  }

  @Test("whatever can be clicked has keys: its own, or those of its list, form or question")
  func keyboardAlone() throws {
    let test = TestBook()
    // What each kind of thing that can be clicked is worked by without a mouse.
    let worked: [(prefix: String, by: String)] = [
      ("key", "its key"), ("top bar", "its number"), ("toast", "its key"),
      ("today", "arrows"), ("caseload", "arrows; s sorts; / filters"), ("timeline", "arrows"),
      ("plan", "arrows"), ("fits", "f, and then arrows"), ("history", "arrows"),
      ("person tabs", "Tab"), ("network", "arrows"), ("loop", "arrows"),
      ("directory", "arrows; / searches"), ("facets", "f or Tab, and then arrows"),
      ("help", "arrows"), ("palette", "arrows"),
      ("field.", "Tab"), ("contact", "Ctrl-S"), ("referral", "Ctrl-S"), ("dialog", "arrows"),
    ]
    let desk = try test.desk()
    var unworked: Set<String> = []
    let story = [
      "1", "2", "/", "Esc", "3", "/", "Esc", "1", "Enter", "Tab", "Enter", "Esc", "Tab", "Tab",
      "Esc", "?", "Esc", "Ctrl-P", "Esc", "l", "Tab", "x", "Esc", "Esc", "l", "n",
    ]
    for key in story {
      desk.press(key)
      // Screen readers read where the hardware cursor is.
      #expect(desk.grid.cursor != nil, "after \(key) the cursor is nowhere")
      for y in 0..<desk.grid.size.height.count {
        for x in stride(from: 0, to: desk.grid.size.width.count, by: 2) {
          let place = Position(x: Columns(x), y: Rows(y))
          guard let target = desk.grid.target(at: place), target.key == nil else { continue }
          if !worked.contains(where: { target.widget.hasPrefix($0.prefix) }) {
            unworked.insert(target.widget)
          }
        }
      }
    }
    #expect(unworked == [], "nobody without a mouse gets at these")
  }

  @Test("no key means two things in one place")
  func oneMeaning() throws {
    let places =
      Self.places + [
        ("who they are", ["1", "Enter", "Tab", "Tab"]),
        ("their network", ["1", "Enter", "Tab", "Tab", "Tab"]), ("the team", ["4"]),
        ("the inbox", ["1", "i"]), ("the week", ["1", "w"]), ("did they attend", ["1", "d"]),
        ("the settings", ["1", ","]), ("a setting", ["1", ",", "Enter"]),
        ("what fits", ["1", "Enter", "Tab", "+", "f"]),
      ]
    var clashes: Set<String> = []
    for place in places {
      let desk = try desk(TestBook(), at: place.keys)
      let context = desk.application.context
      var meanings: [Key: [String]] = [:]
      for row in DeskCommands.rows where row.command.availability(context) == .ready {
        for key in row.command.keys { meanings[key, default: []].append(row.command.id) }
      }
      for (key, ids) in meanings where ids.count > 1 {
        clashes.insert("\(Key.label(for: [key])): \(ids.joined(separator: ", ")) in \(place.name)")
      }
    }
    #expect(clashes == [])
  }

  @Test("the door is worked by the mouse but for the words")
  func door() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("F12").type("not it").click("Enter open").waits()
    #expect(desk.shows("does not open this casebook"))
    desk.type(TestBook.passphrase).click("Enter open").waits()
    #expect(desk.shows("Caseload"))
  }
}
