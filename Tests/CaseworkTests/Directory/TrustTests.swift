// The rules of trust: what is known of a service, and what follows from it.

import Foundation
import Testing

@testable import Casework

@Suite("Trust in a service")
struct TrustTests {
  private let today = Day(number: 20_780)  // 23/11/2026
  private let policy = AssurancePolicy()

  private func check(_ found: AssetCheck.Found, _ ago: Int) -> AssetCheck {
    AssetCheck(
      id: Identifier("c\(ago)"), assetID: Identifier("a"), on: today.adding(days: -ago),
      by: Identifier("w"), way: .phone, found: found)
  }

  private func evidence(_ kind: AssetAssurance.Kind, until days: Int? = nil) -> AssetAssurance {
    AssetAssurance(
      assetID: Identifier("a"), kind: kind, seenOn: today.adding(days: -50),
      expiresOn: days.map { today.adding(days: $0) }, by: Identifier("w"))
  }

  @Test("evidence counts until its last day, and gives warning before")
  func standing() {
    let cases: [(Int?, AssetAssurance.Standing)] = [
      (nil, .current), (31, .current), (30, .runsOut(today.adding(days: 30))),
      (0, .runsOut(today)), (-1, .ranOut(today.adding(days: -1))),
    ]
    for (days, expected) in cases {
      #expect(evidence(.dbs, until: days).standing(on: today, warning: 30) == expected)
    }
  }

  @Test("nobody under 18 is sent until all that is asked has been seen and still counts")
  func readiness() {
    var trust = AssetTrust()
    #expect(trust.readiness(minimumAge: 18, on: today, policy: policy) == .adultsOnly)
    #expect(
      trust.readiness(minimumAge: 11, on: today, policy: policy)
        == .notYet([.safeguardingPolicy, .dbs, .insurance, .namedLead]))
    trust.assurances = policy.requiredUnder18.map { evidence($0, until: 10) }
    #expect(trust.readiness(minimumAge: nil, on: today, policy: policy) == .ready)
    trust.assurances[2] = evidence(.insurance, until: -1)
    let late = trust.readiness(minimumAge: 0, on: today, policy: policy)
    #expect(late == .notYet([.insurance]))
    #expect(late.words == "not for under 18s yet: insurance not seen")
  }

  @Test("it is looked at again when it never was, when it is long ago, and when evidence runs out")
  func recheck() {
    var trust = AssetTrust()
    #expect(trust.recheckReason(on: today, policy: policy) == "never looked at")
    trust.checks = [check(.notReached, 1)]
    #expect(trust.recheckReason(on: today, policy: policy) == "never looked at")
    trust.checks = [check(.right, 179)]
    #expect(trust.recheckReason(on: today, policy: policy) == nil)
    trust.checks = [check(.right, 180)]
    #expect(trust.recheckReason(on: today, policy: policy) == "last seen 180 days ago")
    trust.checks = [check(.right, 3)]
    trust.assurances = [evidence(.insurance, until: 12)]
    #expect(trust.recheckReason(on: today, policy: policy) == "insurance runs out on 05/12/2026")
    #expect(trust.recheckOn(policy: policy) == today.adding(days: -18))
    trust.checks = [check(.closed, 3)]
    #expect(trust.recheckReason(on: today, policy: policy) == nil)
    trust.mergedInto = Identifier("b")
    #expect(trust.recheckReason(on: today, policy: policy) == nil)
  }

  @Test("what the team found counts, and the publisher’s word where it is later")
  func status() {
    var trust = AssetTrust()
    #expect(trust.status(published: .inactive, modifiedOn: today) == .inactive)
    trust.checks = [check(.closed, 30)]
    #expect(trust.status(published: .active, modifiedOn: today) == .defunct)
    trust.checks = [check(.right, 5), check(.closed, 30)]
    #expect(trust.status(published: .active, modifiedOn: nil) == .active)
    #expect(trust.status(published: .temporarilyClosed, modifiedOn: today) == .temporarilyClosed)
    trust.checks = [check(.notReached, 1)]
    #expect(trust.status(published: .active, modifiedOn: nil) == .active)
  }

  @Test(
    "two services look like one by name and by one thing more",
    arguments: [
      ("Chess Club", "The Chess Club", true, "same name, same telephone"),
      ("Chess for All", "Chess for All, Thursday", true, "similar name, same telephone"),
      ("Chess Club", "Open Letters", true, nil), ("Chess Club", "Chess Group", false, nil),
    ] as [(String, String, Bool, String?)])
  func likeness(first: String, second: String, telephone: Bool, expected: String?) {
    let numbers: (Set<String>, Set<String>) = telephone ? (["1"], ["1"]) : (["1"], ["2"])
    let why = AssetLikeness.why(
      names: (first, second), telephones: numbers, postcodes: (["A"], ["B"]), emails: ("", ""))
    #expect(why == expected)
  }

  @Test("what is told in words: access, mode and cost")
  func traits() {
    #expect(
      AssetAccess.told(in: ["Ramp at the side door", "hearing loop"]) == [.stepFree, .hearing])
    #expect(AssetAccess.told(in: ["Two steps, no ramp; staff will help"]) == [])
    var asset = Asset(id: Identifier("a"), name: "Garden club", description: "Digging together")
    #expect(asset.modes == [.outdoors])
    asset.locations = [
      AssetLocation(id: "l", type: "virtual"), AssetLocation(id: "m", type: "physical"),
    ]
    #expect(asset.modes == [.outdoors, .online, .inPerson])
    asset.costs = [AssetCost(amount: "0"), AssetCost(amount: "3.50")]
    #expect(asset.costBand == .upTo5)
    asset.costs = []
    #expect(asset.costBand == .unknown)
    asset.feesDescription = "Free"
    #expect(asset.costBand == .free)
  }

  @Test("publishers’ terms are sorted into kinds and groups")
  func taxonomy() {
    let taxonomy = AssetTaxonomy()
    func names(_ terms: [String]) -> [String] {
      let bits = taxonomy.themes(of: terms)
      return taxonomy.all.enumerated().filter { bits & 1 << UInt32($0.offset) != 0 }
        .map(\.element.code)
    }
    #expect(names(["Sports and fitness"]) == ["physical"])
    #expect(names(["arts", "SEND"]) == ["arts", "send"])
    #expect(names(["Mental Health"]) == ["counselling", "health"])
    #expect(names([]) == [])
    #expect(taxonomy.problems() == [])
    #expect(taxonomy.records.count == 16)
  }

  @Test("distance is right to half a per cent, and offsets point the right way")
  func distance() throws {
    let leeds = try #require(Coordinates(latitude: 53.7997, longitude: -1.5492))
    let york = try #require(Coordinates(latitude: 53.9583, longitude: -1.0803))
    #expect(abs(leeds.miles(to: york) - 22.1) < 0.3)
    #expect(leeds.miles(to: leeds) == 0)
    let offset = leeds.offset(of: york)
    #expect(offset.east > 18 && offset.north > 10 && offset.north < 12)
    #expect(Coordinates(latitude: 95, longitude: 0) == nil)
    #expect(Coordinates.words(0.84) == "0.8 mi" && Coordinates.words(12.4) == "12 mi")
  }
}
