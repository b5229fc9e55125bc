// Writing a referral down: who is known already appears while somebody types.

import Casebook
import Casework
import Foundation
import Terminal

/// What the form of a referral knows beside its fields.
struct IntakeState {
  var checks = IntakeChecks()
  /// What was typed before another kind of referrer was chosen.
  var words: [String: String] = [:]
  var source: ReferralSource?
  /// Who may be the person that is being written down.
  var found: [LikelyDuplicate] = []
  /// The person here already whom the referral is about, once that was said.
  var known: Person?
  /// Whom somebody has said it is not.
  var notSame: Set<Identifier<Person>> = []

  /// Those who are worth a question: likely the same, and not said to be somebody else.
  var likely: [LikelyDuplicate] {
    found.filter { $0.likeness.degree >= .likely && !notSame.contains($0.person.id) }
  }

  /// Those who may be the same.
  var possible: [LikelyDuplicate] {
    found.filter { $0.likeness.degree > .family && !notSame.contains($0.person.id) }
  }
}

extension Desk {
  /// Opens the form of a referral.
  mutating func writeReferral() {
    intake = IntakeState()
    // A draft is typed again into the form of its own kind of referrer.
    let draft = try? book?.draft(form: "referral")
    intake.source = draft?.fields["source"].flatMap(ReferralSource.init)
    show(
      IntakeForm.make(source: intake.source, at: setting.now(), checks: intake.checks), .referral)
  }

  /// Told after each change of the form.
  mutating func intakeChanged(_ form: inout DeskForm, _ field: String) {
    if field == "source" {
      let source = form.form.option("source").flatMap(ReferralSource.init)
      guard source != intake.source else { return }
      intake.source = source
      // What this door does not ask for is kept, should the other door be meant after all.
      intake.words.merge(form.words) { $1 }
      let focus =
        form.form.fields.indices.contains(form.form.focus)
        ? form.form.fields[form.form.focus].id : nil
      var other = IntakeForm.make(source: source, at: setting.now(), checks: intake.checks)
      other.restore(intake.words)
      if let focus { other.form.setFocus(focus) }
      other.aside = form.aside
      form = other
      return
    }
    guard IntakeForm.telling.contains(field) else { return }
    lookForDuplicates(&form)
  }

  /// Finds who may be meant, and shows them beside the form.
  mutating func lookForDuplicates(_ form: inout DeskForm) {
    guard let book else { return }
    let sought = IntakeForm.sought(form.form)
    let isEnough =
      sought.firstName.count + sought.familyName.count >= 4 && !sought.familyName.isEmpty
      || sought.nhsNumber != nil || !PersonKeys.digits(of: sought.telephone).isEmpty
      || sought.dateOfBirth != nil && !sought.firstName.isEmpty
    intake.found = isEnough ? (try? book.duplicates(of: sought)) ?? [] : []
    if let number = sought.nhsNumber {
      let why = intake.found.lazy.compactMap { Likeness.numberIsTaken(sought, by: $0.person) }.first
      intake.checks.taken[number.digits] = intake.known == nil ? why : nil
      if let why, intake.known == nil { form.form.setError(why, on: "nhs") }
    }
    showDuplicates(beside: &form)
  }

  func showDuplicates(beside form: inout DeskForm) {
    if let known = intake.known {
      form.title = "New referral for \(known.fullName), who is here already"
      form.aside = FormAside(
        title: "Goes to their record",
        lines: [
          StyledText(known.fullName, .heading, .bold),
          StyledText(known.dateOfBirth.map { "born \($0.british)" } ?? "", .soft),
          StyledText("What is blank there is filled from here;", .soft),
          StyledText("what is there stays.", .soft),
        ], short: StyledText("✓ goes to \(known.fullName)’s record", .good))
      return
    }
    let found = intake.found.filter { !intake.notSame.contains($0.person.id) }
    guard !found.isEmpty else {
      form.aside = nil
      return
    }
    form.aside = Self.aside(found, on: today)
  }

  private static func aside(_ found: [LikelyDuplicate], on today: Day) -> FormAside {
    var lines: [StyledText] = []
    for item in found.prefix(5) {
      let isSame = item.likeness.degree > .family
      lines.append(
        StyledText(isSame ? "▲ " : "• ", isSame ? .warning : .muted, .bold)
          + StyledText(item.person.fullName, .heading, .bold))
      let born = item.person.dateOfBirth.map { "born \($0.british)" } ?? "birth date not known"
      lines.append(StyledText("  \(born)", .soft))
      lines += item.likeness.why.wrapped(to: 30).map { StyledText("  \($0)", .muted) }
      lines.append(StyledText(""))
    }
    let same = found.filter { $0.likeness.degree > .family }
    if !same.isEmpty {
      lines.append(StyledText("F3", .accent, .bold) + StyledText(" says whether it is them", .soft))
    }
    let short: StyledText
    if let first = same.first {
      let more = same.count > 1 ? " and \(same.count - 1) more" : ""
      short =
        StyledText("▲ known already? ", .warning, .bold)
        + StyledText("\(first.person.fullName)\(more): \(first.likeness.why)  ", .text)
        + StyledText("F3", .accent, .bold)
    } else {
      short = StyledText(
        "• in the family: \(found.first?.person.fullName ?? ""), \(found.first?.likeness.why ?? "")",
        .muted)
    }
    return FormAside(
      title: same.isEmpty ? "In the family" : "Known already?", lines: lines, short: short)
  }

  /// Asks whether the likeliest of those found is meant.
  ///
  /// - Parameter saves: whether the referral is written once that is answered.
  mutating func askWhoItIs(_ form: DeskForm, _ purpose: FormPurpose, saves: Bool) {
    let offered = Array((saves ? intake.likely : intake.possible).prefix(3))
    guard let first = offered.first else {
      toast = Toast("Nobody here is like them so far.", role: .info)
      return
    }
    let told = offered.map { item in
      let born = item.person.dateOfBirth.map { ", born \($0.british)" } ?? ""
      return "\(item.person.fullName)\(born): \(item.likeness.why)"
    }
    let names = offered.count == 1 ? ["The same person"] : offered.map { $0.person.fullName }
    ask(
      offered.count == 1 ? "Is this \(first.person.fullName)?" : "Is this one of them?",
      told.joined(separator: "\n")
        + "\nThe same person: the referral goes to the record that is here.",
      names + ["Somebody else", "Back to the form"]
    ) { desk, index in
      var form = form
      desk.overlay = .form(form, purpose)
      guard let index, index <= names.count else { return }
      if index < names.count {
        desk.intake.known = offered[index].person
      } else {
        desk.intake.notSame.formUnion(offered.map(\.person.id))
      }
      desk.lookForDuplicates(&form)
      desk.overlay = .form(form, purpose)
      if saves { desk.submit(form, purpose) }
    }
  }
}

extension FormPurpose {
  /// A referral that somebody writes down.
  static var referral: FormPurpose {
    var purpose = FormPurpose(
      draft: "referral", changed: { desk, form, field in desk.intakeChanged(&form, field) }
    ) { desk, form in
      let row = try IntakeForm.read(form, today: desk.today)
      if desk.intake.known == nil, !desk.intake.likely.isEmpty,
        case .form(let shown, let purpose)? = desk.overlay
      {
        desk.askWhoItIs(shown, purpose, saves: true)
        return .failed
      }
      let whom: IntakePerson =
        desk.intake.known.map { .known($0.id) }
        ?? .new(notSame: desk.intake.notSame.sorted())
      let now = desk.setting.now()
      var opened: Identifier<Case>?
      let done = desk.save("Referral written down") {
        opened = try $0.refer(row, about: whom, at: now)
      }
      guard done, let opened else { return .failed }
      desk.overlay = nil
      desk.intake = IntakeState()
      desk.open(opened)
      return .movedOn
    }
    // What was said of who it is belongs to the words: forgotten, it would be asked again,
    // or, worse, a second record be made.
    purpose.extras = { desk in
      var extras: [String: String] = [:]
      if let known = desk.intake.known { extras["known-person"] = known.id.text }
      let others = desk.intake.notSame.map(\.text).sorted()
      if !others.isEmpty { extras["not-same"] = others.joined(separator: " ") }
      return extras
    }
    purpose.reload = { desk, form, kept in
      desk.intake.known = kept["known-person"].flatMap { try? desk.book?.person(Identifier($0)) }
      desk.intake.notSame = Set(
        (kept["not-same"] ?? "").split(separator: " ").map { Identifier(String($0)) })
      desk.lookForDuplicates(&form)
    }
    purpose.keys = [
      FormKey(key: .function(3), label: "is it them?") { desk, form, purpose in
        desk.askWhoItIs(form, purpose, saves: false)
      }
    ]
    return purpose
  }
}
