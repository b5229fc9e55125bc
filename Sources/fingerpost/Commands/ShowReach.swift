import ArgumentParser
import Casebook
import Casework
import Foundation

struct ShowReach: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "reach",
    abstract:
      "The share of contacts and of links with services by phone, video, outdoors, in person.",
    discussion: """
      Contacts in which somebody was reached, and links with services, from one day to \
      another. Visits, groups and meetings with school or family are in person; a walk is \
      outdoors. Shares are of those of which the way is known. These are exact counts of \
      your own casebook, for your own use: counts under 8 can point to a person, so do not \
      publish them as they are.
      """)

  @Option(help: "From this day on, as 01/04/2026; without it the last 90 days.")
  var from: String?

  @Option(help: "Up to this day.")
  var to: String?

  @Flag(help: "Only what you did yourself.")
  var mine = false

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  struct Line: Encodable {
    var of: String
    var reach: ContactWay?
    var count: Int
    var share: Double?
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    let today = Day(Date())
    let last = try to.map { try Day.read($0, latest: today.adding(years: 50)) } ?? today
    let first = try from.map { try Day.read($0, latest: today) } ?? today.adding(days: -90)
    let shares = try book.reachShares(from: first, to: last, by: mine ? book.worker.id : nil)
    let parts = [("contacts", shares.contacts), ("links with services", shares.prescriptions)]
    if json {
      var lines: [Line] = []
      for (name, part) in parts {
        lines += ContactWay.allCases.map {
          Line(of: name, reach: $0, count: part.counts[$0] ?? 0, share: part.share(of: $0))
        }
        lines.append(Line(of: name, reach: nil, count: part.unsaid, share: nil))
      }
      try JSON.print(lines)
      return
    }
    Lines.print("From \(first.british) to \(last.british)")
    for (name, part) in parts {
      Lines.print("")
      Lines.print("\(part.known) \(name) of which the way is known")
      for reach in ContactWay.allCases {
        Lines.print("  \(reach.words): \(part.counts[reach] ?? 0) · \(part.words(of: reach))")
      }
      if part.unsaid > 0 { Lines.print("  Not said: \(part.unsaid)") }
    }
  }
}
