// What the town's team knows of its services: who looked when, what evidence they saw,
// how many spaces they were told of.

import Foundation

/// The team's own knowledge of the town's directory.
public struct TownTrust: Sendable {
  public private(set) var checks: [AssetCheck] = []
  public private(set) var assurances: [AssetAssurance] = []
  public private(set) var spaces: [AssetSpaces] = []
  public private(set) var notes: [AssetNote] = []

  private static let remarks = [
    "Ask for the side door; the bell at the front is broken.",
    "Good with somebody’s first time: they come out to meet you.",
    "Loud until six, quiet afterwards.", "Bring a snack, there is no kitchen.",
    "The lead knows sign language.", "Text, do not ring: nobody picks up in sessions.",
  ]

  init(seed: UInt64, today: Day, services: [TownService], workers: [LinkWorker]) {
    var draw = Draw(
      seed: seed, .trust, 0, entered: TownClock.moment(today.adding(days: -2), minute: 0))
    for (index, service) in services.enumerated() {
      guard let worker = workers.prefix(2).randomOne(&draw)?.id else { return }
      addCheck(of: service, index, by: worker, today, &draw)
      addEvidence(of: service, by: worker, today, &draw)
      if service.isOffered, draw.chance(0.5) {
        let free = draw.number(in: 0...8)
        spaces.append(
          AssetSpaces(
            assetID: service.id, spaces: free,
            waitWeeks: free == 0 ? draw.number(in: 2...8) : nil,
            on: today.adding(days: -draw.number(in: 1...40)), by: worker))
      }
      if draw.chance(0.15) {
        notes.append(
          AssetNote(
            id: draw.id(), assetID: service.id,
            at: TownClock.moment(today.adding(days: -draw.number(in: 3...90)), minute: 640),
            by: worker, text: draw.pick(Self.remarks)))
      }
    }
  }

  private mutating func addCheck(
    of service: TownService, _ index: Int, by worker: Identifier<LinkWorker>, _ today: Day,
    _ draw: inout Draw
  ) {
    let lot = draw.fraction()
    let ago = lot < 0.62 ? draw.number(in: 5...150) : draw.number(in: 190...420)
    let way = draw.pick([AssetCheck.Way.phone, .visit, .website, .email, .person])
    // One in five nobody has looked at yet.
    guard lot < 0.8 else { return }
    checks.append(
      AssetCheck(
        id: draw.id(), assetID: service.id, on: today.adding(days: -ago), by: worker, way: way,
        found: service.isOffered ? .right : .paused,
        note: service.isOffered ? "" : "They hope to begin again next term."))
  }

  private mutating func addEvidence(
    of service: TownService, by worker: Identifier<LinkWorker>, _ today: Day, _ draw: inout Draw
  ) {
    let lot = draw.fraction()
    let kinds: [AssetAssurance.Kind] =
      switch lot {
      case ..<0.4: [.safeguardingPolicy, .dbs, .insurance, .namedLead, .trainedWithChildren]
      case ..<0.6: [.safeguardingPolicy, .dbs, .insurance, .namedLead]
      case ..<0.75: [.safeguardingPolicy, .insurance]
      default: []
      }
    let seen = today.adding(days: -draw.number(in: 10...200))
    for kind in kinds {
      let runs = draw.number(in: -15...330)
      assurances.append(
        AssetAssurance(
          assetID: service.id, kind: kind, seenOn: seen,
          expiresOn: kind == .insurance ? max(seen, today.adding(days: runs)) : nil, by: worker,
          note: kind == .namedLead ? "named on their policy" : ""))
    }
  }
}

extension Sequence {
  fileprivate func randomOne(_ draw: inout Draw) -> Element? {
    let all = Array(self)
    return all.isEmpty ? nil : draw.pick(all)
  }
}

extension DemonstrationTown {
  /// What the team knows of the directory.
  public var trust: TownTrust {
    TownTrust(seed: seed, today: today, services: services, workers: workers)
  }

  /// Where a postcode of the town is; nil for any other.
  public static func coordinates(of postcode: Postcode) -> Coordinates? {
    guard let quarter = TownPlaces.quarters.first(where: { $0.outward == postcode.outward }) else {
      return nil
    }
    // Somewhere in its quarter, always the same.
    let spread = postcode.inward.unicodeScalars.reduce(UInt32(7)) { $0 &* 31 &+ $1.value }
    let east = Double(spread % 101) / 100 - 0.5
    let north = Double(spread / 101 % 101) / 100 - 0.5
    return Coordinates(
      latitude: TownPlaces.latitude + quarter.north + north * 0.01,
      longitude: TownPlaces.longitude + quarter.east + east * 0.016)
  }

  /// The postcodes of the town’s places, for the table of postcodes.
  public var placePostcodes: [Postcode] {
    directory.compactMap { record in
      record.entity == .address ? try? Postcode(record.text("postal_code")) : nil
    }
  }
}

extension DemonstrationTown {
  /// The ward of a postcode of the town; "" for any other.
  public static func ward(of postcode: Postcode) -> String {
    TownPlaces.quarters.first { $0.outward == postcode.outward }?.name ?? ""
  }

  /// What was looked for in vain for the person at `index`; nil for most.
  public func unmetNeed(at index: Int, of bundle: PersonBundle) -> UnmetNeed? {
    guard let episode = bundle.episodes.last,
      let holder = episode.holdings.last?.workerID ?? workers.first?.id
    else { return nil }
    var draw = Draw(seed: seed, .unmet, index, entered: entered(index))
    guard draw.chance(0.3) else { return nil }
    let wanted = draw.pick([
      "a drawing or craft group at the weekend", "somewhere to swim without other people",
      "a garden to help in", "counselling without a waiting list", "a mentor of their own age",
      "help with debt for the family", "football for girls", "a quiet place after school",
    ])
    let on = max(episode.referral.date, today.adding(days: -draw.number(in: 0...300)))
    return UnmetNeed(
      id: draw.id(), caseID: episode.case.id, need: episode.case.need, wanted: wanted,
      age: bundle.person.age(on: on), place: bundle.person.postcode?.outward ?? "",
      times: draw.pick(["Sat", "Mon–Fri after 16:00", "Tue, Thu evenings", ""]),
      ward: bundle.person.postcode.map(Self.ward) ?? "", on: min(on, today), workerID: holder)
  }
}
