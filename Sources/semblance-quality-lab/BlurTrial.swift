import Core
import Foundation
import Quality

/// How well the blur measures tell photographs from the same photographs under a Gaussian.
enum BlurTrial {
  static func run(folders: [String]) {
    var ours: [Double: [Double]] = [:]
    var theirs: [Double: [Double]] = [:]
    var found: [Double: Int] = [:]
    var judged = 0
    for path in QualityLab.photographs(below: folders) {
      guard let image = QualityLab.picture(path), image.samples.count <= 3 * 9_000_000 else {
        continue
      }
      let original = SurfaceMeasures(of: image)
      guard original.detail != nil, original.gray.deviation >= 2 else { continue }
      judged += 1
      for sigma in [0, 1, 1.5, 2, 3] {
        let blurred = sigma == 0 ? image : GaussianBlur.applied(to: image, sigma: sigma)
        let report = QualityAssessor().report(on: blurred)
        ours[sigma, default: []].append(report.surface?.sharpness ?? 0)
        theirs[sigma, default: []].append(CleanVisionBlur(of: blurred).score)
        if report.found.contains(where: { $0.kind == .blurry }) { found[sigma, default: 0] += 1 }
      }
    }
    print("\(judged) photographs")
    for sigma in [0, 1, 1.5, 2, 3] {
      let auc = AreaUnderCurve.of(ours[0] ?? [], above: ours[sigma] ?? [])
      let cleanVision = AreaUnderCurve.of(theirs[0] ?? [], above: theirs[sigma] ?? [])
      let flags = theirs[sigma]?.count { $0 < 0.29 } ?? 0
      print(
        "σ \(sigma): AUC \(String(format: "%.4f", auc)), flagged \(found[sigma] ?? 0); CleanVision "
          + "AUC \(String(format: "%.4f", cleanVision)), flagged \(flags)")
    }
  }
}
