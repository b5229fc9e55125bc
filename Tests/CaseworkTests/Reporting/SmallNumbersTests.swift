// Nothing that leaves the service may give a child away.

import Testing

@testable import Casework

@Suite("Small numbers")
struct SmallNumbersTests {
  @Test(
    "1 to 7 are hidden, nought is kept, the rest are rounded to the nearest 5",
    arguments: [(0, "0"), (1, "*"), (7, "*"), (8, "10"), (12, "10"), (13, "15"), (100, "100")])
  func words(count: Int, words: String) {
    #expect(SmallNumbers().words(count) == words)
  }

  @Test("a total never tells the one hidden cell of its row or column")
  func secondary() {
    let rows = SmallNumbers().table([[3, 20, 40], [30, 25, 50]])
    #expect(rows[0][0] == "*")
    #expect(rows[0][1] == "*")
    // The columns of the two hidden cells hide another each as well.
    #expect(rows[1][0] == "*")
    #expect(rows[1][1] == "*")
    #expect(rows[0][2] == "40")
    #expect(rows[2] == ["35", "45", "90", "170"])
  }

  @Test(
    "in no row and no column of a random table does exactly one cell stand hidden beside others")
  func property() {
    var generator = SeededGenerator(seed: 11)
    let rule = SmallNumbers()
    for _ in 0..<300 {
      let width = Int.random(in: 1...5, using: &generator)
      let counts = (0..<Int.random(in: 1...5, using: &generator)).map { _ in
        (0..<width).map { _ in Int.random(in: 0...25, using: &generator) }
      }
      let shown = rule.table(counts)
      func check(_ cells: [(count: Int, words: String)]) {
        guard cells.filter({ $0.words == "*" }).count == 1 else { return }
        #expect(cells.allSatisfy { $0.words == "*" || $0.count == 0 }, "\(counts)")
      }
      for row in counts.indices { check(Array(zip(counts[row], shown[row]))) }
      for column in 0..<width {
        check(counts.indices.map { (counts[$0][column], shown[$0][column]) })
      }
      for row in counts.indices {
        for column in 0..<width where rule.isHidden(counts[row][column]) {
          #expect(shown[row][column] == "*")
        }
      }
    }
  }
}
