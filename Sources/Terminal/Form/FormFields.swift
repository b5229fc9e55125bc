// The fields that forms are made of.

extension FormField {
  /// A line of text.
  public static func text(
    _ id: String, _ label: String, text: String = "", placeholder: String = "", help: String = "",
    isRequired: Bool = false, check: @escaping (String) -> String? = { _ in nil }
  ) -> FormField {
    FormField(
      id, label, help: help, isRequired: isRequired,
      control: TextControl(
        field: TextField(id: "field." + id, text: text, placeholder: placeholder)),
      check: words(check))
  }

  /// A passphrase, shown as dots.
  public static func secret(
    _ id: String, _ label: String, help: String = "", isRequired: Bool = true,
    check: @escaping (String) -> String? = { _ in nil }
  ) -> FormField {
    FormField(
      id, label, help: help, isRequired: isRequired,
      control: TextControl(field: TextField(id: "field." + id, isSecret: true)),
      check: words(check))
  }

  /// Notes of several lines, `rows` of them shown.
  ///
  /// - Parameter isRead: whether what is in it is to be read first, so that it begins at the
  ///   top; else typing goes on at its end.
  public static func notes(
    _ id: String, _ label: String, text: String = "", rows: Rows = 5, placeholder: String = "",
    help: String = "", isRequired: Bool = false, isRead: Bool = false,
    check: @escaping (String) -> String? = { _ in nil }
  ) -> FormField {
    var editor = TextEditor(id: "field." + id, text: text, placeholder: placeholder)
    if isRead { editor.buffer.move(to: 0) }
    return FormField(
      id, label, help: help, isRequired: isRequired,
      control: NotesControl(editor: editor, rows: rows), check: words(check))
  }

  /// A date, with a time where one is written.
  /// - Parameters:
  ///   - today: the day that "tomorrow" is counted from.
  ///   - leaning: `.past` for birthdays, `.future` for appointments.
  public static func date(
    _ id: String, _ label: String, moment: Moment? = nil, today: Day,
    leaning: DateWords.Leaning = .nearest, placeholder: String = "12/3, next tue 2pm",
    help: String = "", isRequired: Bool = false,
    check: @escaping (Moment) -> String? = { _ in nil }
  ) -> FormField {
    FormField(
      id, label, help: help, isRequired: isRequired,
      control: DateControl(
        field: TextField(
          id: "field." + id, text: moment?.description ?? "", placeholder: placeholder),
        today: today, leaning: leaning)
    ) {
      if case .moment(let moment?) = $0 { check(moment) } else { nil }
    }
  }

  /// One of a list; typing finds.
  ///
  /// - Parameter find: finds others than `options` by what is typed, where there are more
  ///   than can be listed.
  public static func choice(
    _ id: String, _ label: String, options: [FieldOption], chosen: String? = nil,
    help: String = "", isRequired: Bool = false, find: ((String) -> [FieldOption])? = nil
  ) -> FormField {
    FormField(
      id, label, help: help, isRequired: isRequired,
      control: ChoiceControl(id: "field." + id, options: options, chosen: chosen, find: find))
  }

  /// Any of a list.
  public static func many(
    _ id: String, _ label: String, options: [FieldOption], chosen: Set<String> = [],
    help: String = "", isRequired: Bool = false
  ) -> FormField {
    FormField(
      id, label, help: help, isRequired: isRequired,
      control: ManyControl(id: "field." + id, options: options, chosen: chosen))
  }

  /// A score, 0 to 10 unless said otherwise.
  public static func scale(
    _ id: String, _ label: String, range: ClosedRange<Int> = 0...10, number: Int? = nil,
    ends: (low: String, high: String) = ("", ""), help: String = "", isRequired: Bool = false
  ) -> FormField {
    FormField(
      id, label, help: help, isRequired: isRequired,
      control: ScaleControl(id: "field." + id, range: range, ends: ends, number: number))
  }

  /// Yes or no.
  public static func toggle(
    _ id: String, _ label: String, isOn: Bool = false,
    words: (on: String, off: String) = ("yes", "no"), help: String = ""
  ) -> FormField {
    FormField(
      id, label, help: help,
      control: ToggleControl(id: "field." + id, isOn: isOn, words: words))
  }

  private static func words(
    _ check: @escaping (String) -> String?
  ) -> (FieldValue) -> String? {
    { if case .text(let text) = $0 { check(text) } else { nil } }
  }
}
