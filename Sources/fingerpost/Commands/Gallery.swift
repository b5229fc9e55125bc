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

  /// The gallery goes wrong at F9, in a way of the tests' choosing: that is how the way out of
  /// every screen is tried.
  @Option(help: .hidden)
  var fault: Fault?

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
        let code: Int32
        if let fault {
          var broken = FaultyScreen(gallery, fault)
          code = Runner(driver: driver).run(&broken)
        } else {
          code = Runner(driver: driver).run(&gallery)
        }
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

/// A way in which a program can go wrong.
enum Fault: String, ExpressibleByArgument {
  /// Memory that is nobody's is read.
  case badAccess
  /// A function calls itself without end.
  case recursion
  /// Swift finds that something cannot be.
  case trap
}

/// A screen that goes wrong at F9.
private struct FaultyScreen: Application {
  private var screen: Gallery
  private let fault: Fault

  init(_ screen: Gallery, _ fault: Fault) {
    self.screen = screen
    self.fault = fault
  }

  var nextWake: Date? { screen.nextWake }
  var takesTyping: Bool { screen.takesTyping }
  var theme: Theme? { screen.theme }
  func draw(on canvas: Canvas) { screen.draw(on: canvas) }

  mutating func handle(_ event: Event) -> Flow {
    guard event.key == .function(9) else { return screen.handle(event) }
    switch fault {
    case .badAccess:
      let nowhere = UnsafePointer<Int>(bitPattern: 8)
      return .quit(Int32(truncatingIfNeeded: nowhere?.pointee ?? 0))
    case .recursion: return .quit(Int32(truncatingIfNeeded: Self.depth(1)))
    case .trap:
      let none: [Int32] = []
      return .quit(none[CommandLine.arguments.count])
    }
  }

  private static func depth(_ below: Int) -> Int {
    // What comes back is used, so that this is no loop to a compiler.
    below == 0 ? 0 : 1 + depth(below + 1) % 7
  }
}
