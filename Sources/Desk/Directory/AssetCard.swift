// A service of the directory, whole: what it is, for whom, when, where, what it
// costs, whom to ring, and how lately its publisher looked at it.

import Casework
import Terminal

struct AssetCard {
  private let asset: Asset

  init(_ asset: Asset) { self.asset = asset }

  func draw(on canvas: Canvas) {
    var y: Rows = 0
    func put(_ text: String, _ style: Style = .text) {
      guard !text.isEmpty, y < canvas.height else { return }
      for line in text.neutralised.wrapped(to: max(canvas.width, 1)) where y < canvas.height {
        canvas.put(line, at: Position(x: 0, y: y), style: style)
        y += 1
      }
    }
    func fact(_ label: String, _ words: String) {
      guard !words.isEmpty, y < canvas.height else { return }
      canvas.put(StyledText(label, .muted), at: Position(x: 0, y: y))
      let lines = words.neutralised.wrapped(to: max(canvas.width - 10, 1))
      for line in lines where y < canvas.height {
        canvas.put(StyledText(line), at: Position(x: 10, y: y))
        y += 1
      }
    }
    put(asset.name, Style(.heading, on: .page, .bold))
    put(asset.organizationName, Style(.soft))
    if !asset.isOffered { put("▲ \(asset.status.words)", Style(.warning, on: .page, .bold)) }
    if !asset.alert.isEmpty { put("▲ \(asset.alert)", Style(.warning)) }
    y += 1
    fact("For", asset.ageWords)
    fact("When", asset.whenWords)
    fact("Cost", asset.costWords)
    for location in asset.locations.prefix(3) {
      fact(
        "Where",
        [location.placeWords, location.postcode].filter { !$0.isEmpty }.joined(separator: ", "))
    }
    fact("Ring", asset.phones.map(\.number).joined(separator: ", "))
    fact("Ask for", asset.contacts.map(\.name).filter { !$0.isEmpty }.joined(separator: ", "))
    fact("Email", asset.email)
    fact("Web", asset.url)
    fact("How", asset.howToApply)
    fact("Access", asset.accessibility.joined(separator: "; "))
    fact("Kinds", asset.taxonomyTerms.joined(separator: ", "))
    fact("Checked", asset.assuredOn?.british ?? "no date given by its publisher")
    y += 1
    put(asset.summary.isEmpty ? asset.description : asset.summary, Style(.soft))
  }
}
