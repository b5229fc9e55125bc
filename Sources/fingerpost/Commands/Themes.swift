import ArgumentParser
import Foundation
import Terminal

struct Themes: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "List the colours there are, or check colour schemes of your own.",
    discussion: """
      A base16 or base24 scheme put into the folder themes beside settings.yaml is there \
      to choose with Ctrl-P. What is hard to read in a scheme is drawn in a colour close \
      to it that can be read.
      """,
    subcommands: [ListThemes.self, CheckThemes.self], defaultSubcommand: ListThemes.self)
}

struct ListThemes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the colours there are (the same as no command).")

  @Flag(help: "Print JSON.")
  var json = false

  private struct ThemeObject: Encodable {
    var id: String
    var name: String
    var isDark: Bool?
    var isChosen: Bool
  }

  func run() throws {
    let settings =
      ScreenSettings.path(folder: "fingerpost").map { ScreenSettings(path: $0) }
      ?? ScreenSettings()
    let chosen = settings.theme?.id ?? "terminal"
    if json {
      try JSON.print(
        settings.themes.map {
          ThemeObject(
            id: $0.id, name: $0.theme.name, isDark: $0.theme.isDark, isChosen: $0.id == chosen)
        })
    } else {
      for choice in settings.themes {
        let ground = choice.theme.isDark.map { $0 ? "dark" : "light" } ?? "as your terminal"
        let mark = choice.id == chosen ? ", chosen" : ""
        Lines.print("\(choice.id): \(choice.theme.name), \(ground)\(mark)")
      }
    }
    for problem in settings.problems { Lines.complain("\(problem)") }
  }
}

struct CheckThemes: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Say what is hard to read in colour schemes, and what is drawn in its place.",
    discussion: """
      Every text colour is held against every ground that it can stand on, and is changed \
      until it has a contrast of 4.5 to 1. Ends with 1 where a file cannot be read as a \
      scheme.
      """)

  @Argument(help: ArgumentHelp("base16 or base24 YAML files.", valueName: "file"))
  var files: [String]

  func run() throws {
    var isFine = true
    for file in files {
      do {
        let theme = try Theme(contentsOf: file)
        let count = theme.adjustments.count
        let words = count == 0 ? "nothing to change" : "\(count) changed to be read"
        Lines.print("\(file): \(theme.name), \(theme.slots.count) colours, \(words)")
        for adjustment in theme.adjustments { Lines.print("  \(adjustment)") }
      } catch {
        isFine = false
        Lines.complain("\(error)")
      }
    }
    if !isFine { throw ExitCode(1) }
  }
}
