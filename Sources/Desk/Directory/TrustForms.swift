// The forms by which the team keeps what it knows of a service.

import Casebook
import Casework
import Terminal

enum TrustForms {
  // MARK: Looked at

  static func check(_ name: String, on today: Day) -> DeskForm {
    let form = Form(
      id: "asset check",
      fields: [
        .choice(
          "found", "What you found",
          options: AssetCheck.Found.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: AssetCheck.Found.right.rawValue, isRequired: true),
        .choice(
          "way", "How", options: AssetCheck.Way.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: AssetCheck.Way.phone.rawValue, isRequired: true),
        .text("spaces", "Spaces", placeholder: "how many more they can take; 0 is full") {
          $0.isEmpty || Int($0).map { (0...9_999).contains($0) } == true
            ? nil : "a whole number, or nothing"
        },
        .text("wait", "Weeks to wait") {
          $0.isEmpty || Int($0).map { (0...520).contains($0) } == true
            ? nil : "a whole number of weeks, or nothing"
        },
        .date(
          "on", "On", moment: Moment(today.forFields), today: today.forFields, leaning: .past,
          isRequired: true,
          check: { moment in
            moment.caseworkDay.map { $0 > today } == true ? "that day is still to come" : nil
          }),
        .notes("note", "What is different", rows: 3, placeholder: "a new time, where it moved to"),
      ], submitLabel: "Keep it")
    return DeskForm(title: "You looked at \(name)", form: form)
  }

  static func checkPurpose(_ id: Identifier<Asset>, _ name: String) -> FormPurpose {
    FormPurpose { desk, form in
      let now = desk.setting.now()
      let day = form.moment("on")?.caseworkDay ?? desk.today
      let spaces = Int(form.text("spaces"))
      let wait = Int(form.text("wait"))
      let done = desk.save("Kept: you looked at \(name)") { book in
        try book.keep(
          AssetCheck(
            id: book.mint(at: now), assetID: id, on: day, by: book.worker.id,
            way: form.option("way").flatMap(AssetCheck.Way.init) ?? .phone,
            found: form.option("found").flatMap(AssetCheck.Found.init) ?? .right,
            note: form.text("note")),
          spaces: spaces == nil && wait == nil
            ? nil
            : AssetSpaces(
              assetID: id, spaces: spaces, waitWeeks: wait, on: day, by: book.worker.id),
          at: now)
      }
      return FormEnd(done)
    }
  }

  // MARK: Evidence

  static func evidence(_ line: AssetLine, on today: Day) -> DeskForm {
    let kinds = AssetAssurance.Kind.allCases
    let known = { kind in line.trust.assurances.first { $0.kind == kind } }
    let form = Form(
      id: "asset evidence",
      fields: [
        .choice(
          "kind", "What you saw", options: kinds.map { FieldOption($0.rawValue, $0.words) },
          chosen: (kinds.first { known($0) == nil } ?? .safeguardingPolicy).rawValue,
          isRequired: true),
        .date(
          "seen", "Seen on", moment: Moment(today.forFields), today: today.forFields,
          leaning: .past, isRequired: true,
          check: { moment in
            moment.caseworkDay.map { $0 > today } == true ? "that day is still to come" : nil
          }),
        .date(
          "until", "Good until", today: today.forFields, leaning: .future,
          placeholder: "in 1 year, 31/08/2027; empty: it does not run out"),
        .text("note", "What it was", placeholder: "policy of March 2026, lead is Ann Persona"),
        .toggle("back", "Take it back", words: ("yes, it no longer holds", "no")),
      ], submitLabel: "Keep it")
    return DeskForm(title: "Evidence about \(line.name)", form: form)
  }

  static func evidencePurpose(_ id: Identifier<Asset>) -> FormPurpose {
    FormPurpose { desk, form in
      guard let kind = form.option("kind").flatMap(AssetAssurance.Kind.init) else {
        return .failed
      }
      let now = desk.setting.now()
      if form.flag("back") {
        return FormEnd(
          desk.save("Taken back: \(kind.words)") { try $0.takeBack(kind, of: id, at: now) })
      }
      let seen = form.moment("seen")?.caseworkDay ?? desk.today
      let until = form.moment("until")?.caseworkDay
      if let until, until < seen {
        throw FormProblem(field: "until", why: "that is before it was seen")
      }
      let note = form.text("note")
      return FormEnd(
        desk.save("Kept: \(kind.words) seen") { book in
          try book.keep(
            [
              AssetAssurance(
                assetID: id, kind: kind, seenOn: seen, expiresOn: until, by: book.worker.id,
                note: note)
            ], at: now)
        })
    }
  }

  // MARK: Note

  static func note(_ name: String) -> DeskForm {
    DeskForm(
      title: "A note about \(name)",
      form: Form(
        id: "asset note",
        fields: [
          .notes(
            "text", "For your team", rows: 5, placeholder: "ask for Sam; the back door is quieter",
            isRequired: true)
        ], submitLabel: "Keep it"))
  }

  static func notePurpose(_ id: Identifier<Asset>) -> FormPurpose {
    FormPurpose { desk, form in
      let now = desk.setting.now()
      let text = form.text("text")
      return FormEnd(
        desk.save("Note kept") { book in
          try book.keep(
            AssetNote(id: book.mint(at: now), assetID: id, at: now, by: book.worker.id, text: text),
            at: now)
        })
    }
  }
}

extension Desk {
  /// Asks for what a facet needs: an age, a postcode.
  mutating func writeFacet(_ choice: FacetChoice) {
    switch choice {
    case .age:
      let form = Form(
        id: "facet age",
        fields: [
          .text("age", "Somebody of", placeholder: "years", isRequired: true) {
            Int($0).map { (0...120).contains($0) } == true ? nil : "a whole number of years"
          }
        ], submitLabel: "Show what takes them")
      overlay = .form(
        DeskForm(title: "For somebody of what age?", form: form),
        FormPurpose { desk, form in
          desk.directory.ask { $0.age = Int(form.text("age")) }
          desk.reload()
          return .saved
        })
    case .near:
      let form = Form(
        id: "facet near",
        fields: [
          .text(
            "postcode", "Postcode", placeholder: "QX4 2AB, or its first half", isRequired: true)
        ], submitLabel: "Show what is near")
      overlay = .form(DeskForm(title: "Near where?", form: form), Self.nearPurpose)
    default: return
    }
  }

  private static var nearPurpose: FormPurpose {
    FormPurpose { desk, form in
      let text = form.text("postcode")
      guard let place = try desk.withBook({ try $0.place(of: text) }) else {
        let count = try desk.withBook { try $0.postcodeCount() }
        throw FormProblem(
          field: "postcode",
          why: count == 0
            ? "there is no table of postcodes yet; bring one in with: fingerpost import postcodes FILE"
            : "it is not in the table of postcodes")
      }
      desk.directory.ask {
        $0.origin = place
        $0.order = .distance
      }
      desk.reload()
      return .saved
    }
  }
}
