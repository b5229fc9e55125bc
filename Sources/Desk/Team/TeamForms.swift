// The forms of the team: why cases move, on what terms somebody works, when they are
// away, what a case weighs, what was done about a week over guidance.

import Casebook
import Casework
import Terminal

enum TeamForms {
  static func move(
    _ rows: [CaseloadRow], from: String, to: String, leaving: Day?, away: Absence?, on today: Day
  ) -> DeskForm {
    let count = rows.count
    let first = from.split(separator: " ").first.map(String.init) ?? from
    let why =
      leaving.map { "\(first) leaves on \($0.british)" }
      ?? away.map { "cover: \(first) is away \($0.from.shortBritish) to \($0.to.shortBritish)" }
      ?? ""
    let back = leaving == nil ? away.map { Moment($0.to.adding(days: 1).forFields) } : nil
    var fields: [FormField] = [
      .text(
        "why", "Why", text: why, placeholder: "fairer shares, a better day for visits",
        help: "kept with each case for good", isRequired: true),
      .date(
        "back", "They go back on", moment: back, today: today.forFields, leaning: .future,
        placeholder: "leave empty to move them for good",
        help: "each goes back by itself on that day",
        check: { moment in
          moment.caseworkDay.map { $0 <= today } == true ? "that day is not ahead" : nil
        }),
    ]
    fields += rows.map { row in
      .text(
        "note \(row.caseID.text)", row.person.listName,
        placeholder: leaving == nil
          ? "anything to know, perhaps"
          : "what \(to.split(separator: " ").first ?? "they") should know",
        isRequired: leaving != nil)
    }
    let form = Form(
      id: "move", fields: fields, submitLabel: "Move \(count == 1 ? "it" : "them")")
    return DeskForm(
      title: "Move \(count) case\(count == 1 ? "" : "s") from \(from) to \(to)", form: form,
      start: "why")
  }

  // MARK: Terms

  static func terms(
    _ row: TeamRow, team: Team, on today: Day
  ) -> DeskForm {
    let terms = row.terms
    let sets =
      team.settings.guidance.sets.map { FieldOption($0.id, $0.name) }
      + [FieldOption(CaseloadGuidance.byAge, "By each person’s age")]
    let bosses = team.workers.filter { AccessRules.oversees($0.role) && $0.id != row.worker.id }
    let nobody = FieldOption("-", "Nobody")
    func day(_ day: Day?) -> Moment? { day.map { Moment($0.forFields) } }
    let form = Form(
      id: "terms",
      fields: [
        .text(
          "hours", "Whole-time part", text: Figures.plainer(row.worker.wholeTimeEquivalent),
          help: "1 is whole-time, 0.6 three days a week", isRequired: true,
          check: { text in
            guard let value = Double(text.replacing(",", with: ".")), value >= 0.05, value <= 1
            else { return "write a number from 0.05 to 1" }
            return nil
          }),
        .choice(
          "guidance", "Judged by", options: sets,
          chosen: terms.flatMap { $0.guidance.isEmpty ? nil : $0.guidance }
            ?? team.settings.guidance.usual),
        .date(
          "started", "First day here", moment: day(terms?.startedOn), today: today.forFields,
          leaning: .past),
        .toggle(
          "new", "New to the work", isOn: terms?.isNewcomer ?? false,
          help: "guidance then grows step by step from the first day"),
        .date(
          "leaves", "Last day here", moment: day(terms?.leavesOn), today: today.forFields,
          leaning: .future, placeholder: "empty unless they leave"),
        .choice(
          "supervisor", "Supervised by",
          options: [nobody] + bosses.map { FieldOption($0.id.text, $0.name) },
          chosen: terms?.supervisorID?.text ?? "-"),
        .text("practice", "Based at", text: terms?.practice ?? ""),
        .text("network", "Network", text: terms?.network ?? ""),
      ], submitLabel: "Keep")
    return DeskForm(title: "How \(row.worker.name) works here", form: form)
  }

  static func read(
    _ form: Form, of row: TeamRow, id: Identifier<WorkerTerms>
  ) -> (terms: WorkerTerms, hours: Double) {
    var terms = row.terms ?? WorkerTerms(id: id, workerID: row.worker.id)
    terms.guidance = form.option("guidance") ?? ""
    terms.startedOn = form.moment("started")?.caseworkDay
    terms.isNewcomer = form.flag("new")
    terms.leavesOn = form.moment("leaves")?.caseworkDay
    let boss = form.option("supervisor") ?? "-"
    terms.supervisorID = boss == "-" ? nil : Identifier(boss)
    terms.practice = form.text("practice")
    terms.network = form.text("network")
    let hours = Double(form.text("hours").replacing(",", with: ".")) ?? 1
    return (terms, hours)
  }

  static func absence(titled title: String, deputies: [LinkWorker]?, on today: Day) -> DeskForm {
    var fields: [FormField] = [
      .choice(
        "kind", "Why", options: Absence.Kind.allCases.map { FieldOption($0.rawValue, $0.words) },
        chosen: Absence.Kind.leave.rawValue),
      .date(
        "from", "First day away", moment: Moment(today.forFields), today: today.forFields,
        leaning: .future, isRequired: true),
      .date(
        "to", "Last day away", today: today.forFields, leaning: .future, isRequired: true),
      .text("note", "Note"),
    ]
    if let deputies {
      fields.append(
        .choice(
          "deputy", "Who stands in",
          options: [FieldOption("-", "Nobody")] + deputies.map { FieldOption($0.id.text, $0.name) },
          help: "sees the team meanwhile"))
    }
    return DeskForm(
      title: title, form: Form(id: "absence", fields: fields, submitLabel: "Keep"))
  }

  // MARK: Weight

  static func weight(
    of name: String, _ weight: CaseWeight?, model: PointsModel, on today: Day
  ) -> DeskForm {
    let options = CaseIntensity.allCases.map {
      FieldOption($0.rawValue, "\($0.words), \(Figures.plain(model.points($0)))")
    }
    let modifiers = CaseModifier.allCases.filter { !$0.isDerived }.map { modifier in
      let points = model.points(modifier)
      let sign = points < 0 ? "−" : "+"
      return FieldOption(
        modifier.rawValue, "\(modifier.words) \(sign)\(Figures.plain(abs(points)))")
    }
    let form = Form(
      id: "weight",
      fields: [
        .choice(
          "intensity", "It is", options: options,
          chosen: (weight?.intensity ?? .standard).rawValue, isRequired: true),
        .many(
          "modifiers", "With", options: modifiers,
          chosen: Set((weight?.modifiers ?? []).map(\.rawValue)),
          help: "visits at home are also read from the last eight weeks"),
        .date(
          "ends", "Expected to end", moment: weight?.endsOn.map { Moment($0.forFields) },
          today: today.forFields, leaning: .future, placeholder: "empty unless it is planned",
          help: "the forecast reckons with it"),
      ], submitLabel: "Weigh it")
    return DeskForm(title: "What \(name)’s case weighs", form: form)
  }

  static func read(
    _ form: Form, of caseID: Identifier<Case>, id: Identifier<CaseWeight>
  ) -> CaseWeight {
    CaseWeight(
      id: id, caseID: caseID, intensity: form.option("intensity").flatMap(CaseIntensity.init),
      modifiers: Set(form.options("modifiers").compactMap(CaseModifier.init)),
      endsOn: form.moment("ends")?.caseworkDay)
  }

  // MARK: Over capacity

  static func done(_ week: OverCapacityWeek) -> DeskForm {
    let form = Form(
      id: "over",
      fields: [
        .notes(
          "done", "What was done", text: week.done, rows: 4,
          placeholder: "asked the network for a pause, moved two cases, nothing could be done",
          isRequired: true)
      ], submitLabel: "Keep")
    return DeskForm(
      title: "\(week.workerName), week of \(week.monday.british): \(week.words)", form: form)
  }

  static func export(on today: Day) -> DeskForm {
    let form = Form(
      id: "export",
      fields: [
        .text(
          "path", "To the file", text: "~/over-capacity-\(today.iso).csv",
          help: "a spreadsheet for your manager; it is not sealed and names workers only",
          isRequired: true)
      ], submitLabel: "Write it")
    return DeskForm(title: "The over-capacity log for a manager", form: form)
  }
}

extension Figures {
  /// "0.6", "0.75", "1": up to two decimals.
  static func plainer(_ value: Double) -> String {
    let hundredths = Int((value * 100).rounded())
    if hundredths % 100 == 0 { return "\(hundredths / 100)" }
    if hundredths % 10 == 0 { return Figures.oneDecimal(value) }
    return "\(hundredths / 100).\(hundredths % 100 < 10 ? "0" : "")\(hundredths % 100)"
  }
}
