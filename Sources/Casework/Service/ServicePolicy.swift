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
  /// Days after which a case that nothing is planned for comes up again, so that
  /// nobody is forgotten. Our own proposal.
  public var quietDays: Int

  public init(
    triageWorkingDays: Int = 2, firstContactWorkingDays: Int = 5, firstContactTries: Int = 3,
    quietDays: Int = 21
  ) {
    self.triageWorkingDays = triageWorkingDays
    self.firstContactWorkingDays = firstContactWorkingDays
    self.firstContactTries = firstContactTries
    self.quietDays = quietDays
  }
}

extension ServicePolicy: ServiceSetting {
  public static let name = "clocks"
  public static let title = "Clocks"
  public static let about = """
    How long a referral may wait, and after how long a quiet case comes up again. No national \
    norm for a first contact is known: contracts ask for 2 to 5 working days, and three tries \
    before a letter. Those are not an authority's words; set what your service has agreed.
    """

  public init() { self.init(triageWorkingDays: 2) }

  public func problems() -> [String] {
    var problems: [String] = []
    for (days, words) in [
      (triageWorkingDays, "Working days to the decision on a referral"),
      (firstContactWorkingDays, "Working days to the first contact"),
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
