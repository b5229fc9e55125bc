// What was shared, agreed, taken back and reviewed of a plan, in a case's story.

import Foundation

extension CaseRecord {
  var agreementEntries: [TimelineEntry] {
    var entries: [TimelineEntry] = []
    func add(_ day: Day, _ title: String, _ detail: [String], by: Identifier<LinkWorker>?) {
      entries.append(
        TimelineEntry(
          kind: .plan, on: day, at: nil, title: title,
          detail: detail.filter { !$0.isEmpty }.joined(separator: "\n"),
          by: by.map(name(of:)) ?? ""))
    }
    for sharing in agreements.sharings {
      let whom = sharing.whom.isEmpty ? "" : " with \(sharing.whom)"
      add(sharing.on, "Plan shared\(whom)", [sharing.how.words], by: sharing.workerID)
    }
    for version in agreements.versions {
      let whom = version.agreedWith.isEmpty ? "" : " with \(version.agreedWith)"
      let review = version.reviewOn.map { "to be looked at again \($0.british)" } ?? ""
      add(
        version.agreedOn, "Plan agreed\(whom), version \(version.number)",
        [version.consent.words, version.note, review], by: version.workerID)
      if let withdrawal = version.withdrawal {
        add(
          withdrawal.on, "Agreement taken back, version \(version.number)",
          [withdrawal.reason], by: nil)
      }
    }
    for review in agreements.reviews {
      let whom = review.whom.isEmpty ? "" : " with \(review.whom)"
      let next = review.nextOn.map { "next review \($0.british)" } ?? "no more reviews planned"
      add(review.on, "Plan reviewed\(whom)", [review.note, next], by: review.workerID)
    }
    return entries
  }
}
