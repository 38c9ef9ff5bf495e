package import Core
package import Quality

/// What to say about the quality of pictures.
package struct QualityQuery: Sendable {
  package enum Order: String, CaseIterable, Sendable {
    case worst, best, path
  }

  /// Only files below one of these; empty for all.
  package var folders: [FilePath] = []
  /// Only pictures with one of these issues; empty for all pictures.
  package var issues: Set<String> = []
  package var order = Order.worst
  package var weights = QualityWeights.standard
  package var thresholds = QualityThresholds.standard
  /// Kinds whose threshold a person has set; fitting leaves them alone.
  package var fixed: Set<QualityIssue.Kind> = []
  /// Whether thresholds are fitted to the pictures in scope.
  package var fitsThresholds = false

  package init() {}
}
