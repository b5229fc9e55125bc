// What somebody does with the parts that the screens are made of, and at the desk itself. Every
// story is played on the terminal in memory and on the real one.

import Foundation
import Testing

/// A story, told once.
struct StageStory: Sendable, CustomTestStringConvertible {
  let title: String
  let play: @Sendable (any Stage) throws -> Void

  var testDescription: String { title }

  static let gallery = [
    StageStory(title: "going from page to page, by keys and by the mouse") { stage in
      try stage.sees("Kai A").press("Ctrl-N").sees("How are things?")
      try stage.click(words: "3 Text")
      try stage.sees("WHAT HAPPENED")
      try stage.click(words: "next page")
      try stage.sees("YOUR CASELOAD").press("5").sees("WHERE PEOPLE WERE SENT")
    },
    StageStory(title: "finding anything by a few letters") { stage in
      try stage.press("Ctrl-P").sees("Go to anything")
      try stage.type(words: "calen")
      try stage.sees("Calendar").press("Enter").sees("Mo  Tu")
      try stage.seesNo("Go to anything")
    },
    StageStory(title: "help that filters as one types, and runs what it shows") { stage in
      try stage.press("F1").sees("What you can do here")
      try stage.type(words: "ask")
      try stage.sees("Ask something").seesNo("Next page").press("Enter").sees("Move two cases")
      try stage.press("Esc").seesNo("Move two cases")
    },
    StageStory(title: "what cannot run now says why") { stage in
      try stage.press("F1").sees("nothing has been changed here").press("Esc")
    },
    StageStory(title: "a question answered with the mouse, and a word that it was done") {
      stage in
      try stage.press("Ctrl-D").sees("Both keep their history")
      try stage.click(words: "Move to Tom A")
      try stage.sees("Moved to Tom A").seesNo("Both keep their history")
    },
    StageStory(title: "a form filled in by keyboard, a date in words, a scale by one key") {
      stage in
      try stage.press("Ctrl-N").sees("As they like it").press("Ctrl-A")
      try stage.type(words: "Zoë T")
      try stage.sees("Zoë T").press("Tab")
      try stage.type(words: "3/2/2012")
      try stage.press("Tab").sees("03/02/2012").press("Ctrl-A")
      try stage.type(words: "in 6 weeks")
      try stage.press("Ctrl-S").sees("Saved for Zoë T")
    },
    StageStory(title: "what is missing is said under its field") { stage in
      try stage.press("Ctrl-N").sees("As they like it").press("Ctrl-A", "Backspace", "Ctrl-S")
      try stage.sees("this is needed").sees("see the red lines")
    },
    StageStory(title: "writing, cutting, undoing, and pasting lines") { stage in
      try stage.press("3").sees("Leo came with his mum").press("Ctrl-A")
      try stage.type(words: "gone")
      try stage.seesNo("Leo came").press("Ctrl-Z", "Ctrl-Z").sees("Leo came with his mum").press(
        "Ctrl-A")
      try stage.paste(words: "one pasted\ntwo pasted")
      try stage.sees("one pasted").sees("two pasted").seesNo("Leo came")
    },
    StageStory(title: "a paste into a list runs nothing") { stage in
      try stage.sees("Kai A")
      try stage.paste(words: "q 5 u\nEnter")
      try stage.sees("was not run as keys").sees("Kai A")
    },
    StageStory(title: "the smallest screen and back") { stage in
      try stage.sees("Kai A")
      try stage.resize(width: 20, height: 5)
      try stage.settles("twenty columns", #_sourceLocation) {
        $0.split(separator: "\n").allSatisfy { $0.count <= 20 }
      }
      try stage.resize(width: 120, height: 40)
      try stage.sees("Kai A").sees("Guidance")
    },
    StageStory(title: "a list that sorts, groups and narrows, by keys and by the mouse") { stage in
      try stage.sees("ACTIVE  17").press("/").sees("312 people")
      try stage.type(words: "zara low")
      try stage.sees("of 312 people").seesNo("Kai A").press("Esc").sees("Kai A").press("g")
      try stage.sees("by need").press("g").seesNo("by need")
      try stage.click(words: "Age")
      try stage.sees("Age ▴")
      try stage.click(words: "Age ▴")
      try stage.sees("Age ▾").press("Space").sees("1 marked")
    },
    StageStory(title: "work that takes long can be stopped") { stage in
      try stage.press("9").sees("1,204 of 3,010").press("Esc").sees("nothing was brought in")
    },
  ]
}

@Suite("Stories of the gallery")
struct ToolkitStoryTests {
  @Test("in memory", arguments: StageStory.gallery)
  func inMemory(story: StageStory) throws { try story.play(MemoryStage.gallery()) }

  @Test("in a real terminal", arguments: StageStory.gallery)
  func real(story: StageStory) throws {
    let stage = try RealStage()
    try story.play(stage)
  }
}

extension StageStory {
  /// At the desk, in the made-up town. Nothing here depends on the day.
  static let desk = [
    StageStory(title: "a contact is written down, taken back, and done again") { stage in
      try stage.press("2").sees("Last seen").press("Enter").sees("Timeline").press("l")
      try stage.sees("Log a contact with")
      try stage.type(words: "She told me about the allotment")
      try stage.sees("about the allotment").press("Ctrl-S").sees("Contact logged")
      try stage.press("u").sees("Undone").seesNo("about the allotment")
      try stage.press("Ctrl-R").sees("Done again").sees("about the allotment")
    },
    StageStory(title: "from page to page by the mouse alone, and help by a click") { stage in
      try stage.click(words: "2 Caseload")
      try stage.sees("Last seen")
      try stage.click(words: "3 Directory")
      try stage.sees("of 80")
      try stage.click(words: "1 Today")
      try stage.seesNo("of 80")
      try stage.click(words: "? help")
      try stage.sees("What you can do here").press("Esc").seesNo("What you can do here")
    },
    StageStory(title: "a list narrows with each letter, says when nobody is found, and opens again")
    {
      stage in
      try stage.press("2", "/")
      try stage.type(words: "zzzz")
      try stage.sees("Nobody is found by “zzzz”").press("Esc").seesNo("Nobody is found")
    },
    StageStory(title: "help says why a command cannot run now, filters, and runs on Enter") {
      stage in
      try stage.press("?").sees("What you can do here")
      try stage.type(words: "redo")
      try stage.sees("there is nothing to do again").press("Esc")
      try stage.seesNo("What you can do here").press("?")
      try stage.sees("What you can do here")
      try stage.type(words: "go to directory")
      try stage.press("Enter").sees("of 80")
    },
    StageStory(title: "anything is found by a few letters, and done from there") { stage in
      try stage.press("Ctrl-P").sees("Go to anything")
      try stage.type(words: "go to case")
      try stage.sees("Go to Caseload").press("Esc").seesNo("Go to anything").press("Ctrl-P")
      try stage.sees("Go to anything")
      try stage.type(words: "go to dir")
      try stage.sees("Go to Directory").press("Enter").sees("of 80")
    },
    StageStory(title: "a form says what is missing, keeps what was typed, and asks before it goes")
    {
      stage in
      try stage.press("n").sees("New referral").press("Ctrl-S").sees("this is needed")
      try stage.press("Tab")
      try stage.type(words: "Zebedee")
      try stage.sees("Zebedee").press("Esc").sees("Nothing has been saved yet").press("Enter")
      try stage.seesNo("Nothing has been saved yet").sees("Zebedee").press("Esc")
      try stage.sees("Nothing has been saved yet")
      try stage.click(words: " Leave ")
      try stage.seesNo("Zebedee")
    },
    StageStory(title: "a paste into a list runs nothing; into a note it is text") { stage in
      try stage.press("2").sees("Last seen")
      try stage.paste(words: "q x u")
      try stage.sees("Pasted text is not run as keys").press("l").sees("Log a contact with")
      try stage.paste(words: "first line\nsecond line")
      try stage.sees("first line").sees("second line")
    },
    StageStory(title: "the smallest screen and back, with a form open") { stage in
      try stage.press("2").sees("Last seen").press("l").sees("Log a contact with")
      try stage.type(words: "half a word")
      try stage.resize(width: 24, height: 6)
      try stage.settles("twenty-four columns", #_sourceLocation) {
        $0.split(separator: "\n").allSatisfy { $0.count <= 24 }
      }
      try stage.resize(width: 120, height: 40)
      try stage.sees("half a word")
    },
    StageStory(title: "covered at once, and nothing but the passphrase leads back") { stage in
      try stage.press("2").sees("Last seen").press("F12").sees("Passphrase").seesNo("Last seen")
      try stage.type(words: "not it at all")
      try stage.press("Enter").sees("does not open this casebook").seesNo("Last seen")
    },
    StageStory(title: "into a room and out again, and Esc never loses the way") { stage in
      // A key that comes at once behind Esc is Alt and that key, on any terminal.
      try stage.press("1", "d").sees("Did they attend?").press("Esc").seesNo("Did they attend?")
      try stage.press("i").sees("Stands").press("Esc").seesNo("Stands").press("3", "D")
      try stage.sees("LOOK LIKE ONE").press("Esc").sees("of 80").press("4").sees("ASK OR ACT")
    },
  ]
}

@Suite("Stories of the desk")
struct DeskStageTests {
  @Test("in memory", arguments: StageStory.desk)
  func inMemory(story: StageStory) throws { try story.play(try MemoryStage.desk()) }

  @Test("in a real terminal", arguments: StageStory.desk)
  func real(story: StageStory) throws { try story.play(try RealStage(desk: "xterm-256color")) }
}
