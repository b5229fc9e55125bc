// Changing who somebody is, and recording, reviewing and ending risks.

import Casebook
import Casework
import Foundation
import Terminal

enum RecordForms {
  static func person(_ person: Person, on today: Day, checks: IntakeChecks) -> DeskForm {
    let fields: [FormField] = [
      .text("first", "First name", text: person.firstName, isRequired: true)
        .beginning("Who they are"),
      .text("family", "Family name", text: person.familyName, isRequired: true),
      .text("preferred", "Likes to be called", text: person.preferredName),
      .text("pronouns", "Pronouns", text: person.pronouns),
      .date(
        "birth", "Date of birth", moment: person.dateOfBirth.map { Moment($0.forFields) },
        today: today.forFields, leaning: .past, placeholder: "14/05/2012",
        check: { IntakeForm.birth($0, today: today) }),
      .text(
        "nhs", "NHS number", text: person.nhsNumber?.description ?? "",
        check: { IntakeForm.nhsNumber($0, checks) }),
      .text("gender", "Gender", text: person.gender, placeholder: "as they say it"),
      .text(
        "aliases", "Also known as", text: person.aliases, placeholder: "parted by semicolons"),
      .text("telephone", "Telephone", text: person.telephone).beginning("Contact, safely"),
      .text("email", "E-mail", text: person.email),
    ]
    var reach = SafeContactFields.fields(person.safeContact)
    reach += [
      .text("contact", "How they prefer it", text: person.preferredContact),
      .text("address", "Address", text: person.address),
      .text(
        "postcode", "Postcode", text: person.postcode?.description ?? "",
        check: IntakeForm.postcode),
    ]
    let rest: [FormField] = [
      .text("adjustments", "Reasonable adjustments", text: person.reasonableAdjustments)
        .beginning("What they need"),
      .text(
        "interpreter", "Interpreter", text: person.interpreter, placeholder: "the language"),
      .text("school", "School or college", text: person.school).beginning("Around them"),
      .text("practice", "GP practice", text: person.gpPractice),
      .text("practice-code", "Its code", text: person.gpPracticeCode, placeholder: "ODS code"),
    ]
    let form = Form(id: "person", fields: fields + reach + rest, submitLabel: "Keep it")
    return DeskForm(title: "Who \(person.calledName) is", form: form, width: 78)
  }

  static func read(_ form: Form, over person: Person) -> Person {
    var person = person
    person.firstName = form.text("first")
    person.familyName = form.text("family")
    person.preferredName = form.text("preferred")
    person.pronouns = form.text("pronouns")
    person.dateOfBirth = form.moment("birth")?.caseworkDay
    person.nhsNumber = try? NHSNumber(form.text("nhs"))
    person.gender = form.text("gender")
    person.aliases = form.text("aliases")
    person.telephone = form.text("telephone")
    person.email = form.text("email")
    person.safeContact = SafeContactFields.read(form)
    person.preferredContact = form.text("contact")
    person.address = form.text("address")
    person.postcode = try? Postcode(form.text("postcode"))
    person.reasonableAdjustments = form.text("adjustments")
    person.interpreter = form.text("interpreter")
    person.school = form.text("school")
    person.gpPractice = form.text("practice")
    person.gpPracticeCode = form.text("practice-code")
    return person
  }

  static func risks(_ record: CaseRecord) -> DeskForm {
    var fields: [FormField] = record.risks.filter { $0.to == nil && $0.kind != .noneKnown }.map {
      .choice(
        "risk.\($0.id)", $0.kind.words,
        options: [
          FieldOption("stands", "as it was"), FieldOption("reviewed", "looked at again today"),
          FieldOption("ended", "ended today"),
        ], chosen: "stands", help: $0.risk)
    }
    let hasRisks = !fields.isEmpty
    if hasRisks { fields[0] = fields[0].beginning("Risks that stand") }
    fields.append(
      .choice(
        "risk", hasRisks ? "Another" : "What is known",
        options: RiskFields.options.filter { $0.id != "not-asked" }
      ).beginning(hasRisks ? "A new one" : "Risks"))
    fields.append(
      .notes("risk-words", "Which", rows: 2, placeholder: "what might happen, and what helps"))
    fields.append(.text("comment", "Comment", placeholder: "who else knows; what was agreed"))
    let form = Form(id: "risks", fields: fields, submitLabel: "Keep it")
    return DeskForm(title: "Risks: \(record.person.calledName)", form: form)
  }
}

extension Desk {
  mutating func editPerson() {
    guard let record = person?.record else { return }
    let checks = IntakeChecks()
    let before = record.person
    var purpose = FormPurpose(draft: "person", of: record.case.id) { desk, form in
      let changed = RecordForms.read(form, over: before)
      if let number = changed.nhsNumber, let why = checks.taken[number.digits] {
        throw FormProblem(field: "nhs", why: why)
      }
      guard changed != before else { return .saved }
      let now = desk.setting.now()
      return FormEnd(desk.save("Kept") { try $0.keep(changed, at: now) })
    }
    purpose.changed = { desk, form, field in
      guard IntakeForm.telling.contains(field), let book = desk.book else { return }
      let sought = SoughtPerson(RecordForms.read(form.form, over: before))
      let found = (try? book.duplicates(of: sought, except: before.id)) ?? []
      if let number = sought.nhsNumber {
        let why = found.lazy.compactMap { Likeness.numberIsTaken(sought, by: $0.person) }.first
        checks.taken[number.digits] = why
        if let why { form.form.setError(why, on: "nhs") }
      }
    }
    show(RecordForms.person(before, on: today, checks: checks), purpose)
  }

  mutating func openRisks() {
    guard let record = person?.record else { return }
    let purpose = FormPurpose(draft: "risks", of: record.case.id) { desk, form in
      let isBlank = form.option("risk") == nil && form.text("risk-words").isEmpty
      let statement = try isBlank ? RiskStatement.notAsked : RiskFields.read(form)
      let changed = record.risks.filter { risk in
        let answer = form.option("risk.\(risk.id)")
        return answer == "reviewed" || answer == "ended"
      }
      guard statement != .notAsked || !changed.isEmpty else {
        throw FormProblem(field: "risk", why: "say what is known, or leave with Esc")
      }
      let now = desk.setting.now()
      let day = desk.today
      return FormEnd(
        desk.save("Risks kept") { book in
          for risk in changed {
            if form.option("risk.\(risk.id)") == "ended" {
              try book.end(risk.id, on: day, at: now)
            } else {
              try book.review(risk.id, on: day, at: now)
            }
          }
          guard
            let new = Risk(
              statement, id: book.mint(at: now), of: record.person.id, from: day,
              by: book.worker.id, comment: form.text("comment"))
          else { return }
          try book.record(new, at: now)
        })
    }
    show(RecordForms.risks(record), purpose)
  }

  mutating func lookForDoubles() {
    guard let person = person?.record.person else { return }
    enter(DoublesPage(of: person))
  }
}

/// Other records that may be the same person's, and what was decided of some.
struct DoublesPage: ListPage {
  let place = DeskContext.Place.room("doubles")
  private let kept: Person
  private var found: [LikelyDuplicate] = []
  private var linked: [Person] = []
  private var apart: [Person] = []
  var list = SectionList(id: "doubles")

  private enum Item {
    case found(LikelyDuplicate)
    case linked(Person)
  }

  private var items: [Int: Item] = [:]

  init(of person: Person) { kept = person }

  mutating func load(from book: Casebook, on today: Day) throws {
    let person = try book.person(kept.id) ?? kept
    found = try book.duplicates(of: SoughtPerson(person), except: kept.id, limit: 20)
    let links = try book.links(of: kept.id)
    linked = try links.filter { $0.isSame && $0.first == kept.id }
      .compactMap { try book.person($0.second) }
    apart = try links.filter { !$0.isSame }
      .compactMap { try book.person($0.first == kept.id ? $0.second : $0.first) }
    lay()
  }

  private mutating func lay() {
    var rows: [SectionRow] = []
    items = [:]
    func add(_ person: Person, _ why: String, _ item: Item?) {
      if let item { items[rows.count] = item }
      let born = person.dateOfBirth.map { "born \($0.british)" } ?? "birth date not known"
      let facts = [born, person.nhsNumber?.description ?? "", person.telephone]
        .filter { !$0.isEmpty }
      rows.append(
        SectionRow(
          [
            RowLine(
              left: StyledText(person.fullName, .heading, .bold).column(26)
                + StyledText("  " + facts.joined(separator: " · "), .text)),
            RowLine(left: StyledText("  \(why)", .muted)), .air,
          ], isSelectable: item != nil))
    }
    let same = found.filter { $0.likeness.degree > .family }
    rows.append(.heading("May be the same person", "\(same.count)"))
    for item in same { add(item.person, item.likeness.why, .found(item)) }
    if same.isEmpty { rows.append(.words("Nobody here is like them.", .muted)) }
    rows.append(.blank)
    let family = found.filter { $0.likeness.degree == .family }
    if !family.isEmpty {
      rows.append(.heading("In the family, and somebody else"))
      for item in family { add(item.person, item.likeness.why, nil) }
    }
    if !linked.isEmpty {
      rows.append(.heading("Linked into this record"))
      for person in linked {
        add(person, "Enter takes the two apart again", .linked(person))
      }
    }
    if !apart.isEmpty {
      rows.append(.heading("Marked as somebody else"))
      for person in apart { add(person, "never offered again", nil) }
    }
    list.rows = rows
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .enter || event.mouse(on: "doubles")?.kind == .doubleClick,
      let item = list.selected.flatMap({ items[$0] })
    {
      let kept = kept
      return .act { desk in
        switch item {
        case .found(let found): desk.askToLink(found, into: kept)
        case .linked(let person): desk.askToUnlink(person, from: kept)
        }
      }
    }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    let page = canvas.sub(canvas.bounds.inset(left: 1, top: 0, right: 1, bottom: 0))
    page.put(
      StyledText("Is the record of \(kept.fullName) double?", .heading, .bold),
      at: Position(x: 1, y: 0))
    page.put(
      StyledText("Enter compares the two. Linking keeps everything and can be undone.", .soft),
      at: Position(x: 1, y: 1))
    list.draw(on: page.sub(page.bounds.inset(left: 0, top: 3, right: 0, bottom: 0)))
  }
}

extension Desk {
  /// Asks what two records are, with what differs between them.
  mutating func askToLink(_ found: LikelyDuplicate, into kept: Person) {
    let other = found.person
    ask(
      "\(kept.fullName) and \(other.fullName)",
      Self.differences(kept, other) + "\n\nLinking keeps \(kept.calledName)’s record; "
        + "everything of the other is found there. It can be undone.",
      ["One person: link them", "Two people", "Not now"]
    ) { desk, index in
      let now = desk.setting.now()
      switch index {
      case 0:
        desk.save("Linked: one record now") { try $0.link(other.id, into: kept.id, at: now) }
      case 1:
        desk.save("Two people: not offered again") {
          try $0.markApart(kept.id, other.id, at: now)
        }
      default: break
      }
    }
  }

  mutating func askToUnlink(_ other: Person, from kept: Person) {
    ask(
      "Take the two apart?",
      "What came from \(other.fullName)’s record goes back to it. What was written since stays with \(kept.fullName).",
      ["Take them apart", "Leave them linked"]
    ) { desk, index in
      guard index == 0 else { return }
      let now = desk.setting.now()
      desk.save("Two records again") { try $0.unlink(other.id, at: now) }
    }
  }

  private static func differences(_ a: Person, _ b: Person) -> String {
    let rows: [(String, String, String)] = [
      (
        "Name", PersonName.joined([a.firstName, a.familyName]),
        PersonName.joined([b.firstName, b.familyName])
      ),
      ("Born", a.dateOfBirth?.british ?? "", b.dateOfBirth?.british ?? ""),
      ("NHS number", a.nhsNumber?.description ?? "", b.nhsNumber?.description ?? ""),
      ("Telephone", a.telephone, b.telephone),
      ("Postcode", a.postcode?.description ?? "", b.postcode?.description ?? ""),
      ("School", a.school, b.school), ("GP practice", a.gpPractice, b.gpPractice),
    ]
    return rows.compactMap { label, left, right in
      if left.isEmpty, right.isEmpty { return nil }
      if left == right { return "\(label): \(left), the same" }
      return "\(label): \(left.isEmpty ? "—" : left) / \(right.isEmpty ? "—" : right)"
    }.joined(separator: "\n")
  }
}
