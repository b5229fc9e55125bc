// A memo of the last picture.

/// How large a widget was in the last frame, and what it showed first. Drawing writes it and the
/// next event reads it, so that "one page down" means the page that was seen. A scroll position is
/// kept here as well: like an ordinary list's it follows from where the list was before.
final class DrawnSize {
  var size = Size(width: 80, height: 20)
  /// Whether there was a frame yet.
  var isKnown = false
  var top = 0
}
