package import Core

/// What NIQE takes for natural: the mean and covariance of block features of good photographs.
package struct NaturalnessModel: Hashable, Sendable {
  /// 36 means.
  package let mean: [Double]
  /// 36 × 36 covariances, row by row.
  package let covariance: [Double]

  package static let dimension = 36

  package init(mean: [Double], covariance: [Double]) {
    precondition(
      mean.count == Self.dimension && covariance.count == Self.dimension * Self.dimension)
    self.mean = mean
    self.covariance = covariance
  }

  /// Reads `niqe_mu.csv` (36 numbers) and `niqe_cov.csv` (36 rows of 36) from a folder.
  ///
  /// - Throws: ``Fault`` `model.missing` or `model.damaged`.
  package init(folder: FilePath) throws(Fault) {
    let mean = try ModelFile.numbers(of: "niqe_mu.csv", in: folder)
    let covariance = try ModelFile.numbers(of: "niqe_cov.csv", in: folder)
    guard mean.count == Self.dimension, covariance.count == Self.dimension * Self.dimension else {
      throw .damagedModel("it has no 36 means and 36 × 36 covariances", path: folder)
    }
    self.init(mean: mean, covariance: covariance)
  }

  /// The model that a set of blocks makes, each of 36 features: means over the values that exist,
  /// covariances (over N − 1) over the blocks that have all of them. `nil` with fewer than two such
  /// blocks, or where a feature exists nowhere.
  package init?(blocks: [[Double]]) {
    let whole = blocks.filter { !$0.contains(where: \.isNaN) }
    let means = NiqeFeatures(
      blocks: blocks, sharpness: [Double](repeating: 0, count: blocks.count)
    ).means
    guard whole.count > 1, means.allSatisfy(\.isFinite) else { return nil }
    let count = Double(whole.count)
    let centre = (0..<Self.dimension).map { place in
      whole.reduce(0) { $0 + $1[place] } / count
    }
    var covariance = [Double](repeating: 0, count: Self.dimension * Self.dimension)
    for block in whole {
      let offset = zip(block, centre).map { $0 - $1 }
      for row in 0..<Self.dimension {
        for column in 0..<Self.dimension {
          covariance[row * Self.dimension + column] += offset[row] * offset[column]
        }
      }
    }
    self.init(mean: means, covariance: covariance.map { $0 / (count - 1) })
  }

  /// The NIQE score: the distance of a picture's blocks from the model, 0 (natural) upwards. `nil`
  /// with fewer than two usable blocks. O(blocks × 36² + 36³).
  package func score(_ features: NiqeFeatures) -> Double? {
    NaturalnessModel(blocks: features.blocks).flatMap(distance)
  }

  /// √(Δμᵀ · pinv((Σ₁ + Σ₂) / 2) · Δμ).
  package func distance(to other: NaturalnessModel) -> Double? {
    let pooled = zip(covariance, other.covariance).map { ($0 + $1) / 2 }
    let offset = zip(mean, other.mean).map { $0 - $1 }
    let square = QuadraticForm.inverse(pooled, offset)
    return square.isFinite ? max(square, 0).squareRoot() : nil
  }
}
