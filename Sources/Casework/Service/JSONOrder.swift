// JSON for people to read and edit: fields in the order that their type names
// them, one to a line.

import Foundation

extension JSONValue {
  /// The same value, with the members of every object in the order in which `value`'s
  /// type declares them.
  func ordered(like value: Any) -> JSONValue {
    let mirror = Mirror(reflecting: value)
    switch self {
    case .object(let members):
      let parts = Array(mirror.children)
      if mirror.displayStyle == .optional {
        return parts.first.map { ordered(like: $0.value) } ?? self
      }
      // A dictionary has no order of its own; by its keys it reads the same every time.
      if mirror.displayStyle == .dictionary {
        return .object(members.sorted { $0.key < $1.key })
      }
      let order = Dictionary(
        parts.enumerated().compactMap { index, child in child.label.map { ($0, index) } },
        uniquingKeysWith: { first, _ in first })
      let sorted = members.enumerated().sorted {
        (order[$0.element.key] ?? .max, $0.offset) < (order[$1.element.key] ?? .max, $1.offset)
      }
      return .object(
        sorted.map { _, member in
          guard let place = order[member.key] else { return member }
          return Member(member.key, member.value.ordered(like: parts[place].value))
        })
    case .array(let elements):
      let parts = Array(mirror.children)
      guard parts.count == elements.count else { return self }
      return .array(zip(elements, parts).map { $0.ordered(like: $1.value) })
    default: return self
    }
  }

  /// The value as JSON text, a field to a line.
  public var prettyText: String {
    var result = ""
    write(to: &result, indent: 0)
    return result
  }

  private func write(to result: inout String, indent: Int) {
    let inner = String(repeating: "  ", count: indent + 1)
    let outer = String(repeating: "  ", count: indent)
    switch self {
    case .array(let elements) where !elements.isEmpty:
      result += "[\n"
      for (index, element) in elements.enumerated() {
        result += inner
        element.write(to: &result, indent: indent + 1)
        result += index + 1 < elements.count ? ",\n" : "\n"
      }
      result += outer + "]"
    case .object(let members) where !members.isEmpty:
      result += "{\n"
      for (index, member) in members.enumerated() {
        result += inner + JSONValue.quoted(member.key) + ": "
        member.value.write(to: &result, indent: indent + 1)
        result += index + 1 < members.count ? ",\n" : "\n"
      }
      result += outer + "}"
    default: result += text
    }
  }
}
