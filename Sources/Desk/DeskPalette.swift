// Ctrl-P: any command, person or service by a few letters, those chosen lately first.

import Casebook
import Casework
import Terminal

/// The words that names are made of, read bit by bit while the palette is open.
struct PaletteNames {
  private(set) var people = LooseWords()
  private(set) var services = LooseWords()
  private var lastPerson = ""
  private var lastService = ""
  private var hasMorePeople = true
  private var hasMoreServices = true

  mutating func readMore(from book: Casebook) throws {
    if hasMorePeople {
      hasMorePeople = try book.addWords(to: &people, of: .person, after: &lastPerson)
    } else if hasMoreServices {
      hasMoreServices = try book.addWords(to: &services, of: .service, after: &lastService)
    }
  }
}

extension Desk {
  /// So many people, and so many services, are offered at once.
  private static let most = 8

  mutating func openPalette() {
    themeBefore = theme
    names = PaletteNames()
    overlay = .palette(
      Palette(
        title: "Go to anything", placeholder: "a person, a service, or something to do",
        entries: paletteEntries(for: "")))
  }

  /// Reads on in the words of names; each event while the palette is open reads some.
  mutating func readMoreNames() {
    guard let book else { return }
    // A list that cannot be read finds nobody loosely; everybody is found by their name.
    try? names.readMore(from: book)
    try? names.readMore(from: book)
  }

  func paletteEntries(for query: String) -> [PaletteEntry] {
    let commands = PaletteEntry.ranked(
      registry.palette(in: context).map { PaletteEntry($0) }, query: query, recent: recent,
      limit: 20)
    let themes = PaletteEntry.ranked(
      setting.settings.themes.map(\.entry), query: query, limit: 40)
    guard let book else { return commands + themes }
    guard !query.isEmpty else { return recentPlaces(in: book) + commands + themes }
    let people = ((try? book.people(matching: query, limit: Self.most)) ?? []).map(entry)
    let assets = ((try? book.assets(matching: query, limit: Self.most)) ?? []).map(entry)
    var loose: [PaletteEntry] = []
    if people.count < Self.most {
      let near = try? book.people(loosely: query, words: names.people, limit: Self.most)
      loose = (near ?? []).map(entry).filter { !people.contains($0) }
    }
    var looseAssets: [PaletteEntry] = []
    if assets.count < Self.most {
      let near = try? book.assets(loosely: query, words: names.services, limit: Self.most)
      looseAssets = (near ?? []).map(entry).filter { !assets.contains($0) }
    }
    // People come first: most who type here are looking for somebody.
    return recentFirst(people) + commands.prefix(people.isEmpty ? 20 : 4)
      + recentFirst(Array(loose.prefix(Self.most - people.count)))
      + recentFirst(assets + looseAssets.prefix(Self.most - assets.count)) + themes
  }

  private func recentFirst(_ entries: [PaletteEntry]) -> [PaletteEntry] {
    let lately = entries.filter { recent.contains($0.id) }
      .sorted { (recent.firstIndex(of: $0.id) ?? 0) < (recent.firstIndex(of: $1.id) ?? 0) }
    return lately + entries.filter { !recent.contains($0.id) }
  }

  private func entry(_ person: Person) -> PaletteEntry {
    PaletteEntry(
      id: "person \(person.id)", title: person.fullName,
      detail: person.age(on: today).map { "\($0)" } ?? "", note: "person")
  }

  private func entry(_ asset: AssetLine) -> PaletteEntry {
    PaletteEntry(
      id: "asset \(asset.id)", title: asset.name, detail: asset.organizationName, note: "service")
  }

  /// The people and services that were last gone to, the latest first.
  private func recentPlaces(in book: Casebook) -> [PaletteEntry] {
    recent.filter { $0.contains(" ") }.prefix(5).compactMap { id in
      if let person = id.wordBehind("person") {
        return (try? book.person(Identifier(person))).flatMap { $0 }.map(entry)
      }
      guard let asset = id.wordBehind("asset") else { return nil }
      return (try? book.asset(Identifier(asset))).flatMap { $0 }.map { asset in
        PaletteEntry(
          id: id, title: asset.name, detail: asset.organizationName, note: "service")
      }
    }
  }

  /// Goes to what was chosen in the palette.
  mutating func choose(_ id: String) -> Flow {
    noteChoice(id)
    if let person = id.wordBehind("person") {
      attempt { desk in
        let cases = try desk.withBook { try $0.cases(of: Identifier(person)) }
        guard let first = cases.first else { throw CasebookError.noSuchRecord("case") }
        desk.endEditing()
        desk.linking = nil
        desk.open(first)
      }
      return .continue
    }
    if let asset = id.wordBehind("asset") {
      let name = try? book?.asset(Identifier(asset))?.name
      go(to: .directory)
      directory.search.text = name ?? ""
      reload()
      return .continue
    }
    return run(id)
  }
}

extension String {
  /// What stands behind `word` and a space; nil where the text begins otherwise.
  fileprivate func wordBehind(_ word: String) -> String? {
    hasPrefix(word + " ") ? String(dropFirst(word.count + 1)) : nil
  }
}
