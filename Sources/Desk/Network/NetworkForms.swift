// The forms about the people and services around somebody, and what each writes.

import Casebook
import Casework
import Foundation
import Terminal

enum NetworkForms {
  static func relation(_ known: Relation?) -> DeskForm {
    DeskForm(
      title: known == nil ? "Somebody in their life" : "In their life",
      form: Form(
        id: "relation",
        fields: [
          .text("name", "Name", text: known?.name ?? ""),
          .text(
            "relation", "What they are to them", text: known?.relation ?? "",
            placeholder: "mum, class teacher, social worker"),
          .choice(
            "kind", "Part of their life",
            options: RelationKind.allCases.map { FieldOption($0.rawValue, $0.words) },
            chosen: (known?.kind ?? .family).rawValue, isRequired: true),
          .choice(
            "knows", "May know",
            options: MayKnow.allCases.map { FieldOption($0.rawValue, $0.words) },
            chosen: (known?.mayKnow ?? .notAsked).rawValue,
            help: "as the person has said; ask them", isRequired: true),
          .toggle(
            "responsibility", "Parental responsibility",
            isOn: known?.hasParentalResponsibility ?? false),
          .toggle("kin", "Next of kin", isOn: known?.isNextOfKin ?? false),
          .toggle("lives", "Lives with them", isOn: known?.livesWith ?? false),
          .text("telephone", "Telephone", text: known?.telephone ?? ""),
          .text(
            "organisation", "School, practice or organisation", text: known?.organisation ?? ""),
          .text("note", "Note", text: known?.note ?? "", placeholder: "exactly what they may know"),
        ]))
  }

  static func involvement(_ known: Involvement?, sector: Sector?, on today: Casework.Day)
    -> DeskForm
  {
    DeskForm(
      title: "Another service involved",
      form: Form(
        id: "involvement",
        fields: [
          .choice(
            "sector", "Which", options: Sector.allCases.map { FieldOption($0.rawValue, $0.words) },
            chosen: (known?.sector ?? sector)?.rawValue, isRequired: true),
          .text(
            "organisation", "Organisation", text: known?.organisation ?? "",
            placeholder: "CAMHS early help team"),
          .text("who", "Who, and how to reach them", text: known?.who ?? ""),
          .text(
            "does", "What they do", text: known?.does ?? "",
            placeholder: "six sessions for worry"),
          .text(
            "agreed", "What was agreed", text: known?.agreed ?? "",
            placeholder: "they see to school, we to what is outside"),
          .date(
            "from", "Since", moment: Moment((known?.from ?? today).forFields),
            today: today.forFields, leaning: .past, isRequired: true),
          .date(
            "to", "Until", moment: known?.to.map { Moment($0.forFields) },
            today: today.forFields, leaning: .nearest, help: "empty while they are involved"),
        ]), start: known == nil && sector == nil ? "sector" : "organisation")
  }

  static func flag(_ known: PersonFlag?, on today: Casework.Day) -> DeskForm {
    DeskForm(
      title: "To know before you ring or visit",
      form: Form(
        id: "flag",
        fields: [
          .text(
            "words", "In words", text: known?.words ?? "",
            placeholder: "two dogs; ring before you come in", isRequired: true),
          .choice(
            "kind", "About", options: FlagKind.allCases.map { FieldOption($0.rawValue, $0.words) },
            chosen: (known?.kind ?? .visiting).rawValue, isRequired: true),
          .date(
            "to", "Until", moment: known?.to.map { Moment($0.forFields) }, today: today.forFields,
            leaning: .nearest, help: "empty while it holds"),
        ]))
  }

  static func member(_ workers: [LinkWorker]) -> DeskForm {
    DeskForm(
      title: "Somebody works with them too",
      form: Form(
        id: "member",
        fields: [
          .choice(
            "worker", "Who",
            options: workers.map { FieldOption($0.id.text, "\($0.name), \($0.role.words)") },
            isRequired: true),
          .text("reason", "What they do", placeholder: "health coaching, sees them at the group"),
        ]))
  }
}

extension Desk {
  private typealias Save = (inout Desk, Form) throws -> FormEnd

  /// Opens the chosen line of somebody's family and network.
  mutating func openNetworkItem(_ item: NetworkItem? = nil) {
    guard let person, let item = item ?? person.network.selected else { return }
    let (caseID, personID) = (person.caseID, person.record.person.id)
    switch item {
    case .flag(let flag): showFlag(flag, caseID, personID)
    case .newFlag: showFlag(nil, caseID, personID)
    case .relation(let relation): showRelation(relation, caseID, personID)
    case .newRelation: showRelation(nil, caseID, personID)
    case .involvement(let known): showInvolvement(known, nil, caseID, personID)
    case .newInvolvement(let sector): showInvolvement(nil, sector, caseID, personID)
    case .member(let member): leaveCase(member)
    case .newMember: showMember(caseID)
    }
  }

  private mutating func showFlag(
    _ known: PersonFlag?, _ caseID: Identifier<Case>, _ personID: Identifier<Person>
  ) {
    show(
      NetworkForms.flag(known, on: today),
      FormPurpose(draft: known == nil ? "flag" : "", of: caseID) { desk, form in
        let now = desk.setting.now()
        let today = desk.today
        return FormEnd(
          desk.save("Flag kept") { book in
            try book.write(
              PersonFlag(
                id: known?.id ?? book.mint(at: now), personID: personID,
                kind: form.option("kind").flatMap(FlagKind.init) ?? .visiting,
                words: form.text("words"), from: known?.from ?? today,
                to: form.moment("to")?.caseworkDay), at: now)
          })
      })
  }

  private mutating func showRelation(
    _ known: Relation?, _ caseID: Identifier<Case>, _ personID: Identifier<Person>
  ) {
    show(
      NetworkForms.relation(known),
      FormPurpose(draft: known == nil ? "relation" : "", of: caseID) { desk, form in
        guard !(form.text("name").isEmpty && form.text("organisation").isEmpty) else {
          throw FormProblem(field: "name", why: "write a name, or the place where they work")
        }
        let now = desk.setting.now()
        return FormEnd(
          desk.save("Kept") { book in
            try book.write(
              Relation(
                id: known?.id ?? book.mint(at: now), personID: personID,
                kind: form.option("kind").flatMap(RelationKind.init) ?? .family,
                name: form.text("name"), relation: form.text("relation"),
                hasParentalResponsibility: form.flag("responsibility"),
                isNextOfKin: form.flag("kin"), livesWith: form.flag("lives"),
                telephone: form.text("telephone"), organisation: form.text("organisation"),
                mayKnow: form.option("knows").flatMap(MayKnow.init) ?? .notAsked,
                note: form.text("note")), at: now)
          })
      })
  }

  private mutating func showInvolvement(
    _ known: Involvement?, _ sector: Sector?, _ caseID: Identifier<Case>,
    _ personID: Identifier<Person>
  ) {
    show(
      NetworkForms.involvement(known, sector: sector, on: today),
      FormPurpose(draft: known == nil ? "involvement" : "", of: caseID) { desk, form in
        let today = desk.today
        let from = form.moment("from")?.caseworkDay ?? today
        let to = form.moment("to")?.caseworkDay
        if let to, to < from {
          throw FormProblem(field: "to", why: "that is before they began")
        }
        let now = desk.setting.now()
        return FormEnd(
          desk.save("Kept who else is involved") { book in
            try book.write(
              Involvement(
                id: known?.id ?? book.mint(at: now), personID: personID,
                sector: form.option("sector").flatMap(Sector.init) ?? .other,
                organisation: form.text("organisation"), who: form.text("who"),
                does: form.text("does"), agreed: form.text("agreed"), from: from, to: to,
                checkedOn: today), at: now)
          })
      })
  }

  private mutating func showMember(_ caseID: Identifier<Case>) {
    let team = person?.record.team ?? []
    let workers = ((try? book?.workers()) ?? []).filter { !team.contains($0.id) }
    show(
      NetworkForms.member(workers),
      FormPurpose(draft: "") { desk, form in
        guard let worker = form.option("worker") else { return .failed }
        let now = desk.setting.now()
        return FormEnd(
          desk.save("They work with them too") {
            try $0.join(
              caseID, worker: Identifier(worker), reason: form.text("reason"), at: now)
          })
      })
  }

  private mutating func leaveCase(_ member: CaseMember) {
    guard member.to == nil else { return }
    let now = setting.now()
    let name = person?.record.name(of: member.workerID) ?? ""
    ask(
      "\(name) works with them too", "Does \(name) no longer work with them?",
      ["Leave it as it is", "No longer"]
    ) { desk, index in
      guard index == 1 else { return }
      desk.save("\(name) no longer works with them") { try $0.leave(member.id, at: now) }
    }
  }

  /// Takes the chosen line out, or ends it: nothing that was so is forgotten.
  mutating func removeNetworkItem() {
    let now = setting.now()
    let today = today
    switch person?.network.selected {
    case .relation(let relation)?: save("Taken out") { try $0.remove(relation.id, at: now) }
    case .flag(var flag)?:
      flag.to = flag.to == nil ? max(today, flag.from) : nil
      save(flag.to == nil ? "It holds again" : "It holds no longer") { try $0.write(flag, at: now) }
    case .involvement(var involvement)?:
      involvement.to = involvement.to == nil ? max(today, involvement.from) : nil
      involvement.checkedOn = today
      save(involvement.to == nil ? "Involved again" : "No longer involved") {
        try $0.write(involvement, at: now)
      }
    case .member(let member)?: leaveCase(member)
    default: break
    }
  }
}
