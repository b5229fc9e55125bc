// What stands on a printed plan, in order, in the words of its language and reader:
// the one source of the page and of the plain text.

import Casework
import Foundation

/// The content of a page. Templates read these fields by their names, and see stored
/// ones only.
struct PlanPageContent {
  /// Something said, and by whom where it was not the person.
  struct Item {
    let text: String
    let says: String?
    let isLong: Bool

    init(text: String, says: String?) {
      self.text = text
      self.says = says
      isLong = text.count > PlanPageContent.long
    }
  }

  struct Section {
    var heading: String
    var items: [Item]
    /// Set larger than the rest.
    var isLead = false
  }

  struct Part {
    var heading: String
    var sections: [Section]
  }

  struct Step {
    /// "open", "done" or "refused".
    var state: String
    var what: String
    var who: String?
    var when: String?
    /// What might help, why it was refused, how sure they are.
    var notes: [String]
    var hasNotes: Bool
    var isDone: Bool
    var isRefused: Bool
  }

  struct Dot {
    var isOn: Bool
  }

  struct GoalContent {
    var label: String
    var number: String
    var text: String
    var isLong: Bool
    var says: String?
    var isStage: Bool
    var picture: String?
    var pictureWords: String
    var dots: [Dot]
    var score: String?
    var was: String?
    var trace: String?
    /// What was said with the latest score.
    var said: Item?
    /// "importance 8 of 10 · confidence 5 of 10 · reached".
    var facts: String?
    var steps: [Step]
    var servicesHeading: String
    var services: [Item]
    var outcomeHeading: String
    var outcomes: [Item]
    var stagesHeading: String
    var stages: [GoalContent]
    var hasServices: Bool
    var hasOutcomes: Bool
    var hasStages: Bool
    var hasScore: Bool
  }

  let language: String
  let style: String
  let isYoung: Bool
  let title: String
  /// "Agreed with Leo on 28/09/2026, in writing (version 2)", or that it is a draft.
  let standing: String
  let changed: String?
  let review: String?
  let about: Part?
  let picture: [Section]
  let hasPicture: Bool
  let goalsHeading: String
  let goals: [GoalContent]
  let hasGoals: Bool
  let services: Section?
  let safety: Part?
  let around: Part?
  let nothing: String?
  let printed: String
  let notSealed: String
  let readingAge: String?
  /// How many arms the signpost at the top has.
  let arms: [Arm]

  struct Arm {
    var number: Int
    var y: Int
    var pointsLeft: Bool
  }

  /// Past so many letters a goal or a saying is set as running text.
  static let long = 160
}

extension PlanPageContent {
  init(_ plan: PrintedPlan) {
    let maker = ContentMaker(plan)
    self = maker.content()
  }
}

/// Fills the content from a sheet.
private struct ContentMaker {
  let plan: PrintedPlan
  let sheet: PlanSheet
  let words: PageWords
  let isYoung: Bool
  private let numbers: [String: String]

  init(_ plan: PrintedPlan) {
    self.plan = plan
    sheet = plan.sheet
    numbers = plan.sheet.numbers
    isYoung = plan.style == .youngPerson
    words = plan.wording.words(plan.language, isYoung: isYoung)
  }

  func content() -> PlanPageContent {
    let name = Self.isolated(sheet.name)
    let goals = sheet.mainGoals.map { goal($0, isStage: false) }
    var standing = words(.draft)
    if let agreed = plan.agreed {
      standing = words(
        .agreed, ["whom": Self.isolated(agreed.with), "day": agreed.on.british])
      if agreed.with.isEmpty { standing = standing.replacing("  ", with: " ") }
      if let consent = agreed.consent { standing += ", \(words(PlanPhrase(consent)))" }
      if let version = agreed.version {
        standing += " (\(words(.version, ["n": "\(version)"])))"
      }
    }
    let services = sheet.services.map(service)
    return PlanPageContent(
      language: plan.language.rawValue, style: plan.style.rawValue, isYoung: isYoung,
      title: words.title(name), standing: standing,
      changed: plan.agreed?.isChanged == true ? words(.changed) : nil,
      review: plan.reviewOn.map { words(.review, ["day": $0.british]) },
      about: part(words(.aboutMe), .aboutMe), picture: sections(.picture),
      hasPicture: !sections(.picture).isEmpty, goalsHeading: words(.goals), goals: goals,
      hasGoals: !goals.isEmpty,
      services: services.isEmpty
        ? nil : PlanPageContent.Section(heading: words(.services), items: services),
      safety: part(words(.safety), .safety), around: part(words(.around), .around),
      nothing: sheet.isEmpty ? words(.nothing) : nil,
      printed: [
        plan.updatedOn.map { words(.updated, ["day": $0.british]) },
        words(.printed, ["day": plan.printedOn.british]),
      ].compactMap { $0 }.joined(separator: " · "), notSealed: words(.notSealed),
      readingAge: isYoung
        ? plan.readingAge.map { words(.readingAge, ["n": $0.description]) } : nil,
      arms: (1...3).filter { $0 <= max(1, goals.count) }.map {
        PlanPageContent.Arm(number: $0, y: 10 + ($0 - 1) * 24, pointsLeft: $0 == 2)
      })
  }

  // MARK: Words

  private func part(_ heading: String, _ part: PlanPart) -> PlanPageContent.Part? {
    let sections = sections(part)
    return sections.isEmpty ? nil : PlanPageContent.Part(heading: heading, sections: sections)
  }

  private func sections(_ part: PlanPart) -> [PlanPageContent.Section] {
    part.sections.compactMap { section in
      let items = sheet.words(in: section).map { item($0.text, $0.voice) }
      guard !items.isEmpty else { return nil }
      return PlanPageContent.Section(
        heading: words.heading(section), items: items,
        isLead: section == .whatMatters || section == .whoToCall)
    }
  }

  private func item(_ text: String, _ voice: Voice) -> PlanPageContent.Item {
    PlanPageContent.Item(text: Self.clean(text), says: says(voice))
  }

  private func says(_ voice: Voice) -> String? {
    switch voice {
    case .person: nil
    case .family: words(.familySays)
    case .worker: words(.workerSays)
    }
  }

  private func service(_ service: SheetService) -> PlanPageContent.Item {
    PlanPageContent.Item(text: Self.clean(service.name), says: nil)
  }

  // MARK: Goals

  private func goal(_ goal: SheetGoal, isStage: Bool) -> PlanPageContent.GoalContent {
    var facts: [String] = []
    if goal.status == .reached { facts.append(words(.reached)) }
    if goal.status == .setAside { facts.append(words(.setAside)) }
    if let importance = goal.importance {
      facts.append(words(.importance, ["n": "\(importance)"]))
    }
    if let confidence = goal.confidence {
      facts.append(words(.confidence, ["n": "\(confidence)"]))
    }
    if let need = sheet.need(of: goal) { facts.append(words(.need, ["what": Self.clean(need)])) }
    let symbol = GoalSymbol(for: goal.text)
    let score = goal.scores.last?.score
    let number = numbers[goal.id] ?? ""
    let outcomes = sheet.outcomes(of: goal.id).map { item($0.text, $0.voice) }
    let stages = isStage ? [] : sheet.stages(of: goal.id).map { self.goal($0, isStage: true) }
    return PlanPageContent.GoalContent(
      label: words(.goal, ["n": number]), number: number, text: Self.clean(goal.text),
      isLong: goal.text.count > PlanPageContent.long, says: says(goal.voice), isStage: isStage,
      picture: isYoung && !isStage ? GoalPictures.drawing(of: symbol) : nil,
      pictureWords: symbol.words,
      dots: score.map { score in (1...10).map { PlanPageContent.Dot(isOn: $0 <= score) } } ?? [],
      score: score.map { words(.now, ["n": "\($0)"]) },
      was: goal.scores.dropLast().last.map { words(.was, ["n": "\($0.score)"]) },
      trace: GoalPictures.trace(of: goal.scores.map(\.score)),
      said: goal.scores.last.flatMap { score in
        score.note.map { item("“\($0)”", score.voice ?? .person) }
      },
      facts: facts.isEmpty ? nil : facts.joined(separator: " · "), steps: goal.actions.map(step),
      servicesHeading: words(.services), services: goal.services.map(service),
      outcomeHeading: words(.outcome),
      outcomes: outcomes, stagesHeading: words(.stages), stages: stages,
      hasServices: !goal.services.isEmpty, hasOutcomes: !outcomes.isEmpty,
      hasStages: !stages.isEmpty, hasScore: score != nil)
  }

  private func step(_ action: SheetAction) -> PlanPageContent.Step {
    var notes: [String] = []
    if let strategies = action.strategies {
      notes.append("\(words(.strategies)): \(Self.clean(strategies))")
    }
    if let confidence = action.confidence, action.status == .inProgress {
      notes.append(words(.confidence, ["n": "\(confidence)"]))
    }
    if let remark = action.remark { notes.append("“\(Self.clean(remark))”") }
    if let says = says(action.voice) { notes.append(says) }
    if plan.changedActions.contains(action.id), let day = action.updatedOn {
      notes.append(words(.stepUpdated, ["day": day.british]))
    }
    let when: String? =
      switch action.status {
      case .inProgress: action.when.map { words(.by, ["day": $0.british]) }
      case .done: words(.done) + (action.endedOn.map { " \($0.british)" } ?? "")
      case .refused: words(.refused)
      }
    let who = isYoung ? Self.mine(action.who, name: sheet.name, me: words(.me)) : action.who
    return PlanPageContent.Step(
      state: action.status == .inProgress ? "open" : action.status.rawValue,
      what: Self.clean(action.what), who: who.isEmpty ? nil : Self.clean(who), when: when,
      notes: notes, hasNotes: !notes.isEmpty, isDone: action.status == .done,
      isRefused: action.status == .refused)
  }

  /// "Leo + Priya" with the person's own name as "me".
  static func mine(_ who: String, name: String, me: String) -> String {
    guard !name.isEmpty else { return who }
    var result = ""
    var rest = Substring(who)
    func isLetter(_ character: Character?) -> Bool { character?.isLetter ?? false }
    while let range = rest.range(of: name) {
      let before = range.lowerBound > rest.startIndex ? rest[..<range.lowerBound].last : result.last
      let after = range.upperBound < rest.endIndex ? rest[range.upperBound] : nil
      result += rest[..<range.lowerBound]
      result += isLetter(before) || isLetter(after) ? String(rest[range]) : me
      rest = rest[range.upperBound...]
    }
    return result + rest
  }

  // MARK: Text from outside

  /// Text without what paper cannot show: control characters, and marks that turn the
  /// direction of everything after them. Line ends and tabs stay.
  static func clean(_ text: String) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.replacing("\r\n", with: "\n").unicodeScalars {
      switch scalar.value {
      case 9, 10: result.append(scalar)
      case 13, 0x85, 0x2028, 0x2029: result.append("\n")
      case 0..<0x20, 0x7F..<0xA0: continue
      case 0x202A...0x202E, 0x2066...0x2069, 0x200E, 0x200F, 0x061C, 0xFEFF: continue
      case 0xFFF9...0xFFFB, 0xFFFE, 0xFFFF, 0xE0000...0xE007F: continue
      default: result.append(scalar)
      }
    }
    return String(result)
  }

  /// A name inside a sentence of ours, kept from turning the sentence's direction.
  static func isolated(_ name: String) -> String {
    let name = clean(name).replacing("\n", with: " ")
    guard name.unicodeScalars.contains(where: { $0.value >= 0x590 }) else { return name }
    return "\u{2068}\(name)\u{2069}"
  }
}
