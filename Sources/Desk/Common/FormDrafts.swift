// What is in a form that is not saved yet, as words that can be kept and typed again.

import Terminal

extension DeskForm {
  /// What each field holds, by its id.
  var words: [String: String] {
    var words: [String: String] = [:]
    for field in form.fields {
      switch form.value(field.id) {
      case .text(let text)?: words[field.id] = text
      case .moment(let moment?)?: words[field.id] = moment.description
      case .option(let option?)?: words[field.id] = option
      case .number(let number?)?: words[field.id] = String(number)
      case .flag(let flag)?: words[field.id] = flag ? "yes" : "no"
      default: break
      }
    }
    return words
  }

  /// Puts other words into a field, to be read from their beginning; the focus stays.
  mutating func rewrite(_ id: String, _ text: String) {
    restore([id: text])
    let start = form.fields.indices.contains(form.focus) ? form.fields[form.focus].id : nil
    form.setFocus(id)
    _ = form.update(.key(Key(.home, ctrl: true)))
    if let start { form.setFocus(start) }
  }

  /// Types kept words again, field by field, as a person would.
  mutating func restore(_ words: [String: String]) {
    let start = form.fields.indices.contains(form.focus) ? form.fields[form.focus].id : nil
    for id in form.fields.map(\.id) {
      guard let word = words[id] else { continue }
      form.setFocus(id)
      switch form.value(id) {
      case .text?, .moment?:
        _ = form.update(.key(.ctrl("a")))
        _ = form.update(word.isEmpty ? .key(.delete) : .paste(word))
      case .option?:
        // A choice moves one step at a time and stops at its ends.
        for _ in 0..<64 { _ = form.update(.key(.left)) }
        for _ in 0..<64 where form.option(id) != word { _ = form.update(.key(.right)) }
      case .number?:
        _ = form.update(.key(.backspace))
        for _ in 0..<12 where form.number(id).map(String.init) != word {
          _ = form.update(.key(.right))
        }
      case .flag?:
        if form.flag(id) != (word == "yes") { _ = form.update(.key(.space)) }
      default: break
      }
    }
    if let start { form.setFocus(start) }
  }
}
