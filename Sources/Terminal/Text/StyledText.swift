// A line of text whose parts have roles: what table cells, headings and status lines are made of.

/// A piece of text with one role.
public struct Span: Sendable, Hashable {
  public var text: String
  public var role: Role
  public var attributes: Attributes

  public init(_ text: String, _ role: Role = .text, _ attributes: Attributes = []) {
    self.text = text
    self.role = role
    self.attributes = attributes
  }
}

/// One line of text in spans. A string literal is ordinary text; lines join with `+`:
/// `StyledText("Kai T", .heading, .bold) + StyledText(" 15", .muted)`.
public struct StyledText: Sendable, Hashable, ExpressibleByStringLiteral,
  ExpressibleByStringInterpolation
{
  public var spans: [Span]

  public init(_ spans: [Span] = []) { self.spans = spans }

  public init(_ text: String, _ role: Role = .text, _ attributes: Attributes = []) {
    spans = [Span(text, role, attributes)]
  }

  public init(stringLiteral value: String) { self.init(value) }

  /// The words alone.
  public var plain: String { spans.map(\.text).joined() }

  /// Columns the line takes.
  public var columns: Columns { spans.reduce(.zero) { $0 + $1.text.columns } }

  public static func + (left: StyledText, right: StyledText) -> StyledText {
    StyledText(left.spans + right.spans)
  }

  public static func += (left: inout StyledText, right: StyledText) {
    left.spans += right.spans
  }

  /// The line, or as much of it as fits into `width` columns with `…` at the end.
  public func truncated(to width: Columns) -> StyledText {
    if columns <= width { return self }
    var result: [Span] = []
    var left = width
    for (index, span) in spans.enumerated() where left > 0 {
      let rest = spans[(index + 1)...].reduce(Columns.zero) { $0 + $1.text.columns }
      var part = span
      let own = span.text.columns
      if own + rest > left {
        // The mark goes here when this span fills the line, or when what is left of the line
        // after it could not show anything of the next.
        part.text =
          own >= left
          ? (own == left && rest == 0 ? span.text : (span.text + "…").truncated(to: left))
          : span.text
      }
      result.append(part)
      // One mark tells that there is more, however narrow what is left of the line.
      if own > left { break }
      left -= part.text.columns
    }
    return StyledText(result)
  }

  /// Draws every span in `role`, keeping attributes.
  public func recoloured(_ role: Role) -> StyledText {
    StyledText(spans.map { Span($0.text, role, $0.attributes) })
  }
}

extension String {
  /// This text in a role: `"10:00".styled(.danger, .bold)`.
  public func styled(_ role: Role, _ attributes: Attributes = []) -> StyledText {
    StyledText(self, role, attributes)
  }
}
