// The caseload's columns: all that the table of the aim has, each to be sorted by; and the
// keys that move a case, which say why where the rules do not let them.

import Casebook
import Casework
import Foundation
import Terminal
import Testing

@testable import Desk

@Suite("The columns of the caseload")
struct CaseloadColumnsTests {
  @Test("the whole table shows load and wellbeing, and every column but the signs sorts")
  func columns() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("2")
    #expect(!desk.shows("Wellbeing"))
    desk.press("|")
    for title in ["Who", "Age", "Need", "Stage", "Load", "Last seen", "Next", "Wellbeing", "When"] {
      #expect(desk.shows(title), "\(title)")
    }
    #expect(Sparkline([0, 10], range: 0...10).styled.plain.allSatisfy { "▁█".contains($0) })
    let orders = CaseloadScreen.columns.compactMap(\.sortKey)
    #expect(Set(orders) == Set(CaseloadOrder.allCases.map(\.rawValue)))
    desk.press("|")
    #expect(!desk.shows("Wellbeing"))
  }

  @Test(
    "sorted by load the heaviest case is first; by wellbeing whoever is furthest from their goals")
  func sorting() throws {
    let test = TestBook()
    let desk = try test.desk()
    desk.press("2", "|")
    for _ in 0..<12 where desk.application.caseload.order != .load { desk.press("s") }
    #expect(desk.shows("Load ▾"))
    let book = try #require(desk.application.book)
    func rows() -> [CaseloadRow] {
      (0..<desk.application.caseload.table.rowCount).compactMap {
        desk.application.caseload.rows[$0]
      }
    }
    let points = try book.weighed(rows(), on: desk.application.today).map(\.points)
    #expect(points.count > 5 && points == points.sorted(by: >))
    desk.press("s")
    #expect(desk.application.caseload.order == .wellbeing && desk.shows("Wellbeing ▴"))
    let courses = try book.courses(of: rows())
    let now = rows().compactMap { courses[$0.caseID]?.now }
    #expect(now.count > 2 && now == now.sorted())
    let known = rows().prefix(now.count)
    #expect(known.allSatisfy { courses[$0.caseID] != nil })
    #expect(desk.complaints.isEmpty)
  }

  @Test("beside the list it says how somebody fares, in figures and over how many goals")
  func preview() throws {
    let test = TestBook()
    let desk = try test.desk(size: Size(width: 130, height: 50))
    desk.press("2")
    for _ in 0..<30 where !desk.shows("WELLBEING, BY THEIR GOALS") { desk.press("Down") }
    #expect(desk.shows("WELLBEING, BY THEIR GOALS") && desk.shows(" of 10"))
  }

  @Test("t and h on a colleague’s case say why they do nothing, and do nothing")
  func moving() throws {
    let test = TestBook()
    let desk = try test.desk()
    let book = try #require(desk.application.book)
    desk.press("2", "m")
    func chosen() -> CaseloadRow? { desk.application.caseload.selected }
    for _ in 0..<60
    where chosen()?.facts.holderID == nil || chosen()?.facts.holderID == book.worker.id {
      desk.press("Down")
    }
    let row = try #require(chosen())
    let holder = try #require(row.facts.holderID)
    #expect(holder != book.worker.id)
    for key in ["t", "h"] {
      desk.press(key)
      #expect(desk.shows("a supervisor moves what somebody else holds"), "\(key)")
      #expect(try book.caseloadRow(row.caseID)?.facts.holderID == holder)
      desk.press("Esc")
    }
  }
}
