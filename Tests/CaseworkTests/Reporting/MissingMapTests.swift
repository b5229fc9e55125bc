// The map of what is missing: what it counts, and what it hides from others.

import Casework
import Testing

@Suite("The map of what is missing")
struct MissingMapTests {
  private let today = Day(number: 20_780)

  private func need(
    _ ward: String, _ kind: String, age: Int? = 12, times: String = "Sat", number: Int = 0
  ) -> UnmetNeed {
    UnmetNeed(
      id: Identifier("\(ward)\(kind)\(number)"), caseID: Identifier("c"), need: "isolation",
      age: age, place: "QX1", times: times, ward: ward, kind: kind, on: today,
      workerID: Identifier("w"))
  }

  private func map(_ counts: [(String, String, Int)]) -> MissingMap {
    let needs = counts.flatMap { ward, kind, count in
      (0..<count).map { need(ward, kind, number: $0) }
    }
    return MissingMap(
      of: needs, existing: [MissingField(ward: "Weirbank", kind: "arts"): 3],
      taxonomy: AssetTaxonomy())
  }

  @Test("it counts by ward and kind, the ward with most first, and says what runs there")
  func counts() {
    let map = map([("Osier Hill", "nature", 9), ("Weirbank", "arts", 20), ("Weirbank", "", 12)])
    #expect(map.wards == ["Weirbank", "Osier Hill"])
    #expect(map.kinds == ["arts", "nature", ""])
    #expect(
      map.figures == [["20", "0", "12", "32"], ["0", "9", "0", "9"], ["20", "9", "12", "41"]])
    #expect(map.existing("Weirbank", "arts") == 3 && map.existing("Osier Hill", "nature") == 0)
    #expect(map.counts(.kind).map(\.existing) == [3, 0, nil])
    #expect(map.counts(.ward).map(\.wanted) == [32, 9])
    #expect(map.counts(.age).first { $0.name == "11–15" }?.wanted == 41)
    #expect(map.counts(.day).first { $0.name == "Saturday" }?.wanted == 41)
    #expect(map.total == 41)
  }

  @Test("small counts are hidden for others, and so is what would give them away")
  func hidden() {
    let small = SmallNumbers()
    let map = map([
      ("Weirbank", "arts", 20), ("Weirbank", "nature", 3), ("Weirbank", "advice", 11),
    ])
    // Three is hidden, and eleven with it: their sum less eleven would tell.
    #expect(map.figures(small)[0] == ["20", "*", "*", "35"])
    let lines = map.lines(small)
    #expect(lines.allSatisfy { $0.count == lines[0].count })
    #expect(!lines.contains { $0[5] == "3" || $0[5] == "11" })
    #expect(lines.contains(["ward and kind", "Weirbank", "arts", "", "", "20", "3"]))
    #expect(map.words(.kind, small).contains("*"))
  }

  @Test("days are those they were free on, and a need’s kind is told from its words")
  func told() {
    #expect(need("", "", times: "Mon–Fri after 16:00").weekdays.count == 5)
    #expect(need("", "", times: "whenever Mum can").weekdays == [])
    #expect(need("", "").area == "QX1" && need("E05", "").area == "E05")
    let taxonomy = AssetTaxonomy()
    #expect(taxonomy.kind(ofNeed: ["a drawing or craft group on a Saturday"]) == "arts")
    #expect(taxonomy.kind(ofNeed: ["somewhere", "money worries"]) == "advice")
    #expect(taxonomy.kind(ofNeed: ["this is needed"]) == "")
  }

  @Test("a sign is found where a word begins, and not inside another")
  func wordBeginnings() {
    let arts = AssetTheme("arts", "arts", words: ["art"])
    #expect(arts.covers("Art club") && arts.covers("Martial-arts") && arts.covers("ARTS"))
    #expect(!arts.covers("Party planning") && !arts.covers("Partnership"))
    #expect(arts.covers("Community party art"))
  }
}
