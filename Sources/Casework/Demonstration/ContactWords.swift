// What link workers write when they log a contact, and what they promise next.

import Foundation

enum ContactWords {
  /// A try that reached nobody.
  static let notReached = [
    "No answer; left a short message with no details.",
    "Rang twice, no reply. Sent the friendly text.",
    "Phone off. Will try after four.",
    "{Carer} answered: {name} out, will pass it on.",
    "Voicemail full. Texted instead and asked for a good time.",
    "No answer at the usual time. Nothing to worry about, says the practice.",
  ]
  static let didNotAttend = [
    "Waited twenty minutes. Text later: overslept, sorry, can we try again.",
    "Did not come. Rang, all well, the bus had not stopped.",
    "Not there today; {name} had forgotten and {was} cross with {them}self.",
    "Missed it. Agreed by text to make the next one shorter and nearer.",
  ]
  static let cancelled = [
    "{name} cancelled in good time: a cold.", "Moved at {their} request, exam that day.",
    "Cancelled by me, with apologies; a new time agreed the same hour.",
    "{Carer} rang to cancel, family visit.",
  ]
  /// The first time that somebody is reached, by phone.
  static let first = [
    "Introduced myself and the offer. {name} would like to give it a go and chose where to meet.",
    "First chat. {They} did the talking once we got to {interest}.",
    "Explained who may know what. {name} is fine with the GP, less so with {setting}.",
    "A careful hello. {name} asked good questions about what I write down.",
    "Good first call. In {their} own words: “{worry}”.",
    "Spoke for a few minutes, as {they} had asked. {They} would like to “{goal}”.",
    "{name} had expected a form and got a conversation; would like another.",
  ]
  /// The first time, face to face.
  static let firstMeeting = [
    "Spoke with {name}, then with {carer} at {their} wish. What matters first, problems second.",
    "Met where {they} {is} at ease. {They} had brought a list, with the most important thing last.",
    "First meeting, on {their} ground. {name} showed me something about {interest}.",
    "Sat on the wall outside, which was {their} choice. “{worry}”, {they} said, and then a lot more.",
    "Gentle start. {name} drew what a good week would look like; “{goal}” is in the middle of it.",
  ]
  /// A sentence that may follow the first one.
  static let also = [
    "Consent to speak to the practice confirmed.", "Agreed text is best, never before ten.",
    "No worries about safety today.", "{Their} words are in the plan.",
    "{name} chose the next step {them}self.", "A good deal of laughter as well.",
    "Left the leaflet, did not push it.", "{Carer} feels listened to.",
    "Checked what {they} would like me not to ask. Noted.", "Travel is sorted.",
    "Ended on time because {they} had asked for that.", "Asked about sleep and food: both fair.",
  ]
  /// In the middle of the work, by phone or video.
  static let byPhone = [
    "A better week than the last. {They} put it down to getting out of the house.",
    "{name} said: “{worry}”. Stayed with that before looking at what to do.",
    "Went through the goal “{goal}”. One small step is left before it.",
    "Rang as promised. Short, friendly, all well.",
    "Hard week. Listened mostly; agreed one thing for the weekend.",
    "{name} had done what {they} planned, and told me so before I could ask.",
    "Talked about who else could be asked. {They} named two people.",
    "Went over the week day by day. Wednesday was the good one.",
    "Not much to say today, which is fine too. Same time next week.",
    "{name} is wondering whether to carry on. Talked about what would make it worth it.",
    "Planned the journey on the phone: stop, number, what to do if it is full.",
    "“{goal}” has moved from two to five, {they} reckon{s}.",
    "Made the call that {they} had been putting off, three of us on the line.",
    "Looked at what helped last time. {name} had forgotten how far {they} {has} come.",
    "{They} asked what happens at the end. Said there will be no surprise about it.",
    "Checked the plan still says what {name} wants. One word changed.",
  ]
  static let byText = [
    "Sent the time and place. Thumbs up from {name}.",
    "{name} sent a picture of the door: got there.",
    "Asked how it went. “ok actually”.", "{They} asked to move the time; moved.",
    "Wished {them} luck for tomorrow. Reply came in a minute.",
    "Sent the bus times and the name of the person at the desk.",
    "“can we do it by text today” – we did.", "Reminder sent, as {they} like{s} it the day before.",
  ]
  /// About a thing they like.
  static let interest = [
    "Half the time went on {interest}, and that was the useful half.",
    "{name} showed me what {they} {has} been doing: {interest}, every evening.",
    "Used {interest} as the way in. {They} lit up.",
    "Talked while doing: a bit of {interest}, no eye contact needed.",
  ]
  static let interestByPhone = [
    "Looked at who else nearby is into {interest}.",
    "{They} {has} got back to {interest} this week, first time since the summer.",
    "Asked about {interest} and could hear the smile.",
    "{name} may show somebody else {interest}; thinking about it.",
  ]
  /// After a service has been found.
  static let service = [
    "Went along to {service} for the first half hour; {name} stayed for the whole.",
    "Looked at {service} while it was empty. {name} found the quiet corner.",
    "Met at {service}. {They} introduced me to the person who runs it.",
    "Practised the way to {service} and had a hot chocolate at the end of it.",
  ]
  static let serviceByPhone = [
    "Talked about {service}. {name} would like to see it empty first.",
    "{name} has been to {service} once and would go again.",
    "Rang {service} together; a friendly voice and a space.",
    "Asked how {service} is going. Seven out of ten, and the biscuits are good.",
    "{service} was not for {them} the first time. Worth one more try, {they} said.",
  ]
  /// Ends that are not a success, by reason.
  static let stopped: [ClosingReason: [String]] = [
    .declined: [
      "{name} thanked us and does not want this now. Told {them} the door is open.",
      "Not for {them} at the moment. Respected; letter sent to the referrer.",
    ],
    .notReached: [
      "Three tries and a letter. Closed as agreed with the practice; can be referred again.",
      "No contact made. The referrer has been told.",
    ],
    .movedAway: ["Family has moved out of the area. Details of the service there passed on."],
    .anotherService: [
      "CAMHS has offered a place and is now the lead. {name} would rather have one person.",
      "The school's own counsellor has taken it up. Handed over together.",
    ],
    .notSuitable: [
      "Needs more than we can give; returned to the GP with a phone call the same day.",
      "Referred to us by mistake; passed to the right team.",
    ],
    .other: ["Closed by agreement for now. {name} will text if things change."],
  ]

  static let nextForChildren = [
    "call {carer} after school", "home visit", "meet at school with the pastoral lead",
    "walk with {carer} and {name}", "first visit to {service} together", "ring {service}",
    "drop off the plan", "check in with {carer}",
  ]
  static let nextForOlder = [
    "call", "walk by the water", "meet at the library", "video call", "plan goals together",
    "first visit to {service} together", "text to ask how it went", "ring {service} together",
    "help with the form", "coffee and the plan",
  ]

  /// What was done about a referral.
  static let accepted = [
    "Fits us. First contact by text, as asked.", "Fits us; nothing urgent in it.",
    "Accepted. Practice asked to tell the family to expect us.",
    "Accepted after a call with the referrer.",
  ]
  static let taken = [
    "next on the list", "lives near {worker}’s other visits", "asked for an evening worker",
    "knows the family’s school", "has space this week", "agreed in the team meeting",
  ]
}

/// Who refers, and how they sign.
enum ReferrerWords {
  static let practiceRoles = [
    "Dr", "Dr", "Dr", "Nurse", "Physiotherapist", "Practice paramedic",
    "Mental health practitioner",
  ]

  static func organisation(_ source: ReferralSource, _ person: Person, _ draw: inout Draw) -> String
  {
    switch source {
    case .generalPractice: person.gpPractice
    case .school: person.school.isEmpty ? draw.pick(TownPlaces.colleges) : person.school
    case .camhs: "Kelderwick CAMHS"
    case .socialCare: draw.pick(["Kelderwick Early Help", "Kelderwick Leaving Care Team"])
    case .youthJustice: "Kelderwick Youth Justice Team"
    case .charity: draw.pick(Activity.bodies)
    case .family, .selfReferral: ""
    case .other:
      draw.pick(["Kelderwick Library and Archive", "Weirbank Ward Surgery", "Health visiting team"])
    }
  }

  static func name(_ source: ReferralSource, _ draw: inout Draw) -> String {
    let name = TownNames.name(draw.chance(0.6) ? .girl : .boy, &draw)
    return switch source {
    case .generalPractice: "\(draw.pick(practiceRoles)) \(name.family)"
    case .selfReferral: ""
    default: "\(name.first) \(name.family)"
    }
  }
}
