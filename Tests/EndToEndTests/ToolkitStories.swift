// What somebody does with the parts that the screens are made of. Every story is played on the
// terminal in memory and on the real one.

import Foundation
import Testing

/// A story, told once.
struct GalleryStory: Sendable, CustomTestStringConvertible {
  let title: String
  let play: @Sendable (any Stage) throws -> Void

  var testDescription: String { title }

  static let all = [
    GalleryStory(title: "going from page to page, by keys and by the mouse") { stage in
      try stage.sees("Kai A").press("Ctrl-N").sees("How are things?")
      try stage.click(words: "3 Text")
      try stage.sees("WHAT HAPPENED")
      try stage.click(words: "next page")
      try stage.sees("YOUR CASELOAD").press("5").sees("WHERE PEOPLE WERE SENT")
    },
    GalleryStory(title: "finding anything by a few letters") { stage in
      try stage.press("Ctrl-P").sees("Go to anything")
      try stage.type(words: "calen")
      try stage.sees("Calendar").press("Enter").sees("Mo  Tu")
      try stage.seesNo("Go to anything")
    },
    GalleryStory(title: "help that filters as one types, and runs what it shows") { stage in
      try stage.press("F1").sees("What you can do here")
      try stage.type(words: "ask")
      try stage.sees("Ask something").seesNo("Next page").press("Enter").sees("Move two cases")
      try stage.press("Esc").seesNo("Move two cases")
    },
    GalleryStory(title: "what cannot run now says why") { stage in
      try stage.press("F1").sees("nothing has been changed here").press("Esc")
    },
    GalleryStory(title: "a question answered with the mouse, and a word that it was done") {
      stage in
      try stage.press("Ctrl-D").sees("Both keep their history")
      try stage.click(words: "Move to Tom A")
      try stage.sees("Moved to Tom A").seesNo("Both keep their history")
    },
    GalleryStory(title: "a form filled in by keyboard, a date in words, a scale by one key") {
      stage in
      try stage.press("Ctrl-N").sees("As they like it").press("Ctrl-A")
      try stage.type(words: "Zoë T")
      try stage.sees("Zoë T").press("Tab")
      try stage.type(words: "3/2/2012")
      try stage.press("Tab").sees("03/02/2012").press("Ctrl-A")
      try stage.type(words: "in 6 weeks")
      try stage.press("Ctrl-S").sees("Saved for Zoë T")
    },
    GalleryStory(title: "what is missing is said under its field") { stage in
      try stage.press("Ctrl-N").sees("As they like it").press("Ctrl-A", "Backspace", "Ctrl-S")
      try stage.sees("this is needed").sees("see the red lines")
    },
    GalleryStory(title: "writing, cutting, undoing, and pasting lines") { stage in
      try stage.press("3").sees("Leo came with his mum").press("Ctrl-A")
      try stage.type(words: "gone")
      try stage.seesNo("Leo came").press("Ctrl-Z", "Ctrl-Z").sees("Leo came with his mum").press(
        "Ctrl-A")
      try stage.paste(words: "one pasted\ntwo pasted")
      try stage.sees("one pasted").sees("two pasted").seesNo("Leo came")
    },
    GalleryStory(title: "a paste into a list runs nothing") { stage in
      try stage.sees("Kai A")
      try stage.paste(words: "q 5 u\nEnter")
      try stage.sees("was not run as keys").sees("Kai A")
    },
    GalleryStory(title: "the smallest screen and back") { stage in
      try stage.sees("Kai A")
      try stage.resize(width: 20, height: 5)
      try stage.settles("twenty columns", #_sourceLocation) {
        $0.split(separator: "\n").allSatisfy { $0.count <= 20 }
      }
      try stage.resize(width: 120, height: 40)
      try stage.sees("Kai A").sees("Guidance")
    },
    GalleryStory(title: "work that takes long can be stopped") { stage in
      try stage.press("9").sees("1,204 of 3,010").press("Esc").sees("nothing was brought in")
    },
  ]
}

@Suite("Stories of the gallery")
struct ToolkitStoryTests {
  @Test("in memory", arguments: GalleryStory.all)
  func inMemory(story: GalleryStory) throws { try story.play(try MemoryStage()) }

  @Test("in a real terminal", arguments: GalleryStory.all)
  func real(story: GalleryStory) throws {
    let stage = try RealStage()
    try story.play(stage)
  }
}
