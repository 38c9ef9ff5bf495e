package import Core

/// How pictures stand among their neighbours; see ``Clustering/NeighbourhoodScores``.
package struct OutlierListing: Sendable {
  package struct Picture: Sendable {
    package var picture: VectorPicture
    /// About 1 inside a cluster, larger outside.
    package var outlierFactor: Float
    /// 0…1.
    package var uniqueness: Float
    /// 0…1.
    package var representativeness: Float
    /// The most alike of the others.
    package var nearest: VectorPicture?
  }

  /// Which pictures come first.
  package enum Order: String, CaseIterable, Sendable {
    case outlier
    case unique
    case representative

    func sorted(_ pictures: [Picture]) -> [Picture] {
      pictures.sorted { one, other in
        let (first, second) = (score(one), score(other))
        return first == second ? one.picture.path < other.picture.path : first > second
      }
    }

    package func score(_ picture: Picture) -> Float {
      switch self {
      case .outlier: picture.outlierFactor
      case .unique: picture.uniqueness
      case .representative: picture.representativeness
      }
    }
  }

  package var space: VectorSpace
  package var pictures: [Picture]
  package var lacking: Int
}
