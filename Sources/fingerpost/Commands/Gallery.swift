import ArgumentParser
import Foundation
import Terminal

struct ShowGallery: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gallery",
    abstract: "Show every part that the screens are made of, live.",
    discussion: """
      Each kind of table, form, chart and calendar has a page to try it on, with made-up \
      people. Ctrl-P switches colours.
      """)

  @OptionGroup var look: LookOptions

  func run() throws {
    let (chosen, notice) = look.chosen()
    let supervisor = Supervisor(
      program: "The gallery", folder: "fingerpost",
      reassurance: "It keeps nothing, so nothing is lost.")
    supervisor.run {
      do {
        let kept = ScreenSettings.ofThisProgram()
        let theme = look.theme == nil ? kept.theme?.theme ?? chosen : chosen
        let driver = try NcursesDriver(theme: theme)
        let parts = Calendar.current.dateComponents([.year, .month, .day], from: Date())
        let today = Terminal.Day(
          year: parts.year ?? 2026, month: parts.month ?? 1, day: parts.day ?? 1)
        var gallery = Gallery(today: today ?? Terminal.Day(number: 0), theme: theme)
        let code = Runner(driver: driver).run(&gallery)
        driver.close()
        for problem in kept.problems { Lines.complain("\(problem)") }
        if let notice { Lines.complain(notice) }
        return code
      } catch {
        Lines.complain(Fingerpost.sentence(for: error))
        return 1
      }
    }
  }
}
