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
