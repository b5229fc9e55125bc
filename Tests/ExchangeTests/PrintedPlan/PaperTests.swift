// The page as a browser prints it: on A4, and on how many sheets.

import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("The page on paper", .enabled(if: Paper.browser != nil))
struct PaperTests {
  /// Six goals with two actions each, and something in every part.
  static var six: PlanSheet {
    let day = PrintedPlanTests.day
    return PlanSheet(
      name: "Leo",
      words: PlanSection.allCases.filter { $0 != .outcome }.map {
        SheetWords(
          id: $0.rawValue, section: $0, text: "Drawing, being outside, and my dog Biscuit")
      },
      goals: (1...6).map { number in
        SheetGoal(
          id: "g\(number)", text: "Go to one thing a week that isn’t school",
          importance: number, confidence: 5,
          actions: [
            SheetAction(
              id: "a\(number)", what: "Visit the drawing group with Priya", who: "Leo + Priya",
              when: day),
            SheetAction(id: "b\(number)", what: "Go on his own", who: "Leo"),
          ],
          scores: number <= 3
            ? [
              SheetScore(on: day, score: 2),
              SheetScore(on: day.adding(days: 30), score: 4, note: "I know the way now"),
            ] : [])
      })
  }

  /// Two goals and something in most parts: what somebody mostly takes home.
  static var ordinary: PlanSheet {
    var sheet = six
    sheet.goals = Array(sheet.goals.prefix(2))
    sheet.words.removeAll { [.communication, .worthKnowing, .otherPlans].contains($0.section) }
    return sheet
  }

  @Test(
    "an ordinary plan is on one or two sheets, also in Welsh and in the young person’s own words",
    arguments: [
      (PrintedPlan.Style.standard, PageLanguage.english, 1...2), (.standard, .welsh, 1...2),
      (.youngPerson, .welsh, 1...2), (.largePrint, .english, 1...5),
    ])
  func ordinary(
    style: PrintedPlan.Style, language: PageLanguage, most: ClosedRange<Int>
  ) throws {
    let html = try PrintedPlanTests.plan(Self.ordinary, style, language).html()
    let paper = try Paper(printing: html)
    #expect(most.contains(paper.pages), "\(style) \(language): \(paper.pages) pages")
  }

  /// A page or two to take home; in large print, a small booklet.
  @Test(
    "a plan of six goals is on A4, on as few sheets as it may take",
    arguments: [(PrintedPlan.Style.standard, 1...2), (.youngPerson, 1...4), (.largePrint, 1...9)])
  func sheets(style: PrintedPlan.Style, most: ClosedRange<Int>) throws {
    let html = try PrintedPlanTests.plan(Self.six, style).html()
    let paper = try Paper(printing: html)
    #expect(most.contains(paper.pages), "\(style): \(paper.pages) pages")
    #expect(!paper.sizes.isEmpty)
    for size in paper.sizes {
      // A4 in points, to a point.
      #expect(abs(size.width - 595) < 1.5 && abs(size.height - 842) < 1.5, "\(size)")
    }
  }
}

/// A page as it comes out of a browser.
struct Paper {
  let pages: Int
  /// In points.
  let sizes: [(width: Double, height: Double)]

  static let browser = ["/usr/bin/chromium", "/usr/bin/chromium-browser"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  init(printing html: String) throws {
    let folder = FileManager.default.temporaryDirectory
      .appendingPathComponent("fingerpost-paper-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let page = folder.appendingPathComponent("page.html")
    let pdf = folder.appendingPathComponent("page.pdf")
    try html.write(to: page, atomically: true, encoding: .utf8)
    let browser = Process()
    browser.executableURL = URL(fileURLWithPath: Paper.browser ?? "")
    browser.arguments = [
      "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
      "--no-pdf-header-footer", "--user-data-dir=\(folder.path)/profile",
      "--print-to-pdf=\(pdf.path)", page.absoluteString,
    ]
    browser.standardOutput = FileHandle.nullDevice
    browser.standardError = FileHandle.nullDevice
    try browser.run()
    browser.waitUntilExit()
    let text = String(decoding: try Data(contentsOf: pdf), as: UTF8.self)
    pages = text.matches(of: /\/Type\s*\/Page(?![a-zA-Z])/).count
    sizes = text.matches(of: /\/MediaBox\s*\[\s*0\s+0\s+([0-9.]+)\s+([0-9.]+)\s*\]/).compactMap {
      guard let width = Double($0.1), let height = Double($0.2) else { return nil }
      return (width, height)
    }
  }
}
