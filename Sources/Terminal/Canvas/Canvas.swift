// Where screens draw: a window on a grid that nothing can be written outside of, and through which
// no hostile text passes.

/// A clipped view of a grid. Positions are relative to the canvas; (0, 0) is its top left.
public struct Canvas {
  let grid: Grid
  /// Where this canvas lies on the grid.
  let frame: Rect
  /// The part of the grid that may be written.
  let clip: Rect
  /// What the canvas lies on. On an overlay, what is drawn for the page stands on the overlay, so
  /// that a widget looks right in either place without being told.
  private var surface = Ground.page

  init(grid: Grid) {
    self.grid = grid
    frame = Rect(origin: .origin, size: grid.size)
    clip = frame
  }

  private init(grid: Grid, frame: Rect, clip: Rect, surface: Ground) {
    self.grid = grid
    self.frame = frame
    self.clip = clip
    self.surface = surface
  }

  /// The same canvas as part of an overlay.
  var onOverlay: Canvas { Canvas(grid: grid, frame: frame, clip: clip, surface: .overlay) }

  private func placed(_ style: Style) -> Style {
    guard surface == .overlay else { return style }
    return switch style.ground {
    case .page: style.on(.overlay)
    case .field: style.on(.well)
    default: style
    }
  }

  public var size: Size { frame.size }
  public var width: Columns { frame.width }
  public var height: Rows { frame.height }
  /// The whole canvas in its own coordinates.
  public var bounds: Rect { Rect(origin: .origin, size: frame.size) }

  /// The part of this canvas inside `rect`, with coordinates of its own.
  public func sub(_ rect: Rect) -> Canvas {
    let placed = Rect(origin: frame.origin + rect.origin, size: rect.size)
    return Canvas(grid: grid, frame: placed, clip: clip.intersection(placed), surface: surface)
  }

  /// Writes text on one line and returns the columns it took. What does not fit is cut off, and a
  /// wide grapheme at the edge is left out rather than split.
  @discardableResult
  public func put(
    _ text: some StringProtocol, at position: Position = .origin, style: Style = .text
  ) -> Columns {
    let row = frame.y + position.y
    let start = frame.x + position.x
    var x = start
    guard row >= clip.y, row < clip.bottom, x < clip.right else { return 0 }
    if text.needsNeutralising {
      for character in text.neutralised where x < clip.right {
        x += set(character, x: x, row: row, style: style)
      }
    } else {
      for character in text where x < clip.right {
        x += set(character, x: x, row: row, style: style)
      }
    }
    return x - start
  }

  /// Writes a line of spans on `ground`, cut with `…` where it is wider than `width` or than the
  /// canvas. Returns the columns it took.
  @discardableResult
  public func put(
    _ text: StyledText, at position: Position = .origin, on ground: Ground = .page,
    width: Columns? = nil, align: Alignment = .left
  ) -> Columns {
    let room = width ?? (self.width - position.x)
    guard room > 0 else { return 0 }
    let fitted = text.truncated(to: room)
    let used = fitted.columns
    let shift: Columns =
      switch align {
      case .left: 0
      case .centre: (room - used) / 2
      case .right: room - used
      }
    var place = Position(x: position.x + shift, y: position.y)
    for span in fitted.spans {
      place.x += put(
        span.text, at: place, style: Style(span.role, on: ground, span.attributes))
    }
    return place.x - position.x
  }

  /// Writes plain text cut with `…` or padded to stand within `width` columns.
  @discardableResult
  public func put(
    _ text: some StringProtocol, at position: Position, width: Columns,
    align: Alignment = .left, style: Style = .text
  ) -> Columns {
    put(text.neutralised.padded(to: width, align: align), at: position, style: style)
  }

  /// Fills a rectangle, or the whole canvas.
  public func fill(_ rect: Rect? = nil, with character: Character = " ", style: Style = .text) {
    let area = Rect(
      origin: frame.origin + (rect?.origin ?? .origin), size: rect?.size ?? frame.size
    ).intersection(clip)
    guard !area.isEmpty else { return }
    let cell = Cell(character.columns == 1 ? character : " ", style: placed(style))
    for row in area.y.count..<area.bottom.count {
      freeEdges(row: Rows(row), from: area.x, to: area.right)
      let base = row * grid.size.width.count
      for index in (base + area.x.count)..<(base + area.right.count) {
        grid.cells[index] = cell
      }
    }
  }

  /// A thin horizontal line.
  public func line(
    horizontal position: Position, length: Columns, role: Role = .rule, on ground: Ground = .page
  ) {
    fill(
      Rect(origin: position, size: Size(width: length, height: 1)), with: "─",
      style: Style(role, on: ground))
  }

  /// A thin vertical line.
  public func line(
    vertical position: Position, length: Rows, role: Role = .rule, on ground: Ground = .page
  ) {
    fill(
      Rect(origin: position, size: Size(width: 1, height: length)), with: "│",
      style: Style(role, on: ground))
  }

  /// Puts what is already drawn inside `rect` on another ground, as a selection does.
  public func ground(_ ground: Ground, in rect: Rect) {
    let area = Rect(origin: frame.origin + rect.origin, size: rect.size).intersection(clip)
    guard !area.isEmpty else { return }
    for row in area.y.count..<area.bottom.count {
      let base = row * grid.size.width.count
      for index in (base + area.x.count)..<(base + area.right.count) {
        grid.cells[index].style.ground = ground
      }
    }
  }

  /// Puts the hardware cursor on the focused item, where screen readers follow it. Outside the
  /// clip it changes nothing.
  public func setCursor(_ position: Position) {
    let place = frame.origin + position
    if clip.contains(place) { grid.cursor = place }
  }

  /// Hides the hardware cursor.
  public func hideCursor() { grid.cursor = nil }

  /// Marks an area, or the whole canvas, as something to click.
  public func mark(_ rect: Rect? = nil, widget: String, part: Int = -1, key: Key? = nil) {
    let area = Rect(
      origin: frame.origin + (rect?.origin ?? .origin), size: rect?.size ?? frame.size
    ).intersection(clip)
    guard !area.isEmpty else { return }
    grid.targets.append(Target(widget: widget, part: part, key: key, area: area))
  }

  /// Makes everything drawn so far unclickable, as a dialog over a page does.
  public func coverTargets() { grid.targets.removeAll() }

  /// Sets one grapheme and returns the columns it took: all of its own, also where it did not fit.
  private func set(_ character: Character, x: Columns, row: Rows, style: Style) -> Columns {
    let wide = character.columns
    guard wide > 0 else { return 0 }
    guard x >= clip.x, x + wide <= clip.right else {
      // The half of a wide grapheme that would show at an edge is drawn as a space.
      let shown = Rect(x: x, y: row, width: wide, height: 1).intersection(clip)
      if !shown.isEmpty {
        fill(
          Rect(origin: shown.origin - frame.origin, size: shown.size), style: style)
      }
      return wide
    }
    freeEdges(row: row, from: x, to: x + wide)
    let index = row.count * grid.size.width.count + x.count
    let style = placed(style)
    grid.cells[index] = Cell(character, width: UInt8(clamping: wide.count), style: style)
    if wide > 1 {
      for offset in 1..<wide.count {
        grid.cells[index + offset] = Cell(" ", width: 0, style: style)
      }
    }
    return wide
  }

  /// Blanks the outer halves of wide graphemes that writing `from..<to` would cut through.
  private func freeEdges(row: Rows, from: Columns, to: Columns) {
    let base = row.count * grid.size.width.count
    var left = from.count
    if grid.cells[base + left].width == 0 {
      while left > 0, grid.cells[base + left].width == 0 { left -= 1 }
      for column in left..<from.count {
        grid.cells[base + column].grapheme = " "
        grid.cells[base + column].width = 1
      }
    }
    var right = to.count
    while right < grid.size.width.count, grid.cells[base + right].width == 0 {
      grid.cells[base + right].grapheme = " "
      grid.cells[base + right].width = 1
      right += 1
    }
  }
}
