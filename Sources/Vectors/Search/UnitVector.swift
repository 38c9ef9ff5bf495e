import Core

/// Vectors of length 1.
enum UnitVector {
  /// The vector scaled to length 1; unchanged, to the bit, when it has that length to one part in a
  /// million.
  /// - Throws: `vectors.vector` when it has no direction.
  static func of(_ vector: [Float], what: @autoclosure () -> String) throws(Fault) -> [Float] {
    let square = vector.reduce(0.0) { $0 + Double($1) * Double($1) }
    guard square.isFinite, square > 0 else {
      throw Fault(
        "vectors.vector", .user,
        "\(what()) \(square == 0 ? "is all zeros" : "holds what is not a number")",
        remedy: "Compute it again, or leave it out.")
    }
    if abs(square - 1) < 2e-6 { return vector }
    let inverse = 1 / square.squareRoot()
    return vector.map { Float(Double($0) * inverse) }
  }
}
