// Needs in which mental health leads.

import Foundation

extension Need {
  static let ofMind = [
    Need(
      words: "worries", share: 10, ages: 4...10, kinds: [.arts, .nature, .counselling],
      reasons: [
        "{name} worries a great deal, most of all at bedtime and on Sunday evenings.",
        "{Carer} asked for help: {name} has tummy aches before school and nothing medical found.",
        "Tearful at drop-off every morning since September; settles once {they} {is} busy.",
      ],
      worries: [
        "my tummy hurts before school", "I think about bad things when the light is off",
        "I don't like it when mum is late",
      ],
      goals: [
        "Sleep in my own bed with the door open", "Go into class without crying",
        "Have a brave thing I do every week",
      ],
      notes: [
        "Made a worry jar together; {name} put in four and took one back out because it had gone.",
        "Drew a map of the school and coloured the places that feel safe. The library is gold.",
        "Two good mornings this week. {name} showed me the sticker and then the dog.",
        "Practised the slow-breathing dragon. {Carer} will do it at bedtime.",
      ],
      endings: [
        "{name} goes in on {their} own now and told me the dragon is for babies.",
        "Mornings are ordinary again, says {carer}. {name} gave me a drawing of the library.",
      ]),
    Need(
      words: "anger and upset", share: 7, ages: 5...13,
      kinds: [.physicalActivity, .nature, .befriending],
      reasons: [
        "Big feelings at home and at school; two fixed-term suspensions this term.",
        "{name} lashes out and is sorry afterwards. Family want something that is not a clinic.",
        "Short fuse since the house move. CAMHS advice given, below their threshold.",
      ],
      worries: [
        "I get so cross my ears go hot", "everyone thinks I'm the naughty one",
        "I don't know I'm angry until it's too late",
      ],
      goals: [
        "Have a place to go when I'm about to blow", "Not get sent out for two weeks",
        "Do something that tires me out in a good way",
      ],
      notes: [
        "We named the stages of angry after weather. {name} says today was drizzle.",
        "Kicked a ball about while we talked; easier than sitting. {They} noticed the hot ears first.",
        "{Carer} has kept the calm corner going. One blow-up instead of five.",
        "School agrees to the exit card. {name} chose the colour.",
      ],
      endings: [
        "No suspensions for a half term. {name} is proud and says so.",
        "The exit card has hardly been needed. {name} is looking forward to training.",
      ]),
    Need(
      words: "low mood", share: 30, ages: 11...25,
      kinds: [.arts, .nature, .counselling, .befriending],
      reasons: [
        "Low mood for several months, no risk disclosed, would rather not take medication.",
        "{name} has stopped seeing friends and sleeps through the day. PHQ done, mild to moderate.",
        "Flat and tired since the spring. {They} used to be out all the time, says {carer}.",
        "Has finished a short course of talking therapy and needs something to keep going for.",
      ],
      worries: [
        "everything takes so much effort", "I don't laugh like I used to",
        "I cancel on people and then feel worse",
      ],
      goals: [
        "Go to one thing a week that isn't {setting}", "Get up before ten four days out of seven",
        "See one friend in person", "Make something I want to show somebody",
      ],
      notes: [
        "Quiet at first, then talked for ten minutes about {interest}. Worth building on.",
        "Scored the week four out of ten, up from two. The good bit was Thursday.",
        "{name} got up for our walk and says that alone was the plan for today.",
        "Talked about what went before the dip. {They} want{s} evenings to look different.",
        "Still tired, and still came. Agreed that turning up for half of it counts.",
      ],
      endings: [
        "{name} has somewhere to be twice a week and people who notice if {they} {is} not there.",
        "Mood seven for three weeks running. {They} know{s} how to come back.",
      ]),
    Need(
      words: "anxiety", share: 28, ages: 11...25,
      kinds: [.nature, .arts, .counselling, .physicalActivity],
      reasons: [
        "Anxious in groups and on buses; has turned down two invitations that {they} wanted.",
        "{name} asked for help {them}self: cannot face {setting} on some days.",
        "Generalised anxiety, on a waiting list for therapy, would like something meanwhile.",
        "Health anxiety, six appointments since summer. Keen to find other ways to cope.",
      ],
      worries: [
        "my heart goes and I think everyone can see", "I rehearse phone calls and then don't ring",
        "new places", "I hate being looked at",
      ],
      goals: [
        "Get the bus into town on my own", "Walk into a room where I don't know anyone",
        "Ring and ask instead of texting mum to do it", "Stay for the whole session, once",
      ],
      notes: [
        "Rode two stops together, then back. {name} chose the seat. Heart rate talk helped.",
        "Visited the building with nobody in it, found the loos and the back door.",
        "{They} sent the email {them}self while I made tea. Reply came in nine minutes.",
        "Hard week, panic on Tuesday. Used the five-things list and stayed.",
        "Planned who to stand beside, and what to say if the answer is no.",
      ],
      endings: [
        "{name} takes the bus alone and has a plan for the bad days.",
        "Still anxious at times, and going anyway. {They} said that is the whole point.",
      ]),
    Need(
      words: "sleep", share: 8, ages: 12...25, kinds: [.physicalActivity, .nature, .learning],
      reasons: [
        "Awake until four most nights; {setting} is suffering. Sleep advice given twice.",
        "{name} games through the night and knows it. Would like days worth getting up for.",
      ],
      worries: [
        "I'm tired and wired", "nights are when my head gets loud", "I miss mornings completely",
      ],
      goals: [
        "Screens off at half eleven, five nights", "Have something on a Saturday morning",
        "Feel awake in the afternoon",
      ],
      notes: [
        "Kept the sleep diary for six days of seven. Nobody was more surprised than {name}.",
        "Swapped the phone charger to the hall. {Carer} has done the same, in solidarity.",
        "Three nights before one o'clock. Afternoon naps are the next thing to look at.",
      ],
      endings: ["Sleeping by midnight mostly. {name} says breakfast is underrated."]),
    Need(
      words: "confidence", share: 14, ages: 9...25, kinds: [.arts, .volunteering, .befriending],
      reasons: [
        "Very low opinion of {them}self after a hard year; would do well with something to be good at.",
        "{name} was bullied at {their} last school and has not trusted a group since.",
        "Bright and funny one to one, silent in company. Ready to try, says {they}.",
      ],
      worries: [
        "I always think they're laughing at me", "I give up before I can fail",
        "I'm the quiet one and I'm sick of it",
      ],
      goals: [
        "Join in without waiting to be asked", "Show somebody what I can do",
        "Say one thing in a group each time", "Try something I might be bad at",
      ],
      notes: [
        "{name} taught me something about {interest} and took over the conversation, gladly.",
        "Wrote down five things that other people say {they} {is} good at. Kept the paper.",
        "Spoke up once in the group and told me straight after, by text.",
        "Turned down the invitation, then asked whether it still stands. It does.",
      ],
      endings: [
        "{name} helped the new starter last week. That says it all.",
        "{They} introduced me to the group, rather than the other way round.",
      ]),
    Need(
      words: "panic", share: 6, ages: 14...25, kinds: [.counselling, .physicalActivity, .nature],
      reasons: [
        "Panic attacks in classes and shops; heart checked, all well.",
        "Three visits to A&E with panic since June. {name} wants to understand it.",
      ],
      worries: [
        "I think I'm dying and then I'm just embarrassed", "I plan my day round the exits",
      ],
      goals: ["Do the big shop without leaving the trolley", "Know what to do when it starts"],
      notes: [
        "Drew the curve of the last one. It was nine minutes long; it felt like an hour.",
        "Stood by the door of the supermarket, then the first aisle. Ice cream as agreed.",
        "{name} rode one out at {setting} and told a friend what was happening.",
      ],
      endings: ["Two months without A&E. {name} carries the card and has not needed it."]),
  ]
}
