import ArgumentParser
import Casebook
import Casework
import Foundation

struct Refer: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write down one referral, from anybody.",
    discussion: """
      Somebody who is here already is recognised, or else named, and then nothing is written \
      until you say who is meant: --known PERSON where it is them, --somebody-else where it \
      is not. Lists of referrals come in with “import referrals”.
      """)

  @Option(help: "Their first name.")
  var first: String

  @Option(help: "Their family name.")
  var family: String

  @Option(help: "Date of birth, for example 14/05/2012.")
  var born: String

  @Option(
    help: ArgumentHelp(
      "Who refers: \(ReferralSource.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "source"))
  var from: String

  @Option(help: "The NHS number.")
  var nhsNumber: String?

  @Option(help: "What they like to be called.")
  var preferred: String = ""

  @Option(help: "As they say them, such as she/her.")
  var pronouns: String = ""

  @Option var telephone: String = ""
  @Option var email: String = ""
  @Option var address: String = ""
  @Option var postcode: String?
  @Option var school: String = ""

  @Option(help: "The GP practice.")
  var practice: String = ""

  @Option(help: "The referrer’s name.")
  var referrer: String = ""

  @Option(help: "The referrer’s role.")
  var role: String = ""

  @Option(help: "The referrer’s organisation.")
  var organisation: String = ""

  @Option(help: "Where an answer to the referrer goes.")
  var referrerContact: String = ""

  @Option(help: "The referrer’s service, where it is another than the organisation.")
  var service: String = ""

  @Option(help: "Whom answers go to, where it is not the referrer.")
  var respondTo: String = ""

  @Option(help: "Whom it is referred to; social prescribing without it.")
  var to: String = ""

  @Option(help: "Their gender, as they say it.")
  var gender: String = ""

  @Option(help: "The ODS code of the GP practice.")
  var practiceCode: String = ""

  @Option(help: "How it came: letter, e-mail, by telephone.")
  var method: String = ""

  @Option(help: "The day of the referral; today without it.")
  var on: String?

  @Option(help: "Why, in the referrer’s words.")
  var reason: String = ""

  @Option(help: "What the person says themselves.")
  var view: String = ""

  @Option(help: "Whether they agreed to be contacted: given, refused or not-recorded.")
  var consent: String = ConsentToContact.notRecorded.rawValue

  @Option(help: "Who may answer, in words.")
  var mayAnswer: String = ""

  @Option(help: "Whether a voicemail may be left: allowed, refused or not-asked.")
  var voicemail: String = SafeContact.Permission.notAsked.rawValue

  @Option(help: "The name to ask for on the telephone.")
  var askFor: String = ""

  @Option(help: "Reasonable adjustments, in words.")
  var adjustments: String = ""

  @Option(help: "The language that an interpreter is needed for.")
  var interpreter: String = ""

  @Flag(help: "Somebody asked, and no risk is known.")
  var noKnownRisks = false

  @Option(help: "A risk, in words.")
  var risk: String?

  @Flag(help: "The risk is urgent: somebody may come to harm soon.")
  var urgent = false

  @Option(help: ArgumentHelp("It is this person, who is here already.", valueName: "person"))
  var known: String?

  @Flag(help: "It is none of those who are like them; they are not offered again.")
  var somebodyElse = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if noKnownRisks, risk != nil {
      throw ValidationError("Either --no-known-risks or --risk.")
    }
    if known != nil, somebodyElse {
      throw ValidationError("Either --known or --somebody-else.")
    }
    if urgent, risk == nil { throw ValidationError("--urgent goes with --risk.") }
  }

  func run() throws {
    let today = Day(Date())
    let row = try incoming(today)
    let book = try casebook.open()
    defer { book.close() }
    let whom = try person(row, in: book)
    let id = try book.refer(row, about: whom)
    guard let record = try book.caseRecord(id) else { return }
    if json {
      try JSON.print([
        PersonObject(record.person, records: [record], policy: book.policy, on: today)
      ])
      return
    }
    let missing = ReferralCompleteness.missing(
      record.person, record.referral, risks: record.risks)
    Lines.print("Written down: \(record.person.fullName), \(id)")
    if !missing.isEmpty { Lines.print("It still lacks: \(missing.joined(separator: ", "))") }
  }

  private func incoming(_ today: Day) throws -> IncomingReferral {
    let birth = try Day.read(born, latest: today)
    let date = try on.map { try Day.read($0, latest: today) } ?? today
    guard birth <= today else {
      throw CasebookError.refused(
        "--born \(birth.british) is in the future. Nothing was written down. Check the year.")
    }
    guard date <= today, date >= birth else {
      throw CasebookError.refused(
        "--on \(date.british) is \(date > today ? "in the future" : "before they were born"). Nothing was written down."
      )
    }
    let source = try code(from, "--from", ReferralSource.self)
    var row = IncomingReferral(
      row: 1, firstName: first, familyName: family, preferredName: preferred, pronouns: pronouns,
      dateOfBirth: birth, nhsNumber: try nhsNumber.map { try NHSNumber($0) }, address: address,
      postcode: try postcode.map { try Postcode($0) }, telephone: telephone, email: email,
      gpPractice: practice.isEmpty && source.intake.isPractice ? organisation : practice,
      school: school.isEmpty && source.intake.isSchool ? organisation : school, source: source,
      referrer: referrer, organisation: organisation, referrerContact: referrerContact,
      reason: reason, date: date,
      consentToContact: try code(consent, "--consent", ConsentToContact.self))
    row.safeContact = SafeContact(
      whoMayAnswer: mayAnswer,
      voicemail: try code(voicemail, "--voicemail", SafeContact.Permission.self),
      nameToUse: askFor)
    row.reasonableAdjustments = adjustments
    row.interpreter = interpreter
    row.referrerRole = role
    row.method = method
    row.personView = view
    row.respondTo = respondTo
    row.gender = gender
    row.gpPracticeCode = practiceCode
    if !service.isEmpty { row.details[Referral.Detail.service] = service }
    if !to.isEmpty { row.details[Referral.Detail.referredTo] = to }
    row.risk =
      risk.map { .known($0, isUrgent: urgent) } ?? (noKnownRisks ? .noneKnown : .notAsked)
    return row
  }

  private func person(_ row: IncomingReferral, in book: Casebook) throws -> IntakePerson {
    if let known { return .known(try book.onePerson(known).id) }
    let sought = SoughtPerson(row.person(id: Identifier("")))
    let likely = try book.duplicates(of: sought).filter { $0.likeness.degree >= .likely }
    if somebodyElse { return .new(notSame: likely.map(\.person.id)) }
    guard !likely.isEmpty else { return .new(notSame: []) }
    let names = likely.map { item in
      let born = item.person.dateOfBirth.map { ", born \($0.british)" } ?? ""
      return "  \(item.person.fullName)\(born)  \(item.person.id)  (\(item.likeness.why))"
    }
    throw CasebookError.refused(
      "They may be here already. Nothing was written down. Say --known with the id where it is them, or --somebody-else:\n"
        + names.joined(separator: "\n"))
  }
}

struct CorrectReferral: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "correct",
    abstract: "Correct a referral that is here.",
    discussion: """
      What is not named stays as it was. What the referral said before is in the history, and \
      undo takes the correction back.
      """)

  @Argument(help: "A name, an NHS number, or an id.")
  var person: String

  @Option(
    help: ArgumentHelp(
      "Who referred: \(ReferralSource.allCases.map(\.rawValue).joined(separator: ", ")).",
      valueName: "source"))
  var from: String?

  @Option(help: "The referrer’s name.")
  var referrer: String?

  @Option(help: "The referrer’s role.")
  var role: String?

  @Option(help: "The referrer’s organisation.")
  var organisation: String?

  @Option(help: "The referrer’s service.")
  var service: String?

  @Option(help: "Where an answer to the referrer goes.")
  var referrerContact: String?

  @Option(help: "Whom answers go to, where it is not the referrer.")
  var respondTo: String?

  @Option(help: "Whom it is referred to.")
  var to: String?

  @Option(help: "How it came.")
  var method: String?

  @Option(help: "The day of the referral.")
  var on: String?

  @Option(help: "Why, in the referrer’s words.")
  var reason: String?

  @Option(help: "What the person says themselves.")
  var view: String?

  @Option(help: "Whether they agreed to be contacted: given, refused or not-recorded.")
  var consent: String?

  @OptionGroup var opening: OpeningReasonAlone

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let (id, record) = try book.openCase(
      of: person, why: opening.why, doing: "correcting the referral")
    guard var referral = record.referral else { throw CasebookError.noSuchRecord("referral") }
    let today = Day(Date())
    let before = referral
    if let from { referral.source = try code(from, "--from", ReferralSource.self) }
    if let consent {
      referral.consentToContact = try code(consent, "--consent", ConsentToContact.self)
    }
    if let on { referral.date = try Day.read(on, latest: today) }
    referral.referrer = referrer ?? referral.referrer
    referral.referrerRole = role ?? referral.referrerRole
    referral.organisation = organisation ?? referral.organisation
    referral.referrerContact = referrerContact ?? referral.referrerContact
    referral.respondTo = respondTo ?? referral.respondTo
    referral.method = method ?? referral.method
    referral.reason = reason ?? referral.reason
    referral.personView = view ?? referral.personView
    if let service { referral.details[Referral.Detail.service] = service }
    if let to { referral.details[Referral.Detail.referredTo] = to }
    guard referral != before else {
      throw CasebookError.refused("The referral says that already. Nothing was changed.")
    }
    try book.keep(referral)
    guard let after = try book.caseRecord(id) else { return }
    if json {
      return try JSON.print([
        PersonObject(after.person, records: [after], policy: book.policy, on: today)
      ])
    }
    Lines.print("Corrected: the referral of \(after.person.fullName), \(referral.date.british)")
  }
}

/// Reads a code as it is stored, or says which there are.
func code<Code: RawRepresentable & CaseIterable>(
  _ text: String, _ option: String, _ type: Code.Type
) throws -> Code where Code.RawValue == String {
  if let code = Code(rawValue: text) { return code }
  let all = Code.allCases.map(\.rawValue).joined(separator: ", ")
  throw CasebookError.refused("\(option) is “\(text)”; there are: \(all). Nothing was changed.")
}
