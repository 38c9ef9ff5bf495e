import Core
import Foundation
import Quality
import TestSupport
import Testing

/// Raw values against CleanVision 0.3.7 on the reference pictures.
@Suite(.enabled(if: IQAReference.isThere, "needs the quality references of the test data"))
struct CleanVisionParityTests {
  @Test func rawValuesAgree() throws {
    let reference = try IQAReference("cleanvision_reference")
    for image in reference.images {
      let picture = try IQAReference.picture(image)
      let surface = SurfaceMeasures(of: picture)
      func expect(_ value: Double, _ column: String, _ tolerance: Double = 1e-3) {
        let expected = reference.value(image, column)
        #expect(abs(value - expected) <= tolerance, "\(image) \(column): \(value), not \(expected)")
      }
      for percent in [1, 5, 10, 15, 90, 95, 99] {
        expect(surface.brightness.percentile(Double(percent)), "brightness_perc_\(percent)")
      }
      expect(surface.entropy, "entropy")
      let blur = CleanVisionBlur(of: picture)
      expect(blur.blurriness, "blurriness", 1e-2)
      expect(blur.histogramDeviation, "blurriness_grayscale_std", 1e-2)
      expect(blur.score, "blurry_score")
      #expect(surface.isGrayscale == (reference.text(image, "mode") == "L"))
      #expect((blur.score < 0.29) == (reference.text(image, "is_blurry") == "True"))
    }
  }
}
