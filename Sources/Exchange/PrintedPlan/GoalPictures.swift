// The pictures on a printed plan, drawn here line by line: one for each kind of goal,
// and the small line of a goal's scores.

import Casework

enum GoalPictures {
  /// A drawing of 48 by 48, in the colour of its surroundings.
  static func drawing(of symbol: GoalSymbol) -> String {
    let strokes =
      switch symbol {
      case .friends:
        """
        <circle cx="16.5" cy="15" r="6"/><circle cx="32.5" cy="15" r="6"/>\
        <path d="M5.5 39c0-8 4.5-13 11-13 3.6 0 6.5 1.5 8.3 4.2"/>\
        <path d="M21.5 39c0-8 4.5-13 11-13s11 5 11 13"/>
        """
      case .family:
        """
        <circle cx="17" cy="13" r="6.5"/><path d="M5 41c0-10 5-16 12-16 4 0 7 2 9 5"/>\
        <circle cx="35" cy="25" r="4.5"/><path d="M26.5 41c0-6 3.5-9 8.5-9s8.5 3 8.5 9"/>
        """
      case .talking:
        """
        <path d="M8 9h32a3 3 0 0 1 3 3v18a3 3 0 0 1-3 3H23l-9 8v-8H8a3 3 0 0 1-3-3V12a3 3 0 0 1 3-3z"/>\
        <path d="M14 18h20M14 25h13"/>
        """
      case .feelings:
        """
        <path d="M24 41C9 31 5 23 6.5 16.2 8.3 9 18.5 7 24 15c5.5-8 15.7-6 17.5 1.2C43 23 39 31 24 41z"/>
        """
      case .calm:
        """
        <path d="M5 15c4.2-5 8.4-5 12.7 0s8.4 5 12.7 0 8.4-5 12.6 0"/>\
        <path d="M5 26c4.2-5 8.4-5 12.7 0s8.4 5 12.7 0 8.4-5 12.6 0"/>\
        <path d="M5 37c4.2-5 8.4-5 12.7 0s8.4 5 12.7 0 8.4-5 12.6 0"/>
        """
      case .sleep:
        """
        <path d="M39 29A16.5 16.5 0 1 1 20 8a13.5 13.5 0 0 0 19 21z"/>\
        <path d="M31 8h8l-8 9h8"/>
        """
      case .food:
        """
        <path d="M6 24h36c0 9-7 16-18 16S6 33 6 24z"/>\
        <path d="M16 18c-2.5-3 2.5-5 0-8.5M24 18c-2.5-3 2.5-5 0-8.5M32 18c-2.5-3 2.5-5 0-8.5"/>
        """
      case .body:
        """
        <circle cx="24" cy="10" r="5"/><path d="M24 17v13M24 21 12 12M24 21l12-9M24 30l-8 12M24 30l8 12"/>
        """
      case .sport:
        """
        <circle cx="24" cy="24" r="17.5"/><path d="m24 17 7 5-2.7 8.2h-8.6L17 22z"/>\
        <path d="M24 17V6.5M31 22l9.8-3.3M28.3 30.2l6 8M19.7 30.2l-6 8M17 22l-9.8-3.3"/>
        """
      case .outdoors:
        """
        <path d="M24 5c6.5 0 10.5 4.7 10.2 10.3C39 17 41 21.5 39.5 26 38 30.3 34 32.3 29.5 31.5h-11C14 32.3 10 30.3 8.5 26 7 21.5 9 17 13.8 15.3 13.5 9.7 17.5 5 24 5z"/>\
        <path d="M24 43V20M24 30l6-5.5M24 26.5l-5-4.5"/>
        """
      case .animals:
        """
        <path d="M24 25c6 0 11 6 11 11 0 4-3.5 5.5-6 5-2-.4-3-1-5-1s-3 .6-5 1c-2.5.5-6-1-6-5 0-5 5-11 11-11z"/>\
        <ellipse cx="9" cy="23" rx="3.3" ry="4.8"/><ellipse cx="18" cy="13" rx="3.5" ry="5.3"/>\
        <ellipse cx="30" cy="13" rx="3.5" ry="5.3"/><ellipse cx="39" cy="23" rx="3.3" ry="4.8"/>
        """
      case .art:
        """
        <path d="m8 40 2.5-10.5L32.5 7.5l8 8L18.5 37.5z"/><path d="m28 12 8 8M10.5 29.5l8 8"/>
        """
      case .music:
        """
        <path d="M18 36V12l21-4.5V32"/><path d="m18 19 21-4.5"/>\
        <circle cx="13" cy="36" r="5"/><circle cx="34" cy="32" r="5"/>
        """
      case .screen:
        """
        <rect x="5" y="8" width="38" height="26" rx="3"/><path d="M24 34v7M15 41h18"/><path d="m20 15 10 6-10 6z"/>
        """
      case .learning:
        """
        <path d="M24 13c-4-4-10-5-19-5v28c9 0 15 1 19 5 4-4 10-5 19-5V8c-9 0-15 1-19 5z"/><path d="M24 13v28"/>
        """
      case .work:
        """
        <rect x="5" y="15" width="38" height="25" rx="3"/>\
        <path d="M17 15v-4a3 3 0 0 1 3-3h8a3 3 0 0 1 3 3v4M5 26h38M24 23.5v5"/>
        """
      case .money:
        """
        <circle cx="24" cy="24" r="17.5"/>\
        <path d="M30.5 17.5c-.8-3-3.2-4.7-6-4.7-3.8 0-6.2 2.8-6.2 6.2 0 4.8 2.7 6 2.7 9.8 0 2.9-1.6 4.9-3.6 6H31M16.5 25.5h10"/>
        """
      case .home:
        """
        <path d="M5 24 24 7l19 17"/><path d="M10.5 20v20.5h27V20"/><path d="M20 40.5V29h8v11.5"/>
        """
      case .travel:
        """
        <rect x="6" y="8" width="36" height="27" rx="4"/><path d="M6 22h36M24 8v14M13 35v5M35 35v5"/>\
        <path d="M13 28.5h2M33 28.5h2"/>
        """
      case .star:
        """
        <path d="m24 5.5 5.6 11.8 12.9 1.7-9.5 8.9 2.4 12.8L24 34.5l-11.4 6.2L15 27.9 5.5 19l12.9-1.7z"/>
        """
      }
    return """
      <svg viewBox="0 0 48 48" aria-hidden="true" fill="none" stroke="currentColor" \
      stroke-width="2.6" stroke-linecap="round" stroke-linejoin="round">\(strokes)</svg>
      """
  }

  /// The way of a goal's scores from the first to the latest, 0 at the foot and 10 at
  /// the top; nil for fewer than two.
  static func trace(of scores: [Int]) -> String? {
    guard scores.count > 1 else { return nil }
    let shown = scores.suffix(24)
    let step = 60.0 / Double(shown.count - 1)
    func place(_ offset: Int, _ score: Int) -> String {
      let x = (4 + Double(offset) * step) * 10
      let y = 21 - Double(min(max(score, 0), 10)) * 1.8
      return "\(x.rounded() / 10),\((y * 10).rounded() / 10)"
    }
    let points = shown.enumerated().map { place($0.offset, $0.element) }
    let last = points.last?.split(separator: ",").map(String.init) ?? ["64", "20"]
    return """
      <svg class="trace" viewBox="0 0 68 24" aria-hidden="true" fill="none" stroke="currentColor" \
      stroke-width="1.6" stroke-linecap="round" stroke-linejoin="round">\
      <path d="M4 21h60" stroke-width=".6" stroke-dasharray="1 2.4"/>\
      <polyline points="\(points.joined(separator: " "))"/>\
      <circle cx="\(last[0])" cy="\(last[1])" r="2.2" fill="currentColor"/></svg>
      """
  }
}
