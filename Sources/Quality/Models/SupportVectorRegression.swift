internal import Glibc

/// A regression by a sum of Gaussian bumps: f(z) = Σ cᵢ · exp(−γ‖z − svᵢ‖²) − ρ. Predicts only;
/// training is libsvm's (Chang, Lin, "LIBSVM: a library for support vector machines", 2011).
package struct SupportVectorRegression: Hashable, Sendable {
  package let gamma: Double
  package let rho: Double
  /// One weight a support vector.
  package let coefficients: [Double]
  /// The support vectors, one after another.
  package let vectors: [Double]
  /// Values a vector.
  package let dimension: Int

  package init(
    gamma: Double, rho: Double, coefficients: [Double], vectors: [Double], dimension: Int
  ) {
    precondition(dimension > 0 && vectors.count == coefficients.count * dimension)
    self.gamma = gamma
    self.rho = rho
    self.coefficients = coefficients
    self.vectors = vectors
    self.dimension = dimension
  }

  /// The prediction for `dimension` scaled features; not a number when one of them is not.
  /// O(support vectors × dimension).
  package func prediction(for features: [Double]) -> Double {
    precondition(features.count == dimension)
    var sum = -rho
    vectors.withUnsafeBufferPointer { vectors in
      for (index, coefficient) in coefficients.enumerated() {
        var distance = 0.0
        for place in 0..<dimension {
          let difference = features[place] - vectors[index * dimension + place]
          distance += difference * difference
        }
        sum += coefficient * exp(-gamma * distance)
      }
    }
    return sum
  }
}
