// What else the story of a case tells of: the diary, visits alone, who joined in, who
// else is involved and what came to be known.

import Foundation

extension CaseRecord {
  /// Entries of the timeline that are no contacts, plans or decisions.
  func surroundings(in zone: TimeZone) -> [TimelineEntry] {
    diaryEntries(in: zone) + memberEntries(in: zone) + networkEntries + relationEntries(in: zone)
      + supervisionEntries(in: zone)
  }

  private func supervisionEntries(in zone: TimeZone) -> [TimelineEntry] {
    supervisorNotes.map { note in
      let by = note.by.map { "by \($0.british)" } ?? ""
      let answer =
        note.settledAt.map {
          "\(name(of: note.workerID)), \(Day($0, in: zone).british): "
            + (note.answer.isEmpty ? "done" : note.answer)
        } ?? ""
      return TimelineEntry(
        kind: .supervision, on: Day(note.at, in: zone), at: note.at,
        title: "Supervision: \(note.kind.words.lowercased())",
        detail: [note.text, by, answer].filter { !$0.isEmpty }.joined(separator: "\n"),
        by: name(of: note.fromID))
    }
  }

  private func diaryEntries(in zone: TimeZone) -> [TimelineEntry] {
    let appointments = appointments.map { appointment in
      let state =
        switch appointment.state {
        case .planned: ""
        case .done: " · done"
        case .cancelled: " · cancelled"
        }
      let clock = appointment.at.map { DayClock.words(minute: $0) } ?? ""
      return TimelineEntry(
        kind: .diary, on: appointment.on,
        at: appointment.at.map { DayClock.date(appointment.on, minute: $0, in: zone) },
        title: "In the diary: \(appointment.words)\(state)",
        detail: [clock, appointment.place].filter { !$0.isEmpty }.joined(separator: ", "),
        by: name(of: appointment.workerID))
    }
    let visits = visits.map { visit in
      let end =
        visit.backAt.map { "back at \(DayClock.words($0, in: zone))" }
        ?? "expected back at \(DayClock.words(visit.expectedEnd, in: zone))"
      return TimelineEntry(
        kind: .visit, on: Day(visit.from, in: zone), at: visit.from,
        title: "Visit alone, \(end)",
        detail: [visit.place, visit.withWhom.isEmpty ? "" : "with \(visit.withWhom)"]
          .filter { !$0.isEmpty }.joined(separator: ", "), by: name(of: visit.workerID))
    }
    return appointments + visits
  }

  private func memberEntries(in zone: TimeZone) -> [TimelineEntry] {
    network.members.map { member in
      let until = member.to.map { "until \(Day($0, in: zone).british)" } ?? ""
      return TimelineEntry(
        kind: .holding, on: Day(member.from, in: zone), at: member.from,
        title: "\(name(of: member.workerID)) works with them too",
        detail: [member.reason, until].filter { !$0.isEmpty }.joined(separator: "\n"), by: "")
    }
  }

  /// Who is in their life, on the day that each was written down: one entry a day.
  private func relationEntries(in zone: TimeZone) -> [TimelineEntry] {
    let written = network.relations.compactMap { relation in
      relation.id.made.map { (on: Day($0, in: zone), relation: relation) }
    }
    return Dictionary(grouping: written, by: \.on).map { day, those in
      let one = those.count == 1 ? those.first?.relation : nil
      return TimelineEntry(
        kind: .relation, on: day, at: nil,
        title: one.map { "In their life: \($0.name)" } ?? "In their life: \(those.count) people",
        // Of several, who they are; what each may know stands under Family & network.
        detail: one.map(Self.told) ?? those.map { $0.relation.whoAndWhat }.joined(separator: "\n"),
        by: "")
    }
  }

  private static func told(of relation: Relation) -> String {
    let told = relation.mayKnow == .notAsked ? "" : relation.mayKnow.words
    return [relation.standing, told].filter { !$0.isEmpty }.joined(separator: " · ")
  }

  private var networkEntries: [TimelineEntry] {
    let involvements = network.involvements.map { involvement in
      TimelineEntry(
        kind: .involvement, on: involvement.from, at: nil,
        title: [involvement.sector.words, involvement.organisation].filter { !$0.isEmpty }
          .joined(separator: ": ") + " is involved",
        detail: [
          involvement.does, involvement.agreed.isEmpty ? "" : "agreed: \(involvement.agreed)",
          involvement.to.map { "until \($0.british)" } ?? "",
        ].filter { !$0.isEmpty }.joined(separator: "\n"), by: involvement.who)
    }
    let flags = network.flags.map { flag in
      TimelineEntry(
        kind: .flag, on: flag.from, at: nil, title: "To know: \(flag.words)",
        detail: flag.to.map { "until \($0.british)" } ?? "", by: "")
    }
    return involvements + flags
  }
}

extension [TimelineEntry] {
  /// The entries of a kind that hold every one of the words, in their order.
  ///
  /// - Parameters:
  ///   - kind: nil for every kind.
  ///   - words: looked for in title, detail and author, whatever their case and accents.
  public func narrowed(to kind: TimelineEntry.Kind?, words: String) -> [TimelineEntry] {
    let wanted = words.split(whereSeparator: \.isWhitespace).map(Self.folded)
    return filter { entry in
      if let kind, entry.kind != kind { return false }
      guard !wanted.isEmpty else { return true }
      let text = Self.folded("\(entry.title)\n\(entry.detail)\n\(entry.by)\n\(entry.on.british)")
      return wanted.allSatisfy { text.contains($0) }
    }
  }

  private static func folded(_ text: some StringProtocol) -> String {
    String(text).folding(
      options: [.caseInsensitive, .diacriticInsensitive], locale: Locale(identifier: "en_GB"))
  }
}
