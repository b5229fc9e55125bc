// Makes one person of the town: who they are first, then what happened.

import Foundation

/// Makes the bundle of one person.
struct BundleMaker {
  let town: DemonstrationTown
  let index: Int
  var draw: Draw

  init(town: DemonstrationTown, index: Int) {
    self.town = town
    self.index = index
    draw = Draw(seed: town.seed, .person, index, entered: town.entered(index))
  }

  mutating func bundle() -> PersonBundle {
    let situation = Situation.at(index, of: town, &draw)
    let contacts = town.contactsTable.value(at: draw.fraction())
    let course = course(of: situation, contacts: contacts)
    let drawnAge = town.agesTable.value(at: draw.fraction())
    // One person has been referred before, under a name that was spelt another way.
    let before = index == Self.double ? town.bundle(at: Self.original).person : nil
    let age = before?.age(on: course.referred) ?? situation.age ?? drawnAge
    let quarter = TownPlaces.quarter(&draw, figures: town.figures)
    let drawnBirth = course.referred.adding(years: -age).adding(days: -draw.number(in: 0...364))
    let birth = before?.dateOfBirth ?? drawnBirth
    var who = person(age: age, birth: birth, quarter: quarter)
    if let before {
      who.person.firstName = before.firstName
      who.person.familyName = before.familyName.lowercased().capitalized
      who.person.preferredName = ""
      who.person.telephone = before.telephone
      who.person.nhsNumber = nil
    }
    let story = Story(person: who.person, age: age, words: who.words, &draw, figures: town.figures)
    var episodes: [PersonBundle.Episode] = []
    if index % 23 == 7, age >= 8 {
      let years = draw.number(in: 380...600)
      let ended = TownClock.workingDay(onOrBefore: course.referred.adding(days: -years))
      let earlier = self.course(
        of: .closed(situation.worker ?? 0, town.today.days(until: ended)), contacts: 2)
      var maker = EpisodeMaker(town: town, story: story, course: earlier, draw: draw)
      episodes.append(maker.episode())
      draw = maker.draw
    }
    var maker = EpisodeMaker(town: town, story: story, course: course, draw: draw)
    episodes.append(maker.episode())
    // The people of the small town, who are looked at; a large one would grow by half.
    if index < Situation.cast.count, var last = episodes.popLast() {
      last.agree(with: who.person, age: age, &maker.draw)
      episodes.append(last)
    }
    var bundle = PersonBundle(person: who.person, episodes: episodes, reach: maker.reach)
    var intake = IntakeMaker(town: town, index: index, story: story)
    intake.dress(&bundle)
    surround(&bundle, story: story)
    return bundle
  }

  /// Who has two records, and the one that was there first.
  private static let double = 22
  private static let original = 5

  // MARK: When

  /// The days on which a case's story turns.
  private mutating func course(of situation: Situation, contacts: Int) -> Course {
    let today = town.today
    var course = Course(situation: situation, referred: today, contacts: contacts)
    switch situation.state {
    case .closed:
      let end = TownClock.workingDay(onOrBefore: today.adding(days: situation.since))
      let length = 9 + contacts * draw.number(in: 6...11) + draw.number(in: 0...20)
      course.ended = end
      course.referred = TownClock.workingDay(onOrBefore: end.adding(days: -length))
      course.lastSpoken = end
    case .active:
      course.referred = TownClock.workingDay(onOrBefore: today.adding(days: situation.since))
      // Nobody writes today's contacts before today has happened.
      let spoken = today.adding(days: min(-1, situation.spoken))
      course.lastSpoken = max(course.referred, TownClock.workingDay(onOrBefore: spoken))
      // Nobody is left for weeks: at the least a contact every fortnight or so.
      let fewest = 2 + course.referred.days(until: town.today) / 18
      course.contacts = min(max(fewest, contacts), 14)
    case .waiting, .new, .accepted:
      course.referred = TownClock.workingDay(onOrBefore: today.adding(days: situation.since))
      course.contacts = 0
    }
    return course
  }

  // MARK: Who

  private mutating func person(age: Int, birth: Day, quarter: Quarter)
    -> (person: Person, words: PronounWords)
  {
    let lot = draw.fraction()
    let figures = town.figures
    let kind: TownNames.Kind =
      lot < figures.female ? .girl : lot < figures.female + figures.male ? .boy : .either
    let name = TownNames.name(kind, &draw)
    let words: PronounWords = kind == .girl ? .she : kind == .boy ? .he : .they
    let gender =
      switch kind {
      case .girl: "Female"
      case .boy: "Male"
      case .either: draw.pick(["Non-binary", "Prefers not to say", "Not recorded", "Non-binary"])
      }
    var person = Person(
      id: draw.id(), firstName: name.first, familyName: name.family,
      dateOfBirth: birth, gender: gender,
      nhsNumber: DemonstrationTown.nhsNumber(at: index, seed: town.seed),
      address: TownPlaces.address(in: quarter, &draw),
      postcode: TownPlaces.postcode(in: quarter, &draw))
    if let short = TownNames.shortForms[name.first], draw.chance(0.7) {
      person.preferredName = short
    }
    if kind == .either || draw.chance(0.45) { person.pronouns = words.pronouns }
    if draw.chance(0.03) {
      person.aliases = "\(name.first) \(draw.pick(TownNames.groups[0].families))"
    }
    person.telephone = draw.chance(0.86) ? TownPlaces.mobile(&draw) : TownPlaces.landline(&draw)
    if age >= 13, draw.chance(0.5) {
      let address = "\(PersonName.folded(name.first)).\(PersonName.folded(name.family))"
      person.email = "\(address)\(index % 97)@example.org"
    }
    person.preferredContact = draw.pick(age < 16 ? Self.waysForChildren : Self.waysForOlder)
    let practice = draw.number(in: 0...(TownPlaces.practices.count - 1))
    person.gpPractice = TownPlaces.practices[practice]
    person.gpPracticeCode = "TEST0\(practice + 1)"
    person.school = TownPlaces.school(for: age, &draw)
    return (person, words)
  }

  private static let waysForChildren = [
    "Through mum, by phone", "Through dad, text first", "Through carer, after 4 pm",
    "Through mum, WhatsApp is fine", "Ring home, ask for a parent", "Through school",
  ]
  private static let waysForOlder = [
    "Text first", "Text, never ring during lessons", "Phone, afternoons", "Email",
    "Text or voice note",
    "Phone, not before 11", "Text; letters get opened by others", "",
  ]
}

/// The days on which a case's story turns.
struct Course: Sendable {
  var situation: Situation
  var referred: Day
  var contacts: Int
  var lastSpoken: Day?
  var ended: Day?
}

/// How sentences speak of somebody.
struct PronounWords: Sendable {
  let pronouns: String
  let gaps: [String: String]

  private init(_ they: String, _ them: String, _ their: String, plural: Bool) {
    pronouns = "\(they)/\(them)"
    gaps = [
      "they": they, "They": they.prefix(1).uppercased() + they.dropFirst(), "them": them,
      "their": their, "Their": their.prefix(1).uppercased() + their.dropFirst(),
      "was": plural ? "were" : "was", "is": plural ? "are" : "is", "has": plural ? "have" : "has",
      "s": plural ? "" : "s",
    ]
  }

  static let she = PronounWords("she", "her", "her", plural: false)
  static let he = PronounWords("he", "him", "his", plural: false)
  static let they = PronounWords("they", "them", "their", plural: true)
}

/// What a person's record is about.
struct Story: Sendable {
  let person: Person
  let age: Int
  let need: Need
  /// What it is about in a few words, for lists.
  let needWords: String
  let interest: Interest
  /// A second thing they like.
  let pastime: Interest
  var gaps: Gaps

  init(
    person: Person, age: Int, words: PronounWords, _ draw: inout Draw,
    figures: DemonstrationFigures
  ) {
    self.person = person
    self.age = age
    let mind = draw.chance(figures.mentalHealthLeads)
    need = Need.of(mind: mind, age: age, &draw)
    let second = Need.of(mind: !mind, age: age, &draw)
    needWords = draw.chance(0.35) ? "\(need.words), \(second.words)" : need.words
    interest = Interest.of(age: age, &draw)
    pastime = Interest.of(age: age, &draw)
    let carer = draw.pick([
      "mum", "mum", "mum", "dad", "dad", "gran", "{their} aunt", "{their} foster carer",
    ])
    var values = words.gaps
    values["carer"] = Gaps(values: values).fill(carer)
    let plain = values["carer"] ?? ""
    values["Carer"] = plain.prefix(1).uppercased() + plain.dropFirst()
    values["name"] = person.calledName
    values["interest"] = interest.words
    values["setting"] =
      age < 16 ? "school" : age < 19 || !person.school.isEmpty ? "college" : "work"
    values["service"] = "the group"
    values["worry"] = draw.pick(need.worries)
    values["goal"] = draw.pick(need.goals)
    values["worry"] = Gaps(values: values).fill(values["worry"] ?? "")
    values["goal"] = Gaps(values: values).fill(values["goal"] ?? "")
    gaps = Gaps(values: values)
  }

  /// A sentence of the story with its gaps filled.
  func tell(_ template: String) -> String { gaps.fill(template) }
}
