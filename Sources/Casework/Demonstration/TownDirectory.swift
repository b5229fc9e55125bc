// The town's services as Open Referral records.

import Foundation

/// What the town needs to know of a service to send somebody there.
struct TownService: Sendable {
  let id: Identifier<Asset>
  let name: String
  let kind: AssetKind
  let ages: ClosedRange<Int>
  let isOffered: Bool
}

/// Makes the directory: organisations, places, services and the terms of two
/// taxonomies.
struct TownDirectory {
  private(set) var records: [DirectoryRecord] = []
  private(set) var services: [TownService] = []
  private var draw: Draw
  private let today: Day
  private var names: Set<String> = []
  private var organizations: [String] = []
  private var locations: [String] = []
  private var terms: [String: String] = [:]

  init(seed: UInt64, today: Day, services count: Int) {
    self.today = today
    draw = Draw(
      seed: seed, .directory, 0, entered: TownClock.moment(today.adding(days: -2), minute: 0))
    guard count > 0 else { return }
    addTaxonomies()
    for name in Activity.bodies.prefix(max(1, count)) { addOrganization(name) }
    for name in Activity.places.prefix(max(1, count)) { addLocation(name) }
    for index in 0..<count { addService(index) }
    if count >= 30 { makeTwin(of: 4, at: 11) }
  }

  /// Lists one service a second time under another organisation, as directories do.
  private mutating func makeTwin(of first: Int, at second: Int) {
    let (one, other) = (services[first], services[second])
    let words = one.name.hasPrefix("The ") ? String(one.name.dropFirst(4)) : "The \(one.name)"
    let original = records.first { $0.id == one.id.text && $0.entity == .service }?.fields ?? [:]
    let telephone = records.first {
      $0.entity == .phone && $0.text("service_id") == one.id.text
    }?.fields["number"]
    for index in records.indices {
      switch records[index].entity {
      case .service where records[index].id == other.id.text:
        for field in ["description", "minimum_age", "maximum_age", "status", "alert"] {
          records[index].fields[field] = original[field]
        }
        records[index].fields["name"] = .text(words)
      case .phone where records[index].text("service_id") == other.id.text:
        records[index].fields["number"] = telephone
      default: continue
      }
    }
    services[second] = TownService(
      id: other.id, name: words, kind: one.kind, ages: one.ages, isOffered: one.isOffered)
  }

  // MARK: Adding records

  /// Adds a record with a fresh id. Empty texts are left out.
  @discardableResult
  private mutating func add(_ entity: DirectoryEntity, _ fields: [String: DirectoryValue])
    -> String
  {
    let id = draw.idText()
    records.append(
      DirectoryRecord(entity: entity, id: id, fields: fields.filter { $0.value != .text("") }))
    return id
  }

  private mutating func addTaxonomies() {
    let own = add(
      .taxonomy,
      [
        "name": .text("Kinds of support"),
        "description": .text("What a service is about, in a link worker’s words"),
      ])
    for kind in AssetKind.allCases { addTerm(kind.words, to: own, "Kinds of support") }
    let family = add(
      .taxonomy,
      [
        "name": .text("Family services"),
        "description": .text("Groups as in the Department for Education’s family services list"),
      ])
    for group in Activity.families { addTerm(group, to: family, "Family services") }
  }

  private mutating func addTerm(_ name: String, to taxonomy: String, _ title: String) {
    terms[name] = add(
      .taxonomyTerm,
      [
        "name": .text(name), "term": .text(name), "taxonomy_id": .text(taxonomy),
        "taxonomy": .text(title), "language": .text("en-GB"),
      ])
  }

  private mutating func addOrganization(_ name: String) {
    let plain = PersonName.folded(name)
    organizations.append(
      add(
        .organization,
        [
          "name": .text(name), "email": .text("hello@\(plain).example.org"),
          "website": .text("https://\(plain).example.org"),
          "description": .text(
            "\(name) works with children and young people in \(TownPlaces.town)."),
        ]))
  }

  private mutating func addLocation(_ name: String) {
    let quarter = draw.pick(TownPlaces.quarters)
    func degrees(_ middle: Double, _ offset: Double, _ spread: Double) -> DirectoryValue {
      let value = middle + offset + (draw.fraction() - 0.5) * spread
      return .number(String(format: "%.6f", value))
    }
    let street = "\(draw.number(in: 1...90)) \(draw.pick(TownPlaces.streets))"
    let id = add(
      .location,
      [
        "location_type": .text("physical"), "name": .text(name),
        "latitude": degrees(TownPlaces.latitude, quarter.north, 0.012),
        "longitude": degrees(TownPlaces.longitude, quarter.east, 0.02),
        "transportation": .text("Bus \(draw.number(in: 1...19)) stops outside"),
      ])
    locations.append(id)
    add(
      .address,
      [
        "location_id": .text(id), "address_1": .text(street), "address_2": .text(quarter.name),
        "city": .text(TownPlaces.town), "state_province": .text("England"),
        "postal_code": .text(TownPlaces.postcode(in: quarter, &draw)?.description ?? ""),
        "country": .text("GB"), "address_type": .text("physical"),
      ])
    let access = draw.pick([
      "Step-free entrance and toilet", "Ramp at the side door, ring first", "Lift to all floors",
      "Two steps, no ramp; staff will help", "Level paths, no changing place",
    ])
    add(
      .accessibility,
      ["location_id": .text(id), "description": .text(access), "accessibility": .text(access)])
  }

  private mutating func addService(_ index: Int) {
    let activity = Activity.all[index % Activity.all.count]
    let quarter = draw.pick(TownPlaces.quarters).name
    let name = ownName(activity.name, quarter: quarter)
    let offered = index < 6 || !draw.chance(0.06)
    let closed = draw.pick(["temporarily closed", "inactive"])
    let checked = today.adding(days: -draw.number(in: draw.chance(0.7) ? 3...120 : 150...500))
    let plain = PersonName.folded(name)
    let service = add(
      .service,
      [
        "organization_id": .text(organizations[draw.number(in: 0...(organizations.count - 1))]),
        "name": .text(name), "description": .text(activity.words),
        "status": .text(offered ? "active" : closed),
        "url": .text("https://\(plain).example.org"), "email": .text("\(plain)@example.org"),
        "minimum_age": .number(String(activity.ages.lowerBound)),
        "maximum_age": .number(String(activity.ages.upperBound)),
        "application_process": .text(
          draw.pick([
            "Just turn up", "Ring or text first", "A link worker can refer you",
            "Fill in the form online",
          ])),
        "wait_time": .text(
          draw.pick(["", "", "No wait", "About two weeks", "Waiting list, six weeks"])),
        "eligibility_description": .text(
          "Anybody of that age who lives in or near \(TownPlaces.town)"),
        "assured_date": .text(checked.iso), "assurer_email": .text("directory@example.org"),
        "last_modified": .text("\(checked.iso)T09:00:00Z"),
        "alert": .text(offered ? "" : "Not taking new people just now; ask again next term."),
      ])
    addParts(of: service, activity)
    services.append(
      TownService(
        id: Identifier(service), name: name, kind: activity.kind, ages: activity.ages,
        isOffered: offered))
  }

  private mutating func addParts(of service: String, _ activity: Activity) {
    let location = locations[draw.number(in: 0...(locations.count - 1))]
    add(.serviceAtLocation, ["service_id": .text(service), "location_id": .text(location)])
    add(
      .schedule,
      [
        "service_id": .text(service), "freq": .text("WEEKLY"), "interval": .integer(1),
        "byday": .text(activity.days), "opens_at": .text(clock(activity.opens)),
        "closes_at": .text(clock(activity.closes)),
      ])
    let pounds = String(format: "%.2f", Double(activity.pence) / 100)
    add(
      .costOption,
      [
        "service_id": .text(service), "amount": .number(activity.pence == 0 ? "0" : pounds),
        "currency": .text("gbp"),
        "option": .text(activity.pence == 0 ? "Free" : "Young people"),
        "amount_description": .text(activity.pence == 0 ? "" : "a session"),
      ])
    let lead = TownNames.name(draw.chance(0.6) ? .girl : .boy, &draw)
    let contact = add(
      .contact,
      [
        "service_id": .text(service), "name": .text("\(lead.first) \(lead.family)"),
        "title": .text(draw.pick(["Youth worker", "Coordinator", "Session lead", "Manager"])),
      ])
    add(
      .phone,
      [
        "service_id": .text(service), "contact_id": .text(contact),
        "number": .text(TownPlaces.landline(&draw)), "type": .text("voice"),
      ])
    add(.language, ["service_id": .text(service), "name": .text("English"), "code": .text("en")])
    add(.serviceArea, ["service_id": .text(service), "name": .text(TownPlaces.town)])
    for term in [activity.kind.words, activity.family] {
      add(
        .attribute,
        [
          "link_id": .text(service), "link_entity": .text("service"),
          "link_type": .text("taxonomy"),
          "taxonomy_term_id": .text(terms[term] ?? ""),
        ])
    }
  }

  /// A name that no other service has.
  private mutating func ownName(_ template: String, quarter: String) -> String {
    let plain = Gaps(values: ["quarter": quarter]).fill(template)
    let candidates = [
      plain, plain.contains(quarter) ? "\(plain), second group" : "\(plain), \(quarter)",
    ]
    for name in candidates where names.insert(name).inserted { return name }
    var number = 2
    while !names.insert("\(plain) \(number)").inserted { number += 1 }
    return "\(plain) \(number)"
  }

  private func clock(_ hundreds: Int) -> String {
    let hour = hundreds / 100
    let minute = hundreds % 100
    return "\(hour < 10 ? "0" : "")\(hour):\(minute < 10 ? "0" : "")\(minute)"
  }
}
