// A referral written down on the desk: no wrong door, and for each door its own form.

import Casework
import Foundation
import Terminal

/// What a form may ask of the casebook while somebody types, kept outside the form so that
/// a check of one field can know of it.
final class IntakeChecks {
  /// NHS numbers that are somebody else's, with the sentence that says so.
  var taken: [String: String] = [:]
}

enum IntakeForm {
  /// - Parameter source: who refers; nil until that is said, and then the form has the
  ///   questions of that door.
  static func make(source: ReferralSource?, at now: Date, checks: IntakeChecks) -> DeskForm {
    let today = Day(now)
    let shape = source?.intake
    var fields =
      who(source, today: today, checks: checks) + referrer(shape, source, today: today)
    fields += contact + needs + risks
    let form = Form(id: "referral", fields: fields, submitLabel: "Write it down")
    return DeskForm(title: "New referral", form: form, width: 78)
  }

  /// PRSB "Person demographics" and "GP practice".
  private static func who(
    _ source: ReferralSource?, today: Day, checks: IntakeChecks
  ) -> [FormField] {
    let isSchool = source?.intake.isSchool == true
    let isPractice = source?.intake.isPractice == true
    var fields: [FormField] = [
      .choice(
        "source", "Who refers",
        options: ReferralSource.allCases.map { FieldOption($0.rawValue, $0.words) },
        chosen: source?.rawValue, isRequired: true),
      .text("first", "First name", isRequired: true).beginning("Who is referred"),
      .text("family", "Family name", isRequired: true),
      .date(
        "birth", "Date of birth", today: today.forFields, leaning: .past,
        placeholder: "14/05/2012", isRequired: true, check: { birth($0, today: today) }),
      .text("nhs", "NHS number", check: { nhsNumber($0, checks) }),
      .text("preferred", "Likes to be called"),
      .text("pronouns", "Pronouns", placeholder: "she/her, he/him, they/them"),
      .text("gender", "Gender", placeholder: "as they say it"),
      .text("telephone", "Telephone"),
      .text("postcode", "Postcode", check: postcode),
      .text("address", "Address"),
      .text("email", "E-mail"),
    ]
    if !isSchool { fields.append(.text("school", "School or college")) }
    if !isPractice {
      fields.append(
        .text("practice", "GP practice", placeholder: "its name; “not known” where it is not"))
    }
    fields.append(
      .text("practice-code", "The practice’s code", placeholder: "ODS code, such as P84001"))
    return fields
  }

  /// PRSB "Referral details", and what only this kind of referrer is asked.
  static func referrer(
    _ shape: IntakeShape?, _ source: ReferralSource?, today: Day
  ) -> [FormField] {
    var fields: [FormField] = []
    let isProfessional = source?.isProfessional == true
    if let shape {
      if let label = shape.referrer { fields.append(.text("referrer", label, isRequired: true)) }
      if let label = shape.role {
        fields.append(.text("role", label, placeholder: shape.roleExample))
      }
      if let label = shape.organisation {
        fields.append(
          .text(
            "organisation", label, placeholder: shape.organisationExample,
            isRequired: isProfessional && source != .other))
      }
      if let label = shape.contact {
        fields.append(
          .text(
            "referrer-contact", label, placeholder: "telephone or e-mail, where an answer goes",
            isRequired: isProfessional && source != .other))
      }
    }
    if isProfessional {
      fields.append(
        .text("d." + Referral.Detail.service, "Their service", placeholder: "where it is another"))
    }
    if source != .selfReferral {
      fields.append(
        .text(
          "respond-to", "Answers go to", placeholder: "where it is not to whoever referred"))
    }
    fields.append(
      .text(
        "d." + Referral.Detail.referredTo, "Referred to",
        placeholder: "Social prescribing, unless it names another"))
    fields.append(
      .date(
        "date", "Referred on", moment: Moment(today.forFields), today: today.forFields,
        leaning: .past, isRequired: true,
        check: { moment in
          moment.caseworkDay.map { $0 > today } == true ? "that is in the future" : nil
        }))
    fields.append(
      .notes("reason", shape?.reason ?? "Reason for referral", rows: 4))
    if source != .selfReferral {
      fields.append(
        .notes("view", "What they say", rows: 2, placeholder: "the person’s own view, if known"))
    }
    for question in shape?.questions ?? [] {
      fields.append(
        question.choices.isEmpty
          ? .text("d." + question.id, question.label, placeholder: question.example)
          : .choice(
            "d." + question.id, question.label,
            options: question.choices.map { FieldOption($0, $0) }))
    }
    if isProfessional {
      fields.append(.text("method", "How it came", placeholder: "letter, e-mail, by telephone"))
    }
    if let first = fields.indices.first { fields[first] = fields[first].beginning("The referral") }
    return fields
  }

  static var consent: FormField {
    .choice(
      "consent", "Agreed to contact",
      options: ConsentToContact.allCases.map { FieldOption($0.rawValue, $0.words) },
      chosen: ConsentToContact.notRecorded.rawValue
    ).beginning("Contact, safely")
  }

  private static var contact: [FormField] {
    var fields = [consent]
    fields += SafeContactFields.fields(SafeContact())
    fields.append(.text("contact", "How they prefer it", placeholder: "text first, after four"))
    return fields
  }

  private static var needs: [FormField] {
    [
      .text(
        "adjustments", "Reasonable adjustments", placeholder: "a quiet room, large print"
      ).beginning("What they need"),
      .text("interpreter", "Interpreter", placeholder: "the language, if one is needed"),
    ]
  }

  private static var risks: [FormField] {
    [
      .choice("risk", "Risks", options: RiskFields.options, isRequired: true).beginning("Risks"),
      .notes("risk-words", "Which", rows: 2, placeholder: "what might happen, and what helps"),
    ]
  }

  // MARK: Checks

  static func birth(_ moment: Moment, today: Day) -> String? {
    guard let day = moment.caseworkDay else { return "there is no such day" }
    if day > today { return "that is in the future; check the year" }
    if day.year < 1900 { return "that is before 1900; check the year" }
    return nil
  }

  static func nhsNumber(_ text: String, _ checks: IntakeChecks) -> String? {
    do {
      let number = try NHSNumber(text)
      return checks.taken[number.digits]
    } catch { return "\(error)" }
  }

  static func postcode(_ text: String) -> String? {
    do {
      _ = try Postcode(text)
      return nil
    } catch { return "\(error)" }
  }

  // MARK: Reading

  /// Whom the form is about, as far as it says yet.
  static func sought(_ form: Form) -> SoughtPerson {
    SoughtPerson(
      firstName: form.text("first"), familyName: form.text("family"),
      preferredName: form.text("preferred"), dateOfBirth: form.moment("birth")?.caseworkDay,
      nhsNumber: try? NHSNumber(form.text("nhs")), telephone: form.text("telephone"),
      postcode: try? Postcode(form.text("postcode")))
  }

  /// The fields that a duplicate is told by.
  static let telling: Set<String> = [
    "first", "family", "preferred", "birth", "nhs", "telephone", "postcode",
  ]

  /// What the form says.
  ///
  /// - Throws: ``FormProblem`` where two fields do not go together.
  static func read(_ form: Form, today: Day) throws -> IncomingReferral {
    guard let birth = form.moment("birth")?.caseworkDay else {
      throw FormProblem(field: "birth", why: "this is needed")
    }
    let date = form.moment("date")?.caseworkDay ?? today
    if date < birth {
      throw FormProblem(field: "date", why: "that is before they were born; check both")
    }
    let source = form.option("source").flatMap(ReferralSource.init) ?? .other
    let organisation = form.text("organisation")
    var row = IncomingReferral(
      row: 1, firstName: form.text("first"), familyName: form.text("family"),
      preferredName: form.text("preferred"), pronouns: form.text("pronouns"), dateOfBirth: birth,
      nhsNumber: try? NHSNumber(form.text("nhs")), address: form.text("address"),
      postcode: try? Postcode(form.text("postcode")), telephone: form.text("telephone"),
      email: form.text("email"), preferredContact: form.text("contact"),
      gpPractice: source.intake.isPractice ? organisation : form.text("practice"),
      school: source.intake.isSchool ? organisation : form.text("school"), source: source,
      referrer: form.text("referrer"), organisation: organisation,
      referrerContact: form.text("referrer-contact"), reason: form.text("reason"), date: date,
      consentToContact: form.option("consent").flatMap(ConsentToContact.init) ?? .notRecorded)
    row.safeContact = SafeContactFields.read(form)
    row.reasonableAdjustments = form.text("adjustments")
    row.interpreter = form.text("interpreter")
    row.referrerRole = form.text("role")
    row.method = form.text("method")
    row.personView = form.text("view")
    row.respondTo = form.text("respond-to")
    row.gender = form.text("gender")
    row.gpPracticeCode = form.text("practice-code")
    row.details = details(form, source)
    row.risk = try RiskFields.read(form)
    return row
  }
}

extension IntakeForm {
  /// What only some are asked, by the field's id.
  static func details(_ form: Form, _ source: ReferralSource) -> [String: String] {
    var details: [String: String] = [:]
    for question in source.intake.questions {
      let id = "d." + question.id
      let answer = question.choices.isEmpty ? form.text(id) : form.option(id) ?? ""
      if !answer.isEmpty { details[question.id] = answer }
    }
    for id in [Referral.Detail.service, Referral.Detail.referredTo] {
      let answer = form.text("d." + id)
      if !answer.isEmpty { details[id] = answer }
    }
    return details
  }
}

/// The fields about contact that does no harm, in the referral's form and in the record's.
enum SafeContactFields {
  static func fields(_ safe: SafeContact) -> [FormField] {
    [
      .text(
        "who-may-answer", "Who may answer", text: safe.whoMayAnswer,
        placeholder: "only her; mum, not her partner"),
      .choice(
        "voicemail", "A voicemail",
        options: SafeContact.Permission.allCases.map {
          FieldOption($0.rawValue, $0.voicemailWords)
        }, chosen: safe.voicemail.rawValue),
      .text(
        "name-to-use", "Name to ask for", text: safe.nameToUse,
        placeholder: "where it is not the name above"),
    ]
  }

  static func read(_ form: Form) -> SafeContact {
    SafeContact(
      whoMayAnswer: form.text("who-may-answer"),
      voicemail: form.option("voicemail").flatMap(SafeContact.Permission.init) ?? .notAsked,
      nameToUse: form.text("name-to-use"))
  }
}

/// What is said about risks in the referral's form.
enum RiskFields {
  static let options = [
    FieldOption("none", "No known risks"), FieldOption("risk", "There is a risk"),
    FieldOption("urgent", "Urgent: somebody may come to harm soon"),
    FieldOption("not-asked", "Not asked yet"),
  ]

  static func read(_ form: Form) throws -> RiskStatement {
    let words = form.text("risk-words")
    switch form.option("risk") {
    case "none":
      guard words.isEmpty else {
        throw FormProblem(
          field: "risk", why: "a risk is written below; say that there is one, or take it out")
      }
      return .noneKnown
    case "risk", "urgent":
      guard !words.isEmpty else {
        throw FormProblem(field: "risk-words", why: "say which risk, in a few words")
      }
      return .known(words, isUrgent: form.option("risk") == "urgent")
    default:
      return words.isEmpty ? .notAsked : .known(words, isUrgent: false)
    }
  }
}
