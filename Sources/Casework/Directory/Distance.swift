// Distance between two places on Earth.

import Foundation

/// A place on Earth, in degrees.
public struct Coordinates: Hashable, Codable, Sendable {
  /// −90 to 90.
  public var latitude: Double
  /// −180 to 180.
  public var longitude: Double

  /// Nil where there is no such place.
  public init?(latitude: Double, longitude: Double) {
    guard AssetLocation.isPossible(latitude: latitude, longitude: longitude) else { return nil }
    self.latitude = latitude
    self.longitude = longitude
  }

  /// Miles between two places as the crow flies: the haversine on a sphere of the
  /// Earth’s mean radius (3,958.8 miles), right to half a per cent.
  public func miles(to other: Coordinates) -> Double {
    let (a, b) = (latitude * .pi / 180, other.latitude * .pi / 180)
    let half = (sin((b - a) / 2), sin((other.longitude - longitude) * .pi / 360))
    let chord = half.0 * half.0 + cos(a) * cos(b) * half.1 * half.1
    return 2 * 3_958.8 * asin(min(1, chord.squareRoot()))
  }

  /// Miles east and north of this place, near by.
  public func offset(of other: Coordinates) -> (east: Double, north: Double) {
    let mile = 180 / (Double.pi * 3_958.8)
    let width = max(cos(latitude * .pi / 180), 0.01)
    return (
      (other.longitude - longitude) / mile * width, (other.latitude - latitude) / mile
    )
  }

  /// "0.8 mi", "12 mi".
  public static func words(_ miles: Double) -> String {
    miles < 9.95 ? String(format: "%.1f mi", miles) : "\(Int(miles.rounded())) mi"
  }
}

/// Where somebody looks from.
public struct Place: Hashable, Sendable {
  /// "QX4 2AB".
  public var name: String
  public var at: Coordinates
  /// The code of its ward, where the table of postcodes names one.
  public var ward: String

  public init(name: String, at: Coordinates, ward: String = "") {
    self.name = name
    self.at = at
    self.ward = ward
  }
}
