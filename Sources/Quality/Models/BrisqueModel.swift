package import Core

/// What turns BRISQUE's features into a score: ranges that scale them, and a regression.
///
/// The authors' parameters are not part of the project; they are read from a folder with their
/// release's `allmodel` and `allrange`.
package struct BrisqueModel: Sendable {
  package let lower: [Double]
  package let upper: [Double]
  package let regression: SupportVectorRegression

  package init(lower: [Double], upper: [Double], regression: SupportVectorRegression) {
    precondition(lower.count == 36 && upper.count == 36 && regression.dimension == 36)
    self.lower = lower
    self.upper = upper
    self.regression = regression
  }

  /// Reads libsvm's `allmodel` and `allrange` from a folder.
  ///
  /// - Throws: ``Fault`` `model.missing` or `model.damaged`.
  package init(folder: FilePath) throws(Fault) {
    let ranges = try ModelFile.text(of: "allrange", in: folder)
    var (lower, upper): ([Double], [Double]) = ([], [])
    for line in ranges.split(whereSeparator: \.isNewline) {
      let words = line.split(separator: " ").compactMap { Double($0) }
      guard words.count == 3 else { continue }
      lower.append(words[1])
      upper.append(words[2])
    }
    guard lower.count == 36, zip(lower, upper).allSatisfy({ $0 < $1 }) else {
      throw .damagedModel("'allrange' has no 36 ranges", path: folder)
    }
    self.init(
      lower: lower, upper: upper,
      regression: try SupportVectorRegression(
        libSVM: ModelFile.text(of: "allmodel", in: folder), dimension: 36))
  }

  /// The BRISQUE score: about 0 (pristine) to 100 (badly distorted), not clamped. `nil` when a
  /// feature does not exist.
  package func score(_ features: BrisqueFeatures) -> Double? {
    guard features.areFinite else { return nil }
    let scaled = features.values.indices.map { index in
      -1 + 2 * (features.values[index] - lower[index]) / (upper[index] - lower[index])
    }
    return regression.prediction(for: scaled)
  }
}
