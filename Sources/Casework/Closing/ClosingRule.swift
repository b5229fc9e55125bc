// When a case may not be closed.

/// The one rule for closing.
public enum ClosingRule {
  /// Why the case cannot be closed now; nil where it can.
  public static func refusal(openSafetyTasks: [SafetyTask]) -> String? {
    guard let first = openSafetyTasks.first(where: \.isOpen) else { return nil }
    let others = openSafetyTasks.count(where: \.isOpen) - 1
    let more = others > 0 ? " and \(others) more" : ""
    return
      "A safety task is open: \(first.text), by \(first.on.british)\(more). The case was not closed. Finish the task first, or hand it to somebody who will."
  }
}
