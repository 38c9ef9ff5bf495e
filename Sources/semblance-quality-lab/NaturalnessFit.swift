import Core
import Foundation
import Quality

/// Fits the NIQE model that ships and writes it as Swift source.
enum NaturalnessFit {
  static func run(folders: [String]) {
    // Too soft, too noisy or gray pictures teach nothing about nature.
    let pictures = QualityLab.photographs(below: folders).compactMap { path -> NiqeFeatures? in
      guard let image = QualityLab.picture(path) else { return nil }
      let report = QualityAssessor().report(on: image)
      let unfit: Set<QualityIssue.Kind> = [
        .blurry, .noisy, .blocky, .grayscale, .dark, .light, .clipped, .screenshot, .document,
        .lowInformation,
      ]
      if report.issues.contains(where: { $0.isFound && unfit.contains($0.kind) }) { return nil }
      return OpinionFeatures(of: QualityAssessor.reduced(image))?.blocks
    }
    guard let model = NaturalnessModel(pristine: pictures) else {
      QualityLab.complain("too few photographs to fit a model")
      exit(1)
    }
    let dimension = NaturalnessModel.dimension
    let triangle = (0..<dimension).flatMap { row in
      (0...row).map { model.covariance[row * dimension + $0] }
    }
    print(
      """
      // Written by `semblance-quality-lab naturalness`; fit again instead of editing.

      /// NIQE's model of natural pictures: see docs/QUALITY_MODEL.md. Fitted on \(pictures.count) photographs.
      enum NaturalnessModelData {
        static let name = "semblance-natural-1"
      \(list("mean", model.mean))
        /// The lower triangle of the covariance matrix, row by row.
      \(list("covariance", triangle))
      }
      """)
  }

  private static func list(_ name: String, _ values: [Double]) -> String {
    var lines: [String] = []
    var line = "   "
    for value in values {
      let word = String(format: " %.9g,", value)
      if line.count + word.count > 100 {
        lines.append(line)
        line = "   "
      }
      line += word
    }
    lines.append(line)
    return "  static let \(name): [Double] = [\n\(lines.joined(separator: "\n"))\n  ]"
  }
}
