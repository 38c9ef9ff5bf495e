internal import Glibc

/// The project's own judgement of a photograph: what people would say of it, 0 (bad) to 100
/// (excellent). An ε-SVR trained on mean opinion scores of real camera pictures; the training
/// command, its figures and its limits are in docs/QUALITY_MODEL.md.
package struct OpinionModel: Sendable {
  /// The model that ships.
  package static let standard = OpinionModel()

  /// Which model gave a score; changes whenever scores do.
  package let name: String
  private let regression: SupportVectorRegression

  private init() {
    name = OpinionModelData.name
    let weights = OpinionModelData.weights.map { $0 * OpinionModelData.step }
    let steps = PackedNumbers.integers(OpinionModelData.vectors)
    regression = SupportVectorRegression(
      gamma: OpinionModelData.gamma, rho: OpinionModelData.rho,
      coefficients: PackedNumbers.floats(OpinionModelData.coefficients),
      vectors: steps.indices.map { steps[$0] * weights[$0 % OpinionFeatures.count] },
      dimension: OpinionFeatures.count)
  }

  /// The predicted mean opinion, 0…100. `nil` when a feature does not exist (a flat picture).
  /// O(730 × 85).
  package func score(_ features: OpinionFeatures) -> Double? {
    guard features.areFinite else { return nil }
    return min(max(regression.prediction(for: Self.scaled(features.values)), 0), 100)
  }

  /// Bends the features so that they are less skewed, then centres, scales, clamps and weighs them.
  private static func scaled(_ values: [Double]) -> [Double] {
    values.indices.map { index in
      let (value, offset) = (values[index], OpinionModelData.offsets[index])
      let bent =
        offset < 0
        ? (value < 0 ? -1 : 1) * abs(value).squareRoot() : log(max(value, 0) + offset)
      let centred = (bent - OpinionModelData.means[index]) / OpinionModelData.deviations[index]
      let reach = OpinionModelData.reach
      return min(max(centred, -reach), reach) * OpinionModelData.weights[index]
    }
  }
}
