// Bringing a directory in from the desk: which file, what would change, and then how
// far it has come.

import Casebook
import Casework
import Exchange
import Foundation
import Terminal

/// An import while it runs, over the page.
struct ImportPanel: DeskPanel {
  let running: BackgroundImport

  private let stop = KeyLineItem(
    keys: "Esc", label: "stop; nothing is brought in", press: .escape, priority: 100)

  var keys: [KeyLineItem] { [stop] }

  init(running: BackgroundImport) { self.running = running }

  mutating func update(_ event: Event) -> PanelOutcome {
    if event.key == .escape { running.stop() }
    return .open
  }

  func draw(on canvas: Canvas) {
    let name = running.path.lastPathComponent
    Progress(
      title: running.isDryRun ? "Looking at \(name)" : "Bringing in \(name)",
      fraction: running.progress?.fraction, detail: words(running.progress), cancel: stop
    ).draw(on: canvas)
  }

  private func words(_ progress: ImportProgress?) -> String {
    guard let progress else { return "opening …" }
    switch progress.phase {
    case .reading: return "\(progress.records) records read"
    case .preparing: return "\(progress.done) services made ready to be found"
    }
  }
}

extension Desk {
  /// Asks for the file.
  mutating func beginDirectoryImport() {
    let form = Form(
      id: "directory import",
      fields: [
        .text(
          "path", "File or folder", placeholder: "/home/priya/Downloads/services.json",
          help: "Open Referral UK 3.0 or HSDS 3.0, JSON or CSV", isRequired: true
        ) { text in
          FileManager.default.fileExists(atPath: Self.path(text).path)
            ? nil : "there is no such file or folder"
        },
        .toggle(
          "skip", "Where something in it is wrong",
          words: ("leave that out and bring in the rest", "bring in nothing")),
      ], submitLabel: "See what would change")
    show(
      DeskForm(title: "Bring in a directory", form: form),
      FormPurpose { desk, form in
        desk.overlay = nil
        desk.runImport(Self.path(form.text("path")), skipBad: form.flag("skip"), dryRun: true)
        return .movedOn
      })
  }

  private static func path(_ text: String) -> URL {
    let whole = text.hasPrefix("~/") ? NSHomeDirectory() + text.dropFirst(1) : text
    return URL(fileURLWithPath: whole)
  }

  fileprivate mutating func runImport(_ path: URL, skipBad: Bool, dryRun: Bool) {
    attempt { desk in
      let door = try desk.withBook { try $0.door }
      let running = BackgroundImport(path, through: door, skipBad: skipBad, dryRun: dryRun)
      desk.importing = DirectoryImport(running: running, skipBad: skipBad)
      desk.overlay = .panel(ImportPanel(running: running))
    }
  }

  /// Sees to an import that has ended.
  mutating func tendImport() {
    guard let importing, let ending = importing.running.ending else { return }
    self.importing = nil
    let path = importing.running.path
    if case .panel(let panel)? = overlay, panel is ImportPanel { overlay = nil }
    switch ending {
    case .stopped: toast = Toast("Stopped. Nothing was brought in.", role: .info)
    case .failed(let why):
      ask("Nothing was brought in", why, ["OK"]) {
        $0.overlay = nil; _ = $1
      }
    case .done(let report) where report.dryRun:
      guard report.changed else {
        ask("Nothing would change", "\(report)", ["OK"]) {
          $0.overlay = nil; _ = $1
        }
        return
      }
      let skipBad = importing.skipBad
      overlay = .panel(
        ImportPreview(report, title: "What it would change") { desk in
          desk.runImport(path, skipBad: skipBad, dryRun: false)
        })
    case .done(let report):
      savedAt = setting.now()
      reload()
      overlay = .panel(ImportPreview(report, title: "It is in"))
    }
  }

  /// Gives up an import that is not done.
  mutating func stopImport() {
    importing?.running.stop()
    importing?.running.wait(seconds: 5)
    importing = nil
  }
}

/// An import that the desk has begun.
struct DirectoryImport {
  let running: BackgroundImport
  let skipBad: Bool
}
