// When, how far and for how much somebody can go, and what they need there.

import Casework
import Terminal

enum ReachForm {
  static func make(_ reach: Reach, name: String) -> DeskForm {
    let form = Form(
      id: "reach",
      fields: [
        .text(
          "times", "Free", text: reach.freeTimes.words,
          placeholder: "weekdays after school, sat 10–2",
          help: "days and times as you say them; empty where nobody asked",
          check: { text in
            do {
              _ = try FreeTimes(reading: text)
              return nil
            } catch { return "\(error)" }
          }),
        .text(
          "miles", "Miles at most", text: reach.miles.map(String.init) ?? "",
          placeholder: "2", check: { number($0, 1...500, "miles") }),
        .text(
          "pounds", "Pounds at most", text: pounds(reach.pence),
          placeholder: "2.50, or 0 for nothing", help: "each time",
          check: { pence($0) == .some(nil) ? "write an amount like 2 or 2.50" : nil }),
        .many(
          "access", "Needs there",
          options: AccessNeed.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: Set(reach.access.map(\.rawValue))),
      ], submitLabel: "Keep it")
    return DeskForm(title: "When and how far \(name) can go", form: form)
  }

  static func read(_ form: Form) throws -> Reach {
    let times: FreeTimes
    do { times = try FreeTimes(reading: form.text("times")) } catch {
      throw FormProblem(field: "times", why: "\(error)")
    }
    return Reach(
      freeTimes: times, miles: Int(form.text("miles").trimmingCharacters(in: .whitespaces)),
      pence: pence(form.text("pounds")) ?? nil,
      access: Set(form.options("access").compactMap(AccessNeed.init)))
  }

  private static func number(_ text: String, _ range: ClosedRange<Int>, _ what: String) -> String? {
    let plain = text.trimmingCharacters(in: .whitespaces)
    if plain.isEmpty { return nil }
    return Int(plain).map(range.contains) == true
      ? nil : "write a whole number of \(what), \(range.lowerBound) to \(range.upperBound)"
  }

  private static func pounds(_ pence: Int?) -> String {
    guard let pence else { return "" }
    let rest = pence % 100
    return rest == 0 ? "\(pence / 100)" : "\(pence / 100)." + (rest < 10 ? "0" : "") + "\(rest)"
  }

  /// Pence of "£2.50": nil where nothing is written, and nil within for what is no amount.
  private static func pence(_ text: String) -> Int?? {
    var plain = text.trimmingCharacters(in: .whitespaces)
    if plain.isEmpty { return nil }
    if plain.hasPrefix("£") { plain.removeFirst() }
    let parts = plain.split(separator: ".", omittingEmptySubsequences: false)
    guard (1...2).contains(parts.count), let whole = Int(parts[0]), (0...10_000).contains(whole)
    else { return .some(nil) }
    guard parts.count == 2 else { return whole * 100 }
    guard (1...2).contains(parts[1].count), let rest = Int(parts[1]), rest >= 0 else {
      return .some(nil)
    }
    return whole * 100 + (parts[1].count == 1 ? rest * 10 : rest)
  }
}
