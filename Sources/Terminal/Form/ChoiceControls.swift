// Fields that are chosen rather than typed: one of a list, several of a list, a score, yes or no.

/// One of a list, with type-ahead.
struct ChoiceControl: FieldControl {
  let id: String
  let options: [FieldOption]
  var chosen: String?
  /// Finds more than ``options`` by what is typed, where there are more than can be listed.
  private let find: ((String) -> [FieldOption])?
  private let latest = FoundOptions()
  /// What was chosen of those that were found, to be shown and not among ``options``.
  private var picked: FieldOption?
  private var query = ""
  private var isOpen = false
  private var highlight = 0

  init(
    id: String, options: [FieldOption], chosen: String?,
    find: ((String) -> [FieldOption])? = nil
  ) {
    self.id = id
    self.options = options
    self.chosen = chosen
    self.find = find
  }

  var value: FieldValue { .option(chosen) }
  var takesTyping: Bool { true }

  private var found: [FieldOption] {
    if query.isEmpty { return options }
    guard let find else { return ranked }
    // What is always there stays to be chosen; what was found comes after it.
    let more = latest.options(for: query, find).filter { option in
      !options.contains { $0.id == option.id }
    }
    return ranked + more
  }

  private var ranked: [FieldOption] {
    options.enumerated().compactMap { index, option in
      FuzzyMatch(query, in: option.title).map { (option, $0.score, index) }
    }.sorted { ($0.1, -$0.2) > ($1.1, -$1.2) }.map(\.0)
  }

  mutating func update(_ event: Event) -> ControlOutcome {
    if let mouse = event.mouse(on: id), mouse.kind == .press(.left), let part = mouse.target?.part {
      if part >= 0, found.indices.contains(part) { return choose(found[part]) }
      open()
      return .moved
    }
    guard let key = event.key else { return .ignored }
    switch key {
    case .down where isOpen: highlight = min(highlight + 1, max(found.count - 1, 0))
    case .up where isOpen: highlight = max(highlight - 1, 0)
    case .enter where isOpen:
      return found.indices.contains(highlight) ? choose(found[highlight]) : .moved
    case .escape where isOpen: close()
    case .space where query.isEmpty, .enter where chosen == nil: open()
    case .right, .left:
      let index = options.firstIndex { $0.id == chosen }
      let next = index.map { $0 + (key == .right ? 1 : -1) } ?? 0
      guard options.indices.contains(next) else { return .moved }
      chosen = options[next].id
      return .changed
    case .backspace, .delete:
      if query.isEmpty {
        chosen = nil
        return .changed
      }
      query.removeLast()
      highlight = 0
    default:
      guard let typed = key.typed else { return .ignored }
      isOpen = true
      query.append(typed)
      highlight = 0
    }
    return .moved
  }

  private mutating func open() {
    isOpen = true
    query = ""
    highlight = options.firstIndex { $0.id == chosen } ?? 0
  }

  private mutating func close() {
    isOpen = false
    query = ""
  }

  private mutating func choose(_ option: FieldOption) -> ControlOutcome {
    chosen = option.id
    picked = option
    close()
    return .changed
  }

  /// Leaving with something typed takes what it found.
  mutating func leave() {
    if isOpen, !query.isEmpty, let best = found.first { _ = choose(best) }
    close()
  }

  func draw(on canvas: Canvas, isFocused: Bool) {
    canvas.fill(
      Rect(x: 0, y: 0, width: canvas.width, height: 1), style: Style(.text, on: .field))
    canvas.mark(Rect(x: 0, y: 0, width: canvas.width, height: 1), widget: id)
    let known = options.first { $0.id == chosen } ?? (picked?.id == chosen ? picked : nil)
    let title = known?.title ?? ""
    let room = max(canvas.width - 2, 0)
    let shown = isOpen && !query.isEmpty ? query : title
    if shown.isEmpty {
      canvas.put(
        "type, or Space to choose", at: .origin, width: room, style: Style(.muted, on: .field))
    } else {
      canvas.put(shown, at: .origin, width: room, style: Style(.text, on: .field))
    }
    canvas.put(
      "▾", at: Position(x: max(canvas.width - 1, 0), y: 0), style: Style(.muted, on: .field))
    if isFocused, !isOpen || !query.isEmpty {
      let x = query.isEmpty ? Columns.zero : query.columns
      canvas.setCursor(Position(x: min(x, max(canvas.width - 1, 0)), y: 0))
    }
  }

  func drawOpen(on canvas: Canvas) {
    guard isOpen else { return }
    let all = found
    let height = min(all.count, 7, canvas.height.count)
    guard height > 0 else {
      canvas.put(
        "nothing found".padded(to: canvas.width), at: .origin, style: Style(.muted, on: .field))
      return
    }
    let top = max(0, highlight - height + 1)
    for (row, option) in all.dropFirst(top).prefix(height).enumerated() {
      let isHighlit = top + row == highlight
      let ground: Ground = isHighlit ? .selection : .field
      let strip = canvas.sub(Rect(x: 0, y: Rows(row), width: canvas.width, height: 1))
      strip.fill(style: Style(.text, on: ground))
      strip.put(
        option.title, at: Position(x: 2, y: 0), width: max(strip.width - 2, 0),
        style: Style(.text, on: ground))
      if isHighlit {
        strip.put("▌", style: Style(.accent, on: ground))
        if query.isEmpty { strip.setCursor(Position(x: 2, y: 0)) }
      }
      strip.mark(widget: id, part: top + row)
    }
  }
}

/// What was last found, so that drawing does not look again.
private final class FoundOptions {
  private var query = ""
  private var found: [FieldOption] = []

  func options(for query: String, _ find: (String) -> [FieldOption]) -> [FieldOption] {
    if query != self.query {
      self.query = query
      found = find(query)
    }
    return found
  }
}

/// Several of a list.
struct ManyControl: FieldControl {
  let id: String
  let options: [FieldOption]
  var chosen: Set<String>
  private var focus = 0

  init(id: String, options: [FieldOption], chosen: Set<String>) {
    self.id = id
    self.options = options
    self.chosen = chosen
  }

  var value: FieldValue { .options(chosen) }

  mutating func update(_ event: Event) -> ControlOutcome {
    guard !options.isEmpty else { return .ignored }
    if let mouse = event.mouse(on: id), mouse.kind == .press(.left),
      let part = mouse.target?.part, options.indices.contains(part)
    {
      focus = part
      return toggle()
    }
    guard let key = event.key else { return .ignored }
    switch key {
    case .right: focus = min(focus + 1, options.count - 1)
    case .left: focus = max(focus - 1, 0)
    case .space: return toggle()
    default:
      // The next option that begins with the letter.
      guard let typed = key.typed?.lowercased() else { return .ignored }
      let order = (1...options.count).map { (focus + $0) % options.count }
      guard let hit = order.first(where: { options[$0].title.lowercased().hasPrefix(typed) })
      else { return .ignored }
      focus = hit
    }
    return .moved
  }

  private mutating func toggle() -> ControlOutcome {
    if chosen.remove(options[focus].id) == nil { chosen.insert(options[focus].id) }
    return .changed
  }

  private func places(width: Columns) -> [Position] {
    var places: [Position] = []
    var place = Position.origin
    for option in options {
      let wide = option.title.columns + 2
      if place.x > 0, place.x + wide > width { place = Position(x: 0, y: place.y + 1) }
      places.append(place)
      place.x += wide + 3
    }
    return places
  }

  func height(width: Columns) -> Rows { (places(width: width).last?.y ?? 0) + 1 }

  func draw(on canvas: Canvas, isFocused: Bool) {
    for (index, place) in places(width: canvas.width).enumerated() {
      let isOn = chosen.contains(options[index].id)
      let isHere = isFocused && index == focus
      let ground: Ground = isHere ? .selection : .page
      let text =
        StyledText(isOn ? "✓ " : "· ", isOn ? .accent : .muted, .bold)
        + StyledText(options[index].title, isOn ? .text : .soft)
      let wide = canvas.put(text, at: place, on: ground)
      canvas.mark(
        Rect(origin: place, size: Size(width: wide, height: 1)), widget: id, part: index)
      if isHere { canvas.setCursor(place) }
    }
  }
}

/// A score, by one key or a click.
struct ScaleControl: FieldControl {
  let id: String
  let range: ClosedRange<Int>
  /// What the ends mean: "not at all", "completely".
  let ends: (low: String, high: String)
  var number: Int?
  private var lastTyped = ""

  init(id: String, range: ClosedRange<Int>, ends: (low: String, high: String), number: Int?) {
    self.id = id
    self.range = range
    self.ends = ends
    self.number = number
  }

  var value: FieldValue { .number(number) }

  mutating func update(_ event: Event) -> ControlOutcome {
    if let mouse = event.mouse(on: id), let part = mouse.target?.part, part >= 0 {
      switch mouse.kind {
      case .press(.left), .doubleClick:
        number = range.lowerBound + part
        return .changed
      default: return .ignored
      }
    }
    guard let key = event.key else { return .ignored }
    defer { if key.typed == nil { lastTyped = "" } }
    switch key {
    case .right: number = min((number ?? range.lowerBound - 1) + 1, range.upperBound)
    case .left: number = max((number ?? range.lowerBound + 1) - 1, range.lowerBound)
    case .backspace, .delete: number = nil
    default:
      guard let typed = key.typed, typed.isASCII, typed.isNumber else { return .ignored }
      // "1" and then "0" is ten.
      if let joined = Int(lastTyped + String(typed)), range.contains(joined) {
        number = joined
        lastTyped += String(typed)
      } else if let alone = Int(String(typed)), range.contains(alone) {
        number = alone
        lastTyped = String(typed)
      } else {
        return .moved
      }
    }
    return .changed
  }

  mutating func leave() { lastTyped = "" }

  func draw(on canvas: Canvas, isFocused: Bool) {
    var x = Columns.zero
    let figures = range.reduce(Columns.zero) { $0 + " \($1) ".columns }
    // The words at the ends are left out whole where there is no room for both.
    let words = ends.low.columns + ends.high.columns + 4
    let ends = figures + words <= canvas.width ? self.ends : (low: "", high: "")
    if !ends.low.isEmpty { x += canvas.put(ends.low + "  ", style: Style(.muted)) }
    for score in range {
      let isChosen = score == number
      let text = " \(score) "
      let place = Rect(x: x, y: 0, width: text.columns, height: 1)
      canvas.put(
        text, at: place.origin,
        style: isChosen ? Style(.text, on: .inverse, .bold) : Style(.soft, on: .field))
      canvas.mark(place, widget: id, part: score - range.lowerBound)
      if isFocused, isChosen || number == nil && score == range.lowerBound {
        canvas.setCursor(Position(x: x + 1, y: 0))
      }
      x += place.width
    }
    if !ends.high.isEmpty {
      canvas.put("  " + ends.high, at: Position(x: x, y: 0), style: Style(.muted))
    }
  }
}

/// Yes or no.
struct ToggleControl: FieldControl {
  let id: String
  var isOn: Bool
  let words: (on: String, off: String)

  var value: FieldValue { .flag(isOn) }

  /// One beside the other, or below it where they are too long for that.
  func height(width: Columns) -> Rows { isStacked(width) ? 2 : 1 }

  private func isStacked(_ width: Columns) -> Bool {
    words.on.columns + words.off.columns + 4 > width
  }

  mutating func update(_ event: Event) -> ControlOutcome {
    if let mouse = event.mouse(on: id), mouse.kind == .press(.left) {
      isOn = mouse.target?.part == 0
      return .changed
    }
    guard let key = event.key else { return .ignored }
    switch key {
    case .space, .left, .right: isOn.toggle()
    case .character("y"), .character("Y"): isOn = true
    case .character("n"), .character("N"): isOn = false
    default: return .ignored
    }
    return .changed
  }

  func draw(on canvas: Canvas, isFocused: Bool) {
    var x = Columns.zero
    for (part, word) in [words.on, words.off].enumerated() {
      let isHere = isOn == (part == 0)
      let text = " \(word) ".truncated(to: canvas.width)
      let y: Rows = isStacked(canvas.width) ? Rows(part) : 0
      let wide = canvas.put(
        text, at: Position(x: x, y: y),
        style: isHere ? Style(.text, on: .inverse, .bold) : Style(.soft, on: .field))
      canvas.mark(Rect(x: x, y: y, width: wide, height: 1), widget: id, part: part)
      if isFocused, isHere { canvas.setCursor(Position(x: x + 1, y: y)) }
      if y == 0, !isStacked(canvas.width) { x += wide }
    }
  }
}
