// How long things may take in this service: the clocks that run on every case.

import Foundation

/// How long things may take. A service's own settings.
public struct ServicePolicy: Equatable, Sendable {
  /// Working days from a referral to the decision on it, and from that to somebody
  /// who holds the case. Our own proposal.
  public var triageWorkingDays: Int
  /// Working days from a referral to the first contact. No national norm is known;
  /// contracts ask for 2 to 5, so this is a setting and no authority's word.
  public var firstContactWorkingDays: Int
  /// Tries at a first contact before a letter and closing. A setting likewise.
  public var firstContactTries: Int
  /// Working days for an answer to the letter that follows the last try, before the case
  /// is closed. Our own proposal.
  public var letterWorkingDays: Int
  /// Working days for a referrer's answer to a question. Our own proposal.
  public var answerWorkingDays: Int
  /// Days after which a case that nothing is planned for comes up again, so that
  /// nobody is forgotten. Our own proposal.
  public var quietDays: Int
  /// Days that are no working days, beside Saturdays and Sundays, in order.
  public var bankHolidays: [Day]

  /// - Parameter bankHolidays: none, unless they are given; ``init()`` has England's.
  public init(
    triageWorkingDays: Int = 2, firstContactWorkingDays: Int = 5, firstContactTries: Int = 3,
    letterWorkingDays: Int = 10, answerWorkingDays: Int = 5, quietDays: Int = 21,
    bankHolidays: [Day] = []
  ) {
    self.triageWorkingDays = triageWorkingDays
    self.firstContactWorkingDays = firstContactWorkingDays
    self.firstContactTries = firstContactTries
    self.letterWorkingDays = letterWorkingDays
    self.answerWorkingDays = answerWorkingDays
    self.quietDays = quietDays
    self.bankHolidays = bankHolidays
  }
}

extension ServicePolicy: ServiceSetting {
  public static let name = "clocks"
  public static let title = "Clocks"
  public static let about = """
    How long a referral may wait, and after how long a quiet case comes up again. No national \
    norm for a first contact is known: contracts ask for 2 to 5 working days, and three tries \
    before a letter. Those are not an authority's words; set what your service has agreed. The \
    bank holidays are England's by their usual rule, not confirmed: check them against the \
    published list, and add the extra ones.
    """

  public init() { self = Self.shipped }

  private static let shipped = ServicePolicy(
    triageWorkingDays: 2,
    bankHolidays: (2025...2031).flatMap {
      BankHolidays.ofEnglandAndWales(in: $0).map(\.day)
    })

  public func problems() -> [String] {
    var problems: [String] = []
    for (days, words) in [
      (triageWorkingDays, "Working days to the decision on a referral"),
      (firstContactWorkingDays, "Working days to the first contact"),
      (letterWorkingDays, "Working days for an answer to the letter"),
      (answerWorkingDays, "Working days for a referrer's answer"),
    ] where !(0...60).contains(days) {
      problems.append("\(words) are 0 to 60.")
    }
    if !(1...20).contains(firstContactTries) {
      problems.append("Tries at a first contact are 1 to 20.")
    }
    if !(1...366).contains(quietDays) {
      problems.append("Days after which a quiet case comes up again are 1 to 366.")
    }
    return problems
  }
}
