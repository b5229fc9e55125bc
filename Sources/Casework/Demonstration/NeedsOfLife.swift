// Needs in which life around the person leads: company, school, home, money.

import Foundation

extension Need {
  static let ofLife = [
    Need(
      words: "isolation", share: 20, ages: 8...25, kinds: [.befriending, .arts, .physicalActivity],
      reasons: [
        "Spends nearly all {their} time alone. No friends nearby since the move.",
        "{name} told the nurse that {they} {has} nobody to eat lunch with.",
        "Lonely, says so, and would like to meet people who like what {they} like{s}.",
      ],
      worries: [
        "weekends are really long", "I've got people online but nobody here",
        "I don't know how people make friends",
      ],
      goals: [
        "Have somebody to sit with", "Have a thing I do on Saturdays",
        "Find people who are into {interest}", "Be asked to something",
      ],
      notes: [
        "Mapped who is in {name}'s week. The corner shop and the bus driver made the list.",
        "Went along to the first half hour together. {They} stayed on after I left.",
        "Somebody saved {name} a seat. Small thing, big grin.",
        "Quiet week, no plans made. We chose one thing and put it on the calendar.",
      ],
      endings: [
        "{name} has a Saturday and two people to spend it with.",
        "{They} cancelled our last call because {they} had plans. Best reason there is.",
      ]),
    Need(
      words: "not in school", share: 9, ages: 7...16, kinds: [.learning, .nature, .arts],
      reasons: [
        "Attendance below half this year. School and family both want a gentler way back.",
        "{name} has not been into school since the summer; leaves the house with {carer} only.",
      ],
      worries: [
        "the corridors are too loud", "I'm so far behind now", "they'll all ask where I was",
      ],
      goals: [
        "Get to school for maths and art", "Leave the house every day, even for ten minutes",
        "Have one teacher I can go to",
      ],
      notes: [
        "Met {carer} and the pastoral lead. A side-door start at half nine is agreed.",
        "Walked to the gate and back after hours. {name} timed it: eleven minutes.",
        "In for two mornings. Left one early, and it was {their} own decision to go back on Friday.",
        "Did an hour of {interest} in the library annexe, which school now counts.",
      ],
      endings: ["{name} is in four days of five, with the side door still there if needed."]),
    Need(
      words: "young carer", share: 8, ages: 8...18,
      kinds: [.befriending, .physicalActivity, .advice],
      reasons: [
        "Cares for {carer}, who has MS, and for a younger brother. Proud of it, and worn out.",
        "{name} does the shopping and the school run. Has never had a carer's assessment.",
      ],
      worries: ["if I go out who's there", "I'm tired by Wednesday", "nobody at school knows"],
      goals: [
        "Have two hours a week that are mine", "Tell one person at school",
        "Know who to ring when mum is bad",
      ],
      notes: [
        "Young carer's assessment asked for. {name} wants to be in the room, and will be.",
        "A neighbour can sit in on Thursdays. {name} tested it with a trip to the shop.",
        "Talked about what {they} would do with an afternoon. {They} had to think about it.",
        "School has put the carer's card on the system; phone allowed on vibrate.",
      ],
      endings: ["Thursdays are {name}'s own. The assessment brought help in the mornings."]),
    Need(
      words: "bereavement", share: 6, ages: 4...25, kinds: [.counselling, .nature, .arts],
      reasons: [
        "{name}'s grandad died in the spring. Quiet since, and will not have the subject raised.",
        "Lost a close friend last year. Not ill, says the GP; grieving, and on {their} own with it.",
      ],
      worries: ["everyone has stopped talking about him", "I feel bad when I have a good day"],
      goals: [
        "Do something he would have liked", "Be able to look at the photos",
        "Talk to somebody who gets it",
      ],
      notes: [
        "Made a start on the memory box. {name} chose the bus pass and the whistle.",
        "Walked where they used to walk. Not much said; {they} asked to do it again.",
        "Birthday next week: agreed what to do at ten o'clock, and who with.",
      ],
      endings: ["{name} planted the tree with the family. We ended there."]),
    Need(
      words: "conflict at home", share: 6, ages: 10...21,
      kinds: [.advice, .counselling, .befriending],
      reasons: [
        "Rows at home most days. Nobody unsafe; everybody tired. {name} wants somewhere to be.",
        "Relationship with {carer} strained since the new baby. Both asked for help.",
      ],
      worries: ["we only talk to shout", "I stay in my room to keep the peace"],
      goals: [
        "Eat together twice without a row", "Have somewhere to go when it kicks off",
        "Get mum to listen to the whole sentence",
      ],
      notes: [
        "Sat with both of them. {name} spoke first, {carer} second, no interrupting, ten minutes.",
        "Agreed a word that means stop for now. Used once this week; it worked.",
        "{name} stays at {their} nan's on Fridays, which everyone likes, nan included.",
      ],
      endings: ["The word is still in use and the rows are shorter. Both said thank you."]),
    Need(
      words: "money and housing", share: 13, ages: 17...25,
      kinds: [.advice, .volunteering, .learning],
      reasons: [
        "Sofa-surfing since a tenancy ended; money worries are driving the low mood.",
        "{name} is behind with rent and frightened of opening letters.",
        "Benefits stopped after a missed appointment. Needs advice and somebody alongside.",
      ],
      worries: [
        "I've got a bag of letters I can't open", "I'm on my mate's floor till Sunday",
        "I don't eat much at the end of the month",
      ],
      goals: [
        "Open every letter, with somebody", "Have an address by Christmas",
        "Know what I can spend in a week",
      ],
      notes: [
        "Opened the bag. Eleven letters, three that matter, one of them good news.",
        "Rang the landlord together on loudspeaker. A payment plan of £15 a week is agreed.",
        "Food bank voucher given; no questions, collected the same day.",
        "Housing options interview went well. {name} took {their} own list and ticked it off.",
      ],
      endings: [
        "Keys in hand. {name} sent a picture of the kettle.",
        "Rent is up to date and the letters are opened on Mondays.",
      ]),
    Need(
      words: "work and training", share: 12, ages: 16...25,
      kinds: [.learning, .volunteering, .advice],
      reasons: [
        "Out of work and training for a year. Wants to do something and does not know what.",
        "{name} left college in the first term and has drifted since. No health concern.",
      ],
      worries: ["I've got nothing to put on a CV", "everyone else has moved on"],
      goals: [
        "Do two volunteering shifts", "Finish one course, any course",
        "Have an answer when people ask what I do",
      ],
      notes: [
        "Wrote a CV on one side. {name} had forgotten about the paper round and the fundraising.",
        "First shift done. Feet hurt, says {they}, and {they} would go back.",
        "Looked at three courses. {They} ruled out two for good reasons of {their} own.",
      ],
      endings: ["{name} starts on the first of the month, three days a week."]),
    Need(
      words: "long-term illness", share: 8, ages: 8...25,
      kinds: [.physicalActivity, .befriending, .arts],
      reasons: [
        "Type 1 diabetes since last year. Managing the numbers, not the feelings.",
        "Epilepsy, stable. Missed so much that the friends moved on.",
        "Chronic pain; {name} would like to move more and fears making it worse.",
      ],
      worries: ["I'm sick of being careful", "people treat me like glass"],
      goals: [
        "Do one sporty thing a week", "Meet somebody else who has it",
        "Explain it once and not again",
      ],
      notes: [
        "The coach has read the care plan and asked {name}, not me, the questions.",
        "Bad pain day, so we did it by video. {They} still planned the week.",
        "Met another young person with the same kit. An hour of comparing.",
      ],
      endings: ["{name} trains on Wednesdays and explains it to new people {them}self."]),
    Need(
      words: "new to the town", share: 7, ages: 4...25,
      kinds: [.befriending, .learning, .physicalActivity],
      reasons: [
        "Family arrived in the summer and know nobody. {name} learns fast and misses home.",
        "Moved here with {carer} after a separation. A fresh start, and a lonely one.",
      ],
      worries: ["I don't know where anything is", "my friends are all far away"],
      goals: ["Know the way to three places", "Have a friend to walk with", "Join a team"],
      notes: [
        "Walked the town with a paper map. {name} marked the chip shop and the good tree.",
        "The youth club had an interpreter ready; {name} did most of it without.",
        "{Carer} has met two families at the school gate. It is spreading.",
      ],
      endings: ["{name} gave me directions last week. Settled, I would say."]),
    Need(
      words: "waiting for CAMHS", share: 6, ages: 5...18, kinds: [.arts, .nature, .befriending],
      reasons: [
        "On the list for an autism assessment, about a year to wait. Family need something now.",
        "ADHD assessment pending. {name} is losing heart at school while everybody waits.",
      ],
      worries: ["people think I'm rude and I'm not", "I can't sit and then I get told off"],
      goals: [
        "Go somewhere that doesn't mind me moving", "Have a card that says what helps",
        "Find one club where I'm not the odd one",
      ],
      notes: [
        "Wrote a one-page profile with {name}: what helps, what does not, what to do with hands.",
        "Went at the quiet hour. Headphones on, then off, then on. A good visit.",
        "{Carer} has the number of the parents' group and has been once.",
      ],
      endings: ["The club does not mind the moving. The assessment date has come as well."]),
    Need(
      words: "keeping active", share: 7, ages: 6...25, kinds: [.physicalActivity, .nature],
      reasons: [
        "Would like to be more active; team sports have been a bad experience.",
        "{name} is breathless on stairs and wants that to change, without being weighed.",
      ],
      worries: ["I'm always last", "I don't want to wear the kit"],
      goals: [
        "Find a sport that isn't football", "Walk to {setting} instead of the bus",
        "Swim a length without stopping",
      ],
      notes: [
        "Tried two sessions free. The second one it is; the coach remembered {their} name.",
        "Walked and talked, a mile and a half without either of us noticing.",
        "Kit problem solved: any dark T-shirt will do. I asked so that {name} need not.",
      ],
      endings: ["{name} goes twice a week and has stopped counting."]),
    Need(
      words: "young parent", share: 4, ages: 17...25, kinds: [.befriending, .advice, .learning],
      reasons: [
        "First baby in June, family far away. Health visitor suggested us.",
        "{name} is doing well with the baby and has lost touch with everybody else.",
      ],
      worries: ["I haven't talked to an adult all day", "everyone has advice"],
      goals: ["Get out to one group a week", "Have an hour without the pram"],
      notes: [
        "Went to the stay-and-play together. {name} left with two numbers in the phone.",
        "The baby slept through the whole meeting, so we got a lot done.",
      ],
      endings: ["{name} runs the tea rota at the group now."]),
  ]
}
