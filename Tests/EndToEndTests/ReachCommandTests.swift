// The share of work by phone, by video, outdoors and in person, by command: said with
// `log --mode` and `attended --mode`, told by `reach`.

import Foundation
import Testing

@Suite("How people are reached, by command")
struct ReachCommandTests {
  /// How many contacts, and links with services, went which way; "" is not said.
  private func counts(_ place: CommandTests.Place) throws -> [String: [String: Int]] {
    var counts: [String: [String: Int]] = [:]
    for line in try place.objects("reach", "--from", "01/01/2020") {
      let of = try #require(line["of"] as? String)
      counts[of, default: [:]][line["reach"] as? String ?? ""] = line["count"] as? Int
    }
    return counts
  }

  @Test("what log and attended say of the way, reach counts; what was not said, it says too")
  func wholePath() throws {
    let place = try CommandTests.Place()
    let made = try place.fingerpost(
      "demo", "--keep", place.file("book").path, "--people", "40")
    #expect(made.code == 0, "\(made.errors)")
    let before = try counts(place)
    #expect(before.keys.sorted() == ["contacts", "links with services"])

    // A service of somebody whose case is one's own, which now happens in another way.
    let own = try place.objects("caseload", "--mine").compactMap { $0["personId"] as? String }
    let found = own.lazy.compactMap { person -> (String, String, String)? in
      let first = (try? place.objects("attended", person))?.first
      return first.map { (person, $0["service"] as? String ?? "", $0["mode"] as? String ?? "") }
    }.first
    let (person, service, way) = try #require(found)
    let other = way == "video" ? "outdoors" : "video"
    let said = try place.fingerpost("attended", person, "--service", "1", "--mode", other)
    #expect(
      said.code == 0
        && said.output.contains("\(service): \(other == "video" ? "by video" : "outdoors")"),
      "\(said.output)")
    let shown = try place.objects("attended", person, "--service", "1")
    #expect(shown.first?["mode"] as? String == other)

    for mode in ["video", "outdoors", "phone"] {
      let logged = try place.fingerpost(
        "log", person, "--mode", mode, "--note", "A talk about drawing")
      #expect(logged.code == 0, "\(logged.errors)")
    }
    // Nobody was reached: it is no contact that was by phone.
    _ = try place.fingerpost(
      "log", person, "--mode", "phone", "--outcome", "not-reached", "--note", "rang out")

    let after = try counts(place)
    func more(_ of: String, _ way: String) -> Int {
      (after[of]?[way] ?? 0) - (before[of]?[way] ?? 0)
    }
    #expect(more("contacts", "video") == 1 && more("contacts", "outdoors") == 1)
    #expect(more("contacts", "phone") == 1 && more("contacts", "in-person") == 0)
    #expect(more("links with services", other) == 1)
    #expect(more("links with services", way) == -1)

    let words = try place.fingerpost("reach", "--mine", "--from", "01/01/2026")
    #expect(
      words.output.contains("Outdoors: ") && words.output.contains("of which the way is known"))
    // Said of nobody, or in a way that there is not: usage, and nothing is changed.
    #expect(try place.fingerpost("attended", "--mode", "video").code == 64)
    #expect(
      try place.fingerpost("attended", person, "--service", "1", "--mode", "balloon").code == 64)
    let none = try place.fingerpost("attended", person, "--service", "99", "--mode", "video")
    #expect(none.code == 1 && none.errors.contains("There is no service 99"))
    #expect(try counts(place) == after)
  }
}
