// Funds made, promises made and kept. No budget is overspent without a reason.

import Casebook
import Casework
import Terminal

enum MoneyForms {
  /// What a payment is for.
  enum Subject {
    case prescription(PrescriptionStory)
    /// A grant to a group that is still to be named.
    case grant
  }

  /// Makes a fund, or changes one and its budget.
  static func keep(_ standing: FundStanding?, in year: FinancialYear, desk: inout Desk) {
    let form = Form(
      id: "fund",
      fields: [
        .text("name", "Name", text: standing?.fund.name ?? "", isRequired: true),
        .text("payer", "Who gives it", text: standing?.fund.payer ?? ""),
        .text(
          "budget", "Budget for \(year.words)",
          text: standing?.budget.map { String($0.words.dropFirst()) } ?? "",
          placeholder: "1,200.50", check: amount),
        .text(
          "reason", "Why it is cut",
          help: "only where it becomes less than what is promised and paid"),
      ], submitLabel: "Keep")
    desk.show(
      DeskForm(title: standing == nil ? "A new fund" : "Change the fund", form: form),
      FormPurpose(draft: "fund") { desk, form in
        let now = desk.setting.now()
        let budget =
          form.text("budget").isEmpty
          ? nil : try Casework.Money(reading: form.text("budget"))
        let fund = Fund(
          id: try standing?.fund.id ?? desk.withBook { $0.mint(at: now) }, name: form.text("name"),
          payer: form.text("payer"))
        do {
          try desk.withBook { book in
            if fund != standing?.fund { try book.keep(fund, at: now) }
            if let budget, budget != standing?.budget {
              try book.setBudget(
                budget, of: fund.id, for: year, reason: form.text("reason"), at: now)
            }
          }
        } catch let error as MoneyError {
          throw FormProblem(field: "reason", why: error.description)
        }
        return FormEnd(desk.save("“\(fund.name)” kept") { _ in })
      })
  }

  private static func amount(_ text: String) -> String? {
    do {
      _ = try Casework.Money(reading: text)
      return nil
    } catch { return "write pounds and pence, such as 12.50" }
  }

  /// Promises or pays.
  static func pay(
    _ title: String, for subject: Subject, fund: FundStanding? = nil, in desk: inout Desk
  ) {
    let funds = (try? desk.withBook { try $0.funds() }) ?? []
    guard !funds.isEmpty else {
      desk.toast = Toast("There is no fund yet: make one under “Money” in ^P", role: .warning)
      return
    }
    var fields: [FormField] = []
    if case .grant = subject {
      fields.append(
        .text(
          "group", "To which group", placeholder: "words that find it in the directory",
          isRequired: true))
    }
    fields += [
      .choice(
        "fund", "From", options: funds.map { FieldOption($0.id.text, $0.name) },
        chosen: (fund?.fund.id ?? funds[0].id).text, isRequired: true),
      .text("amount", "How much", placeholder: "12.50", isRequired: true, check: amount),
      .toggle("paid", "Paid already", words: (on: "paid", off: "promised")),
      .text("note", "What for"),
      .text("reason", "Why over budget", help: "only where the budget does not reach"),
    ]
    desk.show(
      DeskForm(title: title, form: Form(id: "payment", fields: fields, submitLabel: "Keep")),
      FormPurpose(draft: "payment") { desk, form in
        let now = desk.setting.now()
        let amount = try Casework.Money(reading: form.text("amount"))
        var payment = try desk.withBook { book in
          Payment(
            id: book.mint(at: now), fundID: Identifier(form.option("fund") ?? ""),
            amount: amount, state: form.flag("paid") ? .spent : .committed, on: desk.today,
            note: form.text("note"), overReason: form.text("reason"), workerID: book.worker.id)
        }
        switch subject {
        case .prescription(let story): payment.prescriptionID = story.prescription.id
        case .grant:
          let words = form.text("group")
          let found = try desk.withBook { try $0.assets(matching: words, limit: 3) }
          let exact = found.first { $0.name.lowercased() == words.lowercased() }
          guard let group = exact ?? (found.count == 1 ? found[0] : nil) else {
            throw FormProblem(
              field: "group",
              why: found.isEmpty
                ? "nothing in the directory is found by that"
                : "that finds several: " + found.map(\.name).joined(separator: "; "))
          }
          payment.assetID = group.id
        }
        do {
          try desk.withBook { try $0.add(payment, at: now) }
        } catch let error as MoneyError {
          throw FormProblem(field: error.field, why: error.description)
        }
        desk.savedAt = now
        desk.toast = Toast(
          "\(payment.state.words): \(amount.words)",
          undo: KeyLineItem(keys: "u", label: "undo", press: .character("u")))
        desk.reload()
        return .saved
      })
  }

  /// Asks how much was paid in the end of a promise.
  static func settle(_ payment: Payment, in desk: inout Desk) {
    let form = Form(
      id: "paid",
      fields: [
        .text(
          "amount", "How much was paid", text: String(payment.amount.words.dropFirst()),
          isRequired: true, check: amount),
        .text("reason", "Why over budget", help: "only where the budget does not reach"),
      ], submitLabel: "It is paid")
    desk.show(
      DeskForm(title: "\(payment.amount.words) was promised", form: form),
      FormPurpose { desk, form in
        let now = desk.setting.now()
        let paid = try Casework.Money(reading: form.text("amount"))
        do {
          try desk.withBook {
            try $0.settle(
              payment.id, as: .spent, amount: paid, overReason: form.text("reason"), at: now)
          }
        } catch let error as MoneyError {
          throw FormProblem(field: error.field, why: error.description)
        }
        return FormEnd(desk.save("Paid: \(paid.words)") { _ in })
      })
  }

  static func settle(as state: Payment.State, in desk: inout Desk) {
    guard let payment = (desk.current as? MoneyScreen)?.payment else { return }
    let now = desk.setting.now()
    desk.save(state == .spent ? "Marked as paid" : "The promise is let go") {
      try $0.settle(payment.id, as: state, at: now)
    }
  }
}

extension MoneyError {
  fileprivate var field: String {
    if case .overBudget = self { "reason" } else { "amount" }
  }
}

extension DeskCommands {
  static var money: [Row] {
    [
      command(
        "money", "Money", keys: [], group: "Services and groups",
        help: "Funds, budgets, what is promised and paid.",
        when: { $0.place == .room("money") ? .hidden : .ready }, run: { $0.enter(MoneyScreen()) }),
      command(
        "money.fund", "A new fund", keys: [.character("+")], short: "new fund",
        group: "Services and groups", help: "Somebody’s money that services are paid from.",
        priority: 70, when: { $0.place == .room("money") ? .ready : .hidden },
        run: { desk in
          MoneyForms.keep(nil, in: FinancialYear(of: desk.today), desk: &desk)
        }),
      command(
        "money.grant", "A grant to a group", keys: [.character("g")], short: "grant",
        group: "Services and groups", help: "A small grant from the chosen fund.", priority: 69,
        when: { context in
          guard context.place == .room("money") else { return .hidden }
          return context.hasFund ? .ready : .disabled("make a fund first, with +")
        },
        run: { desk in
          let fund = (desk.current as? MoneyScreen)?.fund
          MoneyForms.pay("A grant to a group", for: .grant, fund: fund, in: &desk)
        }),
      promise("money.paid", "It is paid", .space, "paid", .spent),
      promise("money.release", "Let the promise go", .delete, "let go", .released),
    ]
  }

  private static func promise(
    _ id: String, _ title: String, _ key: Key, _ short: String, _ state: Payment.State
  ) -> Row {
    command(
      id, title, keys: [key], short: short, group: "Services and groups",
      help: "For the chosen promise; u takes it back.", priority: 65,
      when: { context in
        guard context.place == .room("money") else { return .hidden }
        return context.hasPromise ? .ready : .disabled("choose a promise first")
      },
      run: { MoneyForms.settle(as: state, in: &$0) })
  }
}
