// A setting as lines that a person can go through and change one at a time, whatever
// its type: a field a line, groups and lists indented.

import Foundation

/// Where a value stands in a setting.
public enum SettingStep: Hashable, Sendable {
  case field(String)
  /// Counted from 0.
  case item(Int)
}

/// One line of a setting.
public struct SettingLine: Equatable, Sendable {
  public enum Content: Equatable, Sendable {
    /// Lines follow that belong to it.
    case group
    /// A list with this many items.
    case list(Int)
    case text(String)
    /// The digits.
    case number(String)
    case flag(Bool)
    case nothing
  }

  public var path: [SettingStep]
  /// "First contact tries", or "3" for the third of a list.
  public var label: String
  public var content: Content

  public var depth: Int { path.count - 1 }

  /// Whether the line is an item of a list, which can be taken away.
  public var isItem: Bool { if case .item? = path.last { true } else { false } }

  /// Whether something can be written in it.
  public var isValue: Bool {
    switch content {
    case .group, .list: false
    default: true
    }
  }

  /// The value in words: "5", "yes", "3 of them".
  public var words: String {
    switch content {
    case .group: ""
    case .list(let count): count == 0 ? "none" : "\(count) of them"
    case .text(let text): text
    case .number(let digits): digits
    case .flag(let truth): truth ? "yes" : "no"
    case .nothing: "not set"
    }
  }
}

extension JSONValue {
  /// The lines of a setting's tree, from the top.
  public func settingLines() -> [SettingLine] {
    var lines: [SettingLine] = []
    gather(&lines, at: [])
    return lines
  }

  private func gather(_ lines: inout [SettingLine], at path: [SettingStep]) {
    switch self {
    case .object(let members):
      for member in members {
        member.value.line(
          &lines, at: path + [.field(member.key)], label: Self.spoken(member.key))
      }
    case .array(let elements):
      for (index, element) in elements.enumerated() {
        element.line(&lines, at: path + [.item(index)], label: element.itemLabel(index))
      }
    default: break
    }
  }

  private func line(_ lines: inout [SettingLine], at path: [SettingStep], label: String) {
    let content: SettingLine.Content =
      switch self {
      case .object: .group
      case .array(let elements): .list(elements.count)
      case .string(let text): .text(text)
      case .number(let digits): .number(digits)
      case .boolean(let truth): .flag(truth)
      case .null: .nothing
      }
    lines.append(SettingLine(path: path, label: label, content: content))
    gather(&lines, at: path)
  }

  /// A group in a list goes by its first text, where it has one: its name.
  private func itemLabel(_ index: Int) -> String {
    guard case .object(let members) = self else { return "\(index + 1)" }
    for member in members {
      if case .string(let text) = member.value, !text.isEmpty { return "\(index + 1)  \(text)" }
    }
    return "\(index + 1)"
  }

  /// "firstContactTries" as a person says it: "First contact tries".
  static func spoken(_ key: String) -> String {
    var words = ""
    for character in key {
      if character == "-" || character == "_" {
        words += " "
      } else if character.isUppercase, !words.isEmpty {
        words += " " + character.lowercased()
      } else {
        words.append(character)
      }
    }
    return words.prefix(1).uppercased() + words.dropFirst()
  }

  // MARK: Changing

  /// The value at `path`; nil where there is none.
  public func value(at path: some Collection<SettingStep>) -> JSONValue? {
    guard let step = path.first else { return self }
    switch (self, step) {
    case (.object, .field(let key)): return self[key]?.value(at: path.dropFirst())
    case (.array(let elements), .item(let index)) where elements.indices.contains(index):
      return elements[index].value(at: path.dropFirst())
    default: return nil
    }
  }

  /// The same tree with something else at `path`; nothing else where there is no such
  /// place.
  public func replacing(
    _ path: some Collection<SettingStep>, with value: JSONValue
  ) -> JSONValue {
    changing(path) { _ in value }
  }

  /// The same tree with the list item at `path` taken away.
  public func removingItem(at path: [SettingStep]) -> JSONValue {
    guard case .item(let index)? = path.last else { return self }
    return changing(path.dropLast()) { list in
      guard case .array(var elements) = list, elements.indices.contains(index) else { return list }
      elements.remove(at: index)
      return .array(elements)
    }
  }

  /// The same tree with one more item: in the list at `path` at its end, or after the
  /// item at `path`. It begins as a copy of the item before it, or else of `shape`,
  /// so that it can be used at once.
  ///
  /// - Parameter freed: makes of a copy what can stand beside the others, as
  ///   ``ServiceSetting/freed(_:beside:)`` does.
  public func addingItem(
    at path: [SettingStep], shape: JSONValue?,
    freed: (JSONValue, [JSONValue]) -> JSONValue = { $0.withFreeID(among: $1) }
  ) -> JSONValue {
    var list = path
    var place: Int?
    if case .item(let index)? = path.last, case .array? = value(at: path.dropLast()) {
      list.removeLast()
      place = index
    }
    return changing(list) { value in
      guard case .array(var elements) = value else { return value }
      let at = place.map { $0 + 1 } ?? elements.count
      let copied = at > 0 && elements.indices.contains(at - 1) ? elements[at - 1] : shape
      elements.insert(
        copied.map { freed($0, elements) } ?? .string(""), at: min(at, elements.count))
      return .array(elements)
    }
  }

  /// The same with another id and name where one of `elements` has its id: "cyp-2".
  public func withFreeID(among elements: [JSONValue]) -> JSONValue {
    guard case .object(var members) = self,
      let place = members.firstIndex(where: { $0.key == "id" }),
      case .string(let id) = members[place].value
    else { return self }
    let taken = Set(
      elements.compactMap { element -> String? in
        guard case .string(let id)? = element.value(at: [.field("id")]) else { return nil }
        return id
      })
    guard taken.contains(id) else { return self }
    let number = (2...taken.count + 2).first { !taken.contains("\(id)-\($0)") } ?? taken.count + 2
    members[place].value = .string("\(id)-\(number)")
    if let name = members.firstIndex(where: { $0.key == "name" }),
      case .string(let words) = members[name].value
    {
      members[name].value = .string("\(words), copy\(number == 2 ? "" : " \(number - 1)")")
    }
    return .object(members)
  }

  private func changing(
    _ path: some Collection<SettingStep>, _ change: (JSONValue) -> JSONValue
  ) -> JSONValue {
    guard let step = path.first else { return change(self) }
    switch (self, step) {
    case (.object(var members), .field(let key)):
      guard let place = members.firstIndex(where: { $0.key == key }) else { return self }
      members[place].value = members[place].value.changing(path.dropFirst(), change)
      return .object(members)
    case (.array(var elements), .item(let index)) where elements.indices.contains(index):
      elements[index] = elements[index].changing(path.dropFirst(), change)
      return .array(elements)
    default: return self
    }
  }
}
