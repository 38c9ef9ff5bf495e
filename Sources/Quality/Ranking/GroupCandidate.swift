package import Core

/// One of the pictures among which the best is sought.
package struct GroupCandidate: Hashable, Sendable {
  package var path: FilePath
  /// The file's size.
  package var bytes: Int64
  package var width: Int
  package var height: Int
  /// ``SurfaceMeasures/sharpness``; `nil` where unknown.
  package var sharpness: Double?
  /// How well exposed it is, 0…1: the part of that name in ``QualityReport/parts``.
  package var exposure: Double?
  /// ``QualityReport/score``.
  package var quality: Double?
  /// ``ClipDirection/score(_:)``; compared only where every picture of the group has one.
  package var clipIQA: Double?
  /// ``PictureMetadata/richness``.
  package var metadataRichness: Int
  /// File sizes are compared between files of one format.
  package var format: PictureFormat?
  /// Issues that disqualify a picture while others of the group do not have them.
  package var gates: Set<Gate>

  package enum Gate: String, CaseIterable, Sendable {
    case blurry
    case clipped
    /// Its compression shows.
    case blocky
    /// Somebody's eyes are closed; set where faces are known.
    case closedEyes = "closed_eyes"
  }

  package init(
    path: FilePath, bytes: Int64, width: Int, height: Int, sharpness: Double? = nil,
    exposure: Double? = nil, quality: Double? = nil, clipIQA: Double? = nil,
    metadataRichness: Int = 0, gates: Set<Gate> = [], format: PictureFormat? = nil
  ) {
    self.path = path
    self.bytes = bytes
    self.width = width
    self.height = height
    self.sharpness = sharpness
    self.exposure = exposure
    self.quality = quality
    self.clipIQA = clipIQA
    self.metadataRichness = metadataRichness
    self.gates = gates
    self.format = format
  }

  /// Takes what it can from a report.
  package init(path: FilePath, bytes: Int64, report: QualityReport, metadata: PictureMetadata?) {
    let found = Set(report.found.map(\.kind))
    self.init(
      path: path, bytes: bytes, width: report.width, height: report.height,
      sharpness: report.surface?.sharpness,
      exposure: report.parts.first { $0.name == "exposure" }?.score, quality: report.score,
      metadataRichness: metadata?.richness ?? 0,
      gates: Set(
        [(QualityIssue.Kind.blurry, Gate.blurry), (.clipped, .clipped), (.blocky, .blocky)]
          .filter { found.contains($0.0) }.map(\.1)))
  }
}
