// A referral written down on the desk: no wrong door.

import Casework
import Foundation
import Terminal

enum ReferralForm {
  static func make(at now: Date) -> DeskForm {
    let today = Day(now)
    let form = Form(
      id: "referral",
      fields: [
        .text("first", "First name", isRequired: true),
        .text("family", "Family name", isRequired: true),
        .text("preferred", "Likes to be called"),
        .text("pronouns", "Pronouns"),
        .date(
          "birth", "Date of birth", today: today.forFields, leaning: .past,
          placeholder: "14/05/2012", isRequired: true,
          check: { moment in
            guard let day = moment.caseworkDay else { return "there is no such day" }
            if day > today { return "that is in the future; check the year" }
            if day.year < 1900 { return "that is before 1900; check the year" }
            return nil
          }),
        .text(
          "nhs", "NHS number",
          check: { text in
            do {
              _ = try NHSNumber(text)
              return nil
            } catch { return "\(error)" }
          }),
        .text(
          "postcode", "Postcode",
          check: { text in
            do {
              _ = try Postcode(text)
              return nil
            } catch { return "\(error)" }
          }),
        .text("telephone", "Telephone"),
        .text("contact", "How to contact safely", placeholder: "who may answer, which name to use"),
        .text("school", "School or college"),
        .choice(
          "source", "Who refers",
          options: ReferralSource.allCases.map { FieldOption($0.rawValue, $0.words) },
          isRequired: true),
        .text("referrer", "Their name"),
        .text("organisation", "Their organisation"),
        .date(
          "date", "Referred on", moment: Moment(today.forFields), today: today.forFields,
          leaning: .past, isRequired: true,
          check: { moment in
            moment.caseworkDay.map { $0 > today } == true ? "that is in the future" : nil
          }),
        .notes("reason", "Why, in their words", rows: 4),
        .choice(
          "consent", "Agreed to contact",
          options: ConsentToContact.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: ConsentToContact.notRecorded.rawValue),
      ], submitLabel: "Write it down")
    return DeskForm(title: "New referral", form: form)
  }

  static func read(_ form: Form, today: Day) -> Result<IncomingReferral, FormProblem> {
    guard let birth = form.moment("birth")?.caseworkDay else {
      return .failure(FormProblem(field: "birth", why: "this is needed"))
    }
    let date = form.moment("date")?.caseworkDay ?? today
    if date < birth {
      return .failure(FormProblem(field: "date", why: "that is before they were born; check both"))
    }
    return .success(
      IncomingReferral(
        row: 1, firstName: form.text("first"), familyName: form.text("family"),
        preferredName: form.text("preferred"), pronouns: form.text("pronouns"),
        dateOfBirth: birth, nhsNumber: try? NHSNumber(form.text("nhs")),
        postcode: try? Postcode(form.text("postcode")), telephone: form.text("telephone"),
        preferredContact: form.text("contact"), school: form.text("school"),
        source: form.option("source").flatMap(ReferralSource.init) ?? .other,
        referrer: form.text("referrer"), organisation: form.text("organisation"),
        reason: form.text("reason"), date: date,
        consentToContact: form.option("consent").flatMap(ConsentToContact.init) ?? .notRecorded))
  }
}
