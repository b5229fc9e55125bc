// The records of the demonstration town hang together, and its directory is one
// that an importer would take.

import Foundation
import Testing

@testable import Casework

@Suite("Records of the demonstration town")
struct DemonstrationRecordTests {
  static let today = RandomFacts.today

  @Test("every record points at its own people, and time runs forwards in it")
  func coherent() throws {
    let town = DemonstrationTown(seed: 2, today: Self.today, people: 2_000)
    let workers = Set(town.workers.map(\.id))
    let services = Set(town.directory.filter { $0.entity == .service }.map(\.id))
    let now = Date(timeIntervalSince1970: Double(Self.today.number) * 86_400)
    for index in 0..<town.people {
      let bundle = town.bundle(at: index)
      #expect(!bundle.episodes.isEmpty)
      #expect(bundle.episodes.dropLast().allSatisfy { $0.case.closing != nil })
      for episode in bundle.episodes {
        let id = episode.case.id
        let referred = episode.referral.date
        #expect(episode.referral.personID == bundle.person.id)
        #expect(episode.case.personID == bundle.person.id)
        #expect(episode.case.referralID == episode.referral.id)
        #expect(referred <= Self.today)
        #expect(episode.case.triage.map { $0.on >= referred && $0.on <= Self.today } != false)
        #expect(episode.case.closing.map { $0.on >= referred && $0.on <= Self.today } != false)
        #expect(
          episode.holdings.filter { $0.to == nil }.count <= (episode.case.closing == nil ? 1 : 0))
        #expect(episode.holdings.allSatisfy { $0.caseID == id && workers.contains($0.workerID) })
        #expect(
          episode.holdings.allSatisfy { holding in holding.to.map { $0 >= holding.from } != false })
        #expect(episode.contacts.map(\.at) == episode.contacts.map(\.at).sorted())
        for contact in episode.contacts {
          #expect(contact.caseID == id && workers.contains(contact.workerID))
          #expect(contact.at < now && Day(contact.at, in: .gmt) >= referred)
          #expect((0...120).contains(contact.minutes))
          #expect(!contact.note.isEmpty)
        }
        if let plan = episode.plan {
          #expect(plan.caseID == id)
          #expect(plan.agreedOn.map { $0 >= referred && $0 <= Self.today } != false)
          #expect(!plan.entries.isEmpty && !plan.goals.isEmpty)
          #expect(plan.goals.allSatisfy { (1...10).contains($0.importance ?? 5) })
          #expect(plan.goals.allSatisfy { (1...10).contains($0.confidence ?? 5) })
        }
        for prescription in episode.prescriptions {
          #expect(services.contains(prescription.assetID.text))
          #expect(
            prescription.goalID == nil
              || episode.plan?.goals.contains { $0.id == prescription.goalID } == true)
          #expect(prescription.on >= referred && prescription.on <= Self.today)
        }
      }
    }
  }

  @Test("steps are looked at again after whatever is due first, and somebody looks at the plan")
  func lookedAt() {
    let town = DemonstrationTown(seed: 1, today: Self.today, people: 60)
    var reviews = 0
    var reviewers = 0
    for index in 0..<town.people {
      for episode in town.bundle(at: index).episodes {
        guard let plan = episode.plan else { continue }
        let looked = plan.actionReviews ?? []
        reviews += looked.count
        reviewers += plan.reviewer.isEmpty ? 0 : 1
        #expect(looked.allSatisfy { $0.on >= Self.today })
        if episode.case.closing != nil { #expect(looked.isEmpty) }
        let facts = CaseFacts(
          case: episode.case, referredOn: episode.referral.date,
          holderID: episode.holdings.last?.workerID, contacts: episode.contacts, plan: plan,
          appointments: episode.appointments, in: .gmt)
        #expect(Due(of: facts, policy: ServicePolicy())?.kind != .actionReview)
        #expect(plan.goals.allSatisfy { $0.needID == nil || plan.need(of: $0) != nil })
      }
    }
    #expect(reviews > 5 && reviewers > 5)
  }

  @Test("somebody is sent only where their age is welcome and the doors are open")
  func suitable() {
    let town = DemonstrationTown(seed: 2, today: Self.today, people: 2_000)
    let services = Dictionary(uniqueKeysWithValues: town.services.map { ($0.id, $0) })
    for index in 0..<town.people {
      let bundle = town.bundle(at: index)
      guard let episode = bundle.episodes.last else { continue }
      let age = bundle.person.age(on: episode.referral.date) ?? 0
      for prescription in episode.prescriptions {
        let service = services[prescription.assetID]
        #expect(service?.ages.contains(age) == true)
        #expect(service?.isOffered == true)
      }
    }
  }

  @Test("an age has no schooling, work or words that are not its own")
  func ages() {
    let town = DemonstrationTown(seed: 7, today: Self.today, people: 3_000)
    for index in 0..<town.people {
      let bundle = town.bundle(at: index)
      guard let episode = bundle.episodes.last else { continue }
      let age = bundle.person.age(on: episode.referral.date) ?? -1
      #expect((4...25).contains(age))
      if age < 11 { #expect(TownPlaces.primarySchools.contains(bundle.person.school)) }
      if age < 13 { #expect(bundle.person.email.isEmpty) }
      let lead = episode.case.need.split(separator: ",").first.map(String.init) ?? ""
      let need = (Need.ofMind + Need.ofLife).first { $0.words == lead }
      #expect(need?.ages.contains(age) == true)
    }
  }

  @Test("every age has a need of either sort, an interest and a service")
  func stock() {
    for age in 4...25 {
      #expect(Need.ofMind.contains { $0.ages.contains(age) })
      #expect(Need.ofLife.contains { $0.ages.contains(age) })
      #expect(Interest.all.contains { $0.ages.contains(age) })
      #expect(Activity.all.filter { $0.ages.contains(age) }.count >= 3)
    }
    #expect((Need.ofMind + Need.ofLife).allSatisfy { $0.words.count <= 20 })
  }

  @Test(
    "the town is true to its figures over twenty thousand people",
    arguments: [1, 2026] as [UInt64])
  func statistics(seed: UInt64) {
    let town = DemonstrationTown(seed: seed, today: Self.today, people: 20_000)
    let figures = town.figures
    var ages: [Double] = []
    var contacts: [Double] = []
    var minutes = 0
    var counts: [String: Double] = [:]
    let mind = Set(Need.ofMind.map(\.words))
    for index in 0..<town.people {
      let bundle = town.bundle(at: index)
      guard let episode = bundle.episodes.last else { continue }
      ages.append(Double(bundle.person.age(on: episode.referral.date) ?? 0))
      contacts.append(Double(episode.contacts.count))
      minutes += episode.contacts.reduce(0) { $0 + $1.minutes }
      let lead = episode.case.need.split(separator: ",").first.map(String.init) ?? ""
      for (name, isSo) in [
        ("female", bundle.person.gender == "Female"), ("male", bundle.person.gender == "Male"),
        ("practice", episode.referral.source == .generalPractice), ("mind", mind.contains(lead)),
        ("onward", !episode.prescriptions.isEmpty), ("closed", episode.case.closing != nil),
        ("deprived", ["QX1", "QX2", "QX3"].contains(bundle.person.postcode?.outward ?? "")),
        ("refused", episode.case.closing?.reason == .declined),
      ] where isSo { counts[name, default: 0] += 1 }
    }
    func share(_ name: String) -> Double { (counts[name] ?? 0) / Double(town.people) }
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func deviation(_ values: [Double]) -> Double {
      let middle = mean(values)
      return mean(values.map { ($0 - middle) * ($0 - middle) }).squareRoot()
    }
    #expect(abs(mean(ages) - figures.meanAge) < 0.2)
    #expect(abs(deviation(ages) - figures.ageDeviation) < 0.25)
    #expect(abs(mean(contacts) - figures.meanContacts) < 0.3)
    #expect(abs(deviation(contacts) - figures.contactDeviation) < 0.5)
    #expect(abs(Double(minutes) / Double(town.people) - figures.meanMinutes) < 6)
    #expect(abs(share("female") - figures.female) < 0.015)
    #expect(abs(share("male") - figures.male) < 0.015)
    #expect(abs(share("practice") - figures.referredByPractice) < 0.015)
    #expect(abs(share("mind") - figures.mentalHealthLeads) < 0.015)
    #expect(abs(share("deprived") - figures.mostDeprived) < 0.015)
    #expect(abs(share("onward") - figures.onward) < 0.02)
    #expect(abs(share("refused") - figures.refuse) < 0.02)
    #expect(share("closed") > 0.9)
  }

  // MARK: The directory

  @Test("the directory holds as many services as asked for", arguments: [0, 1, 80, 300])
  func directorySize(services: Int) {
    let town = DemonstrationTown(seed: 1, today: Self.today, people: 60, services: services)
    let made = town.directory.filter { $0.entity == .service }
    #expect(made.count == services)
    #expect(Set(made.map { $0.text("name") }).count == services)
    _ = town.bundle(at: 0)
  }

  @Test(
    "every record has only fields of the standard, of the right kind, pointing at a record before it"
  )
  func standard() throws {
    let town = DemonstrationTown(seed: 1, today: Self.today)
    var before: [DirectoryEntity: Set<String>] = [:]
    for record in town.directory {
      for field in record.entity.fields where field.isRequired {
        #expect(!record.text(field.name).isEmpty)
      }
      for (name, value) in record.fields {
        let field = try #require(record.entity.field(name), "\(record.entity) has no \(name)")
        #expect(!field.isOurs)
        switch field.kind {
        case .choice(let words): #expect(words.contains(value.text))
        case .date: #expect(Day(iso: value.text) != nil)
        case .number: #expect(Double(value.text) != nil)
        case .integer: #expect(Int(value.text) != nil)
        case .time: #expect(value.text.wholeMatch(of: #/([01]\d|2[0-3]):[0-5]\d/#) != nil)
        case .reference(let entity): #expect(before[entity]?.contains(value.text) == true)
        case .anyReference: #expect(before[.service]?.contains(value.text) == true)
        case .text, .dateTime: #expect(!value.text.isEmpty)
        }
      }
      before[record.entity, default: []].insert(record.id)
    }
  }

  @Test(
    "every service has a place within five miles, hours, a cost, ages, a telephone and two terms")
  func complete() throws {
    let town = DemonstrationTown(seed: 1, today: Self.today)
    func of(_ entity: DirectoryEntity) -> [String: [DirectoryRecord]] {
      Dictionary(grouping: town.directory.filter { $0.entity == entity }) { $0.text("service_id") }
    }
    let places = Dictionary(
      uniqueKeysWithValues: town.directory.filter { $0.entity == .location }.map { ($0.id, $0) })
    let (at, schedules, costs, phones) = (
      of(.serviceAtLocation), of(.schedule), of(.costOption), of(.phone)
    )
    let terms = Dictionary(grouping: town.directory.filter { $0.entity == .attribute }) {
      $0.text("link_id")
    }
    for service in town.directory where service.entity == .service {
      let place = try #require(places[at[service.id]?.first?.text("location_id") ?? ""])
      let north = try #require(Double(place.text("latitude"))) - TownPlaces.latitude
      let east = try #require(Double(place.text("longitude"))) - TownPlaces.longitude
      // A degree is about 69 miles; of longitude, there, about 41.
      #expect(((north * 69) * (north * 69) + (east * 41) * (east * 41)).squareRoot() < 5)
      #expect(schedules[service.id]?.count == 1 && costs[service.id]?.count == 1)
      #expect(phones[service.id]?.isEmpty == false && terms[service.id]?.count == 2)
      let low = try #require(Int(service.text("minimum_age")))
      #expect(low <= (Int(service.text("maximum_age")) ?? 0))
    }
    for address in town.directory where address.entity == .address {
      #expect(throws: Never.self) { try Postcode(address.text("postal_code")) }
    }
  }

  @Test("all eight kinds of support and all six family groups are in use")
  func kinds() {
    let town = DemonstrationTown(seed: 1, today: Self.today)
    let names = Dictionary(
      uniqueKeysWithValues: town.directory.filter { $0.entity == .taxonomyTerm }.map {
        ($0.id, $0.text("name"))
      })
    let used = Set(
      town.directory.filter { $0.entity == .attribute }.compactMap {
        names[$0.text("taxonomy_term_id")]
      })
    #expect(used == Set(AssetKind.allCases.map(\.words) + Activity.families))
  }
}
