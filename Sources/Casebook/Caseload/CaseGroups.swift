// Groups of a list of cases: by what is due, by stage, by who holds them. A list that
// is grouped is sorted by the same, so that a group is a run of its rows.

import Casework
import Foundation
import GRDB

/// What a list of cases may be grouped by.
public enum CaseloadGrouping: String, CaseIterable, Codable, Sendable {
  case due
  case stage
  case worker

  /// The order in which its groups are runs of rows.
  public var order: CaseloadOrder {
    switch self {
    case .due: .due
    case .stage: .stage
    case .worker: .holder
    }
  }

  public var words: String {
    switch self {
    case .due: "when it is due"
    case .stage: "stage"
    case .worker: "who holds it"
    }
  }
}

/// One group: what it is called and how many cases it has.
public struct CaseloadGroup: Equatable, Sendable {
  public var title: String
  public var count: Int
}

extension Casebook {
  /// The groups of a list in the order of its rows; none that is empty.
  public func caseloadGroups(
    _ filter: CaseloadFilter, by grouping: CaseloadGrouping, descending: Bool = false
  ) throws -> [CaseloadGroup] {
    let groups: [CaseloadGroup] = try read { db in
      func count(_ question: CaseQuestion) throws -> Int {
        var filter = filter
        filter.questions.append(question)
        return try CaseList(filter, in: db).count(in: db)
      }
      switch grouping {
      case .stage:
        return try Stage.allCases.map {
          CaseloadGroup(title: $0.words, count: try count(.stage($0)))
        }
      case .due:
        let all = try CaseList(filter, in: db).count(in: db)
        var closed = 0
        if filter.includeClosed { closed = try count(.stage(.closed)) }
        let late = try count(.needsNow)
        let today = try count(.dueWithin(days: 0))
        let week = try count(.dueWithin(days: 6)) - today
        return [
          CaseloadGroup(title: "Closed", count: closed),
          CaseloadGroup(title: "Needs you now", count: late),
          CaseloadGroup(title: "Today", count: today),
          CaseloadGroup(title: "Within a week", count: week),
          CaseloadGroup(title: "Later", count: all - closed - late - today - week),
        ]
      case .worker: return try CaseList(filter, in: db).countsByHolder(in: db)
      }
    }
    let there = groups.filter { $0.count > 0 }
    return descending ? there.reversed() : there
  }
}
