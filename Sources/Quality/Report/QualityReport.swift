/// What is to be said about the quality of one picture.
package struct QualityReport: Sendable {
  /// Changes whenever the numbers of a report change for the same pixels.
  package static let version = 1

  package let width: Int
  package let height: Int
  /// The combined score: 0 (bad) to 1 (excellent). `nil` when nothing could be judged; see `notes`.
  package let score: Double?
  /// What people would say of it, 0…100, by the model `opinionModel`.
  package let opinion: Double?
  package let opinionModel: String
  /// BRISQUE with the given parameters: about 0 (pristine) to 100, not clamped, lower is better.
  /// `nil` without parameters.
  package let brisque: Double?
  /// The name of those parameters.
  package let brisqueModel: String?
  /// The distance from natural pictures, 0 upwards, lower is better; see `naturalnessModel`.
  package let naturalness: Double?
  package let naturalnessModel: String
  /// Every issue that was looked for, found or not.
  package let issues: [QualityIssue]
  /// The parts of `score` that could be judged, each 0…1, by the names of ``QualityWeights``.
  package let parts: [Part]
  /// Sentences on what could not be judged: "Not applicable, because …".
  package let notes: [String]
  /// `nil` without pixels.
  package let surface: SurfaceMeasures?

  package struct Part: Hashable, Sendable {
    package let name: String
    package let score: Double
    package let weight: Double
  }

  /// The issues that the picture has, worst first.
  package var found: [QualityIssue] {
    issues.filter(\.isFound).sorted {
      ($0.score ?? 1) / $0.threshold < ($1.score ?? 1) / $1.threshold
    }
  }
}

extension QualityReport {
  /// The report on a picture without pixels.
  static func empty(opinionModel: String) -> QualityReport {
    QualityReport(
      width: 0, height: 0, score: nil, opinion: nil, opinionModel: opinionModel, brisque: nil,
      brisqueModel: nil, naturalness: nil, naturalnessModel: NaturalnessModel.standardName,
      issues: [], parts: [],
      notes: ["No score: not applicable, because the picture has no pixels."], surface: nil)
  }
}
