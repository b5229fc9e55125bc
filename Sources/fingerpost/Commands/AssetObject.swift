import Casebook
import Casework
import Foundation

/// A service of the directory in JSON.
struct AssetObject: Encodable {
  struct Place: Encodable {
    var name: String
    var address: String
    var postcode: String
    var latitude: Double?
    var longitude: Double?
  }

  struct Evidence: Encodable {
    var kind: String
    var seenOn: Day
    var expiresOn: Day?
    var note: String
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
  var nextOpen: String
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
  var miles: Double?
  var modes: [String]
  var access: [String]
  var verifiedOn: Day?
  var spaces: Int?
  var waitWeeks: Int?
  var under18: String
  var evidence: [Evidence]
  var notes: [String]

  init(_ asset: Asset, line: AssetLine, on today: Day, rules: DirectoryRules) {
    id = asset.id.text
    name = asset.name
    organization = asset.organizationName
    organizationId = asset.organizationID
    description = asset.description
    status = line.status == asset.status ? asset.statusAsWritten : line.status.rawValue
    minimumAge = asset.minimumAge
    maximumAge = asset.maximumAge
    ages = asset.ageWords
    when = asset.whenWords
    nextOpen = asset.nextSession(from: today, calendar: rules.calendar)?.words ?? ""
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
    miles = line.miles.map { ($0 * 100).rounded() / 100 }
    modes = asset.modes.map(\.rawValue).sorted()
    access = asset.access.map(\.rawValue).sorted()
    verifiedOn = line.verifiedOn
    spaces = line.trust.spaces?.spaces
    waitWeeks = line.trust.spaces?.waitWeeks
    under18 = line.readiness(on: today, policy: rules.assurance).words
    evidence = line.trust.assurances.map {
      Evidence(
        kind: $0.kind.rawValue, seenOn: $0.seenOn, expiresOn: $0.expiresOn, note: $0.note)
    }
    notes = line.trust.notes.map(\.text)
  }
}
