// The keys of the desk, for the command that lists them and for the page that is
// kept beside the code.

import Terminal

/// The desk's keys outside the desk.
public enum DeskKeys {
  /// Every key: the commands' as somebody's settings have them, and those of texts, forms and
  /// lists.
  ///
  /// - Throws: `KeySettingsError` where the settings' keys cannot be used.
  public static func reference(
    settings: ScreenSettings = ScreenSettings()
  ) throws -> KeyReference {
    var registry = DeskCommands.registry()
    try registry.rebind(settings)
    return KeyReference(registry.reference + KeyReference.ofWidgets)
  }

  /// The page `.github/KEYS.md`. A test holds it to what the commands say.
  public static func page() throws -> String {
    try reference().markdown(
      title: "The keys of the desk",
      introduction: """
        Made from the table of commands; do not edit it. Only the keys that work where you are
        are ever needed: they stand on the bottom line, and `?` finds the rest. Each can be changed
        in `settings.yaml`, by the name in the last column:

        ```yaml
        keys:
          contact.log: L
          find: [/, Ctrl-F]
        ```
        """)
  }
}
