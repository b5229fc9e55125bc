// Writing the page that somebody takes home: which page, in what language, where to.

import Casebook
import Casework
import Exchange
import Foundation
import Terminal

enum PrintForm {
  /// The pages there are, as one chooses among them.
  enum Kind: String, CaseIterable {
    case standard, large, young, text

    var words: String {
      switch self {
      case .standard: "A page for any reader"
      case .large: "Large print"
      case .young: "Their own version, in the first person"
      case .text: "Plain text"
      }
    }

    var style: PrintedPlan.Style {
      switch self {
      case .large: .largePrint
      case .young: .youngPerson
      case .standard, .text: .standard
      }
    }
  }

  static func make(for name: String, on today: Day) -> DeskForm {
    let form = Form(
      id: "print",
      fields: [
        .choice(
          "kind", "What", options: Kind.allCases.map { FieldOption($0.rawValue, $0.words) },
          chosen: Kind.standard.rawValue, isRequired: true),
        .choice(
          "language", "Headings in",
          options: [
            FieldOption(PageLanguage.english.rawValue, "English"),
            FieldOption(PageLanguage.welsh.rawValue, "Welsh"),
          ], chosen: PageLanguage.english.rawValue, isRequired: true),
        .text(
          "path", "Where to", text: path(for: name, on: today),
          help: "not sealed: whoever has the file can read it",
          isRequired: true),
      ], submitLabel: "Write the page")
    return DeskForm(title: "Print \(PlanPrinting.whose(name)) plan", form: form)
  }

  /// "~/leo-plan-2026-11-23.html": a name without marks that a shell would trip over.
  static func path(for name: String, on today: Day) -> String {
    let plain = PersonName.folded(name)
    return "~/\(plain.isEmpty ? "my" : String(plain.prefix(24)))-plan-\(today.iso).html"
  }
}

enum PlanPrinting {
  static func whose(_ name: String) -> String { name.hasSuffix("s") ? "\(name)’" : "\(name)’s" }

  /// The file that a path means: `~` is the home folder, and a name without an ending
  /// of its own gets the one of its kind.
  static func file(_ path: String, isText: Bool) -> URL {
    var path = path.trimmingCharacters(in: .whitespaces)
    if path == "~" || path.hasPrefix("~/") {
      let home = ProcessInfo.processInfo.environment["HOME"] ?? NSHomeDirectory()
      path = home + path.dropFirst()
    }
    var file = URL(fileURLWithPath: path)
    if isText, file.pathExtension == "html" {
      file = file.deletingPathExtension().appendingPathExtension("txt")
    } else if file.pathExtension.isEmpty {
      file = file.appendingPathExtension(isText ? "txt" : "html")
    }
    return file
  }
}

extension FormPurpose {
  static func printing(_ record: CaseRecord) -> FormPurpose {
    FormPurpose { desk, form in
      let kind = form.option("kind").flatMap(PrintForm.Kind.init) ?? .standard
      let language = form.option("language").flatMap(PageLanguage.init) ?? .english
      let file = PlanPrinting.file(form.text("path"), isText: kind == .text)
      let today = desk.today
      let now = desk.setting.now()
      do {
        try desk.withBook { book in
          let plan = PrintedPlan(
            record, printedOn: today, style: kind.style, language: language,
            wording: try book.setting(PlanWording.self))
          try PrivateFile.write(kind == .text ? plan.text() : try plan.html(), to: file)
          try book.noteReading(
            of: record.person.id, reason: "printed the plan (\(kind.words.lowercased()))", at: now)
        }
      } catch let error as PrivateFileError {
        throw FormProblem(field: "path", why: error.description)
      }
      desk.toast = Toast(
        "Written to \(file.lastPathComponent). It is not sealed: delete it once printed.",
        role: .warning)
      return .saved
    }
  }
}

extension Desk {
  mutating func beginPrinting() {
    guard let record = planRecord else { return }
    show(PrintForm.make(for: record.person.calledName, on: today), .printing(record))
  }
}
