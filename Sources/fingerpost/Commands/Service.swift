// What the service decides for itself, in plain lines and from a file.

import ArgumentParser
import Casebook
import Casework
import Foundation

struct Service: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "service",
    abstract: "Show or change what the service decides for itself.",
    discussion: """
      Without a name, every setting and whether it was changed. With one, its values as JSON, \
      which can be edited and given back:

        fingerpost service clocks > clocks.json
        fingerpost service clocks --set clocks.json

      Fields that the file does not name stay as they are. The change is in the history and \
      can be undone on the desk.
      """)

  @Argument(help: "The setting, for example clocks.")
  var name: String?

  @Option(help: ArgumentHelp("Change the setting to what this JSON file says.", valueName: "file"))
  var set: String?

  @Flag(help: "Go back to what is shipped.")
  var reset = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if set != nil || reset, name == nil {
      throw ValidationError("Say which setting, for example: fingerpost service clocks")
    }
    if set != nil, reset { throw ValidationError("Either --set or --reset.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    guard let name else { return try list(from: book) }
    guard let type = ServiceSettings.type(named: name) else {
      throw ServiceSettingError.unknown(name)
    }
    if reset || set != nil, let why = try book.refusal(toChange: type) {
      throw CasebookError.refused(why)
    }
    if reset {
      try book.reset(type)
      Lines.print("“\(type.title)” is as it was shipped.")
    } else if let set {
      try change(type, to: set, in: book)
    } else {
      try show(type, from: book)
    }
  }

  private struct SettingObject: Encodable {
    var name: String
    var title: String
    var about: String
    var isChanged: Bool
  }

  private func list(from book: Casebook) throws {
    let all = try ServiceSettings.all.map {
      SettingObject(
        name: $0.name, title: $0.title, about: $0.about, isChanged: try book.isChanged($0))
    }
    if json { return try JSON.print(all) }
    for setting in all {
      Lines.print(
        "\(setting.name): \(setting.title)"
          + (setting.isChanged ? " · changed by this service" : " · as shipped"))
      Lines.print("  \(setting.about)")
    }
  }

  private func show<S: ServiceSetting>(_ type: S.Type, from book: Casebook) throws {
    Lines.print(try book.setting(type).tree().prettyText)
  }

  private func change<S: ServiceSetting>(
    _ type: S.Type, to path: String, in book: Casebook
  ) throws {
    let file = try String(contentsOf: URL(fileURLWithPath: path), encoding: .utf8)
    let value = try S.read(json: file, over: book.setting(type), refusingUnknown: true)
    try book.keep(value)
    Lines.print("“\(S.title)” is changed.")
  }
}
