// The directory through its commands: in, found, out again.

import Foundation
import Testing

@Suite("The directory's commands")
struct DirectoryCommandTests {
  private static let services = #"""
    {"total_pages":1,"page_number":1,"contents":[
      {"id":"a","name":"Saturday Sketchers","status":"active","minimum_age":11,"maximum_age":16,
       "x_depth":{"b":1.50},
       "schedules":[{"id":"h","freq":"WEEKLY","byday":"SA","opens_at":"10:00","closes_at":"12:00"}],
       "cost_options":[{"id":"c","amount":0}],
       "service_at_locations":[{"id":"x","location":{"id":"l","location_type":"physical",
         "name":"Quay House","latitude":53.60,"longitude":1.20}}],
       "attributes":[{"id":"t","taxonomy_term":{"id":"arts","name":"Arts"}}]},
      {"id":"b","name":"Late Guitar","status":"active","minimum_age":14,
       "schedules":[{"id":"i","freq":"WEEKLY","byday":"TH","opens_at":"19:00","closes_at":"21:00"}]}
    ]}
    """#

  @Test("services are found by every facet, written out, and read back the same")
  func whole() throws {
    let place = try CommandTests.Place()
    _ = try place.fingerpost("init", "--name", "Priya Nair")
    try Self.services.write(to: place.file("s.json"), atomically: true, encoding: .utf8)
    let dry = try place.fingerpost("import", "directory", place.file("s.json").path, "--dry-run")
    #expect(dry.code == 0 && dry.output.contains("nothing has been written"))
    #expect(try place.objects("directory").isEmpty)
    #expect(try place.fingerpost("import", "directory", place.file("s.json").path).code == 0)
    for facets in [
      ["--age", "12"], ["--kind", "arts"], ["--day", "sat"], ["--time", "morning"],
      ["--cost", "free"], ["--open", "week", "--day", "sat"], ["sketch", "--running"],
      ["--mode", "in-person", "--free"],
    ] {
      let found = try Program.run(
        RealDesk.program.path,
        ["directory"] + facets + ["--passphrase-file", place.file("pass").path],
        environment: ["FINGERPOST_CASEBOOK": place.file("book").path])
      #expect(found.code == 0, "\(facets) \(found.errors)")
      #expect(found.output.contains("Saturday Sketchers"), "\(facets)")
      #expect(!found.output.contains("Late Guitar"), "\(facets)")
    }
    let nowhere = try place.fingerpost("directory", "--near", "QX4 2AB")
    #expect(nowhere.code == 64 && nowhere.errors.contains("fingerpost import postcodes"))
    try "pcds,lat,long\nQX4 2AB,53.61,1.20\n".write(
      to: place.file("p.csv"), atomically: true, encoding: .utf8)
    #expect(try place.fingerpost("import", "postcodes", place.file("p.csv").path).code == 0)
    let near = try place.objects("directory", "--near", "QX4 2AB", "--miles", "2")
    #expect(near.count == 1 && near.first?["miles"] as? Double == 0.69)
    #expect(try place.fingerpost("directory", "--day", "someday").code == 64)
    let shown = try place.fingerpost("directory", "sketch", "--whole", "--counts")
    #expect(shown.output.contains("not for under 18s yet"))
    #expect(shown.output.contains("came into the directory") && shown.output.contains("Saturday 1"))

    let counted = try place.objects("directory", "--counts")
    let groups = try #require(counted.first?["counts"] as? [[String: Any]])
    #expect(counted.count == 1 && counted.first?["found"] as? Int == 2)
    #expect(
      groups.contains { group in
        let choices = group["choices"] as? [[String: Any]] ?? []
        return group["group"] as? String == "Day"
          && choices.contains { $0["name"] as? String == "Saturday" && $0["count"] as? Int == 1 }
      })

    for (format, name) in [("json", "out.json"), ("csv", "out")] {
      let path = place.file(name).path
      #expect(
        try place.fingerpost("export", "directory", "--to", path, "--format", format).code == 0)
      let again = try place.fingerpost("import", "directory", path)
      #expect(again.output.contains("Nothing has changed"), "\(again.output)\(again.errors)")
      let refused = try place.fingerpost("export", "directory", "--to", path)
      #expect(refused.code == 1 && refused.errors.contains("already"))
    }
    let text = try String(contentsOf: place.file("out.json"), encoding: .utf8)
    #expect(text.contains(#""x_depth":{"b":1.50}"#))
  }
}
