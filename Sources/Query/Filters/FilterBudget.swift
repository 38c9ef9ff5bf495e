import Core

/// Keeps filters to a size that the database takes in its stride, wherever they come from.
struct FilterBudget {
  private var left = 20_000
  private static let longestPattern = 1_000

  /// Counts conditions and values.
  mutating func spend(_ count: Int, at place: String) throws(Fault) {
    left -= count
    if left < 0 {
      throw FilterTyping.fault(
        place, "the filter is too large",
        remedy: "Use at most 20,000 conditions and values.")
    }
  }

  func pattern(_ pattern: String, at place: String) throws(Fault) -> String {
    guard pattern.unicodeScalars.count <= Self.longestPattern else {
      throw FilterTyping.fault(
        place, "the pattern is longer than \(Self.longestPattern) characters")
    }
    return pattern
  }

  static func near(
    _ latitude: Double, _ longitude: Double, _ metres: Double, at place: String
  ) throws(Fault) -> Filter {
    guard (-90...90).contains(latitude), (-180...180).contains(longitude), metres >= 0 else {
      throw FilterTyping.fault(
        place, "latitude is -90 to 90, longitude -180 to 180, a distance not below 0")
    }
    return .near(latitude: latitude, longitude: longitude, metres: metres)
  }
}
