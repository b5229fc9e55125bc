// The invented town of Kelderwick: its quarters, streets, schools and practices. No
// such place exists; its postcodes are of an area that cannot be issued, and its
// middle lies in the North Sea.

import Foundation

/// A quarter of the town.
struct Quarter: Sendable {
  let name: String
  /// The first half of its postcodes.
  let outward: String
  /// 1 is the most deprived tenth.
  let decile: Int
  /// Degrees from the middle of the town.
  let north: Double
  let east: Double
}

enum TownPlaces {
  static let town = "Kelderwick"
  /// The middle of the town, in the North Sea.
  static let latitude = 53.6
  static let longitude = 1.2

  /// Royal Mail uses no Q as the first letter of a postcode, so QX is nowhere.
  static let quarters = [
    Quarter(name: "Weirbank", outward: "QX1", decile: 1, north: 0.004, east: -0.006),
    Quarter(name: "Saltern End", outward: "QX2", decile: 2, north: -0.011, east: 0.013),
    Quarter(name: "Cobblers Reach", outward: "QX3", decile: 3, north: 0.016, east: 0.009),
    Quarter(name: "Osier Hill", outward: "QX4", decile: 4, north: 0.021, east: -0.017),
    Quarter(name: "Lanternside", outward: "QX5", decile: 5, north: -0.019, east: -0.012),
    Quarter(name: "Netherwell", outward: "QX6", decile: 6, north: -0.004, east: 0.029),
    Quarter(name: "Priory Fold", outward: "QX7", decile: 7, north: 0.009, east: -0.034),
    Quarter(name: "Larkmoor", outward: "QX8", decile: 8, north: 0.037, east: 0.005),
    Quarter(name: "Marlpit Green", outward: "QX9", decile: 9, north: -0.033, east: -0.028),
    Quarter(name: "Quillon Park", outward: "QX10", decile: 10, north: 0.028, east: 0.041),
  ]

  static let streets = [
    "Tannery Lane", "Signal Road", "Foundry Street", "Ropewalk", "Lockkeeper Close",
    "Shuttle Street", "Orchard Rise", "Kiln Row", "Chandler Court", "Wherry Road",
    "Beacon Terrace", "Coopers Yard", "Alder Avenue", "Millrace Drive", "Hazel Walk",
    "Reed Gardens", "Station Parade", "Cinder Path", "Linnet Way", "Bramble Close",
    "Weavers Croft", "Old Dairy Mews", "Thimble Street", "Juniper Grove",
  ]

  static let primarySchools = [
    "Lanternside Primary", "Weirbank Infants and Juniors", "Osier Hill Primary",
    "Cobblers Reach Primary", "Priory Fold Church Primary", "Netherwell Primary",
  ]
  static let secondarySchools = [
    "Kelderwick Academy", "Saltern End High", "Larkmoor School", "Marlpit Green Academy",
    "The Kiln School",
  ]
  static let colleges = [
    "Kelderwick Sixth Form", "Weirbank College", "Quillon Park College of Trades",
  ]

  static let practices = [
    "Tannery Lane Surgery, Weirbank", "Osier Hill Medical Practice", "Saltern End Health Centre",
    "Lanternside Surgery", "Netherwell and Larkmoor Practice", "Priory Fold Family Doctors",
  ]

  static func quarter(_ draw: inout Draw, figures: DemonstrationFigures) -> Quarter {
    let deprived = draw.chance(figures.mostDeprived)
    return draw.pick(quarters.filter { ($0.decile <= 3) == deprived })
  }

  /// A postcode of the quarter. The letters are those that a second half may have.
  static func postcode(in quarter: Quarter, _ draw: inout Draw) -> Postcode? {
    let letters = ["A", "B", "D", "E", "F", "G", "H", "J", "L", "N", "P", "Q", "R", "S", "T", "U"]
    let text =
      "\(quarter.outward) \(draw.number(in: 1...9))\(draw.pick(letters))\(draw.pick(letters))"
    return try? Postcode(text)
  }

  static func address(in quarter: Quarter, _ draw: inout Draw) -> String {
    let number = draw.number(in: 1...128)
    let flat = draw.chance(0.22) ? "Flat \(draw.number(in: 1...24)), " : ""
    return "\(flat)\(number) \(draw.pick(streets))\n\(quarter.name)\n\(town)"
  }

  /// A number from the ranges that Ofcom keeps free for drama.
  static func mobile(_ draw: inout Draw) -> String { "07700 900\(digits(&draw))" }
  static func landline(_ draw: inout Draw) -> String { "01632 960\(digits(&draw))" }

  private static func digits(_ draw: inout Draw) -> String {
    String(String(draw.number(in: 1000...1999)).dropFirst())
  }

  static func school(for age: Int, _ draw: inout Draw) -> String {
    switch age {
    case ..<11: draw.pick(primarySchools)
    case ..<16: draw.pick(secondarySchools)
    case ..<19: draw.pick(colleges)
    default: draw.chance(0.2) ? draw.pick(colleges) : ""
    }
  }
}
