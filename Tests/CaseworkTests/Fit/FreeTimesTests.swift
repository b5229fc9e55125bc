import Casework
import Testing

@Suite("when somebody is free")
struct FreeTimesTests {
  @Test(
    "days and times are read as people say them, and written so that they read back the same",
    arguments: [
      ("", ""),
      ("sat", "Sat"),
      ("weekdays after 4", "Mon–Fri after 16:00"),
      ("mon–fri after 16:00", "Mon–Fri after 16:00"),
      ("Mon to Fri after school, Sat", "Mon–Fri after 15:30; Sat"),
      ("tue and thu evenings", "Tue, Thu 17:00–22:00"),
      ("weekends 10-12", "Sat, Sun 10:00–12:00"),
      ("sat 10 to 2", "Sat 10:00–14:00"),
      ("sat 10am-12:30pm; sunday mornings", "Sat 10:00–12:30; Sun 08:00–12:00"),
      ("mon, wed after 4, sat", "Mon, Wed after 16:00; Sat"),
      ("mon 4-6 wed 4-6 fri until 12", "Mon, Wed 16:00–18:00; Fri until 12:00"),
      ("every day", "Mon–Sun"),
      ("after 5", "Mon–Sun after 17:00"),
      ("sat-mon", "Mon, Sat, Sun"),
      ("Thursdays from 16.30 to 18.00", "Thu 16:30–18:00"),
      ("tues 9-11, tues 10-12", "Tue 09:00–12:00"),
    ])
  func reading(text: String, words: String) throws {
    let times = try FreeTimes(reading: text)
    #expect(times.words == words)
    #expect(try FreeTimes(reading: times.words) == times, "it reads back as the same")
  }

  @Test(
    "what is no day or time is named",
    arguments: [
      ("sometimes", "sometimes"), ("mon at 25:00", "25:00"), ("after", "after"), ("t 4", "t"),
    ])
  func refused(text: String, word: String) {
    #expect(throws: FreeTimesError(word: word)) { try FreeTimes(reading: text) }
  }

  @Test("a stretch that ends before it begins is none")
  func impossible() {
    #expect(WeekSpan(.monday, from: 600, to: 600) == nil)
    #expect(WeekSpan(.monday, from: -1, to: 600) == nil)
    #expect(WeekSpan(.monday, from: 0, to: 1_441) == nil)
  }

  @Test("garbage of any kind never breaks the reader")
  func garbage() {
    var generator = SeededGenerator(seed: 5)
    let parts = ["mon", "after", "4", "-", "to", ":", "99", "pm", "school", "–", "ŵ", "", "24:00"]
    for _ in 0..<2_000 {
      let text = (0..<Int.random(in: 0...6, using: &generator)).map { _ in
        parts.randomElement(using: &generator) ?? ""
      }.joined(separator: [" ", "", ","].randomElement(using: &generator) ?? " ")
      if let times = try? FreeTimes(reading: text) {
        #expect((try? FreeTimes(reading: times.words)) == times, "\(text)")
      }
    }
  }
}
