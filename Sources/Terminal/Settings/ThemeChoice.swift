// The themes that somebody can choose from: the terminal's own colours, ours, and every scheme that
// lies in their own folder.

import Foundation

/// A theme with the name it is chosen by.
public struct ThemeChoice: Sendable, Hashable {
  /// What settings and `--theme` call it.
  public let id: String
  public let theme: Theme

  public init(id: String, theme: Theme) {
    self.id = id
    self.theme = theme
  }

  /// The terminal's own colours, and the five that come with the program.
  public static let builtIn: [ThemeChoice] =
    [ThemeChoice(id: "terminal", theme: .terminal)]
    + BuiltInTheme.all.map { ThemeChoice(id: $0.id, theme: $0.theme) }

  /// Every scheme in a folder that can be read, by name. Files that cannot be read are left out:
  /// they are told of when one of them is asked for.
  public static func all(in folder: String) -> [ThemeChoice] {
    let files = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
    return files.sorted().filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      .compactMap { file in
        guard let theme = try? Theme(contentsOf: folder + "/" + file) else { return nil }
        let id = file.prefix { $0 != "." }
        return id.isEmpty ? nil : ThemeChoice(id: String(id), theme: theme)
      }
  }

  /// For a palette: choosing it switches to the theme.
  public var entry: PaletteEntry {
    PaletteEntry(id: Self.prefix + id, title: "Colours: \(theme.name)", note: "theme")
  }

  private static let prefix = "theme "

  /// The choice that a palette's entry stands for; nil for entries of other kinds.
  public static func chosen(_ entry: String?, from choices: [ThemeChoice]) -> ThemeChoice? {
    guard let entry, entry.hasPrefix(prefix) else { return nil }
    return choices.first { $0.id == entry.dropFirst(prefix.count) }
  }
}
