// What a service has decided for its directory.

import Casework
import Foundation
import GRDB

/// The rules that the directory is read by.
public struct DirectoryRules: Equatable, Sendable {
  public var calendar: OpeningCalendar
  public var assurance: AssurancePolicy
  public var taxonomy: AssetTaxonomy

  public init(
    calendar: OpeningCalendar = OpeningCalendar(), assurance: AssurancePolicy = AssurancePolicy(),
    taxonomy: AssetTaxonomy = AssetTaxonomy()
  ) {
    self.calendar = calendar
    self.assurance = assurance
    self.taxonomy = taxonomy
  }
}

extension Casebook {
  /// What the service has decided for its directory. What cannot be read counts as
  /// shipped.
  public var directoryRules: DirectoryRules {
    DirectoryRules(
      calendar: (try? setting(OpeningCalendar.self)) ?? OpeningCalendar(),
      assurance: (try? setting(AssurancePolicy.self)) ?? AssurancePolicy(),
      taxonomy: (try? setting(AssetTaxonomy.self)) ?? AssetTaxonomy())
  }

  /// The same inside a transaction.
  static func taxonomy(in db: Database) -> AssetTaxonomy {
    (try? setting(AssetTaxonomy.self, in: db)) ?? AssetTaxonomy()
  }
}
