// A printed plan in plain lines: for reading aloud, for mail, and for any printer.

import Foundation

struct PlanPageText {
  private let content: PlanPageContent
  /// In letters.
  static let width = 76
  private static let joint = "\u{F8FF}"
  private static let dot = "\(joint)· "

  init(_ content: PlanPageContent) { self.content = content }

  var text: String {
    var lines = [content.title, ""]
    lines += wrapped(content.standing)
    if let changed = content.changed { lines += wrapped(changed) }
    if let review = content.review { lines += wrapped(review) }
    if let nothing = content.nothing { lines += ["", nothing] }
    if let about = content.about { lines += part(about) }
    for section in content.picture { lines += self.section(section, depth: 0) }
    if content.hasGoals { lines += ["", content.goalsHeading.uppercased()] }
    for goal in content.goals { lines += self.goal(goal, depth: 0) }
    if let services = content.services { lines += section(services, depth: 0) }
    if let safety = content.safety { lines += part(safety) }
    if let around = content.around { lines += part(around) }
    lines += ["", content.printed]
    lines += wrapped(content.notSealed)
    if let age = content.readingAge { lines += wrapped(age) }
    // Marks that keep a name's direction are for pages; lines have no use for them.
    return lines.joined(separator: "\n").filter { $0 != "\u{2068}" && $0 != "\u{2069}" }
  }

  private func part(_ part: PlanPageContent.Part) -> [String] {
    var lines = ["", part.heading.uppercased()]
    for section in part.sections { lines += self.section(section, depth: 1).dropFirst() }
    return lines
  }

  private func section(_ section: PlanPageContent.Section, depth: Int) -> [String] {
    var lines = ["", depth == 0 ? section.heading.uppercased() : section.heading]
    for item in section.items { lines += bullet("- ", item, indent: 2) }
    return lines
  }

  private func goal(_ goal: PlanPageContent.GoalContent, depth: Int) -> [String] {
    let indent = depth * 2
    var lines = [""]
    let says = goal.says.map { " (\($0))" } ?? ""
    lines += wrapped("\(goal.label). \(goal.text)\(says)", indent: indent)
    let facts = [goal.score, goal.was, goal.facts].compactMap { $0 }
    if !facts.isEmpty { lines += wrapped(facts.joined(separator: " · "), indent: indent + 2) }
    if let said = goal.said {
      lines += wrapped(said.text + (said.says.map { " (\($0))" } ?? ""), indent: indent + 2)
    }
    for step in goal.steps {
      let box = step.isDone ? "[x] " : step.isRefused ? "[-] " : "[ ] "
      let parts = [step.what, step.who, step.when].compactMap { $0 }
      lines += wrapped(box + parts.joined(separator: " · "), indent: indent + 2, hanging: 4)
      for note in step.notes { lines += wrapped(note, indent: indent + 6) }
    }
    if goal.hasServices {
      let names = goal.services.map(\.text).joined(separator: "; ")
      lines += wrapped("\(goal.servicesHeading): \(names)", indent: indent + 2)
    }
    if goal.hasOutcomes {
      lines += wrapped(goal.outcomeHeading + ":", indent: indent + 2)
      for item in goal.outcomes { lines += bullet("- ", item, indent: indent + 4) }
    }
    if goal.hasStages {
      lines += wrapped(goal.stagesHeading + ":", indent: indent + 2)
      for stage in goal.stages { lines += self.goal(stage, depth: depth + 2).dropFirst() }
    }
    return lines
  }

  private func bullet(_ sign: String, _ item: PlanPageContent.Item, indent: Int) -> [String] {
    let says = item.says.map { " (\($0))" } ?? ""
    return wrapped(sign + item.text + says, indent: indent, hanging: sign.count)
  }

  /// Lines of at most ``width`` letters, broken at spaces and at their own ends.
  private func wrapped(_ text: String, indent: Int = 0, hanging: Int = 0) -> [String] {
    var result: [String] = []
    for own in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      func start() -> String {
        String(repeating: " ", count: indent + (result.isEmpty ? 0 : hanging))
      }
      // The dot between two facts stays with the first: no line begins with one.
      for word in own.replacing(" · ", with: Self.dot).split(separator: " ") {
        var word = Substring(word.replacing(Self.joint, with: " "))
        if !line.isEmpty, line.count + 1 + word.count > Self.width {
          result.append(line)
          line = ""
        }
        // A word that no line holds is cut rather than lost beyond the edge.
        while start().count + word.count > Self.width {
          let room = Self.width - start().count
          result.append(start() + word.prefix(room))
          word = word.dropFirst(room)
        }
        line = line.isEmpty ? start() + word : line + " " + word
      }
      if !line.isEmpty { result.append(line) }
    }
    return result
  }
}
