// The waiting list in the store: nobody can fall off it.

import Casework
import Foundation
import GRDB
import Testing

@testable import Casebook

@Suite("Who waits, in the store")
struct TeamWaitingStoreTests {
  let today = TeamBook.today
  let now = TeamBook.now

  @Test("everybody whom nobody has spoken with is on the waiting list, whatever happens")
  func waiting() throws {
    let test = try TeamBook()
    func waiting() throws -> [String] {
      try test.book.read {
        try String.fetchAll(
          $0,
          sql: """
            SELECT case_id FROM case_line WHERE closed_on IS NULL AND first_reached_on IS NULL
            ORDER BY case_id
            """)
      }
    }
    func listed() throws -> [String] {
      try test.book.waitingList(on: today).places.map(\.row.caseID.text).sorted()
    }
    #expect(try listed() == waiting() && !waiting().isEmpty)
    var generator = SeededGenerator(seed: 6)
    let workers = try test.book.workers()
    for _ in 0..<60 {
      let all = try test.book.caseload(CaseloadFilter(.everybodys), limit: -1)
      let one = try #require(all.randomElement(using: &generator))
      switch Int.random(in: 0..<4, using: &generator) {
      case 0:
        let to = try #require(workers.randomElement(using: &generator))
        try test.book.move(CaseMove([one.caseID], to: to.id, reason: "x"), at: now)
      case 1:
        try test.book.log(
          Contact(
            id: test.book.mint(), caseID: one.caseID, workerID: test.book.worker.id, at: now,
            mode: .phone, minutes: 5,
            outcome: Bool.random(using: &generator) ? .attended : .notReached), at: now)
      case 2:
        try test.book.close(one.caseID, Closing(on: today, reason: .declined), at: now)
      default: if try test.book.nextUndo() != nil { try test.book.undo() }
      }
      #expect(try listed() == waiting())
      #expect(try strayLines(test.book) == 0)
    }
    // What a team's screen reads of it is the top of it.
    for holders in [nil, [], try test.book.workers().prefix(2).map(\.id)] {
      let whole = try test.book.waitingList(heldBy: holders, on: today)
      for first in [0, 1, 3, 400] {
        let top = try test.book.waitingList(heldBy: holders, first: first, on: today)
        #expect(top.places == Array(whole.places.prefix(first)) && top.words == whole.words)
      }
      #expect(try test.book.waitingSpread(heldBy: holders, on: today) == whole.spread)
    }
  }

  @Test("the list is in the order of the rules, also when the service changes them")
  func orderByRules() throws {
    let test = try TeamBook()
    func inOrder() throws -> Bool {
      let places = try test.book.waitingList(on: today).places
      // The store puts them in order, the rules say what each weighs.
      let top = try test.book.waitingList(first: 3, on: today).places
      return top == Array(places.prefix(3))
        && zip(places, places.dropFirst()).allSatisfy { $0.weight >= $1.weight }
    }
    #expect(try inOrder())
    let before = try test.book.waitingList(on: today).places
    let last = try #require(before.last?.row)
    var rules = WaitingRules()
    rules.rules.append(
      WaitingRule("named", [String(last.need.lowercased().prefix(12)) + "*"], days: 300))
    try test.book.keep(rules, at: now)
    let named = try test.book.waitingList(first: 1, on: today).places.first
    #expect(named?.moves.contains { $0.label == "named" } == true)
    #expect(try inOrder())
    try test.book.undo()
    #expect(try test.book.waitingList(on: today).places == before)
    // Whoever was spoken with waits no more.
    let moved = try test.book.read {
      try Int.fetchOne(
        $0,
        sql: """
          SELECT count(*) FROM case_line WHERE moved_up > 0 AND first_reached_on IS NOT NULL
          """)
    }
    #expect(moved == 0)
  }

  /// Lines that say otherwise than the holdings and the referral who held the case first and
  /// who referred.
  private func strayLines(_ book: Casebook) throws -> Int? {
    try book.read {
      try Int.fetchOne(
        $0,
        sql: """
          SELECT count(*) FROM case_line
          JOIN case_record ON case_record.id = case_line.case_id
          JOIN referral ON referral.id = case_record.referral_id
          LEFT JOIN holding ON holding.row = (SELECT row FROM holding AS any
            WHERE any.case_id = case_line.case_id ORDER BY begins, row LIMIT 1)
          WHERE first_holder_id IS NOT holding.worker_id OR first_held_at IS NOT holding.begins
            OR referral_source IS NOT referral.source
          """)
    }
  }

  @Test("every supervisor's waiting list has whom a newcomer or a leaver's worker holds")
  func waitingOfNobodys() throws {
    let test = try TeamBook()
    let sam = try test.book.addUser(
      name: "Sam Bright", role: .supervisor, passphrase: "another made-up passphrase",
      strength: .quick)
    let newcomer = LinkWorker(id: test.book.mint(), name: "Una Wells")
    try test.book.add(worker: newcomer)
    let waiting = try test.book.waitingList(on: today).places
    let one = try #require(waiting.first { $0.row.facts.holderID != nil }).row.caseID
    let shanices = try test.worker("Shanice")
    let other = try #require(waiting.first { $0.row.facts.holderID == shanices.id }).row.caseID
    try test.book.move(CaseMove([one], to: newcomer.id, reason: "x"), at: now)
    func shown(_ book: Casebook) throws -> Set<Identifier<Case>> {
      let team = try book.team(on: today)
      return Set(
        try book.waitingList(heldBy: team.members.map(\.worker.id), on: today)
          .places.map(\.row.caseID))
    }
    #expect(try shown(test.book).contains(one))
    let theirs = try Casebook.open(
      at: test.scratch.folder, passphrase: "another made-up passphrase")
    defer { theirs.close() }
    #expect(theirs.worker.id == sam.id)
    #expect(try shown(theirs).contains(one))
    #expect(try !shown(theirs).contains(other) || one == other)
    // Ngozi leaves: whoever she supervised is everybody's.
    var terms = try #require(try test.book.terms(of: test.book.worker.id))
    terms.leavesOn = today.adding(days: -1)
    try test.book.keep(terms)
    #expect(try shown(theirs) == Set(waiting.map(\.row.caseID)))
  }
}
