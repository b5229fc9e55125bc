// A week's referrals: 25 rows, three of them faulty.

import Casebook
import Casework
import Foundation
import Testing

@testable import Exchange

@Suite("Importing referrals")
struct ReferralImportTests {
  private static let header =
    "NHS No.,Forename,Surname,D.O.B.,Post code,Address line 1,Town,Mobile,Date referred,"
    + "Referral source,Practice,Reason for referral,Consent,Siblings"

  /// Row 5 has a number that fails its check, row 12 a day that does not exist, row
  /// 20 a postcode that is none.
  private static func week() -> String {
    let names = [
      "Leo,Sharma", "Maya,Reid", "Kai,Thomas", "Amira,Khan", "Jay,O'Neill", "Safa,Ali",
      "Erin,Walsh", "Tom,\"Price, junior\"", "Zoë,Müller", "Siân,De Haro", "Noah,Clarke",
      "Ivy,Bell", "Omar,Hussain", "Ruth,Cohen", "Finn,Doyle", "Anya,Petrova", "Sam,Green",
      "Lily,Wong", "Ben,Carter", "Isla,MacLeod", "Yusuf,Demir", "Grace,Obi", "Max,Taylor",
      "Ella,Hughes", "Dev,Patel",
    ]
    var lines = [header]
    for (index, name) in names.enumerated() {
      let row = index + 2
      let digits = [9, 9, 9, 0, 0, 0, 0] + [index / 10, index % 10]
      let number = NHSNumber(firstNine: digits)?.digits ?? ""
      lines.append(
        [
          row == 5 ? "9990000019" : number, name,
          row == 12 ? "31/02/2012" : "0\(index % 9 + 1)/03/2012",
          row == 20 ? "M1 1A" : "M1 1AE", "\(row) Marsh Lane", "Stockport",
          "07700 900\(100 + index)",
          "16/11/2026", index % 2 == 0 ? "GP" : "School", "Marsh Lane Surgery",
          "\"Low mood, not sleeping.\nKnown to school.\"", index % 3 == 0 ? "Yes" : "",
          "\(index % 4)",
        ].joined(separator: ","))
    }
    return lines.joined(separator: "\r\n") + "\r\n"
  }

  private func faults(_ error: ImportError?) -> [ImportFault] {
    if case .refused(let report)? = error { return report.faults }
    return []
  }

  private func read(_ text: String) throws -> ReferralImporter.Reading {
    let scratch = try Scratch()
    return try ReferralImporter.read(scratch.file("list.csv", text), today: someDay)
  }

  @Test("three faulty rows of 25 stop it all, each named by row, column, value and remedy")
  func refused() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("week.csv", Self.week())
    let error = #expect(throws: ImportError.self) {
      try ReferralImporter.run(file: file, into: casebook, today: someDay)
    }
    let found = faults(error)
    #expect(found.map(\.place) == ["row 5", "row 12", "row 20"])
    #expect(found.map(\.field) == ["NHS No.", "D.O.B.", "Post code"])
    #expect(found.map(\.value) == ["9990000019", "31/02/2012", "M1 1A"])
    #expect(found[0].reason.contains("modulus 11") && found[1].reason.contains("no such day"))
    #expect(found[2].reason.contains("write it as M1 1AE"))
    #expect(error?.description.contains("--skip-bad") == true)
    #expect(try casebook.people(matching: "Leo", limit: 9).isEmpty)
    #expect(try casebook.nextUndo() == nil)
  }

  @Test("skipping them brings in 22, writes three out to be put right, and twice changes nothing")
  func skipped() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file("week.csv", Self.week())
    let rehearsal = try ReferralImporter.run(
      file: file, into: casebook, today: someDay, skipBad: true, dryRun: true)
    #expect(rehearsal.badRowsFile == nil)
    #expect(try casebook.nextUndo() == nil)
    let report = try ReferralImporter.run(
      file: file, into: casebook, today: someDay, skipBad: true)
    #expect(report.counts == rehearsal.counts)
    #expect(report.count(of: "people")?.added == 22 && report.leftOut == 3)
    #expect(report.count(of: "referrals")?.added == 22)
    #expect(report.notes.contains { $0.contains("“Siblings”") })
    let person = try #require(try casebook.people(matching: "junior", limit: 2).first)
    #expect(person.familyName == "Price, junior" && person.address == "9 Marsh Lane, Stockport")

    let path = try #require(report.badRowsFile)
    #expect(URL(fileURLWithPath: path).lastPathComponent == "week-bad-rows.csv")
    let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
    #expect(mode == 0o600)
    let list = try ReferralList(URL(fileURLWithPath: path))
    #expect(list.headings == Self.header.split(separator: ",").map(String.init) + ["Why"])
    #expect(list.lines.count == 3)
    #expect(list.lines[0].cells.last?.contains("NHS No.: “9990000019” fails") == true)
    #expect(list.lines[0].cells[11] == "Low mood, not sleeping.\nKnown to school.")

    let again = try ReferralImporter.run(
      file: file, into: casebook, today: someDay, skipBad: true)
    #expect(again.count(of: "people")?.added == 0 && again.count(of: "people")?.unchanged == 22)
    #expect(again.count(of: "referrals")?.unchanged == 22 && !again.changed)
    #expect(again.description.contains("people     22 known already\n  referrals  22 unchanged"))
    #expect(again.badRowsFile != path)

    var text = try String(contentsOfFile: path, encoding: .utf8)
    text = text.replacing("9990000019", with: "").replacing("31/02/2012", with: "28/02/2012")
      .replacing("M1 1A,", with: "M1 1AE,")
    let corrected = try scratch.file("put-right.csv", text)
    let last = try ReferralImporter.run(file: corrected, into: casebook, today: someDay)
    #expect(last.count(of: "people")?.added == 3 && last.leftOut == 0)
    #expect(!last.notes.contains { $0.contains("Why") })
  }

  @Test("the cells of a row arrive in their fields, and no word is lost")
  func fields() throws {
    let reading = try read(
      """
      Patient name;Known as;Pronouns;Date of birth;NHS number;Gender;Sex;Home address;Postcode;\
      Home telephone;Mobile;E-mail;GP practice;ODS code;School;Referral date;Source;Referred by;\
      Referring organisation;Referrer email;Presenting issue;Consent;Allergies;Surname at birth
      "SHARMA, Leo (Mr)";Lee;he/him;1 Feb 2012;999 000 0018;Male;M;"1 High St
      Hyde";sk1 3xe;0161 496 0000;07700 900123;leo@example.org;Quay Surgery;P88001;Hyde High;\
      16.11.26;Fire brigade;B. Okoro;Station 4;b@example.org;Isolation. Since moving.;y;Nuts;
      """)
    #expect(reading.faults.isEmpty, "\(reading.faults)")
    let row = try #require(reading.rows.first)
    #expect(row.firstName == "Leo" && row.familyName == "Sharma" && row.preferredName == "Lee")
    #expect(row.dateOfBirth == Day(iso: "2012-02-01") && row.date == Day(iso: "2026-11-16"))
    #expect(row.nhsNumber?.digits == "9990000018" && row.postcode?.description == "SK1 3XE")
    #expect(row.telephone == "0161 496 0000; 07700 900123" && row.address == "1 High St\nHyde")
    #expect(row.gpPracticeCode == "P88001" && row.school == "Hyde High" && row.gender == "Male")
    #expect(row.source == .other && row.consentToContact == .given && row.need == "Isolation")
    #expect(row.reason == "Isolation. Since moving.\nSource: Fire brigade\nAllergies: Nuts")
    #expect(reading.notes.contains { $0.contains("“Sex” was left out") })
    #expect(row.referrerContact == "b@example.org" && row.organisation == "Station 4")
  }

  @Test(
    "each bad cell is named, with what would be right",
    arguments: [
      ("Leo,Sharma,24/11/2026,16/11/2026,,,", "DOB", "in the future"),
      ("Leo,Sharma,24/11/1899,16/11/2026,,,", "DOB", "before 1900"),
      ("Leo,Sharma,02/13/2012,16/11/2026,,,", "DOB", "day before the month"),
      ("Leo,Sharma,,16/11/2026,,,", "DOB", "empty"),
      ("Leo,Sharma,01/02/2012,24/11/2026,,,", "Referral date", "in the future"),
      ("Leo,Sharma,01/02/2012,01/02/2011,,,", "Referral date", "before the person was born"),
      ("Leo,Sharma,01/02/2012,,,,", "Referral date", "empty"),
      (",Sharma,01/02/2012,16/11/2026,,,", "First name", "no first name"),
      ("Leo,,01/02/2012,16/11/2026,,,", "Surname", "no family name"),
      ("Leo,Sharma,01/02/2012,16/11/2026,leo.example.org,,", "Email", "name@example.org"),
      ("Leo,Sharma,01/02/2012,16/11/2026,,perhaps,", "Consent", "yes, no"),
      ("Leo,Sharma,01/02/2012,16/11/2026,,,12345", "NHS", "ten"),
      ("Leo,Sharma,01/02/2012,16/11/2026", "", "4 cells and the first row has 7"),
      ("Leo,Sharma,01/02/2012,16/11/2026,,,,x", "", "8 cells and the first row has 7"),
    ])
  func bad(cells: String, column: String, reason: String) throws {
    let reading = try read("First name,Surname,DOB,Referral date,Email,Consent,NHS\n\n\(cells)\n")
    #expect(reading.rows.isEmpty && reading.faults.count == 1, "\(reading.faults)")
    #expect(reading.faults.first?.row == 3, "a blank row counts, as in a spreadsheet")
    #expect(reading.faults.first?.column == column)
    #expect(reading.faults.first?.reason.contains(reason) == true, "\(reading.faults)")
  }

  @Test("without a referral date column today is taken, and said")
  func noDate() throws {
    let reading = try read("Name,DOB\nLeo Sharma,01/02/2012\n")
    #expect(reading.rows.map(\.date) == [someDay])
    #expect(reading.notes.contains { $0.contains("today, 23/11/2026, was taken") })
  }

  @Test("a list without names or birth dates is refused, saying which column is missing")
  func missing() throws {
    let error = #expect(throws: ImportError.self) { try read("Surname,Reason\nSharma,x\n") }
    #expect(error?.description.contains("first name") == true)
    #expect(error?.description.contains("date of birth") == true)
    #expect(throws: ImportError.self) { try read("") }
    #expect(throws: ImportError.self) { try read("\n\n") }
    #expect(throws: ImportError.self) { try read("Name,DOB\n") }
  }

  @Test("tabs, a byte order mark, UTF-16 and Windows-1252 are read, and the odd ones said")
  func encodings() throws {
    let scratch = try Scratch()
    let text = "Name\tDOB\r\nZoë Müller\t01/02/2012\r\n"
    var utf16: [UInt8] = [0xFF, 0xFE]
    for unit in text.utf16 { utf16 += [UInt8(unit & 0xFF), UInt8(unit >> 8)] }
    let windows = text.unicodeScalars.map { UInt8($0.value) }
    for (bytes, note) in [
      (Array(text.utf8), nil), ([0xEF, 0xBB, 0xBF] + Array(text.utf8), nil), (utf16, "UTF-16"),
      (windows, "Windows-1252"),
    ] as [([UInt8], String?)] {
      let reading = try ReferralImporter.read(scratch.file("l.csv", bytes), today: someDay)
      #expect(reading.rows.first?.firstName == "Zoë" && reading.rows.first?.familyName == "Müller")
      #expect(note == nil || reading.notes.contains { $0.contains(note ?? "") })
    }
  }

  @Test("one person twice in a file is one person, and a referral of another day a second one")
  func sameFile() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file(
      "l.csv",
      """
      Name,DOB,Referral date,NHS number,Reason
      Leo Sharma,01/02/2012,02/11/2026,,Low mood
      "SHARMA, Leo",01/02/2012,09/11/2026,9990000018,Isolation
      Leo Sharma,01/02/2012,02/11/2026,9990000018,Low mood

      """)
    let report = try ReferralImporter.run(file: file, into: casebook, today: someDay)
    // The second row brings the NHS number that the first lacks.
    let people = try #require(report.count(of: "people"))
    #expect(people.added == 1 && people.updated == 1 && people.unchanged == 1)
    #expect(report.count(of: "referrals")?.added == 2)
    #expect(report.count(of: "referrals")?.unchanged == 1)
    #expect(
      try casebook.people(matching: "sharma", limit: 9).first?.nhsNumber?.digits == "9990000018")
  }

  @Test("an NHS number that is somebody else's is a fault of that row, in the file's own words")
  func conflict() throws {
    let scratch = try Scratch()
    let casebook = try scratch.casebook()
    let file = try scratch.file(
      "l.csv",
      "Name,DOB,NHS No\nLeo Sharma,01/02/2012,9990000018\nMaya Reid,03/04/2013,9990000018\n")
    let error = #expect(throws: ImportError.self) {
      try ReferralImporter.run(file: file, into: casebook, today: someDay)
    }
    #expect(faults(error).map(\.place) == ["row 3"] && faults(error).map(\.field) == ["NHS No"])
    #expect(try casebook.nextUndo() == nil)
    let report = try ReferralImporter.run(file: file, into: casebook, today: someDay, skipBad: true)
    #expect(report.count(of: "people")?.added == 1 && report.leftOut == 1)
  }

  @Test("a file that is there is never written over, and cells go back as they came")
  func badRows() throws {
    let scratch = try Scratch()
    let taken = try scratch.file("l-bad-rows.csv", "precious")
    let file = try scratch.file("l.csv", "Name,DOB,Notes\nLeo,=1+1,@cmd\n")
    let report = try ReferralImporter.run(
      file: file, today: someDay, skipBad: true, dryRun: false, badRowsTo: nil,
      apply: { rows, _ in ReferralTally(referralsAdded: rows.count) })
    #expect(report.badRowsFile?.hasSuffix("l-bad-rows-2.csv") == true)
    #expect(try String(contentsOf: taken, encoding: .utf8) == "precious")
    let list = try ReferralList(URL(fileURLWithPath: report.badRowsFile ?? ""))
    #expect(list.lines.first?.cells.prefix(3) == ["Leo", "=1+1", "@cmd"])
  }

  @Test("when the casebook fails, the list of bad rows is taken back")
  func takenBack() throws {
    let scratch = try Scratch()
    let file = try scratch.file("l.csv", "Name,DOB\nLeo,1\nMaya Reid,01/02/2012\n")
    #expect(throws: CasebookError.diskFull) {
      try ReferralImporter.run(
        file: file, today: someDay, skipBad: true, dryRun: false, badRowsTo: nil,
        apply: { _, dryRun in
          if !dryRun { throw CasebookError.diskFull }
          return ReferralTally()
        })
    }
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.url.path)
    #expect(left == ["l.csv"])
    #expect(throws: ImportError.self) {
      try ReferralImporter.run(
        file: file, today: someDay, skipBad: true, dryRun: false,
        badRowsTo: URL(fileURLWithPath: "/nowhere/at/all.csv"), apply: { _, _ in ReferralTally() })
    }
  }

  @Test("cut off at any length it is refused or read, and random bytes never crash it")
  func hostile() throws {
    let scratch = try Scratch()
    let whole = Array(Self.week().utf8.prefix(900))
    var generator = SeededGenerator(seed: 9)
    let likely = Array("Name,DOB\n\r\";\t Leo Sharma1/2012\u{e9}".utf8)
    for length in 0..<whole.count {
      let random = (0..<(length % 90)).map { _ in
        likely[Int.random(in: 0..<likely.count, using: &generator)]
      }
      for bytes in [Array(whole.prefix(length)), Array("Name,DOB\n".utf8) + random] {
        let file = try scratch.file("l.csv", bytes)
        do { _ = try ReferralImporter.read(file, today: someDay) } catch {
          #expect(error is ImportError || error is ImportFault)
        }
      }
    }
  }
}
