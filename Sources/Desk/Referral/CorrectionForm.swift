// Correcting a referral that is here: the questions of its own door, with what was
// answered. What it said before stays in the history.

import Casebook
import Casework
import Foundation
import Terminal

enum CorrectionForm {
  /// - Parameter words: what the fields hold, by their ids.
  static func make(
    _ name: String, source: ReferralSource, words: [String: String], today: Day
  ) -> DeskForm {
    var fields: [FormField] = [
      .choice(
        "source", "Who referred",
        options: ReferralSource.allCases.map { FieldOption($0.rawValue, $0.words) },
        chosen: source.rawValue, isRequired: true)
    ]
    // What is not known yet is no reason to keep a wrong word: nothing is needed but the day.
    fields += IntakeForm.referrer(source.intake, source, today: today).map { field in
      var field = field
      field.isRequired = field.id == "date"
      return field
    }
    fields.append(IntakeForm.consent)
    var filled = DeskForm(
      title: "", form: Form(id: "correction", fields: fields, submitLabel: "Keep it"))
    filled.restore(words)
    filled.form.setFocus("source")
    return DeskForm(title: "\(name)’s referral", form: filled.form, width: 78)
  }

  /// What a referral says, as the form's fields hold it.
  static func words(of referral: Referral) -> [String: String] {
    var words = [
      "source": referral.source.rawValue, "referrer": referral.referrer,
      "role": referral.referrerRole, "organisation": referral.organisation,
      "referrer-contact": referral.referrerContact, "respond-to": referral.respondTo,
      "date": referral.date.british, "reason": referral.reason, "view": referral.personView,
      "method": referral.method, "consent": referral.consentToContact.rawValue,
    ]
    for (id, answer) in referral.details { words["d." + id] = answer }
    return words
  }

  /// The referral as the form says it. What this door has no field for stays as it was.
  static func read(_ form: Form, over referral: Referral) -> Referral {
    var changed = referral
    func take(_ id: String, _ path: WritableKeyPath<Referral, String>) {
      if form.value(id) != nil { changed[keyPath: path] = form.text(id) }
    }
    changed.source = form.option("source").flatMap(ReferralSource.init) ?? referral.source
    take("referrer", \.referrer)
    take("role", \.referrerRole)
    take("organisation", \.organisation)
    take("referrer-contact", \.referrerContact)
    take("respond-to", \.respondTo)
    take("reason", \.reason)
    take("view", \.personView)
    take("method", \.method)
    changed.date = form.moment("date")?.caseworkDay ?? referral.date
    changed.consentToContact =
      form.option("consent").flatMap(ConsentToContact.init) ?? referral.consentToContact
    let asked = form.fields.map(\.id).filter { $0.hasPrefix("d.") }.map { $0.dropFirst(2) }
    for id in asked { changed.details[String(id)] = nil }
    changed.details.merge(IntakeForm.details(form, changed.source)) { $1 }
    return changed
  }
}

extension Desk {
  mutating func correctReferral() {
    guard let record = person?.record, let referral = record.referral else { return }
    let name = record.person.calledName
    let day = today
    var purpose = FormPurpose(draft: "correction", of: record.case.id) { desk, form in
      let changed = CorrectionForm.read(form, over: referral)
      guard changed != referral else { return .saved }
      if let birth = record.person.dateOfBirth, changed.date < birth {
        throw FormProblem(field: "date", why: "that is before they were born; check both")
      }
      let now = desk.setting.now()
      return FormEnd(desk.save("The referral is corrected") { try $0.keep(changed, at: now) })
    }
    // Another door has other questions; what was typed for this one is kept meanwhile.
    var typed = CorrectionForm.words(of: referral)
    var source = referral.source
    purpose.changed = { _, form, field in
      guard field == "source",
        let other = form.form.option("source").flatMap(ReferralSource.init), other != source
      else { return }
      source = other
      typed.merge(form.words) { $1 }
      form = CorrectionForm.make(name, source: other, words: typed, today: day)
    }
    let draft = try? book?.draft(form: "correction", caseID: record.case.id.text)
    if isBringingBack, let kept = draft?.fields["source"].flatMap(ReferralSource.init) {
      source = kept
    }
    show(CorrectionForm.make(name, source: source, words: typed, today: day), purpose)
  }
}
