package import Catalogue
import Core
package import Quality

/// The quality of one picture, or why there is none.
package struct MeasuredQuality: Sendable {
  /// `nil` where the picture could not be measured, as `signal` then says.
  package var quality: PictureQuality?
  package var signal: SignalRecord

  package init(_ report: QualityReport) {
    quality = PictureQuality(report)
    signal = SignalRecord(.quality, version: QualityReport.version)
    if report.score == nil {
      let reason = report.notes.first ?? "No score: not applicable."
      signal.state = .failed(reason: reason)
    }
  }

  /// A picture that could not be decoded at full size.
  init(failure: Fault) {
    signal = SignalRecord(
      .quality, version: QualityReport.version,
      state: .failed(reason: "No score: not applicable, because \(failure.message)."))
  }
}

extension PictureQuality {
  package init(_ report: QualityReport) {
    self.init(
      score: report.score, opinion: report.opinion, opinionModel: report.opinionModel,
      brisque: report.brisque, brisqueModel: report.brisqueModel,
      naturalness: report.naturalness, naturalnessModel: report.naturalnessModel,
      exposure: report.parts.first { $0.name == "exposure" }?.score,
      sharpness: report.surface?.sharpness, noise: report.surface?.quietNoise,
      clipped: report.issues.first { $0.kind == .clipped }?.value,
      colourfulness: report.surface?.colourfulness, notes: report.notes,
      issues: report.issues.map { issue in
        Issue(
          kind: issue.kind.rawValue, score: issue.score, threshold: issue.threshold,
          value: issue.value, isFound: issue.isFound, reason: issue.reason)
      })
  }
}
