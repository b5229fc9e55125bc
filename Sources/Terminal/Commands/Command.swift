// Commands: everything a person can do, said once. The key line, help, the palette and the key
// reference are all drawn from this table.

/// Whether a command can run at the moment.
public enum Availability: Sendable, Hashable {
  case ready
  /// Has nothing to do with where the person is: not shown at all.
  case hidden
  /// Shown, and saying why not: "there is nothing to undo".
  case disabled(String)
}

/// One thing a person can do. `Context` is what the application knows about where they are.
public struct Command<Context> {
  /// What settings files and the application call it: `contact.log`.
  public let id: String
  /// In full, as people say it: "Log a contact".
  public let title: String
  /// On the key line: "log a contact". Empty keeps it off the key line.
  public let short: String
  /// The keys that run it, the one to show first.
  public internal(set) var keys: [Key]
  /// The heading it stands under in help: "Caseload".
  public let group: String
  /// One sentence for help.
  public let help: String
  /// Higher stays longer on a narrow key line.
  public let priority: Int
  /// Whether this is one of the main things here; where it is not, it is the first to make
  /// room on a narrow key line.
  public let isMain: (Context) -> Bool
  /// Whether it stands in the palette; moving about does not.
  public let isInPalette: Bool
  public let availability: (Context) -> Availability

  public init(
    _ id: String, _ title: String, keys: [Key] = [], short: String = "", group: String = "",
    help: String = "", priority: Int = 0, isInPalette: Bool = true,
    availability: @escaping (Context) -> Availability = { _ in .ready },
    isMain: @escaping (Context) -> Bool = { _ in true }
  ) {
    self.id = id
    self.title = title
    self.short = short
    self.keys = keys
    self.group = group
    self.help = help
    self.priority = priority
    self.isInPalette = isInPalette
    self.isMain = isMain
    self.availability = availability
  }
}

/// A command as help and the palette show it.
public struct CommandEntry: Sendable, Hashable {
  public let id: String
  public let title: String
  public let keys: [Key]
  public let group: String
  public let help: String
  /// Why it cannot run now; nil when it can.
  public let why: String?

  public init(
    id: String, title: String, keys: [Key] = [], group: String = "", help: String = "",
    why: String? = nil
  ) {
    self.id = id
    self.title = title
    self.keys = keys
    self.group = group
    self.help = help
    self.why = why
  }
}

/// What a key comes to.
public enum KeyMeaning: Sendable, Hashable {
  /// The id of the command to run.
  case run(String)
  /// A command that says why it cannot run: its title, and why.
  case refused(title: String, why: String)
}
