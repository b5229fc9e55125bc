// What local organisations put on: the stock from which the town's services are made.

import Foundation

/// A kind of session that an organisation may run.
struct Activity: Sendable {
  /// "{quarter}" is a gap for the part of town.
  let name: String
  let kind: AssetKind
  /// The group of the Department for Education's list of family services.
  let family: String
  let ages: ClosedRange<Int>
  let days: String
  let opens: Int
  let closes: Int
  /// Pence a session; 0 is free.
  let pence: Int
  let words: String

  init(
    _ name: String, _ kind: AssetKind, _ family: Int, _ ages: ClosedRange<Int>, _ days: String,
    _ opens: Int, _ closes: Int, _ pence: Int, _ words: String
  ) {
    self.name = name
    self.kind = kind
    self.family = Activity.families[family]
    self.ages = ages
    self.days = days
    self.opens = opens
    self.closes = closes
    self.pence = pence
    self.words = words
  }

  /// The six groups named in the Department for Education's family services list.
  static let families = [
    "Activities, clubs and groups", "Family support", "Health",
    "Pregnancy, birth and early years", "SEND", "Transport",
  ]

  /// Hours are written as 1830 for half past six.
  static let all = [
    Activity(
      "{quarter} Sketchers", .arts, 0, 11...16, "SA", 1000, 1200, 0,
      "Draw what you like, with people who draw. Paper and pens are here."),
    Activity(
      "Riverside Youth Allotment", .nature, 0, 11...25, "WE", 1600, 1800, 0,
      "Dig, plant, eat what comes up. Wellies to borrow."),
    Activity(
      "Late-Night Guitar Club", .arts, 0, 13...21, "TH", 1830, 2030, 200,
      "Any level, any guitar, tea halfway. Spare instruments on the wall."),
    Activity(
      "{quarter} Chess Corner", .befriending, 0, 7...25, "TU", 1630, 1800, 0,
      "A friendly table by the window. Beginners are taught by beginners."),
    Activity(
      "Girls’ Climbing", .physicalActivity, 0, 9...17, "SA", 1300, 1430, 350,
      "Indoor wall, women coaches, nobody watches but the coach."),
    Activity(
      "Splash Without Lanes", .physicalActivity, 0, 5...25, "SU", 900, 1000, 250,
      "A quiet hour in the pool, lights low, no whistles."),
    Activity(
      "{quarter} Five-a-Side, All Welcome", .physicalActivity, 0, 8...16, "FR", 1700, 1830, 100,
      "Mixed teams picked by hat. No league, no kit."),
    Activity(
      "Walk and Talk on the Towpath", .nature, 2, 14...25, "MO,TH", 1530, 1630, 0,
      "Two miles at the pace of the slowest, with a youth worker."),
    Activity(
      "Bike Kitchen", .learning, 0, 10...25, "SA", 1000, 1300, 0,
      "Mend your own bike with our tools and somebody who knows."),
    Activity(
      "{quarter} Young Bakers", .learning, 0, 8...18, "WE", 1600, 1800, 150,
      "Bread, buns and washing up. You take home what you bake."),
    Activity(
      "Listening Rooms", .counselling, 2, 11...25, "MO,TU,WE,TH,FR", 1500, 1900, 0,
      "Counselling for young people, up to ten sessions, by self-referral."),
    Activity(
      "Time to Talk for Children", .counselling, 2, 5...11, "TU,TH", 1500, 1800, 0,
      "Play-based counselling with a named worker, in a room with sand."),
    Activity(
      "Open Letters", .advice, 1, 16...25, "TU", 1200, 1600, 0,
      "Bring the letters you cannot face. We open them with you."),
    Activity(
      "Young People’s Housing Desk", .advice, 1, 16...25, "MO,WE,FR", 1000, 1500, 0,
      "Housing options, tenancies and mediation, same-day where there is nowhere to sleep."),
    Activity(
      "Money Sense at {quarter}", .advice, 1, 16...25, "TH", 1300, 1700, 0,
      "Benefits, budgets and debt, one to one and in private."),
    Activity(
      "Young Carers’ Thursday", .befriending, 1, 8...18, "TH", 1600, 1830, 0,
      "Two hours off, with food. Transport can be sent for you."),
    Activity(
      "The Saturday Table", .befriending, 0, 16...25, "SA", 1200, 1500, 0,
      "Lunch for whoever comes. Come alone, leave knowing somebody."),
    Activity(
      "Befriend {quarter}", .befriending, 1, 11...25, "MO,TU,WE,TH,FR", 1600, 2000, 0,
      "A matched volunteer for an hour a week, for six months."),
    Activity(
      "Repair Café Juniors", .volunteering, 0, 12...20, "SA", 1000, 1300, 0,
      "Mend toasters and teddies for neighbours, beside a fixer."),
    Activity(
      "{quarter} Community Pantry Team", .volunteering, 1, 16...25, "TU,FR", 1000, 1400, 0,
      "Stack, weigh and welcome. References given after eight shifts."),
    Activity(
      "Dog Walkers’ Rota", .volunteering, 0, 14...25, "SA,SU", 930, 1130, 0,
      "Walk a neighbour’s dog with a partner. Training first."),
    Activity(
      "Quiet Hour Gaming", .befriending, 4, 8...18, "FR", 1600, 1800, 0,
      "Low light, headphones welcome, turn-taking by card."),
    Activity(
      "Stims and Stitches", .arts, 4, 11...25, "MO", 1700, 1900, 100,
      "Sewing and fidget-making, led by autistic adults."),
    Activity(
      "{quarter} Sensory Garden", .nature, 4, 4...16, "WE,SA", 1000, 1500, 0,
      "A fenced garden to touch and smell; book the whole hour."),
    Activity(
      "Stay and Play for Young Parents", .befriending, 3, 16...25, "WE", 1000, 1200, 0,
      "Toys, toast and other people under 25 with babies."),
    Activity(
      "Bump and Beyond", .learning, 3, 16...25, "TH", 1300, 1430, 0,
      "Six friendly sessions before and after the birth."),
    Activity(
      "Lift Club", .advice, 5, 11...25, "MO,TU,WE,TH,FR", 900, 1700, 100,
      "A seat to appointments and groups where the buses do not go."),
    Activity(
      "{quarter} Street Dance", .physicalActivity, 0, 7...18, "TU", 1730, 1900, 200,
      "A new routine each month and a show that nobody has to be in."),
    Activity(
      "Slow Stitch", .arts, 0, 16...25, "WE", 1830, 2030, 0,
      "Hand sewing and quiet company. Fabric is free."),
    Activity(
      "Darkroom", .arts, 0, 13...25, "SU", 1300, 1600, 200,
      "Film cameras to borrow, and the pictures to print yourself."),
    Activity(
      "{quarter} Homework Loft", .learning, 0, 8...16, "MO,TU,WE,TH", 1530, 1730, 0,
      "Tables, toast and a tutor who does not sigh."),
    Activity(
      "Way Back Tutoring", .learning, 1, 8...16, "TU,TH", 1000, 1200, 0,
      "Small lessons for people who are not in school yet."),
    Activity(
      "Next Steps Workshop", .learning, 0, 16...25, "MO", 1300, 1600, 0,
      "CV, practice interviews and somebody to go with you."),
    Activity(
      "Young Rangers of {quarter}", .nature, 0, 8...16, "SU", 1000, 1230, 0,
      "Paths, ponds and counting birds with a warden."),
    Activity(
      "Paddle Pals", .nature, 0, 11...21, "SA", 1400, 1600, 300,
      "Canoes on flat water. Everything is lent, dry socks too."),
    Activity(
      "Sofa Sessions", .arts, 0, 14...25, "FR", 1900, 2130, 0,
      "Open mic with a sofa. Listening counts as joining in."),
    Activity(
      "Grief Walks", .counselling, 2, 12...25, "SU", 1400, 1530, 0,
      "Walk with others who have lost somebody. Two trained leaders."),
    Activity(
      "Move It Gently", .physicalActivity, 2, 11...25, "TU,FR", 1630, 1730, 150,
      "Movement for bodies that hurt or tire, led by a physiotherapist."),
    Activity(
      "Family Meal Night at {quarter}", .befriending, 1, 4...18, "TH", 1700, 1900, 0,
      "Cook and eat together as a family; somebody else washes up."),
    Activity(
      "Sleep Well Course", .learning, 2, 12...25, "WE", 1700, 1800, 0,
      "Four weeks on sleep for people who have heard it all before."),
    Activity(
      "{quarter} Rookie Runners", .physicalActivity, 0, 11...25, "SU", 930, 1030, 0,
      "From sofa to three miles by spring. The last one in gets a cheer."),
    Activity(
      "Saturday Storytellers", .arts, 0, 4...10, "SA", 1000, 1100, 0,
      "Stories, puppets and a corner for the shy."),
    Activity(
      "Little Diggers", .nature, 0, 4...10, "SA", 1100, 1230, 100,
      "Mud, worms and planting with a grown-up."),
    Activity(
      "Tumble Tots and Bigger", .physicalActivity, 0, 4...10, "MO", 1600, 1700, 250,
      "Soft mats, patient coaches, no badges."),
  ]

  static let bodies = [
    "Kelderwick Youth Trust", "Weirbank Community Association", "Osier Hill Settlement",
    "The Loom Arts Workshop", "Saltern Boat Project", "Lanternside Neighbours",
    "Cobblers Reach Sports Society", "Netherwell Growing Together", "Open Door Advice Kelderwick",
    "Larkmoor Families", "The Ropewalk Collective", "Quillon Park Pavilion", "Marlpit Volunteers",
    "Priory Fold Counselling", "Kelderwick Library and Archive", "Foundry Street Kitchen",
  ]

  static let places = [
    "The Loom", "Weirbank Hall", "The Old Net Store", "Osier Hill Settlement",
    "Lanternside Library",
    "Kelderwick Leisure Baths", "The Ropewalk Rooms", "Saltern Slipway", "Foundry Street Kitchen",
    "Netherwell Allotments", "Quillon Park Pavilion", "Priory Fold Rooms", "Larkmoor Family Hub",
    "Cobblers Reach Sports Barn", "Marlpit Green Village Hall", "Tannery Lane Clubhouse",
  ]
}
