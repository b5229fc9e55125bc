// Every screen as it is meant to look, at both sizes.

import Casebook
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The screens look as they should")
struct GoldenScreenTests {
  static let sizes = [Size(width: 80, height: 24), Size(width: 120, height: 40)]

  private func name(_ screen: String, _ size: Size) -> String {
    "\(screen)-\(size.width.count)x\(size.height.count)"
  }

  @Test("a first run asks for a name and a passphrase twice", arguments: sizes)
  func setUp(size: Size) throws {
    let test = TestBook()
    var setting = test.setting()
    setting.folder = URL(fileURLWithPath: "/home/worker/.local/share/fingerpost")
    let desk = Story(Desk(setting), size: size)
    desk.type("Priya Nair").press("Tab").type("teapot marigold canal")
    try expectGolden(desk.grid, name("set-up", size))
  }

  @Test("an empty casebook says what to do first", arguments: sizes)
  func empty(size: Size) throws {
    let test = TestBook()
    let desk = Story(Desk(test.setting(), book: try test.make()), size: size)
    try expectGolden(desk.grid, name("empty", size))
  }

  @Test("Today, Caseload, Directory and a person", arguments: sizes)
  func screens(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    try expectGolden(desk.grid, name("today", size))
    desk.press("2")
    try expectGolden(desk.grid, name("caseload", size))
    desk.press("/").type("er")
    try expectGolden(desk.grid, name("caseload-filtered", size))
    desk.press("Enter")
    try expectGolden(desk.grid, name("person-timeline", size))
    desk.press("Tab")
    try expectGolden(desk.grid, name("person-plan", size))
    desk.press("Tab")
    try expectGolden(desk.grid, name("person-about", size))
    desk.press("3")
    try expectGolden(desk.grid, name("directory", size))
    desk.press("/").type("art")
    try expectGolden(desk.grid, name("directory-search", size))
    desk.press("Tab").press("Enter")
    try expectGolden(desk.grid, name("directory-service", size))
  }

  @Test("the directory narrowed, and the forms of trust", arguments: sizes)
  func directory(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("3", "f", "Enter").type("12").press("Ctrl-S").press("f")
    try expectGolden(desk.grid, name("directory-facets", size))
    desk.press("f", "v")
    try expectGolden(desk.grid, name("directory-check", size))
    desk.press("Esc", "e")
    try expectGolden(desk.grid, name("directory-evidence", size))
    desk.press("Esc", "D")
    try expectGolden(desk.grid, name("directory-duplicates", size))
    desk.press("Esc", "h")
    try expectGolden(desk.grid, name("directory-history", size))
    desk.press("Esc", "i")
    try expectGolden(desk.grid, name("directory-import", size))
  }

  @Test("help, palette, forms and questions lie over the page", arguments: sizes)
  func overlays(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("?")
    try expectGolden(desk.grid, name("help", size))
    desk.press("Esc").press("Ctrl-P").type("er")
    try expectGolden(desk.grid, name("palette", size))
    desk.press("Esc").press("l")
    try expectGolden(desk.grid, name("contact-form", size))
    desk.type("x").press("Esc")
    try expectGolden(desk.grid, name("leave-form", size))
    desk.press("l").press("n")
    try expectGolden(desk.grid, name("referral-form", size))
  }

  @Test("linking a service asks for whom and for what", arguments: sizes)
  func linking(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.chooseSomebodyWithAPlan()
    desk.press("Enter").press("Tab").press("+").type("Paint with other people")
      .press("Ctrl-S").press("p")
    try expectGolden(desk.grid, name("linking", size))
    desk.press("Enter")
    try expectGolden(desk.grid, name("linking-question", size))
  }

  @Test("together view is plain and roomy", arguments: sizes)
  func together(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.chooseSomebodyWithAPlan()
    desk.press("Enter", "Tab", "v")
    try expectGolden(desk.grid, name("together", size))
  }

  @Test("the cover shows nobody", arguments: sizes)
  func cover(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("F12")
    try expectGolden(desk.grid, name("cover", size))
  }
}
