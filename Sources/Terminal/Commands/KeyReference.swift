// The reference of keys, made from the same table as the key line, help and the palette, so that
// it cannot say anything else than what the keys do.

/// Every command with its keys, by group, for a page or for plain lines.
public struct KeyReference: Sendable {
  /// The groups in their order, each with its commands.
  public let groups: [(title: String, commands: [CommandEntry])]

  /// - Parameter commands: in the order of the table; a group stands where its first command does.
  public init(_ commands: [CommandEntry]) {
    var titles: [String] = []
    for command in commands where !titles.contains(command.group) { titles.append(command.group) }
    groups = titles.map { title in (title, commands.filter { $0.group == title }) }
  }

  /// The keys of every text, form, list and question, which no settings file changes.
  public static let ofWidgets: [CommandEntry] = [
    entry("text.word", "A word back or on", "In a text", [.init(.left, ctrl: true)]),
    entry("text.ends", "To the beginning or end of the line", "In a text", [.home, .end]),
    entry("text.select", "Select", "In a text", [.init(.left, shift: true)], "Shift and a move."),
    entry("text.all", "Select everything", "In a text", [.ctrl("a")]),
    entry("text.cut", "Cut", "In a text", [.ctrl("x")]),
    entry("text.copy", "Copy", "In a text", [.ctrl("c")]),
    entry("text.paste", "Paste what was cut or copied here", "In a text", [.ctrl("v")]),
    entry("text.undo", "Take typing back", "In a text", [.ctrl("z")]),
    entry("text.redo", "Type it again", "In a text", [.ctrl("y")]),
    entry("text.wordBack", "Delete the word before", "In a text", [.ctrl("w")]),
    entry(
      "text.editor", "Your own editor", "In a text", [.ctrl("e")],
      "In notes and long lines; by a file in memory that never reaches the disk."),
    entry("form.next", "The next field, or the one before", "In a form", [.tab, .backTab]),
    entry("form.save", "Save", "In a form", [.ctrl("s")]),
    entry("form.leave", "Leave; asks when words would be lost", "In a form", [.escape]),
    entry("form.choose", "Open a choice", "In a form", [.space], "Or type some of its letters."),
    entry(
      "form.score", "Give a score", "In a form", [.character("7")],
      "Its figure; 1 and then 0 is ten."),
    entry("list.page", "A page up or down", "In a list", [.pageUp, .pageDown]),
    entry("list.ends", "To the first or the last", "In a list", [.home, .end]),
  ]

  private static func entry(
    _ id: String, _ title: String, _ group: String, _ keys: [Key], _ help: String = ""
  ) -> CommandEntry {
    CommandEntry(id: id, title: title, keys: keys, group: group, help: help)
  }

  /// A command's keys as the reference writes them: `/`, `^P`, `? or F1`.
  public static func words(for command: CommandEntry) -> String {
    command.keys.isEmpty ? "—" : command.keys.map(\.description).joined(separator: " or ")
  }

  /// The reference as a page in Markdown.
  /// - Parameters:
  ///   - title: of the page.
  ///   - introduction: a paragraph above the tables.
  public func markdown(title: String, introduction: String) -> String {
    var page = "# \(title)\n\n\(introduction)\n"
    for group in groups {
      page +=
        "\n## \(group.title)\n\n| key | what it does | its name in settings |\n|---|---|---|\n"
      for command in group.commands {
        let keys = command.keys.isEmpty ? "—" : KeyReference.code(command)
        let help = command.help.isEmpty ? "" : ": \(command.help)"
        let words = (command.title + help).replacing("|", with: "\\|")
        let isFixed = KeyReference.ofWidgets.contains { $0.id == command.id }
        page += "| \(keys) | \(words) | \(isFixed ? "" : "`\(command.id)`") |\n"
      }
    }
    return page
  }

  private static func code(_ command: CommandEntry) -> String {
    command.keys.map { "`\($0.description.replacing("|", with: "\\|"))`" }.joined(separator: " ")
  }
}
