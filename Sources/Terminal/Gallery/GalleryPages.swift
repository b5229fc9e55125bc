// The pages of the gallery. What they show is made up.

import Foundation

/// The widgets on show and what state they are in.
struct GalleryPages {
  static let titles = [
    "Table", "Form", "Text", "Quantities", "Charts", "Calendar", "Colours", "Words", "Long work",
  ]

  private let today: Day
  private var people = GalleryPeople.table()
  private var table: Table
  /// Whether the first page shows its million rows.
  private(set) var isVast = false
  private var form: Form
  private var editor: TextEditor
  private var tabs = Tabs(
    id: "gallery.tabs",
    ["Timeline", "Plan", "Measures", "Services", "Family & consent", "Safety", "History"],
    active: 1)
  private var calendar: MonthCalendar
  private var work: Progress? = Progress(
    title: "Bringing in the directory", fraction: 0.4, detail: "1,204 of 3,010 services read",
    cancel: KeyLineItem(keys: "Esc", label: "stop; nothing is kept", press: .escape))

  init(today: Day) {
    self.today = today
    table = GalleryPages.makeTable()
    form = GalleryPages.makeForm(today: today)
    editor = TextEditor(
      id: "gallery.notes",
      text: """
        Leo came with his mum. He talked about drawing and about Biscuit, and said the walk to \
        school is the worst part of the day. We looked at the bus together.

        He would like to try Canal Sketchers once, with me, and not to be asked about school there.

        Wide and joined: 日本語, e\u{301}te\u{301}, 👩‍👩‍👧 and 🇬🇧 keep their columns.
        """)
    editor.buffer.move(to: 0)
    calendar = MonthCalendar(
      id: "gallery.calendar", chosen: today, today: today,
      marked: [
        today.adding(days: 1): .info, today.adding(days: 3): .warning,
        today.adding(days: 7): .info,
      ])
  }

  func takesTyping(_ page: Int) -> Bool {
    page == 0 && !isVast && people.isFinding || page == 1 && form.takesTyping || page == 2
  }

  /// Does what a command of the table says.
  mutating func arrangeTable(_ command: String) {
    switch command {
    case "find": people.beginFinding()
    case "sort": people.sortByNext()
    case "turn": people.turnRound()
    case "group": people.groupByNext()
    case "mark": people.markAll()
    default: isVast.toggle()
    }
  }

  /// Hands an event to the page's widget: what is to be said about it, and what is to happen.
  mutating func handle(_ event: Event, page: Int) -> (said: Toast?, flow: Flow) {
    if case .edited(.refused(let why)) = event { return (Toast(why, role: .warning), .continue) }
    switch page {
    case 0: return (updateTable(event), .continue)
    case 1:
      switch form.update(event) {
      case .submitted: return (Toast("Saved for \(form.text("name"))"), .continue)
      case .refused: return (Toast("Not saved yet: see the red lines", role: .warning), .continue)
      case .edit(let text): return (nil, .edit(text))
      case .copied(let text): return (nil, .copy(text))
      default: break
      }
    case 2:
      switch editor.update(event) {
      case .edit(let text): return (nil, .edit(text))
      case .copied(let text): return (nil, .copy(text))
      default: break
      }
    case 3: tabs.update(event)
    case 5:
      if case .opened(let day) = calendar.update(event) {
        return (Toast(day.words, role: .info), .continue)
      }
    case 8:
      if event.key == .escape, work != nil {
        work = nil
        return (Toast("Stopped; nothing was brought in", role: .caution), .continue)
      }
    default: break
    }
    return (nil, .continue)
  }

  private mutating func updateTable(_ event: Event) -> Toast? {
    if case .paste(let text) = event, !takesTyping(0) {
      return Toast("A paste of \(text.count) characters was not run as keys", role: .caution)
    }
    if isVast {
      guard case .opened(let row) = table.update(event) else { return nil }
      return Toast("Opened \(GalleryPeople.name(row))", role: .info)
    }
    if event.key == .escape, !people.isFinding {
      _ = people.back()
    } else if case .opened(let row) = people.update(event) {
      return Toast("Opened \(GalleryPeople.name(row))", role: .info)
    }
    return nil
  }

  func draw(_ page: Int, on canvas: Canvas) {
    switch page {
    case 0:
      if isVast {
        table.draw(on: canvas, row: GalleryPeople.row)
      } else {
        people.draw(on: canvas)
      }
    case 1: form.draw(on: canvas.sub(canvas.bounds.inset(1)))
    case 2: drawText(on: canvas)
    case 3: drawQuantities(on: canvas)
    case 4: drawCharts(on: canvas)
    case 5: calendar.draw(on: canvas.sub(canvas.bounds.inset(left: 2)))
    case 6: drawColours(on: canvas)
    case 7: drawWords(on: canvas)
    default:
      work?.draw(on: canvas)
      if work == nil { canvas.put("Nothing is going on.", style: Style(.muted)) }
    }
  }

  // MARK: Pages

  /// The same columns over a million rows, which are made as they are shown.
  private static func makeTable() -> Table {
    var table = Table(
      id: "gallery.table",
      columns: GalleryPeople.columns.map { column in
        var column = column
        column.sortKey = nil
        return column
      }, rowCount: 1_000_000)
    table.allowsMarks = true
    table.groups = [
      TableGroup(firstRow: 0, title: "Active", note: "17"),
      TableGroup(firstRow: 17, title: "Waiting", note: "999,983"),
    ]
    return table
  }

  private static func makeForm(today: Day) -> Form {
    Form(
      id: "gallery.form",
      fields: [
        .text("name", "Name", text: "Leo S", help: "As they like it.", isRequired: true),
        .date("born", "Born", today: today, leaning: .past, placeholder: "12/3/2012"),
        .date(
          "next", "Next contact", moment: Moment(today.adding(days: 8), TimeOfDay(hour: 14)),
          today: today, leaning: .future,
          help: "Say it your way: next tue 2pm, tomorrow, in 6 weeks."),
        .choice(
          "kind", "Kind",
          options: ["Home visit", "School", "Phone", "Video", "Library", "Walk and talk"]),
        .many("days", "Good days", options: ["Mon", "Tue", "Wed", "Thu", "Fri"], chosen: ["Tue"]),
        .scale("score", "How are things?", number: 4, ends: ("worst", "best")),
        .toggle("lone", "Lone visit"),
        .notes("notes", "What happened", rows: 3, placeholder: "in their words where you can"),
        .secret("pass", "Passphrase", isRequired: false),
      ])
  }

  private func drawText(on canvas: Canvas) {
    canvas.heading(
      "What happened", at: Position(x: 1, y: 0),
      note: StyledText("\(editor.buffer.characters.count) characters", .muted),
      width: max(canvas.width - 2, 0))
    editor.draw(
      on: canvas.sub(canvas.bounds.inset(left: 1, top: 2, right: 1, bottom: 1)), isFocused: true,
      ground: .page)
  }

  private func drawQuantities(on canvas: Canvas) {
    tabs.draw(on: canvas.sub(canvas.bounds.inset(left: 1)), isFocused: true)
    canvas.heading(
      "Your caseload", at: Position(x: 1, y: 2), note: StyledText("guidance: CYP, 1.0 WTE", .muted),
      width: min(canvas.width - 2, 48))
    let rows: [(String, String, Gauge, StyledText)] = [
      (
        "Open", "23", Gauge(value: 23, range: 0...33, band: 20...25, role: .good),
        "20–25".styled(.muted)
      ),
      (
        "Load", "88.5", Gauge(value: 88.5, range: 0...110, band: 60...85, role: .warning),
        "≤ 85 ▲".styled(.warning, .bold)
      ),
      ("This year", "61", Gauge(value: 61, range: 0...130, band: 85...105), "→ 94".styled(.muted)),
    ]
    for (index, row) in rows.enumerated() {
      let y = Rows(4 + index)
      canvas.put(row.0, at: Position(x: 1, y: y))
      canvas.put(row.1.styled(.heading, .bold), at: Position(x: 11, y: y))
      canvas.put(row.2.styled(width: 26), at: Position(x: 16, y: y))
      canvas.put(row.3, at: Position(x: 43, y: y))
    }
    canvas.heading("Next 12 weeks", at: Position(x: 1, y: 8))
    let weeks: [Double?] = [23, 24, 25, 26, 27, 27, 28, 29, 28, 26, 25, 24]
    canvas.put(
      Sparkline(weeks, range: 15...30, highlights: [7: .warning], barWidth: 2, gap: 1).styled
        + "  peak 14 Dec".styled(.warning), at: Position(x: 1, y: 10))
    canvas.put(
      weeks.compactMap { $0.map { "\(Int($0))" } }.joined(separator: " ").styled(.muted),
      at: Position(x: 1, y: 11))
    canvas.heading("A goal", at: Position(x: 1, y: 13))
    canvas.put(
      "now ".styled(.muted) + ScaleDots(4).styled + " 4".styled(.heading, .bold)
        + " was 2 · ".styled(.muted)
        + Sparkline([2, 2, 3, 4, 4], range: 0...6, role: .good).styled,
      at: Position(x: 1, y: 15))
    canvas.select(Rect(x: 0, y: 15, width: min(canvas.width, 60), height: 1))
  }

  private func drawCharts(on canvas: Canvas) {
    let (left, rest) = canvas.bounds.inset(1).splitLeft(canvas.width / 2)
    let (upper, lower) = left.splitTop(left.height / 2)
    let bars = canvas.sub(upper.inset(right: 2))
    bars.heading("Where people were sent", at: .origin)
    BarChart([
      .init("Arts", 31), .init("Outdoors", 24.5), .init("Advice", 12, role: .warning),
      .init("Sport", 7), .init("Volunteering", 3),
    ]).draw(on: bars.sub(bars.bounds.inset(top: 2, bottom: 1)))
    let line = canvas.sub(lower.inset(right: 2))
    line.heading("Open cases", at: .origin)
    LineChart(
      [
        .init("Priya", [18, 19, 22, 21, 23, 25, 24, 23]),
        .init("Tom", [6, 7, 7, nil, 9, 9, 10, 12], role: .special),
      ], labels: ["Apr", "Jun", "Aug", "Oct"], range: 0...30, level: 25
    ).draw(on: line.sub(line.bounds.inset(top: 2)))
    let map = canvas.sub(rest)
    map.heading("Near Leo", at: .origin)
    BrailleMap(
      places: [
        .init(east: 0.45, north: 0.3, sign: "1", role: .good),
        .init(east: -0.3, north: -0.35, sign: "2", role: .good),
        .init(east: 1.1, north: 0, sign: "3", role: .warning),
      ], ring: 0.8, label: "0.8 mi"
    ).draw(on: map.sub(map.bounds.inset(top: 2, bottom: 1)))
  }

  private func drawColours(on canvas: Canvas) {
    // The longest name, “selection”, has nine columns; with room to spare there is air around.
    let isWide = canvas.width >= 100
    let step = isWide ? 13 : 9
    for (row, role) in Role.allCases.enumerated() {
      let y = Rows(row + 1)
      canvas.put(
        "\(role)", at: Position(x: 1, y: y), width: 9, style: Style(.soft))
      for (column, ground) in Ground.allCases.enumerated() {
        let place = Rect(x: Columns(10 + column * step), y: y, width: isWide ? 12 : 9, height: 1)
        let style = Style(role, on: ground, role == .heading ? .bold : [])
        canvas.fill(place, style: style)
        canvas.put(
          isWide ? " \(ground)" : "\(ground)", at: place.origin, width: place.width, style: style)
      }
    }
    let samples: [(Attributes, String)] = [
      (.bold, "bold"), (.italic, "italic"), (.underline, "underline"), (.reverse, "reverse"),
      (.dim, "dim"),
    ]
    var x: Columns = 10
    for (attributes, name) in samples {
      x += canvas.put(
        name, at: Position(x: x, y: Rows(Role.allCases.count + 2)), style: Style(.text, attributes))
      x += 2
    }
  }

  private func drawWords(on canvas: Canvas) {
    let lines: [(String, String)] = [
      ("plain", "Canal Sketchers, Saturdays at ten"),
      ("marks", "café — cafe\u{301}, Zoë, Łukasz, Nguyễn"),
      ("wide", "東京 서울 台北: two columns each"),
      ("emoji", "👩‍👩‍👧 🇬🇧 👍🏽 ❤️ 1️⃣ keep their place│"),
      ("controls", "red\u{1B}[31m bell\u{7} back\u{8}space"),
      ("direction", "abc\u{202E}cba\u{202C} stays in order"),
      ("right to left", "שלום and مرحبا"),
    ]
    for (row, line) in lines.enumerated() {
      canvas.put(line.0, at: Position(x: 1, y: Rows(row * 2)), style: Style(.muted))
      canvas.put(line.1.truncated(to: canvas.width - 16), at: Position(x: 16, y: Rows(row * 2)))
    }
    let sample =
      "A long line is cut where the screen ends, and never runs into what stands beside it"
    for (row, align) in [Alignment.left, .centre, .right].enumerated() {
      canvas.put(
        sample, at: Position(x: 16, y: Rows(lines.count * 2 + row)), width: 30 + Columns(row * 12),
        align: align, style: Style(.text, on: .bar))
    }
  }
}
