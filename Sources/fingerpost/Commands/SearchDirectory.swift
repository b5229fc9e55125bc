import ArgumentParser
import Casebook
import Casework
import Foundation

struct SearchDirectory: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "directory",
    abstract: "Search the directory of local services.",
    discussion: "Without a query, everything by name. Each word is found at the start of any word.")

  @Argument(help: "What they would like: art, football, someone to talk to.")
  var query: [String] = []

  @Option(help: "Only what takes somebody of this age.")
  var age: Int?

  @Option(help: "Only this kind, for example arts or nature.")
  var kind: String = ""

  @Flag(help: "Only what is free.")
  var free = false

  @Flag(help: "Only what runs now.")
  var running = false

  @Option(help: "At most this many.")
  var limit: Int?

  @Flag(help: "Print JSON.")
  var json = false

  @OptionGroup var casebook: CasebookOptions

  func validate() throws {
    if let age, !(0...120).contains(age) { throw ValidationError("An age is 0 to 120 years.") }
  }

  func run() throws {
    let book = try casebook.open()
    defer { book.close() }
    var filter = running ? AssetFilter.offered : AssetFilter()
    filter.age = age
    filter.kind = kind
    filter.freeOnly = free
    let words = query.joined(separator: " ")
    let lines = try book.assets(
      matching: words, filter: filter, offset: 0, limit: limit ?? Int(Int32.max))
    if json {
      try JSON.print(lines.compactMap { try book.asset($0.id) }.map(AssetObject.init))
      return
    }
    for line in lines {
      let parts = [
        line.name, line.organizationName, line.ageWords, line.whenWords, line.costWords,
        line.placeWords, line.isOffered ? "" : line.status.words,
      ]
      Lines.print(parts.filter { !$0.isEmpty }.joined(separator: " · "))
    }
    if lines.isEmpty {
      Lines.print(
        words.isEmpty
          ? "The directory is empty. Bring one in with “fingerpost import directory PATH”."
          : "Nothing in the directory is found by “\(words)”.")
    }
  }
}

/// A service of the directory in JSON.
struct AssetObject: Encodable {
  struct Place: Encodable {
    var name: String
    var address: String
    var postcode: String
    var latitude: Double?
    var longitude: Double?
  }

  var id: String
  var name: String
  var organization: String
  var organizationId: String
  var description: String
  var status: String
  var minimumAge: Double?
  var maximumAge: Double?
  var ages: String
  var when: String
  var cost: String
  var locations: [Place]
  var taxonomyTerms: [String]
  var languages: [String]
  var phones: [String]
  var email: String
  var url: String
  var alert: String
  var assuredOn: Day?
  var modifiedOn: Day?

  init(_ asset: Asset) {
    id = asset.id.text
    name = asset.name
    organization = asset.organizationName
    organizationId = asset.organizationID
    description = asset.description
    status = asset.statusAsWritten
    minimumAge = asset.minimumAge
    maximumAge = asset.maximumAge
    ages = asset.ageWords
    when = asset.whenWords
    cost = asset.costWords
    locations = asset.locations.map {
      Place(
        name: $0.name, address: $0.address, postcode: $0.postcode, latitude: $0.latitude,
        longitude: $0.longitude)
    }
    taxonomyTerms = asset.taxonomyTerms
    languages = asset.languages
    phones = asset.phones.map(\.number)
    email = asset.email
    url = asset.url
    alert = asset.alert
    assuredOn = asset.assuredOn
    modifiedOn = asset.modifiedOn
  }
}
