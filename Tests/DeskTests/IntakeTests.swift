// Intake, triage and closing on the desk, as a link worker walks through them.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("Intake, triage and closing on the desk")
struct IntakeTests {
  private func name(_ screen: String, _ size: Size) -> String {
    "\(screen)-\(size.width.count)x\(size.height.count)"
  }

  /// Fills in the referral's form as far as the risks.
  private func write(
    _ desk: Story<Desk>, _ first: String, _ family: String, born: String, from source: String = "se"
  ) {
    desk.press("n").type("self").press("Tab").type(first).press("Tab").type(family).press("Tab")
      .type(born)
  }

  @Test("each kind of referrer has a form of its own", arguments: ReferralSource.allCases)
  func doors(source: ReferralSource) throws {
    let test = TestBook()
    let desk = Story(
      Desk(test.setting(), book: try test.make()), size: Size(width: 120, height: 60))
    desk.press("n").type(source.words).press("Tab")
    let shape = source.intake
    var labels = shape.questions.map(\.label) + ["First name", "Risks", "Who may answer"]
    labels += [shape.referrer, shape.organisation].compactMap { $0 }
    var seen = ""
    for _ in 0..<40 {
      seen += desk.screen
      desk.press("Tab")
    }
    for label in labels { #expect(seen.contains(label), "\(label) of \(source.words)") }
    #expect(desk.complaints.isEmpty)
  }

  @Test("another kind of referrer keeps what was typed, also when it is changed back")
  func changedDoor() throws {
    let test = TestBook()
    let desk = Story(
      Desk(test.setting(), book: try test.make()), size: Size(width: 120, height: 80))
    desk.press("n").type("school").press("Tab").type("Leo").press("Tab").type("Sharma")
    desk.press("BackTab", "BackTab").type("GP").press("Tab")
    #expect(desk.shows("Clinical summary") && desk.shows("Leo") && desk.shows("Sharma"))
    desk.press("BackTab").type("self").press("Enter")
    #expect(desk.shows("Who else knows") && desk.shows("Sharma"))
  }

  @Test("somebody who is here already appears while typing, and the referral goes to them")
  func known() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 130, height: 44))
    let book = try #require(desk.application.book)
    let row = try #require(desk.application.todayScreen.selected)
    let birth = try #require(row.person.dateOfBirth)
    let everybody = CaseloadFilter(.everybodys, includeClosed: true)
    let before = try book.caseloadCount(everybody)
    write(desk, row.person.firstName, row.person.familyName, born: birth.british)
    #expect(desk.shows("KNOWN ALREADY?"))
    #expect(desk.shows("same name, date of birth"))
    desk.press("F3")
    #expect(desk.shows("Is this \(row.person.fullName)?"))
    desk.press("Enter")
    #expect(desk.shows("who is here already"))
    desk.press("Ctrl-S").type("No known").press("Ctrl-S")
    #expect(desk.application.person?.record.person.id == row.person.id)
    #expect(desk.application.person?.record.referrals.count ?? 0 >= 2)
    #expect(try book.caseloadCount(everybody) == before)
  }

  @Test("somebody else of the same name is asked about once, and never offered again")
  func somebodyElse() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let row = try #require(desk.application.todayScreen.selected)
    let birth = try #require(row.person.dateOfBirth)
    write(desk, row.person.firstName, row.person.familyName, born: birth.british)
    desk.press("Ctrl-S").type("No known").press("Ctrl-S")
    // The form asks before it makes a second record.
    #expect(desk.shows("Is this \(row.person.fullName)?"))
    desk.press("Esc").press("Ctrl-S")
    #expect(desk.shows("Is this \(row.person.fullName)?"))
    desk.press("Right", "Enter")
    let made = try #require(desk.application.person?.record.person)
    #expect(made.id != row.person.id)
    #expect(try book.duplicates(of: SoughtPerson(made), except: made.id).isEmpty)
    desk.press("Tab", "Tab", "=")
    #expect(desk.shows("MARKED AS SOMEBODY ELSE"))
  }

  @Test("what is wrong is said at the field in words, and what was typed stays")
  func badInput() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let holder = try #require(
      try book.caseload(CaseloadFilter(.everybodys), limit: 30).first { $0.person.nhsNumber != nil }
    ).person
    write(desk, "Zebedee", "Quill", born: "1/1/2030")
    desk.press("Tab")
    #expect(desk.shows("in the future"))
    desk.press("BackTab").press("Ctrl-A").type("31/02/2012").press("Tab")
    #expect(desk.shows("31/02/2012"))
    #expect(desk.shows("February 2012 has 29 days"))
    desk.press("BackTab").press("Ctrl-A").type("14/05/2012").press("Tab")
    desk.type("99900000181").press("Tab")
    #expect(desk.shows("has 11 digits"))
    desk.press("BackTab").press("Ctrl-A").type(holder.nhsNumber?.digits ?? "").press("Tab")
    #expect(desk.shows("already belongs to"))
    #expect(desk.shows("Zebedee") && desk.shows("Quill"))
    desk.press("Ctrl-S")
    #expect(desk.shows("already belongs to"))
    #expect(desk.complaints.isEmpty)
  }

  @Test("a risk goes with its words, and none is known goes without")
  func riskWords() throws {
    let test = TestBook()
    let desk = try test.desk()
    write(desk, "Zebedee", "Quill", born: "14/05/2012")
    desk.press("Ctrl-S").type("Urgent").press("Ctrl-S")
    #expect(desk.shows("say which risk"))
    desk.type("talks of running away").press("Ctrl-S")
    let record = try #require(desk.application.person?.record)
    #expect(RiskStanding(of: record.risks) == .urgent)
    // At the head of the inbox from now on.
    let book = try #require(desk.application.book)
    #expect(try book.inbox(limit: 2).map(\.person.firstName).contains("Zebedee"))
    desk.press("Esc", "i")
    #expect(desk.shows("Zebedee"))
  }

  // MARK: Triage

  @Test("the inbox and its forms look as they should", arguments: GoldenScreenTests.sizes)
  func inboxGolden(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("i")
    try expectGolden(desk.grid, name("inbox", size))
    desk.press("h")
    try expectGolden(desk.grid, name("inbox-hand", size))
    desk.press("Esc", "m")
    try expectGolden(desk.grid, name("inbox-more", size))
    desk.press("Esc", "w")
    try expectGolden(desk.grid, name("inbox-instead", size))
  }

  @Test(
    "closing, its preview and the duplicates look as they should",
    arguments: GoldenScreenTests.sizes)
  func closingGolden(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    desk.press("x")
    try expectGolden(desk.grid, name("closing", size))
    desk.type("goals").press("Ctrl-S")
    try expectGolden(desk.grid, name("closing-words", size))
    // Esc goes back to the first form, and asks there before it throws words away.
    desk.press("Esc", "Esc").press("l").press("Enter", "Tab", "Tab", "r")
    try expectGolden(desk.grid, name("risks-form", size))
    desk.press("Esc", "e")
    try expectGolden(desk.grid, name("who-they-are", size))
  }

  @Test(
    "duplicates stand beside the form on a wide screen and below it on a narrow one",
    arguments: [Size(width: 80, height: 24), Size(width: 130, height: 40)])
  func duplicatesGolden(size: Size) throws {
    let test = TestBook()
    let desk = try test.desk(size: size)
    let row = try #require(desk.application.todayScreen.selected)
    write(desk, row.person.firstName, row.person.familyName, born: "")
    try expectGolden(desk.grid, name("duplicates", size))
  }

  @Test("one key accepts, two hand over, and undo takes either back")
  func deciding() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let before = try book.inboxCount()
    desk.press("i")
    let first = try #require(desk.application.chosenCase)
    desk.press("a")
    #expect(try book.caseRecord(first.id)?.case.triage != nil)
    #expect(desk.shows("Accepted"))
    desk.press("u")
    #expect(try book.caseRecord(first.id)?.case.triage == nil)
    desk.press("h", "Enter")
    #expect(try book.caseRecord(first.id)?.holderID == book.worker.id)
    #expect(try book.inboxCount() == before - 1)
    desk.press("h").type("tom").press("Enter")
    #expect(try book.inboxCount() == before - 2)
    #expect(desk.complaints.isEmpty)
  }

  @Test("asking for more writes the message and waits; where instead and declined close with one")
  func letters() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    desk.press("i")
    let first = try #require(desk.application.chosenCase)
    desk.press("m").press("Ctrl-A").type("the GP practice; a telephone")
    #expect(desk.shows("- the GP practice"))
    #expect(desk.shows("- a telephone"))
    desk.press("Ctrl-S")
    #expect(try book.letters(of: first.id).first?.body.contains("- a telephone") == true)
    #expect(desk.shows("asked today"))

    desk.press("Home", "w").type("nothing").press("Enter", "Tab").press("Ctrl-A")
      .type("needs more than we can give").press("Ctrl-S")
    let turned = try #require(try book.caseRecord(first.id))
    #expect(turned.case.closing?.reason == .notSuitable)
    #expect(turned.decisions.last?.nothingExists == true)
    #expect(turned.letters.first?.body.contains("missing here") == true)

    let second = try #require(desk.application.chosenCase)
    desk.press("w").press("Space", "Down", "Enter", "Tab").press("Ctrl-A").type("too far").press(
      "Ctrl-S")
    let elsewhere = try #require(try book.caseRecord(second.id))
    let place = try #require(elsewhere.decisions.last?.instead)
    #expect(!place.isEmpty)
    #expect(elsewhere.letters.first?.body.contains(place) == true)

    let third = try #require(desk.application.chosenCase)
    desk.press("d").type("not now").press("Ctrl-S")
    let declined = try #require(try book.caseRecord(third.id))
    #expect(declined.case.closing?.reason == .declined)
    #expect(declined.decisions.last?.kind.snomedCode == "871711000000103")
    #expect(desk.complaints.isEmpty)
  }

  // MARK: The clock

  @Test("after a try the letter is written with what was tried; a pause moves the clock")
  func clock() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let waiting = try #require(
      try book.caseload(CaseloadFilter(.held(by: book.worker.id)), limit: 60).first {
        $0.facts.firstReachedOn == nil && $0.facts.attempts > 0
      })
    desk.press("2", "/").type(waiting.person.fullName).press("Enter")
    desk.press("z").type("on holiday").press("Tab").type("in 3 weeks").press("Ctrl-S")
    #expect(desk.shows("first contact paused: on holiday"))
    desk.press("z")
    #expect(desk.shows("The clock goes on"))
    desk.press("L")
    #expect(desk.shows("We have tried to reach you"))
    let file = test.folder.appendingPathComponent("letter.txt").path
    desk.press("Tab").type(file).press("Ctrl-S")
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("We have tried"))
    #expect(try book.letters(of: waiting.caseID).map(\.kind) == [.notReached])
    #expect(try book.caseRecord(waiting.caseID)?.facts().steps.letterOn == Day(TestBook.now))
    desk.press("L").press("Tab").type(file).press("Ctrl-S")
    #expect(desk.shows("there is such a file already"))
  }

  // MARK: Closing

  @Test("closing asks of each goal, shows the message first, and records that it was shown")
  func closing() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    desk.press("Enter", "Tab", "+").type("Paint with other people").press("Ctrl-S", "x")
    let id = try #require(desk.application.person?.caseID)
    let goals = try #require(try book.caseRecord(id)?.plan?.goals)
    desk.type("Their goals").press("Tab")
    for _ in goals { desk.type("Got there").press("Tab").type("weekly now").press("Tab") }
    desk.type("It went well.").press("Ctrl-S")
    #expect(desk.shows("sees it first"))
    #expect(try book.caseRecord(id)?.case.closing == nil)
    // Esc goes back to what was typed.
    desk.press("Esc")
    #expect(desk.shows("It went well.") && desk.shows("Got there"))
    desk.press("Ctrl-S", "Ctrl-S")
    #expect(desk.shows("this is needed"))
    desk.type("could not").press("Ctrl-S")
    #expect(desk.shows("say why it could not be shown"))
    desk.press("BackTab").type("content").press("Tab").type("likes it").press("Ctrl-S")
    let record = try #require(try book.caseRecord(id))
    #expect(record.case.closing?.reason == .goalsMet)
    #expect(record.goalOutcomes.count == goals.count)
    #expect(record.goalOutcomes.allSatisfy { $0.kind == .met && $0.note == "weekly now" })
    #expect(!record.letters.isEmpty)
    #expect(
      record.letters.allSatisfy { $0.shownOn == Day(TestBook.now) && $0.shownNote == "likes it" })
    let body = try #require(record.letters.first?.body)
    for words in [
      "PERSON DEMOGRAPHICS", "CARE AND SUPPORT PLAN", "Paint with other people", "It went well.",
    ] {
      #expect(body.contains(words), "\(words)")
    }
    for contact in record.contacts where !contact.note.isEmpty {
      #expect(!body.contains(contact.note), "a note of a contact goes to nobody")
    }
    // And open again, with the history kept.
    desk.press("o").type("asked to come back").press("Ctrl-S")
    // What was agreed for the first episode is not agreed for this one.
    #expect(desk.shows("this is needed"))
    desk.type("agreed").press("Ctrl-S")
    #expect(desk.application.person?.caseID != id)
    #expect(try book.caseRecord(id)?.case.closing != nil)
    #expect(desk.complaints.isEmpty)
  }

  @Test("a case with an open safety task is not closed; the field says why and the words stay")
  func safety() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    desk.press("Enter", "!").type("ring the safeguarding lead").press("Tab").type("today 10:00")
      .press("Ctrl-S")
    let id = try #require(desk.application.person?.caseID)
    #expect(desk.shows("ring the safeguarding lead"))
    desk.press("x").type("Their goals").press("Tab").press("Ctrl-S")
    #expect(desk.shows("A safety task is open"))
    #expect(desk.shows("Their goals are met"))
    #expect(try book.caseRecord(id)?.case.closing == nil)
    desk.press("Esc").press("Right", "Enter")
    desk.press("!", "Space").press("Ctrl-S")
    #expect(try book.caseRecord(id)?.safetyTasks.allSatisfy { !$0.isOpen } == true)
  }

  // MARK: The record

  @Test("who they are is changed in a form, and risks are recorded, reviewed and ended")
  func record() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("Enter", "Tab", "Tab", "e")
    desk.application.setFocus("who-may-answer")
    desk.type("Gran only").press("Ctrl-S")
    #expect(desk.shows("Gran only"))
    desk.press("r").type("There is").press("Tab").type("walks out of school").press("Ctrl-S")
    #expect(desk.shows("walks out of school"))
    desk.press("r").type("ended").press("Ctrl-S")
    #expect(desk.shows("not asked about yet"))
    desk.press("u")
    #expect(desk.shows("walks out of school"))
  }

  @Test("two records are linked from the record, and undo takes them apart")
  func linking() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    let row = try #require(desk.application.todayScreen.selected)
    var copy = IncomingReferral(
      row: 1, firstName: row.person.firstName, familyName: row.person.familyName,
      dateOfBirth: try #require(row.person.dateOfBirth), school: "Elsewhere",
      date: Day(TestBook.now))
    copy.reason = "a second record"
    _ = try book.refer(copy, about: .new(notSame: []))
    desk.press("Enter", "Tab", "Tab", "=")
    #expect(desk.shows("MAY BE THE SAME PERSON"))
    desk.press("Enter")
    #expect(desk.shows("One person: link them"))
    desk.press("Enter")
    #expect(desk.shows("LINKED INTO THIS RECORD"))
    #expect(try book.cases(of: row.person.id).count >= 2)
    desk.press("u")
    #expect(desk.shows("MAY BE THE SAME PERSON"))
    desk.press("Enter", "t")
    #expect(desk.shows("MARKED AS SOMEBODY ELSE"))
  }
}

extension Desk {
  /// Puts the focus of the open form on a field.
  fileprivate mutating func setFocus(_ field: String) {
    guard case .form(var form, let purpose)? = overlay else { return }
    form.form.setFocus(field)
    overlay = .form(form, purpose)
  }
}
