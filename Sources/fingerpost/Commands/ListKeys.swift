import ArgumentParser
import Desk
import Terminal

struct ListKeys: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "keys", abstract: "List every key of the desk, as your settings have them.",
    discussion: """
      A key is changed by a line under keys: in settings.yaml, by the name that stands \
      behind each here.
      """)

  @Flag(help: "Print JSON.")
  var json = false

  @Flag(help: .hidden)
  var page = false

  private struct KeyObject: Encodable {
    var id: String
    var title: String
    var group: String
    var keys: [String]
    var help: String
  }

  func run() throws {
    if page { return Lines.print(try DeskKeys.page()) }
    let settings =
      ScreenSettings.path(folder: "fingerpost").map { ScreenSettings(path: $0) }
      ?? ScreenSettings()
    for problem in settings.problems { Lines.complain("\(problem)") }
    let reference = try DeskKeys.reference(settings: settings)
    if json {
      try JSON.print(
        reference.groups.flatMap(\.commands).map {
          KeyObject(
            id: $0.id, title: $0.title, group: $0.group, keys: $0.keys.map(\.description),
            help: $0.help)
        })
      return
    }
    for group in reference.groups {
      Lines.print(group.title)
      for command in group.commands {
        let help = command.help.isEmpty ? "" : " \(command.help)"
        Lines.print(
          "  \(KeyReference.words(for: command)): \(command.title).\(help) [\(command.id)]")
      }
    }
  }
}
