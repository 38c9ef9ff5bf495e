package import Catalogue
package import Core
package import Quality

/// The quality of pictures as people see it: one entry a content, with its first file.
package struct QualityListing: Sendable {
  package struct Picture: Sendable {
    package var image: ImageID
    package var path: FilePath
    /// Other present files with the same bytes, by path.
    package var copies: [FilePath]
    /// The words of the marks beside each of its files: the first, then the copies.
    package var fileMarks: [[String]]
    package var digest: SHA256Digest
    package var format: PictureFormat
    package var width: Int
    package var height: Int
    package var bytes: Int64
    /// 0…1 with the weights asked for; `nil` with the reason in `notes`.
    package var score: Double?
    /// Zero-shot CLIP-IQA, 0…1; `nil` where it is off or the picture has no vector.
    package var clipIQA: Double?
    package var quality: PictureQuality
    /// What was found under the thresholds asked for, the worst first.
    package var found: [FoundIssue]
    /// What could not be judged, and why.
    package var notes: [String]

    /// The words of the marks beside any of its files, in their order.
    package var marks: [String] { Set(fileMarks.joined()).sorted() }
  }

  /// An issue as it stands under the thresholds in force.
  package struct FoundIssue: Hashable, Sendable {
    package var kind: String
    /// 0…1.
    package var score: Double
    package var threshold: Double
    package var value: Double
    package var reason: String
  }

  package var pictures: [Picture]
  /// In the order of ``QualityListing/kinds``.
  package var thresholds: QualityThresholds
  /// Whether the thresholds were fitted to these pictures.
  package var isFitted: Bool
  /// Pictures in scope that were not measured, and why, by path.
  package var unmeasured: [Unmeasured]
  /// How CLIP-IQA stands; `nil` without a model in use.
  package var clip: ClipStanding?

  package struct Unmeasured: Sendable {
    package var path: FilePath
    package var reason: String
  }

  /// Every kind of issue that can be asked for, CleanVision's first.
  package static let kinds: [String] =
    QualityIssue.Kind.allCases.map(\.rawValue) + [exactDuplicates, nearDuplicates]
  package static let exactDuplicates = "exact_duplicates"
  package static let nearDuplicates = "near_duplicates"

  /// How many pictures have each issue, in the order of ``kinds``; kinds that none has are left out.
  package var counts: [(kind: String, count: Int)] {
    var counts: [String: Int] = [:]
    for issue in pictures.lazy.flatMap(\.found) { counts[issue.kind, default: 0] += 1 }
    return Self.kinds.compactMap { kind in counts[kind].map { (kind, $0) } }
  }

  /// How many pictures score in each tenth: 0–0.1, …, 0.9–1.
  package var histogram: [Int] {
    var bins = [Int](repeating: 0, count: 10)
    for score in pictures.lazy.compactMap(\.score) { bins[Int(min(9, max(0, score * 10)))] += 1 }
    return bins
  }

  /// The median score; `nil` without any.
  package var median: Double? {
    let scores = pictures.compactMap(\.score).sorted()
    return scores.isEmpty ? nil : scores[scores.count / 2]
  }
}
