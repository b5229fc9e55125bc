// Funds: what each has for the year, what is promised and paid, and for what.

import Casebook
import Casework
import Terminal

struct MoneyScreen: ListPage {
  private enum Item {
    case fund(FundStanding)
    case payment(Payment)
  }

  var list = SectionList(id: "money")
  private var items: [Int: Item] = [:]
  private(set) var year = FinancialYear(beginning: 2026)
  /// How many years away from this one.
  private var yearsAway = 0
  private var isEmpty = false

  var place: DeskContext.Place { .room("money") }

  private var selected: Item? { list.selected.flatMap { items[$0] } }

  /// The fund chosen, or that of the payment chosen.
  var fund: FundStanding? {
    guard let row = list.selected else { return nil }
    for index in stride(from: row, through: 0, by: -1) {
      if case .fund(let standing)? = items[index] { return standing }
    }
    return nil
  }

  var payment: Payment? {
    if case .payment(let payment)? = selected { payment } else { nil }
  }

  func describe(_ context: inout DeskContext) {
    context.hasFund = fund != nil
    context.hasPromise = payment?.state == .committed
  }

  mutating func load(from book: Casebook, on today: Day) throws {
    year = FinancialYear(beginning: FinancialYear(of: today).begins + yearsAway)
    let standings = try book.standings(in: year)
    isEmpty = standings.isEmpty
    var rows: [SectionRow] = []
    var items: [Int: Item] = [:]
    for standing in standings {
      items[rows.count] = .fund(standing)
      rows.append(SectionRow([Self.line(standing)]))
      let names = try book.paymentNames(of: standing.fund.id, in: year)
      for payment in try book.payments(of: standing.fund.id, in: year).prefix(200) {
        items[rows.count] = .payment(payment)
        rows.append(SectionRow([Self.line(payment, for: names[payment.id] ?? "")]))
      }
      rows.append(.blank)
    }
    self.items = items
    list.rows = rows
  }

  private static func line(_ standing: FundStanding) -> RowLine {
    let left = StyledText(standing.fund.name, .heading, .bold).column(30)
    let payer = standing.fund.payer.isEmpty ? "" : "from \(standing.fund.payer)"
    let end: StyledText
    if standing.budget == nil {
      end = StyledText("no budget for this year", .warning)
    } else if standing.isOver {
      end = StyledText("▲ over by \(Casework.Money(pence: -standing.left.pence).words)", .warning)
    } else {
      end = StyledText("left \(standing.left.words)", .good)
    }
    return RowLine(left: left + StyledText("  " + payer, .muted), right: end)
  }

  private static func line(_ payment: Payment, for name: String) -> RowLine {
    var words = "   \(payment.on.british)  "
    if payment.isGrant {
      words += name.isEmpty ? "grant to a group" : "grant to \(name)"
    } else {
      words += name.isEmpty ? "a prescription" : name
    }
    if !payment.note.isEmpty { words += " · \(payment.note)" }
    if !payment.overReason.isEmpty { words += " · over budget: \(payment.overReason)" }
    let state = StyledText(
      payment.state.words.lowercased() + "  ", payment.state == .committed ? .accent : .muted)
    return RowLine(
      left: StyledText(words, payment.state.counts ? .text : .muted),
      right: state + StyledText(payment.amount.words, payment.state.counts ? .text : .muted))
  }

  mutating func update(_ event: Event, height: Rows) -> PageOutcome {
    if event.key == .left || event.key == .right {
      yearsAway = max(-20, min(yearsAway + (event.key == .left ? -1 : 1), 5))
      return .reload
    }
    let isOpened = event.key == .enter || event.mouse(on: "money")?.kind == .doubleClick
    if isOpened, let payment, payment.state == .committed {
      return .act { MoneyForms.settle(payment, in: &$0) }
    }
    if isOpened, let fund {
      let year = year
      return .act { MoneyForms.keep(fund, in: year, desk: &$0) }
    }
    return list.update(event, height: height - 3) ? .moved : .ignored
  }

  func draw(on canvas: Canvas, in desk: Desk) {
    let isWide = canvas.width >= 110
    let (aside, rest) = canvas.bounds.splitRight(isWide ? 42 : 0)
    let main = canvas.sub(rest.inset(left: 1, top: 0, right: isWide ? 2 : 1, bottom: 0))
    main.put(
      StyledText("Money, \(year.words)", .heading, .bold)
        + StyledText("   ← the year before   → the year after", .muted),
      at: Position(x: 1, y: 0), width: main.width - 2)
    if isEmpty {
      main.put(
        StyledText("There are no funds yet.  ", .text) + StyledText("+", .accent, .bold)
          + StyledText("  makes one.", .text), at: Position(x: 1, y: 2))
      main.setCursor(Position(x: 1, y: 2))
      return
    }
    list.draw(on: main.sub(main.bounds.inset(left: 0, top: 2, right: 0, bottom: 0)))
    guard isWide, let fund else { return }
    canvas.line(vertical: Position(x: aside.x, y: 0), length: canvas.height - 1)
    draw(fund, on: canvas.sub(aside.inset(left: 3, top: 0, right: 2, bottom: 0)))
  }

  private func draw(_ standing: FundStanding, on canvas: Canvas) {
    canvas.put(
      StyledText(standing.fund.name, .heading, .bold), at: .origin, width: canvas.width)
    let budget = standing.budget ?? .zero
    let used = standing.spent + standing.committed
    Gauge(
      value: Double(used.pence), range: 0...Double(max(budget.pence, used.pence, 1)),
      band: 0...Double(max(budget.pence, 1)), role: standing.isOver ? .warning : .good
    ).draw(on: canvas.sub(Rect(x: 0, y: 2, width: canvas.width, height: 1)))
    let facts: [(String, String)] = [
      ("Budget", standing.budget?.words ?? "not set"), ("Paid", standing.spent.words),
      ("Promised", standing.committed.words), ("Left", standing.left.words),
      ("Prescriptions", "\(standing.prescriptions)"), ("Grants", "\(standing.grants)"),
    ]
    for (index, fact) in facts.enumerated() {
      let y = Rows(index + 4)
      canvas.put(StyledText(fact.0, .muted), at: Position(x: 0, y: y))
      canvas.put(
        StyledText(fact.1, .text), at: Position(x: 0, y: y), width: canvas.width, align: .right)
    }
  }
}
