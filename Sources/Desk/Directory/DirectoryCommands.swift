// What can be done in the directory.

import Casebook
import Casework
import Foundation
import Terminal

extension DeskCommands {
  static var directory: [Row] {
    [
      command(
        "directory.facets", "Narrow it", keys: [.character("f")], short: "narrow",
        group: "The directory",
        help: "Goes to the list on the left: age, day, cost, distance and more. Tab too.",
        priority: 78, when: { $0.place == .directory ? .ready : .hidden },
        run: { $0.directory.goToFacets() }),
      command(
        "directory.sort", "The next order", keys: [.character("s")], short: "sort",
        group: "The directory", help: "Best fit, nearest, freshest, by name.", priority: 40,
        when: { $0.place == .directory ? .ready : .hidden },
        run: { desk in
          desk.directory.sortByNext()
          desk.reload()
        }),
      command(
        "directory.check", "You looked at it", keys: [.character("v")], short: "looked",
        group: "The directory",
        help: "Keeps that you rang or went there, what you found, and how many spaces there are.",
        priority: 77, when: needsAsset,
        run: { desk in
          guard let line = desk.directory.selected else { return }
          desk.show(
            TrustForms.check(line.name, on: desk.today),
            TrustForms.checkPurpose(line.id, line.name))
        }),
      command(
        "directory.evidence", "Evidence", keys: [.character("e")], short: "evidence",
        group: "The directory",
        help: "Safeguarding policy, DBS, insurance, lead, training: seen when, good until when.",
        priority: 76, when: needsAsset,
        run: { desk in
          guard let line = desk.directory.selected else { return }
          desk.show(
            TrustForms.evidence(line, on: desk.today), TrustForms.evidencePurpose(line.id))
        }),
      command(
        "directory.note", "A note about it", keys: [.character("n")], short: "note",
        group: "The directory", help: "Writes something about this service for your team.",
        priority: 45, when: needsAsset,
        run: { desk in
          guard let line = desk.directory.selected else { return }
          desk.show(TrustForms.note(line.name), TrustForms.notePurpose(line.id))
        }),
      command(
        "directory.recheck", "What to look at again", keys: [.character("w")],
        short: "to look at again", group: "The directory",
        help: "Only what nobody has looked at for long, or whose evidence runs out.", priority: 42,
        when: { $0.place == .directory ? .ready : .hidden },
        run: { desk in
          desk.directory.ask { $0.toggle(.needsCheck) }
          desk.reload()
        }),
      command(
        "directory.history", "What became of it", keys: [.character("h")], group: "The directory",
        help: "Every change to this service, who made it and when.", when: needsAsset,
        run: { desk in
          guard let line = desk.directory.selected else { return }
          desk.enter(AssetHistoryScreen(line))
        }),
      command(
        "directory.duplicates", "Services that look like one", keys: [.character("D")],
        group: "The directory",
        help: "Pairs that may be one service: link them as one, or say that they differ.",
        when: { $0.place == .directory ? .ready : .hidden },
        run: { $0.enter(DuplicatesScreen()) }),
      command(
        "directory.import", "Bring in a directory", keys: [.character("i")],
        group: "The directory",
        help: "From a file or folder; shows what would change before anything does.",
        when: { $0.place == .directory ? .ready : .hidden }, run: { $0.beginDirectoryImport() }),
    ]
  }

  private static func needsAsset(_ context: DeskContext) -> Availability {
    guard context.place == .directory else { return .hidden }
    return context.hasAsset ? .ready : .disabled("choose a service first")
  }
}
