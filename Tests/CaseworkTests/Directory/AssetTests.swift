// The plain words of an asset, and who it lets in.

import Casework
import Testing

@Suite("An asset in plain words")
struct AssetTests {
  @Test(
    "ages read as people say them",
    arguments: [
      (11, 16, "11–16"), (12, nil, "from 12"), (nil, 25, "up to 25"), (nil, nil, "any age"),
      (0, 100, "any age"), (12, 100, "from 12"), (18, 18, "18"), (0.5, 4, "0.5–4"),
    ] as [(Double?, Double?, String)])
  func ages(minimum: Double?, maximum: Double?, words: String) {
    #expect(AssetAges.words(minimum: minimum, maximum: maximum) == words)
  }

  @Test("a maximum of 16 lets somebody in until the 17th birthday, and no age lets in anybody")
  func accepts() {
    let asset = Asset(id: Identifier("a"), name: "Chess", minimumAge: 11, maximumAge: 16)
    #expect(!asset.accepts(age: 10))
    #expect(asset.accepts(age: 11))
    #expect(asset.accepts(age: 16))
    #expect(!asset.accepts(age: 17))
    #expect(asset.accepts(age: nil))
    #expect(Asset(id: Identifier("b"), name: "Park").accepts(age: 3))
  }

  @Test("only an active service is offered, whatever the case of the word")
  func status() {
    #expect(AssetStatus(reading: " Active ").isOffered)
    #expect(AssetStatus(reading: "").isOffered)
    #expect(AssetStatus(reading: "Temporarily_Closed") == .temporarilyClosed)
    #expect(!AssetStatus(reading: "temporarily closed").isOffered)
    #expect(AssetStatus(reading: "hibernating") == .unknown)
    #expect(!AssetStatus.unknown.isOffered)
  }

  @Test(
    "a schedule reads as people say it",
    arguments: [
      (
        AssetSchedule(freq: "WEEKLY", byday: "TH,FR", opensAt: "10:00:00", closesAt: "18:00:00"),
        "Thu, Fri 10:00–18:00"
      ),
      (AssetSchedule(byday: "SA", opensAt: "9:30", closesAt: "12:00Z"), "Sat 09:30–12:00"),
      (AssetSchedule(freq: "WEEKLY", byday: "MO,TU,WE,TH,FR"), "Mon–Fri"),
      (
        AssetSchedule(freq: "WEEKLY", interval: 2, byday: "MO", opensAt: "18:30"),
        "every 2 weeks Mon from 18:30"
      ),
      (AssetSchedule(freq: "MONTHLY", byday: "-1FR"), "last Fri of the month"),
      (AssetSchedule(freq: "MONTHLY", byday: "2MO"), "2nd Mon of the month"),
      (AssetSchedule(freq: "MONTHLY", bymonthday: "15"), "on day 15 of the month"),
      (AssetSchedule(description: "Ring first"), "Ring first"),
      (AssetSchedule(byday: "XX,??", opensAt: "late"), "from late"),
      (AssetSchedule(), ""),
    ])
  func schedules(schedule: AssetSchedule, words: String) {
    #expect(schedule.words == words)
  }

  @Test(
    "a cost reads as people say it",
    arguments: [
      (
        AssetCost(amount: "35", currency: "gbp", description: "per 1 hour session"),
        "£35 per 1 hour session"
      ),
      (AssetCost(amount: "0"), "free"), (AssetCost(amount: "0.00", currency: "GBP"), "free"),
      (AssetCost(option: "Free"), "free"), (AssetCost(amount: "2.5"), "£2.50"),
      (AssetCost(amount: "3", currency: "EUR"), "€3"),
      (AssetCost(amount: "12", currency: "sek"), "12 SEK"),
      (AssetCost(option: "Donation", description: "what you can"), "Donation what you can"),
    ])
  func costs(cost: AssetCost, words: String) { #expect(cost.words == words) }

  @Test("an impossible latitude is no place, so nothing measures a distance to it")
  func impossiblePlace() {
    let place = AssetLocation(id: "l", latitude: 100, longitude: 101)
    #expect(place.latitude == nil && place.longitude == nil)
    #expect(AssetLocation(id: "l", latitude: 53.48, longitude: -2.24).latitude == 53.48)
  }

  @Test("the same words are said once, and a line agrees with its asset")
  func lines() {
    let slot = AssetSchedule(byday: "MO", opensAt: "10:00", closesAt: "11:00")
    let asset = Asset(
      id: Identifier("a"), name: "Chess", organizationName: "Library",
      locations: [AssetLocation(id: "1", name: "Hall"), AssetLocation(id: "2", name: "Hall")],
      schedules: [slot, slot], costs: [AssetCost(amount: "0")])
    let line = AssetLine(asset)
    #expect(line.whenWords == "Mon 10:00–11:00")
    #expect(line.placeWords == "Hall")
    #expect(line.costWords == "free" && asset.isFree == true)
    #expect(line.organizationName == "Library")
  }

  @Test("the summary is the first sentence")
  func summary() {
    let asset = Asset(id: Identifier("a"), name: "A", description: "One thing. Another thing.")
    #expect(asset.summary == "One thing.")
    #expect(Asset(id: Identifier("b"), name: "B").summary == "")
  }
}

@Suite("The standard as a table")
struct DirectoryStandardTests {
  @Test("every child's linking field is there, in the child or in the parent")
  func links() {
    for entity in DirectoryEntity.allCases {
      for child in entity.children {
        let holder = child.isMany ? child.entity : entity
        #expect(holder.field(child.field)?.isReference == true, "\(entity) \(child.key)")
      }
      #expect(!entity.fields.isEmpty, "\(entity)")
      #expect(Set(entity.fields.map(\.name)).count == entity.fields.count, "\(entity)")
    }
  }

  @Test(
    "a CSV file is known by the standard's name and by those that publishers use",
    arguments: [
      ("addresses", .address), ("address", .address), ("schedule", .schedule),
      ("taxonomy", .taxonomy), ("taxonomies", .taxonomy), ("attribute", .attribute),
      ("service_at_location", .serviceAtLocation), ("services_at_location", .serviceAtLocation),
      ("Organisations", .organization), ("funding", .funding), ("metadata", .metadata),
      ("meta_table_descriptions", .metaTableDescription), ("required-documents", .requiredDocument),
    ] as [(String, DirectoryEntity)])
  func fileNames(name: String, entity: DirectoryEntity) {
    #expect(DirectoryEntity(fileName: name) == entity)
  }

  @Test("our own table of shared records is no file's")
  func ours() {
    #expect(DirectoryEntity(fileName: "nesting") == nil)
    #expect(DirectoryEntity(fileName: "passwords") == nil)
  }
}
