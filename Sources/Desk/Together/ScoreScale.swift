// The 0 to 10 on which somebody says how near they are to a goal, large enough to be
// pointed at.

import Casework
import Terminal

/// A score that is being chosen by arrows and figures.
struct ScoreScale {
  let id: String
  /// Nil while nothing is chosen.
  var score: Int?
  /// A 1 that was typed may be the beginning of 10.
  private var typedOne = false

  init(id: String, score: Int? = nil) {
    self.id = id
    self.score = score
  }

  mutating func nudge(by step: Int) {
    typedOne = false
    guard let score else {
      self.score = step > 0 ? 1 : 0
      return
    }
    self.score = max(0, min(score + step, 10))
  }

  /// Takes figures and clicks; false for anything else.
  mutating func update(_ event: Event) -> Bool {
    if let mouse = event.mouse(on: id), mouse.kind == .press(.left), let part = mouse.target?.part,
      GoalScore.range.contains(part)
    {
      score = part
      typedOne = false
      return true
    }
    guard let digit = event.key?.typed?.wholeNumberValue, (0...9).contains(digit) else {
      if event.key != nil { typedOne = false }
      return false
    }
    score = digit == 0 && typedOne ? 10 : digit
    typedOne = digit == 1
    return true
  }

  /// Draws the figures with their dots and what the ends mean.
  ///
  /// - Returns: how many rows it took.
  @discardableResult
  func draw(on canvas: Canvas, low: String, high: String) -> Rows {
    let step = max(3, min(6, (canvas.width.count - 4) / 11))
    for value in GoalScore.range {
      let x = Columns(value * step)
      let isChosen = value == score
      let isBelow = score.map { value <= $0 } ?? false
      let words = isChosen ? "[\(value)]" : " \(value) "
      canvas.put(
        StyledText(words, isChosen ? .heading : .soft, isChosen ? [.bold] : []),
        at: Position(x: x, y: 0))
      canvas.put(
        StyledText(isBelow && value > 0 ? "●" : value == 0 ? "·" : "○", isBelow ? .good : .muted),
        at: Position(x: x + 1, y: 1))
      canvas.mark(
        Rect(x: x, y: 0, width: Columns(step), height: 2), widget: id, part: value)
      if isChosen { canvas.setCursor(Position(x: x + 1, y: 0)) }
    }
    canvas.put(StyledText(low, .muted), at: Position(x: 1, y: 2))
    canvas.put(
      StyledText(high, .muted), at: Position(x: 0, y: 2), width: Columns(10 * step + 3),
      align: .right)
    return 3
  }
}
