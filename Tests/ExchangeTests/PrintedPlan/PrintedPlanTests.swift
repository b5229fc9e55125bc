// The page that somebody takes home: everything on it, nothing that runs, for every
// reader, in both languages.

import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("The page that they take home")
struct PrintedPlanTests {
  static let day = Day(number: 20_776)

  static func sheet(name: String = "Leo", goal: String = "Go to one thing a week") -> PlanSheet {
    PlanSheet(
      name: name,
      words: [
        SheetWords(id: "w1", section: .whatMatters, text: "Drawing, and my dog Biscuit"),
        SheetWords(id: "w2", section: .strengths, text: "Funny", voice: .worker),
        SheetWords(id: "w3", section: .whoToCall, text: "Priya, 07700 900123"),
        SheetWords(id: "w4", section: .outcome, text: "Went twice", goalID: "g1"),
      ],
      goals: [
        SheetGoal(
          id: "g1", text: goal, importance: 8, confidence: 5,
          actions: [
            SheetAction(
              id: "a1", what: "Visit the club", who: "\(name) + Priya", status: .done,
              endedOn: day),
            SheetAction(
              id: "a2", what: "Sleep diary", who: name, status: .refused, remark: "boring"),
          ],
          scores: [SheetScore(on: day, score: 2), SheetScore(on: day.adding(days: 9), score: 4)],
          services: [SheetService(id: "s1", name: "Canal Sketchers", kind: .referral, on: day)]),
        SheetGoal(id: "g1.1", text: "Look in at the window", parentID: "g1"),
        SheetGoal(id: "g2", text: "Play a song"),
      ], services: [SheetService(id: "s2", name: "Night Owls", kind: .signpost, on: day)])
  }

  static func plan(
    _ sheet: PlanSheet = sheet(), _ style: PrintedPlan.Style = .standard,
    _ language: PageLanguage = .english
  ) -> PrintedPlan {
    PrintedPlan(
      sheet: sheet, agreed: PrintedPlan.Agreed(on: day, with: "Leo and mum", version: 2),
      reviewOn: day.adding(days: 42), printedOn: day, style: style, language: language)
  }

  @Test(
    "every style in every language holds every word of the plan",
    arguments: PrintedPlan.Style.allCases, PageLanguage.allCases)
  func whole(style: PrintedPlan.Style, language: PageLanguage) throws {
    let plan = Self.plan(Self.sheet(), style, language)
    let html = try plan.html()
    let text = plan.text()
    for words in [
      "Drawing, and my dog Biscuit", "Funny", "Priya, 07700 900123", "Went twice",
      "Go to one thing a week", "Visit the club", "Sleep diary", "boring", "Canal Sketchers",
      "Look in at the window", "Play a song", "Night Owls", Self.day.british,
    ] {
      #expect(html.contains(words), "\(words) in \(style) \(language)")
      #expect(text.contains(words), "\(words) in \(style) \(language), plain")
    }
    #expect(html.hasPrefix("<!DOCTYPE html>") && html.contains("lang=\"\(language.rawValue)\""))
    #expect(html.contains("size: A4"))
    #expect(!html.contains("{{") && !text.contains("{"))
    #expect(text.split(separator: "\n").allSatisfy { $0.count <= PlanPageText.width })
  }

  @Test(
    "it says with whom, when and how the plan was agreed, in every style and language",
    arguments: PrintedPlan.Style.allCases, PageLanguage.allCases)
  func consent(style: PrintedPlan.Style, language: PageLanguage) throws {
    for way in ConsentWay.allCases {
      var plan = Self.plan(Self.sheet(), style, language)
      plan.agreed = PrintedPlan.Agreed(on: Self.day, with: "Leo and mum", by: way, version: 2)
      let words = plan.wording.words(language, isYoung: style == .youngPerson)(PlanPhrase(way))
      #expect(words.contains(" ") && !words.hasPrefix("consent"))
      for page in [try plan.html(), plan.text().replacing("\n", with: " ")] {
        #expect(page.contains(words) && page.contains(Self.day.british), "\(way)")
        // A young person's own page is in the first person and names nobody it was agreed with.
        #expect(style == .youngPerson || page.contains("Leo and mum"))
      }
    }
  }

  @Test("of a plan agreed before how they said yes was kept, the page says nothing of it")
  func consentUnknown() throws {
    let text = Self.plan().text()
    #expect(text.contains("Agreed with Leo and mum on \(Self.day.british) (version 2)"))
  }

  @Test("when it was last changed is on the page of the plan as it stands")
  func updated() throws {
    var plan = Self.plan()
    #expect(!plan.text().contains("Last changed"))
    plan.updatedOn = Self.day.adding(days: -3)
    let day = Self.day.adding(days: -3).british
    #expect(plan.text().contains("Last changed \(day) · Printed"))
    #expect(try plan.html().contains("Last changed \(day)"))
    plan.language = .welsh
    #expect(plan.text().contains("Newidiwyd ddiwethaf \(day)"))
  }

  @Test("who looks at it again is on the page, in both languages")
  func reviewer() throws {
    var sheet = Self.sheet()
    sheet.words.append(
      SheetWords(
        id: "r", section: .reviewer, text: "Priya Nair, link worker, 07700 900123",
        voice: .worker))
    let english = try Self.plan(sheet).html()
    #expect(english.contains("Who looks at it again with me"))
    #expect(english.contains("Priya Nair, link worker, 07700 900123"))
    #expect(try Self.plan(sheet, .standard, .welsh).html().contains("Pwy sy’n edrych arno eto"))
  }

  @Test("a step that changed since it was agreed says when, and a goal which need it is about")
  func changedStep() throws {
    let worker: Identifier<LinkWorker> = Identifier("w")
    let need = PlanEntry(id: Identifier("n"), section: .needs, text: "quiet & alone")
    var record = CaseRecord(
      person: Person(
        id: Identifier("p"), firstName: "Leo", familyName: "Sharma",
        dateOfBirth: Self.day.adding(years: -14)),
      case: Case(
        id: Identifier("c"), personID: Identifier("p"), referralID: Identifier("r"), need: ""),
      referrals: [], holdings: [], contacts: [],
      plan: Plan(
        id: Identifier("l"), caseID: Identifier("c"), entries: [need],
        goals: [
          Goal(
            id: Identifier("g"), text: "Sing", needID: need.id,
            actions: [
              Action(id: Identifier("a"), what: "ring the choir"),
              Action(id: Identifier("b"), what: "sing at home"),
            ])
        ]),
      prescriptions: [], workerNames: [:])
    record.actionsUpdatedOn = [
      Identifier("a"): Self.day.adding(days: -2), Identifier("b"): Self.day.adding(days: -3),
    ]
    var agreed = PlanSheet(record)
    agreed.goals[0].actions[0].what = "write to the choir"
    #expect(!PrintedPlan(record, printedOn: Self.day).text().contains("changed 1"))
    record.agreements.versions = [
      PlanVersion(
        id: Identifier("v"), caseID: Identifier("c"), number: 1, agreedOn: Self.day,
        agreedWith: "Leo", workerID: worker, sheet: agreed)
    ]
    let page = PrintedPlan(record, printedOn: Self.day)
    let day = "changed \(Self.day.adding(days: -2).british)"
    #expect(page.text().contains(day) && page.text().contains("about: quiet & alone"))
    #expect(!page.text().contains("changed \(Self.day.adding(days: -3).british)"))
    let html = try page.html()
    #expect(html.contains(day) && html.contains("about: quiet &amp; alone"))
    let young = try PrintedPlan(record, printedOn: Self.day, style: .youngPerson).html()
    #expect(young.contains("we changed this on") && young.contains("because of this: quiet"))
  }

  @Test("the score of a goal is drawn as dots, so many filled, and told in words")
  func score() throws {
    let html = try Self.plan().html()
    #expect(html.components(separatedBy: "class=\"on\"").count - 1 == 4)
    #expect(html.contains("now 4") && html.contains("was 2"))
    #expect(html.contains("class=\"trace\""))
    #expect(Self.plan().text().contains("now 4 · was 2"))
  }

  @Test("the young person’s own page is in the first person, with a picture and its reading age")
  func young() throws {
    let plan = Self.plan(Self.sheet(), .youngPerson)
    let html = try plan.html()
    for words in ["My plan", "What I want", "me + Priya", "I said no to this", "I am at 4"] {
      #expect(html.contains(words), "\(words)")
    }
    #expect(!html.contains("Leo + Priya"))
    #expect(html.contains("class=\"picture\""))
    #expect(html.contains("Flesch–Kincaid"))
    #expect(try !Self.plan().html().contains("Flesch–Kincaid"))
  }

  @Test("a name inside another word is not turned into me")
  func mine() {
    let sheet = PlanSheet(
      name: "Al",
      goals: [
        SheetGoal(
          id: "g", text: "x",
          actions: [SheetAction(id: "a", what: "y", who: "Al, Alice and Sal + Al")])
      ])
    #expect(Self.plan(sheet, .youngPerson).text().contains("me, Alice and Sal + me"))
  }

  @Test("headings are Welsh where Welsh is asked for; the person’s words stay as they are")
  func welsh() throws {
    let html = try Self.plan(Self.sheet(), .standard, .welsh).html()
    for words in ["Cynllun Leo", "Nodau", "Cryfderau", "Pwy i’w ffonio", "Funny"] {
      #expect(html.contains(words), "\(words)")
    }
    #expect(!html.contains("Goals") && !html.contains("Strengths"))
  }

  static let hostile = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "\"><svg onload=alert(1)>",
    "'><style>*{display:none}</style>", "<\u{301}script>", "\"\u{301} onclick=\"x", "</title><h1>",
    "{{title}} {{{style}}} {{> goal}}", "&lt;b&gt; & co", "</style><script>",
    "javascript:alert(1)", "<!--", "]]>", "\u{0}\u{1b}[31m", "\u{202e}evil",
  ]

  @Test("nothing that somebody wrote is anything but text on the page", arguments: hostile)
  func escaped(text: String) throws {
    var sheet = Self.sheet(name: text, goal: text)
    sheet.words.append(SheetWords(id: "h", section: .needs, text: text, voice: .family))
    sheet.goals[0].actions[0].what = text
    sheet.goals[0].actions[0].strategies = text
    sheet.goals[0].actions[1].remark = text
    sheet.goals[0].services[0].name = text
    sheet.services[0].name = text
    for style in PrintedPlan.Style.allCases {
      var plan = Self.plan(sheet, style)
      plan.agreed = PrintedPlan.Agreed(on: Self.day, with: text, version: 1)
      let html = try plan.html()
      // The tags are those of the same page with plain words in it, one for one.
      var plain = Self.plan(Self.sheet(), style)
      plain.sheet.words.append(
        SheetWords(id: "h", section: .needs, text: "words", voice: .family))
      plain.sheet.goals[0].actions[0].strategies = "words"
      plain.sheet.goals[0].text = sheet.goals[0].text.filter(\.isLetter) + "w"
      let tags = try Self.tags(of: html).filter { !Self.isDrawing($0) }
      let wanted = try Self.tags(of: plain.html()).filter { !Self.isDrawing($0) }
      #expect(tags == wanted)
      #expect(html.contains("Content-Security-Policy"))
      #expect(!html.unicodeScalars.contains { $0.value < 32 && $0 != "\n" && $0 != "\t" })
      #expect(!html.unicodeScalars.contains { $0 == "\u{202e}" })
    }
  }

  /// Every tag of a page, with the names of its attributes.
  private static func tags(of html: String) throws -> [String] {
    let body = try #require(html.range(of: "</style>"))
    var tags: [String] = []
    var rest = html[body.upperBound...].unicodeScalars
    while let open = rest.firstIndex(of: "<"), let close = rest[open...].firstIndex(of: ">") {
      let tag = String(rest[rest.index(after: open)..<close])
      tags.append(tag.split(separator: " ").first.map(String.init) ?? "")
      // No attribute ever holds what somebody wrote.
      for word in ["alert", "onclick", "onerror", "onload"] { #expect(!tag.contains(word)) }
      rest = rest[rest.index(after: close)...]
    }
    return tags
  }

  /// Which picture a goal gets depends on its words.
  private static func isDrawing(_ tag: String) -> Bool {
    ["path", "circle", "rect", "ellipse"].contains { tag.hasPrefix($0) }
  }

  @Test("two hundred goals are all there, in order")
  func manyGoals() throws {
    var sheet = PlanSheet(name: "Leo")
    sheet.goals = (1...200).map { SheetGoal(id: "g\($0)", text: "Goal number \($0) of many") }
    let html = try Self.plan(sheet).html()
    var place = html.startIndex
    for number in 1...200 {
      let found = try #require(
        html.range(of: "Goal number \(number) of many", range: place..<html.endIndex))
      place = found.upperBound
    }
  }

  @Test("a goal of ten thousand letters is set as running text, whole, and breaks anywhere")
  func longGoal() throws {
    let long = String(repeating: "abcdefghij", count: 1_000)
    let plan = Self.plan(Self.sheet(goal: long))
    let html = try plan.html()
    #expect(html.contains(long) && html.contains("class=\"long\""))
    #expect(html.contains("overflow-wrap: anywhere"))
    let lines = plan.text().split(separator: "\n")
    #expect(lines.allSatisfy { $0.count <= PlanPageText.width })
    #expect(
      plan.text().filter { !$0.isWhitespace }.contains(long))
  }

  @Test("a name that reads from right to left does not turn the sentence around it")
  func rightToLeft() throws {
    let html = try Self.plan(Self.sheet(name: "ليلى")).html()
    #expect(html.contains("\u{2068}ليلى\u{2069}’s plan"))
    #expect(html.contains("dir=\"auto\""))
    #expect(Self.plan(Self.sheet(name: "ليلى")).text().hasPrefix("ليلى’s plan"))
  }

  @Test("a pasted table keeps its lines")
  func pastedTable() throws {
    let html = try Self.plan(Self.sheet(goal: "Mon\tswim\r\nTue\tart")).html()
    #expect(html.contains("Mon\tswim\nTue\tart"))
    #expect(html.contains("white-space: pre-wrap"))
  }

  @Test("a plan with nothing in it says so")
  func nothing() throws {
    let plan = PrintedPlan(sheet: PlanSheet(name: "Leo"), printedOn: Self.day)
    #expect(try plan.html().contains("Nothing is written here yet."))
    #expect(plan.text().contains("A draft, not agreed yet"))
  }

  @Test("a version is printed as it was agreed; one that was taken back is a draft again")
  func versions() {
    var version = PlanVersion(
      id: Identifier("v"), caseID: Identifier("c"), number: 3, agreedOn: Self.day,
      agreedWith: "Leo", workerID: Identifier("w"), sheet: Self.sheet())
    #expect(
      PrintedPlan(version, Self.sheet(), printedOn: Self.day).text()
        .contains("Agreed with Leo on \(Self.day.british), they said so (version 3)"))
    version.withdrawal = PlanVersion.Withdrawal(on: Self.day, reason: "a slip")
    #expect(
      PrintedPlan(version, Self.sheet(), printedOn: Self.day).text().contains("not agreed yet"))
  }
}

@Suite("A page as a file")
struct PrivateFileTests {
  @Test("only its owner can read it, and no file or link that is there is written over")
  func writing() throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-page-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appendingPathComponent("plan.html")
    try PrivateFile.write("a page", to: file)
    let mode = try FileManager.default.attributesOfItem(atPath: file.path)[.posixPermissions]
    #expect(mode as? Int == 0o600)
    #expect(throws: PrivateFileError.alreadyThere(file.path)) {
      try PrivateFile.write("another", to: file)
    }
    #expect(try String(contentsOf: file, encoding: .utf8) == "a page")

    let link = folder.appendingPathComponent("link.html")
    try FileManager.default.createSymbolicLink(
      at: link, withDestinationURL: folder.appendingPathComponent("elsewhere"))
    #expect(throws: PrivateFileError.self) { try PrivateFile.write("x", to: link) }
    #expect(
      !FileManager.default.fileExists(atPath: folder.appendingPathComponent("elsewhere").path))
    #expect(throws: PrivateFileError.self) {
      try PrivateFile.write("x", to: folder.appendingPathComponent("none/plan.html"))
    }
  }
}
