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
      case .options(let options)?: words[field.id] = options.sorted().joined(separator: "\n")
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
        choose(word, in: id)
      case .number?:
        _ = form.update(.key(.backspace))
        for _ in 0..<12 where form.number(id).map(String.init) != word {
          _ = form.update(.key(.right))
        }
      case .flag?:
        if form.flag(id) != (word == "yes") { _ = form.update(.key(.space)) }
      case .options?:
        form.choose(Set(word.split(separator: "\n").map(String.init)), in: id)
      default: break
      }
    }
    if let start { form.setFocus(start) }
  }

  /// A choice moves one step at a time and stops at its ends. What is not among its options
  /// any more is not chosen for anybody: the field is left empty.
  private mutating func choose(_ option: String, in id: String) {
    for key in [Key.left, .right] {
      var before: String?
      repeat {
        if form.option(id) == option { return }
        before = form.option(id)
        _ = form.update(.key(key))
      } while form.option(id) != before
    }
    _ = form.update(.key(.backspace))
  }
}
