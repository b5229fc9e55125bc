// Our own themes as they stand in themes/, in the program itself, so that they are there wherever it
// is moved to. A test holds them equal to the files.

/// A theme that comes with the toolkit.
public struct BuiltInTheme: Sendable, Hashable {
  /// What a person types to choose it, and the file's name in themes/ without its ending.
  public let id: String
  /// The scheme as YAML.
  public let yaml: String

  /// The theme itself, or the terminal's own colours should it ever fail to load.
  public let theme: Theme

  private init(id: String, yaml: String) {
    self.id = id
    self.yaml = yaml
    theme = (try? Theme(yaml: yaml, file: id + ".yaml")) ?? .terminal
  }

  public static let dark = BuiltInTheme(
    id: "fingerpost-dark",
    yaml: """
      system: "base16"
      name: "Fingerpost dark"
      author: "Fingerpost"
      variant: "dark"
      palette:
        base00: "#12161b"
        base01: "#1b2128"
        base02: "#2a323c"
        base03: "#8793a1"
        base04: "#a9b4c0"
        base05: "#d8dee6"
        base06: "#ebeff4"
        base07: "#ffffff"
        base08: "#ff7b72"
        base09: "#f0a45d"
        base0A: "#e8c96a"
        base0B: "#7fcf8f"
        base0C: "#5cc8c2"
        base0D: "#7cb7ff"
        base0E: "#c9a0f5"
        base0F: "#c08a6a"

      """)

  public static let light = BuiltInTheme(
    id: "fingerpost-light",
    yaml: """
      system: "base16"
      name: "Fingerpost light"
      author: "Fingerpost"
      variant: "light"
      palette:
        base00: "#fbfaf7"
        base01: "#efece4"
        base02: "#dfe7ef"
        base03: "#667079"
        base04: "#4d5761"
        base05: "#23282f"
        base06: "#14181d"
        base07: "#000000"
        base08: "#b3261e"
        base09: "#9a5300"
        base0A: "#7a5c00"
        base0B: "#1f6f3a"
        base0C: "#00696b"
        base0D: "#1b5fae"
        base0E: "#6d3fa8"
        base0F: "#7a4a2b"

      """)

  public static let highContrast = BuiltInTheme(
    id: "fingerpost-high-contrast",
    yaml: """
      system: "base16"
      name: "Fingerpost high contrast"
      author: "Fingerpost"
      variant: "dark"
      palette:
        base00: "#000000"
        base01: "#1e1e1e"
        base02: "#1f3a5f"
        base03: "#d0d0d0"
        base04: "#e8e8e8"
        base05: "#ffffff"
        base06: "#ffffff"
        base07: "#ffffff"
        base08: "#ff9a94"
        base09: "#ffb870"
        base0A: "#ffe680"
        base0B: "#8ff0a4"
        base0C: "#7fefff"
        base0D: "#a8d0ff"
        base0E: "#e0c0ff"
        base0F: "#ffc0a0"

      """)

  public static let colourSafe = BuiltInTheme(
    id: "fingerpost-colour-safe",
    yaml: """
      system: "base16"
      name: "Fingerpost colour-safe"
      author: "Fingerpost"
      variant: "dark"
      palette:
        base00: "#14171c"
        base01: "#1d222a"
        base02: "#2b3542"
        base03: "#8e99a6"
        base04: "#aeb8c4"
        base05: "#dbe1e8"
        base06: "#eef1f5"
        base07: "#ffffff"
        base08: "#ff8c61"
        base09: "#f0b13c"
        base0A: "#f5e05a"
        base0B: "#5fb8ff"
        base0C: "#7fd6ff"
        base0D: "#9fb4ff"
        base0E: "#e3a6d8"
        base0F: "#c8a27a"

      """)

  public static let monochrome = BuiltInTheme(
    id: "fingerpost-monochrome",
    yaml: """
      system: "base16"
      name: "Fingerpost monochrome"
      author: "Fingerpost"
      variant: "dark"
      palette:
        base00: "#121212"
        base01: "#1c1c1c"
        base02: "#303030"
        base03: "#9a9a9a"
        base04: "#b4b4b4"
        base05: "#dcdcdc"
        base06: "#eeeeee"
        base07: "#ffffff"
        base08: "#ffffff"
        base09: "#f2f2f2"
        base0A: "#e6e6e6"
        base0B: "#d6d6d6"
        base0C: "#ffffff"
        base0D: "#cccccc"
        base0E: "#cccccc"
        base0F: "#bbbbbb"

      """)

  /// Every theme, the one to try first in front.
  public static let all: [BuiltInTheme] = [
    .dark, .light, .highContrast, .colourSafe, .monochrome,
  ]

  /// The theme with an id, or with the id without its `fingerpost-`.
  public static func named(_ id: String) -> BuiltInTheme? {
    all.first { $0.id == id || $0.id == "fingerpost-" + id }
  }
}
