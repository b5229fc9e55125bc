// "How near are you?": a goal and a row of dots, large enough to be answered by whoever
// sits beside the screen, with arrows or a figure.

import Casework
import Terminal

struct ScorePanel: DeskPanel {
  private let goal: Goal
  private let name: String
  private var score: Int
  /// Who says so.
  private var voice: Voice
  /// What was said with today's score already.
  private let said: String
  /// A 1 that may become a 10.
  private var isOne = false
  private let keep: (inout Desk, Answer) -> Void

  /// What was answered.
  struct Answer {
    var score: Int
    var voice: Voice
    /// Whether there is something to write down with it.
    var wantsWords: Bool
  }

  init(
    _ goal: Goal, name: String, on today: Day, keep: @escaping (inout Desk, Answer) -> Void
  ) {
    self.goal = goal
    self.name = name
    self.keep = keep
    score = goal.now?.score ?? 0
    let todays = goal.now.flatMap { $0.on == today ? $0 : nil }
    voice = todays?.voice ?? .person
    said = todays?.note ?? ""
  }

  var keys: [KeyLineItem] {
    [
      KeyLineItem(keys: "←→", label: "less, more", priority: 60),
      KeyLineItem(keys: "0–10", label: "the figure", priority: 50),
      KeyLineItem(keys: "w", label: "who says so", press: .character("w"), priority: 40),
      KeyLineItem(
        keys: "Tab", label: "keep it, and write what was said", press: .tab, priority: 45),
      KeyLineItem(keys: "Enter", label: "keep it", press: .enter, priority: 80),
      KeyLineItem(keys: "Esc", label: "leave", press: .escape, priority: 90),
    ]
  }

  mutating func update(_ event: Event) -> PanelOutcome {
    if let mouse = event.mouse(on: "score"), mouse.kind == .press(.left),
      let part = mouse.target?.part, GoalScore.range.contains(part)
    {
      score = part
      return .open
    }
    guard let key = event.key else { return .open }
    let wasOne = isOne
    isOne = false
    switch key {
    case .escape: return .closed
    case .enter, .tab:
      let keep = keep
      let answer = Answer(score: score, voice: voice, wantsWords: key == .tab)
      return .closedThen { keep(&$0, answer) }
    case .character("w"): voice = voice.next
    case .left, .down, .character("-"): score = max(score - 1, 0)
    case .right, .up, .character("+"): score = min(score + 1, 10)
    case .home: score = 0
    case .end: score = 10
    default:
      guard let figure = key.typed?.wholeNumberValue else { return .open }
      score = wasOne && figure == 0 ? 10 : figure
      isOne = figure == 1
    }
    return .open
  }

  func draw(on canvas: Canvas) {
    let words = goal.text.neutralised.wrapped(to: max(min(canvas.width, 64) - 6, 10)).prefix(4)
    let panel = canvas.panel(
      width: min(canvas.width, 64), height: Rows(words.count + (said.isEmpty ? 13 : 14)),
      title: "How near are you today, \(name)?")
    var y: Rows = 1
    for line in words {
      panel.put(
        StyledText(line, .heading, .bold), at: Position(x: 0, y: y), on: .overlay,
        width: panel.width, align: .centre)
      y += 1
    }
    y += 1
    // Eleven places, one for each figure, evenly over the width.
    let step = max(min((panel.width.count - 1) / 11, 5), 1)
    let left = (panel.width.count - step * 10 - 1) / 2
    for figure in 0...10 {
      let x = Columns(left + figure * step)
      let isFilled = figure <= score
      let style = Style(isFilled ? .accent : .muted, on: .overlay, isFilled ? .bold : [])
      panel.put(isFilled ? "●" : "○", at: Position(x: x, y: y), style: style)
      if figure == score || figure == 0 || figure == 10 {
        panel.put(
          "\(figure)", at: Position(x: max(x - (figure == 10 ? 1 : 0), 0), y: y + 1),
          style: Style(
            figure == score ? .heading : .muted, on: .overlay, figure == score ? .bold : []))
      }
      panel.mark(
        Rect(x: x, y: y, width: 1, height: 2), widget: "score", part: figure)
      if figure == score { panel.setCursor(Position(x: x, y: y)) }
    }
    panel.put(
      StyledText("nothing of it yet", .muted), at: Position(x: 0, y: y + 3), on: .overlay)
    panel.put(
      StyledText("I am there", .muted), at: Position(x: 0, y: y + 3), on: .overlay,
      width: panel.width, align: .right)
    if let now = goal.now {
      panel.put(
        StyledText("last time \(now.score), on \(now.on.british)", .soft),
        at: Position(x: 0, y: y + 5), on: .overlay, width: panel.width, align: .centre)
    }
    let whose = voice.words(for: name)
    panel.put(
      StyledText("in ", .muted) + StyledText(whose, .soft) + StyledText("   w", .accent, .bold)
        + StyledText(" whose", .muted) + StyledText("   Tab", .accent, .bold)
        + StyledText(" what was said", .muted), at: Position(x: 0, y: y + 7),
      on: .overlay, width: panel.width, align: .centre)
    if !said.isEmpty {
      panel.put(
        StyledText("“\(said)”".neutralised.truncated(to: panel.width), .soft),
        at: Position(x: 0, y: y + 8), on: .overlay, width: panel.width, align: .centre)
    }
  }
}
