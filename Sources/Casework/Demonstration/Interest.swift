// What young people love, are good at and live with: the stock from which "what
// matters to me" and "strengths" are put together.

import Foundation

/// Something that a person likes to do.
struct Interest: Sendable {
  /// "drawing", as in "ten minutes about drawing".
  let words: String
  let ages: ClosedRange<Int>
  /// The kind of service where others do it too.
  let kind: AssetKind
  /// In their words, as what matters.
  let matters: [String]
  /// As a strength, about them.
  let strengths: [String]

  static let all = [
    Interest(
      words: "drawing", ages: 4...25, kind: .arts,
      matters: ["drawing, mostly animals", "my sketchbook, which nobody may look in yet"],
      strengths: ["draws comics that make everybody laugh", "sees things others walk past"]),
    Interest(
      words: "music", ages: 9...25, kind: .arts,
      matters: ["my guitar", "making beats in my room", "songs with good words"],
      strengths: ["teaches {their} cousin guitar", "can play anything after hearing it twice"]),
    Interest(
      words: "baking", ages: 6...25, kind: .learning,
      matters: ["baking on a Sunday", "making birthday cakes for people"],
      strengths: ["bakes for the whole street", "patient, and reads the recipe first"]),
    Interest(
      words: "football", ages: 5...20, kind: .physicalActivity,
      matters: ["football, even in the rain", "going to the match with grandad"],
      strengths: ["a good loser and a better winner", "shouts for the one who is last"]),
    Interest(
      words: "gaming", ages: 7...25, kind: .befriending,
      matters: ["my games and the people I play with", "finishing the level I'm stuck on"],
      strengths: [
        "leads a team of strangers at midnight", "explains rules so that people get them",
      ]),
    Interest(
      words: "animals", ages: 4...25, kind: .nature,
      matters: [
        "my dog Biscuit", "the cat, who sleeps on my feet", "horses", "my two guinea pigs",
      ],
      strengths: ["animals come to {them}", "looks after next door's rabbits"]),
    Interest(
      words: "growing things", ages: 5...25, kind: .nature,
      matters: ["my tomatoes", "being outside", "the allotment with grandma"],
      strengths: ["has green fingers", "notices weather and birds"]),
    Interest(
      words: "reading", ages: 7...25, kind: .learning,
      matters: ["my books, in order", "fantasy with maps in the front"],
      strengths: ["remembers everything {they} read{s}", "good with words when there is no hurry"]),
    Interest(
      words: "dance", ages: 5...25, kind: .physicalActivity,
      matters: ["dancing when nobody is looking", "my dance crew"],
      strengths: ["learns a routine in one go", "keeps going when it is hard"]),
    Interest(
      words: "fixing bikes", ages: 10...25, kind: .learning,
      matters: ["my bike", "taking things apart to see"],
      strengths: ["can mend almost anything", "good with {their} hands, and generous with tools"]),
    Interest(
      words: "photography", ages: 12...25, kind: .arts,
      matters: ["photos of the canal at night", "my camera that was uncle's"],
      strengths: ["patient, waits for the light", "has an eye, as everybody says"]),
    Interest(
      words: "swimming", ages: 5...25, kind: .physicalActivity,
      matters: ["being in water", "swimming, because it's quiet under there"],
      strengths: ["strong swimmer", "gentle with little ones in the pool"]),
    Interest(
      words: "chess", ages: 7...25, kind: .befriending,
      matters: ["chess with my brother", "winning, a bit"],
      strengths: ["thinks three moves ahead", "calm when things go wrong"]),
    Interest(
      words: "sewing", ages: 9...25, kind: .arts,
      matters: ["making my own clothes", "the sewing machine from nan"],
      strengths: ["turns old jeans into bags", "finishes what {they} start{s}"]),
  ]

  static func of(age: Int, _ draw: inout Draw) -> Interest {
    draw.pick(all.filter { $0.ages.contains(age) })
  }
}

/// Smaller things that people say of themselves, for any age or by age.
enum Saying {
  static let people = [
    "my nan", "my little sister", "my best friend from the old school", "mum being OK",
    "my brothers", "my cousin who is like a twin", "my uncle's family", "dad, on Saturdays",
  ]
  static let grownPeople = [
    "my mates from the old job", "my partner", "my flatmates", "my sister and her baby",
    "my gran, who brought me up", "mum, and not worrying her",
  ]
  static let values = [
    "not being late", "people saying what they mean", "being left alone when I'm tired",
    "being told the plan before it happens", "not being talked about in front of me",
    "having my own space", "being asked, not told", "a laugh", "keeping promises",
    "quiet places", "knowing who will be there", "my faith",
  ]
  static let strengths = [
    "funny, once {they} know{s} you", "kind to whoever is left out", "honest, even when it costs",
    "turns up", "asks good questions", "speaks three languages", "good with younger children",
    "never gives up on people", "thinks before {they} speak{s}", "makes the best of bad days",
    "independent, travels alone", "a great memory", "stands up for others", "tidy and organised",
  ]
}
