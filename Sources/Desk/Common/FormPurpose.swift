// What a form is for. A form carries its own saving, so that a new one is written beside its
// subject and the desk need not know of it.

import Casebook
import Casework
import Terminal

/// What came of saving a form.
enum FormEnd {
  /// It is written: the form closes, and its draft is forgotten.
  case saved
  /// It could not be written, and why was said: the form stays with every word in it.
  case failed
  /// It is written, and something else is shown now.
  case movedOn

  init(_ done: Bool) { self = done ? .saved : .failed }
}

/// What is done with a form's words.
///
/// ```swift
/// show(
///   SchoolForm.make(for: person),
///   FormPurpose(draft: "school", of: caseID) { desk, form in
///     FormEnd(desk.save("School kept") { try $0.keep(SchoolForm.read(form), of: caseID) })
///   })
/// ```
/// A draft is offered back by a row in `DraftForm.all`.
struct FormPurpose {
  /// Under what its words are kept while they are not saved, and whose they are. An empty
  /// name keeps nothing.
  let draftKey: (PersonScreen?) -> (form: String, caseID: String)
  /// Writes what the form says. A `FormProblem` that is thrown is shown at its field; any
  /// other error in a dialog, over the form.
  let save: (inout Desk, Form) throws -> FormEnd
  /// Told after each change which field changed, to look something up while somebody types.
  var changed: ((inout Desk, inout DeskForm, String) -> Void)?
  /// Whether its words are kept as a draft while it is open.
  var keepsDraft = true
  /// What it knows beside its fields, to be kept with their words.
  var extras: ((Desk) -> [String: String])?
  /// Told when kept words have been typed again, with what ``extras`` kept. Without it,
  /// ``changed`` is told of each field, as if somebody had typed them.
  var reload: ((inout Desk, inout DeskForm, [String: String]) -> Void)?
  /// Keys of this form's own.
  var keys: [FormKey] = []
  /// What Esc does, where it is another thing than leaving.
  var back: ((inout Desk) -> Void)?

  init(
    draftKey: @escaping (PersonScreen?) -> (form: String, caseID: String),
    save: @escaping (inout Desk, Form) throws -> FormEnd
  ) {
    self.draftKey = draftKey
    self.save = save
  }

  /// - Parameters:
  ///   - draft: the form's name among drafts, one word; empty keeps none.
  ///   - caseID: whose case it is about; nil for nobody's yet.
  ///   - changed: told after each change which field changed.
  init(
    draft: String = "", of caseID: Identifier<Case>? = nil,
    changed: ((inout Desk, inout DeskForm, String) -> Void)? = nil,
    save: @escaping (inout Desk, Form) throws -> FormEnd
  ) {
    draftKey = { _ in (draft, caseID?.text ?? "") }
    self.changed = changed
    self.save = save
  }
}

/// A key that does something in one form.
struct FormKey {
  let key: Key
  let label: String
  let run: (inout Desk, DeskForm, FormPurpose) -> Void
}

/// How a kept draft comes back.
struct DraftForm {
  /// The first word of the draft's form.
  let name: String
  /// "A contact", "A line of a plan".
  let words: String
  /// Opens the form that the draft was typed in; its words are typed again afterwards. The
  /// case that the draft is about is open already.
  let open: (inout Desk, Draft) -> Void
}

// MARK: - The forms of the first day

extension FormPurpose {
  static func contact(
    _ caseID: Identifier<Case>, _ start: ContactStart, referredOn: Day?
  ) -> FormPurpose {
    var purpose = FormPurpose(draft: "contact", of: caseID) { desk, form in
      let now = desk.setting.now()
      let contact = try desk.withBook { book in
        try ContactForm.read(
          form, id: book.mint(at: now), caseID: caseID, workerID: book.worker.id,
          referredOn: referredOn, now: now
        ).get()
      }
      return FormEnd(desk.save("Contact logged") { try $0.log(contact, at: now) })
    }
    // The minutes go with what came of it, until somebody writes a figure of their own.
    var isTyped = false
    func usual(_ form: DeskForm) -> String {
      let outcome = form.form.option("outcome").flatMap(ContactOutcome.init) ?? .attended
      return String(start.minutes(outcome))
    }
    purpose.changed = { _, form, field in
      if field == "minutes" { isTyped = true }
      if field == "outcome", !isTyped { form.form.write(usual(form), in: "minutes") }
    }
    purpose.reload = { _, form, _ in isTyped = form.form.text("minutes") != usual(form) }
    return purpose
  }

  static func goal(_ id: Identifier<Goal>?) -> FormPurpose {
    FormPurpose(draftKey: { ("goal " + (id?.text ?? ""), $0?.caseID.text ?? "") }) { desk, form in
      guard let caseID = desk.person?.caseID else { return .failed }
      let now = desk.setting.now()
      let goal = try desk.withBook { PlanForms.read(form, as: id ?? $0.mint(at: now)) }
      let done = desk.save("Goal kept") { try $0.write(goal, inPlanOf: caseID, at: now) }
      desk.person?.plan.select(goal: goal.id)
      return FormEnd(done)
    }
  }

  static func action(_ id: Identifier<Action>?, _ goalID: Identifier<Goal>) -> FormPurpose {
    FormPurpose(draftKey: {
      ("action \(goalID.text) \(id?.text ?? "")", $0?.caseID.text ?? "")
    }) { desk, form in
      let now = desk.setting.now()
      let today = desk.today
      let before = desk.person?.record.plan?.goals.flatMap(\.actions).first { $0.id == id }
      let action = try desk.withBook {
        PlanForms.read(form, as: id ?? $0.mint(at: now), over: before, on: today)
      }
      return FormEnd(desk.save("Action kept") { try $0.write(action, for: goalID, at: now) })
    }
  }

  /// Why a record outside one's own caseload is opened.
  static func reason(_ caseID: Identifier<Case>, at landing: Landing) -> FormPurpose {
    FormPurpose { desk, form in
      desk.overlay = nil
      desk.open(caseID, because: AccessForm.reason(form), at: landing)
      return .movedOn
    }
  }
}

extension DraftForm {
  static var all: [DraftForm] {
    [
      DraftForm(name: "contact", words: "A contact") { desk, _ in desk.run(.logContact) },
      DraftForm(name: "referral", words: "A referral") { desk, _ in desk.run(.newReferral) },
      DraftForm(name: "agreement", words: "An agreement") { desk, _ in desk.run(.agreePlan) },
      DraftForm(name: "sharing", words: "A sharing") { desk, _ in desk.beginSharing() },
      DraftForm(name: "taking", words: "An agreement taken back") { desk, _ in
        _ = desk.asksToTakeBack()
      },
      DraftForm(name: "review", words: "The end of a review") { desk, _ in desk.endReview() },
      DraftForm(name: "said", words: "What was said about a goal") { desk, draft in
        desk.bringBackSaid(draft)
      },
      DraftForm(name: "refused", words: "Why an action was refused") { desk, draft in
        desk.bringBackRefusal(draft)
      },
      DraftForm(name: "unmet", words: "A note that nothing fits") { desk, _ in
        desk.person?.tab = .plan
        desk.noteNothingFits()
      },
      DraftForm(name: "reach", words: "When and how far they can go") { desk, _ in
        desk.person?.tab = .plan
        desk.editReach()
      },
      DraftForm(name: "closing", words: "A closing") { desk, _ in desk.run(.closeCase) },
      DraftForm(name: "reopening", words: "A new episode") { desk, _ in desk.beginReopening() },
      DraftForm(name: "pause", words: "A pause") { desk, _ in desk.pauseOrGoOn() },
      DraftForm(name: "safety", words: "A safety task") { desk, _ in desk.openSafety() },
      DraftForm(name: "person", words: "A change of who they are") { desk, _ in desk.editPerson() },
      DraftForm(name: "correction", words: "A correction of a referral") { desk, _ in
        desk.correctReferral()
      },
      DraftForm(name: "risks", words: "A risk") { desk, _ in desk.openRisks() },
      DraftForm(name: "more", words: "A question to a referrer") { desk, _ in desk.askForMore() },
      DraftForm(name: "instead", words: "A message to a referrer") { desk, _ in
        desk.sayWhereInstead()
      },
      DraftForm(name: "declined", words: "A message to a referrer") { desk, _ in
        desk.noteDeclined()
      },
      DraftForm(name: "letter", words: "A letter") { desk, _ in desk.writeLetter() },
      DraftForm(name: "appointment", words: "Something for the diary") { desk, _ in
        desk.newAppointment()
      },
      DraftForm(name: "relation", words: "Somebody in their life") { desk, _ in
        desk.openNetworkItem(.newRelation)
      },
      DraftForm(name: "involvement", words: "Another service involved") { desk, _ in
        desk.openNetworkItem(.newInvolvement(nil))
      },
      DraftForm(name: "flag", words: "A flag") { desk, _ in desk.openNetworkItem(.newFlag) },
      DraftForm(name: "visit", words: "A visit alone") { desk, _ in desk.setOut() },
      DraftForm(name: "weight", words: "How heavy a case is") { desk, _ in desk.weighChosen() },
      // These begin from something that was chosen elsewhere: their words come back to be
      // read and copied.
      DraftForm(name: "attended", words: "What became of a link") { $0.showLeftOver($1) },
      DraftForm(name: "audit", words: "An audit") { $0.showLeftOver($1) },
      DraftForm(name: "move", words: "Why cases move") { $0.showLeftOver($1) },
      DraftForm(name: "fund", words: "A fund") { $0.showLeftOver($1) },
      DraftForm(name: "payment", words: "A payment") { $0.showLeftOver($1) },
      DraftForm(name: "survey", words: "What a group answered") { $0.showLeftOver($1) },
      DraftForm(name: "talk", words: "A talk with a group") { $0.showLeftOver($1) },
      DraftForm(name: "goal", words: "A goal") { desk, draft in desk.bringBackGoal(draft) },
      DraftForm(name: "action", words: "An action") { desk, draft in desk.bringBackAction(draft) },
      DraftForm(name: "plan", words: "A line of a plan") { desk, draft in
        desk.bringBackLine(draft)
      },
    ]
  }
}
