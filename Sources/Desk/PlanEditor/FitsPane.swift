// "Fits this goal": local services beside the goal under the cursor, each with its
// reasons in words. At 80 columns it takes the page's place.

import Casebook
import Casework
import Terminal

struct FitsPane {
  /// What the list was made for: the goal, its words, and whatever else it depends on.
  struct Subject: Equatable {
    var goal: Identifier<Goal>
    var wish: FitWish
    var day: Day
    /// Changes when anything in the casebook does.
    var action: Int
  }

  private(set) var subject: Subject?
  private(set) var result = FitResult()
  private var rules = FitRules()
  /// Services that are linked with the case already, or were liked.
  private var known: [Identifier<Asset>: String] = [:]
  /// Whether keys go to the list.
  var isFocused = false
  private var selection = 0
  /// Whether every line of the chosen one is told, with its points.
  private var isExplained = false

  var selected: Fit? {
    result.fits.indices.contains(selection) ? result.fits[selection] : nil
  }

  var isEmpty: Bool { result.fits.isEmpty }

  mutating func show(
    _ result: FitResult, for subject: Subject, rules: FitRules,
    known: [Identifier<Asset>: String]
  ) {
    let before = selected?.asset.id
    let isSame = self.subject?.goal == subject.goal
    self.result = result
    self.rules = rules
    self.known = known
    self.subject = subject
    selection = isSame ? result.fits.firstIndex { $0.asset.id == before } ?? 0 : 0
    if !isSame { isExplained = false }
  }

  mutating func forget() {
    subject = nil
    result = FitResult()
    selection = 0
    isFocused = false
  }

  /// True when the event was for the list.
  mutating func update(_ event: Event) -> Bool {
    if let mouse = event.mouse(on: "fits") {
      switch mouse.kind {
      case .wheelUp: move(by: -1)
      case .wheelDown: move(by: 1)
      case .press, .doubleClick:
        isFocused = true
        if let part = mouse.target?.part, part >= 0 { selection = part }
      default: return false
      }
      return true
    }
    guard isFocused, let key = event.key else { return false }
    switch key {
    case .up, .character("k"): move(by: -1)
    case .down, .character("j"): move(by: 1)
    case .pageUp: move(by: -5)
    case .pageDown: move(by: 5)
    case .home: move(by: -result.fits.count)
    case .end: move(by: result.fits.count)
    default: return false
    }
    return true
  }

  private mutating func move(by step: Int) {
    selection = max(0, min(selection + step, result.fits.count - 1))
  }

  /// Tells every line of the chosen one, or only the reasons again.
  mutating func explain() { isExplained.toggle() }

  // MARK: Drawing

  func draw(on canvas: Canvas, goal: Goal?, number: String, isPage: Bool) {
    // Where nothing can be chosen, a screen reader begins at the top.
    if isFocused { canvas.setCursor(.origin) }
    let (title, rest) = canvas.bounds.splitTop(3)
    let head = canvas.sub(title)
    head.put(StyledText("FITS THIS GOAL", .muted, .bold), at: .origin)
    // How much of the directory was looked at: nothing is hidden silently.
    if subject != nil {
      var words = StyledText("\(result.suiting) of \(result.known)", .muted)
      if result.lookedAt < result.known {
        words =
          StyledText(
            "\(result.suiting) of \(result.lookedAt)\(isPage ? " looked at" : "") · ", .muted)
          + StyledText("/", .accent, .bold)
          + StyledText(" \(isPage ? "searches all" : "all") \(result.known)", .muted)
      }
      head.put(words, at: .origin, width: head.width, align: .right)
    }
    if let goal, subject?.goal == goal.id {
      let first = goal.text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      head.put(
        StyledText("\(number) ", .accent)
          + StyledText(first.neutralised.truncated(to: max(head.width - 5, 4)), .soft),
        at: Position(x: 0, y: 1), width: head.width)
    }
    let body = canvas.sub(rest)
    guard let goal, subject?.goal == goal.id else {
      let words = "Beside a goal, what is on locally for it stands here."
      for (index, line) in words.wrapped(to: max(body.width, 8)).enumerated() {
        body.put(StyledText(line, .muted), at: Position(x: 0, y: Rows(index)))
      }
      return
    }
    guard !result.fits.isEmpty else {
      let words =
        result.known == 0
        ? "The directory is empty. Bring one in with “fingerpost import directory FILE”."
        : "None of the \(result.known) services shares a word with this goal. / searches all of them."
      for (index, line) in words.wrapped(to: max(body.width, 8)).enumerated() {
        body.put(StyledText(line, .muted), at: Position(x: 0, y: Rows(index)))
      }
      drawKeys(on: body)
      return
    }
    let mapHeight: Rows = !isPage && body.height > 27 ? 8 : 0
    let keysHeight: Rows = 2
    let (foot, above) = body.bounds.splitBottom(keysHeight)
    let (map, list) = above.splitBottom(mapHeight)
    drawList(on: body.sub(list), isNumbered: mapHeight > 0)
    if mapHeight > 0 { drawMap(on: body.sub(map.inset(left: 0, top: 1, right: 0, bottom: 0))) }
    drawKeys(on: body.sub(foot))
  }

  private func drawKeys(on canvas: Canvas) {
    let keys: [(String, String)] =
      isFocused
      ? [("p", "refer"), ("i", "interested"), ("n", "nothing fits")]
      : [("f", "choose one"), ("F", "when, how far")]
    var line = StyledText()
    for (index, (key, words)) in keys.enumerated() {
      line += StyledText(index == 0 ? key : "  \(key)", .accent, .bold)
      line += StyledText(" \(words)", .soft)
    }
    canvas.put(line, at: Position(x: 0, y: max(canvas.height - 1, 0)), width: canvas.width)
  }

  /// The lines of each service, and which is drawn first so that the chosen one shows.
  ///
  /// - Parameter isNumbered: whether each says which figure it is on the map.
  private func drawList(on canvas: Canvas, isNumbered: Bool) {
    let blocks = window(height: canvas.height.count, width: canvas.width, isNumbered: isNumbered)
    var y: Rows = 0
    for (index, lines) in blocks {
      let isChosen = isFocused && index == selection
      for (offset, line) in lines.enumerated() {
        guard y < canvas.height else { return }
        let area = Rect(x: 0, y: y, width: canvas.width, height: 1)
        if isChosen, offset == 0 {
          canvas.fill(area, style: Style(.text, on: .selection))
          canvas.setCursor(Position(x: 0, y: y))
        }
        canvas.put(
          line, at: Position(x: 0, y: y), on: isChosen && offset == 0 ? .selection : .page,
          width: canvas.width)
        if isNumbered, offset == 0, isOnMap(index) {
          canvas.put(
            StyledText("\(index + 1)", .muted), at: Position(x: 0, y: y),
            on: isChosen ? .selection : .page, width: canvas.width, align: .right)
        }
        canvas.mark(area, widget: "fits", part: index)
        y += 1
      }
      y += 1
    }
  }

  /// The services that fit into a height, the chosen one among them.
  private func window(height: Int, width: Columns, isNumbered: Bool) -> [(Int, [StyledText])] {
    func block(_ index: Int) -> [StyledText] {
      lines(
        of: result.fits[index], isChosen: index == selection, width: width,
        nameWidth: isNumbered && isOnMap(index) ? width - 2 : width)
    }
    var first = selection
    var used = block(selection).count
    while first > 0 {
      let next = block(first - 1).count + 1
      // What is chosen stays in sight; above it, as much as there is room for.
      if used + next > height { break }
      used += next
      first -= 1
    }
    var blocks: [(Int, [StyledText])] = []
    var left = height
    for index in first..<result.fits.count where left > 0 {
      let lines = block(index)
      blocks.append((index, lines))
      left -= lines.count + 1
    }
    return blocks
  }

  private func lines(
    of fit: Fit, isChosen: Bool, width: Columns, nameWidth: Columns
  ) -> [StyledText] {
    let sign: StyledText =
      !fit.suits
      ? StyledText("✗ ", .muted, .bold)
      : fit.needsAsking ? StyledText("! ", .warning, .bold) : StyledText("✓ ", .good, .bold)
    var name =
      sign + StyledText(fit.asset.name.neutralised, fit.suits ? .heading : .soft, .bold)
    if let known = known[fit.asset.id] { name += StyledText("  \(known)", .special) }
    var lines = [name.truncated(to: nameWidth)]
    func add(_ text: String, _ role: Role) {
      for line in text.neutralised.wrapped(to: max(width - 2, 8)).prefix(3) {
        lines.append(StyledText("  \(line)", role))
      }
    }
    if isChosen, isExplained {
      for line in fit.lines {
        let (sign, role): (String, Role) =
          switch line.verdict {
          case .fits: ("✓", .good)
          case .ask: ("?", .warning)
          case .doesNot: ("✗", .danger)
          }
        let points = line.points > 0 ? "  +\(line.points)" : ""
        let words = line.words.neutralised.wrapped(to: max(width - 9, 8))
        for (index, part) in words.prefix(3).enumerated() {
          lines.append(
            StyledText(index == 0 ? "  \(sign) " : "    ", role) + StyledText(part, .text)
              + StyledText(index == 0 ? points : "", .muted))
        }
      }
      lines.append(StyledText("  \(fit.points) points in all", .muted))
      return lines
    }
    guard fit.suits else {
      add(fit.against.joined(separator: "; "), .muted)
      return lines
    }
    func addAll(_ kinds: [FitLine.Kind], _ role: Role) {
      let parts = kinds.compactMap { fit.line($0)?.brief }.filter { !$0.isEmpty }
      for line in Self.joined(parts, width: width - 2).prefix(4) {
        lines.append(StyledText("  \(line)", role))
      }
    }
    addAll([.time, .cost, .distance, .age].filter { fit.line($0)?.verdict == .fits }, .text)
    let known = [FitLine.Kind.spaces, .access, .verified, .safety].filter {
      fit.line($0)?.verdict == .fits
    }
    addAll(known, .muted)
    // What is worth asking about first has a line of its own.
    addAll(FitLine.Kind.allCases.filter { fit.line($0)?.verdict == .ask }, .warning)
    if let theme = fit.line(.theme), theme.verdict == .fits { add(theme.words, .accent) }
    return lines
  }

  /// Parts with dots between them, as many on a line as fit, none of them broken where it
  /// fits on a line of its own.
  static func joined(_ parts: [String], width: Columns) -> [String] {
    var lines: [String] = []
    for part in parts.map(\.neutralised) {
      if let last = lines.last, (last + " · " + part).columns <= width {
        lines[lines.count - 1] = last + " · " + part
      } else {
        lines += part.wrapped(to: max(width, 8))
      }
    }
    return lines
  }

  /// How many of them the map shows.
  private static let mapped = 6

  private func isOnMap(_ index: Int) -> Bool {
    index < Self.mapped && subject?.wish.place != nil && !result.fits[index].asset.places.isEmpty
  }

  /// Where the first few are, with the chosen one marked.
  private func drawMap(on canvas: Canvas) {
    guard let home = subject?.wish.place else { return }
    let near = result.fits.prefix(Self.mapped).enumerated().compactMap {
      index, fit -> BrailleMap.Place? in
      guard let place = fit.asset.places.first else { return nil }
      let north = place.latitude > home.latitude ? 1.0 : -1.0
      let east = place.longitude > home.longitude ? 1.0 : -1.0
      guard
        let corner = Coordinates(latitude: place.latitude, longitude: home.longitude),
        let side = Coordinates(latitude: home.latitude, longitude: place.longitude)
      else { return nil }
      return BrailleMap.Place(
        east: home.miles(to: side) * east, north: home.miles(to: corner) * north,
        sign: "\(index + 1)",
        role: index == selection && isFocused ? .accent : fit.suits ? .good : .muted)
    }
    guard !near.isEmpty else { return }
    let ring = rules.nearMiles
    BrailleMap(
      places: near, ring: ring,
      label: ring == ring.rounded() ? "\(Int(ring)) mi" : "\(ring) mi"
    ).draw(on: canvas)
  }
}
