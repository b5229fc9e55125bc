// The people and services around somebody of the small town, and what stands in the
// diary. Drawn from lots of their own, so that the rest of the town stays as it is.

import Foundation

extension BundleMaker {
  /// Adds the network, the diary and whoever else works with them. Only the hand-set
  /// sixty have these: a town of a million is for measuring lists.
  func surround(_ bundle: inout PersonBundle, story: Story) {
    guard index < Situation.cast.count else { return }
    var draw = Draw(seed: town.seed, .network, index, entered: town.entered(index))
    let id = bundle.person.id
    bundle.network.relations = relations(story, of: id, &draw)
    bundle.network.involvements = involvements(story, of: id, &draw)
    bundle.network.flags = flags(of: id, since: bundle.episodes[0].referral.date, &draw)
    let last = bundle.episodes.count - 1
    let episode = bundle.episodes[last]
    let lead = episode.holdings.last { $0.to == nil }
    if let lead, index % 7 == 2,
      let other = town.workers.first(where: { $0.id != lead.workerID && $0.role != .supervisor })
    {
      bundle.episodes[last].members = [
        CaseMember(
          id: draw.id(), caseID: episode.case.id, workerID: other.id,
          from: lead.from.addingTimeInterval(86_400 * 3), reason: "sees them at the group")
      ]
    }
    if let lead {
      bundle.episodes[last].appointments = Self.diary.filter { $0.person == index }.map { entry in
        var entry = entry.appointment
        entry.id = draw.id()
        entry.caseID = episode.case.id
        entry.workerID = lead.workerID
        entry.on = TownClock.workingDay(onOrAfter: town.today.adding(days: entry.on.number))
        return entry
      }
      if index == 2 {
        let end = TownClock.moment(town.today, minute: 855)
        // Whoever sits at the desk in the afternoon has come back.
        let back = town.now.flatMap { $0 >= end ? end : nil }
        bundle.episodes[last].visits = [
          LoneVisit(
            id: draw.id(), caseID: episode.case.id, workerID: lead.workerID,
            place: bundle.person.address.split(whereSeparator: \.isNewline)
              .joined(separator: ", "), withWhom: "", buddy: "Tom, 07700 900123",
            from: TownClock.moment(town.today, minute: 780),
            expectedEnd: end, backAt: back)
        ]
      }
    }
  }

  private func relations(
    _ story: Story, of id: Identifier<Person>, _ draw: inout Draw
  ) -> [Relation] {
    var result: [Relation] = []
    let person = story.person
    let isChild = story.age < 18
    let words = story.tell("{carer}")
    let isParent = ["mum", "dad"].contains(words)
    let kind: TownNames.Kind = ["dad"].contains(words) ? .boy : .girl
    if isChild || draw.chance(0.6) {
      var carer = Relation(
        id: draw.id(), personID: id, kind: .family,
        name: TownNames.name(kind, &draw).first + " " + person.familyName,
        relation: words.replacing(story.tell("{their} "), with: ""), isNextOfKin: true)
      carer.hasParentalResponsibility = isChild && (isParent || draw.chance(0.5))
      carer.livesWith = isChild || draw.chance(0.4)
      carer.telephone = TownPlaces.mobile(&draw)
      carer.mayKnow =
        story.age < 13
        ? .everything : draw.pick([.everything, .thatWeMeet, .askFirst, .askFirst, .notAsked])
      result.append(carer)
      if isChild, draw.chance(0.45) {
        var other = Relation(
          id: draw.id(), personID: id, kind: .family,
          name: TownNames.name(kind == .boy ? .girl : .boy, &draw).first + " "
            + person.familyName,
          relation: kind == .boy ? "mum, lives elsewhere" : "dad, lives elsewhere")
        other.hasParentalResponsibility = draw.chance(0.7)
        other.mayKnow = draw.pick([.thatWeMeet, .nothing, .notAsked])
        result.append(other)
      }
    }
    if !person.school.isEmpty, draw.chance(0.75) {
      result.append(
        Relation(
          id: draw.id(), personID: id, kind: .school,
          name: TownNames.name(.girl, &draw).first + " "
            + TownNames.name(.girl, &draw).family,
          relation: story.age < 11 ? "class teacher" : "head of year",
          telephone: TownPlaces.landline(&draw), organisation: person.school,
          mayKnow: draw.pick([.thatWeMeet, .thatWeMeet, .askFirst, .notAsked])))
    }
    result.append(
      Relation(
        id: draw.id(), personID: id, kind: .gp, name: "", relation: "registered there",
        organisation: person.gpPractice, mayKnow: draw.pick([.everything, .thatWeMeet])))
    return result
  }

  private func involvements(
    _ story: Story, of id: Identifier<Person>, _ draw: inout Draw
  ) -> [Involvement] {
    guard draw.chance(0.55) else { return [] }
    let choices = Self.services.filter { $0.ages.contains(story.age) }
    return draw.pair(choices.map(\.sector)).prefix(draw.chance(0.3) ? 2 : 1).compactMap { sector in
      guard let choice = choices.first(where: { $0.sector == sector }) else { return nil }
      let from = town.today.adding(days: -draw.number(in: 20...300))
      let checked = town.today.adding(days: -draw.number(in: 1...60))
      let ended = draw.chance(0.2)
      return Involvement(
        id: draw.id(), personID: id, sector: sector, organisation: choice.organisation,
        who: TownNames.name(.either, &draw).first + ", " + TownPlaces.landline(&draw),
        does: choice.does, agreed: choice.agreed, from: from,
        to: ended ? checked : nil, checkedOn: max(from, checked))
    }
  }

  private func flags(
    of id: Identifier<Person>, since day: Day, _ draw: inout Draw
  ) -> [PersonFlag] {
    guard draw.chance(0.4) else { return [] }
    let flag = draw.pick(Self.flagWords)
    return [PersonFlag(id: draw.id(), personID: id, kind: flag.kind, words: flag.words, from: day)]
  }

  private static let services:
    [(sector: Sector, ages: ClosedRange<Int>, organisation: String, does: String, agreed: String)] =
      [
        (
          .education, 4...18, "Kelderwick Inclusion Team",
          "a part-time timetable, reviewed monthly",
          "they see to lessons, we to what is outside school"
        ),
        (
          .camhs, 8...18, "Kelderwick CAMHS, early help",
          "six sessions for worry, every other week",
          "we keep away from the worry work and do the club"
        ),
        (
          .socialCare, 4...18, "Family Support, Weirbank", "a family support worker, weekly",
          "one plan, shared at the monthly meeting"
        ),
        (
          .youthJustice, 12...18, "Kelderwick Youth Justice", "a diversion agreement until spring",
          "our activities count towards theirs"
        ),
        (
          .health, 16...99, "Kelderwick Talking Therapies", "on the waiting list",
          "we tell them when something changes"
        ),
      ]

  private static let flagWords: [(kind: FlagKind, words: String)] = [
    (.visiting, "Two dogs; ring before you come in"),
    (.visiting, "Side door; the bell does not work"),
    (.visiting, "Meet outside the home only"),
    (.communication, "Hard of hearing on the left: face them"),
    (.communication, "Needs a day’s notice of any change"),
    (.communication, "Reads slowly; voice notes are better than letters"),
    (.circumstance, "Young carer for a parent"),
    (.circumstance, "Looked after; the social worker agrees visits"),
    (.health, "Asthma: carries an inhaler"),
    (.health, "Faints when standing long"),
  ]

  /// What stands in the diary about whom; days are counted from today.
  private static let diary: [(person: Int, appointment: Appointment)] = [
    (8, entry(.group, "first visit to the group", 1, 585, 60, "The Loom")),
    (21, entry(.meeting, "meet with head of year", 2, 840, 45, "Kelderwick Academy")),
    (24, entry(.outdoors, "walk by the water", 3, 660, 60, "Saltern Slipway")),
    (26, entry(.call, "ring after college", 3, 960, 20, "")),
    (36, entry(.homeVisit, "see them at home", 4, 600, 60, "")),
    (42, entry(.multiAgency, "joint meeting with school", 2, 660, 60, "Town Hall")),
  ]

  private static func entry(
    _ kind: AppointmentKind, _ title: String, _ day: Int, _ minute: Int, _ minutes: Int,
    _ place: String
  ) -> Appointment {
    Appointment(
      id: Identifier(""), workerID: Identifier(""), kind: kind, title: title,
      on: Day(number: day), at: minute, minutes: minutes, place: place)
  }
}

extension DemonstrationTown {
  /// What the worker at the desk has in the diary that is about nobody's case.
  public var ownDiary: [Appointment] {
    guard let worker = workers.first else { return [] }
    var draw = Draw(seed: seed, .diary, 0, entered: entered(0))
    let entries: [(AppointmentKind, String, Int, Int?, Int, String)] = [
      (.supervision, "supervision with Ngozi", 0, 990, 60, ""),
      (.task, "send the museum the numbers for Saturday", 0, nil, 15, ""),
      (.multiAgency, "multi-agency meeting", 2, 600, 90, "Town Hall"),
      (.task, "renew the DBS form", 4, nil, 15, ""),
    ]
    return entries.map { kind, title, day, minute, minutes, place in
      Appointment(
        id: draw.id(), workerID: worker.id, kind: kind, title: title,
        on: TownClock.workingDay(onOrAfter: today.adding(days: day)), at: minute,
        minutes: minutes, place: place)
    }
  }
}
