// The table of commands, and what is read out of it.

import Yams

/// All commands of an application.
public struct CommandRegistry<Context> {
  public private(set) var commands: [Command<Context>]

  /// Commands in the order they are to be shown; where two share a key, the first that is not
  /// hidden has it.
  public init(_ commands: [Command<Context>]) { self.commands = commands }

  public subscript(id: String) -> Command<Context>? { commands.first { $0.id == id } }

  /// What a key means here and now; nil when it means nothing.
  public func meaning(of key: Key, in context: Context) -> KeyMeaning? {
    var refusal: KeyMeaning?
    for command in commands where command.keys.contains(key) {
      switch command.availability(context) {
      case .ready: return .run(command.id)
      case .disabled(let why) where refusal == nil:
        refusal = .refused(title: command.title, why: why)
      case .hidden, .disabled: break
      }
    }
    return refusal
  }

  /// The keys that work now, for the bottom line.
  public func keyLine(in context: Context) -> [KeyLineItem] {
    commands.compactMap { command in
      guard !command.short.isEmpty, let first = command.keys.first,
        command.availability(context) == .ready
      else { return nil }
      return KeyLineItem(
        keys: Key.label(for: command.keys), label: command.short, press: first,
        priority: command.isMain(context) ? command.priority : 0)
    }
  }

  /// Everything that is shown here, with the reason for what cannot run.
  public func help(in context: Context) -> [CommandEntry] {
    commands.compactMap { entry($0, in: context) }
  }

  /// What the palette offers.
  public func palette(in context: Context) -> [CommandEntry] {
    commands.filter(\.isInPalette).compactMap { entry($0, in: context) }
  }

  /// Every command with its keys, wherever it applies: for the key reference.
  public var reference: [CommandEntry] {
    commands.map {
      CommandEntry(id: $0.id, title: $0.title, keys: $0.keys, group: $0.group, help: $0.help)
    }
  }

  private func entry(_ command: Command<Context>, in context: Context) -> CommandEntry? {
    let why: String?
    switch command.availability(context) {
    case .hidden: return nil
    case .ready: why = nil
    case .disabled(let reason): why = reason
    }
    return CommandEntry(
      id: command.id, title: command.title, keys: command.keys, group: command.group,
      help: command.help, why: why)
  }

  /// Changes keys as a settings file says: `contact.log: L`, or a list of keys. The keys given
  /// replace the command's own. Throws `KeySettingsError` and then changes nothing.
  public mutating func rebind(yaml: String, file: String) throws {
    guard let root = try KeySettingsError.reading(file, { try Yams.compose(yaml: yaml) }) else {
      return
    }
    guard let map = root.mapping else {
      throw KeySettingsError(
        file: file, line: root.mark?.line, problem: "expected lines like contact.log: l")
    }
    try rebind(map, file: file)
  }

  mutating func rebind(_ map: Node.Mapping, file: String) throws {
    var changed = commands
    var owners: [Key: (id: String, group: String)] = [:]
    for (name, value) in map {
      let line = name.mark?.line
      let id = name.string ?? ""
      guard let index = changed.firstIndex(where: { $0.id == id }) else {
        throw KeySettingsError(file: file, line: line, problem: "there is no command “\(id)”")
      }
      let written: [Node] = value.sequence.map(Array.init) ?? [value]
      var keys: [Key] = []
      for node in written {
        // A digit or `~` is not a string to YAML, but its text is what was meant.
        let spelling = node.scalar?.string ?? ""
        do {
          keys.append(try Key(spelling))
        } catch {
          throw KeySettingsError(
            file: file, line: node.mark?.line ?? line, problem: "\(error)")
        }
      }
      for key in keys {
        if let owner = owners[key], owner.group == changed[index].group {
          throw KeySettingsError(
            file: file, line: line, problem: "\(key) is given to \(owner.id) as well as to \(id)")
        }
        owners[key] = (id, changed[index].group)
      }
      changed[index].keys = keys
    }
    // A key that was given to one command no longer runs another of its group.
    for index in changed.indices {
      let command = changed[index]
      changed[index].keys = command.keys.filter { key in
        owners[key].map { $0.id == command.id || $0.group != command.group } ?? true
      }
    }
    commands = changed
  }
}

/// A settings file for keys that cannot be used: which line, and why.
public struct KeySettingsError: Error, CustomStringConvertible, Sendable, Equatable {
  public let file: String
  public let line: Int?
  public let problem: String

  public var description: String {
    "\(file)\(line.map { ", line \($0)" } ?? ""): \(problem)".neutralised
  }

  static func reading<Result>(_ file: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch {
      let error = ThemeError(yaml: error, file: file)
      throw KeySettingsError(file: file, line: error.line, problem: error.problem)
    }
  }
}
