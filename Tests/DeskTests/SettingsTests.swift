// What the service decides for itself, changed on the desk.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The service's settings on the desk")
struct SettingsTests {
  @Test("a clock is changed, refused where it cannot be, and taken back")
  func changing() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press(",")
    #expect(desk.shows("What this service decides for itself"))
    #expect(desk.shows("Clocks"))
    #expect(desk.shows("as shipped"))
    desk.press("Enter")
    #expect(desk.shows("First contact tries"))
    desk.press("Down", "Down", "Enter").press("Ctrl-A").type("0").press("Ctrl-S")
    #expect(desk.shows("Tries at a first contact are 1 to 20."))
    desk.press("Ctrl-A").type("many").press("Ctrl-S")
    #expect(desk.shows("write a number, such as 5 or 0.5"))
    desk.press("Ctrl-A").type("4").press("Ctrl-S")
    #expect(desk.shows("“Clocks” changed"))
    #expect(
      try desk.application.withBook { try $0.setting(ServicePolicy.self).firstContactTries } == 4)
    desk.press("Escape")
    #expect(desk.shows("changed"))
    desk.press("u").waits()
    #expect(desk.shows("as shipped"))
    desk.press("Escape")
    #expect(desk.shows("NEEDS YOU NOW") || desk.shows("Today"))
  }

  @Test("a set of guidance is copied, edited, and chosen in a worker's terms")
  func ownGuidance() throws {
    let test = TestBook()
    let desk = try test.teamDesk()
    desk.press(",")
    for _ in 0..<40 where !desk.focusedLine.contains("Caseload guidance") { desk.press("Down") }
    desk.press("Enter")
    for _ in 0..<40 where !desk.focusedLine.contains("1") { desk.press("Down") }
    desk.press("+")
    #expect(desk.shows("“Caseload guidance” changed"))
    let book = try #require(desk.application.book)
    var sets = try book.setting(CaseloadGuidance.self).sets
    #expect(sets[1].id == "cyp-2" && sets[1].name == "CYP, copy")
    #expect(sets[1].figures == sets[0].figures && sets[1].youngest == 0)
    // Once more, and each has an id of its own.
    desk.press("+")
    sets = try book.setting(CaseloadGuidance.self).sets
    #expect(Set(sets.map(\.id)).count == sets.count && sets.contains { $0.id == "cyp-3" })
    for _ in 0..<80 where !desk.focusedLine.contains("CYP, copy") { desk.press("Down") }
    desk.press("Enter").press("Ctrl-A").type("Kelder CYP").press("Ctrl-S")
    #expect(desk.shows("Kelder CYP"))
    desk.press("Esc", "Esc", "4", "e", "Tab")
    for _ in 0..<12 where !desk.shows("Kelder CYP") { desk.press("Right") }
    guard case .form(let form, _)? = desk.application.overlay else {
      Issue.record("no form")
      return
    }
    let chosen = try #require(sets.first { $0.name.contains("copy") }?.id)
    for _ in 0..<12 where form.form.option("guidance") != chosen {
      if case .form(let now, _)? = desk.application.overlay, now.form.option("guidance") == chosen {
        break
      }
      desk.press("Right")
    }
    desk.press("Ctrl-S")
    let shanice = try #require(try book.workers().first { $0.name == "Shanice Wray" })
    #expect(try book.terms(of: shanice.id)?.guidance == chosen)
    desk.press("Enter")
    #expect(desk.shows("guidance Kelder CYP"))
  }

  @Test("a question of the audit and a rule for supervision can be added as a copy")
  func copies() throws {
    let rules = SupervisionRules()
    let tree = try rules.tree()
    let more = tree.addingItem(
      at: [.field("checklist"), .item(0)], shape: nil, freed: SupervisionRules.freed(_:beside:))
    #expect(try SupervisionRules.read(tree: more).checklist[1].id == "consent-2")
    var fewer = rules
    fewer.rules.removeAll { $0.kind == .peer }
    let again = try fewer.tree().addingItem(
      at: [.field("rules")], shape: nil, freed: SupervisionRules.freed(_:beside:))
    #expect(try SupervisionRules.read(tree: again).rules.last?.kind == .peer)
    let full = tree.addingItem(
      at: [.field("rules")], shape: nil, freed: SupervisionRules.freed(_:beside:))
    #expect(throws: ServiceSettingError.self) { try SupervisionRules.read(tree: full) }
  }

  @Test("who sees what is not changed by a worker where there is a supervisor")
  func guarded() throws {
    let test = TestBook()
    let desk = try test.teamDesk(seat: 0)
    desk.press(",")
    for _ in 0..<40 where !desk.focusedLine.contains("Who sees whose work") { desk.press("Down") }
    desk.press("Enter", "Down", "Enter")
    #expect(desk.shows("is changed by a supervisor"))
    desk.press("R")
    #expect(desk.shows("is changed by a supervisor"))
    let book = try #require(desk.application.book)
    #expect(try book.setting(AccessRules.self) == AccessRules())
  }

  @Test(
    "the pages of settings look as they should",
    arguments: [Size(width: 80, height: 24), Size(width: 120, height: 40)])
  func pictures(size: Size) throws {
    let test = TestBook()
    let desk = Story(try test.desk().application, size: size)
    desk.press(",")
    #expect(desk.shows("Where") || desk.shows("How long a referral may wait"))
    desk.press("Enter")
    #expect(desk.shows("Quiet days"))
  }
}
